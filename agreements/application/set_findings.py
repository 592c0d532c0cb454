"""What is missing or does not fit in the documents that make up an agreement together, each as a problem with its place in the dossier."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from agreements.drafting.wording import TONGUES, words
from agreements.model.addable import ends_of
from agreements.model.answering import answer
from agreements.model.document_set import BEFORE, DECISION, NAMES, THERE, DocumentSet, Known, Piece, Relation, State, linked, security_asked
from agreements.model.dossier import Dossier, Figure, Promise
from agreements.model.dossier_kinds import FundingStep, Kind, PartyKind, Stage
from agreements.model.funding import in_force
from agreements.model.portfolio import Sure
from agreements.model.promised import carried_from
from agreements.model.values import EUROS, FuzzyDate
from agreements.problems import Problem, Said, Where, in_order, problem


def findings(dossier: Dossier, known: Known, whole: DocumentSet) -> tuple[Problem, ...]:
    """Return what is missing or does not fit, in order. What is possible only, as far as a date is known, is told of nobody."""
    return in_order(found for rule in _RULES for found in rule(dossier, known, whole))


def called(piece: Piece) -> Said:
    """Return what a document is called in a sentence: "addendum 1", "deed of security"."""
    name, number = NAMES[piece.kind], f" {piece.number}" if piece.number else ""
    return Said(f"{name.nl}{number}", f"{name.en}{number}")


def _name(kind: str) -> Said:
    return Said(NAMES[kind].nl, NAMES[kind].en)


def _said(value: Figure | FuzzyDate) -> Said:
    return Said(words(value, TONGUES["nl"]), words(value, TONGUES["en"]))


def _place(piece: Piece, dossier: Dossier) -> Where:
    """Return where the dossier tells of a document; of one that comes from its answers, those."""
    if piece.fact is not None:
        return piece.fact.where
    node = next(iter(dossier.answers.get(Kind(piece.kind), {}).values()), None) if piece.kind in set(Kind) else None
    return node.where if node is not None else dossier.company.where


def _answered(dossier: Dossier, name: str) -> Where:
    node = dossier.answers.get(Kind.MAATWERKAFSPRAAK, {}).get(name)
    return node.where if node is not None else dossier.company.where


# The security


def _security(dossier: Dossier, _: Known, whole: DocumentSet) -> Iterator[Problem]:
    """Yield a deed that is missing, that nobody asked, or that is for another amount than the agreement asks."""
    asked, agreement = security_asked(dossier), whole.get(Stage.MAATWERKAFSPRAAK)
    deeds = [each for each in whole.pieces if each.kind == Kind.GARANTIE]
    there = [each for each in deeds if each.state in {State.SIGNED, State.POSSIBLE}]
    if asked and not there and agreement is not None and agreement.state is State.SIGNED and not whole.reconstruction:
        yield problem("W520", _answered(dossier, "guarantee"))
    amount = answer(dossier, "guarantee_amount", Figure)
    for each in there:
        if not asked:
            yield problem("W522", _place(each, dossier))
        elif each.amount and amount and ends_of(each.amount) != ends_of(amount):
            yield problem("W521", _place(each, dossier), amount=_said(each.amount), other=_said(amount))


# The grant


def _grant(dossier: Dossier, known: Known, whole: DocumentSet) -> Iterator[Problem]:
    """Yield a grant decision that is missing, or that is told otherwise by the agreement, the process and the money."""
    agreement, decision = whole.get(Stage.MAATWERKAFSPRAAK), whole.get(DECISION)
    lacks = decision is None or decision.state is State.MISSING
    if agreement is not None and agreement.state is State.SIGNED and lacks and not whole.reconstruction:
        yield problem("W527", _place(agreement, dossier))
    named = answer(dossier, "decision_date", FuzzyDate)
    money = decision.fact if decision is not None else None
    told = {"@granted_process": known.granted, "@granted_funding": getattr(money, "date", None)}
    for source, day in told.items():
        if named is not None and day is not None and _apart(named, day):
            yield problem("W529", _answered(dossier, "decision_date"), date=_said(named), day=_said(day), source=source)
    yield from _amounts(dossier, known)


def _amounts(dossier: Dossier, known: Known) -> Iterator[Problem]:
    """Yield that another amount was granted than the agreement names, where there is one of each and both are of one price level."""
    granted = [
        each
        for each in dossier.funding
        if each.step is FundingStep.GRANTED and in_force(each, dossier.funding, known.day, Sure.CERTAINLY) and not each.amount.withdrawn
    ]
    promised = [each for each in _promised(dossier) if each.total is not None and each.total.unit in EUROS]
    if len(granted) != 1 or len(promised) != 1 or promised[0].total is None:
        return
    one, other = promised[0].total, granted[0].amount
    level = {one.price_level or other.price_level, other.price_level or one.price_level}
    if len(level) == 1 and ends_of(one)[1] != ends_of(other)[1]:
        yield problem("W530", granted[0].where, amount=_said(one), other=_said(other))


def _promised(dossier: Dossier) -> Iterator[Promise]:
    """Yield what the State promised in the agreement itself."""
    for commitment in dossier.commitments:
        if commitment.party is PartyKind.STATE and not commitment.withdrawn:
            for each in commitment.promised:
                if each.stage is Stage.MAATWERKAFSPRAAK and not each.withdrawn and not carried_from(each):
                    yield each


# What points to what


def _unsigned(dossier: Dossier, _: Known, whole: DocumentSet) -> Iterator[Problem]:
    """Yield each document that belongs to an instrument that is not signed, and each instrument of which the one before it is not."""
    for piece, link, other in linked(whole.pieces):
        if piece.state not in THERE or other.state in {State.SIGNED, State.POSSIBLE} or other.kind == DECISION:
            continue
        if link.relation is Relation.FOLLOWS:
            yield problem("W528", _place(piece, dossier), document=called(piece), other=called(other))
        elif link.relation not in BEFORE:
            yield problem("W523", _place(piece, dossier), document=called(piece), other=called(other))


def _order(dossier: Dossier, _: Known, whole: DocumentSet) -> Iterator[Problem]:
    """Yield each document that is certainly of a day on the wrong side of that of the document to which it points."""
    for piece, link, other in linked(whole.pieces):
        first, then = (piece, other) if link.relation in BEFORE else (other, piece)
        if first.date and then.date and first.date.first is not None and then.date.last < first.date.first:
            place = _place(piece, dossier)
            yield problem("W526", place, document=called(then), date=_said(then.date), other=called(first), day=_said(first.date))


def _numbers(dossier: Dossier, _: Known, whole: DocumentSet) -> Iterator[Problem]:
    """Yield each addendum of which the one before it is not there, and each number that stands twice."""
    for stage in Stage:
        addenda = [each for each in whole.pieces if each.kind == Kind.ADDENDUM and each.about == stage and each.number]
        counted = Counter(each.number for each in addenda)
        numbers = {int(each) for each in counted if each.isascii() and each.isdecimal()}
        for each in addenda:
            before = int(each.number) - 1 if each.number.isascii() and each.number.isdecimal() else 0
            if before > 0 and before not in numbers:
                yield problem("W524", _place(each, dossier), number=each.number, before=before, other=_name(stage))
            if counted[each.number] > 1:
                yield problem("W525", _place(each, dossier), number=each.number, count=counted[each.number], other=_name(stage))


def _apart(one: FuzzyDate, other: FuzzyDate) -> bool:
    """Say whether two dates are certainly not of one day."""
    return (one.first is not None and other.last < one.first) or (other.first is not None and one.last < other.first)


_RULES: tuple[Callable[[Dossier, Known, DocumentSet], Iterator[Problem]], ...] = (_security, _grant, _unsigned, _order, _numbers)
