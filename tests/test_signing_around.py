"""A document around an instrument is signed in a round of its own; what was signed of the instrument stays as it was (ADR 22)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from desk import Desk
from dossiers import ROOT
from tabled import table
from test_signing_round import COMPANY, DOSSIER, SOME_DAY, back, made, says, signed

from agreements.application.casework import folder_of, pinned_workflow
from agreements.application.signing_round import against_issuing
from agreements.model.dossier_kinds import Kind, Stage
from agreements.model.signing import SigningPlan
from agreements.record.opening import open_record
from agreements.workflow.case import Case
from agreements.workflow.signing import kinds_signed_in, slots_of
from agreements.workflow.soundness import unsound
from workflows import SMALL, load, shipped

SLOT = "kind: signature, by: {signatory: signing-officer}"
ESTABLISH = """\
  - id: STEP
    label: STEP
    from: [FROM]
    to: TO
    by: [signing-officer]
    signs: KIND
    signed_on: DAY
    guards: [{guard: slot, with: {slot: SLOT, result: passed}}]
    evidence: [signed]
    asks: [{id: DAY, type: date, label: DAY}]
  - id: STEP-not
    label: niet STEP
    from: [FROM]
    to: BACK
    by: [signing-officer]
    guards: [{guard: slot, with: {slot: SLOT, result: failed}}]
"""


def establishing(step: str, kind: str, **names: str) -> str:
    """Return the two steps after signing: the one that establishes it, and the one back."""
    text = ESTABLISH.replace("STEP", step).replace("KIND", kind).replace("DAY", f"{step}-on")
    for name, value in names.items():
        text = text.replace(name.upper(), value)
    return text


AMENDED = f"""\
format: 1
workflow: tekenen
version: "1.0"
title: {{nl: Tekenen en wijzigen, en: Signing and amending}}
phases: [{{id: work, label: Werk}}]
roles: [{{id: signing-officer, label: begeleider}}]
evidence: [{{id: signed, label: getekend stuk}}]
states:
  - {{id: draft, phase: work, label: Concept, initial: true, no_deadline: geen termijn}}
  - {{id: signing, phase: work, label: Ter ondertekening, no_deadline: geen termijn}}
  - {{id: running, phase: work, label: In uitvoering, no_deadline: geen termijn}}
  - {{id: adding, phase: work, label: Addendum ter ondertekening, no_deadline: geen termijn}}
  - {{id: done, phase: work, label: Klaar, outcome: settled}}
slots:
  - {{id: signatures, label: Handtekeningen, state: signing, {SLOT}}}
  - {{id: additions, label: Handtekeningen onder het addendum, state: adding, {SLOT}}}
steps:
  - {{id: present, label: Aanbieden, from: [draft], to: signing, by: [signing-officer]}}
{establishing("establish", "eop", slot="signatures", to="running", back="draft", **{"from": "signing"})}
  - {{id: add, label: Addendum aanbieden, from: [running], to: adding, by: [signing-officer]}}
{establishing("establish-addendum", "addendum", slot="additions", to="running", back="running", **{"from": "adding"})}
  - {{id: finish, label: Afronden, from: [running], to: done, by: [signing-officer]}}
"""


def addendum() -> SigningPlan:
    return replace(made(), kind=Kind.ADDENDUM, about=Stage.EOP)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk on which the EoP went out from here and was signed by all."""
    found = Desk(tmp_path)
    found.now = "2026-11-10T10:00:00+01:00"
    found.run("person", "add", "anna", "--name", "Anna Voorbeeld")
    found.run("person", "add", "bram", "--name", "Bram Proef", person="anna")
    found.run("workflow", "publish", found.file("tekenen.yaml", AMENDED), person="anna")
    found.run("person", "grant", "anna", "signing-officer", person="bram")
    found.run("apply", found.file("glas.yaml", DOSSIER), "--workflow", "tekenen", person="anna")
    found.run("step", COMPANY, "present", person="anna")
    table(found, made(), "eop-nl-1", COMPANY)
    signed(found, "eop-nl-1", b"%PDF eop", SOME_DAY)
    for member in ("voorbeeld", "minister"):
        assert says(found, member) == []
    establish(found, "establish", b"%PDF eop", SOME_DAY)
    return found


def establish(desk: Desk, step: str, content: bytes, day: date, *codes: str) -> None:
    """Establish that all signed, with a file; or be refused with these codes."""
    path = desk.root / "bewijs.pdf"
    path.write_bytes(content)
    words = ("step", COMPANY, step, "--set", f"{step}-on={day}", "--evidence", str(path))
    if codes:
        assert desk.codes(*words, person="anna") == list(codes)
    else:
        desk.run(*words, person="anna")


def ticked(desk: Desk, member: str) -> list[str]:
    """Tick off by hand that somebody signed the addendum; return the codes with which that is refused."""
    words = ("step", COMPANY, "additions", "--answer", "sign", "--member", member)
    return [] if desk.run(*words, person="anna", code=-1).exit_code == 0 else desk.codes(*words, person="anna")


def case_of(desk: Desk) -> Case:
    with open_record(desk.record) as record, record.snapshot() as reading:
        case = folder_of(reading, COMPANY).case
    assert case is not None
    return case


def unfit(desk: Desk, kind: Kind) -> list[str]:
    """Return with which codes it is refused to issue a document of a kind now."""
    with open_record(desk.record) as record, record.snapshot() as reading:
        folder = folder_of(reading, COMPANY)
        return [each.code for each in against_issuing(folder, pinned_workflow(reading, folder), kind)]


def test_an_addendum_is_signed_and_the_instrument_stays_signed_as_it_was(desk: Desk) -> None:
    before, listed = case_of(desk).signed, desk.data("portfolio")
    assert (unfit(desk, Kind.ADDENDUM), unfit(desk, Kind.KENNISGEVING)) == (["E635"], ["E613"])
    desk.run("step", COMPANY, "add", person="anna")
    assert (unfit(desk, Kind.ADDENDUM), unfit(desk, Kind.EOP)) == ([], ["E635"])
    table(desk, addendum(), "addendum-nl-1", COMPANY)
    assert ticked(desk, "voorbeeld") == ["E631"]  # that the EoP was signed is no word about the addendum
    back(desk, "eop-nl-1", "voorbeeld")
    assert ticked(desk, "voorbeeld") == ["E631"]
    signed(desk, "addendum-nl-1", b"%PDF addendum", SOME_DAY)
    assert (ticked(desk, "voorbeeld"), ticked(desk, "minister")) == ([], [])
    establish(desk, "establish-addendum", b"%PDF eop", SOME_DAY, "E632")
    establish(desk, "establish-addendum", b"%PDF addendum", date(2026, 11, 8), "E636")
    establish(desk, "establish-addendum", b"%PDF addendum", SOME_DAY)
    after = case_of(desk)
    assert (after.at.state, after.signed) == ("running", before)
    assert {each.stage for each in after.signed} == {Stage.EOP}
    assert desk.data("portfolio") == listed
    second(desk)


def second(desk: Desk) -> None:
    """Another addendum is another round: what was signed in the first bears nobody out."""
    desk.run("step", COMPANY, "add", person="anna")
    table(desk, addendum(), "addendum-nl-2", COMPANY)
    assert ticked(desk, "voorbeeld") == ["E631"]
    signed(desk, "addendum-nl-2", b"%PDF tweede", SOME_DAY)
    assert (ticked(desk, "voorbeeld"), ticked(desk, "minister")) == ([], [])
    establish(desk, "establish-addendum", b"%PDF addendum", SOME_DAY, "E632")
    establish(desk, "establish-addendum", b"%PDF tweede", SOME_DAY)


# Two documents that are signed side by side

BESIDE = (
    AMENDED.replace("state: adding", "state: signing")
    .replace(
        "    from: [adding]\n    to: running\n    by: [signing-officer]\n    guards",
        "    from: [signing]\n    to: draft\n    by: [signing-officer]\n    guards",
    )
    .replace("    from: [adding]\n    to: running\n", "    from: [signing]\n    effect: stay\n")
    .replace("  - {id: add, label: Addendum aanbieden, from: [running], to: adding, by: [signing-officer]}\n", "")
    .replace("  - {id: adding, phase: work, label: Addendum ter ondertekening, no_deadline: geen termijn}\n", "")
)


def test_side_by_side_each_document_has_a_slot_of_its_own() -> None:
    workflow = load(BESIDE)
    assert {slot.id: kinds_signed_in(workflow, slot) for slot in workflow.file.slots} == {
        "signatures": (Kind.EOP,),
        "additions": (Kind.ADDENDUM,),
    }
    assert [each.id for each in slots_of(workflow, Kind.ADDENDUM)] == ["additions"]


def test_a_slot_that_no_guard_names_is_of_what_is_signed_from_its_state() -> None:
    more = "  - {id: witnesses, label: Getuigen, kind: signature, state: sign, by: {company: officer}}\nsteps:\n"
    workflow = load(with_more(more))
    assert kinds_signed_in(workflow, workflow.slot("witnesses")) == (Kind.EOP,)
    assert kinds_signed_in(workflow, workflow.slot("tests")) == ()


def with_more(slots: str) -> str:
    return SMALL.replace("steps:\n", slots)


# The process that comes with the program


def test_in_the_standard_process_an_addendum_is_tested_agreed_and_signed_by_all_parties() -> None:
    workflow = shipped("maatwerk")
    assert unsound(workflow) == ()
    (slot,) = slots_of(workflow, Kind.ADDENDUM)
    assert (slot.id, slot.by) == ("addendum-signatures", {"signatory": "signing-officer"})
    agreed = workflow.slot("addendum-approvals")
    assert agreed.by == workflow.slot("jloi-approvals").by
    assert agreed.not_by_authors_of == ("submit-addendum",)
    terminated = workflow.step("terminate").sources
    states = {name for name in workflow.states if name.startswith("addendum-")}
    assert states <= {*terminated} & {*workflow.step("record-progress").sources}
    assert states <= {*workflow.step("stop").excepted} & {*workflow.step("withdraw").excepted}


HISTORY = """\
history:
  - {stage: maatwerkafspraak, event: signed, date: 2026-09-01, visibility: public, source: krant}
sources:
  krant: {title: Krant (verzonnen), date: 2026-09}
"""


def test_a_case_under_the_edition_before_goes_on_in_this_one(tmp_path: Path) -> None:
    """Under it no addendum goes out; every name of it stands in this one, so that moving takes no mapping."""
    desk = Desk(tmp_path)
    desk.now = "2026-11-10T10:00:00+01:00"
    desk.run("person", "add", "anna", "--name", "Anna Voorbeeld")
    desk.run("person", "add", "bram", "--name", "Bram Proef", person="anna")
    desk.run("workflow", "publish", str(ROOT / "tests" / "frozen" / "workflow-1.yaml"), person="anna")
    desk.run("person", "grant", "anna", "programme-manager", person="bram")
    desk.run("apply", desk.file("glas.yaml", DOSSIER + HISTORY), "--workflow", "maatwerk", person="anna")
    assert unfit(desk, Kind.ADDENDUM) == ["E613"]
    desk.run("workflow", "publish", str(ROOT / "workflows" / "maatwerk.yaml"), person="anna")
    (moved,) = desk.data("workflow", "migrate", "maatwerk", person="anna")["moves"]
    assert (moved["version"], moved["from"], moved["to"]) == ("1.0", "execution", "execution")
    letter = desk.file("brief.txt", "Het verzoek om een addendum.")
    desk.run("step", COMPANY, "start-addendum", "--evidence", letter, person="anna")
    assert case_of(desk).at.state == "addendum-draft"
    assert unfit(desk, Kind.ADDENDUM) == ["E635"]
