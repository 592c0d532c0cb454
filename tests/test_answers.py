"""What a template asks beyond the facts: answers get the type that the template declares."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossiers import MINIMAL, clause, codes, workspace

from agreements.application.draft import Order, Outcome, compose
from agreements.formats import render
from agreements.problems import errors
from agreements.workspace import Workspace

FIELDS = """\
# what a letter asks
  - {id: answers.day, type: date, visibility: public, label: dag}
  - {id: answers.tone, type: choice, visibility: public, label: toon, prints: {warm: {nl: hartelijk, en: warm}}}
  - {id: answers.sum, type: figure, visibility: public, label: bedrag}
  - {id: answers.note, type: text, visibility: public, label: noot}
"""
TEXT = "{{ answers.day }}; {{ answers.tone }}; {{ answers.sum }} {{ answers.sum.target }}; {{ answers.note }}."


def draft(folder: Path, answers: str) -> Outcome:
    dossier = MINIMAL + f"answers:\n  eop: {{{answers}}}\n"
    place = workspace(folder, clauses={"a": clause("a", TEXT)}, template=FIELDS, dossier=dossier)
    return compose(Workspace.at(place), Order("verzonnen", "eop"))


def test_each_answer_prints_as_its_type(tmp_path: Path) -> None:
    answers = 'day: 2027-03-01, tone: warm, sum: {amount: "73", unit: mln_eur, year: 2027}, note: {nl: zo, en: so}'
    text = render(draft(tmp_path, answers).documents[0], "txt").decode().replace("\u00a0", " ")
    assert "1 maart 2027; hartelijk; € 73 miljoen in 2027; zo." in text


def test_an_answer_that_is_absent_is_a_blank(tmp_path: Path) -> None:
    text = render(draft(tmp_path, "note: zo").documents[0], "txt").decode()
    assert "[dag]; [toon]; [bedrag] [bedrag: streefjaar]; zo." in text


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        ("dag: 2027-03-01", "E201"),
        ("day: morgen", "E206"),
        ("tone: koud", "E204"),
        ("tone: [warm]", "E204"),
        ("sum: 73", "E203"),
        ('sum: {amount: "73"}', "E202"),
        ("note: []", "E203"),
    ],
)
def test_an_answer_that_does_not_fit_is_an_error_in_its_place(tmp_path: Path, answer: str, code: str) -> None:
    outcome = draft(tmp_path, answer)
    found = errors(outcome.problems)
    assert codes(found) == [code]
    assert found[0].where.line == 4
    assert outcome.documents == ()
