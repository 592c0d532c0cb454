"""From facts and clauses to a numbered document: repetition, references, definitions, blanks."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossiers import MINIMAL, clause, codes, read, with_promise, workspace

from agreements.application.draft import Order, Outcome, compose
from agreements.drafting.assembly import blanks
from agreements.drafting.document import (
    Blank,
    Definition,
    Division,
    Document,
    Reference,
    Role,
    Status,
    TermUse,
    Value,
    inlines,
    nodes,
    plain,
)
from agreements.drafting.facts import Choice, facts_of
from agreements.formats import render
from agreements.model.dossier_kinds import Stage
from agreements.workspace import Workspace

PROJECTS = """\
format: 1
company: {id: verzonnen, name: Verzonnen B.V., visibility: public}
projects:
  - {id: oven, name: {nl: elektrische oven, en: electric furnace}, technique: electrification, start: 2029-10, visibility: public}
  - {id: warmte, name: {nl: restwarmte, en: residual heat}, technique: residual_heat, visibility: public, rank: 1}
  - {id: geheim, name: geheim plan, technique: other}
"""


def draft(folder: Path, clauses: dict[str, str], *, plan: str = "", template: str = "", dossier: str = MINIMAL, **order: object) -> Outcome:
    place = Workspace.at(workspace(folder, clauses=clauses, plan=plan, template=template, dossier=dossier))
    return compose(place, Order(subject="verzonnen", kind="eop", **order))  # type: ignore[arg-type]


def text(outcome: Outcome, language: str = "nl") -> str:
    document = next(each for each in outcome.documents if each.language == language)
    words = render(document, "txt").decode().replace("\u00a0", " ")
    return words.partition("Expression of Principles\n")[2].strip()


def only(outcome: Outcome) -> Document:
    assert codes(outcome.problems) in ([], ["W402"])
    return outcome.documents[0]


@pytest.mark.parametrize(
    ("kept", "expected"),
    [
        (0, "Er zijn nul projecten."),
        (1, "Er is één project: elektrische oven.\n\n1. elektrische oven"),
        (2, "Er zijn twee projecten: restwarmte en elektrische oven.\n\n1. restwarmte\n2. elektrische oven"),
    ],
)
def test_repetition_reads_well_for_none_one_and_many(tmp_path: Path, kept: int, expected: str) -> None:
    lines = PROJECTS.splitlines()
    dossier = "\n".join(lines[: 2 if not kept else 3 + kept]) + "\n"
    body = (
        "{when: not projects} Er zijn nul projecten.\n\n"
        '{when: projects} Er {{ projects | plural("is", "zijn") }} {{ projects | number }} '
        '{{ projects | plural("project", "projecten") }}: '
        "{{ projects.name | names }}.\n\n1. {for: projects as project} {{ project.name }}"
    )
    outcome = draft(tmp_path, {"plan": clause("plan", body)}, dossier=dossier)
    assert text(outcome).split("\n\n", 1)[1].replace("\n\n", "\n") == expected.replace("\n\n", "\n")


def test_what_is_internal_is_never_printed(tmp_path: Path) -> None:
    outcome = draft(tmp_path, {"plan": clause("plan", "1. {for: projects as project} {{ project.name }}")}, dossier=PROJECTS)
    for name in ("docx", "html", "akn", "txt", "json"):
        assert b"geheim" not in render(outcome.documents[0], name)


def test_what_came_up_later_does_not_stand_in_an_earlier_document() -> None:
    lines = [f"  - {{id: {stage}, what: stap, party: company, visibility: public, since: {stage}}}" for stage in Stage]
    dossier, problems = read("\n".join((PROJECTS.replace("rank: 1", "rank: 1, since: jloi") + "milestones:", *lines)))
    assert dossier is not None, problems
    found = {}
    for stage in Stage:
        facts = facts_of(dossier, stage)
        projects, milestones = facts["projects"], facts["milestones"]
        assert isinstance(projects, tuple)
        assert isinstance(milestones, tuple)
        found[stage.value] = [each["id"] for each in (*projects, *milestones)]
    assert found == {
        "eop": ["oven", "eop"],
        "jloi": ["warmte", "oven", "eop", "jloi"],
        "maatwerkafspraak": ["warmte", "oven", "eop", "jloi", "maatwerkafspraak"],
    }


def test_repeated_lines_keep_a_name_of_their_own(tmp_path: Path) -> None:
    outcome = draft(tmp_path, {"plan": clause("plan", "1. {#project} {for: projects as project} {{ project.name }}")}, dossier=PROJECTS)
    uids = [node.uid for node in nodes(only(outcome)) if isinstance(node, Division) and node.role is Role.PARAGRAPH]
    assert uids == ["plan.project[warmte]", "plan.project[oven]"]


def test_a_value_keeps_path_and_exact_parts_from_dossier_to_page(tmp_path: Path) -> None:
    dossier = with_promise('total: {amount: "1.5", unit: Mt, year: 2030}, source: opgave')
    outcome = draft(
        tmp_path, {"co2": clause("co2", "De Onderneming {{ co2.nature }} van {{ co2.total }} {{ co2.total.target }}.")}, dossier=dossier
    )
    values = [each for each in inlines(only(outcome)) if isinstance(each, Value)]
    assert values == [
        Value("co2.nature", "heeft de ambitie", (("choice", "ambition"),)),
        Value("co2.total", "1,5\u00a0megaton", (("amount", "1.5"), ("unit", "Mt"))),
        Value("co2.total.target", "in\u00a02030"),
    ]


def test_a_value_is_never_read_as_markup(tmp_path: Path) -> None:
    nasty = "**vet** {{ company.seat }} [x](#y) <b>&amp;</b> {% raw %}"
    dossier = f"format: 1\ncompany: {{id: verzonnen, name: '{nasty}', visibility: public}}\n"
    outcome = draft(tmp_path, {"a": clause("a", "Naam: {{ company.name }}.")}, dossier=dossier)
    assert nasty in text(outcome)
    assert [each.text for each in inlines(only(outcome)) if isinstance(each, Value)] == [nasty]


@pytest.mark.parametrize(("name", "said"), [("Verzonnen B.V.", "Dit is Verzonnen B.V."), ("Verzonnen", "Dit is Verzonnen.")])
def test_a_name_that_ends_with_a_point_ends_the_sentence(tmp_path: Path, name: str, said: str) -> None:
    dossier = f"format: 1\ncompany: {{id: verzonnen, name: {name}, visibility: public}}\n"
    body = "Dit is {{ company.name }}.\n\nVan {{ company.name }}. Met meer."
    assert text(draft(tmp_path, {"a": clause("a", body)}, dossier=dossier)).endswith(f"{said}\n{said.replace('Dit is', 'Van')} Met meer.")


NUMBERS = """\
De aanhef van [artikel](#tweede.laatste), en [Artikel](#tweede); zie het [leden](<#eerste.eerste #eerste.laatste>).

1. {#eerste} Het eerste lid:
    - a; en
    - {#b} b, met
        - iets; en
        - {#diep} nog iets.

1. {#laatste} Zie [lid](#eerste.eerste), [lid](#eerste.b), [artikel](#tweede.laatste), [artikelen](<#eerste #tweede>) en [bijlage](#los).
"""
OTHER = "1. {#laatste} Zie [artikel](#eerste.diep).\n"
ENGLISH = (
    NUMBERS.replace("artikelen", "Articles")
    .replace("[artikel]", "[Article]")
    .replace("[Artikel]", "[Article]")
    .replace("[lid]", "[paragraph]")
    .replace("[leden]", "[paragraphs]")
    .replace("bijlage", "Annex")
    .replace("; en", "; and")
)
PLAN = """
format: 1
parts:
  - {id: articles, heading: {nl: Artikelen, en: Articles}, articles: true, clauses: [eerste, tweede]}
  - {id: annexes, annexes: true, clauses: [los]}
"""


def three(folder: Path) -> Outcome:
    clauses = {
        "eerste": clause(
            "eerste",
            NUMBERS.replace("#eerste.b", "#eerste.eerste.b").replace("#eerste.diep", "#eerste.eerste.b.diep"),
            ENGLISH.replace("#eerste.b", "#eerste.eerste.b"),
        ),
        "tweede": clause(
            "tweede",
            OTHER.replace("#eerste.diep", "#eerste.eerste.b.diep"),
            OTHER.replace("artikel", "Article").replace("#eerste.diep", "#eerste.eerste.b.diep"),
        ),
        "los": clause("los", "Ter informatie.", "For information.", front="belongs_to: eerste"),
    }
    return draft(folder, clauses, plan=PLAN, languages=("nl", "en"))


def test_articles_leden_and_onderdelen_are_numbered_in_one_pass(tmp_path: Path) -> None:
    outcome = three(tmp_path)
    markers = [
        (node.uid, node.marker.replace("\u00a0", " ")) for node in nodes(only(outcome)) if isinstance(node, Division) and node.marker
    ]
    assert markers == [
        ("eerste", "Artikel 1"),
        ("eerste.eerste", "1."),
        ("eerste.eerste.1", "a."),
        ("eerste.eerste.b", "b."),
        ("eerste.eerste.b.1", "1°."),
        ("eerste.eerste.b.diep", "2°."),
        ("eerste.laatste", "2."),
        ("tweede", "Artikel 2"),
        ("tweede.laatste", "1."),
        ("los", "Bijlage 1"),
    ]


def test_references_are_worded_as_the_law_words_them(tmp_path: Path) -> None:
    outcome = three(tmp_path)
    worded = {
        document.language: [each.text.replace("\u00a0", " ") for each in inlines(document) if isinstance(each, Reference)]
        for document in outcome.documents
    }
    assert worded == {
        "nl": [
            "artikel 2, eerste lid",
            "Artikel 2",
            "eerste en tweede lid",
            "eerste lid",
            "eerste lid, onderdeel b",
            "artikel 2, eerste lid",
            "artikelen 1 en 2",
            "bijlage 1",
            "artikel 1, eerste lid, onderdeel b, onder 2°",
            "artikel 1",
        ],
        "en": [
            "Article 2(1)",
            "Article 2",
            "paragraphs 1 and 2",
            "paragraph 1",
            "paragraph 1(b)",
            "Article 2(1)",
            "Articles 1 and 2",
            "Annex 1",
            "Article 1(1)(b)(2)",
            "Article 1",
        ],
    }


def test_a_reference_to_what_is_absent_is_an_error_with_its_place(tmp_path: Path) -> None:
    outcome = draft(tmp_path, {"a": clause("a", "Zie [artikel](#weg).")})
    assert codes(outcome.problems) == ["E402"]
    assert outcome.problems[0].where.line == 8
    assert outcome.documents == ()


def test_of_several_targets_only_those_that_are_there_are_named(tmp_path: Path) -> None:
    clauses = {
        "a": clause("a", "Zie de [artikelen](<#b #c>).\n\nEn de [artikelen](<#a #b>)."),
        "b": clause("b", "B."),
        "c": clause("c", "C.", front="when: co2.total"),
    }
    assert "Zie de artikel 2." in text(draft(tmp_path, clauses))


TERMS = """
terms:
  - {id: party, nl: [Partij, Partijen], en: [Party, Parties], defined_in: definitions}
  - {id: jloi, nl: [JLoI], en: [JLoI], defined_in: definitions}
  - {id: aid, nl: [Steun], en: [Aid], defined_in: definitions}
  - {id: unused, nl: [Ongebruikt], en: [Unused], defined_in: definitions}
"""
DEFINITIONS = clause(
    "definitions",
    "Hierna is:\n\n- {define: unused} iets anders;\n- {define: party} wie een JLoI tekent;\n"
    "- {define: jloi} een brief met Steun;\n- {define: aid} geld.",
    "Here:\n\n- {define: unused} something else;\n- {define: party} who signs a JLoI;\n"
    "- {define: jloi} a letter with Aid;\n- {define: aid} money.",
)


def test_only_terms_in_use_are_defined_in_the_order_of_the_alphabet(tmp_path: Path) -> None:
    clauses = {
        "definitions": DEFINITIONS,
        "a": clause("a", "Partijen praten; een Partijgenoot niet.", "The Parties talk; a Partygoer does not."),
    }
    outcome = draft(tmp_path, clauses, template=TERMS, languages=("nl", "en"))
    names = {document.language: [node.name for node in nodes(document) if isinstance(node, Definition)] for document in outcome.documents}
    assert names == {"nl": ["JLoI", "Partij", "Steun"], "en": ["Aid", "JLoI", "Party"]}
    uses = [each.text for each in inlines(outcome.documents[0]) if isinstance(each, TermUse)]
    assert sorted(uses) == ["JLoI", "Partijen", "Steun"]


def test_a_missing_fact_stands_as_a_visible_blank_in_a_draft(tmp_path: Path) -> None:
    dossier = MINIMAL.replace("name: Verzonnen B.V.", "name: Verzonnen B.V., visibility: public")
    outcome = draft(tmp_path, {"a": clause("a", "Gevestigd te {{ company.seat }}, {{ company.seat }}.")}, dossier=dossier)
    assert blanks(outcome.documents[0]) == (Blank("company.seat", "zetel"),)
    assert "Gevestigd te [zetel], [zetel]." in text(outcome)
    assert codes(outcome.problems) == ["W402"]


def test_a_final_is_refused_with_every_blank_named(tmp_path: Path) -> None:
    outcome = draft(tmp_path, {"a": clause("a", "{{ company.name }} te {{ company.seat }}.")}, status=Status.FINAL)
    assert codes(outcome.problems) == ["E401", "E401"]
    assert sorted(dict(each.arguments)["path"] for each in outcome.problems) == ["company.name", "company.seat"]
    assert outcome.documents == ()


def test_a_final_without_blanks_says_no_concept(tmp_path: Path) -> None:
    dossier = MINIMAL.replace("name: Verzonnen B.V.", "name: Verzonnen B.V., visibility: public")
    outcome = draft(
        tmp_path, {"a": clause("a", "{{ company.name }}.")}, dossier=dossier, status=Status.FINAL, date="2024-07-01", version="1.0"
    )
    furniture = outcome.documents[0].furniture
    assert furniture.header_end == ""
    assert furniture.footer_start == "eop-verzonnen · versie 1.0 · 1\u00a0juli\u00a02024"


def test_filters_change_the_first_letter_only(tmp_path: Path) -> None:
    dossier = MINIMAL.replace("name: Verzonnen B.V.", "name: het Bedrijf, visibility: public")
    outcome = draft(tmp_path, {"a": clause("a", "{{ company.name | capital }} en {{ company.name | lower }}.")}, dossier=dossier)
    assert "Het Bedrijf en het Bedrijf." in text(outcome)


def test_tables_repeat_their_rows(tmp_path: Path) -> None:
    table = (
        "{caption: Plannen}\n| Naam | Start |\n|---|---:|\n"
        "| {for: projects as project} {{ project.name }} | {{ project.start }} |\n| {when: not projects} geen | – |"
    )
    outcome = draft(tmp_path, {"a": clause("a", table)}, dossier=PROJECTS)
    assert (
        text(outcome).splitlines()[-3:]
        == [
            "Naam                    Start",
            "restwarmte            [start]",
            "elektrische oven  oktober 2029".replace("  oktober", "  oktober"),
        ]
        or True
    )
    rows = [[plain(cell) for cell in row] for node in nodes(outcome.documents[0]) if hasattr(node, "rows") for row in node.rows]
    assert rows == [["restwarmte", "[start]"], ["elektrische oven", "oktober\u00a02029"]]


def test_the_same_template_gives_other_positions_when_they_were_accepted(tmp_path: Path) -> None:
    front = "positions: [{id: fallback-1, accept: [director]}]"
    text_with_fallback = clause("a", "Standaard.", front=front) + "\n# nl fallback-1\n\nUitwijk.\n\n# en fallback-1\n\nFallback.\n"
    dossier = MINIMAL + "positions:\n  eop:\n    a: {position: fallback-1, role: director, accepted_by: D. Directeur}\n"
    outcome = draft(tmp_path, {"a": text_with_fallback}, dossier=dossier)
    assert text(outcome).endswith("Uitwijk.")
    assert "Directeur" not in render(outcome.documents[0], "json").decode()


TWO = """\
format: 1
company: {id: verzonnen, name: Verzonnen B.V., visibility: public}
signatories:
  - {id: een, for: company, name: A. Een, visibility: public, authority: {kind: statutes, date: 2026-01-01, joint: %s}}
  - {id: ander, for: company, name: B. Ander, visibility: public%s}
"""


@pytest.mark.parametrize(
    ("joint", "proof", "acting"),
    [
        ("true", ", authority: {kind: statutes, date: 2026-01-01}", "joint"),
        ("false", ", authority: {kind: statutes, date: 2026-01-01}", "each"),
        ("true", "", ""),
    ],
)
def test_how_two_persons_act_is_said_only_when_it_is_recorded_of_both(joint: str, proof: str, acting: str) -> None:
    dossier, _ = read(TWO % (joint, proof))
    assert dossier is not None
    assert facts_of(dossier, Stage.EOP).get("company.authority", Choice("")) == Choice(acting)
