"""Two kinds of document beside each other: which clause became which, and a redline that is both, as between two versions of one kind."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Golden
from drafts import Subject, drafted
from hypothesis import given
from hypothesis import strategies as st
from judges import verapdf
from judges.office import Office
from lxml import etree  # noqa: TID251  # to read what was written
from random_trees import PRINTED, documents
from test_redline import BY, OUTSIDER, body, fast, numbers, resolved, shown, word, words_of
from test_redlining import run, tree
from trees import every_node, line

from agreements.application.change_list import became_lines
from agreements.drafting.changes import Happened, changes
from agreements.drafting.comparison import redline, spread
from agreements.drafting.counterparts import By, Counterparts, counterparts
from agreements.drafting.document import (
    ClauseIdentity,
    Definition,
    Division,
    Document,
    Node,
    Paragraph,
    Reference,
    Role,
    Text,
    inlines,
    nodes,
)
from agreements.drafting.numbering import numbered
from agreements.drafting.wording import TONGUES
from agreements.formats import render
from agreements.formats.redline import render as render_redline

EXPECTED = Path(__file__).parent / "expected"
JLOI = "templates/jloi/sample/dossier.yaml"
"""A dossier that says something at both stages."""
AGREEMENT = "templates/maatwerkafspraak/sample/dossier.yaml"
PAIRS = {"eop to jloi": (JLOI, "eop", "jloi"), "jloi to agreement": (AGREEMENT, "jloi", "maatwerkafspraak")}


def pair(name: str, language: str = "nl") -> tuple[Document, Document]:
    dossier, old, new = PAIRS[name]
    return drafted(Subject(dossier, old), language), drafted(Subject(dossier, new), language)


def article(uid: str, title: str, *children: Node, clause: str = "") -> Division:
    identity = ClauseIdentity(clause, 1, "x") if clause else None
    return Division(uid, Role.ARTICLE, "", "", (Text(title),), children or (line(f"{uid}.p", Text(title)),), clause=identity)


def document(kind: str, *articles: Division) -> Document:
    part = Division("part.articles", Role.PART, "", "", (), articles)
    return replace(every_node(), kind=kind, parts=numbered((part,), TONGUES["nl"])[0])


def became(found: Counterparts) -> list[tuple[str, str, By | None]]:
    return [(each.old.uid if each.old else "", each.new.uid if each.new else "", each.by) for each in found.clauses]


# Which clause became which


def test_the_id_of_a_clause_goes_before_its_title_and_what_is_left_goes_or_comes() -> None:
    old = document("eop", article("a", "Kosten", clause="costs"), article("b", "Vervolg"), article("c", "Taal", clause="language"))
    new = document(
        "jloi",
        article("x", "Vervolg"),
        article("y", "Anders", clause="costs"),
        article("z", "Kosten", clause="money"),
        article("n", "Nieuw"),
    )
    assert became(counterparts(old, new)) == [
        ("a", "y", By.CLAUSE),
        ("b", "x", By.TITLE),
        ("c", "", None),
        ("", "z", None),
        ("", "n", None),
    ]


def test_a_title_in_which_a_document_names_itself_is_the_same_title() -> None:
    old, new = document("eop", article("a", "Aard van deze EoP")), document("jloi", article("b", "Aard van deze JLoI"))
    assert became(counterparts(old, new)) == [("a", "b", By.TITLE)]


def test_a_title_that_two_clauses_share_says_nothing() -> None:
    old = document("eop", article("a", "Kosten"), article("b", "Kosten"))
    assert not counterparts(old, document("jloi", article("c", "Kosten"))).any
    twice = document("eop", article("a", "Een", clause="costs"), article("b", "Twee", clause="costs"))
    assert became(counterparts(twice, document("jloi", article("c", "Twee", clause="costs")))) == [("a", "", None), ("b", "c", By.TITLE)]
    assert counterparts(old, document("jloi", article("b", "Taal"))).clauses[1].by is By.CLAUSE


def test_lines_are_known_by_their_name_then_by_their_words() -> None:
    old = document(
        "eop",
        article(
            "a",
            "Doel",
            lid("a.1", "Partijen spreken hun ambities uit."),
            lid("a.2", "Over een Maatwerkafspraak besluit iedere Partij afzonderlijk."),
            lid("a.cost", "Iedere Partij draagt haar kosten."),
            clause="purpose",
        ),
    )
    new = document(
        "jloi",
        article(
            "a",
            "Doel",
            lid("a.1", "Over een Maatwerkafspraak besluit iedere Partij zelf."),
            lid("a.cost", "Niets hiervan lijkt er nog op."),
            lid("a.2", "Dit is nieuw en staat nergens."),
            clause="purpose",
        ),
    )
    found = counterparts(old, new)
    told = {each.uid: each.happened for each in changes(redline(found.old, new))}
    assert told["a.1.p"] is Happened.CHANGED  # by its words, though it was the second
    assert told["a.cost.p"] is Happened.CHANGED  # by its name, though no word is the same
    assert told["a.2"] is Happened.INSERTED
    assert told["eop.a.1"] is Happened.DELETED
    assert found.names["eop.a.1"] == "a.1"


def lid(uid: str, text: str) -> Division:
    return Division(uid, Role.PARAGRAPH, "", "", (), (Paragraph(f"{uid}.p", (Text(text),)),))


def test_a_definition_is_known_by_its_name_and_not_by_its_place() -> None:
    meaning = "een maatregel waarmee de Onderneming haar productie wil verduurzamen"
    old = document("eop", article("d", "Begrippen", Definition("d.1", "party", "Partij", (Text("wie tekent"),)), term("d.2", meaning)))
    new = document("jloi", article("d", "Begrippen", term("d.1", f"{meaning} en waarvoor zij steun vraagt")))
    told = [(each.happened, each.uid, each.words) for each in changes(redline(counterparts(old, new).old, new))]
    assert told == [(Happened.DELETED, "eop.d.1", ()), (Happened.CHANGED, "d.1", (("", " en waarvoor zij steun vraagt"),))]


def term(uid: str, meaning: str) -> Definition:
    return Definition(uid, "project", "Project", (Text(meaning),))


def test_references_lead_to_what_became_of_their_target() -> None:
    pointing = line("b.p", Text("Zie "), Reference(("a.1", "c"), "artikel 1"))
    old = document(
        "eop", article("a", "Kosten", lid("a.1", "Ieder betaalt zelf.")), article("b", "Verwijzing", pointing), article("c", "Weg")
    )
    new = document("jloi", article("x", "Kosten", lid("x.4", "Ieder betaalt zelf.")), article("y", "Verwijzing", pointing))
    (reference,) = (each for each in inlines(counterparts(old, new).old) if isinstance(each, Reference))
    assert reference.targets == ("x.4", "eop.c")


def test_a_clause_that_stands_elsewhere_now_is_told_as_moved() -> None:
    old = document("eop", article("a", "Kosten"))
    annex = Division("a", Role.ANNEX, "", "", (Text("Kosten"),), (line("a.p", Text("Kosten")),))
    new = replace(every_node(), kind="jloi", parts=numbered((Division("part.annexes", Role.PART, "", "", (), (annex,)),), TONGUES["nl"])[0])
    found = counterparts(old, new)
    assert became(found) == [("a", "a", By.CLAUSE)]
    assert [each.happened for each in changes(redline(found.old, new)) if each.uid == "a"] == [Happened.MOVED]


@fast
@given(documents(PRINTED), documents(PRINTED), st.booleans())
def test_the_old_version_says_what_it_said_under_uids_of_the_new_one(one: Document, other: Document, same: bool) -> None:  # noqa: FBT001  # drawn
    old, new = replace(one, language="nl", kind="eop"), replace(one if same else other, language="nl", kind="jloi")
    found = counterparts(old, new)
    assert render(found.old, "txt") == render(old, "txt")
    uids = Counter(each.uid for each in nodes(found.old))
    assert set(uids.values()) <= {1}
    assert set(uids) - {each.uid for each in nodes(new)} == set(found.names)
    assert Counter(each.old.uid for each in found.clauses if each.old) == Counter(each.uid for each in _articles(old))
    assert Counter(each.new.uid for each in found.clauses if each.new) == Counter(each.uid for each in _articles(new))
    assert word(found.old, new)
    if same:
        ids = [each.clause.id if each.clause else each.uid for each in _articles(old)]
        once = [each for each in ids if each and ids.count(each) == 1]
        assert sum(each.by is By.CLAUSE for each in found.clauses) == len(once)
        assert redline(found.old, new).same  # nothing that is printed says the kind


UIDS = st.sets(st.sampled_from([f"{'eop.' * depth}x" for depth in range(5)])).map(sorted)


@given(olds=UIDS, news=UIDS)
def test_each_part_of_the_old_version_keeps_a_uid_of_its_own(olds: list[str], news: list[str]) -> None:
    """Regression: `x` and `eop.x` of an EoP both became `eop.eop.x` where the new version had an `eop.x`."""
    old = document("eop", *(article(each, f"Oud {number}", clause=f"old-{number}") for number, each in enumerate(olds)))
    new = document("jloi", *(article(each, f"Nieuw {number}", clause=f"new-{number}") for number, each in enumerate(news)))
    found = counterparts(old, new)
    uids = [each.uid for each in nodes(found.old)]
    assert len(uids) == len(set(uids)) == len(list(nodes(old)))
    assert not {each.uid for each in _articles(found.old)} & {each.uid for each in nodes(new)}
    assert {found.names[each.uid] for each in _articles(found.old)} == set(olds)


def _articles(tree: Document) -> list[Division]:
    clauses = (child for part in tree.parts for child in part.children if isinstance(child, Division))
    return [each for each in clauses if each.role in {Role.ARTICLE, Role.ANNEX}]


# The instruments themselves


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PAIRS)
def test_which_clause_of_an_instrument_became_which(name: str, language: str, golden: Golden) -> None:
    old, new = pair(name, language)
    text = "\n".join(became_lines(counterparts(old, new).clauses, (old.kind, new.kind), language))
    golden(EXPECTED / f"became-{old.kind}-{new.kind}.{language}.txt", f"{text}\n")


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("name", PAIRS)
def test_accepted_it_is_the_new_instrument_and_rejected_the_old(name: str, language: str) -> None:
    old, new = pair(name, language)
    matched = counterparts(old, new).old
    data = word(matched, new)  # refused when it is not proved
    tree_ = spread(redline(matched, new))
    assert (words_of(tree_, now=True), words_of(tree_, now=False)) == (words_of(new, now=True), words_of(old, now=False))
    before, after = (render(each, "docx") for each in (old, new))
    assert numbers(resolved(data, "del")) == numbers(after)
    assert numbers(resolved(data, "ins")) == numbers(before)
    found = etree.fromstring(body(data))
    assert OUTSIDER.view_paras(found, "accept") == OUTSIDER.plain_paras(etree.fromstring(body(after)))
    assert OUTSIDER.view_paras(found, "reject") == OUTSIDER.plain_paras(etree.fromstring(body(before)))


def test_a_clause_that_is_borrowed_changes_only_in_the_name_of_the_document() -> None:
    old, new = pair("eop to jloi")
    told = changes(redline(counterparts(old, new).old, new))
    words = {word for each in told if each.uid.startswith(("costs", "confidentiality", "publication")) for word in each.words}
    assert words == {("EoP", "JLoI")}


def test_nothing_that_is_held_together_is_set_twice() -> None:
    """Between kinds more than half of the clauses stay where they are in the order; what does not is told as moved."""
    old, new = pair("eop to jloi")
    found = counterparts(old, new)
    told = {each.uid: each.happened for each in changes(redline(found.old, new))}
    both = [each.new.uid for each in found.clauses if each.old and each.new]
    assert len(both) > len(found.clauses) / 2
    assert not [uid for uid in both if told.get(uid) in {Happened.INSERTED, Happened.DELETED, Happened.MOVED}]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


@pytest.mark.proof
@pytest.mark.parametrize("name", PAIRS)
def test_libreoffice_accepts_and_rejects_to_both_instruments(office: Office, name: str) -> None:
    old, new = pair(name)
    data = word(counterparts(old, new).old, new)
    assert shown(office.resolved(data, "Accept")) == shown(office.resolved(render(new, "docx"), "Accept"))
    rejected, before = (shown(office.resolved(each, "Reject")) for each in (data, render(old, "docx")))
    if (
        name != "eop to jloi"
    ):  # where an annex with a table went, LibreOffice (7.4) counts the empty line that it leaves; by the rules see above
        rejected, before = ([("", text) for _, text in each] for each in (rejected, before))
    assert rejected == before


@pytest.mark.proof
def test_verapdf_finds_pdf_a_3a_and_pdf_ua_1(tmp_path: Path) -> None:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    found = {name: (counterparts(*pair(name)).old, pair(name)[1]) for name in PAIRS}
    files = {name: render_redline(redline(*both), "pdf", BY) for name, both in found.items()}
    assert verapdf.verdicts(tmp_path, files) == {name: {"3a": "", "ua1": ""} for name in files}


# The command


def test_the_command_says_which_clause_became_which(tmp_path: Path, golden: Golden) -> None:
    old, new = (tree(tmp_path / f"{each.kind}.json", each) for each in pair("eop to jloi"))
    formats = [word for each in ("docx", "pdf", "html", "txt", "json") for word in ("-f", each)]
    result = run(JLOI, "--redline", old, new, *formats, "-o", tmp_path / "uit", messages="nl")
    assert not result.stderr
    listed = (tmp_path / "uit/redline-bedenksel-chemie-nl.txt").read_text()
    golden(EXPECTED / "redline-eop-jloi.nl.txt", listed)
    assert result.stdout.startswith(listed)
    assert len(list((tmp_path / "uit").iterdir())) == len(formats) // 2
    data = json.loads((tmp_path / "uit/redline-bedenksel-chemie-nl.json").read_text())
    assert data["clauses"][0] == {
        "old": {"uid": "definitions", "marker": "Artikel\u00a01", "title": "Begripsbepalingen"},
        "new": {"uid": "definitions", "marker": "Artikel\u00a01", "title": "Begripsbepalingen"},
        "by": "clause",
    }
    assert {"follow-up", "funding"} <= {each["uid"] for each in data["changes"] if each["happened"] == "deleted"}


def test_a_kind_stands_for_its_draft_of_now(tmp_path: Path) -> None:
    result = run(JLOI, "--redline", "eop", "jloi", "-f", "txt", "-o", tmp_path, messages="nl")
    assert result.stdout.replace("\u00a0", " ").startswith("EoP artikel 1 → JLoI artikel 1: Begripsbepalingen\n")
    assert "[E514]" in run(JLOI, "--redline", "eop", "jlio", code=1).stderr


def test_two_kinds_without_a_clause_in_common_are_compared_with_a_warning(tmp_path: Path) -> None:
    both = (document("eop", article("a", "A")), document("jloi", article("b", "B")))
    paths = [tree(tmp_path / f"{each.kind}.json", replace(each, identifier=f"{each.kind}-voorbeeld-staal")) for each in both]
    result = run("voorbeeld-staal", "--redline", *paths, "-f", "txt", "-o", tmp_path)
    assert "warning[W510]" in result.stderr
    assert "EoP artikel 1 deleted: A\nJLoI artikel 1 inserted: B\n" in result.stdout.replace("\u00a0", " ")
