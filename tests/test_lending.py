"""A clause that two kinds of document share is written once: it speaks of the document it stands in, and never changes unseen."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossiers import MINIMAL, TEMPLATE, clause, workspace

from agreements.application.check import check, lock
from agreements.application.draft import Order, compose
from agreements.application.templates import template_of
from agreements.drafting.locking import LOCK
from agreements.formats import render
from agreements.problems.display import message
from agreements.workspace import Workspace

TERMS = """\
itself: {0}
terms:
  - {{id: eop, nl: [EoP], en: [EoP], defined_in: kosten}}
  - {{id: afspraak, nl: [Afspraak], en: [Agreement], defined_in: kosten}}
"""
NL = "Deze Expression of Principles (EoP) gaat uit van eigen kosten bij {{ company.name }}. Een NEoP niet."
EN = "This Expression of Principles (EoP) assumes own costs at {{ company.name }}. A NEoP does not."
FALLBACK = "positions: [{id: uitwijk, accept: [director]}]"
COSTS = clause("kosten", NL, EN, FALLBACK).replace(
    "title: {nl: kosten, en: kosten}", "title: {nl: Kosten van deze EoP, en: Costs of this EoP}"
)
COSTS += "\n# nl uitwijk\n\nDe Staat betaalt deze EoP.\n\n# en uitwijk\n\nThe State pays for this EoP.\n"
PLAN = "format: 1\nborrows: [{0}]\nparts:\n  - {{id: articles, articles: true, clauses: [{1}]}}\n"
BORROWER = TEMPLATE.replace("kind: eop", "kind: maatwerkafspraak").replace("Expression of Principles", "Tailor-Made Agreement")
BORROWER = BORROWER[: BORROWER.index("fields:")]
OWN_FIELD = "fields:\n  - {id: company.seat, type: text, required: true, visibility: public, label: {nl: eigen zetel, en: own seat}}\n"
ENTRY = "{clause: kosten, use: eop@1}"
DOSSIER = MINIMAL.replace("stage: eop", "stage: maatwerkafspraak")


def office(folder: Path, *, entry: str = ENTRY, lender: str = "eop", costs: str = COSTS, more: str = "") -> Path:
    """Make a workspace in which the agreement borrows the clause on costs from the EoP and has a clause of its own."""
    place = workspace(folder / "werk", clauses={"kosten": costs}, template=TERMS.format("eop"), dossier=DOSSIER)
    borrower = place / "templates" / "maatwerkafspraak"
    (borrower / "clauses").mkdir(parents=True)
    (borrower / "template.yaml").write_text(BORROWER + OWN_FIELD + TERMS.format("afspraak") + more)
    (borrower / "document.yaml").write_text(PLAN.format(lender, f"zetel, {entry}"))
    (borrower / "clauses" / "zetel.md").write_text(clause("zetel", "Gevestigd te {{ company.seat }}.", "Seated in {{ company.seat }}."))
    return place


def rewrite(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def text_of(place: Path, language: str) -> str:
    outcome = compose(Workspace.at(place), Order("verzonnen", "maatwerkafspraak", (language,)))
    assert outcome.documents, outcome.problems
    return render(outcome.documents[0], "txt").decode()


def codes_of(place: Path) -> list[str]:
    return [each.code for each in template_of(Workspace.at(place), "maatwerkafspraak")[1]]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        (
            "nl",
            "Kosten van deze Afspraak\n\nDeze Tailor-Made Agreement (Afspraak) gaat uit van eigen kosten bij [naam]. Een NEoP niet.",
        ),
        ("en", "Costs of this Agreement\n\nThis Tailor-Made Agreement (Agreement) assumes own costs at [name]. A NEoP does not."),
    ],
)
def test_a_borrowed_clause_speaks_of_the_document_that_it_stands_in(tmp_path: Path, language: str, words: str) -> None:
    place = office(tmp_path)
    assert words in text_of(place, language)


def test_its_positions_come_along_under_the_same_version(tmp_path: Path) -> None:
    template, _ = template_of(Workspace.at(office(tmp_path)), "maatwerkafspraak")
    assert template is not None
    borrowed = template.clauses[1]
    assert (borrowed.id, borrowed.about.version) == ("kosten", 1)
    assert [position.id for position in borrowed.about.positions] == ["uitwijk"]
    assert set(borrowed.digests) == {"standard", "uitwijk"}


def test_fields_come_along_unless_the_template_declares_them_itself(tmp_path: Path) -> None:
    template, problems = template_of(Workspace.at(office(tmp_path)), "maatwerkafspraak")
    assert template is not None
    labels = {each.id: each.label.nl for each in template.about.fields}
    assert labels["company.name"] == "naam"
    assert labels["company.seat"] == "eigen zetel"
    assert "projects" in labels
    assert {each.code for each in problems} == {"W401"}  # a term of this small template that nothing uses


def test_the_lender_is_not_touched(tmp_path: Path) -> None:
    place = office(tmp_path)
    outcome = compose(Workspace.at(place), Order("verzonnen", "eop", ("nl",)))
    assert "Deze Expression of Principles (EoP) gaat uit" in render(outcome.documents[0], "txt").decode()


def test_a_change_in_the_lender_stops_the_borrower_until_somebody_has_read_it(tmp_path: Path) -> None:
    place = office(tmp_path)
    lock(Workspace.at(place))
    rewrite(place / "templates/eop/clauses/kosten.md", "eigen kosten", "gedeelde kosten")
    assert sorted({each.code for each in check(Workspace.at(place), None, None)} - {"W401"}) == ["E315"]
    rewrite(place / "templates/eop/clauses/kosten.md", "version: 1", "version: 2")
    (stop,) = (each for each in check(Workspace.at(place), None, None) if each.code != "W401")
    assert (stop.code, stop.where.file) == ("E319", "templates/maatwerkafspraak/document.yaml")
    assert message(stop, "nl") == "de clausule 'kosten' van 'eop' heeft daar versie 2; hier is versie 1 gelezen"
    rewrite(place / "templates/maatwerkafspraak/document.yaml", "eop@1", "eop@2")
    assert {each.code for each in check(Workspace.at(place), None, None)} == {"W401"}
    assert "gedeelde kosten" in text_of(place, "nl")


def test_the_lock_of_the_borrower_holds_the_text_as_it_is_printed_there(tmp_path: Path) -> None:
    place = office(tmp_path)
    lock(Workspace.at(place))
    own, other = ((place / "templates" / kind / LOCK).read_text() for kind in ("maatwerkafspraak", "eop"))
    assert "kosten:" in own
    assert "zetel:" in own
    assert {line for line in own.splitlines() if "digest" in line}.isdisjoint(other.splitlines())
    rewrite(place / "templates/maatwerkafspraak/template.yaml", "[Afspraak]", "[Regeling]")
    assert "E315" in codes_of(place)


REFUSED: list[tuple[dict[str, str], str]] = [
    ({"entry": "{clause: kosten, use: eop@2}"}, "E319"),
    ({"entry": "{clause: kosten, use: eop}"}, "E206"),
    ({"entry": "{clause: kosten, use: jloi@1}"}, "E320"),
    ({"lender": "eop, jloi"}, "E320"),
    ({"lender": "eop, maatwerkafspraak"}, "E320"),
    ({"entry": "{clause: duur, use: eop@1}"}, "E309"),
    ({"entry": "{clause: zetel, use: eop@1}"}, "E207"),
    ({"costs": COSTS.replace("eigen kosten", "de Afspraak daarna")}, "E321"),
    ({"costs": COSTS.replace("eigen kosten", "[kosten](#duur)")}, "E402"),
]


@pytest.mark.parametrize(("changes", "code"), REFUSED, ids=[f"{code}-{number}" for number, (_, code) in enumerate(REFUSED)])
def test_what_cannot_be_borrowed_is_refused(tmp_path: Path, changes: dict[str, str], code: str) -> None:
    assert code in codes_of(office(tmp_path, **changes))


def test_a_term_of_the_lender_that_is_not_defined_here_is_refused(tmp_path: Path) -> None:
    place = office(tmp_path, costs=COSTS.replace("eigen kosten", "de Staat"))
    assert "E405" not in codes_of(place)
    rewrite(place / "templates/eop/template.yaml", "terms:\n", "terms:\n  - {id: state, nl: [Staat], en: [State], defined_in: kosten}\n")
    assert "E405" in codes_of(place)


@pytest.mark.parametrize("kind", ["eop", "maatwerkafspraak"])
def test_both_templates_say_how_they_speak_of_themselves(tmp_path: Path, kind: str) -> None:
    place = office(tmp_path)
    own = "eop" if kind == "eop" else "afspraak"
    rewrite(place / "templates" / kind / "template.yaml", f"itself: {own}\n", "")
    assert "E202" in codes_of(place)


def test_a_document_that_speaks_of_itself_by_an_unknown_term_is_refused(tmp_path: Path) -> None:
    place = office(tmp_path)
    rewrite(place / "templates/maatwerkafspraak/template.yaml", "itself: afspraak", "itself: afsprak")
    found = template_of(Workspace.at(place), "maatwerkafspraak")[1]
    assert "E202" in {each.code for each in found}
    rewrite(place / "templates/maatwerkafspraak/document.yaml", f", {ENTRY}", "")
    (unknown,) = (each for each in template_of(Workspace.at(place), "maatwerkafspraak")[1] if each.code == "E405")
    assert dict(unknown.arguments)["name"] == "afsprak"


def test_a_lender_that_cannot_be_read_tells_its_own_faults(tmp_path: Path) -> None:
    place = office(tmp_path)
    rewrite(place / "templates/eop/template.yaml", "prevails: nl\n", "")
    (fault,) = (each for each in template_of(Workspace.at(place), "maatwerkafspraak")[1] if each.code.startswith("E"))
    assert (fault.code, fault.where.file) == ("E202", "templates/eop/template.yaml")
