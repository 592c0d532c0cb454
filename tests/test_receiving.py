"""Signed files come back: judged, kept, recorded with what counts; and nothing else moves the case on."""

from __future__ import annotations

import json
import os
import pickle
import random
import shutil
import subprocess
import sys
import time
import zipfile
from datetime import timedelta
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf  # noqa: TID251  # another writer of what was made
import pki
import pytest
from children import PATIENCE, ended, heard
from desk import Desk
from dossiers import ROOT
from judges import verapdf
from receiving import (
    ARRANGEMENT,
    ISSUE,
    STEEL,
    arranged,
    equip,
    fingerprint,
    issue,
    issued_file,
    later,
    received,
    sealed_desk,
    signed,
    the_issue,
    today,
)
from signing import now

from agreements.application import receiving
from agreements.application.signing_record import SIGNING_KINDS, person_id
from agreements.archive.store import kept
from agreements.model.examination import PadesLevel
from agreements.model.verdicts import Form, Outcome, Verdict, from_data
from agreements.record.opening import open_record
from agreements.signatures import examining, lasting
from agreements.signatures.strength import Strength

CHAIN = ("proef", "monster", "sample", "voorbeeld", "denkbeeld", "verzinsel")
"""Who signs digitally, in an order that the plan allows; `fictief` signs on paper and `specimen` need not."""


class Prepared(Desk):
    """A desk as it was copied, with the files that everybody of `CHAIN` signed in turn."""

    def __init__(self, root: Path) -> None:
        self.root, self.now = root, ""

    def by(self, last: str) -> Path:
        """Return the file as it was after somebody signed."""
        return self.root / f"stap-{CHAIN.index(last) + 1}.pdf"


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    with pytest.MonkeyPatch.context() as monkeypatch:
        desk = sealed_desk(tmp_path_factory.mktemp("uitgave"), monkeypatch)
        signed(desk, *CHAIN)
    return desk.root


@pytest.fixture
def desk(prepared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Prepared:
    """Return a desk on which a document was issued that everybody signed and nobody sent back yet."""
    shutil.copytree(prepared, tmp_path / "kantoor")
    equip(tmp_path / "kantoor", monkeypatch)
    return Prepared(tmp_path / "kantoor")


def on_paper(desk: Desk, *witnesses: str) -> None:
    """Record that `fictief` signed on paper, attested by these."""
    scan = desk.root / "scan.pdf"
    with pikepdf.open(issued_file(desk)) as pdf:
        pdf.save(scan)
    where = ("--on", today().isoformat(), "--place", "kluis A, Den Haag", "--scan", str(scan))
    desk.run("sign", "paper", STEEL, "--signatory", "fictief", *where, person="anna")
    for each in witnesses:
        desk.run("sign", "attest", STEEL, "--signatory", "fictief", person=each)


def last_verdict(desk: Desk) -> Verdict:
    return from_data(json.loads(kept(desk.root / "output" / "archive", the_issue(desk).received[-1].verdict)))


def standing(desk: Desk) -> tuple[str, set[str]]:
    """Return the status of the issue, and whose signature counts."""
    course = the_issue(desk).course
    return course.status.value, {name.removeprefix("sign-") for name in course.signed}


def nothing_wrong(desk: Desk) -> bool:
    """Say whether record and archive hold what they say they hold."""
    return [desk.data(room, "verify")["problems"] for room in ("record", "archive")] == [[], []]


def test_from_the_first_signature_to_the_last_the_case_goes_along(desk: Prepared) -> None:
    told = received(desk, desk.by("proef"))
    assert (told["outcome"], told["signed"], told["status"], told["state"]) == ("incomplete", [], "open", "signing")
    assert "E665" in {each["code"] for each in told["reasons"]}  # joint authority: the other director has to sign as well
    told = received(desk, desk.by("monster"))
    assert ({each["signatory"] for each in told["signed"]}, len(told["answers"])) == ({"proef", "monster"}, 2)
    told = received(desk, desk.by("verzinsel"))
    assert ({each["signatory"] for each in told["signed"]}, told["held"]) == ({*CHAIN} - {"proef", "monster"}, [])
    on_paper(desk, "bram")
    assert standing(desk) == ("open", {*CHAIN})
    assert desk.codes("sign", "attest", STEEL, "--signatory", "fictief", person="bram") == ["E678"]
    told = desk.data("sign", "attest", STEEL, "--signatory", "fictief", person="carla")
    assert (told["outcome"], told["status"]) == ("valid", "completed")
    assert ([each["code"] for each in told["waits"]], told["answers"]) == (["E823"], [])  # carla does not answer in the case
    assert standing(desk) == ("completed", {*CHAIN, "fictief"})
    paper = last_verdict(desk).on("sign-fictief")
    assert paper is not None
    assert (paper.form, paper.outcome) == (Form.PAPER, Outcome.VALID)
    desk.run("step", STEEL, "signatures", "--answer", "sign", "--member", "fictief", person="anna")  # now it is true
    assert nothing_wrong(desk)


def test_the_case_is_established_with_what_came_back_and_nothing_else(desk: Prepared) -> None:
    """Two ministers of three had to sign: the third leaves the slot by itself."""
    received(desk, desk.by("verzinsel"))
    on_paper(desk, "bram", "anna")
    assert standing(desk)[0] == "completed"
    done = ("step", STEEL, "establish", "--set", f"signed-on={today()}", "--evidence")
    assert desk.codes(*done, str(issued_file(desk)), person="anna") == ["E632"]
    desk.run(*done, str(desk.by("verzinsel")), person="anna")
    assert "Signed" in desk.said("status", STEEL)


def test_what_nobody_signed_is_not_ticked_off_by_hand(desk: Prepared) -> None:
    tick = ("step", STEEL, "signatures", "--answer", "sign", "--member", "proef")
    assert desk.codes(*tick, person="anna") == ["E631"]
    received(desk, desk.by("proef"))
    assert desk.codes(*tick, person="anna") == ["E631"]
    received(desk, desk.by("monster"))
    assert desk.codes(*tick, person="anna") == ["E831"]  # it is answered


def test_the_same_file_counts_once(desk: Prepared) -> None:
    first = received(desk, desk.by("monster"))
    before = desk.data("history", STEEL)
    again = received(desk, desk.by("monster"))
    assert (first["before"], again["before"], again["signed"]) == (False, True, [])
    assert desk.data("history", STEEL) == before


def test_an_older_version_takes_nothing_away(desk: Prepared) -> None:
    received(desk, desk.by("sample"))
    told = received(desk, desk.by("proef"))
    assert (told["outcome"], told["signed"], standing(desk)[1]) == ("incomplete", [], {"proef", "monster", "sample"})


def test_another_copy_of_the_same_issue_is_no_counterpart_unless_that_was_planned(desk: Prepared) -> None:
    received(desk, desk.by("sample"))
    apart = signed(desk, "voorbeeld", "denkbeeld", to="apart.pdf")
    told = received(desk, apart, code=1)
    assert (told["outcome"], told["signed"]) == ("invalid", [])
    assert {"E682"} <= {each["code"] for each in told["reasons"]}
    assert standing(desk)[1] == {"proef", "monster", "sample"}
    told = received(desk, desk.by("voorbeeld"))  # what was not planned does not stand in the way of what was
    assert [each["signatory"] for each in told["signed"]] == ["voorbeeld"]
    assert nothing_wrong(desk)


def test_counterparts_that_were_planned_form_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    planned = """\
format: 1
groups:
  - {signatories: [proef, monster, sample, voorbeeld, denkbeeld, specimen, verzinsel, fictief]}
counterparts:
  - {id: bedrijf, signatories: [proef, monster, sample]}
  - {id: staat, signatories: [voorbeeld, denkbeeld, specimen, verzinsel]}
terms:
  - {signatory: fictief, level: wet_ink, place: Den Haag}
"""
    desk = sealed_desk(tmp_path, monkeypatch, arrangement=arranged(planned))
    company = signed(desk, "proef", "monster", "sample", to="bedrijf.pdf")
    state = signed(desk, "voorbeeld", "denkbeeld", "specimen", "verzinsel", to="staat.pdf")
    assert {each["signatory"] for each in received(desk, company)["signed"]} == {"proef", "monster", "sample"}
    assert {each["signatory"] for each in received(desk, state)["signed"]} == {"voorbeeld", "denkbeeld", "specimen", "verzinsel"}
    on_paper(desk, "bram", "carla")
    assert (standing(desk)[0], last_verdict(desk).outcome, len(last_verdict(desk).files)) == ("completed", Outcome.VALID, 2)


def test_whose_turn_it_is_not_has_not_signed_yet(desk: Prepared) -> None:
    """The plan decides, not who is quick: the province signed before the ministers did."""
    quick = signed(desk, "proef", "monster", "sample", "verzinsel", to="snel.pdf")
    told = received(desk, quick, code=1)
    assert {each["code"] for each in told["held"]} == {"E670"}
    assert standing(desk)[1] == {"proef", "monster", "sample"}


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7\n", b"geen pdf", b"%PDF-1.7\n%%EOF" * 1000])
def test_what_is_worth_nothing_is_kept_with_its_reasons(desk: Prepared, content: bytes) -> None:
    bad = desk.root / "iets.pdf"
    bad.write_bytes(content)
    told = received(desk, bad, code=1)
    assert (told["outcome"], told["signed"]) == ("indeterminate", [])
    (back,) = the_issue(desk).received
    assert kept(desk.root / "output" / "archive", back.files[0].sha256) == content
    assert nothing_wrong(desk)
    assert received(desk, desk.by("monster"))["outcome"] == "incomplete"


def test_a_rewritten_file_is_not_what_was_issued(desk: Prepared) -> None:
    whole = desk.root / "opnieuw.pdf"
    with pikepdf.open(desk.by("monster")) as pdf:
        pdf.save(whole)
    assert received(desk, whole, code=1)["outcome"] in {"invalid", "indeterminate"}
    assert standing(desk) == ("open", set())


def test_who_may_not_record_signing_records_nothing(desk: Prepared) -> None:
    before = desk.data("history", STEEL)
    for words in (
        ("receive", STEEL, str(desk.by("monster"))),
        ("decline", STEEL, "--signatory", "proef", "--reason", "nee"),
        ("withdraw", STEEL, "--reason", "nee"),
    ):
        assert desk.codes("sign", *words, person="bram") == ["E823"]
        assert desk.codes("sign", *words, person="vreemd") == ["E807"]
    assert desk.data("history", STEEL) == before


def test_a_trial_tells_all_and_records_nothing(desk: Prepared) -> None:
    before = desk.data("history", STEEL)
    told = received(desk, desk.by("monster"), more=("--dry-run",))
    assert ({each["signatory"] for each in told["signed"]}, told["dry_run"]) == ({"proef", "monster"}, True)
    desk.run("sign", "decline", STEEL, "--signatory", "proef", "--reason", "nee", "--dry-run", person="anna")
    assert desk.data("history", STEEL) == before
    assert nothing_wrong(desk)


def test_people_read_what_came_of_it(desk: Prepared) -> None:
    dutch = desk.run("sign", "receive", STEEL, str(desk.by("monster")), "--dry-run", person="anna", messages="nl")
    assert dutch.stdout.startswith(f"{ISSUE}: geldig, nog niet volledig\n  telt: ")
    assert f"  telt: monster, getekend op {today()}\n" in dutch.stdout
    assert dutch.stdout.endswith("  2 van 7 getekend; nu aan de beurt: sample\n(proef; niets vastgelegd)\n")
    english = desk.said("sign", "receive", STEEL, str(desk.by("proef")), person="anna")
    assert "not enough yet: 'proef' has joint authority only" in english
    assert english.endswith("  0 of 7 signed; now to sign: proef, monster, sample\n")


def test_what_happened_meanwhile_is_not_judged_past(desk: Prepared, monkeypatch: pytest.MonkeyPatch) -> None:
    judged = receiving.judged

    def slowly(*given: Any) -> receiving.Receipt:  # noqa: ANN401  # as the function it stands for
        receipt = judged(*given)
        desk.run("sign", "left", STEEL, "--signatory", "sample", "--last", later(-1), person="anna")
        return receipt

    monkeypatch.setattr(receiving, "judged", slowly)
    assert desk.codes("sign", "receive", STEEL, str(desk.by("sample")), person="anna") == ["E633"]
    assert standing(desk)[1] == set()


# What happens besides


def test_who_declines_ends_an_issue_that_cannot_do_without(desk: Prepared) -> None:
    received(desk, desk.by("sample"))
    told = desk.data("sign", "decline", STEEL, "--signatory", "voorbeeld", "--reason", "niet mee eens", person="anna")
    assert (told["status"], told["answers"]) == ("open", [])  # two of three ministers will do
    told = desk.data("sign", "decline", STEEL, "--signatory", "denkbeeld", "--reason", "evenmin", person="anna")
    assert (told["status"], len(told["answers"])) == ("declined", 2)
    late = desk.data("sign", "receive", STEEL, str(desk.by("voorbeeld")), "--issue", ISSUE, person="anna", code=1)
    assert (late["outcome"], late["signed"]) == ("invalid", [])
    assert desk.codes("sign", "withdraw", STEEL, "--reason", "te laat", "--issue", ISSUE, person="anna") == ["E671"]
    assert nothing_wrong(desk)


def test_what_was_withdrawn_is_signed_by_nobody(desk: Prepared) -> None:
    assert desk.data("sign", "withdraw", STEEL, "--reason", "fout in de tekst", person="anna")["status"] == "withdrawn"
    assert desk.codes("sign", "receive", STEEL, str(desk.by("monster")), person="anna") == ["E649"]
    assert received(desk, desk.by("monster"), code=1, more=("--issue", ISSUE))["outcome"] == "invalid"


def test_a_signature_given_in_office_stays_good_and_one_given_afterwards_fails(desk: Prepared) -> None:
    received(desk, desk.by("sample"))
    left = desk.data("sign", "left", STEEL, "--signatory", "sample", "--last", today().isoformat(), person="anna")
    assert left["status"] == "open"
    yesterday = later(-1)
    assert desk.data("sign", "left", STEEL, "--signatory", "proef", "--last", yesterday, person="anna")["status"] == "replaced"


def test_who_left_before_signing_does_not_sign(desk: Prepared) -> None:
    desk.run("sign", "left", STEEL, "--signatory", "sample", "--last", later(-1), person="anna")
    told = received(desk, desk.by("sample"), code=1)
    assert "E674" in {each["code"] for each in told["reasons"]}
    assert standing(desk)[1] == {"proef", "monster"}


def test_another_takes_the_place_in_a_new_issue(desk: Prepared) -> None:
    issue(desk)
    assert desk.codes("sign", "withdraw", STEEL, "--reason", "welke", person="anna") == ["E630"]
    words = ("--signatory", "sample", "--last", later(-1), "--new-issue", "eop-nl-2", "--issue", ISSUE)
    assert desk.data("sign", "replace", STEEL, *words, person="anna")["status"] == "replaced"
    assert received(desk, desk.by("monster"), code=1)["issue"] == "eop-nl-2"  # the bytes of the old issue are not those of the new one


def test_a_delegate_signs_by_a_mandate_that_stays_within(desk: Prepared) -> None:
    who = ("--signatory", "sample", "--to", "plaatsvervanger", "--name", "TEST minister", "--mandate", "mandate")
    known = ("--certificate", fingerprint("minister"))
    assert set(desk.codes("sign", "delegate", STEEL, *who, "--reference", " ", *known, person="anna")) == {"E677"}
    term = ("--reference", "volmacht VB-9", "--from", today().isoformat(), "--until", later(20))
    desk.run("sign", "delegate", STEEL, *who, *known, *term, person="anna")
    (desk.root / "sample.p12").write_bytes(pki.key_file("minister"))
    told = received(desk, signed(desk, "proef", "monster", "sample", to="gemachtigd.pdf"))
    assert {"signatory": "sample", "person": "plaatsvervanger", "day": today().isoformat()} in told["signed"]
    with open_record(desk.record) as record:
        said = str([each.body for each in record.load(f"company/{STEEL}") if each.kind in SIGNING_KINDS])
        assert record.person(person_id(STEEL, ISSUE, "plaatsvervanger")) is not None
    assert "TEST minister" not in said


def test_paper_is_told_for_ever_and_a_scan_takes_its_place_only_by_decision(desk: Prepared) -> None:
    received(desk, desk.by("verzinsel"))
    short = desk.root / "kort.pdf"
    with pikepdf.open(issued_file(desk)) as pdf:
        del pdf.pages[-1]
        pdf.save(short)
    words = ("--on", today().isoformat(), "--place", "kluis A")
    assert desk.codes("sign", "paper", STEEL, "--signatory", "fictief", *words, "--scan", str(short), person="anna") == ["E634"]
    assert desk.codes("sign", "paper", STEEL, "--signatory", "proef", *words, person="anna") == ["E672"]  # that one signed
    on_paper(desk, "bram", "anna")
    assert desk.codes("sign", "substitute", STEEL, "--signatory", "fictief", "--decision", " ", person="anna") == ["E679"]
    desk.run("sign", "substitute", STEEL, "--signatory", "fictief", "--decision", "VB-2026-3", person="anna")
    paper = the_issue(desk).course.papers["sign-fictief"]
    assert (paper.replaced, paper.decision, sorted(paper.witnesses)) == (True, "VB-2026-3", ["anna", "bram"])
    assert nothing_wrong(desk)


def test_an_amount_that_is_none_is_refused(desk: Prepared) -> None:
    who = ("--signatory", "sample", "--to", "x", "--name", "X", "--mandate", "mandate", "--reference", "r", "--ceiling", "veel")
    assert "is no amount" in desk.run("sign", "delegate", STEEL, *who, person="anna", code=2).stderr


# Killed

CHILD = ROOT / "tests" / "receiving_children.py"


@pytest.fixture
def examined(desk: Prepared) -> Path:
    """Return a file with what was found in everything that comes back here: a kill is aimed at what is written, not at what is read."""
    issued = issued_file(desk).read_bytes()
    found = {}
    for name in ("monster", "sample"):
        content = desk.by(name).read_bytes()
        found[sha256(content).hexdigest()] = examining.examine(content, issued, pki.trust(), now() + timedelta(seconds=1))
    path = desk.root / "examined.pickle"
    path.write_bytes(pickle.dumps(found))
    return path


def killed(desk: Desk, examined: Path, after: float) -> bool:
    """Have a file received by another process that is killed after so many seconds; return whether it had come to its end."""
    words = ("-w", str(desk.root), "sign", "receive", STEEL, str(desk.root / f"stap-{CHAIN.index('sample') + 1}.pdf"), "--as", "anna")
    command = [sys.executable, str(CHILD), str(examined), *words]
    environment = {**os.environ, "MAATWERK_NOW": desk.now}
    child = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment)
    with ended(child):
        assert heard(child) == "begins\n"
        time.sleep(after)
        child.kill()
        child.communicate(timeout=PATIENCE)
    return child.returncode == 0


def kills(desk: Prepared, examined: Path, tmp_path: Path, many: int) -> None:
    """Kill at random moments; each time all of it is there or nothing, and doing it again brings what is lacking."""
    chance = random.Random(20261124)  # noqa: S311  # a moment, not a secret
    received(desk, desk.by("monster"))
    before, seen = len(desk.data("history", STEEL)), set()
    for number in range(4 * many):
        here = Prepared(tmp_path / str(number))
        shutil.copytree(desk.root, here.root)
        killed(here, examined, chance.uniform(0, 0.35))
        assert here.data("record", "verify")["problems"] == []
        told = len(here.data("history", STEEL)) - before
        assert told in {0, 3}, told  # what came in, the signature, the answer in the case
        strangers = {each["code"] for each in here.data("archive", "verify", code=-1)["problems"]}
        assert strangers <= {"E967"}
        assert told == 0 or not strangers
        assert standing(here)[1] >= ({"proef", "monster", "sample"} if told else {"proef", "monster"})
        seen.add((told, bool(strangers)))
        shutil.rmtree(here.root)
        if number + 1 >= many and {told for told, _ in seen} == {0, 3}:
            break
    assert {told for told, _ in seen} == {0, 3}


def test_a_kill_while_receiving_leaves_all_or_nothing(desk: Prepared, examined: Path, tmp_path: Path) -> None:
    kills(desk, examined, tmp_path, 4)


@pytest.mark.proof
def test_two_hundred_kills_while_receiving_leave_all_or_nothing(desk: Prepared, examined: Path, tmp_path: Path) -> None:
    kills(desk, examined, tmp_path, 200)


# What leaves the house


def everything_in(pdf: bytes) -> bytes:
    """Return all that a PDF holds, in plain bytes: every object, every stream opened, every file inside."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        streams = [each for each in opened.objects if isinstance(each, pikepdf.Stream)]
        return b"\n".join((pdf, *(each.unparse(resolved=True) for each in opened.objects), *(each.read_bytes() for each in streams)))


def test_nothing_of_the_house_is_in_what_goes_out_or_comes_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Internal facts, ceilings, the value and the days of reminders stay; so do the salts, by which a name could be guessed back."""
    text = (ROOT / "examples" / "demo" / f"{STEEL}.yaml").read_text(encoding="utf-8")
    for internal in ("verwachte ruimte voor een bijdrage", "Verkenning van de kosten (verzonnen)"):
        assert internal in text
        text = text.replace(internal, "GEHEIM-7c1")
    arrangement = arranged(ARRANGEMENT + '  - {signatory: sample, ceiling: "7654321.25"}\n').replace(
        f"  - {{signatory: sample, certificate: {fingerprint('sample')}}}\n", ""
    )
    desk = sealed_desk(tmp_path, monkeypatch, text, arrangement=arrangement + f'value: "1234567.75"\nreminders: [{later(11)}]\n')
    issued = issued_file(desk)
    salts = [each.salt for each in the_issue(desk).plan.persons.values()]
    back = signed(desk, "proef", "monster")
    with zipfile.ZipFile(issued.with_suffix(".docx")) as word:
        parts = b"\n".join(word.read(name) for name in word.namelist())
    secrets = [b"GEHEIM-7c1", b"7654321.25", b"1234567.75", later(11).encode(), *(each.encode() for each in salts)]
    assert len(salts) == len(pki.STEEL)
    for name, content in {"issued": everything_in(issued.read_bytes()), "word": parts, "signed": everything_in(back.read_bytes())}.items():
        assert [each for each in secrets if each in content] == [], name
    assert "GEHEIM-7c1" in str(desk.data("show", STEEL))  # the record holds it


# A judge from outside


@pytest.mark.proof
@pytest.mark.expects_log
def test_it_stays_pdf_a_3a_and_pdf_ua_1_after_every_signature(desk: Prepared, tmp_path: Path) -> None:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    files = {"issued": issued_file(desk).read_bytes(), **{each: desk.by(each).read_bytes() for each in CHAIN}}
    strength = Strength(PadesLevel.B_LTA, pki.time_stamps(), pki.trust())
    files["kept"] = lasting.renew(files["verzinsel"], strength)
    assert verapdf.verdicts(tmp_path, files) == {each: {"3a": "", "ua1": ""} for each in files}
