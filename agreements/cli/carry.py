"""The command `maatwerk carry`."""

from __future__ import annotations

from pathlib import Path

import click

from agreements.application import carry_over_words
from agreements.application.carry_over import Outcome, Wish, carry_over
from agreements.application.recorded import signed_in
from agreements.cli.apply import change_as_data
from agreements.cli.names import companies, kinds
from agreements.cli.office import record, recorded
from agreements.cli.settings import JSON, Settings
from agreements.cli.terminal import print_json, problems_as_data, report, shown
from agreements.model.dossier_kinds import Stage
from agreements.problems import errors
from agreements.workspace import Workspace, write_files


@click.command("carry")
@click.argument("subject", metavar="COMPANY|FILE", shell_complete=companies)
@click.argument("kind", shell_complete=kinds)
@click.option("--answer", "answers", multiple=True, metavar="NAME", help="Take this answer over too; repeat for more.")
@click.option("--yaml", "as_yaml", is_flag=True, help="Print the dossier with its promises carried, as a file that can be applied.")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="Write that dossier to this file.")
@JSON
@click.pass_obj
def command(  # noqa: PLR0917  # one argument per option is click's way
    settings: Settings,
    subject: str,
    kind: str,
    answers: tuple[str, ...],
    as_yaml: bool,  # noqa: FBT001  # a flag
    output: Path | None,
    as_json: bool,  # noqa: FBT001  # a flag
) -> None:
    """Make what a company and the State promised before the starting point of KIND (such as jloi), the next document.

    The last word of each commitment is proposed in the same words and figures, with its nature and source, and marked as not yet promised
    again: a draft warns of it, and a final is refused. All else stays as it is. Shown is what is proposed, what is not and why, and what
    the next document still asks; nothing is recorded. The file of --yaml or -o is recorded with `maatwerk apply`.
    """
    source = recorded(settings, subject)
    workspace = Workspace.at(settings["workspace"])
    wish = Wish(source, kind, answers, _signed(settings, subject)) if source else Wish(workspace.dossier(subject), kind, answers)
    outcome = carry_over(workspace, wish)
    text = outcome.proposal.text if outcome.proposal else ""
    if output and text:
        write_files({output: text.encode()})
    if as_json:
        print_json(_as_data(outcome, shown(output) if output and text else None, settings["messages"]))
    else:
        report(outcome.problems, settings["messages"])
        _print(outcome, settings["messages"], as_yaml=as_yaml)
        if output and text:
            click.echo(shown(output), err=as_yaml)
    if errors(outcome.problems):
        raise click.exceptions.Exit(1)


def _signed(settings: Settings, company: str) -> tuple[Stage, ...]:
    """Return what was signed in the case of a company of the record."""
    with record(settings, writes=False) as opened:
        return signed_in(opened, company)


def _print(outcome: Outcome, language: str, *, as_yaml: bool) -> None:
    """Print the dossier on stdout and what there is to say of it on stderr, or only the latter, on stdout."""
    if outcome.proposal is None:
        return
    for line in carry_over_words.lines(outcome.proposal, language):
        click.echo(line, err=as_yaml)
    if as_yaml:
        click.echo(outcome.proposal.text, nl=False)


def _as_data(outcome: Outcome, file: str | None, language: str) -> dict[str, object]:
    proposal = outcome.proposal
    told = {**carry_over_words.data(proposal), "changes": [*map(change_as_data, proposal.changes)]} if proposal else None
    return {"proposal": told, "file": file, "problems": problems_as_data(outcome.problems, language)}
