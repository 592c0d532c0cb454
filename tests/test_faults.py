"""Every problem code has an input that gives it; bad input gives an ordered problem, never a traceback, and nothing is written."""

from __future__ import annotations

import inspect
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import test_archive_desk
import test_archive_disposal
import test_archiving
import test_around
import test_carry_over
import test_casework
import test_comparing
import test_counterparts
import test_demo
import test_document_set
import test_drafts
import test_due
import test_emissions
import test_issuing
import test_json
import test_lending
import test_lists
import test_lists_hostile
import test_pdf
import test_portfolio_record
import test_publishing
import test_receiving
import test_redline
import test_redlining
import test_rejudging
import test_reminders
import test_renewing
import test_signature
import test_signatures
import test_signing_course
import test_signing_persons
import test_signing_plan
import test_signing_round
import test_signing_upkeep
import test_taking_in
import test_trust
import test_verdicts
import test_verify
import test_witnessing
from click.testing import CliRunner  # noqa: TID251  # to call the command line
from dossiers import MINIMAL, clause, read, with_promise, workspace
from test_decisions import REFUSALS
from test_proofreading import FAULTS
from test_soundness import DEFECTS
from test_workflow_files import FILES

from agreements.application.draft import Order, compose
from agreements.cli import cli
from agreements.drafting.document import Status
from agreements.drafting.locking import LOCK
from agreements.formats import to_text
from agreements.problems import AgreementsError, Problem
from agreements.problems.archiving import ARCHIVING  # test_archive_faults: each has an input there
from agreements.problems.catalogue import CATALOGUE
from agreements.problems.display import advice, display, message
from agreements.problems.records import RECORDS  # test_record_faults: each has an input there
from agreements.problems.sentences import once
from agreements.problems.words import WORDS, YAML
from agreements.workspace import Workspace, create

FIGURE = 'total: {amount: "1", unit: Mt}, source: opgave'
REPORT = '{id: a, for: co2-2030, year: 2030, figure: {amount: "1", unit: kt}, status: reported, date: 2031-06-15, source: opgave}'
OTHER_SOURCE = 'total: {amount: "1", unit: Mt}, source: opgaaf'

DOSSIERS = {
    "E101": "format: 1\ncompany: [",
    "E102": "#" * (1024 * 1024 + 1),
    "E103": "format: 1\ncompany: &a {id: a, name: A}",
    "E104": "format: 1\ncompany: {id: a, id: b, name: A}",
    "E105": "[" * 30 + "]" * 30,
    "E107": "[" + "a, " * 20_000 + "]",
    "E201": MINIMAL + "commitment: []\n",
    "E202": "format: 1\ncompany: {id: a}",
    "E203": "format: 1\ncompany: tekst",
    "E204": MINIMAL.replace("}", ", cluster: maan}"),
    "E205": MINIMAL.replace("}", ", kvk: 12345678}"),
    "E206": MINIMAL.replace("}", ', kvk: "1234"}'),
    "E207": MINIMAL + "projects: [{id: a, name: A, technique: other}, {id: a, name: B, technique: other}]\n",
    "E208": with_promise('total: {amount: "1", unit: Mt}'),
    "E209": with_promise(OTHER_SOURCE),
    "E210": with_promise('total: {amount: "1", at_least: "2", unit: Mt}, source: opgave'),
    "E211": with_promise('total: {at_least: "3", at_most: "2", unit: Mt}, source: opgave'),
    "E212": "format: 2\ncompany: {id: a, name: A}",
    "E213": "format: 1\ncompany: {id: a, name: " + "a" * 4001 + "}",
    "E214": 'format: 1\ncompany: {id: a, name: "A\\u202eB"}',
    "E215": with_promise("total: {unit: Mt}, source: opgave"),
    "E216": with_promise('total: {amount: "1", unit: Mt, year: 2030, before: 2030}, source: opgave'),
    "E217": with_promise('additional: {amount: "1", unit: Mt}, source: opgave'),
    "E218": MINIMAL + "signatories: [{id: a, for: niemand, name: A}]\n",
    "E219": with_promise(FIGURE).replace("sources:", "      - {stage: eop, nature: effort}\nsources:"),
    "E221": with_promise(FIGURE + ", covers: {count: 1, sites: [a, b]}"),
    "E222": MINIMAL + "milestones: [{id: a, what: x, party: company, needs: [b]}, {id: b, what: y, party: state, needs: [a]}]\n",
    "E220": with_promise('share: {amount: "1", unit: Mt}, source: opgave'),
    "E223": with_promise(FIGURE) + f"reports: [{REPORT}, {REPORT.replace('id: a', 'id: b')}]\n",
    "E224": with_promise(FIGURE) + f"reports: [{REPORT.replace('unit: kt', 'unit: kt, year: 2029')}]\n",
    "E225": MINIMAL + "milestones: [{id: a, what: x, party: company, met: 2027}]\n",
    "E226": MINIMAL + 'funding: [{id: a, step: granted, amount: {amount: "1", unit: eur}, milestone: b}]\n',
    "E227": MINIMAL + "warnings: [{id: a, date: 2031-07-01}]\n",
    "E228": with_promise(FIGURE)
    + "milestones: [{id: co2-2030, what: x, party: company}]\nwarnings: [{id: a, for: co2-2030, date: 2031-07-01}]\n",
    "W221": MINIMAL
    + "milestones: [{id: a, what: x, party: company, met: 2026-12, source: o}]\n"
    + "history: [{stage: maatwerkafspraak, event: signed, date: 2027-01-15}]\nsources: {o: {title: O}}\n",
    "W222": MINIMAL
    + "milestones: [{id: m, what: x, party: company, met: 2027-02-01, source: o}]\n"
    + 'funding: [{id: a, step: paid, amount: {amount: "1", unit: eur, source: o}, date: 2027-01, milestone: m}]\n'
    + "sources: {o: {title: O}}\n",
    "W223": with_promise(FIGURE) + f"reports: [{REPORT.replace('2031-06-15', '2030-11')}]\n",
}

CLAUSES = {
    "E301": clause("a", "{% for x in y %}{% endfor %}"),
    "E302": clause("a", "{{ company.hobby }}"),
    "E303": clause("a", "{{ company.name | upper }}"),
    "E305": clause("a", "1. Een.\n1. Twee.", "1. One."),
    "E308": clause("a", "{{ secret }}"),
    "W302": clause("a", "Zie [artikel](#a.lid).\n\n1. {#lid} {when: co2.total} Tekst."),
    "W303": clause("a", "Zie [artikel](#a.lid).\n\n1. {#lid} {when: " + " or ".join(f"x{number}" for number in range(20)) + "} Tekst."),
    "E304": "---\nid: a\nversion: 1\ntitle: a\n---\n# nl\n\nTekst.\n",
    "E306": clause("a", "# Kop\n\n<b>x</b>\n\n`code`"),
    "E307": clause("a", "{when: co2.total and} Tekst."),
    "E310": "Tekst zonder kop.",
    "E311": clause("a", "1. {for: projects} Tekst."),
    "E313": clause("b", "Tekst."),
    "E314": clause("a", "Tekst.") + "\n# nl fallback-1\n\nUitwijk.\n",
    "E318": clause("a", "Zie [lid](#a)."),
    "E317": clause("a", "Tekst.").replace("# nl", "Vergeten tekst.\n\n# nl"),
    "E402": clause("a", "Zie [artikel](#weg)."),
    "W401": clause("a", "Zonder term."),
    "W402": clause("a", "{{ company.seat }}"),
}

HOSTILE = {
    "a call": "{{ company.name.__class__ }} {{ ''.join(x) }}",
    "a loop": "{{ range(9) }}",
    "arithmetic": "{{ 1 + 1 }}",
    "an import": "{% import 'os' as os %}",
    "an unclosed field": "{{ company.name ",
    "a comment that hides": "{{ company.name }}{% raw %}{{ x",
    "a filter that calls": "{{ company.name | attr('x') | plural(f()) }}",
    "a private character": "tekst \ue000 0 \ue001",
    "an image": "![x](file:///etc/passwd)",
    "a foreign link": "[x](https://example.org)",
    "html": "<script>alert(1)</script>\n\n<img src=x>",
    "a fill-in that is none": "[[handtekening]]",
    "a field in bold": "**{{ company.name }}**",
    "a quote": "> tekst",
    "a tower of brackets": "{{ " + "(" * 5000 + "x" + ")" * 5000 + " }}",
    "a chain of names": "{{ x" + ".x" * 10_000 + " }}",
    "a condition without end": "{when: " + "(" * 20_000 + "x} tekst",
    "a rule": "***",
    "a condition of blanks": "{when:" + " " * 20_000 + "x",
    "fill-ins that do not end": "[[text: " * 2_500 + "x",
    "a field by its number": "&#57344;0&#57345; &#xe000;99&#xe001;",
    "a condition in the middle": "Tekst {when: company.seat} meer",
    "a fill-in before a field": "[[handtekening]] {{ company.name }}",
    "a field that is not read": "{% raw %}{{ company.name }}{% endraw %}",
    "a caption of nothing": "{caption: Tabel}\n\nTekst.",
    "a caption at the end": "Tekst.\n\n{caption: Tabel}",
    "a lid without words": "1.\n1. Tekst.",
    "a reference without a word": "Zie [](#a).",
    "an unseen character": "te\u00adkst",
    "text that runs backward": "tekst &#x202e;tsket",
    "a tower of conditions": "{when: " + "(" * 400 + "company.name" + ")" * 400 + "} tekst",
    "nothing but not": "{when: " + "not " * 200 + "company.name} tekst",
}


MORE_FIELDS = """
  - {id: secret, type: text, visibility: internal, label: geheim}
""" + "".join(f"  - {{id: x{number}, type: text, label: x}}\n" for number in range(20))
UNUSED = "terms: [{id: steun, nl: [Steun], en: [Aid], defined_in: a}]\n"


def drafted(folder: Path, clauses: dict[str, str], template: str = MORE_FIELDS + UNUSED) -> tuple[Problem, ...]:
    place = Workspace.at(workspace(folder, clauses=clauses, template=template))
    return compose(place, Order("verzonnen", "eop", ("nl", "en"))).problems


@pytest.mark.parametrize("code", sorted(DOSSIERS))
def test_each_fault_of_a_dossier_is_named(code: str) -> None:
    _, problems = read(DOSSIERS[code])
    assert code in {each.code for each in problems}


@pytest.mark.parametrize("code", sorted(CLAUSES))
def test_each_fault_of_a_clause_is_named(tmp_path: Path, code: str) -> None:
    problems = drafted(tmp_path, {"a": CLAUSES[code]})
    assert code in {each.code for each in problems}


SAME = {
    "a line": clause("a", "1. {#x} Een.\n1. {#x} Twee."),
    "a language": clause("a", "Tekst.") + "\n# nl\n\nAnders.\n",
    "a position": clause("a", "Tekst.", front="positions: [{id: x, accept: [lawyer]}, {id: x, accept: [lawyer]}]")
    + "\n# nl x\n\nA.\n\n# en x\n\nA.\n",
    "a term": clause("a", "Steun."),
    "a field": clause("a", "{{ late }}"),
    "a clause": clause("a", "Tekst."),
    "a part": clause("a", "Tekst."),
}
SAME_OF_TEMPLATE = {
    "a term": "terms: [{id: x, nl: [Steun], en: [Steun], defined_in: a}, {id: x, nl: [Aid], en: [Aid], defined_in: a}]\n",
    "a field": "  - {id: late, type: date, label: later}\n  - {id: late, type: text, label: laat}\n# fields end here\n",
}
SAME_OF_PLAN = {
    "a clause": "format: 1\nparts:\n  - {id: x, articles: true, clauses: [a, {clause: a, when: co2.total}]}\n",
    "a part": "format: 1\nparts:\n  - {id: x, clauses: [a]}\n  - {id: x, clauses: []}\n",
}


@pytest.mark.parametrize("name", sorted(SAME))
def test_one_name_stands_for_one_thing(tmp_path: Path, name: str) -> None:
    place = workspace(tmp_path, clauses={"a": SAME[name]}, template=SAME_OF_TEMPLATE.get(name, ""), plan=SAME_OF_PLAN.get(name, ""))
    assert "E207" in {each.code for each in compose(Workspace.at(place), Order("verzonnen", "eop")).problems}


@pytest.mark.parametrize(
    ("field", "said"),
    [
        ("{id: late, type: text, exact: true, label: laat}", ("exact", "date", "text")),
        ("{id: late, type: figure, after: document.date, label: laat}", ("after", "date", "figure")),
        ("{id: late, type: date, quoted: true, label: laat}", ("quoted", "text", "date")),
        ("{id: late, type: list, label: laat, of: [{id: x, type: number, exact: true, label: x}]}", ("exact", "date", "number")),
    ],
)
def test_a_mark_on_a_field_fits_its_type(tmp_path: Path, field: str, said: tuple[str, str, str]) -> None:
    (found,) = drafted(tmp_path, {"a": clause("a", "Tekst.")}, template=f"  - {field}\n# fields end here\n")
    assert (found.code, found.where.file) == ("E322", "templates/eop/template.yaml")
    assert tuple(dict(found.arguments)[name] for name in ("key", "wanted", "type")) == said


def test_a_definition_is_of_a_term(tmp_path: Path) -> None:
    (found, *_) = drafted(tmp_path, {"a": clause("a", "- {define: steum} hulp\n\nSteun.")}, template=UNUSED)
    assert (found.code, dict(found.arguments)["guess"]) == ("E405", " (steun?)")


def test_an_annex_belongs_to_an_article_that_is_there(tmp_path: Path) -> None:
    plan = "format: 1\nparts:\n  - {id: x, articles: true, clauses: [a]}\n  - {id: y, annexes: true, clauses: [b]}\n"
    nowhere = {"a": clause("a", "Tekst."), "b": clause("b", "Tabel.", front="belongs_to: weg")}
    place = workspace(tmp_path / "nergens", clauses=nowhere, plan=plan)
    assert "E402" in {each.code for each in compose(Workspace.at(place), Order("verzonnen", "eop")).problems}
    absent = {"a": clause("a", "Tekst.", front="when: co2.total"), "b": clause("b", "Tabel.", front="belongs_to: a")}
    place = workspace(tmp_path / "afwezig", clauses=absent, plan=plan)
    assert "E402" in {each.code for each in compose(Workspace.at(place), Order("verzonnen", "eop")).problems}


def test_a_term_has_a_word_in_each_language(tmp_path: Path) -> None:
    problems = drafted(tmp_path, {"a": clause("a", "Tekst.")}, template="terms: [{id: x, nl: [], en: [Aid], defined_in: a}]\n")
    assert [(each.code, dict(each.arguments)) for each in problems] == [("E202", {"key": "nl"})]


def test_a_lid_of_which_all_is_absent_is_absent(tmp_path: Path) -> None:
    lids = "1. - {when: company.seat} Een.\n   - {when: company.seat} Twee.\n1. Drie."
    place = workspace(tmp_path, clauses={"a": clause("a", lids)})
    (document,) = compose(Workspace.at(place), Order("verzonnen", "eop")).documents
    assert to_text.render(document).decode().endswith("1. Drie.\n")


def test_a_caption_is_of_one_table(tmp_path: Path) -> None:
    tables = "{caption: Een}\n\n| a |\n|---|\n| b |\n\nTekst.\n\n| c |\n|---|\n| d |"
    place = workspace(tmp_path, clauses={"a": clause("a", tables)})
    (document,) = compose(Workspace.at(place), Order("verzonnen", "eop")).documents
    assert to_text.render(document).decode().count("Een") == 1


def test_a_line_between_brackets_with_a_colon_is_text(tmp_path: Path) -> None:
    place = workspace(tmp_path, clauses={"a": clause("a", "Zie [1].\n\n[1]: dit is een voetnoot")})
    (document,) = compose(Workspace.at(place), Order("verzonnen", "eop")).documents
    assert "[1]: dit is een voetnoot" in to_text.render(document).decode()


REPEATED = "1. {for: projects as p} A.\n   - {for: projects as q} B.\n     - {for: projects as r} {when: company.seat} C.\n"


def test_repetition_in_repetition_has_an_end(tmp_path: Path) -> None:
    projects = (
        MINIMAL + "projects:\n" + "".join(f"- {{id: p{number}, technique: ccs, name: x, visibility: public}}\n" for number in range(300))
    )
    place = workspace(tmp_path, clauses={"a": clause("a", REPEATED)}, dossier=projects)
    assert raised(lambda: compose(Workspace.at(place), Order("verzonnen", "eop"))) == {"E604"}


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_what_is_no_clause_text_is_refused_in_its_place(tmp_path: Path, name: str) -> None:
    problems = drafted(tmp_path, {"a": clause("a", HOSTILE[name])}, template="")
    assert problems
    assert all(each.code in {"E301", "E302", "E303", "E306", "E307", "E214"} for each in problems)
    assert all(each.where.file == "templates/eop/clauses/a.md" and each.where.line >= 7 for each in problems)


def test_a_date_lies_after_a_date_that_exists(tmp_path: Path) -> None:
    late = "  - {id: late, type: date, after: early, label: later}\n# fields end here\n"
    (found,) = drafted(tmp_path, {"a": clause("a", "{{ company.name }}")}, template=late)
    assert (found.code, found.where.file, dict(found.arguments)) == ("E302", "templates/eop/template.yaml", {"path": "early"})


def raised(action: Callable[[], object]) -> set[str]:
    with pytest.raises(AgreementsError) as caught:
        action()
    return {each.code for each in caught.value.problems}


def elsewhere(folder: Path) -> dict[str, set[str]]:
    """Return, by code, what comes of faults in folders, files and whole drafts."""
    place = workspace(folder / "werk", clauses={"a": clause("a", "{{ company.name }}")}, dossier=MINIMAL + "reconstruction: true\n")
    here = Workspace.at(place)
    (place / "latin.yaml").write_bytes(b"\xff\xfe\xfa")
    strong = with_promise(FIGURE).replace("nature: ambition", "nature: result").replace("id: verzonnen", "id: sterk")
    (place / "examples/demo/sterk.yaml").write_text(strong)
    final = {each.code for each in compose(here, Order("verzonnen", "eop", status=Status.FINAL)).problems}
    result = {each.code for each in compose(here, Order("sterk", "eop")).problems}
    other = workspace(folder / "anders", clauses={"a": clause("a", "A.")}, plan="format: 1\nparts:\n  - {id: x, clauses: [a, b]}\n")
    absent = {each.code for each in compose(Workspace.at(other), Order("verzonnen", "eop")).problems}
    (other / "templates/eop/document.yaml").unlink()
    nothing = {each.code for each in compose(Workspace.at(other), Order("verzonnen", "eop")).problems}
    (folder / "bestand").write_text("")
    locked = workspace(folder / "vast", clauses={"a": clause("a", "A.")})
    (locked / "templates/eop" / LOCK).write_text("format: 1\nclauses: {a: {standard: {version: 1, digest: ab}}}\n")
    changed = {each.code for each in compose(Workspace.at(locked), Order("verzonnen", "eop")).problems}
    name = MINIMAL.replace("}", ", visibility: public}").replace("Verzonnen B.V.", "A" * 4_000)
    endless = workspace(folder / "eindeloos", clauses={"a": clause("a", "{{ company.name }} " * 400)}, dossier=name)
    return {
        "E106": raised(lambda: here.dossier("latin.yaml")),
        "E309": absent,
        "E312": nothing,
        "E315": changed,
        "E401": final,
        "E403": result,
        "E404": final,
        "E501": raised(lambda: here.dossier("niemand")),
        "E502": raised(lambda: Workspace.at(folder / "leeg")),
        "E503": raised(lambda: here.template_files("eup")),
        "E504": raised(lambda: create(place)),
        "E506": raised(lambda: create(folder / "bestand" / "onder")),
        "E604": raised(lambda: compose(Workspace.at(endless), Order("verzonnen", "eop"))),
    }


def test_each_fault_of_a_folder_or_draft_is_named(tmp_path: Path) -> None:
    for code, found in elsewhere(tmp_path).items():
        assert code in found, code


def test_no_code_is_without_an_input_that_gives_it(tmp_path: Path) -> None:
    given = {
        *DOSSIERS,
        *CLAUSES,
        *elsewhere(tmp_path),
        *FAULTS,
        *FILES,
        *REFUSALS,
        *RECORDS,
        *ARCHIVING,
        *(defect.code for defect in DEFECTS.values()),
        *(code for _, code in test_lending.REFUSED),
        *test_document_set.FAULTS,
        *test_casework.REFUSED,
        *(code for _, expected in test_lists_hostile.WRONG.values() for code, _ in expected),
        *(code for _, code, _ in test_lists_hostile.SHUT.values()),
        *(code for _, (code, _) in test_lists_hostile.TOO_MUCH.values()),
        *(code for _, _, code, _ in test_emissions.WRONG.values()),
        *(code for _, code, _ in test_emissions.FAULTY_LINKS.values()),
        *test_taking_in.CODES.values(),
        *(code for code, *_ in test_signing_plan.REFUSED.values()),
        *(code for code, *_ in test_signing_plan.ARRANGED.values()),
        *(code for _, code, _ in test_issuing.MISARRANGED.values()),
        *(code for _, expected in test_publishing.REFUSED.values() for code, _, _ in expected),
        *(code for code, *_ in test_signing_course.REFUSED.values()),
        *(code for _, code in test_redlining.WRONG.values()),
        *(code for _, _, codes in test_verify.WRONG.values() for code in codes),
        *(case.code for case in (*test_verdicts.CASES.values(), *test_verdicts.ALLOWED.values()) if case.code),
    }
    assert set(CATALOGUE) - given == set(PROVED_BY)


PROVED_BY: dict[str, Callable[..., object]] = {
    "E322": test_a_mark_on_a_field_fits_its_type,
    "E888": test_portfolio_record.test_lists_of_an_older_version_are_not_added,
    "E505": test_json.detail,
    "E508": test_drafts.test_two_dossiers_of_one_company_do_not_take_each_others_place,
    "E509": test_drafts.test_what_was_ready_is_there_when_the_machine_ends_a_process,
    "E510": test_comparing.test_a_stage_without_a_promise_is_refused,
    "E511": test_redline.test_a_file_that_is_not_both_versions_does_not_leave_the_house,
    "E514": test_redlining.test_a_version_that_is_not_there_is_refused,
    "E515": test_carry_over.test_what_cannot_be_carried_is_refused,
    "E517": test_carry_over.test_what_cannot_be_carried_is_refused,
    "E516": test_carry_over.test_what_cannot_be_carried_is_refused,
    "W510": test_counterparts.test_two_kinds_without_a_clause_in_common_are_compared_with_a_warning,
    "E601": test_pdf.test_a_character_that_the_faces_lack_is_refused_by_name,
    "E602": test_pdf.test_a_page_that_asks_for_anything_else_is_not_made,
    "E603": test_pdf.test_pages_that_lack_a_word_are_not_made,
    "E630": test_receiving.test_another_takes_the_place_in_a_new_issue,
    "E631": test_receiving.test_what_nobody_signed_is_not_ticked_off_by_hand,
    "E632": test_receiving.test_the_case_is_established_with_what_came_back_and_nothing_else,
    "E633": test_receiving.test_what_happened_meanwhile_is_not_judged_past,
    "E634": test_receiving.test_paper_is_told_for_ever_and_a_scan_takes_its_place_only_by_decision,
    "E635": test_signing_round.test_what_would_count_nowhere_does_not_go_out,
    "E636": test_signing_round.test_the_step_takes_exactly_the_files_and_the_day_of_the_last_signature,
    "E637": test_signing_round.test_another_version_of_the_workflow_takes_no_issue_out_of_its_round,
    "E638": test_signing_round.test_that_it_was_signed_elsewhere_is_not_told_of_what_went_out_here,
    "E639": test_verify.test_who_signs_on_paper_is_not_said_to_be_missing,
    "E610": test_witnessing.test_a_scan_of_which_nobody_sees_the_pages_is_not_recorded,
    "E611": test_witnessing.test_what_was_not_scanned_cannot_be_compared,
    "E640": test_signatures.test_a_key_file_that_does_not_open_is_refused,
    "E613": test_around.test_what_nobody_signs_is_not_issued_for_signing,
    "E641": test_signatures.test_a_card_that_cannot_be_used_says_so,
    "E642": test_signatures.test_only_an_open_field_can_be_signed,
    "E643": test_signatures.test_a_time_stamp_service_that_does_not_answer_leaves_nothing_signed,
    "E644": test_signatures.test_a_certificate_that_cannot_be_proved_valid_does_not_sign_for_long,
    "E645": test_trust.test_a_file_is_not_renewed_without_a_service_or_trust,
    "E646": test_signatures.test_only_an_unsigned_document_with_fields_is_sealed,
    "E647": test_trust.test_a_file_that_cannot_carry_trust_is_refused_by_name,
    "E648": test_signatures.test_only_an_unsigned_document_with_fields_is_sealed,
    "E649": test_signing_persons.test_that_no_issue_is_open_is_said_so,
    "E650": test_issuing.test_without_a_seal_nothing_is_issued,
    "E653": test_issuing.test_nobody_who_signs_digitally_is_no_issue,
    "E654": test_issuing.test_a_minister_has_one_place_to_sign,
    "E655": test_issuing.test_a_seal_that_nobody_trusts_is_no_issue,
    "E656": test_signature.test_what_cannot_be_signed_leaves_nothing_written,
    "E657": test_signing_upkeep.test_who_has_no_address_is_told_until_there_is_one,
    "E658": test_signing_upkeep.test_who_cannot_sign_any_more_is_not_asked_to,
    "E659": test_signing_upkeep.test_who_signs_nothing_gets_no_address,
    "E762": test_lists_hostile.test_a_folder_without_companies_is_told,
    "E783": test_lists_hostile.test_many_faults_are_counted_not_told,
    "E784": test_lists.test_a_text_that_no_cell_can_hold_is_told,
    "E785": test_lists.test_a_company_that_may_be_known_already_is_not_taken_for_new,
    "E787": test_emissions.test_a_folder_without_one_of_the_files_or_with_both_is_told,
    "W788": test_emissions.test_without_a_word_on_when_they_were_fetched_the_status_is_not_known,
    "W793": test_emissions.test_a_name_in_another_encoding_is_told_and_stands_by_its_code,
    "E799": test_emissions.test_a_permit_that_is_another_in_the_registry_stops_the_work,
    "E879": test_demo.test_a_move_that_should_have_been_refused_stops_the_demo,
    "E894": test_reminders.test_a_role_that_nobody_holds_is_told_until_somebody_does,
    "E895": test_reminders.test_who_has_no_address_is_told_and_written_to_later,
    "E896": test_reminders.test_a_server_that_is_down_is_told_and_everything_waits,
    "E897": test_reminders.test_an_address_that_is_none_of_a_mail_server_is_refused_without_repeating_it,
    "E898": test_reminders.test_a_message_that_is_refused_is_tried_again_later_and_holds_up_nobody,
    "W987": test_verify.test_without_anybody_to_trust_nobody_is_trusted,
    "E899": test_due.test_a_calendar_without_days_is_not_written,
    "E962": test_archiving.test_an_issue_that_is_not_there_is_refused,
    "E963": test_archive_desk.test_a_package_that_the_record_does_not_know_is_refused,
    "E964": test_archive_desk.test_a_link_is_no_package,
    "E965": test_archive_desk.test_a_file_of_the_archive_that_is_changed_missing_or_strange_is_named,
    "E966": test_archive_desk.test_a_file_of_the_archive_that_is_changed_missing_or_strange_is_named,
    "E967": test_archive_desk.test_a_file_of_the_archive_that_is_changed_missing_or_strange_is_named,
    "E968": test_archive_desk.test_what_nobody_told_of_among_the_packages_is_untracked,
    "E969": test_archive_desk.test_a_destruction_that_is_not_finished_or_undone_is_told,
    "E970": test_archive_desk.test_a_destruction_that_is_not_finished_or_undone_is_told,
    "E971": test_archive_desk.test_a_record_that_was_written_anew_is_not_that_of_the_package,
    "E972": test_archive_desk.test_a_package_with_an_id_that_is_none_is_refused,
    "E973": test_archive_desk.test_another_package_under_a_known_id_is_refused,
    "E974": test_archive_desk.test_a_package_that_was_destroyed_does_not_come_back,
    "E612": test_archive_disposal.test_only_an_archivist_says_how_long_a_package_is_kept,
    "E975": test_archive_disposal.test_another_appraisal_ends_a_decision,
    "E976": test_rejudging.test_whom_the_office_trusts_no_more_makes_another_verdict,
    "E977": test_rejudging.test_a_file_or_verdict_that_is_gone_or_altered_is_told,
    "E920": test_taking_in.test_whom_the_office_trusts_no_more_makes_another_verdict_on_what_was_taken_in,
    "W979": test_taking_in.test_all_that_is_wrong_is_told_at_once_and_what_nobody_listed,
    "E980": test_taking_in.test_the_same_bytes_are_not_taken_in_twice,
    "E989": test_taking_in.test_a_name_that_is_not_that_of_one_file_is_told,
    "W981": test_taking_in.test_what_was_taken_in_before_is_told_and_not_recorded_again,
    "W983": test_taking_in.test_a_file_without_a_signature_claims_nothing_more,
    "W984": test_taking_in.test_a_case_that_holds_the_fact_gets_the_file_only_and_another_day_is_told,
    "E990": test_renewing.test_what_cannot_be_proved_by_whom_the_office_trusts_is_not_renewed,
    "E991": test_renewing.test_a_time_stamp_that_makes_nothing_last_longer_is_not_kept,
    "E992": test_renewing.test_who_is_neither_company_nor_package_is_told,
    "E993": test_renewing.test_a_file_that_another_renewed_meanwhile_is_renewed_once,
}
"""Where a code is asked for that no table gives: of a page, a mail server, a journey."""


@pytest.mark.parametrize("code", PROVED_BY)
def test_a_test_that_proves_a_code_asks_for_it(code: str) -> None:
    assert code in inspect.getsource(PROVED_BY[code])


@pytest.mark.parametrize("code", sorted(CATALOGUE))
def test_a_problem_says_the_same_in_both_languages(code: str) -> None:
    sentences = CATALOGUE[code]
    names = {re.sub(r"^\{|\}$", "", name) for text in sentences for name in re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text)}
    problem = Problem(code, read(MINIMAL + "x: 1\n")[1][0].where, tuple((name, f"<{name}>") for name in sorted(names)))
    for language in ("nl", "en"):
        assert message(problem, language)
        assert advice(problem, language)
    assert set(re.findall(r"<\w+>", message(problem, "nl"))) == set(re.findall(r"<\w+>", message(problem, "en")))


def test_words_in_problems_are_words_in_both_languages() -> None:
    assert all(dutch and english for dutch, english in WORDS.values())


def test_no_word_takes_the_place_of_another() -> None:
    assert once({"@a": 1}, {"@b": 2}) == {"@a": 1, "@b": 2}
    with pytest.raises(ValueError, match="@a"):
        once({"@a": 1}, {"@b": 2, "@a": 1})


@pytest.mark.parametrize("name", sorted(DOSSIERS))
def test_what_yaml_says_is_said_in_dutch(name: str) -> None:
    _, problems = read(DOSSIERS[name])
    assert all(detail in YAML for each in problems if each.code == "E101" for _, detail in each.arguments)


@pytest.mark.parametrize("name", ["../../etc/passwd", "http://127.0.0.1/x.yaml", "file:///etc/passwd", "\x00", "a" * 5000, "", ".", "/"])
def test_a_name_of_a_file_is_only_a_name(tmp_path: Path, name: str) -> None:
    place = workspace(tmp_path / "werk", clauses={"a": clause("a", "A.")})
    result = CliRunner().invoke(cli, ["-w", str(place), "draft", name, "eop", "-o", str(tmp_path / "uit")])
    assert result.exit_code in {1, 2}
    assert result.exception is None or isinstance(result.exception, SystemExit | AgreementsError)
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize("kind", ["../eop", "eop/../eop", "/etc", "EOP", "eo"])
def test_a_kind_is_one_of_the_templates(tmp_path: Path, kind: str) -> None:
    place = workspace(tmp_path, clauses={"a": clause("a", "A.")})
    assert raised(lambda: compose(Workspace.at(place), Order("verzonnen", kind))) == {"E503"}


BOMBS = {
    "aliases": "a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b]\n",
    "a cycle": "a: &a\n  b: *a\n",
    "a tag": "company: !!python/object/apply:os.system ['true']\n",
    "a merge": "company: {<<: {id: a}}\n",
    "a deep list": "[" * 100_000,
    "a deep mapping": "{a: " * 50_000,
    "a long key": "a" * 900_000 + ": b\n",
    "many documents": "---\n" * 100_000,
    "a byte order": "\ufeffformat: 1\n",
    "a null": "format: \x00\n",
}


@pytest.mark.parametrize("name", sorted(BOMBS))
def test_a_bomb_is_refused_in_order_and_at_once(name: str, tmp_path: Path) -> None:
    place = workspace(tmp_path / "werk", clauses={"a": clause("a", "A.")})
    (place / "bom.yaml").write_text(BOMBS[name], encoding="utf-8")
    result = CliRunner().invoke(cli, ["-w", str(place), "draft", "bom.yaml", "eop", "-o", str(tmp_path / "uit")])
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    assert "[E" in result.stderr
    assert not (tmp_path / "uit").exists()


READS = {
    "an amount with a comma": (
        with_promise('total: {amount: "0,2", unit: Mt}, source: opgave'),
        "'0,2' kan hier niet staan; hier hoort een getal tussen aanhalingstekens",
        "'0,2' cannot stand here; this must be a number in quotes",
    ),
    "a source with a capital": (
        with_promise('total: {amount: "0.2", unit: Mt}, source: Opgave'),
        "'Opgave' kan hier niet staan; hier hoort een naam van kleine letters, cijfers en streepjes",
        "'Opgave' cannot stand here; this must be a name of lower-case letters, digits and hyphens",
    ),
    "nothing": (MINIMAL.replace("Verzonnen B.V.", ""), "hier hoort een tekst; er staat niets", "this must be a text; here is nothing"),
    "no company": (
        "format: 1\ncompany:\n",
        "hier hoort een onderdeel met sleutels; er staat niets",
        "this must be a mapping; here is nothing",
    ),
    "a tab": (
        "format: 1\ncompany:\n  id: a\n\tname: A\n",
        "dit is geen geldige YAML (een tab in plaats van spaties)",
        "this is not valid YAML (found a tab character that violates indentation)",
    ),
}


@pytest.mark.parametrize("name", sorted(READS))
def test_a_fault_reads_as_a_sentence_in_both_languages(name: str) -> None:
    text, dutch, english = READS[name]
    _, (found,) = read(text)
    assert (message(found, "nl"), message(found, "en")) == (dutch, english)


MANY = {
    "unknown keys": MINIMAL + "".join(f"commitment{number}: 1\n" for number in range(9_900)),
    "empty items": MINIMAL + "commitments: [" + "{}, " * 19_000 + "]\n",
    "sources that are none": MINIMAL
    + "sources:\n"
    + "".join(f"  {'abc' * 30}{number}: {{title: x}}\n" for number in range(500))
    + "projects:\n"
    + "".join(f"  - {{id: p{number}, technique: ccs, name: x, source: {'bca' * 30}{number}}}\n" for number in range(1_900)),
    "parties that are none": MINIMAL
    + "provinces:\n"
    + "".join(f"  - {{id: p{number}, name: x}}\n" for number in range(1_800))
    + "signatories:\n"
    + "".join(f"  - {{id: s{number}, for: q{number}, name: x}}\n" for number in range(1_400)),
}


@pytest.mark.parametrize("name", sorted(MANY))
def test_thousands_of_faults_are_told_in_lines_that_stay_short(name: str) -> None:
    """And in seconds: what is quadratic here takes minutes."""
    _, problems = read(MANY[name])
    told = [display(each, "nl") for each in problems]
    assert len(told) > 1_000
    assert max(map(len, told)) < 3_000


def test_of_a_long_line_the_part_around_the_fault_is_shown() -> None:
    _, (found,) = read(
        MINIMAL
        + "projects: ["
        + "".join(f"{{id: a{number}, technique: ccs, name: x}}, " for number in range(20))
        + "{id: b, technique: ccz, name: x}]\n"
    )
    *_, shown, carets, _ = display(found, "nl").splitlines()
    assert len(shown) < 200
    assert shown[carets.index("^") : carets.rindex("^") + 1] == "ccz"


def test_a_quoted_file_gives_the_terminal_no_orders() -> None:
    texts = (
        "format: 1 # \x1b[31m\n",
        MINIMAL.replace("}", ', cluster: "\\e[31m\\u202emaan\\u2028"}'),
        'format:\t"\\r2" # \u202e\n',
    )
    for text in texts:
        _, problems = read(text)
        assert problems
        assert not re.search(r"[\x00-\x09\x0b-\x1f\u2028-\u202e]", "".join(display(each, "nl") for each in problems))


def test_a_quote_that_is_not_closed_is_shown_where_it_opens() -> None:
    _, (found,) = read("format: 1\ncompany:\n  id: a\n  name: A\n  seat: 's-Hertogenbosch\n  cluster: chemelot\n")
    assert (found.code, found.where.line, found.where.column) == ("E101", 5, 9)


def test_a_clause_longer_than_any_is_refused(tmp_path: Path) -> None:
    problems = drafted(tmp_path, {"a": clause("a", "Tekst. " * 40_000)})
    assert {each.code for each in problems} == {"E102"}


def test_a_template_of_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    place = workspace(tmp_path, clauses={"a": clause("a", "A.")})
    path = place / "templates/eop/template.yaml"
    path.write_text(path.read_text().replace("kind: eop", "kind: brief"))
    assert {each.code for each in compose(Workspace.at(place), Order("verzonnen", "eop")).problems} == {"E204"}
