"""What a portfolio asks of one company as rows beside the events, and the company out of those rows again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from agreements.model.addable import ends_of
from agreements.model.dossier import Dossier, Figure, Funding, Precondition, Quoted, Slug
from agreements.model.dossier_kinds import FundingStep, HistoryEvent, Indicator, Nature, PartyKind, PreconditionKind, Stage, Visibility
from agreements.model.portfolio import ENDED as ENDED_WEIGHT
from agreements.model.portfolio import WEIGHTS, Amount, Group, Holding, Kin, Stood, amount_of, ended_by, kin_of
from agreements.model.promised import STAGES, Said, Stated, key_of, place_of, stated
from agreements.model.values import FuzzyDate, LocalText, Precision, Unit, Wording, parse_date
from agreements.record.record import Reading
from agreements.record.sums import Summed, Weights
from agreements.record.tables import (
    ALIAS,
    ENDED,
    FIGURE,
    FUNDING,
    KIN,
    PRECONDITION,
    PROMISE,
    SIGNING,
    TALLY,
    Alias,
    Ended,
    FundingRow,
    KinRow,
    PreconditionRow,
    PromiseRow,
    Row,
    Signing,
    Tally,
)
from agreements.record.tables import Figure as FigureRow
from agreements.record.values import Rows, effective_date
from agreements.workflow.case import Case
from agreements.workflow.definition import Outcome
from agreements.workflow.encoding import date_text
from agreements.workflow.projections import signings

MADE = 2
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
        PRECONDITION.name: [_precondition_row(stream, each) for each in dossier.preconditions if not each.withdrawn],
        FUNDING.name: [_funding_row(stream, each) for each in dossier.funding if not each.withdrawn],
    }


_OF_A_DOSSIER = (FIGURE, PROMISE, TALLY, KIN, ALIAS, PRECONDITION, FUNDING)
NO_PROMISES: Rows = {table.name: () for table in _OF_A_DOSSIER}


def _figure(stream: str, each: Stated) -> FigureRow:
    said = each.said
    return FigureRow(
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


def _precondition_row(stream: str, each: Precondition) -> PreconditionRow:
    owner, waiting = each.owner or LocalText("", ""), " ".join(each.commitments)
    wanted, met, expected = (date_text(when) if when else "" for when in (each.wanted, each.met, each.expected))
    visibility = each.visibility or Visibility.INTERNAL
    named = (stream, each.id, each.kind, each.what.nl, each.what.en, owner.nl, owner.en)
    return PreconditionRow(*named, wanted, met, waiting, visibility, expected)


def _funding_row(stream: str, each: Funding) -> FundingRow:
    amount, visibility = each.amount, each.visibility or Visibility.INTERNAL
    day = date_text(each.date) if each.date else ""
    said = (*ends_of(amount), amount.wording, amount.price_level or "")
    return FundingRow(stream, each.id, each.step, *said, day, each.replaces or "", visibility)


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
        preconditions = tuple(map(_precondition, tables.preconditions.get(stream, ())))
        funding = tuple(map(_funding, tables.funding.get(stream, ())))
        yield Holding(company, name, cluster, _kin(tables, stream), signed, ended, promised, preconditions, funding)


@dataclass(frozen=True, slots=True)
class Tables:
    """The rows of some companies, by stream and in the order of their keys."""

    signed: Mapping[str, list[Signing]]
    ended: Mapping[str, list[Ended]]
    figures: Mapping[str, list[FigureRow]]
    rest: Mapping[str, list[PromiseRow]]
    kin: Mapping[str, list[KinRow]]
    aliases: Mapping[str, list[Alias]]
    preconditions: Mapping[str, list[PreconditionRow]]
    funding: Mapping[str, list[FundingRow]]

    @classmethod
    def of(cls, reading: Reading, **of: str) -> Tables:
        """Return the rows of all companies, or of the one stream `of` which is asked: one query a table."""
        tables = (SIGNING, ENDED, FIGURE, PROMISE, KIN, ALIAS, PRECONDITION, FUNDING)
        return cls(*(_by_stream(reading.query(table, **of)) for table in tables))


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


def funding_by_company(rows: Sequence[FundingRow]) -> Iterator[tuple[str, tuple[Funding, ...]]]:
    """Yield each company with its money."""
    for stream, some in _by_stream(rows).items():
        yield stream.partition("/")[2], tuple(map(_funding, some))


def _precondition(row: PreconditionRow) -> Precondition:
    return Precondition(
        id=Slug(row.id),
        kind=PreconditionKind(row.kind),
        what=LocalText(row.what_nl, row.what_en),
        owner=LocalText(row.owner_nl, row.owner_en) if row.owner_nl else None,
        wanted=effective_date(row.wanted) if row.wanted else None,
        expected=effective_date(row.expected) if row.expected else None,
        met=effective_date(row.met) if row.met else None,
        commitments=tuple(map(Slug, row.commitments.split())),
        visibility=Visibility(row.visibility),
    )


def _funding(row: FundingRow) -> Funding:
    low, high = (None if end is None else Decimal(end).scaleb(-6) for end in (row.low, row.high))
    amount = Figure(unit=Unit.EUR, wording=Wording(row.wording), price_level=Quoted(row.price_level) if row.price_level else None)
    return Funding(
        id=Slug(row.id),
        step=FundingStep(row.step),
        amount=replace(amount, amount=low) if low == high else replace(amount, at_least=low, at_most=high),
        date=effective_date(row.day) if row.day else None,
        replaces=Slug(row.replaces) if row.replaces else None,
        visibility=Visibility(row.visibility),
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


def _stated(row: FigureRow, more: PromiseRow) -> Stated:
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
