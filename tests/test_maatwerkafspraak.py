"""The binding agreement: its sample and every fallback read clean, each hard rule finds its fault, and it drafts from other dossiers."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from dossiers import ROOT, codes

from agreements.application.draft import Order, Outcome, compose
from agreements.application.templates import template_of
from agreements.formats import render
from agreements.workspace import Workspace

KIND = "maatwerkafspraak"
SAMPLE = "dossier.yaml"
Edit = tuple[str, str, str]  # file, old, new


def composed(folder: Path, *edits: Edit, language: str = "nl") -> Outcome:
    """Draft the sample in a workspace of its own, after replacing texts in its files."""
    shutil.copytree(ROOT / "templates", folder / "templates", ignore=shutil.ignore_patterns("*.lock*"))
    place = folder / "templates" / KIND
    dossier = folder / SAMPLE
    shutil.copy(place / "sample" / SAMPLE, dossier)
    for file, old, new in edits:
        path = dossier if file == SAMPLE else place / file
        written = path.read_text(encoding="utf-8")
        assert old in written, (file, old)
        path.write_text(written.replace(old, new), encoding="utf-8")
    return compose(Workspace.at(folder), Order(SAMPLE, KIND, (language,)))


def text(outcome: Outcome) -> str:
    """Return the first document as text, with ordinary spaces."""
    assert outcome.documents, outcome.problems
    return render(outcome.documents[0], "txt").decode().replace("\u00a0", " ")


def found(folder: Path, *edits: Edit) -> set[str]:
    return set(codes(composed(folder, *edits).problems))


def words(folder: Path, *edits: Edit, language: str = "nl") -> str:
    return text(composed(folder, *edits, language=language))


def test_the_sample_reads_clean(tmp_path: Path) -> None:
    assert found(tmp_path) == set()


TEMPLATE = template_of(Workspace.at(ROOT), KIND)[0]
assert TEMPLATE is not None
FALLBACKS = [(clause.id, position.id, position.accept[0]) for clause in TEMPLATE.clauses for position in clause.about.positions]
HARD = {
    "purpose",
    "projects",
    "milestones",
    "carbon",
    "measuring",
    "preconditions",
    "subsidy",
    "state-aid",
    "monitoring",
    "default",
    "penalty",
    "recovery",
    "security",
    "force-majeure",
    "liability",
    "unforeseen",
    "change-of-law",
    "transfer",
    "term",
    "termination",
    "law",
    "confidentiality",
}


def chosen(clause: str, position: str, role: str) -> Edit:
    given = f"{{position: {position}, role: {role}, accepted_by: mr. J. Jurist}}"
    return (SAMPLE, "\nsources:", f"\npositions:\n  {KIND}:\n    {clause}: {given}\n\nsources:")


@pytest.mark.parametrize(("clause", "position", "role"), FALLBACKS)
def test_each_fallback_reads_clean(tmp_path: Path, clause: str, position: str, role: str) -> None:
    assert found(tmp_path, chosen(clause, position, role)) == set()


def test_each_hard_clause_has_a_fallback_that_somebody_may_accept() -> None:
    assert {clause for clause, _, _ in FALLBACKS} >= HARD


BINDS = "Zij is voor alle Partijen in gelijke mate bindend en in rechte afdwingbaar."
COURT = "wordt uitsluitend voorgelegd aan de bevoegde rechter in Den Haag"
MAXIMUM = "Dat bedrag is het maximum."
NO_PROMISE = "Deze Overeenkomst houdt geen toezegging in over de uitkomst van een aanvraag"


@pytest.mark.parametrize(
    ("code", "edit"),
    [
        ("W410", ("clauses/nature.md", BINDS, "Zij is voor geen van de Partijen bindend of in rechte afdwingbaar.")),
        ("E411", ("clauses/nature.md", BINDS, f"{BINDS} Alleen de Staat kan nakoming vorderen.")),
        ("W424", ("clauses/law.md", COURT, "wordt voorgelegd aan arbiters")),
        ("E414", ("clauses/subsidy.md", MAXIMUM, f"{MAXIMUM} De Staat verstrekt daarnaast een subsidie.")),
        ("E415", ("clauses/permits.md", NO_PROMISE, "De Provincie verleent de Onderneming tijdig een vergunning. Zij maakt")),
        ("E416", ("clauses/mandatory-law.md", "Dat geldt in ieder geval", "De Staat wijzigt de wet. Dat geldt in ieder geval")),
        ("E403", (SAMPLE, 'nature: result\n        total: {amount: "310"', 'nature: ambition\n        total: {amount: "310"')),
        ("W437", ("template.yaml", "result: {nl: is verplicht, en: shall}", "result: {nl: streeft, en: shall}")),
        ("W438", ("clauses/carbon.md", "De Onderneming {{ co2.nature }} om {{ co2.neutral }}", "De Onderneming gaat {{ co2.neutral }}")),
        ("W463", (SAMPLE, 'instalment: {amount: "10", unit: percent', 'instalment: {amount: "25", unit: percent')),
        ("W450", (SAMPLE, "    conditions_by: 2027-06-01", "    conditions_by: 2025-06-01")),
    ],
)
def test_each_rule_on_a_binding_agreement_finds_its_fault(tmp_path: Path, code: str, edit: Edit) -> None:
    assert code in found(tmp_path, edit)


def test_instalments_in_money_are_no_more_than_the_subsidy(tmp_path: Path) -> None:
    assert found(tmp_path / "a", (SAMPLE, 'instalment: {amount: "10", unit: percent', 'instalment: {amount: "90", unit: mln_eur')) == set()
    assert found(tmp_path / "b", (SAMPLE, 'instalment: {amount: "10", unit: percent', 'instalment: {amount: "97", unit: mln_eur')) == {
        "W463"
    }


def test_what_the_state_took_back_makes_no_room_for_instalments(tmp_path: Path) -> None:
    promise = '{stage: maatwerkafspraak, nature: result, total: {amount: "500", unit: mln_eur}, source: opgave}'
    before = f"  - {{id: earlier, party: state, indicator: other, withdrawn: true, promised: [{promise}]}}\n  - id: state-contribution"
    edits = (SAMPLE, "  - id: state-contribution", before), (SAMPLE, '{amount: "10", unit: percent', '{amount: "97", unit: mln_eur')
    assert found(tmp_path, *edits) == {"W463"}


def test_the_maximum_is_what_the_state_committed(tmp_path: Path) -> None:
    said = words(tmp_path)
    assert "Volgens de Beschikking bedraagt de Subsidie ten hoogste € 96.500.000." in said
    assert "Een bijdrage van de Provincie van ten hoogste € 750.000" in said


def test_a_maximum_that_is_internal_stays_a_blank(tmp_path: Path) -> None:
    shown = "    subject: {nl: subsidie van de Staat, en: grant by the State}\n    visibility: public"
    outcome = composed(tmp_path, (SAMPLE, shown, shown.replace("public", "internal")))
    assert [dict(each.arguments)["path"] for each in outcome.problems] == ["subsidy.total"]
    assert "bedraagt de Subsidie [maximum van de subsidie]." in text(outcome)
    assert "96.500.000" not in text(outcome)


def test_without_money_a_blank_asks_for_it(tmp_path: Path) -> None:
    outcome = composed(
        tmp_path,
        (SAMPLE, "    party: state\n    indicator: other", "    party: state\n    withdrawn: true\n    indicator: other"),
        (SAMPLE, "    party: province\n    indicator: other", "    party: province\n    withdrawn: true\n    indicator: other"),
    )
    (asked,) = outcome.problems
    assert asked.code == "W402"
    assert dict(asked.arguments)["path"] == "subsidy.total"


AID = (SAMPLE, "    aid: approval", "    aid: scheme")


def test_a_scheme_that_was_approved_asks_for_no_condition(tmp_path: Path) -> None:
    said = words(tmp_path, AID)
    assert "opschortende voorwaarde dat de Europese Commissie" not in said
    assert "een door de Europese Commissie goedgekeurde regeling" in said
    assert "1 juni 2027" not in said


BARE: tuple[Edit, ...] = (
    (SAMPLE, '    guarantee: parent\n    guarantee_amount: {amount: "60", unit: mln_eur}\n', ""),
    (SAMPLE, '    penalty: {amount: "50000", unit: eur}\n    penalty_max: {amount: "1200000", unit: eur}\n', ""),
    (SAMPLE, '    margin: {amount: "2", unit: percent}\n', ""),
    (SAMPLE, "    budget: pending", "    budget: adopted"),
    (SAMPLE, "    signs: true", "    signs: false"),
)


def test_what_is_not_agreed_leaves_no_trace(tmp_path: Path) -> None:
    outcome = composed(tmp_path, *BARE, AID)
    assert not {"E402", "W302"} & set(codes(outcome.problems))
    said = text(outcome)
    assert not [each for each in ("Boete", "Zekerheid", "akte", "Moedermaatschappij stelt", "4:34") if each in said]
    assert "Er geldt geen meetmarge." in said


def test_an_effort_and_a_result_are_worded_as_what_they_are(tmp_path: Path) -> None:
    nl, en = words(tmp_path / "nl"), words(tmp_path / "en", language="en")
    assert "De Onderneming is verplicht om haar uitstoot van CO₂ in 2030 met 385 kiloton per jaar te verminderen" in nl
    assert "De Onderneming spant zich in om voor ammoniak" in nl
    assert "The Company shall reduce its emissions of CO₂ by 385 kilotonnes a year in 2030" in en
    assert "The Company shall use reasonable endeavours to achieve a reduction of 12 tonnes a year in 2031 for ammonia" in en


def test_an_investment_is_no_reduction(tmp_path: Path) -> None:
    said = words(tmp_path)
    assert "De Onderneming is verplicht om een investering van ten minste € 330 miljoen tot stand te brengen." in said
    assert "vermindering met ten minste € 330" not in said


@pytest.mark.parametrize("subject", ["nobian", "cosun", "fantasie-papier"])
def test_it_drafts_from_other_dossiers_with_only_blanks(subject: str) -> None:
    outcome = compose(Workspace.at(ROOT), Order(subject, KIND, ("nl", "en")))
    assert set(codes(outcome.problems)) == {"W402"}
    assert len(outcome.documents) == 2


@pytest.mark.parametrize(
    ("when", "said"),
    [
        ("2024-05-16", "principles, met als datum 16 mei 2024;"),
        ("2024-05", "principles, met als datum mei 2024;"),
        ("2024-03-01/2024-05-31", ""),
    ],
)
def test_of_an_earlier_instrument_no_more_is_said_than_is_known(tmp_path: Path, when: str, said: str) -> None:
    """A month is no day on which somebody signed; of a day that is not known at all nothing is said."""
    shown = words(tmp_path, (SAMPLE, "event: signed, date: 2024-05-16", f"event: signed, date: {when}"))
    assert said in shown
    assert bool(said) == ("expression of principles" in shown)


def test_notice_is_given_in_one_form(tmp_path: Path) -> None:
    """The article on notices says how; that on termination asks for nothing else."""
    said = words(tmp_path)
    assert "Opzegging gebeurt met redenen en in de vorm, bedoeld in artikel 42, tweede lid, aan alle Partijen" in said
    assert said.count("aangetekende brief") == 1


def test_what_is_for_information_is_so_by_its_article(tmp_path: Path) -> None:
    """An annex has the nature of the articles, and gives way to them: that it binds nobody is said by an article."""
    assert "De randvoorwaarden die Partijen nu zien, staan ter informatie in bijlage 5" in words(tmp_path / "nl")
    assert "are stated for information in Annex 5" in words(tmp_path / "en", language="en")


def test_nobians_money_stands_where_money_belongs() -> None:
    said = text(compose(Workspace.at(ROOT), Order("nobian", KIND)))
    assert "een investering van € 645 miljoen tot stand te brengen. Het gaat om: gezamenlijke investering van Nobian en de overheid" in said
    assert "Volgens de Beschikking bedraagt de Subsidie ten hoogste € 185 miljoen." in said


def test_a_dossier_of_an_earlier_stage_drafts_with_results_added(tmp_path: Path) -> None:
    """A steel maker of the EoP with what an agreement promises: another mix of parties, projects and subjects than the sample."""
    dossier = (ROOT / "examples/demo/voorbeeld-staal.yaml").read_text(encoding="utf-8")
    mark = "    promised:\n      - stage: eop"
    result = "{stage: maatwerkafspraak, nature: result, visibility: public, source: %s, total: {amount: '2.1', unit: Mt, year: 2031}}"
    source = dossier.split("\nsources:\n  ")[1].partition(":")[0]
    (tmp_path / "staal.yaml").write_text(
        dossier.replace(mark, mark.replace("      - stage", f"      - {result % source}\n      - stage"), 1), encoding="utf-8"
    )
    outcome = compose(Workspace.at(ROOT), Order(str(tmp_path / "staal.yaml"), KIND, ("nl", "en")))
    assert set(codes(outcome.problems)) == {"W402"}
    assert "2,1 megaton" in text(outcome)
