"""What a portfolio asks of one company as rows beside the events, and the company out of those rows again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.model.dossier import Dossier, HistoryEvent, Indicator, Nature, PartyKind, Stage, Visibility
from agreements.model.portfolio import ENDED as ENDED_WEIGHT
from agreements.model.portfolio import WEIGHTS, Amount, Group, Holding, Kin, Stood, amount_of, ended_by, kin_of
from agreements.model.promised import STAGES, Said, Stated, key_of, place_of, stated
from agreements.model.values import FuzzyDate, Precision, Wording, parse_date
from agreements.record.record import Reading
from agreements.record.sums import Summed, Weights
from agreements.record.tables import (
    ALIAS,
    ENDED,
    FIGURE,
    KIN,
    PROMISE,
    SIGNING,
    TALLY,
    Alias,
    Ended,
    Figure,
    KinRow,
    PromiseRow,
    Row,
    Signing,
    Tally,
)
from agreements.record.values import Rows
from agreements.workflow.case import Case
from agreements.workflow.definition import Outcome
from agreements.workflow.projections import signings

MADE = 1
"""The number of the rules by which rows are made here; it goes up when they change, so that nobody adds rows of two rules."""

BY_STAGE = Weights({stage.value: weight for stage, weight in WEIGHTS.items()}, ENDED_WEIGHT)
CARRIED_ON = {Outcome.SETTLED, Outcome.SIGNED}
_FULL = 2**62


# Out of a dossier


def promise_rows(stream: str, dossier: Dossier) -> Rows:
    """Return the rows of all that a dossier promises."""
    found = list(stated(dossier))
    return {
        FIGURE.name: [_figure(stream, each) for each in found],
        PROMISE.name: [_promise(stream, each) for each in found],
        TALLY.name: list(_tallies(stream, str(dossier.company.cluster or ""), found)),
        **_kin_rows(stream, kin_of(dossier)),
    }


NO_PROMISES: Rows = dict.fromkeys((FIGURE.name, PROMISE.name, TALLY.name, KIN.name, ALIAS.name), ())


def _figure(stream: str, each: Stated) -> Figure:
    said = each.said
    return Figure(
        stream=stream,
        commitment=each.commitment,
        stage=each.stage,
        aspect=each.aspect,
        party=each.party,
        indicator=each.indicator,
        nature=each.nature,
        wording=said.wording,
        low=said.low,
        high=said.high,
        unit=said.unit,
        year=said.year,
        boundary=said.boundary,
        above=said.above,
        source=each.source,
        visibility=each.visibility,
    )


def _promise(stream: str, each: Stated) -> PromiseRow:
    said = each.said
    return PromiseRow(
        stream,
        each.commitment,
        each.stage,
        each.aspect,
        " ".join(each.later),
        key_of(each.place),
        said.before,
        said.baseline,
        said.price_level,
    )


def _tallies(stream: str, cluster: str, found: Iterable[Stated]) -> Iterator[Tally]:
    """Yield what a company promises, added where it is alike; a sum larger than a database holds goes on in the next part."""
    sums: dict[tuple[str, int, int], Amount] = {}
    part = 0
    for each in found:
        kind, opened = _kind(each, cluster), int(each.visibility is Visibility.PUBLIC)
        amount = amount_of(each.said)
        before = sums.get((kind, opened, part), Amount())
        if max(before.low + amount.low, before.high + amount.high) > _FULL and before.count:
            part, before = part + 1, Amount()
        sums[kind, opened, part] = before + amount
    for (kind, opened, number), total in sums.items():
        counts = (total.count, total.low, total.high, total.without_low, total.without_high, total.about)
        yield Tally(stream, kind, opened, number, *counts)


def _kind(each: Stated, cluster: str) -> str:
    """Return all that decides whether and where a promise counts, in one text: a database groups by one text faster than by four."""
    return "|".join((each.stage, " ".join(each.later), cluster, key_of(each.place)))


def _kin_rows(stream: str, kin: Kin) -> Rows:
    row = KinRow(stream, kin.number, kin.parent, kin.parent_number, MADE)
    return {KIN.name: [row], ALIAS.name: [Alias(stream, name) for name in sorted(kin.names)]}


# Out of a case


def ended_rows(stream: str, case: Case | None) -> Rows:
    """Return the row that says when the talks with a company ended, if they did."""
    when = ended_of(case) if case else None
    return {ENDED.name: [] if when is None else [Ended(stream, when.first.isoformat() if when.first else "", when.last.isoformat())]}


def ended_of(case: Case) -> FuzzyDate | None:
    """Return when the talks of a case ended: by a dated fact, or because it stands in an end in which nothing is carried on."""
    stops = [each.date for each in case.history if each.event is HistoryEvent.STOPPED]
    given_up = case.at.outcome is not None and case.at.outcome not in CARRIED_ON
    return ended_by((each.date for each in signings(case)), [*stops, *([case.since] if given_up else [])])


# Out of rows


def holdings_from(names: Mapping[str, tuple[str, str]], tables: Tables) -> Iterator[Holding]:
    """Yield the companies of rows; `names` are the name and cluster by stream, and the order."""
    for stream, (name, cluster) in names.items():
        signed = {Stage(each.instrument): _date(each.first, each.last) for each in tables.signed.get(stream, ())}
        ended = next((_date(each.first, each.last) for each in tables.ended.get(stream, ())), None)
        promised = tuple(map(_stated, tables.figures.get(stream, ()), tables.rest.get(stream, ())))
        company = stream.partition("/")[2]
        yield Holding(company, name, cluster, _kin(tables, stream), signed, ended, promised)


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of some companies, by stream and in the order of their keys."""

    signed: Mapping[str, list[Signing]]
    ended: Mapping[str, list[Ended]]
    figures: Mapping[str, list[Figure]]
    rest: Mapping[str, list[PromiseRow]]
    kin: Mapping[str, list[KinRow]]
    aliases: Mapping[str, list[Alias]]

    @classmethod
    def of(cls, reading: Reading, **of: str) -> Tables:
        """Return the rows of all companies, or of the one stream `of` which is asked: one query a table."""
        signed, ended, kin = (reading.query(SIGNING, **of), reading.query(ENDED, **of), reading.query(KIN, **of))
        figures, rest, aliases = (reading.query(FIGURE, **of), reading.query(PROMISE, **of), reading.query(ALIAS, **of))
        return cls(*map(_by_stream, (signed, ended, figures, rest, kin, aliases)))  # type: ignore[arg-type]  # each its own rows


def _by_stream(rows: Sequence[Row]) -> Mapping[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for each in rows:
        found.setdefault(str(each[0]), []).append(each)
    return found


def _kin(tables: Tables, stream: str) -> Kin:
    """Return by what a company is known."""
    (row,) = tables.kin[stream]
    return Kin(
        stream.partition("/")[2],
        frozenset(each.name for each in tables.aliases.get(stream, ())),
        row.number,
        row.parent,
        row.parent_number,
    )


def _date(first: str, last: str) -> FuzzyDate:
    """Return a date of which the days between which it lies are known; the precision that a day, month or year has is told by them."""
    start, end = date.fromisoformat(first) if first else None, date.fromisoformat(last)
    if start is None:
        return FuzzyDate(Precision.BEFORE, None, end)
    return FuzzyDate(_precision(start, end), start, end)


def _precision(first: date, last: date) -> Precision:
    if first == last:
        return Precision.DAY
    for precision, text in ((Precision.MONTH, f"{first:%Y-%m}"), (Precision.YEAR, f"{first:%Y}")):
        if parse_date(text) == FuzzyDate(precision, first, last):
            return precision
    return Precision.INTERVAL


def _stated(row: Figure, more: PromiseRow) -> Stated:
    place = (row.low, row.high, row.unit, Wording(row.wording), row.year, more.before_year, more.baseline)
    return Stated(
        commitment=row.commitment,
        stage=Stage(row.stage),
        later=_stages(more.later),
        party=PartyKind(row.party),
        indicator=Indicator(row.indicator),
        nature=Nature(row.nature),
        aspect=row.aspect,
        said=Said(*place, row.boundary, row.above, more.price_level),
        place=place_of(more.place),
        source=row.source,
        visibility=Visibility(row.visibility),
    )


def _stages(text: str) -> tuple[Stage, ...]:
    return tuple(each for each in STAGES if each in text.split())


def group_from(row: Summed) -> Group:
    """Return the promises of very many companies that the database added."""
    amount = Amount(row.promises, row.low, row.high, row.without_low, row.without_high, row.about)
    stage, later, cluster, place = row.kind.split("|", 3)
    return Group(cluster, Stage(stage), _stages(later), place_of(place), Stood.of(row.number), amount)
