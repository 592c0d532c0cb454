"""A workflow file is read with the place of every fault; what it says has one document and one digest."""

from __future__ import annotations

import json
import re
from typing import cast

import pytest
from dossiers import ROOT

from agreements.application.schema import schema
from agreements.model.canonical import canonical_json
from agreements.model.dossier_kinds import HistoryEvent, Kind, Stage
from agreements.model.planning import MAX_AGE_DAYS
from agreements.model.reading import keys_of
from agreements.problems import AgreementsError
from agreements.problems.catalogue import CATALOGUE
from agreements.problems.display import display
from agreements.sources import Source
from agreements.workflow.definition import Effect, GuardUse, MemberKind, Outcome, Rule
from agreements.workflow.guard_parameters import (
    GUARD_PARAMETERS,
    SigningAuthorityGuard,
    SlotGuard,
    SlotResult,
    facts_needed,
    read_parameters,
)
from agreements.workflow.loading import load_workflow, workflow_from_document
from agreements.workflow.soundness import unsound
from workflows import SHIPPED, SMALL, faults_of, load, planted, shipped

SUBMIT = "evidence: [note]}"


def guarded(guard: str, *, asks: str = "") -> str:
    """Return the small workflow with a guard on its first step, and with what that step asks."""
    return planted((SUBMIT, f"evidence: [note], guards: [{guard}]{f', asks: [{asks}]' if asks else ''}}}"))


def with_scheme(text: str, scheme: str = "id: tctf, label: TCTF") -> str:
    return f"{text}aid_schemes:\n  - {{{scheme}}}\n"


CHOICE = "{id: q, type: choice, label: q, choices: {tctf: TCTF, other: anders}}"

FILES = {
    "E700": (planted(("signs: eop,", "signs: eop, signed_on: q,")), "finish"),
    "E701": (planted(("state: check, by", "state: chek, by")), "chek"),
    "E702": (planted(("from: [sign], to: signed,", "from: [sign],")), "finish"),
    "E745": (planted(("signs: eop,", "signs: eop, stops_statutory: true,")), "finish"),
    "E703": (planted(("effect: suspend,", "effect: suspend, to: draft,")), "suspend"),
    "E704": (planted((", initial: true", "")), "0"),
    "E705": (guarded("{guard: slots, with: {}}"), "slot?"),
    "E706": (guarded("{guard: not-before, with: {date: q}}", asks="{id: q, type: text, label: q}"), "'date'"),
    "E707": (planted(("veto: true", "veto: true, count: 2")), "tests"),
    "E708": (planted(("id: signatures, label", "id: submit, label"), ("slot: signatures", "slot: submit")), "submit"),
    "E709": (planted(("id: stopped,", "id: any,"), ("to: stopped", "to: any"), ("from: [stopped]", "from: [signed]")), "any"),
    "E710": (planted(("outcome: signed", "outcome: signed, no_deadline: x")), "no_deadline"),
    "E711": (planted(("then: take-back}", "then: take-back}\n    no_deadline: x")), "check"),
    "E712": (planted(("then: take-back", "then: submit")), "submit"),
    "E713": (
        planted(
            (SUBMIT, "evidence: [note], asks: [{id: q, type: text, label: q}]}"),
            ("signs: eop", "signs: eop, asks: [{id: q, type: date, label: q}]"),
        ),
        "regel 27",
    ),
    "E714": (planted(("from: [draft], to: check, by: [officer]", "from: [draft], to: check, by: []")), "by"),
    "E715": (SMALL + "openings: [{stage: eop, event: signed, state: sign}, {stage: eop, event: signed, state: check}]\n", "eop: signed"),
    "E716": (planted(("from: [stopped], effect: reopen", "from: [stopped, draft], effect: reopen")), "draft"),
    "E717": (with_scheme(guarded("{guard: aid-basis, with: {scheme_fact: q}}", asks=CHOICE)), "other"),
    "E718": (guarded('{guard: fact, with: {fact: q, equals: "maybe"}}', asks="{id: q, type: yes_no, label: q}"), "yes, no"),
    "E719": (planted((SUBMIT, "evidence: [note], asks: [{id: q, type: choice, label: q}]}")), "q"),
    "E720": (planted(("from: [draft], to: check", "from: [draft], except: [sign], to: check")), "submit"),
}


@pytest.mark.parametrize("code", FILES)
def test_each_fault_of_a_workflow_file_is_named_in_its_place(code: str) -> None:
    text, says = FILES[code]
    found = faults_of(text)
    assert [each.code for each in found] == [code], [display(each, "nl") for each in found]
    assert found[0].where.file == "klein.yaml"
    assert found[0].where.excerpt
    shown = display(found[0], "nl")
    assert "^" in shown
    assert says in shown.splitlines()[0] + shown.splitlines()[-1]


OTHER = {
    "an unknown key": (planted(("initial: true", "initial: true, colour: red")), ["E201"]),
    "a guard without its parameters": (guarded("{guard: slot}"), ["E202", "E202"]),
    "a guard with too many parameters": (guarded("{guard: taken, with: {step: submit, twice: true}}"), ["E201"]),
    "a result that no slot has": (guarded("{guard: slot, with: {slot: tests, result: pending}}"), ["E204"]),
    "an age that is no number": (guarded("{guard: signing-authority, with: {max_age_days: jong}}"), ["E206"]),
    "a kind of member that does not exist": (planted(("by: {minister: lawyer}", "by: {ministre: lawyer}")), ["E204"]),
    "an id twice": (planted(("id: director, label: directeur", "id: officer, label: directeur")), ["E207", *["E701"] * 6]),
    "a rung that is no number of days": (planted(('days: "-7"', 'days: "-7d"')), ["E206"]),
    "a rung to nobody": (planted(('days: "-7", to: officer', 'days: "-7", to: office')), ["E701"]),
    "a term of nothing": (planted(("within: 3", "within: 0")), ["E206"]),
    "a ceiling that is no amount": (with_scheme(SMALL, 'id: x, label: x, ceiling: "200 miljoen"'), ["E206"]),
    "a scheme that asks for evidence of no kind": (with_scheme(SMALL, "id: x, label: x, evidence: besluit"), ["E701"]),
    "a day of signing without a signature": (
        planted(("effect: suspend,", "effect: suspend, signed_on: q, asks: [{id: q, type: date, label: q}],")),
        ["E700"],
    ),
    "a stop of statutory terms without a suspension": (
        planted(("signs: eop,", "signs: eop, stops_statutory: true,")),
        ["E745"],
    ),
    "a day of signing that is no date": (
        planted(("signs: eop,", "signs: eop, signed_on: q, asks: [{id: q, type: text, label: q}],")),
        ["E706"],
    ),
    "a fact that nobody asks for": (guarded("{guard: not-before, with: {date: q}}"), ["E701"]),
    "a date to count from that nobody asks for": (planted(("legal: policy,", "legal: policy, counts_from: q,")), ["E701"]),
    "an end where a case begins": (planted(("outcome: signed", "outcome: signed, initial: true")), ["E704", "E710"]),
    "an exception from nowhere": (planted(("effect: suspend,", "effect: suspend, except: [nowhere],")), ["E701"]),
    "a deadline that leads where it may not": (
        planted(("from: [check], to: draft, by: [director]", "from: [any], except: [check], to: draft, by: [director]")),
        ["E712"],
    ),
    "a step to nowhere": (planted(("to: signed,", "to: signd,")), ["E701"]),
    "a deadline with an unknown step": (planted(("then: take-back", "then: take-bak")), ["E701"]),
    "no YAML": ("states: [", ["E101"]),
    "a later format": (SMALL.replace("format: 1", "format: 2"), ["E212"]),
    "nothing": ("", ["E202"] * 8),
    "a reopening of anything": (planted(("from: [stopped], effect: reopen", "from: [any], effect: reopen")), ["E716"]),
    "a fact of a guard without choices": (
        guarded('{guard: fact, with: {fact: q, equals: "x"}}', asks="{id: q, type: text, label: q}"),
        ["E718"],
    ),
    "a fact of a guard that nobody asks for": (guarded('{guard: fact, with: {fact: q, equals: "yes"}}'), ["E701"]),
    "a scheme that nobody asks for": (guarded("{guard: aid-basis, with: {scheme_fact: q}}"), ["E701"]),
}


@pytest.mark.parametrize("name", OTHER)
def test_what_does_not_hold_together_is_refused(name: str) -> None:
    text, codes = OTHER[name]
    assert sorted(each.code for each in faults_of(text)) == codes
    assert load_workflow(Source("klein.yaml", text))[0] is None


def test_a_fault_is_shown_with_its_line_and_a_way_out() -> None:
    (found,) = faults_of(planted(("to: check,", "to: chck,")))
    assert display(found, "en") == (
        "error[E701]: 'chck' is not a state of this workflow (check?)\n"
        "  --> klein.yaml:27:56\n"
        "27 |   - {id: submit, label: voorleggen, from: [draft], to: chck, by: [officer], evidence: [note]}\n"
        "   |                                                        ^^^^\n"
        "   = help: known are: draft, check, sign, signed, stopped"
    )


# What it says


@pytest.mark.parametrize("name", SHIPPED)
def test_a_workflow_comes_back_from_its_document(name: str) -> None:
    workflow = shipped(name)
    stored = json.loads(canonical_json(workflow.document))
    again = workflow_from_document(stored, "record")
    assert again.document == workflow.document
    assert again.digest == workflow.digest
    assert [again.guards_of(step) for step in again.file.steps] == [workflow.guards_of(step) for step in workflow.file.steps]


def test_a_document_with_every_kind_of_value_comes_back() -> None:
    dates = ["2025-12-31", "2025-12", '"2025"', "2025-01-01/2025-06-30", '{before: "2026"}', "{before: 2026-07-01}"]
    for grant_by in dates:
        workflow = load(with_scheme(SMALL, f'id: x, label: x, ceiling: "1.5", grant_by: {grant_by}'))
        again = workflow_from_document(workflow.document)
        assert again.aid_schemes["x"] == workflow.aid_schemes["x"]
        assert again.digest == workflow.digest


def test_the_edition_that_was_published_first_is_read_for_ever() -> None:
    """See tests/frozen/README.md: cases are pinned to it by this digest."""
    first = load((ROOT / "tests/frozen/workflow-1.yaml").read_text(encoding="utf-8"))
    assert (first.version, first.digest) == ("1.0", "dfed6fd8c6266c33fecdb4076440bb06bb1e96e497bb8e45308e61276c5167b7")
    assert unsound(first) == ()


def test_the_digest_is_of_what_the_file_says() -> None:
    plain = load(SMALL)
    commented = load("# een opmerking\n" + SMALL.replace("  - {id: work, label: Werk}", '  - label: {en: Werk, nl: Werk}\n    id: "work"'))
    spelled_out = load(
        planted(
            ("initial: true", "initial: true, documents: []"),
            ("effect: stay", "effect: stay") if "effect: stay" in SMALL else ("veto: true", "veto: true, rule: all"),
        )
    )
    assert plain.digest == commented.digest == spelled_out.digest
    assert len(plain.digest) == 64
    assert load(planted(("label: Toets", "label: Proef"))).digest != plain.digest
    assert load(planted(("within: 3", "within: 4"))).digest != plain.digest


def test_a_document_that_is_no_workflow_is_refused_with_its_reasons() -> None:
    with pytest.raises(AgreementsError) as caught:
        workflow_from_document({"format": 1, "workflow": "x"}, "record")
    assert {each.code for each in caught.value.problems} == {"E202"}
    assert caught.value.problems[0].where.file == "record"


# The view


def test_a_workflow_answers_by_name() -> None:
    workflow = load(SMALL)
    assert (workflow.id, workflow.version, workflow.initial.id) == ("small", "1", "draft")
    assert workflow.state("signed").outcome is Outcome.SIGNED
    assert workflow.step("submit").to == "check"
    assert workflow.slot("tests").by == {MemberKind.MINISTER: "lawyer"}
    assert isinstance(next(iter(workflow.slot("tests").by)), MemberKind)
    assert workflow.slot("tests").rule is Rule.ALL
    assert [step.id for step in workflow.steps_from("check")] == ["passed", "failed", "take-back", "stop", "suspend", "resume"]
    assert [step.id for step in workflow.steps_from("stopped")] == ["reopen"]
    assert workflow.steps_from("signed") == ()
    assert [slot.id for slot in workflow.slots_in("check")] == ["tests"]
    assert workflow.sources_of(workflow.step("stop")) == ("draft", "check", "sign")
    assert workflow.leads_to(workflow.step("submit"), "draft") == "check"
    assert workflow.leads_to(workflow.step("suspend"), "draft") == "draft"
    assert workflow.leads_to(workflow.step("reopen"), "stopped") is None
    assert list(workflow.phases) == ["work"]
    assert list(workflow.roles) == ["officer", "director", "lawyer"]
    assert list(workflow.evidence) == ["note", "permit"]
    with pytest.raises(KeyError):
        workflow.state("nowhere")


def test_any_leaves_out_the_ends_and_what_is_excepted() -> None:
    workflow = load(planted(("from: [any], to: stopped", "from: [any], except: [sign], to: stopped")))
    assert workflow.sources_of(workflow.step("stop")) == ("draft", "check")
    both = load(planted(("from: [any], to: stopped", "from: [any, draft], to: stopped")))
    assert both.sources_of(both.step("stop")) == ("draft", "check", "sign")


def test_guards_come_with_their_parameters() -> None:
    workflow = load(SMALL)
    ((name, guard),) = workflow.guards_of(workflow.step("passed"))
    assert name == "slot"
    assert isinstance(guard, SlotGuard)
    assert (guard.slot, guard.result) == ("tests", SlotResult.PASSED)


def test_facts_are_those_that_steps_ask_for() -> None:
    workflow = load(planted((SUBMIT, "evidence: [note], asks: [{id: q, type: date, label: q}]}")))
    assert list(workflow.facts) == ["q"]
    assert workflow.facts["q"].required


def test_an_opening_is_found_by_its_public_fact() -> None:
    workflow = load(SMALL + "openings: [{stage: eop, event: signed, state: sign}]\n")
    opening = workflow.opening(Stage.EOP, HistoryEvent.SIGNED)
    assert opening is not None
    assert opening.state == "sign"
    assert workflow.opening(Stage.JLOI, HistoryEvent.SIGNED) is None


def test_every_guard_has_parameters_that_a_file_can_hold() -> None:
    assert set(GUARD_PARAMETERS) == {
        "slot", "evidence", "taken", "fact", "aid-basis", "aid-ceiling", "grant-by", "cumulation",
        "works-not-started", "signing-authority", "outcome-recorded", "not-signed", "not-before",
    }  # fmt: skip
    for name in GUARD_PARAMETERS:
        parameters, faults = read_parameters(GuardUse(guard=name))  # type: ignore[arg-type]
        assert parameters is None
        assert {each.code for each in faults} == {"E202"}


def test_works_that_have_not_started_need_no_date() -> None:
    asks = "{id: a, type: date, label: a}, {id: b, type: date, label: b, required: false}"
    workflow = load(guarded("{guard: works-not-started, with: {application: a, started: b}}", asks=asks))
    ((_, guard),) = workflow.guards_of(workflow.step("submit"))
    assert list(facts_needed(guard)) == [("application", "a")]


def test_the_schema_of_a_workflow_names_every_key() -> None:
    made = schema("workflow")
    definitions = cast("dict[str, dict[str, dict[str, object]]]", made["$defs"])
    assert set(definitions["StepFile"]["properties"]) >= {"from", "except", "to", "effect", "by", "guards", "asks", "signs"}
    assert definitions["SlotFile"]["properties"]["by"] == {
        "type": "object",
        "additionalProperties": {"type": ["string", "integer"], "minimum": 0, "pattern": "^([a-z0-9]+(-[a-z0-9]+)*)$"},
        "propertyNames": {"enum": [kind.value for kind in MemberKind]},
    }


# The page for who writes such files

PAGE = (ROOT / "docs/workflow-format.md").read_text(encoding="utf-8")


def test_the_example_of_the_page_is_sound() -> None:
    (example,) = re.findall(r"^```yaml\n(.*?)^```", PAGE, re.MULTILINE | re.DOTALL)
    assert unsound(load(example)) == ()


def test_the_page_lists_every_guard_with_its_parameters() -> None:
    for name, kind in GUARD_PARAMETERS.items():
        (row,) = re.findall(rf"^\| `{name}` \|.*$", PAGE, re.MULTILINE)
        assert all(f"`{key}`" in row for key in keys_of(kind))


def test_the_page_lists_every_rule_of_soundness_and_every_outcome() -> None:
    listed = set(re.findall(r"^\| (E7\d\d) \|", PAGE, re.MULTILINE))
    assert listed == {code for code in CATALOGUE if "E721" <= code <= "E759"}  # from E760: lists in Excel and CSV
    assert all(f"`{outcome}`" in PAGE for outcome in Outcome)
    assert all(f"`{effect}`" in PAGE for effect in Effect)


# The real process


def test_the_process_can_end_in_every_way_that_is_known() -> None:
    outcomes = {state.outcome for state in shipped("maatwerk").file.states if state.outcome}
    assert outcomes == set(Outcome) - {Outcome.SIGNED}


def test_each_document_that_is_signed_is_tested_by_law_and_signed_by_all() -> None:
    workflow = shipped("maatwerk")
    assert {step.signs for step in workflow.file.steps if step.signs} == {*map(Kind, Stage), Kind.ADDENDUM, Kind.GARANTIE}
    for prefix in ("eop", "jloi", "agreement", "addendum"):
        assert workflow.slot(f"{prefix}-legal-tests").by == {"minister": "lawyer"}
        assert workflow.slot(f"{prefix}-signatures").by == {"signatory": "signing-officer"}
    assert workflow.step("present-deed").evidence == ("legal-note",)  # one party makes it, so there is nobody to agree it with


def test_one_number_says_how_recent_an_extract_must_be() -> None:
    workflow = shipped("maatwerk")
    told = [guard for step in workflow.file.steps for _, guard in workflow.guards_of(step) if isinstance(guard, SigningAuthorityGuard)]
    assert [each.max_age_days for each in told] == [MAX_AGE_DAYS] * 4


def test_the_subsidy_is_granted_only_under_every_guard() -> None:
    workflow = shipped("maatwerk")
    names = [name for name, _ in workflow.guards_of(workflow.step("grant-subsidy"))]
    assert names == ["works-not-started", "aid-ceiling", "grant-by", "cumulation"]
    assert "aid-basis" in [name for name, _ in workflow.guards_of(workflow.step("rely-on-scheme"))]
    assert workflow.aid_schemes["individual-decision"].evidence == "commission-decision"
    scheme = workflow.aid_schemes["tctf-2024"]
    assert scheme.ceiling == "200000000"
    assert scheme.grant_by is not None
    assert scheme.grant_by.last.isoformat() == "2025-12-31"


def test_a_case_can_be_suspended_and_reopened() -> None:
    workflow = shipped("maatwerk")
    effects = {step.effect for step in workflow.file.steps}
    assert effects == set(Effect)
    ends = {state.id for state in workflow.file.states if state.outcome}
    assert set(workflow.step("reopen").sources) == ends - {"settled"}


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", SHIPPED)
def test_no_two_names_of_a_kind_read_the_same(name: str, language: str) -> None:
    workflow = shipped(name)
    for items in (workflow.states, workflow.steps, workflow.slots, workflow.roles, workflow.evidence):
        labels = [item.label.in_language(language) for item in items.values()]
        assert len(labels) == len(set(labels))
