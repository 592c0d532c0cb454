"""An agreement that binds as a whole is read as one: the court may judge all of it, and an effort may be a duty to try."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossiers import TEMPLATE, clause, codes

from agreements.application.draft import Order, compose
from agreements.workspace import Workspace

BINDS = (
    "Deze afspraak is voor alle Partijen in gelijke mate bindend en in rechte afdwingbaar.",
    "This agreement is binding on all Parties alike and enforceable in law.",
)
COURT = (
    "Op deze afspraak is Nederlands recht van toepassing. Een geschil over deze afspraak wordt voorgelegd aan de rechter in Den Haag.",
    "Dutch law applies to this agreement. A dispute about this agreement is submitted to the competent court in The Hague.",
)
NO_COURT = ("Op deze afspraak is Nederlands recht van toepassing.", "Dutch law applies to this agreement.")
SOME = (
    "Uitsluitend [artikel](#law) is bindend en in rechte afdwingbaar.",
    "Only [Article](#law) is binding and enforceable in law.",
)
DENIED = (
    "Deze afspraak is voor geen van de Partijen bindend en niet in rechte afdwingbaar.",
    "This agreement is not binding on any of the Parties and not enforceable in law.",
)
ASKED = {"W410", "E412", "W424"}


def found(
    folder: Path, nature: tuple[str, str], law: tuple[str, str], *, natures: str, more: dict[str, tuple[str, str]] | None = None
) -> set[str]:
    """Return which codes about what binds, money and words are found in a document of a few articles."""
    place = folder / "templates/eop"
    (place / "clauses").mkdir(parents=True)
    prints = "prints: {effort: {nl: spant zich in, en: shall use reasonable endeavours}, result: {nl: is verplicht, en: shall}}"
    declared = TEMPLATE.replace("natures: [ambition, intention, effort]", f"natures: [{natures}]\nnorm: convenants")
    declared = declared.replace("prints: {ambition: {nl: heeft de ambitie, en: has the ambition}}", prints)
    (place / "template.yaml").write_text(declared)
    texts = {"nature": nature, "law": law, **(more or {})}
    (place / "document.yaml").write_text(f"format: 1\nparts:\n  - {{id: articles, articles: true, clauses: [{', '.join(texts)}]}}\n")
    for name, (nl, en) in texts.items():
        (place / f"clauses/{name}.md").write_text(clause(name, nl, en))
    (folder / "dossier.yaml").write_text(DOSSIER)
    return set(codes(compose(Workspace.at(folder), Order("dossier.yaml", "eop")).problems)) & {*ASKED, "W437", "W438", "E414"}


DOSSIER = """\
format: 1
company: {id: verzonnen, name: Verzonnen B.V., visibility: public}
commitments:
  - id: co2
    party: company
    indicator: co2
    visibility: public
    promised:
      - stage: eop
        nature: effort
        total: {amount: "5", unit: kt, boundary: {nl: wat de Onderneming stookt, en: what the Company burns}}
        source: x
sources: {x: {title: x}}
"""
HARD, SOFT = "effort, result", "ambition, effort"


def test_a_court_may_judge_all_of_an_agreement_that_binds_as_a_whole(tmp_path: Path) -> None:
    assert found(tmp_path, BINDS, COURT, natures=HARD) == set()


def test_such_an_agreement_names_its_court(tmp_path: Path) -> None:
    assert found(tmp_path, BINDS, NO_COURT, natures=HARD) == {"W424"}


def test_an_agreement_of_results_that_says_it_does_not_bind_is_told(tmp_path: Path) -> None:
    assert found(tmp_path, DENIED, COURT, natures=HARD) == {"W410"}


def test_an_agreement_that_lets_only_some_articles_bind_is_read_by_that_list(tmp_path: Path) -> None:
    assert found(tmp_path, SOME, COURT, natures=HARD) == {"E412"}


def test_a_document_without_results_stays_as_strict(tmp_path: Path) -> None:
    assert found(tmp_path / "a", DENIED, COURT, natures=SOFT) == {"E412"}
    assert found(tmp_path / "b", BINDS, COURT, natures=SOFT) == {"W410", "E412"}
    assert found(tmp_path / "c", DENIED, NO_COURT, natures=SOFT) == set()


PROMISE = {
    "co2": (
        "De Onderneming {{ co2.nature }} om haar uitstoot met {{ co2.total }} te verminderen.",
        "The Company {{ co2.nature }} to reduce its emissions by {{ co2.total }}.",
    )
}


@pytest.mark.parametrize(("natures", "told"), [(HARD, set()), (SOFT, {"W437"})])
def test_a_duty_to_try_is_an_effort_where_results_bind_and_nowhere_else(tmp_path: Path, natures: str, told: set[str]) -> None:
    nature, law = (BINDS, COURT) if natures is HARD else (DENIED, NO_COURT)
    assert found(tmp_path, nature, law, natures=natures, more=PROMISE) == told


PAID = (
    "De Staat betaalt voorschotten op de subsidie overeenkomstig de Beschikking.",
    "The State pays advances on the grant in accordance with the Grant Decision.",
)
GIVEN = ("De Staat betaalt de Onderneming een subsidie.", "The State pays the Company a grant.")


@pytest.mark.parametrize(
    ("natures", "words", "told"), [(HARD, PAID, set()), (SOFT, PAID, {"E414"}), (HARD, GIVEN, {"E414"}), (SOFT, GIVEN, {"E414"})]
)
def test_a_subsidy_is_paid_by_the_decision_that_the_agreement_carries_out(
    tmp_path: Path, natures: str, words: tuple[str, str], told: set[str]
) -> None:
    nature, law = (BINDS, COURT) if natures is HARD else (DENIED, NO_COURT)
    assert found(tmp_path, nature, law, natures=natures, more={"paid": words}) == told


def test_what_a_figure_covers_is_no_promise_even_when_it_names_the_company(tmp_path: Path) -> None:
    covers = (
        f"{PROMISE['co2'][0]} Dit betreft {{{{ co2.total.boundary }}}}.",
        f"{PROMISE['co2'][1]} This covers {{{{ co2.total.boundary }}}}.",
    )
    assert found(tmp_path, BINDS, COURT, natures=HARD, more={"co2": covers}) == set()
