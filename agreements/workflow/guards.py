"""The fixed registry of guards: what must hold before a step can be taken. Each is a pure test that yields every reason why not.

A guard reads the case with what the step itself brings. Where a fact was never recorded it says so and refuses: what cannot be judged has
not passed. What each guard is told stands in `guard_parameters`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from agreements.model.dossier_kinds import AuthorityKind, Stage
from agreements.model.placed import NOWHERE, Placed
from agreements.model.planning import same_name
from agreements.model.values import Precision, parse_amount, parse_date
from agreements.problems import Problem, Said, problem
from agreements.workflow.case import Case, Result
from agreements.workflow.definition import AidScheme, Ask, AskType
from agreements.workflow.encoding import date_text
from agreements.workflow.guard_parameters import (
    AidBasisGuard,
    AidCeilingGuard,
    CumulationGuard,
    EvidenceGuard,
    FactGuard,
    GrantByGuard,
    NotBeforeGuard,
    NotSignedGuard,
    OutcomeRecordedGuard,
    SigningAuthorityGuard,
    SlotGuard,
    SlotResult,
    TakenGuard,
    WorksNotStartedGuard,
)
from agreements.workflow.labels import said
from agreements.workflow.loading import Workflow
from agreements.workflow.parties import Parties, Signer

Reason = Problem
_RESULT = {
    SlotResult.PASSED: Said("akkoord", "passed"),
    SlotResult.FAILED: Said("afgewezen", "failed"),
}
_AGEING = frozenset({AuthorityKind.REGISTER_EXTRACT})
"""The norm asks for a recent extract (Aanwijzingen voor convenanten 2025, aanw. 9); an office, mandate or statute holds until it ends."""


@dataclass(frozen=True, slots=True)
class View:
    """What a guard may look at: the case, and the step with what it brings."""

    workflow: Workflow
    case: Case
    parties: Parties
    day: date
    facts: Mapping[str, str]
    evidence: frozenset[str]

    def label(self, fact: str) -> Said | str:
        """Return what a fact is called."""
        ask = self.workflow.facts.get(fact)
        return said(ask.label) if ask else fact

    def missing(self, *facts: str) -> tuple[Reason, ...]:
        """Return a reason for each fact that is not recorded."""
        return tuple(no_fact(self.label(each)) for each in facts if not self.has(each))

    def has(self, fact: str) -> bool:
        """Say whether a fact is recorded, in the form that this version of the workflow asks for."""
        ask = self.workflow.facts.get(fact)
        value = self.facts.get(fact, "")
        return value != "" and (ask is None or fits(ask, value))

    def money(self, fact: str) -> Decimal:
        """Return a recorded amount."""
        return parse_amount(self.facts[fact])

    def date(self, fact: str) -> date:
        """Return a recorded day."""
        return parse_date(self.facts[fact]).last


def fits(ask: Ask, value: str) -> bool:
    """Say whether a value has the form that is asked."""
    try:
        match ask.type:
            case AskType.DATE:
                return parse_date(value).precision is Precision.DAY
            case AskType.MONEY:
                return parse_amount(value) >= 0
            case AskType.YES_NO:
                return value in {"yes", "no"}
            case AskType.CHOICE:
                return value in ask.choices
            case AskType.TEXT:
                return bool(value.strip())
    except ValueError:
        return False


def no_fact(label: Said | str) -> Reason:
    """Return the reason that a fact is not recorded."""
    return problem("E833", NOWHERE, fact=label)


def no_evidence(label: Said | str) -> Reason:
    """Return the reason that evidence is not there."""
    return problem("E834", NOWHERE, kind=label)


def _slot(view: View, told: SlotGuard) -> Iterator[Reason]:
    slot = view.case.slots.get(told.slot)
    label = said(view.workflow.slots[told.slot].label)
    if slot is None:
        yield _never(view, label)
    elif slot.result is not Result(told.result):
        answered = sum(member.key in slot.answers for member in slot.members)
        yield problem("E835", NOWHERE, slot=label, result=_RESULT[told.result], answered=answered, members=len(slot.members))


def _never(view: View, gate: Said) -> Reason:
    """Return the reason for a gate of which the record holds nothing."""
    if view.case.opening_source:
        return problem("E836", NOWHERE, gate=gate, source=view.case.opening_source)
    return problem("E837", NOWHERE, gate=gate)


def _evidence(view: View, told: EvidenceGuard) -> Iterator[Reason]:
    yield from _proved(view, told.kind)


def _proved(view: View, kind: str) -> Iterator[Reason]:
    if kind in view.evidence:
        return
    label = said(view.workflow.evidence[kind].label)
    if view.case.opening_source:
        yield problem("E836", NOWHERE, gate=label, source=view.case.opening_source)
    yield no_evidence(label)


def _taken(view: View, told: TakenGuard) -> Iterator[Reason]:
    if told.step not in view.case.taken:
        yield _never(view, said(view.workflow.steps[told.step].label))


def _fact(view: View, told: FactGuard) -> Iterator[Reason]:
    yield from view.missing(told.fact)
    found = view.facts.get(told.fact) or told.equals
    if found != told.equals:
        value, wanted = (_choice(view, told.fact, each) for each in (found, told.equals))
        yield problem("E838", NOWHERE, fact=view.label(told.fact), value=value, wanted=wanted)


def _choice(view: View, fact: str, value: str) -> Said | str:
    """Return a value as people call it."""
    ask = view.workflow.facts.get(fact)
    if ask is not None and ask.type is AskType.YES_NO:
        return Said("ja", "yes") if value == "yes" else Said("nee", "no")
    return said(ask.choices[value]) if ask is not None and value in ask.choices else value


def _scheme(view: View, fact: str) -> AidScheme | None:
    return view.workflow.aid_schemes[view.facts[fact]] if view.has(fact) else None


def _aid_basis(view: View, told: AidBasisGuard) -> Iterator[Reason]:
    """The choices of this fact are schemes of the file; who chose one has a basis, once the decision that some ask for is there."""
    yield from view.missing(told.scheme_fact)
    scheme = _scheme(view, told.scheme_fact)
    if scheme is not None and scheme.evidence is not None:
        yield from _proved(view, scheme.evidence)


def _aid_ceiling(view: View, told: AidCeilingGuard) -> Iterator[Reason]:
    scheme, missing = _scheme(view, told.scheme_fact), view.missing(told.scheme_fact, told.amount)
    yield from missing
    if scheme is not None and not missing and scheme.ceiling is not None and view.money(told.amount) > parse_amount(scheme.ceiling):
        amount = view.facts[told.amount]
        yield problem("E840", NOWHERE, fact=view.label(told.amount), amount=amount, limit=scheme.ceiling, scheme=said(scheme.label))


def _grant_by(view: View, told: GrantByGuard) -> Iterator[Reason]:
    scheme, missing = _scheme(view, told.scheme_fact), view.missing(told.scheme_fact, told.date)
    yield from missing
    if scheme is not None and not missing and scheme.grant_by is not None and view.date(told.date) > scheme.grant_by.last:
        last = scheme.grant_by.last
        yield problem("E841", NOWHERE, fact=view.label(told.date), date=view.date(told.date), last=last, scheme=said(scheme.label))


def _cumulation(view: View, told: CumulationGuard) -> Iterator[Reason]:
    missing = view.missing(told.amount, told.others, told.limit)
    yield from missing
    if missing:
        return
    amount, others, limit = (view.money(each) for each in (told.amount, told.others, told.limit))
    if amount + others > limit:
        yield problem("E842", NOWHERE, amount=amount, others=others, total=amount + others, limit=limit)


def _works_not_started(view: View, told: WorksNotStartedGuard) -> Iterator[Reason]:
    """Aid must be an incentive: works that began before the application, or on its day, need none."""
    yield from view.missing(told.application)
    if view.has(told.application) and view.has(told.started) and view.date(told.started) <= view.date(told.application):
        yield problem("E843", NOWHERE, started=view.date(told.started), application=view.date(told.application))


def _signing_authority(view: View, told: SigningAuthorityGuard) -> Iterator[Reason]:
    signers = view.parties.signers
    if not signers:
        yield problem("E844", NOWHERE)
    for signer in signers:
        yield from _proof(signer, view.day, told.max_age_days)
        if signer.joint and not any(_beside(signer, each) for each in signers):
            yield problem("E847", NOWHERE, name=signer.name)
        if signer.needs_designation and (signer.designated is None or signer.designated.last > view.day):
            yield problem("E848", NOWHERE, name=signer.name, province=signer.party)


def _beside(signer: Signer, other: Signer) -> bool:
    """Say whether another person, with proof, signs for the same party: joint authority counts persons, not places."""
    return other.party == signer.party and other.proof is not None and not same_name(other.name, signer.name)


def _proof(signer: Signer, day: date, limit: int) -> Iterator[Reason]:
    if signer.proof is None:
        yield problem("E845", NOWHERE, name=signer.name)
    elif signer.date is None:
        if signer.proof in _AGEING:
            yield problem("E849", NOWHERE, name=signer.name)
    elif (signer.date.first or date.min) > day:
        yield problem("E850", NOWHERE, name=signer.name, date=date_text(signer.date), day=day)
    elif signer.proof in _AGEING and (day - (signer.date.first or date.min)).days > limit:
        yield problem("E846", NOWHERE, name=signer.name, date=date_text(signer.date), limit=limit, day=day)


def _outcome_recorded(view: View, told: OutcomeRecordedGuard) -> Iterator[Reason]:
    if not _is_signed(view, told.stage):
        yield problem("E851", NOWHERE, stage=told.stage)


def _not_signed(view: View, told: NotSignedGuard) -> Iterator[Reason]:
    if _is_signed(view, told.stage):
        yield problem("E839", NOWHERE, stage=told.stage)


def _is_signed(view: View, stage: Stage) -> bool:
    return any(each.stage is stage for each in view.case.signed)


def _not_before(view: View, told: NotBeforeGuard) -> Iterator[Reason]:
    yield from view.missing(told.date)
    if view.has(told.date) and view.day < view.date(told.date):
        yield problem("E852", NOWHERE, fact=view.label(told.date), date=view.date(told.date), day=view.day)


GUARDS: Mapping[str, Callable[[View, Any], Iterator[Reason]]] = {
    "slot": _slot,
    "evidence": _evidence,
    "taken": _taken,
    "fact": _fact,
    "aid-basis": _aid_basis,
    "aid-ceiling": _aid_ceiling,
    "grant-by": _grant_by,
    "cumulation": _cumulation,
    "works-not-started": _works_not_started,
    "signing-authority": _signing_authority,
    "outcome-recorded": _outcome_recorded,
    "not-signed": _not_signed,
    "not-before": _not_before,
}


def reasons(view: View, guards: tuple[tuple[str, Placed], ...]) -> Iterator[Reason]:
    """Yield every reason why the guards of a step do not hold."""
    for name, told in guards:
        yield from GUARDS[name](view, told)
