"""A round of signing: an issue counts in the slot that was open when it went out, in every language, and nothing goes round it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk import Desk
from receiving import SIGNING_ONLY
from signings import ISSUED, arrangement, plan
from tabled import happen, noted, table

from agreements.application.casework import folder_of, pinned_workflow
from agreements.application.signing_record import Received, ReceivedFile, received_event
from agreements.application.signing_round import against_issuing
from agreements.archive.store import keep
from agreements.model.canonical import canonical_json
from agreements.model.dossier_kinds import Kind
from agreements.model.examination import PadesLevel
from agreements.model.planning import Issue, Terms
from agreements.model.signing import Level, SigningPlan, digest_of, field_of
from agreements.model.signing_events import Declined, Expired, PaperAttested, PaperRecorded, Signed, SigningEvent, Withdrawn
from agreements.model.verdicts import Form, Outcome, SignatureVerdict, Verdict, as_data
from agreements.record.opening import open_record

COMPANY = "proef-glas"
DOSSIER = """\
format: 1
company: {id: proef-glas, name: Proef Glas B.V., short_name: Proef Glas}
ministers:
  - {id: kgg, office: minister, ministry: {nl: Klimaat en Groene Groei, en: Climate Policy and Green Growth}}
  - {id: ienw, office: state_secretary, ministry: IenW}
signatories:
  - {id: voorbeeld, for: company, name: V. Voorbeeld, authority: {kind: register_extract, date: 2026-10-20, reference: uittreksel}}
  - {id: minister, for: kgg, name: M. Minister, authority: {kind: office}}
  - {id: staats, for: ienw, name: S. Staats, authority: {kind: office}}
"""
GROUPS = ((("voorbeeld",), None), (("minister", "staats"), 1))
SOME_DAY = date(2026, 11, 9)


def made(language: str = "nl", **terms: Terms) -> SigningPlan:
    salted = replace(arrangement(GROUPS, **terms), salts={each: f"zout-{each}" for each in ("voorbeeld", "minister", "staats")})
    return plan(salted, DOSSIER, Issue(f"{COMPANY}/eop", Kind.EOP, "1.0", language, None, "a" * 64))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk on which a case waits for signatures, with nothing issued yet."""
    found = Desk(tmp_path)
    found.now = f"{ISSUED}T10:00:00+01:00"
    found.run("person", "add", "anna", "--name", "Anna Voorbeeld")
    for name in ("bram", "carla"):
        found.run("person", "add", name, "--name", f"{name.title()} Proef", person="anna")
    found.run("workflow", "publish", found.file("tekenen.yaml", SIGNING_ONLY), person="anna")
    found.run("person", "grant", "anna", "signing-officer", person="bram")
    found.run("person", "grant", "bram", "signing-officer", person="anna")
    found.run("apply", found.file("glas.yaml", DOSSIER), "--workflow", "tekenen", person="anna")
    found.run("step", COMPANY, "present", person="anna")
    found.now = "2026-11-10T13:30:00+01:00"
    return found


def back(desk: Desk, issue: str, *who: str, day: date = SOME_DAY, digit: str = "b") -> str:
    """Let a file come back in which these signed, each of whom counts; return its SHA-256."""
    file = digit * 64
    given = tuple(SignatureVerdict(field_of(each), each, Outcome.VALID, Form.DIGITAL, file=file, level=PadesLevel.B_LTA) for each in who)
    verdict = Verdict(digest_of(made()), "a" * 64, (file,), day, Outcome.VALID, signatures=given)
    digest = keep(desk.root / "output" / "archive", canonical_json(as_data(verdict)))
    noted(desk, received_event(issue, Received((ReceivedFile(file, "terug.pdf"),), digest, "valid", day)), company=COMPANY)
    happen(desk, *(Signed(day, field_of(each), each, day, digest, "valid") for each in who), issue=issue, company=COMPANY)
    return file


def says(desk: Desk, member: str) -> list[str]:
    """Return with which codes it is refused to tick off by hand that somebody signed."""
    result = desk.run("step", COMPANY, "signatures", "--answer", "sign", "--member", member, person="anna", code=-1)
    return [] if result.exit_code == 0 else desk.codes("step", COMPANY, "signatures", "--answer", "sign", "--member", member, person="anna")


def established(desk: Desk, content: bytes, day: date = SOME_DAY) -> list[str]:
    """Return with which codes it is refused to establish that all signed, with a file."""
    path = desk.root / "bewijs.pdf"
    path.write_bytes(content)
    words = ("step", COMPANY, "establish", "--set", f"signed-on={day}", "--evidence", str(path))
    return [] if desk.run(*words, person="anna", code=-1).exit_code == 0 else desk.codes(*words, person="anna")


def members(desk: Desk) -> set[str]:
    with open_record(desk.record) as record, record.snapshot() as reading:
        case = folder_of(reading, COMPANY).case
        assert case is not None
        return {each.key for each in case.slots["signatures"].members}


def again(desk: Desk) -> None:
    """Begin a new round: by a correction of two persons, back to where the case waits for signatures."""
    wrong = ("correct", COMPANY, "1", "--remedy", "state", "--state", "signing", "--reason", "opnieuw")
    desk.run(*wrong, person="anna")
    proposal = desk.data("history", COMPANY)[-1]["version"]
    desk.run("correct", COMPANY, str(proposal), "--accept", person="bram")


def test_what_went_out_before_the_slot_was_opened_counts_for_nobody(desk: Desk) -> None:
    table(desk, made(), "eop-nl-1", COMPANY)
    back(desk, "eop-nl-1", "voorbeeld")
    again(desk)
    assert says(desk, "voorbeeld") == []  # in this round nothing was issued: it is signed on paper, and the process is all there is
    table(desk, made(), "eop-nl-2", COMPANY)
    assert says(desk, "minister") == ["E631"]
    back(desk, "eop-nl-1", "minister")
    assert says(desk, "minister") == ["E631"]  # of the round before
    back(desk, "eop-nl-2", "voorbeeld", "minister")
    assert says(desk, "minister") == []


def test_the_newest_of_a_language_counts_and_an_older_one_does_not_come_back(desk: Desk) -> None:
    table(desk, made(), "eop-nl-1", COMPANY)
    back(desk, "eop-nl-1", "voorbeeld")
    table(desk, made(), "eop-nl-2", COMPANY)
    assert says(desk, "voorbeeld") == ["E631"]
    happen(desk, Withdrawn(SOME_DAY, "fout"), issue="eop-nl-2", company=COMPANY)
    assert says(desk, "voorbeeld") == ["E631"]


def test_every_language_is_signed(desk: Desk) -> None:
    table(desk, made(), "eop-nl-1", COMPANY)
    table(desk, made("en"), "eop-en-1", COMPANY)
    back(desk, "eop-nl-1", "voorbeeld", "minister")
    assert says(desk, "voorbeeld") == ["E631"]
    back(desk, "eop-en-1", "voorbeeld")
    assert (says(desk, "voorbeeld"), says(desk, "minister")) == ([], ["E631"])


@pytest.mark.parametrize("ending", [Withdrawn(SOME_DAY, "fout"), Expired(date(2026, 12, 31)), Declined(SOME_DAY, "voorbeeld", "nee")])
def test_what_ended_bears_nobody_out(desk: Desk, ending: Withdrawn | Expired | Declined) -> None:
    table(desk, made(), "eop-nl-1", COMPANY)
    happen(desk, ending, issue="eop-nl-1", company=COMPANY)
    assert says(desk, "voorbeeld") == ["E631"]


def test_the_step_takes_exactly_the_files_and_the_day_of_the_last_signature(desk: Desk) -> None:
    first, second = b"%PDF nl", b"%PDF en"
    for number, (content, language) in enumerate(((first, "nl"), (second, "en"))):
        table(desk, made(language), f"eop-{language}-1", COMPANY)
        signed(desk, f"eop-{language}-1", content, SOME_DAY.replace(day=8 + number))
    assert (says(desk, "voorbeeld"), says(desk, "minister")) == ([], [])
    assert members(desk) == {"voorbeeld", "minister"}  # of two ministers one was needed: the other left, though it was answered by hand
    one = ("step", COMPANY, "establish", "--set", f"signed-on={SOME_DAY}")
    paths = [desk.root / name for name in ("nl.pdf", "en.pdf", "meer.pdf")]
    for path, content in zip(paths, (first, second, b"%PDF meer"), strict=True):
        path.write_bytes(content)
    brought = [("--evidence", str(each)) for each in paths]
    assert desk.codes(*one, *brought[0], person="anna") == ["E632"]
    assert desk.codes(*one, *brought[0], *brought[1], *brought[2], person="anna") == ["E632"]
    late = ("step", COMPANY, "establish", "--set", "signed-on=2026-11-08")
    assert desk.codes(*late, *brought[0], *brought[1], person="anna") == ["E636"]
    desk.run(*one, *brought[0], *brought[1], person="anna")


def signed(desk: Desk, issue: str, content: bytes, day: date) -> None:
    """Let a file with these bytes come back, signed by all who must."""
    file = keep(desk.root / "output" / "archive", content)
    given = tuple(
        SignatureVerdict(field_of(each), each, Outcome.VALID, Form.DIGITAL, file=file, level=PadesLevel.B_LTA)
        for each in ("voorbeeld", "minister")
    )
    verdict = Verdict(digest_of(made()), "a" * 64, (file,), day, Outcome.VALID, signatures=given)
    digest = keep(desk.root / "output" / "archive", canonical_json(as_data(verdict)))
    noted(desk, received_event(issue, Received((ReceivedFile(file, "terug.pdf"),), digest, "valid", day)), company=COMPANY)
    happen(
        desk, *(Signed(day, field_of(each), each, day, digest, "valid") for each in ("voorbeeld", "minister")), issue=issue, company=COMPANY
    )


def test_a_scan_of_paper_that_counts_may_come_along(desk: Desk) -> None:
    table(desk, made(minister=Terms(Level.WET_INK)), "eop-nl-1", COMPANY)
    content, scan = b"%PDF terug", b"%PDF scan"
    file, paper = (keep(desk.root / "output" / "archive", each) for each in (content, scan))
    given = (SignatureVerdict(field_of("voorbeeld"), "voorbeeld", Outcome.VALID, Form.DIGITAL, file=file),)
    verdict = Verdict(digest_of(made()), "a" * 64, (file,), SOME_DAY, Outcome.INCOMPLETE, signatures=given)
    digest = keep(desk.root / "output" / "archive", canonical_json(as_data(verdict)))
    noted(desk, received_event("eop-nl-1", Received((ReceivedFile(file, "t.pdf"),), digest, "incomplete", SOME_DAY)), company=COMPANY)
    events: tuple[SigningEvent, ...] = (
        Signed(SOME_DAY, field_of("voorbeeld"), "voorbeeld", SOME_DAY, digest, "valid"),
        PaperRecorded(SOME_DAY, field_of("minister"), "minister", SOME_DAY, "kluis", paper),
        *(PaperAttested(SOME_DAY, field_of("minister"), each) for each in ("bram", "carla")),
    )
    happen(desk, *events, issue="eop-nl-1", company=COMPANY)
    assert (says(desk, "voorbeeld"), says(desk, "minister")) == ([], [])
    assert established(desk, scan) == ["E632"]
    assert established(desk, content) == []


def unfit(desk: Desk, kind: Kind = Kind.EOP) -> list[str]:
    """Return with which codes it is refused to issue a document of a kind now."""
    with open_record(desk.record) as record, record.snapshot() as reading:
        folder = folder_of(reading, COMPANY)
        return [each.code for each in against_issuing(folder, pinned_workflow(reading, folder), kind)]


def test_what_would_count_nowhere_does_not_go_out(desk: Desk) -> None:
    """Where the case waits for signatures, until that round failed; of a kind that the process never signs there is nothing to ask."""
    assert (unfit(desk), unfit(desk, Kind.JLOI)) == ([], [])
    table(desk, made(), "eop-nl-1", COMPANY)
    desk.run("step", COMPANY, "signatures", "--answer", "decline", "--note", "nee", "--member", "voorbeeld", person="anna")
    assert unfit(desk) == ["E635"]
    desk.run("step", COMPANY, "take-back", person="anna")
    assert unfit(desk) == ["E635"]
    desk.run("step", COMPANY, "present", person="anna")
    assert unfit(desk) == []


def test_that_it_was_signed_elsewhere_is_not_told_of_what_went_out_here(desk: Desk) -> None:
    table(desk, made(), "eop-nl-1", COMPANY)
    history = (
        "history:\n  - {stage: eop, event: signed, date: 2026-11-05, source: krant}\nsources:\n  krant: {title: Krant, date: 2026-11}\n"
    )
    path = desk.file("glas.yaml", DOSSIER + history)
    assert desk.codes("apply", path, person="anna") == ["E638"]
    assert desk.data("show", COMPANY)["dossier"].get("history") is None


MOVED = SIGNING_ONLY.replace('version: "1.0"', 'version: "2.0"')


@pytest.mark.parametrize(
    ("change", "more"),
    [
        (MOVED.replace("    signs: eop\n    signed_on: signed-on\n", ""), ()),
        (MOVED.replace("id: signatures,", "id: krabbels,").replace("slot: signatures", "slot: krabbels"), ("--slot", "signatures=")),
    ],
)
def test_another_version_of_the_workflow_takes_no_issue_out_of_its_round(desk: Desk, change: str, more: tuple[str, ...]) -> None:
    desk.run("workflow", "publish", desk.file("tekenen.yaml", change), person="anna")
    move = ("workflow", "migrate", "tekenen", *more)
    desk.run(*move, "--dry-run", person="anna")  # nothing went out yet
    table(desk, made(), "eop-nl-1", COMPANY)
    assert desk.codes(*move, person="anna") == ["E637"]


def test_a_slot_may_get_another_name(desk: Desk) -> None:
    table(desk, made(), "eop-nl-1", COMPANY)
    change = MOVED.replace("id: signatures,", "id: krabbels,").replace("slot: signatures", "slot: krabbels")
    desk.run("workflow", "publish", desk.file("tekenen.yaml", change), person="anna")
    desk.run("workflow", "migrate", "tekenen", "--slot", "signatures=krabbels", person="anna")
    tick = ("step", COMPANY, "krabbels", "--answer", "sign", "--member", "voorbeeld")
    assert desk.codes(*tick, person="anna") == ["E631"]
    back(desk, "eop-nl-1", "voorbeeld")
    desk.run(*tick, person="anna")
