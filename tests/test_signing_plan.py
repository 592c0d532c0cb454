"""A plan is made of who the dossier says may sign; what is wrong with that is said at issue, by code."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from signings import DOSSIER, GROUPS, IDS, ISSUE, arrangement, dossier, plan, refusals

from agreements.model.canonical import canonical_json
from agreements.model.dossier_kinds import AuthorityKind
from agreements.model.planning import Issue, Terms, plan_of
from agreements.model.signing import Counterpart, Expected, Level, SigningPlan, as_data, digest_of, from_data, persons_as_data

PARENT = DOSSIER + "  - {id: moeder, for: parent, name: C. Eo, authority: {kind: statutes}}\n"
WITH_PARENT = (((*IDS, "moeder"), None),)
REFUSED: dict[str, tuple[str, str, str]] = {
    "a deputy without designation": ("E660", ", designation: {date: 2026-09-01, reference: besluit CdK 7}}\nsig", "}\nsig"),
    "a designation that is not written": ("E660", "{date: 2026-09-01, reference: besluit CdK 7}}\nsig", "{date: 2026-09-01}}\nsig"),
    "a designation without a date": ("E660", "{date: 2026-09-01, reference: besluit CdK 7}}\nsig", "{reference: besluit CdK 7}}\nsig"),
    "a designation of later": ("E660", "{date: 2026-09-01, reference: besluit CdK 7}}\nsig", "{date: 2026-11, reference: b}}\nsig"),
    "a province of which nothing says who represents it": (
        "E660",
        ", represented_by: deputy, designation: {date: 2026-09-01, reference: besluit CdK 7}",
        "",
    ),
    "no authority": ("E661", ", authority: {kind: designation, date: 2026-09-01, reference: besluit CdK 7}", ""),
    "an extract without a date": (
        "E661",
        "{kind: register_extract, date: 2026-10-20, joint: true}",
        "{kind: register_extract, joint: true}",
    ),
    "an extract that is too old": ("E662", "register_extract, date: 2026-10-20", "register_extract, date: 2026-08-11"),
    "an extract that may be too old": ("E662", "register_extract, date: 2026-10-20", "register_extract, date: 2026-08"),
    "an office that begins later": ("E663", "{kind: office, date: 2024-07-02}", "{kind: office, date: 2026-11-11}"),
    "an office that may begin later": ("E663", "{kind: office, date: 2024-07-02}", "{kind: office, date: 2026}"),
    "joint authority of one": ("E665", "for: company, name: C. Fo", "for: parent, name: C. Fo"),
    "a minister who is none": ("E666", "for: ienw", "for: lnv"),
    "a parent that does not sign": ("E668", "signs: true}}\nministers", "signs: false}}\nministers"),
    "the same person twice": ("E667", "name: C. Fo", "name: c.   EO"),
    "the same person on both sides": ("E667", "name: M. Inister", "name: C. Eo"),
    "a reconstruction": ("E669", "format: 1\n", "format: 1\nreconstruction: true\n"),
}


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_what_is_wrong_with_a_signatory_is_said_at_issue(name: str) -> None:
    code, old, new = REFUSED[name]
    text = (
        DOSSIER.replace("name: C. Fo, ", "name: C. Fo, ").replace(old, new, 1)
        if name != "an extract without a date"
        else DOSSIER.replace(old, new)
    )
    if "parent that" in name:
        text = PARENT.replace(old, new)
    assert old in DOSSIER
    assert code in refusals(arrangement(WITH_PARENT if "parent that" in name else GROUPS), text)


def test_who_signs_for_a_parent_that_is_no_party_is_not_asked() -> None:
    """They may stand in the dossier for a deed that the parent signs alone."""
    text = PARENT.replace("signs: true", "signs: false")
    assert refusals(arrangement(), text) == set()


ARRANGED = {
    "a mandate that ends before": ("E663", arrangement(staats=Terms(last=date(2026, 11, 9)))),
    "a ceiling below the value": ("E664", arrangement(gedep=Terms(ceiling=Decimal(999999)))),
    "joint with somebody of another party": ("E665", arrangement(ceo=Terms(jointly_with=("minister",)))),
    "joint with more than there are": ("E665", arrangement(ceo=Terms(persons=3))),
    "one certificate for two": (
        "E667",
        arrangement(ceo=Terms(expected=Expected("A", certificate="c")), cfo=Terms(expected=Expected("B", certificate="c"))),
    ),
    "somebody in no group": ("E668", arrangement(((IDS[:4], None),))),
    "somebody in two groups": ("E668", arrangement(((IDS, None), (("ceo",), None)))),
    "somebody whom nobody knows": ("E668", arrangement((((*IDS, "wie"), None),))),
    "six of five": ("E668", arrangement(((IDS, 6),))),
    "none of five": ("E668", arrangement(((IDS, 0),))),
    "an empty group": ("E668", arrangement(((IDS, None), ((), None)))),
    "a field in no counterpart": ("E668", replace(arrangement(), counterparts=(Counterpart("a", ("sign-ceo",)),))),
    "four eyes on somebody who is not there": ("E668", replace(arrangement(), apart=(("ceo", "wie"),))),
    "four eyes on one person": ("E668", replace(arrangement(), apart=(("ceo", "ceo"),))),
    "no salt": ("E668", replace(arrangement(), salts={})),
    "an end before the beginning": ("E668", replace(arrangement(), expires_on=date(2026, 10, 1))),
    "signing after the end": ("E668", replace(arrangement(), planned_on=date(2026, 12, 2))),
    "a reminder after the end": ("E668", replace(arrangement(), reminders=(date(2026, 12, 2),))),
}


@pytest.mark.parametrize("name", sorted(ARRANGED))
def test_what_is_wrong_with_the_arrangement_is_said_at_issue(name: str) -> None:
    code, arranged = ARRANGED[name]
    assert code in refusals(arranged)


def test_a_ceiling_asks_for_a_value_that_is_known() -> None:
    issue = Issue("x", ISSUE.kind, "1.0", "nl")
    assert refusals(arrangement(gedep=Terms(ceiling=Decimal(1))), issue=issue) == {"E664"}


def test_nobody_to_sign_is_no_plan() -> None:
    assert "E668" in refusals(replace(arrangement(), groups=()), DOSSIER[: DOSSIER.index("signatories")])


def test_a_director_signs_for_company_and_parent_unless_four_eyes_keep_them_apart() -> None:
    assert refusals(arrangement(WITH_PARENT), PARENT) == set()
    assert refusals(replace(arrangement(WITH_PARENT), apart=(("ceo", "moeder"),)), PARENT) == {"E667"}


def test_the_kings_commissioner_needs_no_designation() -> None:
    text = DOSSIER.replace(
        "represented_by: deputy, designation: {date: 2026-09-01, reference: besluit CdK 7}", "represented_by: kings_commissioner"
    )
    assert refusals(text=text) == set()


def test_a_plan_says_who_signs_how_and_by_which_mandate() -> None:
    made = plan(replace(arrangement(gedep=Terms(Level.QUALIFIED, "Middelburg")), apart=(("ceo", "minister"),)))
    ceo, cfo, minister, _, gedep = made.signatures
    assert [each.field for each in made.signatures] == ["sign-ceo", "sign-cfo", "sign-minister", "sign-staats", "sign-gedep"]
    assert [group.count for group in made.groups] == [2, 1, 1]
    assert (gedep.level, gedep.place, gedep.mandate.kind) == (Level.QUALIFIED, "Middelburg", AuthorityKind.DESIGNATION)
    assert (ceo.mandate.persons, ceo.mandate.first) == (2, None)  # an extract does not begin on its date
    assert minister.mandate.first == date(2024, 7, 2)
    assert (ceo.apart_from, cfo.apart_from, minister.apart_from) == (("minister",), (), ("ceo",))
    assert [(a.signatory, b.signatory) for a, b in made.kept_apart()] == [("ceo", "minister")]
    assert (made.of_signatory("gedep"), made.signature("sign-gedep"), made.of_signatory("wie")) == (gedep, gedep, None)
    assert made.group_of("sign-gedep") == 2
    with pytest.raises(LookupError):
        made.group_of("sign-wie")


def test_one_group_of_all_is_the_plan_that_nobody_has_to_arrange() -> None:
    (group,) = plan(replace(arrangement(), groups=())).groups
    assert [each.signatory for each in group.signatures] == list(IDS)


def test_a_withdrawn_signatory_does_not_sign() -> None:
    text = DOSSIER.replace("name: S. Taats, ", "name: S. Taats, withdrawn: true, ")
    made = plan_of(dossier(text), ISSUE, replace(arrangement(), groups=()))
    assert isinstance(made, SigningPlan)
    assert made.of_signatory("staats") is None


def test_a_plan_comes_back_from_its_json_and_the_persons_apart() -> None:
    made = plan(arrangement(ceo=Terms(ceiling=Decimal(2000000), expected=Expected("C. Eo", attributes={"O": "Fabriek"}))))
    data, persons = (json.loads(canonical_json(each)) for each in (as_data(made), persons_as_data(made)))
    assert from_data(data, persons) == made
    with pytest.raises(ValueError):
        from_data({**data, "format": 2}, persons)


def test_the_json_of_a_plan_names_nobody() -> None:
    made = plan()
    text = canonical_json(as_data(made)).decode()
    assert not [each.name for each in made.persons.values() if each.name in text]
    assert not [each.salt for each in made.persons.values() if each.salt in text]


def test_the_digest_outlives_the_names_and_does_not_wait_for_the_pdf() -> None:
    made = plan()
    assert digest_of(replace(made, persons={})) == digest_of(made)
    assert digest_of(replace(made, sha256="b" * 64)) == digest_of(made)
    assert digest_of(replace(made, expires_on=date(2027, 1, 1))) != digest_of(made)


def test_another_person_is_another_plan() -> None:
    """And the same person under another salt, so that a digest cannot be tried out on names."""
    made = plan()
    assert digest_of(plan(text=DOSSIER.replace("C. Eo", "D. Eo"))) != digest_of(made)
    salted = replace(arrangement(), salts={each: f"ander-{each}" for each in IDS})
    assert digest_of(plan(salted)) != digest_of(made)


def test_a_name_that_was_changed_or_erased_is_not_expected_any_more() -> None:
    made = plan()
    ceo = made.signatures[0]
    assert made.expected(ceo) == made.persons["ceo"]
    assert replace(made, persons={}).expected(ceo) is None
    other = replace(made, persons={**made.persons, "ceo": replace(made.persons["ceo"], name="I. Nbreker")})
    assert other.expected(ceo) is None
