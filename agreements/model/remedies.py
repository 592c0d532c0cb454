"""What a failure to perform can lead to under the signed agreement, as of a day: the ladder of its clauses, and nothing beyond it.

Nothing here decides: the agreement says what the State *can* do, and recovery takes place by decision only (clause `recovery`; arts 4:46 to
4:49 and 4:57 Awb). Force majeure, proportionality and what the parties arranged outside the record are not weighed.

The ladder (clauses `default`, `penalty`, `recovery`, `termination` of the template `maatwerkafspraak`): warning; a remedy plan within six
weeks; a remedy period of three months from the first warning, or as long as the State accepted; meanwhile advances can be suspended;
after it lowering or withdrawal of the grant, a penalty where one was agreed, and termination. Terms are those of the agreement: they run
from the day after the warning and end on their last day, rest day or not. Of a fallback that was accepted only what is said below is
reckoned with: each trigger names the clauses whose words must be read.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, localcontext
from enum import StrEnum

from agreements.model.accounts import Account, Outcome
from agreements.model.answering import position, single_figure
from agreements.model.dossier import Dossier, WrittenWarning
from agreements.model.dossier_kinds import Indicator, Nature, PartyKind
from agreements.model.instalments import EXACT, Instalment, Standing, Subsidy, in_euros
from agreements.model.legal_calendar import Term, reckon
from agreements.model.legal_reasons import Legal, TermUnit
from agreements.model.portfolio import Sure, sure
from agreements.model.reaching import Marked, Reached, whole_months
from agreements.model.values import Wording
from agreements.model.yearly import Owed, Sent

PLAN = Term(6, TermUnit.WEEKS, Legal.CONTRACTUAL)
"""Within which a remedy plan comes after the warning (`default.plan`)."""
PERIOD = Term(3, TermUnit.MONTHS, Legal.CONTRACTUAL)
LONGER_PERIOD = Term(9, TermUnit.MONTHS, Legal.CONTRACTUAL)
"""The remedy period of `default.period`, and that of its first fallback, which can end after five months."""
TOLERATED = Term(3, TermUnit.MONTHS, Legal.CONTRACTUAL)
"""How late a milestone is no failure under the first fallback of `milestones`, if the last one of its project is reached in time."""
FALLBACK = "fallback-1"
_CENT = Decimal("0.01")
_TENTH = 10


class Failing(StrEnum):
    """What triggers the ladder."""

    MILESTONE = "milestone"  # a milestone of the company was certainly missed
    RESULT = "result"  # a verified result is certainly short, beyond the measuring margin
    REPORT = "report"  # a progress report is overdue
    UNMET = "unmet"  # something was paid for a milestone that was not reached


class Step(StrEnum):
    """Where on the ladder it stands."""

    WARN = "warn"  # the State can warn in writing
    REMEDY = "remedy"  # the remedy period runs
    ENFORCE = "enforce"  # the remedy period is over
    RECONSIDER = "reconsider"  # the authority can look at the advance again


class May(StrEnum):
    """What can be done at a step, each under its article."""

    WARN = "warn"
    SUSPEND = "suspend"
    LOWER = "lower"
    WITHDRAW = "withdraw"
    RECOVER = "recover"
    PENALTY = "penalty"
    TERMINATE = "terminate"


RECKONED = {"milestones": 1, "monitoring": 1, "measuring": 1, "default": 1, "penalty": 1, "recovery": 2, "termination": 2}
"""The versions of the clauses whose words are reckoned with here: of another version the article itself must be read."""

ARTICLES = {
    Failing.MILESTONE: ("milestones.reach", "annex-planning"),
    Failing.RESULT: ("nature.results", "measuring.verified"),
    Failing.REPORT: ("monitoring.report",),
    Failing.UNMET: ("milestones.instalment",),
}
"""What was not performed: clauses of the template with their paragraphs."""

POWERS = {
    May.WARN: ("default.warning", ""),
    May.SUSPEND: ("default.suspension", "4:56 Awb"),
    May.LOWER: ("recovery.by-decision", "4:46 Awb"),
    May.WITHDRAW: ("recovery.by-decision", "4:48, 4:49 Awb"),
    May.RECOVER: ("recovery.by-decision", "4:57 Awb"),
    May.PENALTY: ("penalty.amount", ""),
    May.TERMINATE: ("termination.state", ""),
}
"""By which paragraph of the agreement something can be done, and by which articles of the Algemene wet bestuursrecht."""


@dataclass(frozen=True, slots=True)
class Trigger:
    """A failure that is there on the day, and what can follow.

    `subject` is the id of a milestone or commitment, or the year of a report; `since` its first day. `plan_by` is the last day for a remedy
    plan, `until` the last day of the remedy period. `lowering` is where the weighing of a lowering starts, `penalty` what the penalties are
    so far, both in euros. `fallbacks` are the clauses of which a fallback was accepted that bears on this. `made_up` is a later year for
    which the same result was verified to be achieved: whether that remedies it, the parties say. `at_most`: so is the lowering,
    because what was granted is. `penalty_most` is what all penalties of the agreement together may be, in euros.
    """

    kind: Failing
    subject: str
    since: date
    step: Step
    may: tuple[May, ...]
    year: int | None = None
    warning: WrittenWarning | None = None
    plan_by: date | None = None
    plan_late: bool = False
    until: date | None = None
    lowering: Decimal | None = None
    penalty: Decimal | None = None
    fallbacks: tuple[str, ...] = ()
    made_up: int | None = None
    at_most: bool = False
    penalty_most: Decimal | None = None

    @property
    def articles(self) -> tuple[str, ...]:
        """Return what was not performed."""
        return ARTICLES[self.kind]


@dataclass(frozen=True, slots=True)
class Failures:
    """What was found of an agreement on a day, for its triggers."""

    milestones: Sequence[Marked]
    accounts: Sequence[Account]
    reports: Sequence[Owed]
    subsidy: Subsidy


@dataclass(frozen=True, slots=True)
class _Failure:
    """A failure before its ladder is looked at."""

    kind: Failing
    subject: str
    since: date
    year: int | None = None
    account: Account | None = None
    clauses: tuple[str, ...] = ()


def triggers(dossier: Dossier, found: Failures, day: date, last: date | None) -> tuple[Trigger, ...]:
    """Return every trigger that is there on a day, the first to begin first.

    What would have been owed after the `last` day of the agreement is no failure; after it nobody can terminate it, and no month is fined.
    """
    failures = (*_missed(dossier, found.milestones, day), *_short(found.accounts), *_overdue(found.reports))
    owed = [each for each in failures if last is None or each.since - timedelta(days=1) <= last]
    climbed = [replace(_climbed(dossier, each, found.subsidy, day, last), made_up=_made_up(each.account, found.accounts)) for each in owed]
    unmet = [_unmet(dossier, each) for each in found.subsidy.instalments if each.standing is Standing.PAID_UNMET]
    return tuple(sorted((*climbed, *unmet), key=lambda each: (each.since, each.kind, each.subject)))


# What is there


def _missed(dossier: Dossier, milestones: Sequence[Marked], day: date) -> Iterator[_Failure]:
    """Yield the milestones of the company that were certainly missed; other parties only try (`milestones.others`)."""
    for each in milestones:
        milestone = each.milestone
        if each.reached is not Reached.MISSED or milestone.party is not PartyKind.COMPANY or milestone.date is None:
            continue
        last = milestone.date.last
        if position(dossier, "milestones") == FALLBACK and not _is_last(each, milestones):
            last = _last(last, TOLERATED)
        if day > last:
            yield _Failure(Failing.MILESTONE, milestone.id, last + timedelta(days=1), clauses=("milestones",))


def _is_last(marked: Marked, milestones: Sequence[Marked]) -> bool:
    """Say whether a milestone is the last of its project; one without a project is."""
    own = [each.milestone for each in milestones if each.milestone.project == marked.milestone.project and each.milestone.date]
    return marked.milestone.project is None or own[-1].id == marked.milestone.id


_CLAUSES = {
    Indicator.CO2: "carbon",
    Indicator.CO2_EQ: "carbon-equivalents",
    Indicator.NOX: "nitrogen",
    Indicator.NITROGEN: "nitrogen",
    Indicator.NH3: "nitrogen",
    Indicator.CIRCULARITY: "circularity",
}
"""In which clause a result is promised; all others stand in `environment`."""


def _short(accounts: Iterable[Account]) -> Iterator[_Failure]:
    """Yield the results that were verified to be short; an effort that does not succeed is no failure by itself (`nature.efforts`)."""
    for each in accounts:
        due = each.promise.nature is Nature.RESULT and each.commitment.party is PartyKind.COMPANY
        if each.outcome is Outcome.SHORT and each.verified and due and not each.in_margin and each.year is not None:
            clauses = ("measuring", _CLAUSES.get(each.commitment.indicator, "environment"))
            yield _Failure(Failing.RESULT, each.commitment.id, date(each.year + 1, 1, 1), each.year, each, clauses)


def _made_up(short: Account | None, accounts: Iterable[Account]) -> int | None:
    """Return the first later year in which the same was verified to be enough."""
    if short is None or short.year is None:
        return None
    same = (each for each in accounts if (each.commitment.id, each.aspect) == (short.commitment.id, short.aspect) and each.verified)
    years = [each.year for each in same if each.year and (each.outcome is Outcome.ACHIEVED or each.in_margin)]
    return min((year for year in years if year > short.year), default=None)


def _overdue(reports: Iterable[Owed]) -> Iterator[_Failure]:
    for each in reports:
        if each.sent is Sent.OVERDUE:
            yield _Failure(Failing.REPORT, str(each.year), each.last + timedelta(days=1), each.year, clauses=("monitoring",))


def _unmet(dossier: Dossier, instalment: Instalment) -> Trigger:
    """Return that an advance was paid that could not be considered yet: the authority can look at it again at once."""
    first = min(each.date.last for each in instalment.payments if each.date is not None)
    fallbacks = _fallbacks(dossier, ("milestones", "recovery"))
    return Trigger(Failing.UNMET, instalment.milestone.id, first, Step.RECONSIDER, (May.RECOVER,), fallbacks=fallbacks)


# The ladder


def _climbed(dossier: Dossier, failure: _Failure, subsidy: Subsidy, day: date, last: date | None) -> Trigger:
    fallbacks = _fallbacks(dossier, (*failure.clauses, "default"))
    warning = _warned(dossier, failure, day)
    frame = (failure.kind, failure.subject, failure.since)
    if warning is None:
        return Trigger(*frame, Step.WARN, (May.WARN,), failure.year, fallbacks=fallbacks)
    plan_by, until = _last(warning.date.last, PLAN), _until(dossier, warning)
    late = day > plan_by and (warning.plan is None or sure(warning.plan, day) is Sure.NOT)
    if day <= until:
        return Trigger(*frame, Step.REMEDY, (May.SUSPEND,), failure.year, warning, plan_by, late, until, fallbacks=fallbacks)
    fallbacks = _fallbacks(dossier, (*failure.clauses, "default", "recovery", "penalty"))
    applies = last is None or day <= last
    penalty = _penalty(dossier, failure.account, until, day if last is None else min(day, last))
    may = (May.LOWER, May.WITHDRAW, *([May.PENALTY] if penalty is not None else []), *([May.TERMINATE] if applies else []))
    lowering = _lowering(dossier, failure.account, subsidy)
    ceiling = lowering is not None and subsidy.granted is not None and subsidy.granted.wording is Wording.UP_TO
    known = Trigger(*frame, Step.ENFORCE, may, failure.year, warning, plan_by, late, until, lowering, penalty, fallbacks)
    return replace(known, at_most=ceiling, penalty_most=_penalty_most(dossier) if penalty is not None else None)


def _fallbacks(dossier: Dossier, clauses: Iterable[str]) -> tuple[str, ...]:
    return tuple(each for each in dict.fromkeys(clauses) if position(dossier, each))


def _warned(dossier: Dossier, failure: _Failure, day: date) -> WrittenWarning | None:
    """Return the warning from which the remedy period of a failure runs, with the plan and the longer period of all that were given.

    The period runs "from the warning" (`default.period`), so from the first one that was certainly given by the day: a second of the same
    failure begins nothing anew; only a longer period that the State accepted is longer. A milestone or report may be warned of when its
    failure threatens (`default.warning`); where that remedy period was over before anything failed, there was nothing yet to remedy, and a
    warning after the failure is the first one of it. A warning of a result is about the years that had ended.
    """
    given = [each for each in dossier.warnings if not each.withdrawn and sure(each.date, day) is Sure.CERTAINLY and _of(each, failure)]
    about = sorted(given, key=lambda each: each.date.last)
    while len(about) > 1 and _until(dossier, about[0]) < failure.since:
        del about[0]
    if not about:
        return None
    plans = sorted((each.plan for each in about if each.plan is not None), key=lambda plan: plan.last)
    longer = sorted((each.until for each in about if each.until is not None), key=lambda until: until.last)
    return replace(about[0], plan=next(iter(plans), None), until=next(reversed(longer), None))


def _of(warning: WrittenWarning, failure: _Failure) -> bool:
    if failure.kind is Failing.REPORT:
        return warning.report == failure.year
    late_enough = failure.kind is not Failing.RESULT or warning.date.last >= failure.since
    return warning.subject == failure.subject and late_enough


def _until(dossier: Dossier, warning: WrittenWarning) -> date:
    """Return the last day of the remedy period: as the agreement says, or the longer one that the State accepted."""
    term = LONGER_PERIOD if position(dossier, "default") == FALLBACK else PERIOD
    stated = _last(warning.date.last, term)
    return max(stated, warning.until.last) if warning.until is not None else stated


def _last(start: date, term: Term) -> date:
    """Return the last day of a term; the last of all days for what no calendar holds."""
    try:
        return reckon(start, term).last
    except ValueError:
        return date.max


def _penalty_most(dossier: Dossier) -> Decimal | None:
    most = single_figure(dossier, "penalty_max")
    return in_euros(most) if most is not None else None


def _penalty(dossier: Dossier, account: Account | None, until: date, day: date) -> Decimal | None:
    """Return the penalties for each whole month after the remedy period, up to their maximum; None where none was agreed in one figure.

    Under the first fallback of `penalty` none is due while the shortfall is at most a tenth.
    """
    if position(dossier, "penalty") == FALLBACK and _small(account):
        return None
    monthly, ceiling = single_figure(dossier, "penalty"), _penalty_most(dossier)
    amount = in_euros(monthly) if monthly is not None else None
    if amount is None:
        return None
    due = amount * whole_months(until, day)
    return min(due, ceiling) if ceiling is not None else due


def _lowering(dossier: Dossier, account: Account | None, subsidy: Subsidy) -> Decimal | None:
    """Return where the weighing of a lowering starts: in proportion to the shortfall (`recovery.proportion`), to the cent.

    Under the first fallback of `recovery` there is no such start for a shortfall of at most a tenth. None where the grant is no firm figure
    or the shortfall is not exact.
    """
    whole = subsidy.euros
    if account is None or account.share is None or whole is None:
        return None
    if position(dossier, "recovery") == FALLBACK and _small(account):
        return None
    short, wanted = account.share
    with localcontext(EXACT):
        return (whole * short / wanted).quantize(_CENT, ROUND_HALF_UP)


def _small(account: Account | None) -> bool:
    """Say whether at least nine tenths of a result were reached, exactly."""
    return account is not None and account.share is not None and account.share[0] * _TENTH <= account.share[1]
