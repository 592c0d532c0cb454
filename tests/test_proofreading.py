"""Proofreading: the sample and all examples read clean; each rule finds the one fault put into them, at its place, and nothing else."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from dossiers import ROOT, codes, read
from hypothesis import given, settings
from hypothesis import strategies as st
from trees import every_node

from agreements.application.draft import Order, compose
from agreements.application.templates import template_of
from agreements.drafting.answers import with_answers
from agreements.drafting.assembly import Edition as Draft
from agreements.drafting.assembly import assemble
from agreements.drafting.conditions import ALWAYS
from agreements.drafting.document import Status, Text
from agreements.drafting.facts import facts_of
from agreements.drafting.instruments import stage_of
from agreements.drafting.loading import load_template
from agreements.drafting.proofreading import proofread as proofread_drafts
from agreements.drafting.proofreading.editions import Edition
from agreements.drafting.proofreading.norm import REQUIREMENTS
from agreements.drafting.proofreading.waivers import FIXED
from agreements.drafting.scope import declarations
from agreements.drafting.template import FieldType, Hole, Template
from agreements.drafting.visits import declared, pieces, visits
from agreements.formats import render
from agreements.model.dossier_kinds import Stage
from agreements.model.promised import MARKS
from agreements.problems import Problem
from agreements.problems.catalogue import CATALOGUE
from agreements.problems.display import advice, message
from agreements.workspace import Workspace

SAMPLE = "dossier.yaml"


@dataclass(frozen=True)
class Fault:
    """A fault put into the sample: texts of one file or more that are replaced, and what else comes of it."""

    edits: tuple[tuple[str, str, str], ...]  # file, old, new
    place: str = ""  # the file in which the finding stands; by default the first that is edited
    besides: frozenset[str] = field(default_factory=frozenset)
    date: str = ""
    status: Status = Status.DRAFT


def fault(  # a row of a table
    file: str,
    old: str,
    new: str,
    *more: tuple[str, str, str],
    place: str = "",
    besides: str = "",
    date: str = "",
    status: Status = Status.DRAFT,
) -> Fault:
    return Fault(((file, old, new), *more), place, frozenset(besides.split()), date, status)


def chosen(clause: str, position: str, role: str = "lawyer") -> tuple[str, str, str]:
    return (
        SAMPLE,
        "\nsources:",
        f"\npositions:\n  eop:\n    {clause}: {{position: {position}, role: {role}, accepted_by: mr. J. Jurist}}\n\nsources:",
    )


def waiver(code: str, clause: str = "") -> str:
    only = f"clause: {clause}, " if clause else ""
    return f'\nwaivers:\n  - {{code: {code}, {only}lawyer: mr. J. Jurist, reason: "zo besproken", date: 2026-11-03}}\n\nsources:'


LONG = "Daaronder vallen " + " en ".join(["de kosten van adviseurs"] * 12) + "."
CO2 = "      - stage: eop\n        nature: ambition"
ENDS = "  - id: answers.ends\n    type: date\n"
FAULTS = {
    "E316": fault("document.yaml", "      - notices\n", ""),
    "W304": fault("clauses/costs.md", "Each Party bears", "{{ company.name }}: each Party bears"),
    "W305": fault("clauses/equal-treatment.md", "Toetreding van anderen", "Toetreding van Ondernemingen"),
    "W306": fault(
        "clauses/costs.md",
        "Daaronder vallen ook de kosten van haar adviseurs",
        "Dat is ook 10 procent van haar adviseurs",
        ("clauses/costs.md", "These include the costs of its advisers", "These include 10 percent of its advisers"),
    ),
    "E401": fault(SAMPLE, "  seat: Nergenshaven\n", "", status=Status.FINAL),
    "E404": fault(SAMPLE, "reconstruction: false", "reconstruction: true", status=Status.FINAL),
    "E403": fault(SAMPLE, CO2, CO2.replace("ambition", "result")),
    "E405": fault(*chosen("costs", "fallback-9")),
    "E406": fault(*chosen("costs", "fallback-1", "lawyer")),
    "W402": fault(SAMPLE, "  seat: Nergenshaven\n", ""),
    "W409": fault(SAMPLE, CO2, f'{CO2}\n        unsure: "{MARKS[Stage.EOP]}"'),
    "E409": fault(SAMPLE, CO2, f'{CO2}\n        unsure: "{MARKS[Stage.EOP]}"', status=Status.FINAL),
    "W410": fault("clauses/nature.md", "afdwingbaar", "opeisbaar", place="document.yaml"),
    "E407": fault(
        "clauses/nature.md",
        "<#funding #ending-talks #costs #confidentiality #law>",
        "<#co2-ambition #funding #ending-talks #costs #confidentiality #law>",
    ),
    "E408": fault(
        "clauses/public-law-powers.md",
        "Toezicht en handhaving vinden plaats zoals zonder deze EoP.",
        "De Provincie ziet af van handhaving zolang deze EoP geldt.",
    ),
    "E411": fault(
        "clauses/nature.md",
        "is voor geen van de Partijen juridisch bindend en voor geen van de Partijen in rechte afdwingbaar",
        "is voor de Onderneming niet juridisch bindend en niet in rechte afdwingbaar",
    ),
    "E412": fault(
        "clauses/law.md",
        "over de artikelen die op grond van [artikel](#nature) bindend zijn, wordt",
        "over deze EoP wordt",
        ("clauses/law.md", "about the articles that are binding under [Article](#nature) is", "about this EoP is"),
    ),
    "E413": fault("clauses/confidentiality.md", "artikel 68 van de Grondwet", "de Grondwet", besides="W460"),
    "E414": fault("clauses/funding.md", "Met deze EoP is geen geld gereserveerd.", "De Staat verleent de Onderneming een subsidie."),
    "E415": fault(
        "clauses/public-law-powers.md",
        "Deze EoP houdt geen toezegging in over het verlenen, wijzigen of in stand laten van een vergunning of een ander besluit.",
        "De Provincie verleent de Onderneming tijdig een vergunning.",
    ),
    "E416": fault(
        "clauses/government-efforts.md",
        "is niet in rechte afdwingbaar en loopt",
        "loopt",
        ("clauses/government-efforts.md", "is in geen geval in rechte afdwingbaar", "is een streven"),
    ),
    "W417": fault("clauses/public-law-powers.md", "publiekrechtelijke bevoegdheden", "taken", place="document.yaml"),
    "W418": fault("clauses/mandatory-law.md", "dwingend recht", "de regels", place="document.yaml"),
    "W419": fault("clauses/funding.md", "geen aanspraak op subsidie of een andere", "geen", place="document.yaml"),
    "W420": fault("clauses/parties.md", "als bestuursorgaan en als vertegenwoordiger", "als vertegenwoordiger", place="document.yaml"),
    "W421": fault(
        "clauses/parties.md",
        "Gedeputeerde staten hebben op {{ province.decision.date }} besloten deze EoP te ondertekenen, kenmerk",
        "De provincie tekent deze EoP sinds {{ province.decision.date }}, kenmerk",
        place="document.yaml",
    ),
    "W422": fault("clauses/term.md", " Zij werkt niet terug.", "", place="document.yaml"),
    "W423": fault("clauses/ending-talks.md", "schriftelijk", "tijdig"),
    "W424": fault("clauses/law.md", "is Nederlands recht van toepassing", "is Belgisch recht van toepassing", place="document.yaml"),
    "W425": fault("clauses/counterparts.md", "exemplaren", "stukken", place="document.yaml"),
    "W426": fault("clauses/equal-treatment.md", "Ondernemingen in gelijke omstandigheden", "Andere ondernemingen", place="document.yaml"),
    "W427": fault("clauses/publication.md", "in de Staatscourant", "op zijn website", place="document.yaml"),
    "W428": fault("clauses/recitals.md", "de belangen van omwonenden", "omwonenden", place="document.yaml"),
    "W429": fault("clauses/amendment.md", "schriftelijke instemming", "instemming", place="document.yaml"),
    "W430": fault("clauses/recitals.md", "de Onderneming plannen heeft om", "de Onderneming verplicht is om"),
    "W431": fault("clauses/costs.md", "Each Party bears", "Each Party shall bear"),
    "W432": fault("clauses/costs.md", "draagt haar eigen kosten", "draagt c.q. betaalt haar eigen kosten"),
    "W433": fault("clauses/costs.md", "Daaronder vallen ook de kosten van haar adviseurs en van onderzoek dat zij zelf laat doen.", LONG),
    "W434": fault("clauses/follow-up.md", "welke inzet van de overheid daarbij hoort; en", "welke inzet van de overheid daarbij hoort,"),
    "W435": fault(
        "clauses/costs.md",
        "Daaronder vallen ook de kosten",
        "2 soorten daarvan zijn de kosten",
        ("clauses/costs.md", "These include the costs", "Two kinds of these are the costs"),
    ),
    "W436": fault(SAMPLE, "de productie van ammoniak en kunstmest", "de productie van ammoniak en CO2"),
    "W437": fault(
        "template.yaml",
        "effort: {nl: spant zich in, en: will make reasonable efforts}",
        "effort: {nl: realiseert, en: will make reasonable efforts}",
        place=SAMPLE,
    ),
    "W438": fault(
        "clauses/government-efforts.md",
        "De Staat spant zich, binnen zijn bevoegdheden, in om {{ effort.what }}. Deze inspanning is",
        "De Staat gaat ertoe over om {{ effort.what }}. Deze inspanning is",
        place=SAMPLE,
    ),
    "W440": fault(SAMPLE, "    authority: {kind: power_of_attorney, date: 2026-09-14, reference: volmacht NN-2026-40}\n", ""),
    "W441": fault(SAMPLE, "format: 1", "format: 1", date="2027-02-01"),
    "W442": fault(SAMPLE, "- id: gedacht\n    for: company", "- id: gedacht\n    for: parent", place=SAMPLE, besides=""),
    "W443": fault(SAMPLE, '    decision: {date: 2026-09-08, reference: "PK-ZL-2026-040"}\n', "", besides="W402"),
    "W444": fault(SAMPLE, "kind: power_of_attorney, date: 2026-09-14", "kind: mandate, date: 2026-09-14"),
    "W450": fault(SAMPLE, "ends: 2028-06-30", "ends: 2027-06-30"),
    "W451": fault(SAMPLE, "ends: 2028-06-30", "ends: 2028-06"),
    "E451": fault(SAMPLE, "ends: 2028-06-30", "ends: {before: 2029-01-01}", status=Status.FINAL),
    "W452": fault("template.yaml", ENDS, f"{ENDS}    when: not answers.next_step_by\n", place=SAMPLE),
    "E452": fault("template.yaml", ENDS, f"{ENDS}    when: not answers.next_step_by\n", place=SAMPLE, status=Status.FINAL),
    "W453": fault(
        SAMPLE,
        "ends: 2028-06-30",
        "ends: 2027-09-29",
        ("template.yaml", "after: answers.next_step_by", "not_before: [answers.next_step_by]"),
    ),
    "W460": fault("clauses/confidentiality.md", "geldt tot twee jaar", "geldt tot drie jaar"),
    "W461": fault(
        SAMPLE,
        "minder aardgas als grondstof",
        "700 kiloton minder door aardgas als grondstof",
        (SAMPLE, "less natural gas as feedstock", "700 kilotonnes less by natural gas as feedstock"),
    ),
    "W462": fault(
        SAMPLE,
        "  - id: nitrous-oxide\n    party: company\n    indicator: co2_eq\n    subject: {nl: lachgas uit de productie van "
        "salpeterzuur, en: nitrous oxide from the production of nitric acid}\n",
        "  - id: nitrous-oxide\n    party: company\n    indicator: co2\n",
    ),
    "W463": fault(SAMPLE, 'additional: {amount: "0.25", unit: Mt', 'additional: {amount: "2500", unit: kt'),
    "W470": fault("template.yaml", "en: [Parent], defined_in: parties", "en: [Parent], defined_in: co2-text", place="clauses/parties.md"),
    "W471": fault(
        "clauses/projects.md",
        "in [bijlage](#annex-projects)",
        "in een bijlage",
        ("clauses/projects.md", "in [Annex](#annex-projects)", "in an annex"),
        place="clauses/annex-projects.md",
    ),
    "W497": fault(
        SAMPLE,
        "\nsources:",
        waiver("W436"),
        (SAMPLE, "ammoniak en kunstmest", "ammoniak en CO2"),
        (SAMPLE, "minder aardgas als", "minder CO2 als"),
        besides="W436",
    ),
    "W498": fault(SAMPLE, "\nsources:", waiver("W433")),
    "W499": fault(
        SAMPLE,
        "\nsources:",
        waiver("W460"),
        ("clauses/confidentiality.md", "geldt tot twee jaar", "geldt tot drie jaar"),
        place="clauses/confidentiality.md",
    ),
}


def proofread(folder: Path, found: Fault | None = None) -> tuple[Problem, ...]:
    """Draft the sample in a workspace of its own, with a fault in it."""
    eop = folder / "templates" / "eop"
    shutil.copytree(ROOT / "templates" / "eop", eop)
    for lock in eop.glob("*.lock*"):
        lock.unlink()  # the faults change clauses without a new version
    dossier = folder / "examples" / "demo" / SAMPLE
    dossier.parent.mkdir(parents=True)
    shutil.copy(eop / "sample" / "dossier.yaml", dossier)
    for file, old, new in found.edits if found else ():
        path = dossier if file == SAMPLE else eop / file
        text = path.read_text(encoding="utf-8")
        assert old in text, (file, old)
        path.write_text(text.replace(old, new), encoding="utf-8")
    order = Order(str(dossier), "eop", date=found.date if found else "", status=found.status if found else Status.DRAFT)
    return compose(Workspace.at(folder), order).problems


def test_the_sample_reads_clean(tmp_path: Path) -> None:
    assert proofread(tmp_path) == ()


@pytest.mark.parametrize("code", sorted(FAULTS))
def test_each_rule_finds_its_fault_and_no_other(tmp_path: Path, code: str) -> None:
    problems = proofread(tmp_path, FAULTS[code])
    assert set(codes(problems)) == {code} | FAULTS[code].besides
    expected = FAULTS[code].place or FAULTS[code].edits[0][0]
    for each in problems:
        if each.code == code:
            assert each.where.file.endswith(expected)
            assert all(message(each, language) and advice(each, language) for language in ("nl", "en"))


def test_every_rule_has_its_fault() -> None:
    elsewhere = {"E402", "W401"}  # test_faults: they need no draft
    assert {code for code in CATALOGUE if code[1] == "4"} == {code for code in FAULTS if code[1] == "4"} | elsewhere


@pytest.mark.parametrize("path", sorted((ROOT / "examples").glob("*/*.yaml")), ids=lambda path: path.stem)
def test_in_the_examples_only_what_the_record_does_not_say_is_found(path: Path) -> None:
    assert set(codes(compose(Workspace.at(ROOT), Order(str(path), "eop")).problems)) <= {"W402"}


def edited(folder: Path, *edits: tuple[str, str, str]) -> list[str]:
    return codes(proofread(folder, Fault(edits)))


def test_a_fallback_that_this_role_may_accept_is_silent(tmp_path: Path) -> None:
    assert edited(tmp_path, chosen("costs", "fallback-1", "director")) == []


NOTHING_BINDS = chosen("nature", "fallback-1", "director-general")


def test_where_nothing_binds_the_court_has_nothing_to_judge(tmp_path: Path) -> None:
    assert set(edited(tmp_path, NOTHING_BINDS)) == {"E412"}


def test_where_nothing_binds_and_no_court_is_named_all_is_well(tmp_path: Path) -> None:
    both = "law: {position: fallback-1, role: lawyer, accepted_by: mr. J. Jurist}\n    nature:"
    assert edited(tmp_path, (NOTHING_BINDS[0], NOTHING_BINDS[1], NOTHING_BINDS[2].replace("nature:", both))) == []


def test_where_articles_bind_a_court_is_asked(tmp_path: Path) -> None:
    assert set(edited(tmp_path, chosen("law", "fallback-1"))) == {"W424"}


SIGNED = "\nhistory:\n  - {stage: eop, event: signed, date: %s, source: opgave}\n\nsources:"
SPOILT = ("clauses/counterparts.md", "exemplaren", "stukken")


@pytest.mark.parametrize(("signed", "found"), [("2025-10-10", []), ("2025-10-11", ["W425"]), ("2025", ["W425"]), ("2024", [])])
def test_the_norm_is_that_of_the_day_of_signing(tmp_path: Path, signed: str, found: list[str]) -> None:
    assert edited(tmp_path, (SAMPLE, "\nsources:", SIGNED % signed), SPOILT) == found


def test_both_editions_ask_something_of_their_own() -> None:
    only_2025 = {each.code for each in REQUIREMENTS if Edition.OF_2003 not in each.basis}
    assert {"W417", "W418", "W424", "W425"} <= only_2025
    assert all(each.basis.get(Edition.OF_2025) for each in REQUIREMENTS)


def test_a_template_without_a_norm_is_read_for_its_language_only(tmp_path: Path) -> None:
    spoilt = ("clauses/counterparts.md", "exemplaren", "c.q. stukken")
    assert set(edited(tmp_path, ("template.yaml", "norm: convenants\n", ""), spoilt)) == {"W432"}


def test_a_reconstruction_proves_no_authority(tmp_path: Path) -> None:
    assert edited(tmp_path, *FAULTS["W440"].edits, (SAMPLE, "reconstruction: false", "reconstruction: true")) == []


# Waivers


def test_a_waived_finding_is_shown_with_who_when_and_why(tmp_path: Path) -> None:
    (shown,) = proofread(tmp_path, FAULTS["W499"])
    assert message(shown, "en") == (
        "W460 stands by decision of mr. J. Jurist (2026-11-03): zo besproken; "
        "the finding was: the numbers differ between the languages: 3, 3 y in Dutch, 2, 2 y in English"
    )
    assert "confidentiality.md" in str(shown.where)


@pytest.mark.parametrize(("clause", "found"), [("costs", ["W460", "W498"]), ("confidentiality", ["W499"])])
def test_a_waiver_holds_for_its_clause_only(tmp_path: Path, clause: str, found: list[str]) -> None:
    spoilt = ("clauses/confidentiality.md", "geldt tot twee jaar", "geldt tot drie jaar")
    assert sorted(edited(tmp_path, (SAMPLE, "\nsources:", waiver("W460", clause)), spoilt)) == found


def test_of_two_persons_each_finding_can_stand_for_a_reason_of_its_own(tmp_path: Path) -> None:
    place = tmp_path / "dossier.yaml"
    both = "".join(
        f"  - {{code: W440, words: {name}, lawyer: x, reason: {why}, date: 2026}}\n" for name, why in (("A. Een", "y"), ("B. Twee", "z"))
    )
    persons = "  - {id: a, for: company, name: A. Een, visibility: public}\n  - {id: b, for: company, name: B. Twee, visibility: public}\n"
    place.write_text(f"format: 1\ncompany: {{id: x, name: X, visibility: public}}\nsignatories:\n{persons}waivers:\n{both}")
    found = compose(Workspace.at(ROOT), Order(str(place), "eop")).problems
    assert [dict(each.arguments)["reason"] for each in found if each.code == "W499"] == ["y", "z"]
    assert not {"W440", "W497", "W498"} & set(codes(found))


def test_a_waiver_of_another_stage_is_left_alone(tmp_path: Path) -> None:
    assert edited(tmp_path, (SAMPLE, "\nsources:", waiver("W460").replace("lawyer:", "stage: jloi, lawyer:"))) == []


BELGIAN = (
    ("clauses/law.md", "is Nederlands recht van toepassing", "is Belgisch recht van toepassing"),
    ("clauses/law.md", "Dutch law applies", "Belgian law applies"),
)


def test_a_waiver_holds_in_both_languages(tmp_path: Path) -> None:
    assert edited(tmp_path, *BELGIAN, (SAMPLE, "\nsources:", waiver("W424"))) == ["W499", "W499"]


SHALL = ("clauses/costs.md", "Each Party bears its own costs of", "Each Party shall bear and must pay its own costs of")


def test_a_waiver_names_its_finding_by_words(tmp_path: Path) -> None:
    one, other = (waiver("W431", "costs").replace("lawyer:", f"words: {words}, lawyer:") for words in ("shall", "must"))
    assert edited(tmp_path / "one", SHALL, (SAMPLE, "\nsources:", waiver("W431", "costs"))) == ["W497", "W431", "W431"]
    assert edited(tmp_path / "other", SHALL, (SAMPLE, "\nsources:", one)) == ["W431", "W499"]
    both = one.replace("\n\nsources:", other.replace("\nwaivers:", ""))
    assert edited(tmp_path / "both", SHALL, (SAMPLE, "\nsources:", both)) == ["W499", "W499"]


def test_as_many_waivers_as_findings_let_each_stand(tmp_path: Path) -> None:
    twice = waiver("W431", "costs").replace("\n\nsources:", waiver("W431", "costs").replace("\nwaivers:", ""))
    assert edited(tmp_path, SHALL, (SAMPLE, "\nsources:", twice)) == ["W499", "W499"]


def test_a_waived_error_lets_the_draft_be_made(tmp_path: Path) -> None:
    spoilt = FAULTS["E413"].edits[0]
    assert "E413" in edited(tmp_path / "one", spoilt)
    assert set(edited(tmp_path / "other", spoilt, (SAMPLE, "\nsources:", waiver("E413")))) == {"W499", "W460"}


@pytest.mark.parametrize("code", sorted(FIXED - {"E402", "W497", "W498", "W499"}))
def test_what_nobody_can_waive_stays(tmp_path: Path, code: str) -> None:
    plain = FAULTS[code]
    both = (*plain.edits[:-1], (plain.edits[-1][0], plain.edits[-1][1], plain.edits[-1][2]), (SAMPLE, "\nsources:", waiver(code)))
    found = codes(proofread(tmp_path, Fault(both, status=plain.status)))
    assert {code, "W498"} <= set(found)


QUANTITIES = st.from_regex(r"[0-9][0-9.,]{0,20} ?(megaton|kiloton|ton|procent|%|Mt) ?", fullmatch=True)
WORDS = st.sampled_from(["; en", "CO2 ", "afdwingbaar voor de Staat. ", "De Provincie verleent ", "vergunning", "artikel 4 ", "“"])
LETTERS = st.text(st.characters(categories=["Lu", "Ll", "Nd", "Po", "Zs"]), max_size=12)
ANYTHING = st.lists(QUANTITIES | WORDS | LETTERS, max_size=8).map("".join)


@cache
def eop() -> Template:
    template, _ = load_template(Workspace.at(ROOT).template_files("eop"))
    assert template is not None
    return template


@given(nl=ANYTHING, en=ANYTHING)
@settings(max_examples=60, deadline=None)
def test_whatever_a_dossier_says_is_read_to_the_end(nl: str, en: str) -> None:
    text = (ROOT / "templates/eop/sample/dossier.yaml").read_text(encoding="utf-8")
    said = "{nl: minder aardgas als grondstof en als brandstof, en: less natural gas as feedstock and as fuel}"
    assert said in text
    dossier, faults = read(text.replace(said, f"{{nl: {json.dumps(nl)}, en: {json.dumps(en)}}}"))
    if dossier is None:
        assert faults  # a text that no document can hold
        return
    template = eop()
    facts, _ = with_answers(template, facts_of(dossier, stage_of(template.about, dossier), template.about.kind), dossier.answers)
    documents = [assemble(template, facts, Draft(language))[0] for language in ("nl", "en")]
    for problem in proofread_drafts(template, dossier, documents):
        assert all((message(problem, "nl"), advice(problem, "en")))


@pytest.mark.parametrize(("formula", "better"), [("NOx", "stikstofoxiden"), ("NH3", "NH₃"), ("CO2", "CO₂")])
def test_what_is_advised_for_a_formula_can_be_printed(tmp_path: Path, formula: str, better: str) -> None:
    (said,) = proofread(tmp_path, fault(SAMPLE, "de productie van ammoniak en kunstmest", f"de productie van {formula}"))
    assert advice(said, "nl") == f"schrijf {better}"
    document = replace(every_node(), title=better)
    assert better in render(document, "txt").decode()
    assert render(document, "pdf")


def test_the_page_lists_every_rule_with_its_source_and_whether_it_can_be_waived() -> None:
    page = (ROOT / "docs/proofreading.md").read_text(encoding="utf-8")
    rows = {
        cells[1].strip(): cells[3] for cells in (line.split("|") for line in page.splitlines()) if cells[1:] and cells[1][2:5].isdigit()
    }
    of_templates = {"E316", "W302", "W303", "W304", "W305", "W306"}  # these are about the template, not about this draft
    assert {name.rstrip("*") for name in rows} == {code for code in CATALOGUE if code[1] == "4"} | of_templates
    assert {name.rstrip("*") for name in rows if name.endswith("*")} == set(FIXED) | of_templates
    for requirement in REQUIREMENTS:
        assert all(part in rows[requirement.code] for basis in requirement.basis.values() for part in basis.split("; "))


def of_kind(kind: str) -> Template:
    template, faults = template_of(Workspace.at(ROOT), kind)
    assert template is not None
    assert faults == ()
    return template


BY_A_DAY = re.compile(r"(?i)(uiterlijk op|tot en met|met ingang van|hebben op|heeft op|by|up to and including|with effect from) $")


@pytest.mark.parametrize("kind", Workspace.at(ROOT).kinds())
def test_a_date_by_which_something_is_done_asks_for_its_day(kind: str) -> None:
    template = of_kind(kind)
    fields = declarations(template.about.fields)
    after = {
        declared(hole.path, visit.names)
        for clause in template.clauses
        for body in clause.bodies.values()
        for visit in visits(body, clause.id, {}, ALWAYS, {})
        for before, hole in pairwise(pieces(visit.line))
        if isinstance(hole, Hole) and isinstance(before, Text) and BY_A_DAY.search(before.text)
    }
    dates = {path for path in after if path in fields and fields[path].type is FieldType.DATE}
    assert {path for path in dates if not fields[path].exact} == set()
    assert dates or kind in {"kennisgeving", "garantie"}, "each other document names a day by which something is done"


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("2028-06-30", None),
        ("2028-06-30/2028-06-30", None),
        ("2028-06", "2028-06-01/2028-06-30"),
        ('"2028"', "2028-01-01/2028-12-31"),
        ("2028-06-29/2028-06-30", "2028-06-29/2028-06-30"),
        ("{before: 2028-07-01}", "../2028-06-30"),
    ],
)
def test_a_date_of_which_the_day_is_asked_is_a_day_in_a_final(tmp_path: Path, said: str, told: str | None) -> None:
    for status, code in ((Status.DRAFT, "W451"), (Status.FINAL, "E451")):
        change = fault(SAMPLE, "ends: 2028-06-30", f"ends: {said}", status=status)
        found = proofread(tmp_path / status, change)
        assert [(each.code, dict(each.arguments)["date"]) for each in found] == ([] if told is None else [(code, told)])


FALLBACKS = [(clause.id, position.id, position.accept[0]) for clause in eop().clauses for position in clause.about.positions]
APART = {("nature", "fallback-1"): {"E412"}, ("law", "fallback-1"): {"W424"}}  # these two belong together, see above


@pytest.mark.parametrize(("clause", "position", "role"), FALLBACKS)
def test_each_fallback_reads_clean(tmp_path: Path, clause: str, position: str, role: str) -> None:
    assert set(edited(tmp_path, chosen(clause, position, role))) == APART.get((clause, position), set())
