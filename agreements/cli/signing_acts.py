"""The commands of `maatwerk sign` for what happens besides a signature that comes back."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import click

from agreements.application.signing_acts import (
    Acted,
    By,
    DelegationOrder,
    Happening,
    PaperOrder,
    Witness,
    act,
    attest,
    delegate,
    on_paper,
)
from agreements.application.signing_process import Settled
from agreements.application.telling import told
from agreements.cli.names import companies
from agreements.cli.office import AS, DAY, DRY_RUN, actor, archive, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.cli.trust import trusted_or_nobody
from agreements.model.dossier_kinds import AuthorityKind
from agreements.model.signing import Expected, Mandate, field_of
from agreements.model.signing_course import Course, who_is_next
from agreements.model.signing_events import (
    Declined,
    LeftOffice,
    PaperAttested,
    PaperRecorded,
    PaperSubstituted,
    Replaced,
    Withdrawn,
    encode,
)
from agreements.model.values import parse_amount
from agreements.record.record import Record
from agreements.workspace import read_whole

COMPANY = click.argument("company", shell_complete=companies)
ISSUE = click.option("--issue", default="", help="The id of the issue; default: the only one that is open.")
SIGNATORY = click.option("--signatory", required=True, help="The id of a signatory of the plan.")
LAST = click.option("--last", type=DAY, required=True, help="Their last day in office.")
BY_HAND = {each.value: each for each in (AuthorityKind.POWER_OF_ATTORNEY, AuthorityKind.MANDATE)}

WORDS = {
    "nl": {
        "would": "(proef; niets vastgelegd)",
        "recorded": "{issue}: vastgelegd",
        "stand": "{done} van {all} getekend; {status}",
        "next": "{done} van {all} getekend; nu aan de beurt: {next}",
        "waits": "in de zaak moet iemand anders dit nog beantwoorden:",
        "look": "twee personen vergelijken nu scan en papier met de uitgegeven tekst; zo ligt het naast elkaar:",
        "compared": "vergeleken: uitgifte SHA-256 {issued}",
        "with": "scan SHA-256 {scan}",
        "open": "open",
        "planned": "gepland",
        "completed": "volledig getekend",
        "declined": "geweigerd",
        "expired": "verlopen",
        "withdrawn": "ingetrokken",
        "replaced": "vervangen door een nieuwe uitgifte",
    },
    "en": {
        "would": "(dry run; nothing recorded)",
        "recorded": "{issue}: recorded",
        "stand": "{done} of {all} signed; {status}",
        "next": "{done} of {all} signed; now to sign: {next}",
        "waits": "somebody else still has to answer this in the case:",
        "look": "two persons now compare scan and paper with the issued text; this lays them side by side:",
        "compared": "compared: issue SHA-256 {issued}",
        "with": "scan SHA-256 {scan}",
        "open": "open",
        "planned": "planned",
        "completed": "signed by all",
        "declined": "declined",
        "expired": "expired",
        "withdrawn": "withdrawn",
        "replaced": "replaced by a new issue",
    },
}


def stand(course: Course, language: str) -> str:
    """Return in a line where an issue stands."""
    words, waiting = WORDS[language], ", ".join(each.signatory for each in who_is_next(course))
    needed = sum(group.count for group in course.plan.groups)
    key = "next" if waiting else "stand"
    return words[key].format(done=len(course.signed), all=needed, next=waiting, status=words[course.status])


def answers_told(settled: Settled | None, language: str) -> Iterator[str]:
    """Yield what the case made of it, in words."""
    if settled is not None and settled.workflow is not None:
        for each in settled.events:
            yield from told(each, settled.workflow, language)


def answers_as_data(settled: Settled | None, language: str) -> dict[str, object]:
    """Return what the case made of it, for JSON."""
    case = settled.folder.case if settled is not None else None
    return {
        "state": case.at.state if case is not None else None,
        "answers": list(answers_told(settled, language)),
        "waits": problems_as_data(settled.waits if settled is not None else (), language),
    }


def _show(acted: Acted, language: str, *, as_json: bool, dry_run: bool) -> None:
    kind, body = encode(acted.event)
    if as_json:
        print_json(
            {
                "issue": acted.issue.id,
                "dry_run": dry_run,
                "kind": kind,
                "event": body,
                "status": acted.course.status,
                "outcome": acted.verdict.outcome if acted.verdict is not None else None,
                **answers_as_data(acted.settled, language),
            }
        )
        return
    words = WORDS[language]
    click.echo(words["would"] if dry_run else words["recorded"].format(issue=acted.issue.id))
    for line in (*answers_told(acted.settled, language), stand(acted.course, language)):
        click.echo(f"  {line}")
    if acted.settled is not None and acted.settled.waits:
        click.echo(f"  {words['waits']}")
        report(acted.settled.waits, language)
    for line in (*_look(acted, words), *_compared(acted, words)) if not dry_run else ():
        click.echo(f"  {line}")


def _look(acted: Acted, words: dict[str, str]) -> Iterator[str]:
    """Yield how a scan that was recorded is laid beside the issued text."""
    planned = acted.issue.plan.signature(acted.event.field) if isinstance(acted.event, PaperRecorded) and acted.event.scan else None
    if planned is not None:
        company, _, issue = acted.issue.plan.identifier.partition("/")
        yield words["look"]
        yield f"  maatwerk sign compare {company} --signatory {planned.signatory} --issue {issue}"


def _compared(acted: Acted, words: dict[str, str]) -> Iterator[str]:
    """Yield what somebody attested to have compared, by the digests that stand on the page of `sign compare`."""
    if isinstance(acted.event, PaperAttested):
        scan = acted.course.papers[acted.event.field].scan
        yield words["compared"].format(issued=acted.issue.files["issued"])
        yield from [f"  {words['with'].format(scan=scan)}"] if scan else []


@dataclass(frozen=True, slots=True)
class Asked:
    """What every one of these commands is asked: of which issue, by whom, in which record, and whether it is only a trial."""

    settings: Settings
    record: Record
    about: tuple[str, str]
    by: By
    dry_run: bool

    def act(self, make: Happening) -> Acted:
        """Record something that happened."""
        return act(self.record, self.about, make, self.by, dry_run=self.dry_run)


Recording = Callable[..., Acted]
COMMANDS: list[click.Command] = []


def _recording(name: str, *options: Callable[[Any], Any]) -> Callable[[Recording], Recording]:
    """Make a command of a function that records something, with the options that they all have; its docstring is the help."""

    def made(function: Recording) -> Recording:
        def called(settings: Settings, /, company: str, issue: str, person: str, *, dry_run: bool, as_json: bool, **words: Any) -> None:  # noqa: ANN401  # the options
            with record(settings) as opened:
                asked = Asked(settings, opened, (company, issue), (actor(person), now()), dry_run)
                acted = function(asked, **words)
            _show(acted, settings["messages"], as_json=as_json, dry_run=dry_run)

        callback: Callable[..., Any] = click.pass_obj(called)
        for option in reversed((COMPANY, *options, ISSUE, AS, DRY_RUN, JSON)):
            callback = option(callback)
        COMMANDS.append(click.command(name, help=function.__doc__)(callback))
        return function

    return made


@_recording("decline", SIGNATORY, click.option("--reason", required=True, help="Why they will not sign."))
def _decline(asked: Asked, signatory: str, reason: str) -> Acted:
    """Record that a signatory will not sign. Where nobody else can take the place, the issue ends, and so it is answered in the case."""
    return asked.act(lambda day: Declined(day, signatory, reason))


@_recording("withdraw", click.option("--reason", required=True, help="Why the office takes the issue back."))
def _withdraw(asked: Asked, reason: str) -> Acted:
    """Take an issue back: nothing is signed by it any more."""
    return asked.act(lambda day: Withdrawn(day, reason))


@_recording("left", SIGNATORY, LAST)
def _left(asked: Asked, signatory: str, last: date) -> Acted:
    """Record that a signatory left office. What was signed until that day stays good; what was signed afterwards fails."""
    return asked.act(lambda day: LeftOffice(day, signatory, last))


@_recording("replace", SIGNATORY, LAST, click.option("--new-issue", required=True, help="The id of the issue that takes its place."))
def _replace(asked: Asked, signatory: str, last: date, new_issue: str) -> Acted:
    """Record that another takes the place of a signatory who did not sign: this issue ends, for a new one that names who signs now."""
    return asked.act(lambda day: Replaced(day, signatory, last, new_issue))


@_recording(
    "delegate",
    SIGNATORY,
    click.option("--to", "person_id", required=True, help="An id for who signs instead."),
    click.option("--name", required=True, help="Their name, as their certificate has it; kept where it can be erased."),
    click.option("--mandate", "kind", type=click.Choice(list(BY_HAND)), required=True, help="What gives them the right."),
    click.option("--reference", required=True, help="Where that is written down."),
    click.option("--from", "first", type=DAY, help="From which day it holds."),
    click.option("--until", "last", type=DAY, help="Up to and including which day it holds."),
    click.option("--ceiling", help="Up to which amount in euros."),
    click.option("--certificate", default="", help="The SHA-256 of their certificate, where it is known."),
)
def _delegate(
    asked: Asked,
    *,
    signatory: str,
    person_id: str,
    name: str,
    kind: str,
    reference: str,
    certificate: str,
    **limits: Any,  # noqa: ANN401  # first, last and ceiling
) -> Acted:
    """Record that another signs for a signatory, by a mandate that does not go beyond that of the signatory."""
    mandate = Mandate(BY_HAND[kind], reference, limits["first"], limits["last"], _amount(limits["ceiling"]))
    order = DelegationOrder(signatory, person_id, Expected(name, certificate=certificate.lower()), mandate)
    return delegate(asked.record, asked.about, order, asked.by, dry_run=asked.dry_run)


def _amount(given: str | None) -> Decimal | None:
    try:
        return None if given is None else parse_amount(given)
    except ValueError:
        message = f"'{given}' is no amount; write 1500000.00"
        raise click.BadParameter(message, param_hint="--ceiling") from None


@_recording(
    "paper",
    SIGNATORY,
    click.option("--on", "signed_on", type=DAY, required=True, help="The day that stands with the signature."),
    click.option("--place", required=True, help="Where the paper original is kept."),
    click.option("--scan", type=click.Path(path_type=Path, dir_okay=False), help="A scan of it: a copy, kept as it is."),
    click.option("--by", "signer", default="", help="Who signed, when it was delegated; default: the signatory."),
)
def _paper(asked: Asked, *, signatory: str, signed_on: date, place: str, scan: Path | None, signer: str) -> Acted:
    """Record a signature in wet ink, where its paper is, and keep a scan. It counts once two persons attested it (`sign attest`)."""
    order = PaperOrder(signatory, signed_on, place, signer, read_whole(scan) if scan else b"")
    return on_paper(asked.record, archive(asked.settings), asked.about, order, asked.by, dry_run=asked.dry_run)


@_recording("attest", SIGNATORY)
def _attest(asked: Asked, signatory: str) -> Acted:
    """Attest a signature on paper: you compared paper and scan with the issued text, page by page. Two persons do, neither of whom signed.

    With the second it counts, and all that came in is judged again with it.
    """
    order = Witness(signatory, trusted_or_nobody(asked.settings))
    return attest(asked.record, archive(asked.settings), asked.about, order, asked.by, dry_run=asked.dry_run)


@_recording("substitute", SIGNATORY, click.option("--decision", required=True, help="The substitution decision (vervangingsbesluit)."))
def _substitute(asked: Asked, signatory: str, decision: str) -> Acted:
    """Record that a scan takes the place of a paper original, which is destroyed. That it was signed on paper stays told."""
    return asked.act(lambda day: PaperSubstituted(day, field_of(signatory), decision))
