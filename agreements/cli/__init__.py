"""The command line: a thin shell over the use cases.

Commands are modules that load when they are called, so that `maatwerk --help` costs no more than click itself.
"""

from __future__ import annotations

import errno
import os
import sys
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

import click

from agreements import __version__

if TYPE_CHECKING:
    from agreements.problems import AgreementsError

COMMANDS = {
    "apply": "Record dossiers; shows the difference.",
    "archive": "Packages of case files: made, proved, kept and destroyed.",
    "carry": "Make what was promised the starting point of the next document.",
    "check": "Proofread a dossier, or the document drafted from it.",
    "compare": "What was promised at each stage, and what changed between two versions.",
    "correct": "Correct what was recorded wrongly, by two persons.",
    "demo": "The whole journey on sample data: see what comes out.",
    "doctor": "What this machine has and lacks, and the command that mends it.",
    "documents": "Show the documents that make up the agreements with a company together.",
    "draft": "Draft a document from a dossier, in Word, PDF and other formats.",
    "drafts": "Draft a document for many companies at once.",
    "due": "Deadlines: which run, until when, and who is warned next.",
    "emissions": "What dossiers say of emissions beside the EU ETS registry.",
    "explain": "Why a step can or cannot be taken now: every reason.",
    "export": "All dossiers as lists in one Excel workbook, or as CSV.",
    "extend": "Give the state in which a case stands more days.",
    "history": "The audit trail of a company.",
    "import": "Record dossiers from lists in Excel or CSV.",
    "init": "Make a new workspace with the starter templates and examples.",
    "monitor": "How signed agreements are performed, and what can follow a failure.",
    "person": "People: who is known, who may be what, who stands in for whom.",
    "portfolio": "The whole programme at a glance: megatons, euros, what blocks.",
    "publish": "Make the public copy of an issue, with what is withheld and why.",
    "record": "Prove, copy and bring back the record.",
    "replace": "Put somebody in the place of another in an open slot.",
    "remind": "Send the reminders that are due, one message a person.",
    "report": "The progress report to Parliament, with what changed since the one before.",
    "roadmap": "Milestones and decision moments of all parties, as a timeline.",
    "schema": "Print the JSON Schema of a file, for editors.",
    "sign": "Plan who signs a document, and issue it sealed.",
    "show": "Show what a dossier says.",
    "status": "Where each company stands, since when, who must act.",
    "step": "Take a step in the case of a company.",
    "verify": "What signed PDFs prove by themselves, without the record.",
    "where": "Every place where a document prints a fact.",
    "workflow": "Check, draw and publish workflow files.",
}

MODULES = {"import": "taking_lists"}
"""Where a command lives whose name no module can have."""


def _refusals() -> type[AgreementsError]:
    """Return the root of our exceptions; Python asks for it only when something was raised, so `--help` does without the catalogue."""
    from agreements.problems import AgreementsError  # noqa: PLC0415  # see above

    return AgreementsError


class Commands(click.Group):
    """A group that knows its commands by name and loads the one that is called."""

    def invoke(self, ctx: click.Context) -> object:  # noqa: D102  # idem
        try:
            return super().invoke(ctx)
        except _refusals() as error:
            from agreements.cli.terminal import refuse  # noqa: PLC0415  # only when there is something to report

            refuse(error.problems, ctx.obj)
            ctx.exit(1)
        except OSError as error:
            if error.errno == errno.EPIPE:  # the reader had enough: click knows what to do
                raise
            from agreements.cli.terminal import give_up  # noqa: PLC0415  # idem

            give_up(error, (ctx.obj or {}).get("messages", "en"))
            ctx.exit(1)

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002, D102  # click's contract
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002, D102  # idem
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = import_module(f"agreements.cli.{MODULES.get(cmd_name, cmd_name)}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002, D102  # idem
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:  # noqa: D102  # idem
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError as error:
            from difflib import get_close_matches  # noqa: PLC0415  # only when somebody mistypes

            near = get_close_matches(args[0], COMMANDS, n=1) if args else []
            guess = f" Did you mean '{near[0]}'?" if near else ""
            raise click.UsageError(error.message + guess, ctx) from None


def _language() -> str:
    """Return the language of messages: as asked, else that of the machine when it is Dutch, else English."""
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return "nl" if locale.startswith("nl") else "en"


@click.command(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="maatwerk")
@click.option(
    "-w",
    "--workspace",
    type=click.Path(path_type=Path, file_okay=False),
    envvar="MAATWERK_WORKSPACE",
    default=Path(),
    help="The folder with templates/; default: this folder.",
)
@click.option("--messages", type=click.Choice(["nl", "en"]), envvar="MAATWERK_MESSAGES", help="The language of messages.")
@click.pass_context
def cli(ctx: click.Context, workspace: Path, messages: str | None) -> None:
    """Agreements as data: from the first Expression of Principles to a signed, archived, binding agreement."""
    ctx.obj = {"workspace": workspace, "messages": messages or _language(), "as_json": False}
    if os.environ.get("NO_COLOR"):
        ctx.color = False


def main() -> None:
    """Run the command line. Exit code 1: problems found, or refused; 2: wrong use."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # a sign that the terminal does not know is no reason to stop
            stream.reconfigure(errors="backslashreplace")
    cli(prog_name="maatwerk")
