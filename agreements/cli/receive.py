"""The command `maatwerk sign receive`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from agreements.application.receiving import Incoming, Receipt, ReceiveOrder, receive
from agreements.cli.names import companies
from agreements.cli.office import AS, DRY_RUN, actor, archive, now, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.signing_acts import ISSUE, answers_as_data, answers_told, stand
from agreements.cli.terminal import print_json, problems_as_data, report
from agreements.cli.trust import trusted_or_nobody
from agreements.model.signing_events import Signed
from agreements.model.verdicts import Outcome, as_data, comes_to
from agreements.problems.display import message
from agreements.workspace import read_whole

GOOD = frozenset({Outcome.VALID, Outcome.INCOMPLETE})

MISSING = "E681"
"""That a signature is missing; who is to sign now is told in another line."""

OUTCOMES = {
    "nl": {
        "valid": "geldig",
        "incomplete": "geldig, nog niet volledig",
        "valid_but_changed": "geldig, maar daarna gewijzigd",
        "indeterminate": "niet te beoordelen",
        "invalid": "ongeldig",
    },
    "en": {
        "valid": "valid",
        "incomplete": "valid, not complete yet",
        "valid_but_changed": "valid, but changed afterwards",
        "indeterminate": "cannot be judged",
        "invalid": "invalid",
    },
}
WORDS = {
    "nl": {
        "verdict": "{issue}: {outcome}",
        "before": "dit kwam al eerder binnen; niets vastgelegd",
        "would": "(proef; niets vastgelegd)",
        "signed": "telt: {signatory}, getekend op {day}",
        "waits": "nog niet genoeg: {message}",
        "none": "er telt geen handtekening meer dan voorheen",
    },
    "en": {
        "verdict": "{issue}: {outcome}",
        "before": "this came in before; nothing recorded",
        "would": "(dry run; nothing recorded)",
        "signed": "counts: {signatory}, signed on {day}",
        "waits": "not enough yet: {message}",
        "none": "no signature counts that did not before",
    },
}


@click.command("receive")
@click.argument("company", shell_complete=companies)
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, dir_okay=False))
@ISSUE
@AS
@DRY_RUN
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    company: str,
    files: tuple[Path, ...],
    issue: str,
    person: str,
    dry_run: bool,  # noqa: FBT001  # a flag
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Judge signed PDFs that came back, keep them as they are, and record them with the verdict and what counts.

    By whatever tool they were signed; one file in which all signed, or the counterparts of the plan. What counts is the answer in the case.
    Exit code 1 when a file is worth nothing, or a good signature does not count: every reason is told, and the file is kept all the same.
    """
    order = ReceiveOrder(company, tuple(Incoming(each.name, read_whole(each)) for each in files), trusted_or_nobody(settings), issue)
    with record(settings) as opened:
        receipt = receive(opened, archive(settings), order, (actor(person), now()), dry_run=dry_run)
    language = settings["messages"]
    if as_json:
        print_json(_as_data(receipt, language, dry_run=dry_run))
    else:
        report((*(each for each in receipt.verdict.reasons if comes_to(each) is not Outcome.INCOMPLETE), *receipt.held), language)
        for line in _lines(receipt, language, dry_run=dry_run):
            click.echo(line)
    if receipt.held or receipt.verdict.outcome not in GOOD:
        raise click.exceptions.Exit(1)


def _as_data(receipt: Receipt, language: str, *, dry_run: bool) -> dict[str, object]:
    return {
        "issue": receipt.issue.id,
        "dry_run": dry_run,
        "before": receipt.before,
        "outcome": receipt.verdict.outcome,
        "signed": [_counted(receipt, each) for each in receipt.signed],
        "status": receipt.course.status,
        "verdict": as_data(receipt.verdict),
        "reasons": problems_as_data(receipt.verdict.reasons, language),
        "held": problems_as_data(receipt.held, language),
        **answers_as_data(receipt.settled, language),
    }


def _counted(receipt: Receipt, each: Signed) -> dict[str, str]:
    return {"signatory": _signatory(receipt, each.field), "person": each.person, "day": each.signed_on.isoformat()}


def _lines(receipt: Receipt, language: str, *, dry_run: bool) -> Iterator[str]:
    words = WORDS[language]
    yield words["verdict"].format(issue=receipt.issue.id, outcome=OUTCOMES[language][receipt.verdict.outcome])
    for each in receipt.signed:
        yield "  " + words["signed"].format(signatory=_signatory(receipt, each.field), day=each.signed_on)
    if not receipt.signed and not receipt.before:
        yield "  " + words["none"]
    for reason in receipt.verdict.reasons:
        if comes_to(reason) is Outcome.INCOMPLETE and reason.code != MISSING:
            yield "  " + words["waits"].format(message=message(reason, language))
    yield from (f"  {line}" for line in answers_told(receipt.settled, language))
    yield "  " + stand(receipt.course, language)
    if receipt.before or dry_run:
        yield words["before" if receipt.before else "would"]


def _signatory(receipt: Receipt, field: str) -> str:
    planned = receipt.issue.plan.signature(field)
    return planned.signatory if planned is not None else field
