"""When a legal term ends, and why: statutory terms under the Algemene termijnenwet (Atw), all others by their own rule.

**Counting.** A term counts from an event, and its first day is the day after, as arts 6:8(1) and 7:10(1) Algemene wet bestuursrecht (Awb)
put it: six weeks from a Wednesday end on a Wednesday. A term in months or years ends on the day with the number of the event's day, and on
the last day of the month only when that month has no such day: three months from 29 February end on 29 May (Hoge Raad 1 September 2017,
ECLI:NL:HR:2017:2225). A term that is counted back from an event has the day before it as its first day: ten days before the 20th is the
10th; who must leave ten whole days between counts eleven.

**Statutory terms** (set by an act or an order in council, arts 1 and 5 Atw). In this order: art. 4 decides whether the Atw applies; art.
1(1) carries an end on a rest day to the next working day, but not for a term counted back (art. 1(2)); art. 2 then extends a term of at
least three days until it holds two working days. Art. 2 makes no exception for a term counted back, which is extended further back.

**Contractual and policy terms** end on their last day, rest day or not, unless agreement or policy declares that the Atw applies by
analogy. Working days leave out Saturdays, Sundays and the days of art. 3 Atw.

Terms set by the European Union have a regulation of their own (1182/71) and are not reckoned here.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

from agreements.model.legal_days import KNOWN_FROM, KNOWN_UNTIL, ONE_DAY, is_working_day, rest_on
from agreements.model.legal_reasons import (
    ByAnalogy,
    CountedBack,
    DecreeUnknown,
    Extended,
    InWorkingDays,
    Legal,
    MonthTooShort,
    NotStatutory,
    Outside,
    OutsideAct,
    Reason,
    RestDay,
    RolledOn,
    Suspended,
    TermUnit,
    TwoWorkingDays,
    WithoutEffect,
)

_LONGEST = {TermUnit.DAYS: (90, Outside.DAYS), TermUnit.WEEKS: (12, Outside.WEEKS), TermUnit.MONTHS: (3, Outside.MONTHS)}
_BY_WORDING = {Outside.HOURS, Outside.DAYS, Outside.WEEKS, Outside.MONTHS, Outside.YEARS}
_AT_LEAST = 3
"""Days, from which art. 2 Atw asks for two working days."""
_WORKING_DAYS = 2
_MOST = 36_525
"""No amount is larger: a century of days. It bounds the work that a term from outside can ask for."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term as it is worded.

    `outside` is what the wording does not show: a statutory term to which the Atw does not apply because of its subject or of the rule that
    sets it. `by_analogy` is for other terms: agreement or policy declares that the Atw applies. Raises ValueError for an amount under 1 or
    over a century of days, and for an `outside` or `by_analogy` that does not go with the rest.
    """

    amount: int
    unit: TermUnit
    legal: Legal
    back: bool = False
    outside: Outside | None = None
    by_analogy: bool = False

    def __post_init__(self) -> None:
        """Refuse what no term can be."""
        statutory = self.legal is Legal.STATUTORY
        misplaced = self.by_analogy if statutory else self.outside is not None
        if misplaced or not 1 <= self.amount <= _MOST or self.outside in _BY_WORDING:
            raise ValueError(self)


@dataclass(frozen=True, slots=True)
class Suspension:
    """Days on which a term does not run, from `first` up to and including `last`; None while it lasts. `ground` says why, for people.

    Under art. 4:15(1) Awb `first` is the day after the invitation and `last` the day before the application is complete. Raises ValueError
    when `last` comes before `first`.
    """

    first: date
    last: date | None
    ground: str

    def __post_init__(self) -> None:
        """Refuse a suspension that ends before it begins."""
        if self.last is not None and self.last < self.first:
            raise ValueError(self)


@dataclass(frozen=True, slots=True)
class Extension:
    """A further term that follows on the first (verdaging, as in arts 4:14(3) and 7:10(3) Awb). `ground` says why, for people.

    A notice under art. 4:14(1) Awb names a date but extends nothing; it is no entry here. Raises ValueError for hours, and for an amount
    under 1 or over a century of days.
    """

    amount: int
    unit: TermUnit
    ground: str

    def __post_init__(self) -> None:
        """Refuse what no extension can be."""
        if not 1 <= self.amount <= _MOST or self.unit is TermUnit.HOURS:
            raise ValueError(self)


Entry = Suspension | Extension


@dataclass(frozen=True, slots=True)
class Reckoned:
    """The last day of a term, and every rule that made it so, in the order in which they were applied."""

    last: date
    reasons: tuple[Reason, ...]

    @property
    def provisional(self) -> bool:
        """Tell whether a decree that is not known yet may still change the date."""
        return any(isinstance(reason, DecreeUnknown) for reason in self.reasons)


@dataclass(frozen=True, slots=True)
class StandsStill:
    """A term under a suspension that lasts has no last day; `earliest` is when it would end if it ran again from the day after `as_of`."""

    since: date
    ground: str
    as_of: date
    earliest: Reckoned


def reckon(start: date, term: Term) -> Reckoned:
    """Return the last day of a term that counts from an event on `start`; raise ValueError for hours and for what no calendar holds."""
    return _within_calendar(start, term, ())


def deadline(start: date, term: Term, ledger: Sequence[Entry], as_of: date) -> Reckoned | StandsStill:
    """Return the last day of a term with what befell it, or that it stands still on `as_of`.

    Each extension follows on the end of what came before, unrolled; days of suspension inside the term push the end on, overlapping ones
    once; the Atw is applied to the end only, and only if the term and every extension are within art. 4: in doubt the earlier date. Only a
    lasting suspension looks at `as_of`. Raises ValueError for hours, for a ledger on a term counted back, and for what no calendar holds.
    """
    if term.back and ledger:
        raise ValueError(term)
    lasting = [entry for entry in ledger if isinstance(entry, Suspension) and entry.last is None]
    ended = _within_calendar(start, term, [entry for entry in ledger if entry not in lasting])
    since = min(lasting, key=lambda entry: entry.first, default=None)
    if since is None:
        return ended
    if since.first > ended.last:
        without = (WithoutEffect(entry.first, entry.ground) for entry in lasting)
        return replace(ended, reasons=(*ended.reasons, *without))
    until_now = [replace(entry, last=max(as_of, entry.first)) if entry in lasting else entry for entry in ledger]
    return StandsStill(since.first, since.ground, as_of, _within_calendar(start, term, until_now))


@dataclass(frozen=True, slots=True)
class Rung:
    """A step of an escalation ladder: days from the last day of a term (negative is before it), and whom it tells."""

    offset_days: int
    to: str


def rung_dates(last: date, rungs: Sequence[Rung]) -> tuple[date, ...]:
    """Return the day of each rung, in the order of the rungs; raise ValueError for what no calendar holds.

    Rungs count calendar days: a reminder binds nobody and may come on a rest day.
    """
    with _no_calendar_holds(rungs):
        return tuple(last + timedelta(days=rung.offset_days) for rung in rungs)


def _within_calendar(start: date, term: Term, ledger: Sequence[Entry]) -> Reckoned:
    if term.unit is TermUnit.HOURS:
        raise ValueError(term)
    with _no_calendar_holds(term):
        return _Course(start, term, ledger).reckoned()


@contextmanager
def _no_calendar_holds(what: object) -> Iterator[None]:
    """Turn a day before year 1 or after year 9999 into ValueError."""
    try:
        yield
    except OverflowError as error:
        raise ValueError(what) from error


class _Course:
    """One term on its way from the event to its last day; `reasons` gathers each rule as it is applied."""

    def __init__(self, start: date, term: Term, ledger: Sequence[Entry]) -> None:
        self.start = start
        self.term = term
        self.suspensions = sorted((entry for entry in ledger if isinstance(entry, Suspension)), key=lambda entry: entry.first)
        self.extensions = [entry for entry in ledger if isinstance(entry, Extension)]
        self.pauses = _pauses(self.suspensions)
        self.step = -ONE_DAY if term.back else ONE_DAY
        self.reasons: list[Reason] = []

    def reckoned(self) -> Reckoned:
        end = self.counted(self.start, self.term)
        for extension in self.extensions:
            self.reasons.append(Extended(extension.amount, extension.unit, extension.ground))
            end = self.counted(end, extension)
        before_the_act = len(self.reasons)
        last = self.under_the_act(end)
        self.reasons[before_the_act:before_the_act] = self.befell(last)
        return Reckoned(last, (*self.reasons, *self.doubts(end, last)))

    def counted(self, after: date, part: Term | Extension) -> date:
        """Return the last day of a part whose first day follows `after`, before the Atw is applied."""
        if part.unit is TermUnit.WORKING_DAYS:
            self.reasons.append(InWorkingDays(part.amount))
            return self.working_days_on(after, part.amount)
        end = _on_calendar(after, -part.amount if self.term.back else part.amount, part.unit)
        if part.unit in {TermUnit.MONTHS, TermUnit.YEARS} and end.day != after.day:
            self.reasons.append(MonthTooShort(after.day, end))
        return self.pushed(after, end)

    def pushed(self, after: date, end: date) -> date:
        """Return the end moved on by the days of suspension before it; so moved it may meet the next suspension."""
        for first, last in self.pauses:
            if first <= end:
                end += _overlap(first, last, after + ONE_DAY, last) * ONE_DAY
        return end

    def following(self, day: date) -> date:
        """Return the next day on which the term runs."""
        day += self.step
        for first, last in self.pauses:
            if first <= day <= last:
                day = last + ONE_DAY
        return day

    def working_days_on(self, day: date, amount: int) -> date:
        for _ in range(amount):
            day = self.following(day)
            while not is_working_day(day):
                day = self.following(day)
        return day

    def under_the_act(self, end: date) -> date:
        regime = tuple(_regime(self.term, self.extensions))
        self.reasons += regime
        if any(isinstance(reason, OutsideAct | NotStatutory) for reason in regime):
            return end
        return self.two_working_days(self.rolled(end))

    def rolled(self, end: date) -> date:
        """Return the end after art. 1."""
        rest = rest_on(end)
        if rest is not None and self.term.back:
            self.reasons.append(CountedBack(RestDay(end, rest)))
            return end
        passed = []
        while rest is not None:
            passed.append(RestDay(end, rest))
            end = self.following(end)
            rest = rest_on(end)
        if passed:
            self.reasons.append(RolledOn(tuple(passed), end))
        return end

    def two_working_days(self, end: date) -> date:
        """Return the end after art. 2."""
        if self.term.unit is TermUnit.WORKING_DAYS or (self.term.unit is TermUnit.DAYS and self.term.amount < _AT_LEAST):
            return end
        second = self.working_days_on(self.start, _WORKING_DAYS)
        if not self.beyond(second, end):
            return end
        held = 0 if self.beyond(self.working_days_on(self.start, 1), end) else 1
        self.reasons.append(TwoWorkingDays(held, end, second))
        return second

    def beyond(self, day: date, end: date) -> bool:
        return day < end if self.term.back else day > end

    def befell(self, last: date) -> list[Reason]:
        """Return what each suspension did."""
        found: list[Reason] = []
        free = self.start + ONE_DAY
        for entry in self.suspensions:
            until = entry.last or entry.first
            days = _overlap(entry.first, until, free, last)
            found.append(Suspended(entry.first, until, days, entry.ground) if days else WithoutEffect(entry.first, entry.ground))
            free = max(free, until + ONE_DAY)
        return found

    def doubts(self, end: date, last: date) -> list[Reason]:
        """Return a warning when the date turns on days of which nobody knows yet whether they are working days."""
        if any(isinstance(reason, InWorkingDays) for reason in self.reasons):
            looked_at = (self.start, last)
        elif any(isinstance(reason, OutsideAct | NotStatutory) for reason in self.reasons):
            return []
        else:
            looked_at = (end, last)
        known = min(looked_at) >= KNOWN_FROM and max(looked_at) <= KNOWN_UNTIL
        return [] if known else [DecreeUnknown(KNOWN_FROM, KNOWN_UNTIL)]


def _regime(term: Term, extensions: Sequence[Extension]) -> Iterator[Reason]:
    """Yield what decides whether the Atw applies; nothing for a statutory term to which it simply does."""
    if term.by_analogy:
        yield ByAnalogy(term.legal)
    elif term.legal is not Legal.STATUTORY:
        yield NotStatutory(term.legal)
        return
    parts: Sequence[Term | Extension] = (term, *extensions)
    outside = term.outside or next(filter(None, (_by_wording(part.amount, part.unit) for part in parts)), None)
    if outside is not None:
        yield OutsideAct(outside)


def _by_wording(amount: int, unit: TermUnit) -> Outside | None:
    """Return what puts a term outside the Atw by art. 4(a)."""
    match unit:
        case TermUnit.HOURS:
            return Outside.HOURS
        case TermUnit.YEARS:
            return Outside.YEARS
        case TermUnit.WORKING_DAYS:
            return None  # it ends on a working day and holds enough of them, within the Atw or not
        case _:
            most, outside = _LONGEST[unit]
            return outside if amount > most else None


def _on_calendar(day: date, amount: int, unit: TermUnit) -> date:
    """Return the day so many days, weeks, months or years on; the last of the month where it has no day with that number."""
    if unit is TermUnit.DAYS or unit is TermUnit.WEEKS:
        return day + timedelta(days=amount if unit is TermUnit.DAYS else 7 * amount)
    months = day.year * 12 + day.month - 1 + (12 * amount if unit is TermUnit.YEARS else amount)
    year, month = divmod(months, 12)
    if not date.min.year <= year <= date.max.year:
        raise OverflowError(amount)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _pauses(suspensions: Sequence[Suspension]) -> list[tuple[date, date]]:
    """Return the days of suspension as stretches that do not touch, in order; one that lasts goes on for ever."""
    merged: list[tuple[date, date]] = []
    for first, last in sorted((entry.first, entry.last or date.max) for entry in suspensions):
        if merged and (first - merged[-1][1]).days <= 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return merged


def _overlap(first: date, last: date, low: date, high: date) -> int:
    """Return how many days of `first` to `last` lie in `low` to `high`, ends included."""
    return max((min(last, high) - max(first, low)).days + 1, 0)
