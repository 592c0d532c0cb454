"""The Joint Letter of Intent: what binds is listed, each fallback is another text that reads clean, nothing is promised too much."""

from __future__ import annotations

import json
import re
import shutil
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml  # noqa: TID251  # to take things out of a dossier
from dossiers import ROOT, codes

from agreements.application.draft import Order, compose
from agreements.application.templates import template_of
from agreements.drafting.document import Status
from agreements.drafting.locking import LOCK
from agreements.drafting.template import STANDARD, Blueprint, Clause, Pointer, Template
from agreements.formats import render
from agreements.workspace import Workspace

FOLDER = ROOT / "templates" / "jloi"
SAMPLE = FOLDER / "sample" / "dossier.yaml"
SIGNED_ON = "2027-10-29"


@cache
def jloi() -> Template:
    template, problems = template_of(Workspace.at(ROOT), "jloi")
    assert template is not None
    assert problems == ()
    return template


def clause(name: str) -> Clause:
    return next(each for each in jloi().clauses if each.id == name)


def targets(name: str, lid: str, position: str = STANDARD, language: str = "nl") -> list[str]:
    """Return the articles that a lid of a clause refers to, in order."""
    body = clause(name).bodies[position, language]
    line = next(each for each in body if isinstance(each, Blueprint) and each.prefix.id == lid)
    return [target for piece in line.pieces if isinstance(piece, Pointer) for target in piece.targets]


def sample() -> Any:  # noqa: ANN401  # a dossier as plain data
    return json.loads(json.dumps(yaml.safe_load(SAMPLE.read_text(encoding="utf-8")), default=date.isoformat))


def workspace(folder: Path, *edits: tuple[str, str, str]) -> Workspace:
    """Return a workspace with the templates, not locked, and texts of the JLoI replaced: file, old, new."""
    shutil.copytree(ROOT / "templates", folder / "templates", ignore=shutil.ignore_patterns(LOCK))
    for file, old, new in edits:
        path = folder / "templates" / "jloi" / file
        text = path.read_text(encoding="utf-8")
        assert old in text, (file, old)
        path.write_text(text.replace(old, new), encoding="utf-8")
    return Workspace.at(folder)


def found(folder: Path, dossier: object, *edits: tuple[str, str, str], status: Status = Status.DRAFT) -> list[str]:
    (folder / "dossier.yaml").write_text(json.dumps(dossier), encoding="utf-8")
    order = Order(str(folder / "dossier.yaml"), "jloi", date=SIGNED_ON, status=status)
    return codes(compose(workspace(folder, *edits), order).problems)


def test_the_sample_can_be_made_final_without_a_finding(tmp_path: Path) -> None:
    assert found(tmp_path, sample(), status=Status.FINAL) == []


# What binds


BINDING = {"no-claim", "negotiation", "liability", "costs", "confidentiality", "control", "termination", "law"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_article_on_the_nature_lists_what_binds(language: str) -> None:
    assert set(targets("nature", "binding", language=language)) == BINDING
    assert set(targets("nature", "binding", "fallback-1", language)) == BINDING | {"advice", "road"}


def test_the_other_lists_follow_it() -> None:
    assert set(targets("parent", "scope", "fallback-1")) == BINDING | {"nature"}
    assert set(targets("term", "afterwards")) < BINDING


def test_the_page_for_the_lawyer_marks_the_same_articles() -> None:
    rows = [line.split("|") for line in (FOLDER / "README.md").read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    marked = {name for cells in rows if len(cells) > 5 and cells[4].strip() == "ja" for name in re.findall(r"`([a-z-]+)`", cells[1])}
    assert marked == BINDING | {"nature"}


def test_the_page_for_the_lawyer_names_every_clause_and_how_many_fallbacks_it_has() -> None:
    page = (FOLDER / "README.md").read_text(encoding="utf-8")
    for each in jloi().clauses:
        assert f"`{each.id}`" in page, each.id
        row = next(line for line in page.splitlines() if line.startswith("| ") and f"`{each.id}`" in line and line.count("|") == 5)
        assert not each.about.positions or f"fallback-{len(each.about.positions)}" in row, each.id


def test_each_thing_has_one_name_in_english() -> None:
    """Next to a grant there is no subsidy, to the levy on industry none for it; a remedy is not called recovery, which is of money."""
    written = "\n".join(path.read_text(encoding="utf-8") for path in (FOLDER / "clauses").glob("*.md"))
    assert re.findall(r"(?i)a subsidy\b|subsidy decision|levy for industry|recovery plan|period for recovery", written) == []


# The fallbacks

FALLBACKS = [(each.id, position.id, position.accept[0]) for each in jloi().clauses for position in each.about.positions]
HARD = {"additionality", "finance", "state-aid", "termination", "clawback", "control", "liability", "confidentiality"}


def test_each_hard_clause_has_a_fallback() -> None:
    assert {name for name, _, _ in FALLBACKS} >= HARD


@pytest.mark.parametrize(("name", "position", "role"), FALLBACKS)
def test_each_fallback_is_another_text_that_reads_clean(tmp_path: Path, name: str, position: str, role: str) -> None:
    digests = clause(name).digests
    assert list(digests.values()).count(digests[position]) == 1
    accepted = {"position": position, "role": role, "accepted_by": "mr. J. Jurist"}
    expected = ["W424", "W424"] if (name, position) == ("law", "fallback-1") else []  # articles bind, so a court is asked
    assert found(tmp_path, sample() | {"positions": {"jloi": {name: accepted}}}) == expected


# Nothing is promised too much


WRONG = {
    "a duty in the recitals": (
        "W430",
        "recitals",
        "de AMVI over een ontwerp van deze JLoI heeft geadviseerd",
        "de Onderneming moet verduurzamen",
    ),
    "a permit": ("E415", "permits", "Duurt een procedure langer", "De Provincie verleent de vergunning. Duurt een procedure langer"),
    "a grant": ("E414", "finance", "Een hoger bedrag is", "De Staat kent de Onderneming een subsidie toe. Een hoger bedrag is"),
    "a law": ("E416", "amendment", "Partijen bespreken binnen zes weken", "De Staat past de wet aan. Partijen bespreken binnen zes weken"),
    "supervision": (
        "E408",
        "province-part",
        "Wat aan provinciale staten is",
        "De Provincie ziet af van handhaving. Wat aan provinciale staten is",
    ),
    "a duty": ("W431", "projects", "spant zich in om {{ projects", "verplicht zich om {{ projects"),
    "an ambition that binds": ("E407", "nature", "<#no-claim #negotiation", "<#emissions #no-claim #negotiation"),
    "one side only": ("E411", "nature", "Dat geldt voor alle Partijen in gelijke mate.", "Voor de Staat is deze JLoI niet afdwingbaar."),
    "a nature unsaid": ("W410", "nature", "afdwingbaar", "opeisbaar"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_text_that_goes_too_far_is_found(tmp_path: Path, name: str) -> None:
    code, file, old, new = WRONG[name]
    assert code in found(tmp_path, sample(), (f"clauses/{file}.md", old, new))


def test_a_result_is_too_strong_for_this_document(tmp_path: Path) -> None:
    dossier = sample()
    dossier["commitments"][0]["promised"][1]["nature"] = "result"
    assert "E403" in found(tmp_path, dossier)


def test_an_investment_decision_is_never_a_condition_of_a_grant() -> None:
    """It is an effort and a ground for termination (Awb, art. 4:33), in every position and language."""
    texts = (path.read_text(encoding="utf-8").split("\n---\n", 1)[1] for path in sorted((FOLDER / "clauses").glob("*.md")))
    body = "\n".join(texts)
    said = [line for line in re.split(r"(?<=[.:;])\s", body) if re.search("Investeringsbesluit|Investment Decision", line)]
    assert len(said) > 8
    conditions = [line for line in said if re.search(r"(?i)voorwaarde|\bcondition", line)]
    assert conditions
    assert all(re.search("is geen voorwaarde|is not a condition", line) for line in conditions)


# Other dossiers than the sample


LESS = {
    "nothing but the company": [
        "commitments", "projects", "preconditions", "efforts", "milestones", "history", "provinces", "ministers", "signatories", "answers"
    ],
    "no provinces": ["provinces"],
    "no projects": ["projects"],
    "no milestones": ["milestones"],
    "no preconditions": ["preconditions"],
    "no efforts": ["efforts"],
}  # fmt: skip


@pytest.mark.parametrize("name", LESS)
def test_what_a_dossier_lacks_leaves_a_blank_or_nothing(tmp_path: Path, name: str) -> None:
    gone = LESS[name]
    dossier = {key: value for key, value in sample().items() if key not in gone}
    if "provinces" in gone or "projects" in gone:
        dossier["commitments"] = [each for each in dossier.get("commitments", ()) if each["party"] != "province"]
        dossier["signatories"] = [each for each in dossier.get("signatories", ()) if each["for"] not in {"groningen", "drenthe"}]
    for milestone in dossier.get("milestones", ()):
        milestone.pop("project", None) if "projects" in gone else None
    if "provinces" in gone:
        dossier["milestones"] = [each for each in dossier.get("milestones", ()) if each["party"] != "province"]
        dossier["efforts"] = [each for each in dossier.get("efforts", ()) if each["party"] != "province"]
    assert set(found(tmp_path, dossier)) <= {"W402"}


def test_without_parent_money_or_a_last_day_those_sentences_are_gone(tmp_path: Path) -> None:
    dossier = sample()
    del dossier["company"]["parent"]
    dossier["signatories"] = [each for each in dossier["signatories"] if each["for"] != "parent"]
    dossier["commitments"] = [each for each in dossier["commitments"] if each["party"] == "company"]
    for name in ("approval_by", "levy_rise", "tariff_rise", "aid_number", "acceleration", "security"):
        del dossier["answers"]["jloi"][name]
    accepted = {"position": "fallback-2", "role": "director", "accepted_by": "D. Directeur"}
    dossier["positions"] = {"jloi": {"finance": accepted}}
    assert found(tmp_path, dossier, status=Status.FINAL) == []
    text = render(compose(Workspace.at(tmp_path), Order(str(tmp_path / "dossier.yaml"), "jloi")).documents[0], "txt").decode()
    assert "Partijen noemen in deze JLoI geen bedrag van de overheid." in text
    assert not re.search("Moedermaatschappij|te reserveren|heffing voor de industrie per ton|SA\\.", text)


def test_what_an_expression_of_principles_promised_can_be_carried_over(tmp_path: Path) -> None:
    """The invented steel company, each promise made firmer, with the answers and the money that this document asks."""
    text = (ROOT / "examples/demo/voorbeeld-staal.yaml").read_text(encoding="utf-8")
    dossier = json.loads(json.dumps(yaml.safe_load(text), default=date.isoformat))
    for commitment in dossier["commitments"]:
        firm = commitment["promised"][0] | {"stage": "jloi", "nature": "effort"}
        commitment["promised"] = [each for each in commitment["promised"] if each["stage"] == "eop"] + [firm]
    answers = sample()["answers"]["jloi"]
    source = next(iter(dossier["sources"]))
    for name in ("shortfall", "levy_rise", "tariff_rise", "cost_rise"):
        answers[name]["source"] = source
    dossier["answers"]["jloi"] = answers
    dossier["history"] = [{"stage": "eop", "event": "signed", "date": "2026-12-01", "visibility": "public", "source": source}]
    money = {"stage": "jloi", "nature": "intention", "total": {"amount": "600", "unit": "mln_eur", "source": source}, "source": source}
    dossier["commitments"].append(
        {"id": "contribution", "party": "state", "indicator": "other", "visibility": "public", "promised": [money], "subject": "de ovens"}
    )
    assert set(found(tmp_path, dossier, status=Status.FINAL)) == {"W441"}  # the extracts from the register are a year old by then
    outcome = compose(Workspace.at(tmp_path), Order(str(tmp_path / "dossier.yaml"), "jloi", ("nl",)))
    words = render(outcome.documents[0], "txt").decode()
    assert "De Staat is voornemens om een bedrag van € 600 miljoen te reserveren." in words.replace("\u00a0", " ")


@pytest.mark.parametrize("company", ["voorbeeld-staal", "verzonnen-glas", "anqore", "tata-steel-nederland"])
def test_another_company_gives_blanks_and_no_fault(company: str) -> None:
    """An invented one with promises for this stage and one without, and two from the public record."""
    outcome = compose(Workspace.at(ROOT), Order(company, "jloi", ("nl", "en")))
    assert len(outcome.documents) == 2
    vague = {"W451"} if company == "anqore" else set()  # the public record says in which month its EoP was signed
    assert {each.code for each in outcome.problems} == {"W402"} | vague
