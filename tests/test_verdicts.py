"""One planted fact, one reason and what it comes to: for every rule; and nothing of it passes as valid."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import permutations

import pytest
from signings import (
    EXPIRES,
    GROUPS,
    JUDGED,
    KNOWN,
    SIGNED,
    altered,
    arrangement,
    chained,
    found_signature,
    plan,
    seal,
    signed_file,
)

from agreements.model.acceptance import FILE_RULES
from agreements.model.canonical import canonical_json
from agreements.model.completeness import PLAN_RULES
from agreements.model.dossier_kinds import AuthorityKind
from agreements.model.entitlement import SIGNATURE_RULES, fits
from agreements.model.evidence import Delegation, Evidence, Known, Paper, instant_of
from agreements.model.examination import Coverage, Examination, Fault, Modification, PadesLevel, SignatureKind
from agreements.model.placed import NOWHERE
from agreements.model.planning import Terms
from agreements.model.signing import Counterpart, Expected, Level, Mandate, SigningPlan
from agreements.model.verdicts import RULES, Form, Outcome, Verdict, as_data, comes_to, digest_of_verdict, from_data, judge
from agreements.problems import Problem, Said
from agreements.problems.display import display

GOOD = signed_file(*SIGNED)
PLAN = plan()


@dataclass(frozen=True)
class Case:
    """What is planted, the code that it must give, and what it must come to."""

    code: str
    outcome: Outcome
    files: tuple[Examination, ...] = (GOOD,)
    plan: SigningPlan = PLAN
    known: Known = KNOWN
    day: date = JUDGED

    def verdict(self) -> Verdict:
        return judge(self.plan, self.files, self.known, self.day)


def one(code: str, outcome: Outcome, **changes: object) -> Case:
    """Return a case in which something of the whole file is otherwise."""
    return Case(code, outcome, (replace(GOOD, **changes),))  # type: ignore[arg-type]


def of(field: str, code: str, outcome: Outcome, /, **changes: object) -> Case:
    """Return a case in which something of one signature is otherwise."""
    return Case(code, outcome, (altered(GOOD, field, **changes),))


def with_signatures(*signatures: object) -> Examination:
    return replace(GOOD, signatures=chained(tuple(signatures)))  # type: ignore[arg-type]


def timestamp(**changes: object) -> Examination:
    stamp = replace(found_signature("stempel", 9), field="stempel", kind=SignatureKind.TIMESTAMP)
    file = replace(GOOD, signatures=chained((*GOOD.signatures, stamp)))
    quiet = tuple(
        replace(each, changed_fields=tuple(name for name in each.changed_fields if name != "stempel")) for each in file.signatures
    )
    settled = tuple(
        replace(each, modification=Modification.FORM_FILLING if each.changed_fields else Modification.VALIDATION_DATA) for each in quiet
    )
    return altered(replace(file, signatures=settled, fields=(*GOOD.fields, "stempel")), "stempel", **changes)


V, C, X, U, N = Outcome.VALID, Outcome.CHANGED, Outcome.INVALID, Outcome.INDETERMINATE, Outcome.INCOMPLETE
FIELD = "sign-minister"
HOURS = {each: found_signature(each, hour) for hour, each in enumerate(SIGNED)}
QUALIFIED = plan(arrangement(minister=Terms(Level.QUALIFIED)))
ON_PAPER = plan(arrangement(gedep=Terms(Level.WET_INK)))
PAPER = Paper("sign-gedep", "gedep", date(2026, 11, 11), "archief Middelburg", "5" * 64, ("jansen", "pietersen"))
WITHOUT = signed_file(*SIGNED[:3])
FOUR_EYES = plan(replace(arrangement(), apart=(("ceo", "gedep"),)))
PARTS = plan(
    replace(
        arrangement(),
        counterparts=(
            Counterpart("bedrijf", ("sign-ceo", "sign-cfo")),
            Counterpart("overheid", ("sign-minister", "sign-staats", "sign-gedep")),
        ),
    )
)
COMPANY_PART = signed_file("ceo", "cfo", sha256="1" * 64)
STATE_PART = altered(
    altered(signed_file("minister", "gedep", sha256="2" * 64), "sign-minister", proven="2026-11-11T08:00:00+00:00"),
    "sign-gedep",
    proven="2026-11-11T09:00:00+00:00",
)


def papers(*found: Paper, **known: object) -> Known:
    return replace(KNOWN, papers=found, **known)  # type: ignore[arg-type]


def delegated(expected: str = "D. Elegee", **mandate: object) -> Known:
    given = Mandate(AuthorityKind.POWER_OF_ATTORNEY, "volmacht 1", **mandate)  # type: ignore[arg-type]
    return replace(KNOWN, delegated={FIELD: Delegation("elegee", Expected(expected), given)})


BY_DELEGATE = altered(GOOD, FIELD, common_name="D. Elegee", certificate="c-d", subject="CN=D. Elegee")
CASES: Mapping[str, Case] = {
    # a: what cannot be read
    "a file that cannot be read": one("E680", U, unread="zlib.error"),
    "a signature that cannot be read": of(FIELD, "E680", U, fault="negative byte range"),
    # b: fields and number of signatures against the plan
    "a field too many": one("E682", X, fields=(*GOOD.fields, "sign-vreemd")),
    "a signature in a field of its own": Case("E682", X, (with_signatures(*GOOD.signatures, found_signature("vreemd", 5)),)),
    "a field that is gone": one("E692", C, fields=tuple(each for each in GOOD.fields if each != "sign-staats")),
    "no signature at all": one("E681", X, signatures=()),
    "rolled back to an earlier revision": Case("E681", N, (WITHOUT,)),
    "signatures of two when one is needed": Case("E676", X, (signed_file("ceo", "cfo", "minister", "staats", "gedep"),)),
    # c: distinct signatures
    "one dictionary in two fields": of(FIELD, "E684", X, dictionary="ceo 0"),
    "two signatures in one field": Case("E684", X, (with_signatures(seal(), *HOURS.values(), replace(HOURS["gedep"], dictionary="x")),)),
    "one file twice": Case("E684", X, (GOOD, GOOD)),
    # d: the last covers all
    "something after the last signature": of("sign-gedep", "E685", C, coverage=Coverage.WHOLE_REVISION),
    "a signature over a part": of(FIELD, "E694", X, coverage=Coverage.PART),
    "a signature over nobody knows what": of(FIELD, "E693", U, coverage=Coverage.UNKNOWN),
    # e: what came after
    "changed after a signature": of(FIELD, "E686", C, modification=Modification.OTHER),
    "changed after the seal": of("zegel", "E686", C, modification=Modification.OTHER),
    "a field filled that nobody signed": of(FIELD, "E686", C, changed_fields=("sign-gedep", "sign-staats")),
    "a field filled that is not planned": of(FIELD, "E686", C, changed_fields=("sign-gedep", "bedrag")),
    "a change of nobody knows what": of(FIELD, "E693", U, modification=Modification.UNKNOWN),
    "fields filled but none named": of(FIELD, "E693", U, changed_fields=()),
    "validation data that fill a field": of(FIELD, "E693", U, modification=Modification.VALIDATION_DATA),
    "fields named but nothing filled": of(FIELD, "E693", U, modification=Modification.NOTHING),
    "changed before the time stamp": Case("E686", C, (timestamp(modification=Modification.OTHER),)),
    # f: the issued bytes
    "rewritten": one("E687", U, prefix=False),
    "another document": one("E688", X, prefix=False, same_words=False),
    "another version with other pictures": one("E688", X, prefix=False, same_pictures=False),
    "rewritten, and not to be compared": one("E688", X, prefix=False, same_words=None),
    "not compared with the issued bytes": one("E693", U, prefix=None),
    "a plan of which nothing was issued yet": Case("E693", U, plan=replace(PLAN, sha256="")),
    # g: what does not belong in it
    "a script": one("E689", X, faults=(Fault("javascript", "OpenAction"),)),
    "hidden content": one("E689", X, faults=(Fault("optional-content"),)),
    # h: the seal
    "no seal": Case("E690", X, (with_signatures(*GOOD.signatures[1:]),)),
    "two seals": Case("E690", X, (with_signatures(seal(), replace(seal(), field="zegel2", dictionary="2"), *GOOD.signatures[1:]),)),
    "a seal of somebody else": of("zegel", "E690", X, certificate="abc"),
    "a seal that came later": Case("E690", X, (with_signatures(HOURS["ceo"], seal(), *GOOD.signatures[2:]),)),
    "a seal with a later time": of("zegel", "E690", X, proven="2026-11-10T08:30:00+00:00"),
    "a seal on a place to sign": Case("E690", X, (with_signatures(replace(seal(), field="sign-staats"), *GOOD.signatures[1:]),)),
    # i and j
    "other metadata": one("E692", C, same_metadata=False),
    "metadata not compared": one("E693", U, same_metadata=None),
    "other words": one("E692", C, same_words=False),
    "words not compared": one("E693", U, same_words=None),
    "other pictures": one("E692", C, same_pictures=False),
    "pictures not compared": one("E693", U, same_pictures=None),
    # the signatures themselves
    "a signature that does not match": of(FIELD, "E694", X, intact=False),
    "a certificate that nobody trusts": of(FIELD, "E695", U, trusted=False),
    "a time stamp that does not match": Case("E694", X, (timestamp(intact=False),)),
    "a time stamp that nobody trusts": Case("E695", U, (timestamp(trusted=False),)),
    # the person
    "the certificate of somebody else": of(FIELD, "E683", X, common_name="I. Nbreker"),
    "a certificate without a name": of(FIELD, "E683", X, common_name=""),
    "a name that was erased": Case("E693", U, plan=replace(PLAN, persons={})),
    "a name that was changed later": Case(
        "E693", U, plan=replace(PLAN, persons={**PLAN.persons, "ceo": replace(PLAN.persons["ceo"], name="A. Nder")})
    ),
    "another certificate of the same name": Case(
        "E683", X, plan=plan(arrangement(minister=Terms(expected=Expected("x", certificate="00"))))
    ),
    "another organisation": Case(
        "E683", X, plan=plan(arrangement(minister=Terms(expected=Expected("M. Inister", attributes={"O": "Rijk"}))))
    ),
    # the level
    "not qualified": Case("E696", X, (altered(GOOD, FIELD, qualified=False),), QUALIFIED),
    "qualified, as far as anybody knows": Case("E697", U, (altered(GOOD, FIELD, qualified=None),), QUALIFIED),
    "no level at all": of(FIELD, "E696", X, level=PadesLevel.NONE),
    "a PDF signed where ink was planned": Case("E696", X, plan=ON_PAPER),
    "ink where a PDF was planned": Case("E696", X, (WITHOUT,), known=papers(PAPER)),
    # the time
    "a time that cannot be read": of(FIELD, "E699", U, proven="gisteren"),
    "a time without a zone": of(FIELD, "E699", U, proven="2026-11-10T10:00:00"),
    "a time at the end of time": of("sign-gedep", "E699", U, proven="9999-12-31T23:59:59+00:00"),
    "a time that has not come": Case("E699", U, (altered(GOOD, "sign-gedep", proven="2026-11-21T10:00:00+00:00"),)),
    "signed before the issue": of("sign-ceo", "E673", X, proven="2026-10-31T10:00:00+00:00"),
    "signed after the end": Case("E673", X, (altered(GOOD, "sign-gedep", proven="2026-12-01T23:00:00+00:00"),), day=date(2026, 12, 9)),
    "received after the end, without a time stamp": Case(
        "E699", U, (altered(GOOD, "sign-gedep", proven=""),), day=EXPIRES + timedelta(days=1)
    ),
    # mandate and office
    "a mandate that ended": Case(
        "E663",
        X,
        (altered(GOOD, "sign-gedep", proven="2026-11-12T10:00:00+00:00"),),
        plan(arrangement(gedep=Terms(last=date(2026, 11, 11)))),
    ),
    "a mandate that may have ended": Case(
        "E699", U, (altered(GOOD, "sign-gedep", proven=""),), plan(arrangement(gedep=Terms(last=date(2026, 11, 11))))
    ),
    "a mandate below the value": Case(
        "E664", X, plan=replace(plan(arrangement(minister=Terms(ceiling=Decimal(1000000)))), value=Decimal(1000001))
    ),
    "a ceiling and no value": Case("E664", X, plan=replace(plan(arrangement(minister=Terms(ceiling=Decimal(1000000)))), value=None)),
    "signed after leaving": Case("E674", X, known=replace(KNOWN, left={"minister": date(2026, 11, 9)})),
    "signed, perhaps after leaving": Case(
        "E699", U, (altered(GOOD, FIELD, proven=""),), known=replace(KNOWN, left={"minister": date(2026, 11, 10)})
    ),
    "a delegate whose mandate ended": Case("E663", X, (BY_DELEGATE,), known=delegated(last=date(2026, 11, 9))),
    "a delegate below the value": Case("E664", X, (BY_DELEGATE,), known=delegated(ceiling=Decimal(1))),
    "a delegate who is somebody else": Case("E683", X, (BY_DELEGATE,), known=delegated("E. Lders")),
    "a delegate of who has no mandate any more": Case(
        "E663",
        X,
        (altered(BY_DELEGATE, FIELD, proven="2026-11-10T10:30:00+00:00"),),
        replace(
            PLAN,
            groups=(
                PLAN.groups[0],
                replace(
                    PLAN.groups[1],
                    signatures=tuple(
                        replace(each, mandate=replace(each.mandate, last=date(2026, 11, 9))) for each in PLAN.groups[1].signatures
                    ),
                ),
                PLAN.groups[2],
            ),
        ),
        delegated(),
    ),
    # the whole
    "a later group first": Case("E698", X, (with_signatures(seal(), *(HOURS[each] for each in ("minister", "ceo", "cfo", "gedep"))),)),
    "a later group first by its time": of("sign-ceo", "E698", X, proven="2026-11-10T12:30:00+00:00"),
    "no order to be proved": Case(
        "E699", U, (COMPANY_PART, altered(altered(STATE_PART, FIELD, proven=""), "sign-gedep", proven="")), PARTS
    ),
    "joint authority with one signature": Case(
        "E665", N, (signed_file("ceo", "minister", "gedep"),), plan(arrangement(((("ceo", "cfo"), 1), *GROUPS[1:])))
    ),
    "one person for two with joint authority": Case(
        "E665", X, (altered(GOOD, "sign-cfo", certificate="c-ceo", common_name="C. Eo", subject="CN=C. Eo"),)
    ),
    "one person on both sides of four eyes": Case("E675", X, (altered(GOOD, "sign-gedep", certificate="c-ceo"),), FOUR_EYES),
    "one subject on both sides of four eyes": Case("E675", X, (altered(GOOD, "sign-gedep", subject=HOURS["ceo"].subject),), FOUR_EYES),
    "a plan that was declined": Case("E671", X, known=replace(KNOWN, closed="declined")),
    "a plan that expired": Case("E671", X, known=replace(KNOWN, closed="expired")),
    "signed before, and not here": Case("W661", N, (WITHOUT,), known=replace(KNOWN, before=frozenset({"sign-gedep"}))),
    "nothing came back": Case("E681", N, ()),
    # counterparts
    "a counterpart that is missing": Case("E681", N, (COMPANY_PART,), PARTS),
    "a counterpart of another version": Case("E688", X, (COMPANY_PART, replace(STATE_PART, prefix=False, same_words=False)), PARTS),
    "a signature in the wrong counterpart": Case("E682", X, (signed_file("ceo", "cfo", "minister", sha256="1" * 64), STATE_PART), PARTS),
    "a signature in both counterparts": Case("E684", X, (COMPANY_PART, replace(COMPANY_PART, sha256="3" * 64), STATE_PART), PARTS),
    "counterparts that nobody planned": Case("E682", X, (COMPANY_PART, STATE_PART)),
    "a file that cannot be read beside a good one": Case(
        "E680", U, (GOOD, replace(GOOD, sha256="1" * 64, signatures=(), unread="@no_pdf"))
    ),
    # paper
    "paper that nobody attested": Case("E678", N, (WITHOUT,), ON_PAPER, papers(replace(PAPER, attested_by=()))),
    "paper that one attested": Case("E678", N, (WITHOUT,), ON_PAPER, papers(replace(PAPER, attested_by=("jansen", "jansen")))),
    "paper that the signatory attested": Case("E678", N, (WITHOUT,), ON_PAPER, papers(replace(PAPER, attested_by=("jansen", "gedep")))),
    "a scan in the place of paper": Case("E679", X, (WITHOUT,), ON_PAPER, papers(replace(PAPER, replaced=True))),
    "paper signed too late": Case("E673", X, (WITHOUT,), ON_PAPER, papers(replace(PAPER, signed_on=date(2026, 12, 2))), date(2026, 12, 9)),
    "paper signed out of turn": Case("E698", X, (WITHOUT,), ON_PAPER, papers(replace(PAPER, signed_on=date(2026, 11, 9)))),
    "paper that nobody planned a place for": Case("E672", X, known=papers(replace(PAPER, field="sign-wie"))),
    "paper signed twice": Case("E684", X, (WITHOUT,), ON_PAPER, papers(PAPER, replace(PAPER, signed_on=date(2026, 11, 12)))),
}


@pytest.mark.parametrize("name", sorted(CASES))
def test_a_planted_fact_is_named_and_never_passes(name: str) -> None:
    case = CASES[name]
    verdict = case.verdict()
    assert all(display(each, language) for each in verdict.reasons for language in ("nl", "en"))
    assert case.code in {each.code for each in verdict.reasons}
    assert verdict.outcome is case.outcome
    assert verdict.outcome is not Outcome.VALID


STAMPED = tuple(
    replace(
        each,
        changed_fields=(*each.changed_fields, "stempel") if each.field != "stempel" else (),
        modification=Modification.VALIDATION_DATA if each.field == "sign-gedep" else each.modification,
    )
    for each in timestamp().signatures
)
ALLOWED: Mapping[str, Case] = {
    "as planned": Case("", V),
    "the other minister": Case("", V, (signed_file("cfo", "ceo", "staats", "gedep"),)),
    "a time stamp at the end": Case("", V, (timestamp(),)),
    "a time stamp whose field is named as changed": Case("", V, (replace(timestamp(), signatures=STAMPED),)),
    "validation data by whoever signed": Case(
        "W988",
        V,
        (altered(GOOD, "sign-gedep", coverage=Coverage.WHOLE_REVISION, modification=Modification.VALIDATION_DATA),),
    ),
    "validation data by the office": Case(
        "",
        V,
        (altered(GOOD, "sign-gedep", coverage=Coverage.WHOLE_REVISION, modification=Modification.VALIDATION_DATA),),
        known=replace(KNOWN, ours=frozenset({GOOD.sha256})),
    ),
    "without a proven time, received in time": Case("W660", V, (altered(GOOD, FIELD, proven=""),)),
    "judged late, received in time": Case(
        "W660", V, (altered(GOOD, FIELD, proven=""),), known=replace(KNOWN, received={GOOD.sha256: JUDGED}), day=date(2046, 1, 1)
    ),
    "signed in office, and left": Case("", V, known=replace(KNOWN, left={"minister": date(2026, 11, 10)})),
    "on the last day": Case("", V, (altered(GOOD, "sign-gedep", proven="2026-12-01T22:59:59+00:00"),), day=date(2026, 12, 9)),
    "counterparts as planned": Case("", V, (COMPANY_PART, STATE_PART), PARTS),
    "a copy that nobody signed beside it": Case("", V, (GOOD, replace(with_signatures(seal()), sha256="1" * 64))),
    "a delegate": Case("", V, (BY_DELEGATE,), known=delegated(ceiling=Decimal(1000000))),
    "the signatory, though it was delegated": Case("", V, known=delegated(last=date(2026, 1, 1))),
    "a certificate by its digest": Case("", V, plan=plan(arrangement(minister=Terms(expected=Expected("x", certificate="C-MINISTER"))))),
    "a certificate by its subject": Case(
        "", V, plan=plan(arrangement(minister=Terms(expected=Expected("M. Inister", attributes={"o": "Fabriek, van alles"}))))
    ),
    "not known as qualified where advanced is enough": Case("", V, (altered(GOOD, FIELD, qualified=None),)),
    "paper that two attested": Case("W662", V, (WITHOUT,), ON_PAPER, papers(PAPER)),
    "paper on the day of the rest": Case("W662", V, (WITHOUT,), ON_PAPER, papers(replace(PAPER, signed_on=date(2026, 11, 10)))),
    "a scan by a substitution decision": Case("W662", V, (WITHOUT,), ON_PAPER, papers(replace(PAPER, replaced=True, decision="VB-1"))),
}


@pytest.mark.parametrize("name", sorted(ALLOWED))
def test_what_is_as_it_should_be_is_valid(name: str) -> None:
    case = ALLOWED[name]
    verdict = case.verdict()
    assert [display(each, "en") for each in verdict.reasons if each.code.startswith("E")] == []
    assert verdict.outcome is Outcome.VALID
    assert case.code in {"", *(each.code for each in verdict.reasons)}


def test_paper_is_shown_as_paper_for_ever() -> None:
    verdict = judge(ON_PAPER, (WITHOUT,), papers(replace(PAPER, replaced=True, decision="VB-1")), date(2046, 1, 1))
    found = verdict.on("sign-gedep")
    assert found is not None
    assert (found.form, found.file, found.proven, found.outcome) == (Form.PAPER, "5" * 64, "2026-11-11", Outcome.VALID)
    assert "jansen, pietersen" in display(next(each for each in found.reasons if each.code == "W662"), "nl")


def test_each_signature_has_a_verdict_of_its_own() -> None:
    verdict = CASES["rolled back to an earlier revision"].verdict()
    assert {each.field: each.outcome for each in verdict.signatures} == {
        "sign-ceo": Outcome.VALID,
        "sign-cfo": Outcome.VALID,
        "sign-minister": Outcome.VALID,
    }
    wrong = CASES["signed after leaving"].verdict()
    assert {each.field for each in wrong.signatures if each.outcome is Outcome.INVALID} == {FIELD}
    assert verdict.on("sign-gedep") is None


def test_what_is_wrong_with_a_file_is_wrong_with_each_signature_in_it() -> None:
    verdict = CASES["a counterpart of another version"].verdict()
    assert {each.field: each.outcome for each in verdict.signatures} == {
        "sign-ceo": Outcome.VALID,
        "sign-cfo": Outcome.VALID,
        "sign-minister": Outcome.INVALID,
        "sign-gedep": Outcome.INVALID,
    }


def test_every_reason_is_told() -> None:
    file = altered(replace(GOOD, same_words=False, same_metadata=False, faults=(Fault("x"),)), FIELD, intact=False, trusted=False)
    codes = [each.code for each in judge(PLAN, (file,), KNOWN, JUDGED).reasons]
    assert codes == ["E689", "E692", "E692", "E694", "E695"]


@pytest.mark.parametrize("order", list(permutations(("ceo", "cfo"))))
@pytest.mark.parametrize("minister", ["minister", "staats"])
def test_one_of_two_in_every_order(order: tuple[str, ...], minister: str) -> None:
    assert judge(PLAN, (signed_file(*order, minister, "gedep"),), KNOWN, JUDGED).outcome is Outcome.VALID


def test_only_the_planned_order_of_groups_is_valid() -> None:
    for order in permutations(SIGNED):
        valid = judge(PLAN, (signed_file(*order),), KNOWN, JUDGED).outcome is Outcome.VALID
        assert valid == (set(order[:2]) == {"ceo", "cfo"} and order[2] == "minister"), order


@pytest.mark.parametrize("name", sorted({**CASES, **ALLOWED}))
def test_a_verdict_is_shown_again_as_it_was(name: str) -> None:
    verdict = {**CASES, **ALLOWED}[name].verdict()
    data = json.loads(canonical_json(as_data(verdict)))
    assert from_data(data) == verdict
    assert digest_of_verdict(from_data(data)) == digest_of_verdict(verdict)
    assert (data["format"], data["rules"]) == (1, RULES)
    assert data["plan"]
    assert data["issued"] in {"", "a" * 64}


def test_a_recorded_verdict_keeps_words_in_two_languages() -> None:
    verdict = replace(Case("", V).verdict(), reasons=(Problem("E671", NOWHERE, (("status", Said("weg", "gone")),)),))
    assert from_data(json.loads(canonical_json(as_data(verdict)))) == verdict


HALF = {"code": "E671", "arguments": {"status": {"nl": "weg"}}}
NO_VERDICT: list[Mapping[str, object]] = [
    {"format": 2},
    {"outcome": "goed"},
    {"reasons": [{}]},
    {"reasons": [HALF]},
    {"reasons": [{"code": "E671", "arguments": {"status": 7}}]},
    {"files": 7},
    {"signatures": [7]},
    {"day": "x"},
    {"rules": "1"},
    {"more": ""},
]


@pytest.mark.parametrize("change", NO_VERDICT)
def test_what_is_no_verdict_is_refused(change: Mapping[str, object]) -> None:
    data = as_data(Case("", V).verdict())
    with pytest.raises(ValueError):
        from_data({**data, **change})


def test_a_verdict_always_says_by_which_rules_it_was_made() -> None:
    data = as_data(Case("", V).verdict())
    with pytest.raises(ValueError):
        from_data({key: value for key, value in data.items() if key != "rules"})


def test_a_reason_that_nobody_listed_makes_it_invalid() -> None:
    assert comes_to(Problem("E999", NOWHERE)) is Outcome.INVALID


def test_a_subject_that_is_written_otherwise_fits_nobody() -> None:
    expected = Expected("M. Inister", attributes={"O": "Fabriek, van alles"})
    assert fits(expected, HOURS["minister"])
    assert not fits(expected, replace(HOURS["minister"], subject="Organization: Fabriek, van alles"))
    assert not fits(Expected(" "), replace(HOURS["minister"], common_name=" "))


def test_a_value_that_looks_like_an_attribute_is_none() -> None:
    expected = Expected("M. Inister", attributes={"O": "Ministerie"})
    for subject, fit in (
        ("CN=M. Inister,O=Ministerie", True),
        ("O=Ministerie+CN=M. Inister", True),
        (r"CN=M. Inister,OU=x\,O=Ministerie", False),
        (r"CN=M. Inister,OU=x\+O=Ministerie", False),
        (r"CN=M. Inister,OU=x\\,O=Ministerie", True),
    ):
        assert fits(expected, replace(HOURS["minister"], subject=subject)) is fit, subject
    assert fits(Expected("M. Inister", attributes={"o": 'A+B, "C"'}), replace(HOURS["minister"], subject=r"O=A\+B\, \"C\""))


def test_no_rule_says_anything_of_what_is_as_it_should_be() -> None:
    evidence = Evidence(PLAN, (GOOD,), KNOWN, JUDGED)
    assert [*FILE_RULES] == [*"bcdefghij", "genuine"]
    for rule in FILE_RULES.values():
        assert list(rule(evidence, GOOD)) == []
    for each in SIGNATURE_RULES.values():
        assert [list(each(evidence, given)) for given in evidence.given] == [[]] * 4
    for whole in PLAN_RULES.values():
        assert list(whole(evidence)) == []
    assert instant_of(replace(GOOD.signatures[0], proven="")) is None
