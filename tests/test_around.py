"""The documents around the instruments: of a kind of their own, about an instrument that the dossier names, and never issued as one."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Golden
from desk import staffed
from dossiers import ROOT, clause, codes, workspace
from lxml import etree  # noqa: TID251  # another reader of what was made
from test_issuing import STEEL, later, with_steel
from words_docx import paragraphs

from agreements.application.draft import Order, Outcome, articles_of, compose, read_dossier
from agreements.application.templates import template_of
from agreements.drafting.document import SignatureBlock, Status, inline_groups, nodes, plain
from agreements.drafting.numbering import roman
from agreements.drafting.proofreading.manuscript import Manuscript
from agreements.drafting.wording import NBSP
from agreements.formats import render
from agreements.model.dossier_kinds import Kind, Stage
from agreements.model.values import parse_date
from agreements.problems import Problem
from agreements.workspace import Workspace

AROUND = [kind for kind in Kind if kind.stage is None]
SAMPLE = "dossier.yaml"
Edit = tuple[str, str]  # old, new in the dossier


def composed(folder: Path, kind: str, *edits: Edit, language: str = "nl", date: str = "", status: Status = Status.DRAFT) -> Outcome:
    """Draft the sample of a kind after replacing texts in its dossier."""
    written = (ROOT / "templates" / kind / "sample" / SAMPLE).read_text(encoding="utf-8")
    for old, new in edits:
        assert old in written, old
        written = written.replace(old, new)
    (folder / SAMPLE).write_text(written, encoding="utf-8")
    return compose(Workspace.at(ROOT), Order(str(folder / SAMPLE), kind, (language,), date=date, status=status))


def words(folder: Path, kind: str, *edits: Edit, language: str = "nl") -> str:
    outcome = composed(folder, kind, *edits, language=language)
    assert outcome.documents, outcome.problems
    return render(outcome.documents[0], "txt").decode().replace(NBSP, " ")


def found(folder: Path, kind: str, *edits: Edit) -> list[str]:
    return codes(composed(folder, kind, *edits).problems)


@pytest.mark.parametrize("kind", AROUND)
def test_the_sample_can_be_made_final_without_a_finding(tmp_path: Path, kind: str) -> None:
    assert codes(composed(tmp_path, kind, status=Status.FINAL).problems) == []


ASKING = [kind for kind in AROUND if not kind.by_parent]
"""Those that can be about each instrument; a deed of security is always about the agreement."""


@pytest.mark.parametrize("kind", AROUND)
def test_without_answers_everything_that_is_asked_is_a_blank(tmp_path: Path, kind: str) -> None:
    written = (ROOT / "templates" / kind / "sample" / SAMPLE).read_text(encoding="utf-8")
    start, end = written.index("\nanswers:"), written.index("\nsources:")
    outcome = composed(tmp_path, kind, (written[start:end], ""))
    assert {"W402"} == set(codes(outcome.problems))
    asked = {dict(each.arguments)["path"] for each in outcome.problems}
    assert ("answers.instrument" in asked) == (kind in ASKING)
    assert len(asked) > 3
    template, _ = template_of(Workspace.at(ROOT), kind)
    assert template is not None
    printed = words(tmp_path, kind, (written[start:end], ""))
    assert template.about.title.nl in printed


@pytest.mark.parametrize("kind", AROUND)
def test_the_page_for_the_lawyer_names_every_clause(kind: str) -> None:
    page = (ROOT / "templates" / kind / "README.md").read_text(encoding="utf-8")
    template, problems = template_of(Workspace.at(ROOT), kind)
    assert template is not None
    assert problems == ()
    assert [each.id for each in template.clauses if f"`{each.id}`" not in page] == []


@pytest.mark.parametrize("kind", ASKING)
def test_an_instrument_that_does_not_exist_is_told(tmp_path: Path, kind: str) -> None:
    assert "E204" in found(tmp_path, kind, ("    instrument: ", "    instrument: x"))


# The kind and the stage


AROUND_TEMPLATE = """\
format: 1
kind: addendum
version: "1.0"
languages: [nl, en]
prevails: nl
title: {nl: Addendum, en: Addendum}
natures: [ambition]
fields:
  - {id: company.name, type: text, visibility: public, label: {nl: naam, en: name}}
"""
PLAN = "format: 1\nparts:\n  - {id: articles, articles: true, clauses: [eerste]}\n"


def around(folder: Path, template: str, plan: str = PLAN) -> list[str]:
    """Return what is wrong with a small template of an addendum."""
    place = workspace(folder, clauses={"eerste": clause("eerste", "Wie.", "Who.")})
    shutil.move(place / "templates" / "eop", place / "templates" / "addendum")
    (place / "templates" / "addendum" / "template.yaml").write_text(template)
    (place / "templates" / "addendum" / "document.yaml").write_text(plan)
    return codes(template_of(Workspace.at(place), "addendum")[1])


def test_a_template_around_an_instrument_says_about_which(tmp_path: Path) -> None:
    assert around(tmp_path / "a", AROUND_TEMPLATE) == ["E202"]
    assert around(tmp_path / "b", AROUND_TEMPLATE + "stage: jloi\n") == []


def test_an_instrument_is_about_itself(tmp_path: Path) -> None:
    eop = AROUND_TEMPLATE.replace("kind: addendum", "kind: eop")
    assert around(tmp_path / "a", eop + "stage: eop\n") == []
    assert around(tmp_path / "b", eop + "stage: jloi\n") == ["E204"]


def test_a_name_stands_once_in_a_list_however_deep(tmp_path: Path) -> None:
    """Regression: two fields of one name in a list within a list were not told; the last one held."""
    text = "{id: text, type: text, label: {nl: tekst, en: text}}"
    inner = f"{{id: new, type: list, label: {{nl: nieuw, en: new}}, of: [{text}, {text}]}}"
    field = f"  - {{id: answers.changes, type: list, label: {{nl: wijzigingen, en: changes}}, of: [{inner}]}}\n"
    assert around(tmp_path, AROUND_TEMPLATE + field + "stage: jloi\n") == ["E207"]


def test_who_signs_is_said_where_somebody_signs(tmp_path: Path) -> None:
    signed = PLAN + "  - {id: signing, clauses: [], signatures: true}\n"
    assert around(tmp_path, AROUND_TEMPLATE + "stage: jloi\n", signed) == ["E202"]


def test_what_nobody_signs_is_not_issued_for_signing(tmp_path: Path) -> None:
    desk = with_steel(tmp_path)
    for kind in ("adviesaanvraag", "beslisnota", "kennisgeving"):
        told = desk.run("sign", "plan", STEEL, kind, "--expires", later(30), code=1).stderr
        assert "error[E613]" in told
        assert "issued are: addendum, eop, garantie, jloi, maatwerkafspraak;" in told


DELETED = "        way: deleted\n"
NEW = "        new:\n          - text: {nl: nieuwe tekst, en: new text}\n"


@pytest.mark.parametrize(("status", "code"), [(Status.DRAFT, "W452"), (Status.FINAL, "E452")])
def test_what_is_deleted_has_no_new_text(tmp_path: Path, status: Status, code: str) -> None:
    """Regression: "artikel 15, derde lid, vervalt." with a new text under it was told by nobody."""
    (told,) = composed(tmp_path, "addendum", (DELETED, DELETED + NEW), status=status).problems
    said = dict(told.arguments)
    assert (told.code, said["path"], said["when"]) == (code, "answers.changes[3].new", "way != deleted")
    assert "artikel 15, derde lid," in told.where.excerpt


def test_no_text_lapses_where_one_is_inserted(tmp_path: Path) -> None:
    inserted = "        way: inserted\n"
    old = inserted + "        old:\n          - text: {nl: oude tekst, en: old text}\n"
    assert found(tmp_path, "addendum", (inserted, old)) == ["W452"]


@pytest.mark.parametrize(
    ("inner", "said"),
    [
        ("when: way != deleted", []),
        ("when: way != weg", ["E204"]),
        ("when: wei != deleted", ["E302"]),
        ("when: way !=", ["E307"]),
        ("when: company.name", []),
    ],
)
def test_when_an_answer_is_asked_is_said_by_fields_that_are_there(tmp_path: Path, inner: str, said: list[str]) -> None:
    way = "{id: way, type: choice, label: {nl: hoe, en: how}, prints: {deleted: {nl: vervalt, en: is deleted}}}"
    of = f'[{way}, {{id: new, type: text, "when": "{inner.removeprefix("when: ")}", label: {{nl: nieuw, en: new}}}}]'
    field = f"  - {{id: answers.changes, type: list, label: {{nl: wijzigingen, en: changes}}, of: {of}}}\n"
    assert around(tmp_path, AROUND_TEMPLATE + field + "stage: jloi\n") == said


def test_a_date_is_not_before_one_that_is_declared(tmp_path: Path) -> None:
    field = "  - {id: answers.day, type: date, not_before: [eop.signed], label: {nl: dag, en: day}}\n"
    assert around(tmp_path, AROUND_TEMPLATE + field + "stage: jloi\n") == ["E302"]


def test_where_counts_it_once_the_dossier_answers_it(tmp_path: Path) -> None:
    desk = staffed(tmp_path)
    written = (ROOT / "templates/addendum/sample" / SAMPLE).read_text(encoding="utf-8")
    path = desk.file("proefpapier.yaml", written.replace("date: 2026-12-10", "date: 2026-01-12"))
    desk.run("apply", path, person="anna")
    kinds = {each["kind"] for each in desk.data("where", "proefpapier", "co2-2031")}
    assert kinds == {"addendum", "maatwerkafspraak"}
    silent = Path(path).read_text(encoding="utf-8")
    silent = silent[: silent.index("\nanswers:")] + silent[silent.index("\nsources:") :]
    other = staffed(tmp_path / "b")
    other.run("apply", other.file("proefpapier.yaml", silent), person="anna")
    assert {each["kind"] for each in other.data("where", "proefpapier", "co2-2031")} == {"maatwerkafspraak"}


# The request for advice


def test_a_request_about_an_eop_states_the_figures_of_the_eop_and_no_table_without_any(tmp_path: Path) -> None:
    about_eop = ("    instrument: jloi", "    instrument: eop")
    text = words(tmp_path, "adviesaanvraag", about_eop)
    assert "over de ontwerp-Expression of Principles met" in text
    assert "In het ontwerp staat nog geen vermindering met een cijfer." in text
    assert "Van de overheid is nog geen bedrag gevraagd." in text
    assert "Verminderingen in het ontwerp" not in text
    assert "Aan dit voorstel gaat" not in text
    assert found(tmp_path, "adviesaanvraag", about_eop) == []


def test_without_secrets_a_request_says_that_there_are_none(tmp_path: Path) -> None:
    written = (ROOT / "templates/adviesaanvraag/sample" / SAMPLE).read_text(encoding="utf-8")
    secrets = written[written.index("    confidential:") : written.index("    attachments:")]
    text = words(tmp_path, "adviesaanvraag", (secrets, ""))
    assert "De onderneming heeft geen gegevens als vertrouwelijk aangemerkt." in text
    assert "vertrouwelijk verstrekt" not in text


def test_an_advice_is_not_wanted_before_it_is_asked(tmp_path: Path) -> None:
    assert found(tmp_path, "adviesaanvraag", ("wanted_by: 2026-12-14", "wanted_by: 2026-10-05")) == ["W450"]


# The note to the minister


BOUND = {
    "eop": "Het bindt niet en is niet in rechte afdwingbaar.",
    "jloi": "Alleen de artikelen die het noemt, zijn bindend; de andere niet.",
    "maatwerkafspraak": "een overeenkomst die voor alle partijen bindend en in rechte afdwingbaar is.",
}


@pytest.mark.parametrize("instrument", BOUND)
def test_a_note_says_whether_the_minister_becomes_bound(tmp_path: Path, instrument: str) -> None:
    edit = ("    instrument: jloi", f"    instrument: {instrument}")
    text = words(tmp_path, "beslisnota", edit)
    assert [kind for kind, sentence in BOUND.items() if sentence in text] == [instrument]
    assert found(tmp_path, "beslisnota", edit) == []
    assert ("€ 85 miljoen" in text) == (instrument == "jloi")  # the money of the document itself, and of no other


def test_a_note_without_exceptions_is_public_as_a_whole(tmp_path: Path) -> None:
    written = (ROOT / "templates/beslisnota/sample" / SAMPLE).read_text(encoding="utf-8")
    withheld = written[written.index("    withheld:") : written.index("\nsources:")]
    text = words(tmp_path, "beslisnota", (withheld, ""))
    assert "Geen passage blijft daarbuiten." in text
    assert "op grond van de Wet open overheid" not in text


def test_a_province_that_has_not_decided_and_a_committee_that_has_not_advised_are_told(tmp_path: Path) -> None:
    written = (ROOT / "templates/beslisnota/sample" / SAMPLE).read_text(encoding="utf-8")
    advice = written[written.index("    advice_date:") : written.index("    cabinet:")]
    text = words(tmp_path, "beslisnota", (advice, ""))
    assert "De AMVI heeft niet geadviseerd." in text
    assert found(tmp_path, "beslisnota", (advice, "")) == []
    assert text.count("Gedeputeerde staten besluiten nog.") == 1
    assert "Gedeputeerde staten hebben op 6 oktober 2026 besloten." in text


def test_the_number_of_an_article_is_no_decimal(tmp_path: Path) -> None:
    """Regression: "artikel 5.1" and "article 5.1" were told to be different numbers (W460); another article still is."""
    place = shutil.copytree(ROOT / "templates", tmp_path / "templates", ignore=shutil.ignore_patterns("*.lock*")) / "beslisnota"
    path = place / "template.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("(article 5.1, first paragraph, part c)", "(article 5.2, part c)"))
    order = Order(str(place / "sample" / SAMPLE), "beslisnota")
    assert codes(compose(Workspace.at(tmp_path), order).problems) == ["W460"]


UNDATED = {
    "beslisnota": ("    advice_date: 2026-10-12\n", "advice_date", "heeft niet geadviseerd"),
    "kennisgeving": ("    grant_date: 2026-11-30\n", "grant_date", "kenmerk PS-KGG-2026-900"),
    "addendum": ("    commitments: changed\n", "commitments", "blijven gelijk"),
}


@pytest.mark.parametrize("kind", UNDATED)
def test_what_is_half_answered_is_a_blank_and_not_the_opposite(tmp_path: Path, kind: str) -> None:
    """Regression: advice without its day read as no advice, a decision without its day as none, and silence on promises as no change."""
    edit, asked, other = UNDATED[kind]
    outcome = composed(tmp_path, kind, (edit, ""))
    assert f"answers.{asked}" in {dict(each.arguments).get("path") for each in outcome.problems if each.code == "W402"}
    text = words(tmp_path, kind, (edit, ""))
    assert (other in text) == (kind == "kennisgeving")


@pytest.mark.parametrize(
    ("kind", "language", "sentence"),
    [
        ("kennisgeving", "nl", "is ondertekend, met als datum december 2026."),
        ("kennisgeving", "en", "sustainable, dated December 2026, was signed."),
        ("addendum", "nl", "hebben ondertekend, met als datum december 2026, hierna te noemen: het Basisdocument;"),
        ("addendum", "en", "sustainable, dated December 2026, hereinafter referred to as: the Principal Document;"),
    ],
)
def test_an_instrument_of_which_only_the_month_is_known_has_a_date_that_reads_well(
    tmp_path: Path, kind: str, language: str, sentence: str
) -> None:
    """Regression: "op december 2026"."""
    assert sentence in words(tmp_path, kind, ("event: signed, date: 2026-12-10", "event: signed, date: 2026-12"), language=language)


# The notice


def test_a_notice_of_another_instrument_or_event_says_so(tmp_path: Path) -> None:
    signed = (
        ("    instrument: maatwerkafspraak", "    instrument: jloi"),
        ("{stage: maatwerkafspraak, event: signed", "{stage: jloi, event: signed"),
    )
    text = words(tmp_path, "kennisgeving", *signed)
    assert "dat de Joint Letter of Intent over de verduurzaming van" in text
    assert "is ondertekend, met als datum 10 december 2026." in text
    assert "alleen de artikelen bindend die zij als bindend noemt" in text
    assert found(tmp_path, "kennisgeving", *signed) == []
    ended = ("    event: signed\n", "    event: ended\n    happened_on: 2029-03-01\n")
    text = words(tmp_path, "kennisgeving", ended)
    assert "met ingang van 1 maart 2029 is geëindigd." in text
    assert not [word for word in ("bindt", "loopt tot", "Verminderingen") if word in text]


def test_without_a_grant_nothing_is_open_to_objection(tmp_path: Path) -> None:
    grant = "    grant_date: 2026-11-30\n    grant_reference: PS-KGG-2026-900\n"
    text = words(tmp_path, "kennisgeving", (grant, ""))
    assert "Er staan daarom geen bezwaar en beroep tegen open." in text
    assert "Een belanghebbende" not in text
    assert found(tmp_path, "kennisgeving", (grant, "")) == []


SAID = [
    ("maatwerkafspraak", "2026-12-09", ["W453"]),
    ("maatwerkafspraak", "2026-11", ["W451", "W453"]),
    ("maatwerkafspraak", "2026-12-10", []),  # on the day of signing
    ("maatwerkafspraak", "2026-12", ["W451"]),  # perhaps before it, perhaps after it
    ("jloi", "2026-12-09", ["W453"]),
]


@pytest.mark.parametrize(("instrument", "noticed", "told"), SAID)
def test_a_notice_is_not_dated_before_what_it_publishes_was_signed(tmp_path: Path, instrument: str, noticed: str, told: list[str]) -> None:
    """Regression: a notice of an agreement that was not signed yet was told by nobody."""
    edits = (
        ("    noticed_on: 2026-12-21", f"    noticed_on: {noticed}"),
        ("    instrument: maatwerkafspraak", f"    instrument: {instrument}"),
        ("{stage: maatwerkafspraak, event: signed", f"{{stage: {instrument}, event: signed"),
    )
    assert found(tmp_path, "kennisgeving", *edits) == told


@pytest.mark.parametrize("event", ["ended", "amended"])
def test_nothing_ends_or_changes_before_it_was_signed(tmp_path: Path, event: str) -> None:
    edit = ("    event: signed\n", f"    event: {event}\n    happened_on: 2026-12-09\n")
    (told,) = composed(tmp_path, "kennisgeving", edit).problems
    assert (told.code, told.where.excerpt.strip()) == ("W453", "happened_on: 2026-12-09")


def test_a_notice_of_signing_names_no_day_of_another_event(tmp_path: Path) -> None:
    edit = ("    event: signed\n", "    event: signed\n    happened_on: 2029-03-01\n")
    for status in Status:
        assert codes(composed(tmp_path, "kennisgeving", edit, status=status).problems) == ["W452"]  # it is not printed


def test_a_document_that_still_runs_does_not_end_before_the_notice(tmp_path: Path) -> None:
    assert found(tmp_path, "kennisgeving", ("ends: 2036-12-31", "ends: 2026-12-21")) == ["W450"]


def test_a_notice_prints_no_fact_that_is_for_the_parties(tmp_path: Path) -> None:
    written = (ROOT / "templates/kennisgeving/sample" / SAMPLE).read_text(encoding="utf-8")
    commitments = written[written.index("commitments:") : written.index("history:")]
    hidden = (commitments, commitments.replace("visibility: public", "visibility: parties"))
    assert "ten minste 120" in words(tmp_path, "kennisgeving")
    assert "120" not in words(tmp_path, "kennisgeving", hidden)
    assert "ten minste 120" in words(
        tmp_path, "beslisnota", *_as_note(commitments.replace("visibility: public", "visibility: parties"))
    )  # a note is for who may see it


def _as_note(commitments: str) -> list[Edit]:
    """Return the edits that give the note other commitments, of the agreement."""
    written = (ROOT / "templates/beslisnota/sample" / SAMPLE).read_text(encoding="utf-8")
    own = written[written.index("commitments:") : written.index("projects:")]
    return [(own, commitments), ("    instrument: jloi", "    instrument: maatwerkafspraak")]


@pytest.mark.parametrize(
    ("readers", "visibility", "expected"), [("public", "parties", ["E308"]), ("public", "public", []), ("parties", "parties", [])]
)
def test_a_document_for_the_public_cannot_print_a_field_for_the_parties(
    tmp_path: Path, readers: str, visibility: str, expected: list[str]
) -> None:
    template = AROUND_TEMPLATE.replace("visibility: public", f"visibility: {visibility}") + f"stage: jloi\nreaders: {readers}\n"
    place = workspace(tmp_path, clauses={"eerste": clause("eerste", "{{ company.name }}.", "{{ company.name }}.")})
    shutil.move(place / "templates" / "eop", place / "templates" / "addendum")
    (place / "templates" / "addendum" / "template.yaml").write_text(template)
    assert sorted(set(codes(template_of(Workspace.at(place), "addendum")[1]))) == expected


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_metadata_beside_a_notice(tmp_path: Path, language: str, golden: Golden) -> None:
    (document,) = composed(tmp_path, "kennisgeving", language=language, date="2026-12-21").documents
    told = render(document, "diwoo")
    etree.fromstring(told)
    golden(ROOT / "tests" / "expected" / f"kennisgeving.{language}.diwoo.xml", told.decode())


def test_metadata_says_only_what_the_document_holds(tmp_path: Path) -> None:
    """Without a date there is none, a note is no covenant, and words of an office cannot break the XML."""
    (document,) = composed(tmp_path, "beslisnota").documents
    told = render(replace(document, title="Nota <1> & 2"), "diwoo").decode()
    assert "so to be added: classificatiecollectie, creatiedatum, publisher/@resource, documenthandelingen." in told
    assert "Nota &lt;1&gt; &amp; 2 Joint Letter of Intent met" in told
    assert not [name for name in ("creatiedatum>", "informatiecategorie") if name in told]
    (unknown,) = composed(tmp_path, "kennisgeving", _ministers()).documents
    assert "so to be added: publisher, creatiedatum," in render(unknown, "diwoo").decode()


def test_metadata_names_everybody_who_signs_for_an_authority(tmp_path: Path) -> None:
    """Regression: of several ministers the first was named only. A name cannot end the comment that it stands in."""
    second = "  - {id: ez, office: minister, ministry: {nl: Zaken---Economische, en: Affairs---Economic}, visibility: public}\n"
    edit = ("ministers:\n", f"ministers:\n{second}")
    (document,) = composed(tmp_path, "kennisgeving", edit, language="nl", date="2026-12-21").documents
    told = render(document, "diwoo")
    (publisher,) = etree.fromstring(told).iter("{*}publisher")
    assert publisher.text == "Minister van Zaken---Economische"
    comment = told.decode().splitlines()[1]
    assert "medeverantwoordelijken (Minister van Klimaat en Groene Groei; provincie Gelderland)" in comment
    (document,) = composed(
        tmp_path, "kennisgeving", ("    visibility: public\n\nprovinces", f"    visibility: public\n{second}\nprovinces")
    ).documents
    assert "medeverantwoordelijken (Minister van Zaken- - -Economische; provincie" in render(document, "diwoo").decode()


def _ministers() -> Edit:
    """Return the edit that takes the ministers out of the notice."""
    written = (ROOT / "templates/kennisgeving/sample" / SAMPLE).read_text(encoding="utf-8")
    return written[written.index("ministers:") : written.index("provinces:")], ""


# The addendum


def test_roman_numerals() -> None:
    assert [roman(number) for number in (1, 3, 4, 5, 8, 9, 10, 14, 19, 40, 44, 90, 99, 100)] == (
        "I III IV V VIII IX X XIV XIX XL XLIV XC XCIX C".split()  # noqa: SIM905  # as they are read
    )


def test_the_articles_of_an_addendum_are_roman_in_word_too(tmp_path: Path) -> None:
    (document,) = composed(tmp_path, "addendum").documents
    headings = [each.number.replace(NBSP, " ") for each in paragraphs(render(document, "docx")) if each.style == "Heading2" and each.number]
    assert headings[:4] == ["Artikel I", "Artikel II", "Artikel III", "Artikel IV"]


def test_an_article_is_called_by_the_number_that_it_has(tmp_path: Path) -> None:
    """Regression: they were counted again, in Arabic numerals."""
    (document,) = composed(tmp_path, "addendum").documents
    names, versions = articles_of(document)
    assert names["subsidy.approval"].replace(NBSP, " ") == "artikel IV, derde lid"
    assert names["annex-old"].replace(NBSP, " ") == "bijlage 1"
    assert set(versions) >= {"changes", "subsidy", "annex-old"}


def test_an_addendum_to_an_eop_agrees_on_nothing_and_touches_no_grant(tmp_path: Path) -> None:
    """Promises come from the instrument that the dossier names, and so do the words above the articles and the signatures."""
    edits = (
        ("    instrument: maatwerkafspraak", "    instrument: eop"),
        ("      - stage: maatwerkafspraak\n        nature: result", "      - stage: eop\n        nature: ambition"),
        ("{stage: maatwerkafspraak, event: signed", "{stage: eop, event: signed"),
    )
    text = words(tmp_path, "addendum", *edits)
    assert (
        "Partijen de Expression of Principles over de verduurzaming van de Onderneming hebben ondertekend, met als datum 10 december"
        in text
    )
    assert "Partijen leggen het volgende vast." in text
    assert "Aldus vastgelegd" in text
    assert "ten minste 120  kt per jaar" in text
    assert not [word for word in ("overeen", "Subsidie en staatssteun", "opschortende") if word in text]
    assert found(tmp_path, "addendum", *edits) == []


def test_figures_of_the_new_text_are_those_of_the_dossier_and_old_ones_are_quoted(tmp_path: Path) -> None:
    assert found(tmp_path, "addendum", ("ten minste 120 kiloton", "ten minste 130 kiloton"))[-1:] == ["W461"]
    other = (("ten minste 125 kiloton", "ten minste 999 kiloton"), ("at least 125 kilotonnes", "at least 999 kilotonnes"))
    assert found(tmp_path, "addendum", *other) == []


def test_what_takes_the_place_of_a_text_is_a_blank_until_it_is_there(tmp_path: Path) -> None:
    """Regression: "komt te luiden:" with nothing after it could be made final; of what is deleted there is no new text."""
    edits = (
        ("        way: deleted", "        way: replaced"),
        ("        way: inserted\n        new:", "        way: inserted\n        old:"),
    )
    told = composed(tmp_path, "addendum", *edits, status=Status.FINAL).problems
    paths = ["answers.changes[2].new[1].text", "answers.changes[3].new[1].text"]  # each item of a list in a list is a fact of its own
    said = [(each.code, dict(each.arguments)["path"]) for each in told]
    assert said == [("E401", paths[0]), ("E452", "answers.changes[2].old"), ("E401", paths[1])]  # where a text is inserted, none lapses
    assert [each.where.excerpt.strip()[:10] for each in told] == ["- place: {"] * 3


def test_unchanged_promises_and_no_old_text_leave_no_annex(tmp_path: Path) -> None:
    start = "\n        old:\n"
    written = (ROOT / "templates/addendum/sample" / SAMPLE).read_text(encoding="utf-8")
    first = written[written.index(start) : written.index("        new:")]
    last = written[written.rindex(start) : written.index("    commitments: changed")]
    edits = ((first, "\n"), (last, "\n"), ("commitments: changed", "commitments: unchanged"))
    text = words(tmp_path, "addendum", *edits)
    assert "De verminderingen die de Onderneming heeft toegezegd, blijven gelijk." in text
    assert "ijlage" not in text.replace("met zijn bijlagen", "")


WRONG = {
    "W417": ("clauses/remainder.md", "Dit Addendum laat publiekrechtelijke bevoegdheden onverlet.", "Verder niets."),
    "W420": ("clauses/parties.md", "handelt als bestuursorgaan en als vertegenwoordiger van de Staat", "tekent"),
    "W421": (
        "clauses/parties.md",
        "Gedeputeerde staten hebben op {{ province.decision.date }} besloten",
        "Op {{ province.decision.date }} is besloten",
    ),
    "W422": ("clauses/entry.md", "Het werkt niet terug.", "Het geldt."),
    "W425": ("clauses/counterparts.md", "in afzonderlijke exemplaren worden ondertekend, die samen", "worden ondertekend, en"),
    "W427": ("clauses/publication.md", "publiceren in de Staatscourant", "bewaren"),
    "W428": ("clauses/recitals.md", "de belangen van omwonenden", "de omwonenden"),
}


@pytest.mark.parametrize("code", WRONG)
def test_an_addendum_is_read_by_what_is_asked_of_an_amendment(tmp_path: Path, code: str) -> None:
    file, old, new = WRONG[code]
    place = shutil.copytree(ROOT / "templates", tmp_path / "templates", ignore=shutil.ignore_patterns("*.lock*")) / "addendum"
    written = (place / file).read_text(encoding="utf-8")
    assert old in written
    (place / file).write_text(written.replace(old, new), encoding="utf-8")
    order = Order(str(place / "sample" / SAMPLE), "addendum")
    assert set(codes(compose(Workspace.at(tmp_path), order).problems)) == {code}


def test_without_a_day_an_addendum_takes_effect_after_the_last_signature(tmp_path: Path) -> None:
    text = words(tmp_path, "addendum", ("    enters: 2028-04-01\n", ""))
    assert "1. Dit Addendum treedt in werking op de dag na die waarop de laatste Partij het ondertekent." in text


@pytest.mark.parametrize(
    ("edit", "code", "line"),
    [
        (("        way: replaced", "        wat: replaced"), "E201", "        wat: replaced"),
        (("        way: replaced", "        way: vervangen"), "E204", "        way: vervangen"),
        (("    reason:\n", "    changes: veel\n    reden:\n"), "E203", "    changes: veel"),
        (("      - place: {nl: na artikel 12, en: after Article 12}", "      - los\n      - place: los"), "E203", "      - los"),
    ],
)
def test_a_list_that_is_wrong_is_told_at_its_place(tmp_path: Path, edit: Edit, code: str, line: str) -> None:
    written = (ROOT / "templates/addendum/sample" / SAMPLE).read_text(encoding="utf-8")
    edits = [edit]
    if "veel" in edit[1]:
        edits.append((written[written.index("    changes:\n") : written.index("    commitments: changed")], ""))
    (told,) = [each for each in composed(tmp_path, "addendum", *edits).problems if each.code == code]
    assert told.where.excerpt == line


def test_what_is_missing_in_a_list_is_told_at_its_item(tmp_path: Path) -> None:
    outcome = composed(tmp_path, "addendum", ("      - place: {nl: na artikel 12, en: after Article 12}\n        way", "      - way"))
    (told,) = outcome.problems
    assert (told.code, told.where.excerpt.strip()) == ("W402", "- way: inserted")


def test_the_number_of_a_quoted_lid_opens_no_sentence(tmp_path: Path) -> None:
    """Regression: a text that begins with "1. " was told to begin with a digit (W435); one that begins with a year still is."""
    assert found(tmp_path, "addendum", ("nl: 1. De Onderneming is verplicht om", "nl: 2030 is verplicht om"))[:1] == ["W435"]


# The deed of security


def test_the_parent_company_alone_signs_a_deed_also_one_that_is_no_party(tmp_path: Path) -> None:
    (document,) = composed(tmp_path, "garantie").documents
    blocks = [each.uid for each in nodes(document) if isinstance(each, SignatureBlock)]
    assert blocks == ["signature.parent.nulle", "signature.parent.personne"]
    party = ("    signs: false", "    signs: true")
    assert words(tmp_path, "garantie", party) == words(tmp_path, "garantie")


def test_a_deed_of_an_unknown_guarantor_has_a_blank_place_to_sign(tmp_path: Path) -> None:
    written = (ROOT / "templates/garantie/sample" / SAMPLE).read_text(encoding="utf-8")
    persons = written[written.index("  - id: nulle") : written.index("history:")]
    parent = written[written.index("  parent:") : written.index("ministers:")]
    outcome = composed(tmp_path, "garantie", (persons, "\n"), (parent, "\n"))
    assert [each.uid for each in nodes(outcome.documents[0]) if isinstance(each, SignatureBlock)] == ["signature.parent.parent"]
    assert "parent.name" in {dict(each.arguments).get("path") for each in outcome.problems}


def test_amount_and_decision_stand_once_in_the_dossier(tmp_path: Path) -> None:
    """They are answered for the agreement: changed there, they change in the deed; answered for the deed, they are not known."""
    text = words(tmp_path, "garantie", ('amount: "25"', 'amount: "31"'), ("PG-KGG-2026-700", "PG-KGG-2026-701"))
    assert "in totaal ten hoogste € 31 miljoen" in text
    assert "kenmerk PG-KGG-2026-701" in text
    twice = ("  garantie:\n", '  garantie:\n    guarantee_amount: {amount: "9", unit: mln_eur}\n')
    assert found(tmp_path, "garantie", twice) == ["E201"]


@pytest.mark.parametrize(
    "month", [("event: signed, date: 2026-12-15", "event: signed, date: 2026-12"), ("decision_date: 2026-11-30", "decision_date: 2026-11")]
)
def test_a_deed_names_the_day_of_what_it_secures(tmp_path: Path, month: Edit) -> None:
    """Regression: a final deed was "dated November 2026" by what the agreement itself refuses (E451)."""
    (told,) = composed(tmp_path, "garantie", month).problems
    assert (told.code, month[1] in told.where.excerpt) == ("W451", True)
    assert codes(composed(tmp_path, "garantie", month, status=Status.FINAL).problems) == ["E451"]


def test_what_was_paid_counts_once_towards_the_most_that_a_guarantor_pays(tmp_path: Path) -> None:
    """Regression: "in totaal ten hoogste" and an amount that declines by what was paid counted a payment twice."""
    for language, counts, declines in (
        ("nl", "telt daarin mee", "daalt met ieder deel van de zekerheid dat de Staat schriftelijk vrijgeeft"),
        ("en", "counts towards that amount", "declines by any part of the security that the State releases in writing"),
    ):
        text = words(tmp_path, "garantie", language=language)
        assert counts in text
        assert declines in text


def test_what_is_wrong_with_an_answer_of_another_document_is_told_there(tmp_path: Path) -> None:
    """A bank gives a text of its own: this is the deed of a parent company."""
    told = [
        each for each in composed(tmp_path, "garantie", ("    guarantee: parent", "    guarantee: bank")).problems if each.code == "E204"
    ]
    assert [each.where.excerpt for each in told] == ["    guarantee: bank"]


def test_who_reads_a_deed_knows_what_is_answered_for_the_agreement() -> None:
    """Regression: a condition or a date of such an answer (`when`, `not_before`) was read as if nobody had given it."""
    template, _ = template_of(Workspace.at(ROOT), "garantie")
    problems: list[Problem] = []
    dossier = read_dossier(Workspace.at(ROOT).dossier(str(ROOT / "templates/garantie/sample" / SAMPLE)), problems)
    assert template is not None
    assert dossier is not None
    assert Manuscript(template, dossier, ()).facts["answers.decision_date"] == parse_date("2026-11-30")


@pytest.mark.parametrize(("day", "month"), [("decision_date: 2026-11-30", "decision_date: 2026-11"), ("date: 2026-12-15", "date: 2026-12")])
def test_a_deed_names_the_day_of_the_decision_and_of_the_agreement(tmp_path: Path, day: str, month: str) -> None:
    assert found(tmp_path, "garantie", (day, month)) == ["W451"]


def test_a_deed_covers_a_penalty_only_where_one_was_agreed(tmp_path: Path) -> None:
    penalty = ('    penalty: {amount: "40000", unit: eur}\n', "")
    assert "valt ook een boete" in words(tmp_path, "garantie")
    assert "boete" not in words(tmp_path, "garantie", penalty)
    assert found(tmp_path, "garantie", penalty) == []


def test_a_deed_asks_no_proof_of_who_does_not_sign_it(tmp_path: Path) -> None:
    minister = "    authority: {kind: office, date: 2026-07-01, reference: benoemingsbesluit PG-1}\n"
    assert found(tmp_path, "garantie", (minister, "")) == []
    parent = "    authority: {kind: power_of_attorney, date: 2027-01-11, reference: volmacht NG-2027-70, joint: true}\n"
    assert "W440" in found(tmp_path, "garantie", (parent, ""))


SAID_ALIKE = {
    "binding": ("onherroepelijk en onvoorwaardelijk", "irrevocably and unconditionally"),
    "on demand": ("op eerste schriftelijk verzoek", "on first written demand"),
    "in time": ("binnen tien werkdagen na ontvangst van het verzoek", "within ten working days of receipt of the demand"),
    "whole": ("zonder verrekening of opschorting", "without set-off or suspension"),
    "no proof": ("Verder bewijs is niet nodig.", "No further proof is needed."),
    "end": (
        "uitsluitend door een schriftelijke verklaring van de Staat dat de garant is ontslagen",
        "solely by a written statement of the State",
    ),
    "release": (
        "nadat de Subsidie onherroepelijk is vastgesteld en alles is betaald wat de Onderneming verschuldigd is",
        "within eight weeks after the Grant has been finally determined and all that the Company owes has been paid",
    ),
    "law": ("evoegde rechter in Den Haag", "competent court in The Hague"),
    "amount": ("ten hoogste € 25 miljoen", "no more than €25 million"),
}


@pytest.mark.parametrize("what", SAID_ALIKE)
def test_the_deed_says_what_the_agreement_asks_of_it(tmp_path: Path, what: str) -> None:
    """The article on security with its annex, and the deed: the same amount, cover, demand, payment and end, in both languages."""
    amount = ('guarantee_amount: {amount: "60", unit: mln_eur}', 'guarantee_amount: {amount: "25", unit: mln_eur}')
    for language, said in zip(("nl", "en"), SAID_ALIKE[what], strict=True):
        (agreement,) = composed(tmp_path, "maatwerkafspraak", amount, language=language).documents
        asked = "\n".join(plain(group) for node in nodes(agreement) if _of_security(node.uid) for group in inline_groups(node))
        for text in (asked, words(tmp_path, "garantie", language=language)):
            assert said.casefold() in text.replace(NBSP, " ").casefold()


def _of_security(uid: str) -> bool:
    return uid.partition(".")[0] in {"security", "annex-guarantee"}


def test_a_proofreader_knows_what_is_answered_for_another_document(tmp_path: Path) -> None:
    """Regression: a field that is asked when the agreement asks security contradicted that it does (W452): nobody saw it there."""
    shutil.copytree(ROOT / "templates", tmp_path / "templates")
    path = tmp_path / "templates" / "garantie" / "template.yaml"
    written = path.read_text(encoding="utf-8")
    field = "  - id: answers.domicile\n    type: text\n"
    assert field in written
    path.write_text(written.replace(field, f"{field}    when: answers.guarantee\n"), encoding="utf-8")
    sample = str(tmp_path / "templates" / "garantie" / "sample" / SAMPLE)
    assert codes(compose(Workspace.at(tmp_path), Order(sample, "garantie", ("nl",))).problems) == []


def test_only_an_answer_is_answered_for_another_document(tmp_path: Path) -> None:
    field = "{id: company.name, type: text, visibility: public, label: {nl: naam, en: name}}"
    other = field.replace("type: text", "type: text, answered_for: eop")
    assert around(tmp_path, AROUND_TEMPLATE.replace(field, other) + "stage: jloi\n") == ["E201"]


@pytest.mark.parametrize(
    ("kind", "party", "expected"), [("addendum", "company", ["E202"] * 3), ("garantie", "parent", []), ("garantie", "company", ["E202"])]
)
def test_every_party_has_a_place_to_sign_but_in_what_the_parent_company_makes(
    tmp_path: Path, kind: str, party: str, expected: list[str]
) -> None:
    template = AROUND_TEMPLATE.replace("kind: addendum", f"kind: {kind}") + f"stage: jloi\nsignatures: {{{party}: {{nl: a, en: a}}}}\n"
    place = workspace(tmp_path, clauses={"eerste": clause("eerste", "Wie.", "Who.")})
    shutil.move(place / "templates" / "eop", place / "templates" / kind)
    (place / "templates" / kind / "template.yaml").write_text(template)
    (place / "templates" / kind / "document.yaml").write_text(PLAN)
    assert codes(template_of(Workspace.at(place), kind)[1]) == expected


def test_stages_and_kinds_agree() -> None:
    assert [kind.stage for kind in Kind if kind.stage] == list(Stage)
