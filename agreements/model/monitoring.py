"""A signed agreement as of a day: its milestones, what was reported of its commitments, its subsidy, and what a failure can lead to.

Only the binding agreement (maatwerkafspraak) is followed, from the day on which it was signed; where that day is not known exactly, the
answer says that it was perhaps. Only what stands in it counts: what is internal or taken back never does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from agreements.model.accounts import Account, accounts
from agreements.model.answering import ends, first_report, report_day
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import HistoryEvent, Stage
from agreements.model.instalments import Subsidy, subsidy
from agreements.model.portfolio import Sure, ended_by, sure
from agreements.model.reaching import Marked, marked
from agreements.model.remedies import Failures, Trigger, triggers
from agreements.model.values import FuzzyDate
from agreements.model.yearly import Owed, owed, report_days


@dataclass(frozen=True, slots=True)
class Followed:
    """The binding agreement of one company as of a day. Without a signature by then there is nothing to follow: the rest is empty.

    `ends` is the last day on which it applies, `stopped` when it ended before that. `reports_known` says whether the agreement names a day
    and a first year for its progress reports.
    """

    company: str
    name: str
    reconstruction: bool
    day: date
    signed: FuzzyDate | None
    sure: Sure
    ends: date | None = None
    stopped: FuzzyDate | None = None
    milestones: tuple[Marked, ...] = ()
    accounts: tuple[Account, ...] = ()
    reports: tuple[Owed, ...] = ()
    reports_known: bool = False
    subsidy: Subsidy | None = None
    triggers: tuple[Trigger, ...] = ()


def followed(dossier: Dossier, day: date, signed_here: Mapping[Stage, FuzzyDate] | None = None) -> Followed:
    """Return how the binding agreement of a company stands on a day; `signed_here` is what the record knows was signed."""
    facts = [each for each in dossier.history if not each.withdrawn and each.date is not None]
    signed = {**dossier.signed, **(signed_here or {})}
    when = signed.get(Stage.MAATWERKAFSPRAAK)
    company = dossier.company
    known = (company.id, company.short_name or company.name, dossier.reconstruction, day)
    if when is None or sure(when, day) is Sure.NOT:
        return Followed(*known, None, Sure.NOT)
    stopped = ended_by(signed.values(), [each.date for each in facts if each.event is HistoryEvent.STOPPED and each.date is not None])
    over = stopped if stopped is not None and sure(stopped, day) is not Sure.NOT else None
    last = _last_day(dossier, over, day)
    days, steps = report_days(dossier, day, last), marked(dossier.milestones, day, last)
    found = Failures(steps, accounts(dossier, day, days, last), owed(dossier, day, days), subsidy(dossier, steps, day))
    return Followed(
        *known,
        when,
        sure(when, day),
        ends(dossier),
        over,
        tuple(found.milestones),
        tuple(found.accounts),
        tuple(found.reports),
        report_day(dossier) is not None and first_report(dossier) is not None,
        found.subsidy,
        triggers(dossier, found, day, last),
    )


def _last_day(dossier: Dossier, stopped: FuzzyDate | None, day: date) -> date | None:
    """Return the last day on which the agreement applies: as its parties wrote it, or earlier where it certainly ended by the day."""
    over = stopped.last if stopped is not None and sure(stopped, day) is Sure.CERTAINLY else None
    return min((each for each in (ends(dossier), over) if each is not None), default=None)
