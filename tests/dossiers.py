"""Small dossiers and templates for tests; every company in them is invented."""

from __future__ import annotations

from pathlib import Path
from textwrap import dedent

from agreements.model.consistency import dossier_from
from agreements.model.dossier import Dossier
from agreements.problems import Problem, in_order
from agreements.sources import Source, parse_yaml

ROOT = Path(__file__).resolve().parent.parent

MINIMAL = """\
format: 1
company: {id: verzonnen, name: Verzonnen B.V.}
"""


def read(text: str) -> tuple[Dossier | None, tuple[Problem, ...]]:
    """Read a dossier from its text."""
    node, faults = parse_yaml(Source("dossier.yaml", dedent(text)))
    if node is None:
        return None, faults
    dossier, more = dossier_from(node)
    return dossier, in_order([*faults, *more])


def codes(problems: tuple[Problem, ...]) -> list[str]:
    return [each.code for each in problems]


def with_promise(promise: str) -> str:
    """Return a dossier with one promise on CO2; `promise` is what stands in it besides stage and nature."""
    return dedent(
        f"""\
        format: 1
        company: {{id: verzonnen, name: Verzonnen B.V.}}
        commitments:
          - id: co2-2030
            party: company
            indicator: co2
            visibility: public
            promised:
              - {{stage: eop, nature: ambition, {promise}}}
        sources:
          opgave: {{title: Opgave}}
        """
    )


def workspace(folder: Path, *, clauses: dict[str, str], plan: str = "", template: str = "", dossier: str = MINIMAL) -> Path:
    """Make a small workspace with a template `eop`; `plan` and `template` are added to the files."""
    eop = folder / "templates" / "eop"
    (eop / "clauses").mkdir(parents=True)
    (folder / "examples" / "demo").mkdir(parents=True)
    (eop / "template.yaml").write_text(TEMPLATE + dedent(template), encoding="utf-8")
    names = ", ".join(clauses)
    (eop / "document.yaml").write_text(
        dedent(plan) or f"format: 1\nparts:\n  - {{id: articles, articles: true, clauses: [{names}]}}\n", encoding="utf-8"
    )
    for name, text in clauses.items():
        (eop / "clauses" / f"{name}.md").write_text(text, encoding="utf-8")
    (folder / "examples" / "demo" / "verzonnen.yaml").write_text(dedent(dossier), encoding="utf-8")
    return folder


TEMPLATE = """\
format: 1
kind: eop
version: "1.0"
languages: [nl, en]
prevails: nl
title: {nl: Expression of Principles, en: Expression of Principles}
natures: [ambition, intention, effort]
signatures: {minister: "{{ minister.name }}", province: "{{ province.name }}", company: "{{ company.name }}", parent: "{{ parent.name }}"}
fields:
  - {id: company.name, type: text, required: true, visibility: public, label: {nl: naam, en: name}}
  - {id: company.seat, type: text, visibility: public, label: {nl: zetel, en: seat}}
  - {id: co2.total, type: figure, visibility: public, label: {nl: vermindering, en: reduction}}
  - {id: co2.nature, type: choice, visibility: public, label: aard, prints: {ambition: {nl: heeft de ambitie, en: has the ambition}}}
  - id: projects
    type: list
    visibility: public
    label: {nl: projecten, en: projects}
    of:
      - {id: name, type: text, required: true, visibility: public, label: {nl: naam van het project, en: name of the project}}
      - {id: start, type: date, visibility: public, label: {nl: start, en: start}}
"""


def clause(name: str, nl: str, en: str = "", front: str = "") -> str:
    """Return a clause file; the English is the Dutch unless it is given."""
    extra = f"{front}\n" if front else ""
    return f"---\nid: {name}\nversion: 1\ntitle: {{nl: {name}, en: {name}}}\n{extra}---\n# nl\n\n{nl}\n\n# en\n\n{en or nl}\n"
