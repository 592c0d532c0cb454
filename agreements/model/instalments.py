"""The subsidy of a signed agreement by its instalments, as of a day: what waits for its milestone, what may be asked for, what was paid.

The agreement only says what comes before an advance (clause `milestones`): whether and when it is paid is decided by the authority. Amounts
are exact euros. A percentage is worked out only where what was granted is one firm figure; of "at most" an amount is also at most.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, localcontext
from enum import StrEnum

from agreements.model.dossier import Dossier, Figure, Funding, Milestone
from agreements.model.dossier_kinds import FundingStep
from agreements.model.funding import in_force
from agreements.model.portfolio import Sure, sure
from agreements.model.reaching import REACHED, Marked
from agreements.model.values import EUROS, FuzzyDate, Unit, Wording

EXACT = Context(prec=100)
"""In which euros are reckoned: no amount that a dossier can hold, times another, has so many digits."""

_FIRM = {Wording.EXACT, Wording.UP_TO}
_HUNDRED = 2
"""How many places the point moves to the left for a hundredth."""


class Standing(StrEnum):
    """How an instalment stands."""

    PAID = "paid"
    PARTLY = "partly"  # less was paid than it is
    PAYABLE = "payable"  # its milestone was reached: it may be considered for an advance
    PERHAPS = "perhaps"  # a day that is not known exactly leaves open whether its milestone was reached, or whether it was paid
    HELD = "held"  # its milestone was not reached
    PAID_UNMET = "paid_unmet"  # something was paid, and its milestone was not reached


@dataclass(frozen=True, slots=True)
class Instalment:
    """The part of the subsidy that waits for a milestone. `amount`, `paid` and `left` are euros, None where nobody can say.

    `ceiling`: the amount is at most that. `left` is 0 when more was paid (`overpaid`). `since` is when the milestone was reached.
    `early`: something was paid before that day.
    """

    milestone: Milestone
    said: Figure
    amount: Decimal | None
    ceiling: bool
    standing: Standing
    since: FuzzyDate | None = None
    payments: tuple[Funding, ...] = ()
    paid: Decimal | None = None
    left: Decimal | None = None
    early: bool = False

    @property
    def overpaid(self) -> bool:
        """Say whether more was certainly paid than the part is."""
        return self.amount is not None and self.paid is not None and self.paid > self.amount


@dataclass(frozen=True, slots=True)
class Subsidy:
    """What was granted and paid. `granted` is None unless it is one firm figure; `remainder` is what waits for no milestone.

    The remainder is below nothing where the parts are together more than what was granted.
    `several` says that more than one grant is in force, or that one is no firm figure; `loose` are payments that name no milestone.
    """

    granted: Figure | None
    several: bool
    instalments: tuple[Instalment, ...]
    remainder: Decimal | None = None
    loose: tuple[Funding, ...] = ()

    @property
    def euros(self) -> Decimal | None:
        """Return what was granted in euros; None unless it is one firm figure."""
        return in_euros(self.granted) if self.granted is not None else None


def in_euros(figure: Figure) -> Decimal | None:
    """Return an amount of money that is one figure, exactly; None for a range, words as "about", and what is no money."""
    if figure.amount is None or figure.unit not in EUROS or figure.wording not in _FIRM:
        return None
    return figure.amount.scaleb(EUROS[figure.unit])


def subsidy(dossier: Dossier, marked: Iterable[Marked], day: date) -> Subsidy:
    """Return what was granted, and each instalment with how it stands on a day."""
    with localcontext(EXACT):
        return _subsidy(dossier, marked, day)


def _subsidy(dossier: Dossier, marked: Iterable[Marked], day: date) -> Subsidy:
    granted = _in_force(dossier, FundingStep.GRANTED, day)
    firm = granted[0].amount if len(granted) == 1 and in_euros(granted[0].amount) is not None else None
    paid = _in_force(dossier, FundingStep.PAID, day, Sure.POSSIBLY)
    found = tuple(_instalment(each, firm, paid, day) for each in marked if each.milestone.instalment is not None)
    named = {each.milestone.id for each in found}
    loose = tuple(each for each in paid if each.milestone not in named)
    return Subsidy(firm, bool(granted) and firm is None, found, _remainder(firm, found), loose)


def _in_force(dossier: Dossier, step: FundingStep, day: date, level: Sure = Sure.CERTAINLY) -> list[Funding]:
    return [each for each in dossier.funding if each.step is step and in_force(each, dossier.funding, day, level)]


def _remainder(granted: Figure | None, instalments: Sequence[Instalment]) -> Decimal | None:
    whole = in_euros(granted) if granted is not None else None
    amounts = [each.amount for each in instalments]
    if whole is None or any(each is None for each in amounts):
        return None
    return whole - sum((each for each in amounts if each is not None), Decimal(0))


def _instalment(marked: Marked, granted: Figure | None, paid: Iterable[Funding], day: date) -> Instalment:
    milestone = marked.milestone
    said = milestone.instalment
    if said is None:
        raise LookupError(milestone.id)  # left out before; said for the reader of types
    own = tuple(each for each in paid if each.milestone == milestone.id)
    certain = tuple(each for each in own if each.date is not None and sure(each.date, day) is Sure.CERTAINLY)
    amount, ceiling = _amount(said, granted)
    sums = [in_euros(each.amount) if each.amount.wording is Wording.EXACT else None for each in certain]
    whole = sum((each for each in sums if each is not None), Decimal(0)) if None not in sums and len(certain) == len(own) else None
    left = max(amount - whole, Decimal(0)) if amount is not None and whole is not None else None
    met = marked.met if marked.reached in REACHED else None
    standing = _standing(marked, own, certain, left)
    early = met is not None and any(_before(each, met) for each in own)
    return Instalment(milestone, said, amount, ceiling, standing, met, own, whole, left, early)


def _amount(said: Figure, granted: Figure | None) -> tuple[Decimal | None, bool]:
    """Return what an instalment is in euros, and whether that is at most so much."""
    if said.unit is not Unit.PERCENT:
        return in_euros(said), said.wording is Wording.UP_TO
    whole = in_euros(granted) if granted is not None else None
    if granted is None or whole is None or said.amount is None or said.wording not in _FIRM:
        return None, False
    return (whole * said.amount).scaleb(-_HUNDRED), Wording.UP_TO in {granted.wording, said.wording}


def _standing(marked: Marked, own: Sequence[Funding], certain: Sequence[Funding], left: Decimal | None) -> Standing:
    if marked.reached not in REACHED:
        if marked.met is not None or (own and not certain):
            return Standing.PERHAPS
        return Standing.PAID_UNMET if certain else Standing.HELD
    if own and not certain:
        return Standing.PERHAPS
    if not certain:
        return Standing.PAYABLE
    return Standing.PARTLY if left is not None and left > 0 else Standing.PAID


def _before(payment: Funding, met: FuzzyDate) -> bool:
    return payment.date is not None and met.first is not None and payment.date.last < met.first
