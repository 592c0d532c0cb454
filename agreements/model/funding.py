"""Money of the State by how far it has come: requested, reserved, granted and paid, each a sum of its own as of a day.

The steps are never added together: what is granted was requested before. An entry counts from its day until another that `replaces` it; one
without a day may have happened, and is possible only. Amounts at different price levels, or at none that is known, are apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from agreements.model.addable import ends_of
from agreements.model.dossier import Funding
from agreements.model.dossier_kinds import Boundary, FundingStep
from agreements.model.portfolio import Amount, Cell, Holding, Sure, amount_of, sure
from agreements.model.promised import Said


@dataclass(frozen=True, slots=True)
class Purse:
    """What money is added with: its step and price level; an unknown level is put side by side as stated."""

    step: FundingStep
    price_level: str

    @property
    def firm(self) -> bool:
        """Say whether what stands in it is known to be alike."""
        return self.price_level != Boundary.UNKNOWN


def funded(holdings: Iterable[Holding], day: date) -> Mapping[Purse, Cell]:
    """Return the sums of money on a day, in the order of the steps."""
    found: dict[Purse, Cell] = {}
    for holding in holdings:
        for each in holding.funding:
            purse = Purse(each.step, each.amount.price_level or str(Boundary.UNKNOWN))
            cell = Cell(*(_counted(each, holding.funding, day, level) for level in (Sure.CERTAINLY, Sure.POSSIBLY)))
            if cell != Cell():
                before = found.get(purse, Cell())
                found[purse] = Cell(before.certainly + cell.certainly, before.possibly + cell.possibly)
    order = list(FundingStep)
    return dict(sorted(found.items(), key=lambda each: (order.index(each[0].step), not each[0].firm, each[0].price_level)))


def _counted(each: Funding, every: Iterable[Funding], day: date, level: Sure) -> Amount:
    """Return what an entry adds at a level of certainty: nothing before its day, or once it was replaced."""
    return amount_of(_said(each)) if in_force(each, every, day, level) else Amount()


def in_force(each: Funding, every: Iterable[Funding], day: date, level: Sure) -> bool:
    """Say whether an entry counts at a level of certainty: from its day, until another took its place."""
    replaced = any(other.replaces == each.id and not other.withdrawn and _when(other, day) >= level for other in every)
    return not each.withdrawn and not replaced and _when(each, day) >= level


def _when(each: Funding, day: date) -> Sure:
    return sure(each.date, day) if each.date else Sure.POSSIBLY


def _said(each: Funding) -> Said:
    return Said(*ends_of(each.amount), "eur", each.amount.wording)
