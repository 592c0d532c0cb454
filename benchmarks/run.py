"""Every claim about speed on one table: our figure, the peer or limit measured in the same run, and their ratio.

Run with `make bench`. Each figure is the median of several runs, ours and the peer's by turns.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import archiving
import comparing
import drafting
import judging
import recording
import registering
import stepping
import summing
import weasyprint  # noqa: TID251  # the peer
from docxtpl import DocxTemplate  # type: ignore[import-untyped]  # the peer has no types
from measuring import Line, by_turns, table

from agreements.application.draft import Order, compose, read_dossier
from agreements.drafting.answers import with_answers
from agreements.drafting.assembly import Edition, assemble
from agreements.drafting.document import Document, Value, inlines
from agreements.drafting.facts import FactValue, facts_of
from agreements.drafting.loading import load_template
from agreements.drafting.template import Part, Template
from agreements.formats import render, to_pdf
from agreements.formats.to_html import markup
from agreements.model.dossier_kinds import Stage
from agreements.sources import Source
from agreements.workflow.loading import load_workflow
from agreements.workflow.soundness import unsound
from agreements.workspace import Workspace

ROOT = Path(__file__).resolve().parent.parent
TIMES = 4
"""How often the articles are repeated: the sample becomes an agreement of some forty pages."""


def long_template() -> tuple[Template, dict[str, FactValue]]:
    """Return the template of the Expression of Principles with its articles several times over, and the facts of its sample."""
    workspace = Workspace.at(ROOT)
    template, _ = load_template(workspace.template_files("eop"))
    dossier = read_dossier(workspace.dossier("templates/eop/sample/dossier.yaml"), [])
    if template is None or dossier is None:
        sys.exit("the sample of the template cannot be read: run maatwerk check")
    facts, _ = with_answers(template, facts_of(dossier, Stage.EOP), dossier.answers)
    return replace(template, parts=tuple(_swollen(part) for part in template.parts)), facts


def _swollen(part: Part) -> Part:
    if not part.about.articles:
        return part
    copies = [
        replace(use, clause=replace(use.clause, about=replace(use.clause.about, id=f"{use.clause.id}-{number}")))
        for number in range(1, TIMES)
        for use in part.uses
    ]
    return replace(part, uses=(*part.uses, *copies))


def start_up() -> Line:
    """Measure `maatwerk --help` against the import of click alone."""
    python = sys.executable
    ours, peer = by_turns(lambda: _run(python, "-m", "agreements", "--help"), lambda: _run(python, "-c", "import click"), 21)
    return Line("maatwerk --help", ours, 'python -c "import click"', peer, 1.5)


def status_start_up() -> Line:
    """Measure `maatwerk status` on the record of the demo against the import of click alone."""
    python = sys.executable
    with TemporaryDirectory() as folder:
        _run(python, "-m", "agreements", "demo", f"{folder}/demo", "process")
        given = {**os.environ, "MAATWERK_RECORD": f"{folder}/demo/process/demo.sqlite3"}
        ours, peer = by_turns(lambda: _run(python, "-m", "agreements", "status", env=given), lambda: _run(python, "-c", "import click"), 21)
    return Line("maatwerk status, the record of the demo", ours, 'python -c "import click"', peer, 3.0)


def _run(*command: str, env: dict[str, str] | None = None) -> None:
    subprocess.run(command, check=True, capture_output=True, cwd=ROOT, env=env)


def assembling(template: Template, facts: dict[str, FactValue]) -> Line:
    """Measure assembly and numbering of a long agreement against the limit that we set ourselves."""
    ours, _ = by_turns(lambda: assemble(template, facts, Edition("nl")), lambda: None, 15)
    return Line("assembly and numbering, 40 pages", ours, "limit", 0.020, 1.0)


def word(template: Template, facts: dict[str, FactValue]) -> Line:
    """Measure facts to Word bytes against docxtpl, which fills the same text with the same values."""
    document, _ = assemble(template, facts, Edition("nl"))
    peer_template, context = _for_docxtpl(document)

    loaded: list[DocxTemplate] = []

    def prepared() -> DocxTemplate:
        found = DocxTemplate(BytesIO(peer_template))
        found.init_docx()
        return found

    def fill() -> None:
        found = loaded.pop()
        found.render(context)
        found.save(BytesIO())

    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(7):
        loaded.append(prepared())
        one, other = by_turns(lambda: render(assemble(template, facts, Edition("nl"))[0], "docx"), fill, 1)
        times[0].append(one)
        times[1].append(other)
    return Line("facts to Word bytes, 40 pages", statistics.median(times[0]), "docxtpl, the same text", statistics.median(times[1]), 0.5)


def _for_docxtpl(document: Document) -> tuple[bytes, dict[str, str]]:
    """Return our Word file with a field in place of each value, and the values."""
    values = [inline for inline in inlines(document) if isinstance(inline, Value)]
    context = {f"v{number}": value.text for number, value in enumerate(values)}
    names = {id(value): f"{{{{ v{number} }}}}" for number, value in enumerate(values)}
    return render(_with_fields(document, names), "docx"), context


def _with_fields(document: Document, names: dict[int, str]) -> Document:
    """Return a document with each value replaced by its field; tuples and nodes are walked alike."""

    def changed(node: object) -> object:
        if isinstance(node, Value):
            return replace(node, text=names[id(node)])
        if isinstance(node, tuple):
            return tuple(changed(each) for each in node)
        fields = getattr(node, "__dataclass_fields__", None)
        return replace(node, **{name: changed(getattr(node, name)) for name in fields}) if fields else node  # type: ignore[type-var]

    return replace(document, parts=changed(document.parts), subtitle=changed(document.subtitle))  # type: ignore[arg-type]


def pdf(template: Template, facts: dict[str, FactValue]) -> Line:
    """Measure our PDF, with tags and enclosures, against WeasyPrint alone: the same HTML, style and fonts, so the same pages."""
    document, _ = assemble(template, facts, Edition("nl"))
    html = markup(document, paged=True)
    configuration, style, _ = to_pdf._styles()  # noqa: SLF001  # parsed once for both

    def bare() -> bytes:
        page = weasyprint.HTML(string=html, url_fetcher=to_pdf.Fetcher(), base_url="")
        return page.write_pdf(stylesheets=[style], font_config=configuration)  # type: ignore[no-any-return]  # weasyprint has no types

    render(document, "pdf")
    ours, peer = by_turns(lambda: render(document, "pdf"), bare, 7)
    return Line("document to PDF/A-3a and UA-1, 40 pages", ours, "WeasyPrint alone, same HTML and style", peer, 1.15)


def whole_draft() -> Line:
    """Measure dossier file to text, templates read anew, against half a second: the wait that nobody notices."""
    workspace = Workspace.at(ROOT)
    ours, _ = by_turns(lambda: render(compose(workspace, Order("yara-sluiskil", "eop")).documents[0], "txt"), lambda: None, 5)
    return Line("dossier and template files to text", ours, "limit", 0.5, 1.0)


def proof() -> Line:
    """Measure the proof of a workflow in which two hundred parties answer side by side."""
    workflow, _ = load_workflow(Source("parties.yaml", _parties(200)))
    if workflow is None or unsound(workflow):
        sys.exit("the workflow of two hundred parties is not sound")
    ours, _ = by_turns(lambda: unsound(workflow), lambda: None, 5)
    return Line("proof of a workflow, 200 parties side by side", ours, "limit", 1.0, 1.0)


def _parties(number: int) -> str:
    """Return a workflow with one slot per party, where each objection leads back."""
    parties = range(number)
    slots = ", ".join(f"{{id: s{each}, label: x, kind: approval, state: ask, by: {{office: r}}, veto: true}}" for each in parties)
    passed = ", ".join(f"{{guard: slot, with: {{slot: s{each}, result: passed}}}}" for each in parties)
    back = ", ".join(
        f"{{id: b{each}, label: b{each}, from: [ask], to: draft, by: [r], "
        f"guards: [{{guard: slot, with: {{slot: s{each}, result: failed}}}}]}}"
        for each in parties
    )
    return f"""\
format: 1
workflow: parties
version: "1"
title: x
phases: [{{id: p, label: x}}]
roles: [{{id: r, label: x}}]
states:
  - {{id: draft, phase: p, label: x, initial: true, no_deadline: x}}
  - {{id: ask, phase: p, label: x, no_deadline: x}}
  - {{id: done, phase: p, label: x, outcome: settled}}
slots: [{slots}]
steps: [
  {{id: submit, label: x, from: [draft], to: ask, by: [r]}},
  {{id: finish, label: x, from: [ask], to: done, by: [r], guards: [{passed}]}},
  {back}]
"""


def main() -> None:
    """Measure everything and print it."""
    template, facts = long_template()
    lines = [
        start_up(),
        status_start_up(),
        whole_draft(),
        assembling(template, facts),
        word(template, facts),
        pdf(template, facts),
        comparing.line(template, facts),
        *drafting.lines(),
        comparing.line_of_two_kinds(template, facts),
        proof(),
        *recording.lines(),
        *summing.lines(),
        *registering.lines(),
        stepping.line(),
        judging.line(),
        *archiving.lines(),
    ]
    print(table(lines))  # noqa: T201  # its work


if __name__ == "__main__":
    main()
