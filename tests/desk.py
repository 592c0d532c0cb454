"""A desk with a record: a workspace of its own, two people and an invented company, worked through the command line as people do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result  # noqa: TID251  # to call the command line
from dossiers import ROOT

from agreements.cli import cli
from agreements.workspace import create

NOW = "2026-03-02T10:00:00+01:00"

GLASS = """\
format: 1
company: {id: proef-glas, name: Proef Glas B.V., short_name: Proef Glas, visibility: public}
ministers:
  - {id: kgg, office: minister, ministry: {nl: Klimaat en Groene Groei, en: Climate Policy and Green Growth}, visibility: public}
signatories:
  - id: voorbeeld
    for: company
    name: V. Voorbeeld
    visibility: public
    authority: {kind: register_extract, date: 2026-03-01, reference: uittreksel}
  - {id: minister, for: kgg, name: M. Minister, visibility: public, authority: {kind: office}}
commitments:
  - id: co2-2030
    party: company
    indicator: co2
    visibility: public
    promised:
      - {stage: eop, nature: ambition, total: {amount: "90", unit: kt, year: 2030}, source: opgave, visibility: public}
sources:
  opgave: {title: Opgave van Proef Glas (verzonnen), date: 2026-01}
"""

ROLES = ("programme-manager", "policy-officer", "signing-officer", "archivist", "subsidy-officer")


class Desk:
    """A workspace with a record, and how to work at it."""

    def __init__(self, root: Path) -> None:
        """Make the workspace; the record comes with the first person."""
        self.root = root / "kantoor"
        create(self.root)
        self.now = NOW

    @property
    def record(self) -> Path:
        return self.root / "output" / "record.sqlite3"

    def run(self, *words: str, person: str = "", messages: str = "en", code: int = 0) -> Result:
        """Call the command line and expect an exit code; -1: whichever."""
        told = ["-w", str(self.root), "--messages", messages, *words, *(["--as", person] if person else [])]
        result = CliRunner().invoke(cli, told, env={"MAATWERK_NOW": self.now, "MAATWERK_PERSON": None, "MAATWERK_RECORD": None})
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        assert code in {result.exit_code, -1}, (words, result.output)
        return result

    def said(self, *words: str, person: str = "") -> str:
        """Return what a command prints, with plain spaces."""
        return self.run(*words, person=person).stdout.replace("\xa0", " ")

    def data(self, *words: str, person: str = "", code: int = 0) -> Any:  # noqa: ANN401  # as JSON gives it
        """Return what a command prints as JSON."""
        return json.loads(self.run(*words, "--json", person=person, code=code).stdout)

    def file(self, name: str, text: str) -> str:
        """Return the path of a file with this text."""
        path = self.root / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    def codes(self, *words: str, person: str = "") -> list[str]:
        """Return the codes with which a command is refused."""
        return re.findall(r"error\[(E\d+)\]", self.run(*words, person=person, code=1).stderr)


def staffed(root: Path, workflow: str = "maatwerk") -> Desk:
    """Return a desk with two people who hold the roles of the office, and a published workflow."""
    desk = Desk(root)
    desk.run("person", "add", "anna", "--name", "Anna Voorbeeld", "--email", "anna@example.org")
    desk.run("person", "add", "bram", "--name", "Bram Proef", person="anna")
    desk.run("workflow", "publish", str(ROOT / "workflows" / f"{workflow}.yaml"), person="anna")
    for role in ROLES:
        if role in (desk.root / "workflows" / f"{workflow}.yaml").read_text():
            desk.run("person", "grant", "anna", role, person="bram")
    desk.run("person", "grant", "bram", "lawyer", "--for", "kgg", person="anna")
    return desk


def with_glass(root: Path, workflow: str = "maatwerk") -> Desk:
    """Return such a desk with the dossier of Proef Glas applied."""
    desk = staffed(root, workflow)
    desk.run("apply", desk.file("proef-glas.yaml", GLASS), "--workflow", workflow, person="anna")
    return desk
