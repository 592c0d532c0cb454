"""The command `maatwerk sign compare`."""

from __future__ import annotations

from pathlib import Path

import click

from agreements.cli.office import archive, record
from agreements.cli.settings import JSON, Settings
from agreements.cli.signing_acts import COMPANY, ISSUE, SIGNATORY
from agreements.cli.terminal import print_json, shown
from agreements.workspace import write_bytes

WORDS = {
    "nl": "open in een browser, en leg het papier ernaast ({pages} bladzijden):",
    "en": "open it in a browser, and lay the paper beside it ({pages} pages):",
}


@click.command("compare")
@COMPANY
@SIGNATORY
@ISSUE
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The page, a name that ends in .html; default: output/compare/COMPANY-ISSUE-SIGNATORY.html.",
)
@JSON
@click.pass_obj
def compare(settings: Settings, /, company: str, signatory: str, issue: str, target: Path | None, *, as_json: bool) -> None:
    """Lay the scan of a signature on paper beside the issued text, page by page, on one page to open in a browser.

    It shows both pictures of each page, whether the words of a text layer are alike, both digests, where the paper is and who compared it;
    it judges nothing. The scan is opened within bounds of time and memory. Nothing is recorded: `sign attest` does that.
    """
    from agreements.application.witnessing import view  # noqa: PLC0415  # help needs no engine

    if target is not None and target.suffix.lower() != ".html":
        message = "--output takes a name that ends in .html"
        raise click.UsageError(message)
    with record(settings, writes=False) as opened, opened.snapshot() as reading:
        made = view(reading, archive(settings), (company, issue), signatory, settings["messages"])
    path = target or settings["workspace"] / "output" / "compare" / f"{company}-{made.issue}-{made.signatory}.html"
    write_bytes(path, made.content)
    if as_json:
        told = {"issue": made.issue, "signatory": made.signatory, "issued": made.issued, "scan": made.scan, "pages": made.pages}
        print_json({**told, "file": shown(path)})
        return
    click.echo(WORDS[settings["messages"]].format(pages=made.pages), err=True)
    click.echo(shown(path))
