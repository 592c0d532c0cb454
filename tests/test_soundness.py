"""Every defect of a workflow is found with the path that shows it, and nothing else; what is sound is left alone."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from dossiers import ROOT

from agreements.problems.display import message
from agreements.workflow.soundness import unsound
from agreements.workflow.taking import Holders
from workflows import SHIPPED, SMALL, defects_of, planted, shipped

SUBMIT = "  - {id: submit,"
STATE = "  - {id: sign, phase"


@dataclass(frozen=True)
class Defect:
    """A workflow with one defect, the code that names it, and words that its Dutch sentence must hold: the path above all."""

    text: str
    code: str
    says: str
    people: Holders | None = None
    also: tuple[str, ...] = ()  # what the same change gives besides, each told for itself


def step(line: str) -> tuple[str, str]:
    """Return the change that adds a step."""
    return (SUBMIT, f"  - {{{line}}}\n{SUBMIT}")


def state(line: str) -> tuple[str, str]:
    """Return the change that adds a state."""
    return (STATE, f"  - {{{line}}}\n{STATE}")


WAITS = "phase: work, label: X, no_deadline: geen"
GUARD = "guards: [{guard: slot, with: {slot: "
TESTS_FAILED = "guards: [{guard: slot, with: {slot: tests, result: failed}}]"
EVERYBODY = {"officer": ["o"], "director": ["d"], "lawyer": ["l"]}
SECOND_SLOT = (
    "  - {id: signatures,",
    "  - {id: money, label: dekking, kind: approval, state: check, by: {office: director}, rule: at_least, count: 1}\n  - {id: signatures,",
)
BOTH = (
    "guards: [{guard: slot, with: {slot: tests, result: passed}}]",
    "guards: [{guard: slot, with: {slot: tests, result: passed}}, {guard: slot, with: {slot: money, result: passed}}]",
)
NO_TAKE_BACK = (
    ("  - {id: take-back, label: terugnemen, from: [check], to: draft, by: [director]}\n", ""),
    (", then: take-back", ""),
)

DEFECTS = {
    "a state that no step leads to": Defect(
        planted(state(f"id: island, {WAITS}"), step("id: leave, label: weg, from: [island], to: signed, by: [officer]")), "E721", "island"
    ),
    "two states that lead only to each other": Defect(
        planted(
            state(f"id: ping, {WAITS}"),
            state(f"id: pong, {WAITS}"),
            step("id: go, label: gaan, from: [draft], to: ping, by: [officer]"),
            step("id: forth, label: heen, from: [ping], to: pong, by: [officer]"),
            step("id: back, label: weer, from: [pong], to: ping, by: [officer]"),
        ),
        "E722",
        "uit ping, pong komt een zaak nooit tot een einde; zij komt er via draft → go",
    ),
    "a step whose guards exclude each other": Defect(
        planted(
            step(
                "id: never, label: nooit, from: [check], to: signed, by: [officer], guards: "
                "[{guard: slot, with: {slot: tests, result: passed}}, {guard: slot, with: {slot: tests, result: failed}}]"
            )
        ),
        "E723",
        "'never' kan nooit worden gezet, ook niet na draft → submit",
    ),
    "a resumption of what is never suspended": Defect(
        planted(("  - {id: suspend, label: opschorten, from: [any], effect: suspend, by: [director]}\n", "")), "E723", "'resume'"
    ),
    "an approval that nothing waits for": Defect(
        planted((f"by: [officer], {GUARD}tests, result: passed}}}}]", "by: [officer]")), "E724", "op 'passed', is er geen stap"
    ),
    "an objection that nothing takes up": Defect(
        planted(
            *NO_TAKE_BACK,
            ("  - {id: failed, label: terug, from: [check], to: draft, by: [officer], " + TESTS_FAILED + "}\n", ""),
        ),
        "E724",
        "akkoordlijst 'tests' in 'check' uitkomt op 'failed', is er geen stap; de zaak komt er via draft → submit",
    ),
    "a signature declined that nothing takes up": Defect(
        planted((f"[sign], to: draft, by: [officer], {GUARD}signatures, result: failed}}}}]", "[check], to: draft, by: [officer]")),
        "E724",
        "akkoordlijst 'signatures' in 'sign' uitkomt op 'failed', is er geen stap; de zaak komt er via draft → submit → passed",
    ),
    "two slots that block each other": Defect(
        planted(
            *NO_TAKE_BACK,
            SECOND_SLOT,
            BOTH,
            (
                TESTS_FAILED,
                "guards: [{guard: slot, with: {slot: tests, result: failed}}, {guard: slot, with: {slot: money, result: passed}}]",
            ),
            step(
                "id: poor, label: arm, from: [check], to: draft, by: [officer], guards: "
                "[{guard: slot, with: {slot: money, result: failed}}, {guard: slot, with: {slot: tests, result: passed}}]"
            ),
        ),
        "E725",
        "vast bij money: failed, tests: failed; zij komt er via draft → submit",
    ),
    "a slot in an end": Defect(
        planted(
            (
                "  - {id: signatures,",
                "  - {id: late, label: laat, kind: approval, state: stopped, by: {office: director}}\n  - {id: signatures,",
            )
        ),
        "E726",
        "'late' gaat nooit open: in 'stopped'",
    ),
    "a slot in a state that no step leads to": Defect(
        planted(
            (
                "  - {id: signatures,",
                "  - {id: late, label: laat, kind: approval, state: island, by: {office: director}}\n  - {id: signatures,",
            ),
            state(f"id: island, {WAITS}"),
            step(f"id: leave, label: weg, from: [island], to: signed, by: [officer], {GUARD}late, result: passed}}}}]"),
        ),
        "E726",
        "'late' gaat nooit open: in 'island'",
    ),
    "a slot that asks more answers than it has members": Defect(
        planted(SECOND_SLOT, BOTH, ("count: 1", "count: 2")), "E727", "vraagt 2 akkoorden en heeft 1 leden"
    ),
    "a slot that asks no answer": Defect(planted(SECOND_SLOT, BOTH, ("count: 1", "count: 0")), "E727", "vraagt 0 akkoorden"),
    "a guard on a slot that was not filled on one path": Defect(
        planted(
            step("id: skip, label: overslaan, from: [draft], to: sign, by: [officer]"),
            ("signs: eop, guards: [", "signs: eop, guards: [{guard: slot, with: {slot: tests, result: passed}}, "),
        ),
        "E728",
        "'finish' vraagt naar akkoordlijst 'tests', die in 'sign' niet open is en niet is ingevuld na draft → skip",
        also=("W701",),
    ),
    "evidence that nothing records": Defect(
        planted(step("id: quick, label: snel, from: [draft], to: sign, by: [officer], guards: [{guard: evidence, with: {kind: permit}}]")),
        "E729",
        "'quick' vraagt 'permit', maar niets daarvoor kan dat hebben vastgelegd (draft)",
    ),
    "evidence that only a later step records": Defect(
        planted(
            step("id: quick, label: snel, from: [draft], to: stopped, by: [officer], guards: [{guard: evidence, with: {kind: permit}}]"),
            ("signs: eop", "signs: eop, evidence: [permit]"),
        ),
        "E729",
        "'quick' vraagt 'permit'",
    ),
    "a fact that nothing before can have made so": Defect(
        planted(
            step(
                'id: quick, label: snel, from: [draft], to: sign, by: [officer], guards: [{guard: fact, with: {fact: easy, equals: "yes"}}]'
            ),
            ("signs: eop", "signs: eop, asks: [{id: easy, type: yes_no, label: eenvoudig}]"),
        ),
        "E729",
        "'quick' vraagt 'easy = yes'",
    ),
    "a date that can be left open where it was given before": Defect(
        planted(
            ("evidence: [note]}", "evidence: [note], asks: [{id: day, type: date, label: dag}]}"),
            ("from: [check], to: sign,", "from: [check], to: sign, asks: [{id: day, type: date, label: dag, required: false}],"),
            ("signs: eop, guards: [", "signs: eop, guards: [{guard: not-before, with: {date: day}}, "),
        ),
        "E730",
        "in 'sign' kan een zaak vastlopen na draft → submit → passed: er ontbreekt day",
    ),
    "a step that must have been taken and cannot": Defect(
        planted(step("id: quick, label: snel, from: [draft], to: sign, by: [officer], guards: [{guard: taken, with: {step: finish}}]")),
        "E729",
        "'quick' vraagt 'finish'",
    ),
    "a date that a deadline counts from and nothing asks before": Defect(
        planted(
            ("legal: policy,", "legal: policy, counts_from: asked-on,"),
            ("signs: eop", "signs: eop, asks: [{id: asked-on, type: date, label: datum}]"),
        ),
        "E729",
        "'check' vraagt 'asked-on'",
    ),
    "evidence that one path records and another does not": Defect(
        planted(
            step("id: bare, label: kaal, from: [draft], to: check, by: [officer]"),
            step("id: onward, label: verder, from: [check], to: sign, by: [officer]"),
            ("signs: eop, guards: [", "signs: eop, guards: [{guard: evidence, with: {kind: note}}, "),
        ),
        "E730",
        "in 'sign' kan een zaak vastlopen na draft → bare → onward: er ontbreekt note",
        also=("W701",),
    ),
    "an answer that one path gives and another does not": Defect(
        planted(
            ("evidence: [note]}", "evidence: [note], asks: [{id: easy, type: yes_no, label: eenvoudig}]}"),
            ("signs: eop, guards: [", 'signs: eop, guards: [{guard: fact, with: {fact: easy, equals: "yes"}}, '),
        ),
        "E730",
        "vastlopen na draft → submit → passed: er ontbreekt easy = yes",
    ),
    "what a dead step leads to is not told again": Defect(
        planted(
            step("id: quick, label: snel, from: [draft], to: far, by: [officer], guards: [{guard: evidence, with: {kind: permit}}]"),
            state(f"id: far, {WAITS}"),
            state(f"id: farther, {WAITS}"),
            step("id: go-far, label: ver, from: [far], to: farther, by: [officer]"),
            step("id: go-on, label: verder, from: [farther], to: sign, by: [officer]"),
        ),
        "E729",
        "'quick' vraagt 'permit'",
    ),
    "a role for another kind of member": Defect(planted(("scope: minister", "scope: province")), "E731", "antwoordt rol 'lawyer'"),
    "a role that nobody holds": Defect(SMALL, "E732", "niemand heeft de rol voor 'tests' (lawyer)", EVERYBODY | {"lawyer": []}),
    "a step whose role nobody holds": Defect(
        planted(
            ("  - {id: lawyer, label: jurist", "  - {id: clerk, label: klerk}\n  - {id: lawyer, label: jurist"),
            step("id: drop, label: laten, from: [draft], to: stopped, by: [clerk]"),
        ),
        "E732",
        "'drop' (clerk)",
        EVERYBODY,
    ),
    "an author who is the only tester": Defect(
        SMALL, "E733", "voor 'tests' is niemand over die niet ook 'submit' doet: o", EVERYBODY | {"lawyer": ["o"]}
    ),
    "three acts for two persons": Defect(
        planted(
            ("id: passed, label: door, from: [check]", "id: passed, not_by_authors_of: [submit], label: door, from: [check]"),
            ("id: finish,", "id: finish, not_by_authors_of: [submit, passed],"),
        ),
        "E733",
        "niemand over die niet ook",
        {"officer": ["a", "b"], "director": ["d"], "lawyer": ["l"]},
    ),
    "a step that excludes who takes it": Defect(
        planted(("id: take-back,", "id: take-back, not_by_authors_of: [take-back],")), "E734", "'take-back'"
    ),
    "a state that waits without a word": Defect(
        planted((", label: Ondertekening, no_deadline: geen termijn", ", label: Ondertekening")),
        "E735",
        "'sign' heeft geen termijn en zegt niet waarom; een zaak wacht er na draft → submit → passed",
    ),
    "a deadline that takes an approved step": Defect(planted(("then: take-back", "then: passed")), "E736", "langs 'tests'"),
    "a deadline that goes past a slot": Defect(
        planted(step("id: lapse, label: verstrijken, from: [check], to: sign, by: [officer]"), ("then: take-back", "then: lapse")),
        "E736",
        "'lapse' gaat na afloop langs 'tests' (draft → submit → lapse)",
        also=("W701",),
    ),
    "a deadline that goes past a slot elsewhere": Defect(
        planted(
            step("id: lapse, label: verstrijken, from: [draft], to: sign, by: [officer]"),
            (
                "initial: true, no_deadline: geen termijn",
                'initial: true, deadline: {within: 1, unit: days, legal: policy, rungs: [{days: "0", to: officer}], then: lapse}',
            ),
        ),
        "E736",
        "'lapse' gaat na afloop langs 'tests' (draft → lapse)",
        also=("W701",),
    ),
    "a deadline that signs": Defect(
        planted(
            (
                "label: Ondertekening, no_deadline: geen termijn",
                'label: Ondertekening, deadline: {within: 1, unit: days, legal: policy, rungs: [{days: "0", to: officer}], then: finish}',
            )
        ),
        "E736",
        "langs 'eop'",
    ),
    "a deadline that ends in success": Defect(
        planted(step("id: lapse, label: verstrijken, from: [check], to: signed, by: [officer]"), ("then: take-back", "then: lapse")),
        "E736",
        "langs 'signed'",
        also=("W701",),
    ),
    "a deadline that warns nobody": Defect(
        planted((', rungs: [{days: "-7", to: officer}, {days: "0", to: director}]', "")), "E737", "'check' waarschuwt niemand"
    ),
    "rungs out of order": Defect(planted(('days: "-7"', 'days: "7"')), "E738", "0 na 7"),
    "a step after the end": Defect(
        planted(step("id: more, label: meer, from: [signed], to: draft, by: [officer]")),
        "E739",
        "na het einde 'signed' kan nog de stap 'more'",
    ),
    "a state that leads nowhere": Defect(
        planted(state(f"id: limbo, {WAITS}"), step("id: lose, label: kwijt, from: [draft], to: limbo, by: [officer]")),
        "E740",
        "uit 'limbo' leidt geen eigen stap en er is geen uitkomst; een zaak komt er via draft → lose",
    ),
    "a suspension for ever": Defect(
        planted(
            ("  - {id: resume, label: hervatten, from: [any], effect: resume, by: [director]}\n", ""),
            (", while_suspended: true", ""),
            ("label: opschorten, from: [any]", "label: opschorten, from: [check]"),
        ),
        "E741",
        "na 'suspend' in 'check' kan de zaak nooit verder (draft → submit → suspend)",
    ),
    "a way around a slot": Defect(
        planted(step("id: skip, label: overslaan, from: [draft], to: sign, by: [officer]")),
        "W701",
        "'sign' is te bereiken zonder uitkomst van akkoordlijst 'tests': draft → skip",
    ),
    "a state that only history leads to, and what follows": Defect(
        planted(
            state(f"id: old, {WAITS}"),
            state(f"id: older, {WAITS}"),
            step("id: on, label: verder, from: [old], to: older, by: [officer]"),
            step("id: back, label: weer, from: [older], to: old, by: [officer]"),
            step("id: leave, label: weg, from: [older], to: signed, by: [officer]"),
        )
        + "openings: [{stage: eop, event: signed, state: old}]\n",
        "E721",
        "geen zaak komt ooit in 'older'",
    ),
    "two steps with one label": Defect(
        planted(step("id: drop, label: voorleggen, from: [draft], to: stopped, by: [officer]")), "E742", "'drop' en 'submit' hetzelfde"
    ),
    "a signature that is not a signature": Defect(planted(("kind: signature", "kind: approval")), "E743", "'finish' ondertekent eop"),
    "a slot in which two documents are signed": Defect(
        planted(
            step(
                "id: both, label: ook, from: [sign], effect: stay, by: [officer], signs: addendum, "
                "guards: [{guard: slot, with: {slot: signatures, result: passed}}]"
            )
        ),
        "E746",
        "verschillende stukken getekend (addendum, eop)",
    ),
    "more situations than anybody can look at": Defect(
        planted(
            (
                "evidence:\n",
                "evidence:\n" + "".join(f"  - {{id: e{number}, label: e}}\n" for number in range(15)),
            ),
            *(
                step(f"id: record{number}, label: leg {number} vast, from: [draft], effect: stay, by: [officer], evidence: [e{number}]")
                for number in range(15)
            ),
            (
                "signs: eop, guards: [",
                "signs: eop, guards: [" + "".join(f"{{guard: evidence, with: {{kind: e{number}}}}}, " for number in range(15)),
            ),
        ),
        "E744",
        "meer dan 20000",
    ),
}


@pytest.mark.parametrize("name", DEFECTS)
def test_a_defect_is_found_with_its_path_and_nothing_else_is(name: str) -> None:
    defect = DEFECTS[name]
    found = defects_of(defect.text, defect.people)
    said = [f"{each.code} {message(each, 'nl')}" for each in found]
    assert sorted(each.code for each in found) == sorted([defect.code, *defect.also]), said
    (main,) = [each for each in found if each.code == defect.code]
    assert defect.says in message(main, "nl")
    assert main.where.line > 1


SOUND = {
    "as it is": SMALL,
    "a deadline that suspends": planted(("then: take-back", "then: suspend")),
    "a deadline that goes back": planted(("then: take-back", "then: failed")),
    "a deadline that gives up": planted(("then: take-back", "then: stop")),
    "a deadline with two warnings on one day": planted(('days: "-7"', 'days: "0"')),
    "one label where an answer decides": planted(
        ("evidence: [note]}", "evidence: [note], asks: [{id: easy, type: yes_no, label: eenvoudig}]}"),
        (
            "guards: [{guard: slot, with: {slot: tests, result: failed}}]}",
            'guards: [{guard: slot, with: {slot: tests, result: failed}}, {guard: fact, with: {fact: easy, equals: "yes"}}]}',
        ),
        step(
            "id: failed-hard, label: terug, from: [check], to: sign, by: [officer], "
            'guards: [{guard: slot, with: {slot: tests, result: failed}}, {guard: fact, with: {fact: easy, equals: "no"}}]'
        ),
    ),
    "evidence that is recorded where it is needed": planted(
        step("id: record, label: vastleggen, from: [sign], effect: stay, by: [officer], evidence: [permit]"),
        ("signs: eop, guards: [", "signs: eop, guards: [{guard: evidence, with: {kind: permit}}, "),
    ),
    "evidence that may come along": planted(
        ("signs: eop, guards: [", "signs: eop, optional_evidence: [permit], guards: [{guard: evidence, with: {kind: permit}}, ")
    ),
    "a slot that every path has filled": planted(
        ("signs: eop, guards: [", "signs: eop, guards: [{guard: slot, with: {slot: tests, result: passed}}, "), *NO_TAKE_BACK
    ),
    "a state that stands for history only": planted(
        state(f"id: old, {WAITS}"), step("id: on, label: verder, from: [old], to: draft, by: [officer]")
    )
    + "openings: [{stage: eop, event: signed, state: old}]\n",
    "a slot where both results lead back": planted(
        ("from: [check], to: sign", "from: [check], to: draft"),
        step("id: onward, label: verder, from: [draft], to: sign, by: [officer]"),
    ),
    "a case that begins elsewhere": SMALL + "openings: [{stage: eop, event: signed, state: sign}]\n",
    "a fact that the step itself asks": planted(
        (
            "evidence: [note]}",
            'evidence: [note], asks: [{id: q, type: yes_no, label: q}], guards: [{guard: fact, with: {fact: q, equals: "yes"}}]}',
        )
    ),
    "a loop that a person can leave": planted(
        step("id: once-more, label: nog eens, from: [sign], to: check, by: [officer], guards: [{guard: taken, with: {step: once-more}}]"),
        step("id: first-time, label: eerste keer, from: [sign], to: check, by: [officer]"),
        ("guards: [{guard: taken, with: {step: once-more}}]", "guards: [{guard: taken, with: {step: first-time}}]"),
    ),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_sound_is_left_alone(name: str) -> None:
    assert [message(each, "nl") for each in defects_of(SOUND[name], EVERYBODY)] == []


def test_a_case_that_begins_elsewhere_must_come_to_an_end_too() -> None:
    text = planted(("signs: eop, guards: [", "signs: eop, guards: [{guard: evidence, with: {kind: note}}, "))
    assert defects_of(text) == ()
    (found,) = defects_of(text + "openings: [{stage: eop, event: signed, state: sign}]\n")
    assert message(found, "en") == "in 'sign' a case can get stuck after sign: note is missing"


def test_a_step_that_asks_for_itself_is_dead() -> None:
    (found,) = defects_of(
        planted(step("id: me, label: ik, from: [draft], to: sign, by: [officer], guards: [{guard: taken, with: {step: me}}]"))
    )
    assert found.code == "E729"


@pytest.mark.parametrize("name", SHIPPED)
def test_the_shipped_workflows_are_sound(name: str) -> None:
    workflow = shipped(name)
    assert unsound(workflow) == ()
    assert unsound(workflow, {role: [f"{role}-1", f"{role}-2"] for role in workflow.roles}) == ()


PARTIES = 200


def test_two_hundred_slots_side_by_side_are_proved_exactly() -> None:
    slots = "".join(
        f"  - {{id: t{number}, label: toets {number}, kind: approval, state: check, by: {{minister: lawyer}}, veto: true}}\n"
        for number in range(PARTIES)
    )
    passed = ", ".join(f"{{guard: slot, with: {{slot: t{number}, result: passed}}}}" for number in range(PARTIES))
    failed = [
        step(f"id: f{number}, label: terug {number}, from: [check], to: draft, by: [officer], {GUARD}t{number}, result: failed}}}}]")
        for number in range(PARTIES)
    ]
    wide = (
        *NO_TAKE_BACK,
        ("  - {id: signatures,", f"{slots}  - {{id: signatures,"),
        (
            "guards: [{guard: slot, with: {slot: tests, result: passed}}]",
            f"guards: [{{guard: slot, with: {{slot: tests, result: passed}}}}, {passed}]",
        ),
    )
    assert defects_of(planted(*wide, *failed)) == ()
    (found,) = defects_of(planted(*wide, *failed[:-1]))
    assert (found.code, dict(found.arguments)["slot"]) == ("E724", f"t{PARTIES - 1}")


def test_a_slot_with_two_hundred_members_has_two_results() -> None:
    wide = planted(
        SECOND_SLOT, BOTH, ("by: {office: director}, rule: at_least, count: 1", "by: {province: director}, rule: at_least, count: 200")
    )
    assert defects_of(wide) == ()


def test_the_signing_of_a_shipped_workflow_needs_a_step_for_who_declines() -> None:
    text = (ROOT / "workflows/eop-only.yaml").read_text(encoding="utf-8")
    assert "E724" in {each.code for each in defects_of(text.replace("[eop-approval, eop-signing]", "[eop-approval]"))}


def test_without_a_step_that_a_new_case_needs_the_real_process_is_unsound() -> None:
    text = (ROOT / "workflows/maatwerk.yaml").read_text(encoding="utf-8")
    for name, missed in (("start-exploration", "eop-draft"), ("grant-subsidy", "agreement-draft"), ("archive-case", "settled")):
        begin = text.index(f"  - id: {name}\n")
        end = text.index("\n  - id: ", begin) + 1
        found = defects_of(text[:begin] + text[end:])
        assert {each.code for each in found} <= {"E721", "E726", "E740"}
        assert missed in {dict(each.arguments)["state"] for each in found if each.code == "E721"}
