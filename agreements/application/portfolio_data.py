"""A portfolio as data, in the shape that docs/commands.md describes: amounts as decimal strings in the base unit (tonnes, euros)."""

from __future__ import annotations

from dataclasses import asdict
from decimal import Decimal

from agreements.application.board import Line
from agreements.application.portfolio import Portfolio, Stand
from agreements.model.addable import Column
from agreements.model.bottlenecks import Bottleneck
from agreements.model.encoding import interval
from agreements.model.funding import Purse
from agreements.model.pledges import Pledge
from agreements.model.portfolio import Amount, Apart, Cell, Sure
from agreements.model.promised import Said, Stated

_SURE = {Sure.NOT: None, Sure.POSSIBLY: "possibly", Sure.CERTAINLY: "certainly"}


def as_data(found: Portfolio) -> dict[str, object]:
    """Return a portfolio as data."""
    question, sums = found.question, found.sums
    return {
        "at": question.day.isoformat(),
        "as_known": question.as_known or None,
        "year": question.year,
        "public": question.public,
        "signed": {stage.value: {"certainly": certain, "possibly": possible} for stage, (certain, possible) in found.signed.items()},
        "companies": [_stand(each) for each in found.stands],
        "left_out": found.left_out,
        "states": [
            {"phase": asdict(each.phase), "state": asdict(each.state), "companies": each.companies, "since": each.since}
            for each in found.states
        ],
        "columns": [
            {
                **_column(column),
                **_cell(cell),
                "clusters": {where: _cell(part) for (of, where), part in sums.clusters.items() if of == column},
                "stages": {where.value: _cell(part) for (of, where), part in sums.stages.items() if of == column},
            }
            for column, cell in sums.columns.items()
        ],
        "funding": [_purse(purse, cell) for purse, cell in found.funded.items()],
        "bottlenecks": [_bottleneck(each) for each in found.blocked],
        "pledges": [_pledge(each) for each in found.owed],
        "not_added": {reason.value: count for reason, count in sums.apart.items()},
        "apart": [apart_as_data(each) for each in found.apart],
    }


def _purse(purse: Purse, cell: Cell) -> dict[str, object]:
    return {"step": purse.step, "price_level": purse.price_level, "alike": purse.firm, **_cell(cell)}


def _bottleneck(each: Bottleneck) -> dict[str, object]:
    """Return what blocks, with what waits for it: named by the precondition, or perhaps, where it does not say what."""
    return {
        "kind": each.kind,
        "owner": asdict(each.owner) if each.owner else None,
        "overdue": each.overdue,
        "late": each.late,
        "preconditions": [
            {"company": company, "id": one.id, "what": asdict(one.what), "wanted": interval(one.wanted), "for": list(one.commitments)}
            for company, one in each.preconditions
        ],
        "waiting": [{**_column(column), **_cell(cell)} for column, cell in each.named.items()],
        "perhaps": [{**_column(column), **_cell(cell)} for column, cell in each.perhaps.items()],
    }


def _pledge(each: Pledge) -> dict[str, object]:
    return {
        "id": each.id,
        "kind": each.kind,
        "what": asdict(each.what),
        "chamber": each.chamber,
        "by": asdict(each.by) if each.by else None,
        "made": interval(each.made),
        "due": interval(each.due),
        "reference": each.reference or None,
    }


def _stand(each: Stand) -> dict[str, object]:
    return {
        "company": each.company,
        "name": each.name,
        "cluster": each.cluster or None,
        "stage": each.stage,
        "possibly": each.possibly,
        "since": interval(each.since),
        "days": {"fewest": each.days[0], "most": each.days[1]} if each.days else None,
        "ended": interval(each.ended),
        "ended_certainty": _SURE[each.ended_sure],
        "case": _case(each.line),
    }


def _case(line: Line | None) -> dict[str, object] | None:
    """Return where the case of a company stands now and whom it waits for."""
    if line is None or line.place is None:
        return None
    waiting = [{"what": asdict(each.what), "whom": asdict(each.whom), "member": each.member or None} for each in line.waiting]
    place = line.place
    return {"state": place.state_id, "label": asdict(place.state), "since": place.since, "waiting": waiting}


def _column(column: Column) -> dict[str, object]:
    return {**{name: value or None for name, value in asdict(column).items()}, "alike": column.firm}


def _cell(cell: Cell) -> dict[str, object]:
    return {"certainly": _amount(cell.certainly), "possibly": _amount(cell.possibly)}


def _amount(amount: Amount) -> dict[str, object]:
    return {
        "count": amount.count,
        "low": decimal(amount.low),
        "high": decimal(amount.high),
        "without_low": amount.without_low,
        "without_high": amount.without_high,
        "about": amount.about,
    }


def decimal(millionths: int) -> str:
    """Return millionths as a decimal of the base unit, with no more decimals than it has."""
    amount = Decimal(millionths) / 10**6
    return str(int(amount)) if amount == int(amount) else f"{amount.normalize():f}"


def apart_as_data(each: Apart) -> dict[str, object]:
    """Return one promise with why it is not added; null when it is."""
    return {"company": each.company, **stated_as_data(each.stated), "reason": each.reason}


def stated_as_data(each: Stated) -> dict[str, object]:
    """Return what was promised, as said."""
    return {
        "commitment": each.commitment,
        "stage": each.stage,
        "aspect": each.aspect,
        "party": each.party,
        "indicator": each.indicator,
        "nature": each.nature,
        **_said(each.said),
        "source": each.source or None,
        "visibility": each.visibility,
    }


def _said(said: Said) -> dict[str, object]:
    ends = {name: None if end is None else decimal(end) for name, end in (("low", said.low), ("high", said.high))}
    rest = {name: value or None for name, value in asdict(said).items() if name not in ends}
    return {**ends, **rest}
