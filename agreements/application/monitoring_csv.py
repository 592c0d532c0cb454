"""How signed agreements are performed, for a spreadsheet: a line for each milestone, year of a commitment, report, part and trigger."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from agreements.drafting.facts import Subject, Target
from agreements.drafting.monitoring_words import HINDRANCES, KINDS, LACKS, LIKENESS, MAY, OUTCOMES, REACHED, SAID, SENT, STANDINGS, STEPS
from agreements.drafting.wording import TONGUES, Tongue, words
from agreements.formats import to_csv
from agreements.model.accounts import Account, Outcome
from agreements.model.dossier import Figure
from agreements.model.encoding import date_text
from agreements.model.instalments import Instalment
from agreements.model.monitoring import Followed
from agreements.model.reaching import Marked
from agreements.model.remedies import Trigger
from agreements.model.values import FuzzyDate
from agreements.model.yearly import Owed

HEADS = {
    "nl": (
        "bedrijf",
        "naam",
        "soort",
        "id",
        "wat",
        "jaar",
        "uiterlijk",
        "toegezegd",
        "gemeld",
        "op",
        "geverifieerd",
        "hoe het staat",
        "te weinig",
        "waarom",
        "bedrag",
        "betaald",
        "nog open",
        "bron",
    ),
    "en": (
        "company",
        "name",
        "kind",
        "id",
        "what",
        "year",
        "by",
        "promised",
        "reported",
        "on",
        "verified",
        "how it stands",
        "short",
        "why",
        "amount",
        "paid",
        "left",
        "source",
    ),
}
SORTS = {
    "milestone": ("mijlpaal", "milestone"),
    "commitment": ("toezegging", "commitment"),
    "report": ("verslag", "report"),
    "part": ("deel van de subsidie", "part of the grant"),
    "trigger": ("kan volgen", "can follow"),
}
SHORT = ("te weinig", "short")
_KEYS = (
    "sort",
    "id",
    "what",
    "year",
    "by",
    "promised",
    "reported",
    "on",
    "verified",
    "stand",
    "short",
    "why",
    "amount",
    "paid",
    "left",
    "source",
)


def as_csv(agreements: Iterable[Followed], language: str) -> bytes:
    """Return all that was found of the agreements that were signed by the day that was asked; dates as a dossier has them."""
    tongue = TONGUES[language]
    rows = ((each.company, each.name, *(row.get(key, "") for key in _KEYS)) for each in agreements for row in _rows(each, tongue))
    return to_csv.render(HEADS[language], rows, language)


def _rows(found: Followed, tongue: Tongue) -> Iterator[dict[str, str]]:
    yield from (_milestone(each, tongue) for each in found.milestones)
    yield from (_account(each, tongue) for each in found.accounts)
    yield from (_report(each, tongue) for each in found.reports)
    yield from (_instalment(each, tongue) for each in (found.subsidy.instalments if found.subsidy else ()))
    yield from (_trigger(each, tongue) for each in found.triggers)


def _at(both: tuple[str, str], tongue: Tongue) -> str:
    return both[0 if tongue.code == "nl" else 1]


def _day(when: FuzzyDate | None) -> str:
    return date_text(when) if when is not None else ""


def _said(figure: Figure | None, tongue: Tongue) -> str:
    return words(figure, tongue) if figure is not None else ""


def _euros(amount: Decimal | None, tongue: Tongue) -> str:
    return f"{amount:f}".replace(".", tongue.point) if amount is not None else ""


def _milestone(each: Marked, tongue: Tongue) -> dict[str, str]:
    milestone = each.milestone
    return {
        "sort": _at(SORTS["milestone"], tongue),
        "id": milestone.id,
        "what": milestone.what.in_language(tongue.code),
        "by": _day(milestone.date),
        "on": _day(each.met),
        "stand": _at(REACHED[each.reached], tongue),
        "source": milestone.source or "",
    }


def _account(each: Account, tongue: Tongue) -> dict[str, str]:
    promised, report = each.promised, each.report
    target = Target(promised.year, promised.before) if promised is not None and (promised.year or promised.before) else None
    why = [f"{_at(HINDRANCES[one.what], tongue)} {_at(LIKENESS[one.how], tongue)}" for one in each.hindrances]
    why += [_at(LACKS[each.lacks], tongue)] if each.lacks else []
    why += [_at(SAID["in_margin"], tongue)] if each.in_margin else []
    return {
        "sort": _at(SORTS["commitment"], tongue),
        "id": each.commitment.id,
        "what": words(Subject(each.commitment.indicator, each.commitment.subject), tongue),
        "year": str(each.year or ""),
        "promised": " ".join(filter(None, (_said(promised, tongue), words(target, tongue) if target else ""))),
        "reported": _said(report.figure if report else None, tongue),
        "on": _day(report.date if report else None),
        "verified": report.verifier if report is not None and each.verified else "",
        "stand": _at(SHORT if each.outcome is Outcome.SHORT else OUTCOMES[each.outcome], tongue),
        "short": _said(each.short, tongue),
        "why": ", ".join(why),
        "source": (report.source if report else "") or "",
    }


def _report(each: Owed, tongue: Tongue) -> dict[str, str]:
    return {
        "sort": _at(SORTS["report"], tongue),
        "year": str(each.year),
        "by": each.last.isoformat(),
        "on": _day(each.received),
        "stand": _at(SENT[each.sent], tongue),
    }


def _instalment(each: Instalment, tongue: Tongue) -> dict[str, str]:
    return {
        "sort": _at(SORTS["part"], tongue),
        "id": each.milestone.id,
        "what": each.milestone.what.in_language(tongue.code),
        "promised": _said(each.said, tongue),
        "on": _day(each.since),
        "stand": _at(STANDINGS[each.standing], tongue),
        "amount": _euros(each.amount, tongue),
        "paid": _euros(each.paid, tongue),
        "left": _euros(each.left, tongue),
    }


def _trigger(each: Trigger, tongue: Tongue) -> dict[str, str]:
    return {
        "sort": _at(SORTS["trigger"], tongue),
        "id": each.subject,
        "what": _at(KINDS[each.kind], tongue).format(what=each.subject, year=each.year or ""),
        "year": str(each.year or ""),
        "by": each.until.isoformat() if each.until else "",
        "on": each.since.isoformat(),
        "stand": _at(STEPS[each.step], tongue),
        "why": "; ".join(_at(MAY[one], tongue) for one in each.may),
    }
