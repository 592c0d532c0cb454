"""How signed agreements are performed as data, in the shape that docs/commands.md describes: money as decimal strings in euros."""

from __future__ import annotations

from decimal import Decimal

from agreements.application.show import as_data as fact_as_data
from agreements.model.accounts import Account
from agreements.model.instalments import Instalment, Subsidy
from agreements.model.monitoring import Followed
from agreements.model.portfolio import Sure
from agreements.model.reaching import Marked
from agreements.model.remedies import Trigger
from agreements.model.values import FuzzyDate
from agreements.model.yearly import Owed

_SURE = {Sure.NOT: None, Sure.POSSIBLY: "possibly", Sure.CERTAINLY: "certainly"}


def as_data(found: Followed) -> dict[str, object]:
    """Return the agreement of a company as data."""
    return {
        "company": found.company,
        "name": found.name,
        "reconstruction": found.reconstruction,
        "signed": {"date": _date(found.signed), "sure": _SURE[found.sure]} if found.signed else None,
        "ends": found.ends.isoformat() if found.ends else None,
        "stopped": _date(found.stopped),
        "milestones": [_milestone(each) for each in found.milestones],
        "accounts": [_account(each) for each in found.accounts],
        "reports": [_report(each) for each in found.reports],
        "subsidy": _subsidy(found.subsidy) if found.subsidy else None,
        "triggers": [_trigger(each) for each in found.triggers],
    }


def _date(when: FuzzyDate | None) -> object:
    return fact_as_data(when) if when is not None else None


def _euros(amount: Decimal | None) -> str | None:
    return f"{amount:f}" if amount is not None else None


def _milestone(each: Marked) -> dict[str, object]:
    milestone = each.milestone
    late = {"least": each.late.least, "most": each.late.most, "months": each.late.months} if each.late else None
    return {
        "id": milestone.id,
        "what": fact_as_data(milestone.what),
        "party": milestone.party,
        "date": _date(milestone.date),
        "met": _date(each.met),
        "reached": each.reached,
        "late": late,
        "ended": each.ended.isoformat() if each.ended else None,
        "source": milestone.source,
    }


def _account(each: Account) -> dict[str, object]:
    return {
        "commitment": each.commitment.id,
        "party": each.commitment.party,
        "indicator": each.commitment.indicator,
        "nature": each.promise.nature,
        "aspect": each.aspect,
        "year": each.year,
        "promised": fact_as_data(each.promised) if each.promised else None,
        "report": fact_as_data(each.report) if each.report else None,
        "verified": each.verified,
        "outcome": each.outcome,
        "short": fact_as_data(each.short) if each.short else None,
        "in_margin": each.in_margin,
        "reasons": [{"what": one.what, "how": one.how} for one in each.hindrances],
        "lacks": each.lacks,
    }


def _report(each: Owed) -> dict[str, object]:
    return {"year": each.year, "last": each.last.isoformat(), "sent": each.sent, "received": _date(each.received)}


def _subsidy(found: Subsidy) -> dict[str, object]:
    return {
        "granted": fact_as_data(found.granted) if found.granted else None,
        "several": found.several,
        "instalments": [_instalment(each) for each in found.instalments],
        "remainder": _euros(found.remainder),
        "loose": [each.id for each in found.loose],
    }


def _instalment(each: Instalment) -> dict[str, object]:
    return {
        "milestone": each.milestone.id,
        "part": fact_as_data(each.said),
        "amount": _euros(each.amount),
        "at_most": each.ceiling,
        "standing": each.standing,
        "since": _date(each.since),
        "payments": [one.id for one in each.payments],
        "paid": _euros(each.paid),
        "left": _euros(each.left),
        "early": each.early,
    }


def _trigger(each: Trigger) -> dict[str, object]:
    return {
        "kind": each.kind,
        "subject": each.subject,
        "year": each.year,
        "since": each.since.isoformat(),
        "articles": list(each.articles),
        "step": each.step,
        "may": list(each.may),
        "warning": each.warning.id if each.warning else None,
        "plan_by": each.plan_by.isoformat() if each.plan_by else None,
        "plan_late": each.plan_late,
        "until": each.until.isoformat() if each.until else None,
        "lowering": _euros(each.lowering),
        "at_most": each.at_most,
        "penalty": _euros(each.penalty),
        "penalty_most": _euros(each.penalty_most),
        "made_up": each.made_up,
        "fallbacks": list(each.fallbacks),
    }
