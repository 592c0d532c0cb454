"""The command `maatwerk sign status`."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

import click

from agreements.application.signing_status import Asked, Digital, IssueStatus, Overview, PlaceStatus, Stance, overview, signing_of
from agreements.cli.names import companies
from agreements.cli.office import DAY, archive, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.tables import table, terminal_width
from agreements.cli.terminal import print_json
from agreements.cli.words import on_date, text_as_data
from agreements.model.encoding import on
from agreements.model.evidence import Paper
from agreements.model.signing import Level
from agreements.model.signing_course import Status
from agreements.problems.words import WORDS as TERMS

HEADS = {
    "nl": ("bedrijf", "uitgifte", "getekend", "wacht op", "sinds", "uiterlijk", "laatste oordeel"),
    "en": ("company", "issue", "signed", "waits for", "since", "by", "last verdict"),
}
WORDS = {
    "nl": {
        "none": "er ligt niets ter tekening",
        "never": "van {name} is niets uitgegeven om te tekenen",
        "ended": "beëindigd",
        "of": "{signed} van {needed}",
        "over": "termijn voorbij",
        "witness": "getuigen van {name}",
        "unentitled": "{name} (niet bevoegd)",
        "head": "{name} · {id}, versie {version} · {status}, {of} handtekeningen",
        "term": "uitgegeven op {issued}, te tekenen tot en met {expires}",
        "grace": "wat dan getekend is, kan nog binnenkomen tot en met {closes}",
        "coming": "komt nog binnen t/m {closes}",
        "since": "aan de beurt sinds {day}",
        "reminder": "volgende herinnering {day}",
        "due": "herinnering van {day} is nog te versturen",
        "verdict": "laatste oordeel, over wat er op {day} was: {outcome}",
        "why": "reden: {why}",
        "new": "in de plaats komt {issue}",
        "group": "{number}. {needed} van {count} tekenen",
        "line": "{name}{function}, voor {party}, {level}: {stance}",
        "signed_on": "getekend op {day}",
        "on_paper": "op papier getekend op {day}, te bewaren in {place}; vergeleken door {witnesses}",
        "no_witness": "nog niemand",
        "substituted": "het papier is vervangen door een scan, op grond van {decision}",
        "evidence": "{outcome}, niveau {level}; bestand SHA-256 {file}",
        "lost": "{outcome}; het oordeel {verdict} is niet in het archief",
        "left": "in functie tot en met {day}",
        "delegated": "laat tekenen door {person}",
        "reminded": "herinnerd op {day}",
        "no_mandate": "niet (meer) bevoegd; laat een ander tekenen of geef opnieuw uit",
    },
    "en": {
        "none": "nothing is out to be signed",
        "never": "of {name} nothing was issued to be signed",
        "ended": "ended",
        "of": "{signed} of {needed}",
        "over": "term is over",
        "witness": "witnesses of {name}",
        "unentitled": "{name} (not entitled)",
        "head": "{name} · {id}, version {version} · {status}, {of} signatures",
        "term": "issued on {issued}, to be signed until {expires}",
        "grace": "what is signed by then can still come in until {closes}",
        "coming": "may come in until {closes}",
        "since": "next since {day}",
        "reminder": "next reminder {day}",
        "due": "the reminder of {day} is still to be sent",
        "verdict": "last verdict, on what there was on {day}: {outcome}",
        "why": "reason: {why}",
        "new": "replaced by {issue}",
        "group": "{number}. {needed} of {count} sign",
        "line": "{name}{function}, for {party}, {level}: {stance}",
        "signed_on": "signed on {day}",
        "on_paper": "signed on paper on {day}, kept at {place}; compared by {witnesses}",
        "no_witness": "nobody yet",
        "substituted": "a scan takes the place of the paper, by {decision}",
        "evidence": "{outcome}, level {level}; file SHA-256 {file}",
        "lost": "{outcome}; the verdict {verdict} is not in the archive",
        "left": "in office until {day}",
        "delegated": "has {person} sign",
        "reminded": "reminded on {day}",
        "no_mandate": "not entitled (any more); have another sign, or issue it again",
    },
}
STANCES = {
    "nl": {
        Stance.SIGNED: "getekend",
        Stance.TO_ATTEST: "wacht op getuigen",
        Stance.DECLINED: "tekent niet: {reason}",
        Stance.NEXT: "aan de beurt",
        Stance.LATER: "nog niet aan de beurt",
        Stance.NOT_NEEDED: "niet meer nodig",
        Stance.MISSING: "niet getekend",
    },
    "en": {
        Stance.SIGNED: "signed",
        Stance.TO_ATTEST: "waits for witnesses",
        Stance.DECLINED: "declines: {reason}",
        Stance.NEXT: "next",
        Stance.LATER: "not yet",
        Stance.NOT_NEEDED: "no longer needed",
        Stance.MISSING: "not signed",
    },
}
STATUSES = {
    "nl": {
        Status.PLANNED: "gepland",
        Status.OPEN: "open",
        Status.COMPLETED: "voltooid",
        Status.DECLINED: "geweigerd",
        Status.EXPIRED: "verlopen",
        Status.WITHDRAWN: "ingetrokken",
        Status.REPLACED: "vervangen",
    },
    "en": {each: each.value for each in Status},
}
LEVELS = {
    "nl": {Level.ADVANCED: "geavanceerd", Level.QUALIFIED: "gekwalificeerd", Level.WET_INK: "op papier"},
    "en": {Level.ADVANCED: "advanced", Level.QUALIFIED: "qualified", Level.WET_INK: "on paper"},
}


@click.command("status")
@click.argument("company", required=False, default="", shell_complete=companies)
@click.option("--at", type=DAY, help="As it was on this day, as far as is known now.")
@click.option("--all", "everything", is_flag=True, help="What has ended too; of one COMPANY that is always shown.")
@JSON
@click.pass_obj
def status(settings: Settings, company: str, *, at: date | None, everything: bool, as_json: bool) -> None:
    """Who signed what, and who is waited for: each open issue in a line, or all about those of one company.

    Of a company it says of every signature when it was given and by what it is proved; who is next, since when, and whether their mandate
    still holds; until when it may be signed, when the next reminder is due, and why it ended.
    """
    language, day = settings["messages"], at or now().day
    with record(settings, writes=False) as opened:
        if company:
            found = signing_of(opened, archive(settings), company, day)
            if as_json:
                print_json([as_data(each) for each in found])
            else:
                _print(_detailed(found, company, language, day))
            return
        whole = overview(opened, Asked(day, at is not None, everything))
    if as_json:
        print_json(overview_as_data(whole, at))
    else:
        _print(_listed(whole, language))


def _print(lines: Iterator[str]) -> None:
    for line in lines:
        click.echo(line)


# All companies


def _listed(whole: Overview, language: str) -> Iterator[str]:
    if not whole.issues:
        yield WORDS[language]["none"]
    yield from table(HEADS[language], [_row(each, language) for each in whole.issues], terminal_width())
    if whole.ended:
        counted = ", ".join(f"{STATUSES[language][each]} {count}" for each, count in whole.ended.items())
        yield from ("", f"{WORDS[language]['ended']}: {counted}")


def _row(each: IssueStatus, language: str) -> tuple[str, ...]:
    whom = ", ".join(_awaited(place, language) for place in each.waiting)
    words = WORDS[language]
    mark = words["over"] if each.overdue else words["coming"].format(closes=each.plan.closes_on) if each.closing else ""
    last = f"{each.plan.expires_on} ({mark})" if mark else str(each.plan.expires_on)
    opened = each.status is Status.OPEN
    return (
        each.name,
        each.id,
        _of(each, language),
        whom if opened else STATUSES[language][each.status],
        str(each.since) if each.since else "–",
        last,
        _outcome(each.received.outcome, language) if each.received else "–",
    )


def _awaited(place: PlaceStatus, language: str) -> str:
    if place.stance is Stance.TO_ATTEST:
        return WORDS[language]["witness"].format(name=place.called)
    name = (place.deputy.name or place.deputy.id) if place.deputy else place.called
    return name if place.holds else WORDS[language]["unentitled"].format(name=name)


def _of(each: IssueStatus, language: str) -> str:
    return WORDS[language]["of"].format(signed=each.signed, needed=each.needed)


def _outcome(outcome: str, language: str) -> str:
    return TERMS[f"@{outcome}"][0 if language == "nl" else 1] if f"@{outcome}" in TERMS else outcome


# One company


def _detailed(found: tuple[IssueStatus, ...], company: str, language: str, day: date) -> Iterator[str]:
    if not found:
        yield WORDS[language]["never"].format(name=company)
    for number, each in enumerate(found):
        if number:
            yield ""
        yield WORDS[language]["head"].format(
            name=each.name, id=each.id, version=each.plan.version, status=STATUSES[language][each.status], of=_of(each, language)
        )
        yield from (f"  {line}" for line in _about(each, language, day))
        for place_number, group in enumerate(each.groups, 1):
            count = len(group.places)
            yield "  " + WORDS[language]["group"].format(number=place_number, needed=group.needed, count=count)
            for place in group.places:
                first, *rest = _place(place, language)
                yield f"     {first}"
                yield from (f"       {line}" for line in rest)


def _about(each: IssueStatus, language: str, day: date) -> Iterator[str]:
    words = WORDS[language]
    over = f" ({words['over']})" if each.overdue else ""
    yield words["term"].format(issued=_day(each.plan.issued_on, language), expires=_day(each.plan.expires_on, language)) + over
    if each.plan.grace_days and each.status is Status.OPEN:
        yield words["grace"].format(closes=_day(each.plan.closes_on, language))
    if each.since:
        yield words["since"].format(day=_day(each.since, language))
    if each.reminder:
        yield words["due" if each.reminder <= day else "reminder"].format(day=_day(each.reminder, language))
    if each.received:
        yield words["verdict"].format(day=_day(each.received.on, language), outcome=_outcome(each.received.outcome, language))
    if each.why:
        yield words["why"].format(why=each.why)
    if each.new_issue:
        yield words["new"].format(issue=each.new_issue)


def _place(place: PlaceStatus, language: str) -> Iterator[str]:
    """Yield who signs and how that stands, then by what it is proved and what else is known."""
    words, planned = WORDS[language], place.planned
    yield words["line"].format(
        name=place.called,
        function=f" ({planned.capacity.in_language(language)})" if planned.capacity else "",
        party=planned.party,
        level=LEVELS[language][planned.level],
        stance=_stance(place, language),
    )
    if place.paper:
        yield from _on_paper(place.paper, language)
    elif place.digital:
        yield _proved(place.digital, language)
    if place.left:
        yield words["left"].format(day=_day(place.left, language))
    if place.deputy:
        yield words["delegated"].format(person=place.deputy.name or place.deputy.id)
    if place.reminded and place.stance is Stance.NEXT:
        yield words["reminded"].format(day=_day(place.reminded, language))
    if place.stance is Stance.NEXT and not place.holds:
        yield words["no_mandate"]


def _stance(place: PlaceStatus, language: str) -> str:
    if place.stance is Stance.SIGNED and place.signed_on:
        told = WORDS[language]["signed_on"].format(day=_day(place.signed_on, language))
        return f"{told} ({_signer(place)})" if place.person != place.planned.signatory else told
    return STANCES[language][place.stance].format(reason=place.reason)


def _signer(place: PlaceStatus) -> str:
    known = place.deputy.name if place.deputy and place.deputy.id == place.person else ""
    return known or place.person


def _on_paper(paper: Paper, language: str) -> Iterator[str]:
    words = WORDS[language]
    witnesses = ", ".join(sorted(paper.witnesses)) or words["no_witness"]
    yield words["on_paper"].format(day=_day(paper.signed_on, language), place=paper.place or "–", witnesses=witnesses)
    if paper.replaced:
        yield words["substituted"].format(decision=paper.decision)


def _proved(digital: Digital, language: str) -> str:
    outcome = _outcome(digital.outcome, language)
    if not digital.file:
        return WORDS[language]["lost"].format(outcome=outcome, verdict=digital.verdict)
    level = digital.level.upper().replace("_", "-")
    return WORDS[language]["evidence"].format(outcome=outcome, level=level, file=digital.file)


def _day(day: date, language: str) -> str:
    return on_date(on(day), language)


# JSON


def overview_as_data(whole: Overview, at: date | None) -> dict[str, object]:
    """Return the overview in the documented JSON shape."""
    return {
        "at": at.isoformat() if at else None,
        "issues": [as_data(each) for each in whole.issues],
        "ended": {str(status): count for status, count in whole.ended.items()},
    }


def as_data(each: IssueStatus) -> dict[str, object]:
    """Return where the signing of one issue stands in the documented JSON shape."""
    received = each.received
    return {
        "company": each.company,
        "name": each.name,
        "issue": each.id,
        "kind": str(each.plan.kind),
        "version": each.plan.version,
        "language": each.plan.language,
        "status": str(each.status),
        "signed": each.signed,
        "needed": each.needed,
        "waits_for": [place.planned.signatory for place in each.waiting],
        "issued": each.plan.issued_on.isoformat(),
        "since": _iso(each.since),
        "expires": each.plan.expires_on.isoformat(),
        "closes": each.plan.closes_on.isoformat(),
        "overdue": each.overdue,
        "next_reminder": _iso(each.reminder),
        "last_verdict": {"outcome": received.outcome, "sha256": received.verdict, "on": _iso(received.on)} if received else None,
        "why": each.why or None,
        "new_issue": each.new_issue or None,
        "groups": [
            {"needed": group.needed, "ready": group.ready, "signatures": [_place_as_data(place) for place in group.places]}
            for group in each.groups
        ],
    }


def _place_as_data(place: PlaceStatus) -> dict[str, object]:
    planned = place.planned
    return {
        "signatory": planned.signatory,
        "name": place.name or None,
        "party": planned.party,
        "capacity": text_as_data(planned.capacity) if planned.capacity else None,
        "level": str(planned.level),
        "stance": str(place.stance),
        "signed_by": place.person or None,
        "signed_on": _iso(place.signed_on),
        "digital": _digital_as_data(place.digital) if place.digital else None,
        "paper": _paper_as_data(place.paper) if place.paper else None,
        "declined": place.reason or None,
        "left": _iso(place.left),
        "delegated_to": {"person": place.deputy.id, "name": place.deputy.name or None} if place.deputy else None,
        "reminded": _iso(place.reminded),
        "mandate_holds": place.holds,
        "may_sign": place.may_sign,
    }


def _digital_as_data(digital: Digital) -> dict[str, object]:
    return {
        "outcome": digital.outcome,
        "verdict": digital.verdict,
        "file": digital.file or None,
        "level": digital.level or None,
    }


def _paper_as_data(paper: Paper) -> dict[str, object]:
    return {
        "place": paper.place,
        "scan": paper.scan or None,
        "witnesses": sorted(paper.witnesses),
        "substituted_by": paper.decision or None,
    }


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
