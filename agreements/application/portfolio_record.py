"""Use case: the portfolio of all that the record holds, from rows: one query a table, and of very many companies sums only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from agreements.application.board import lines_of
from agreements.application.casework import companies, company_stream, entries
from agreements.application.dossiers import fold_dossier
from agreements.application.portfolio import LARGEST, Portfolio, Question, State, holding_of, portfolio_of
from agreements.application.portfolio_rows import BY_STAGE, MADE, Tables, ended_of, funding_by_company, group_from, holdings_from
from agreements.model.bottlenecks import bottlenecks
from agreements.model.dossier_kinds import Stage
from agreements.model.funding import funded
from agreements.model.portfolio import Holding, Kin, Stood, Sure, groups_of, sums
from agreements.model.promised import STAGES
from agreements.model.values import LocalText
from agreements.problems import AgreementsError, Where, problem
from agreements.record.record import Reading, Record
from agreements.record.tables import DOSSIER, FUNDING, PRECONDITION
from agreements.workflow.case import fold
from agreements.workflow.projections import as_known, signed_on


def of_record(record: Record, question: Question) -> Portfolio:
    """Return the portfolio of the record; raise AgreementsError when its rows were made by other rules than those of this version."""
    with record.snapshot() as reading:
        if question.as_known:
            return portfolio_of(_known(reading, question.as_known), question)
        count, made = reading.dossiers()
        if count and made != MADE:  # a sum would be short and would not show it
            raise AgreementsError(problem("E888", Where(reading.place)))
        if count > LARGEST and not question.every:
            return _of_many(reading, count, question)
        lines = {each.company: each for each in lines_of(reading)} if question.today and not question.public else {}
        found = portfolio_of(holdings_from(_names(reading), Tables.of(reading)), question)
        return replace(found, stands=tuple(replace(each, line=lines.get(each.company)) for each in found.stands))


def _names(reading: Reading, **of: str) -> Mapping[str, tuple[str, str]]:
    """Return the name and cluster of each company by its stream."""
    return {str(stream): (str(name), str(cluster)) for stream, name, cluster in reading.columns(DOSSIER, "stream", "name", "cluster", **of)}


def _known(reading: Reading, instant: str) -> Iterator[Holding]:
    """Yield what the record held of each company at an instant, from the events."""
    for company in companies(reading):
        recorded = [each for each in reading.load(company_stream(company)) if each.recorded <= instant]
        kept = fold_dossier(company, recorded)
        if kept is None:
            continue
        dossier = kept.dossier()
        history = as_known(tuple(entries(recorded)), instant)
        case = fold(history) if history else None
        yield replace(holding_of(dossier), signed=signed_on(case) if case else {}, ended=ended_of(case) if case else None)


# Very many


def _of_many(reading: Reading, count: int, question: Question) -> Portfolio:
    """Return sums without lists: the database adds, and only who is kin of another, or waits for something, is looked at one by one."""
    kindred = reading.kindred()
    held = _looked_at(reading, question, kindred)
    found = [each for each in groups_of(held, question.day) if question.shows(each[1])]
    day = question.day.isoformat()
    rows = reading.tallies(day, BY_STAGE, opened=question.public, without=kindred)
    kin = (group for holding, _, group in found if company_stream(holding.company) in set(kindred))
    return Portfolio(
        question,
        (),
        _signed(reading, question),
        sums([*map(group_from, rows), *kin], question.year),
        funded=funded(_with_money(reading, question), question.day),
        blocked=bottlenecks(found, filter(question.names, held), question.day, question.year),
        left_out=count,
        states=_states(reading) if question.today and not question.public else (),
    )


def _looked_at(reading: Reading, question: Question, kindred: Sequence[str]) -> list[Holding]:
    """Return the companies that are kin of another, and those that wait for something, as long as these are not very many too."""
    waiting = {str(stream) for (stream,) in reading.columns(PRECONDITION, "stream")}
    streams = sorted({*kindred, *(waiting if len(waiting) <= LARGEST else ())})
    held = (each for stream in streams for each in holdings_from(_names(reading, stream=stream), Tables.of(reading, stream=stream)))
    return [question.of(each) for each in held]


def _with_money(reading: Reading, question: Question) -> Iterator[Holding]:
    """Yield the companies with money, and nothing else of them."""
    for company, funding in funding_by_company(reading.query(FUNDING)):
        yield question.of(Holding(company, "", "", Kin(company, frozenset()), {}, None, (), (), funding))


def _signed(reading: Reading, question: Question) -> Mapping[Stage, tuple[int, int]]:
    counts = dict.fromkeys(STAGES, (0, 0))
    for each in reading.numbers(question.day.isoformat(), BY_STAGE, opened=question.public):
        stood = Stood.of(each.number)
        certain, possible = stood.at_least(Sure.CERTAINLY), stood.at_least(Sure.POSSIBLY)
        counts = {
            stage: (sure + each.streams * (stage in certain), perhaps + each.streams * (stage in possible))
            for stage, (sure, perhaps) in counts.items()
        }
    return counts


def _states(reading: Reading) -> tuple[State, ...]:
    return tuple(
        State(LocalText(each.phase_nl, each.phase_en), LocalText(each.state_nl, each.state_en), each.streams, each.since)
        for each in reading.states()
    )
