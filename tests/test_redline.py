"""A redline: with all accepted it is the new version, with all rejected the old, in the file itself; nothing that differs is unmarked."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import docx_trackdiff.verify
import pytest
import words_docx
from drafts import Subject, drafted
from edits import edited
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judges import verapdf
from judges.long import long_document
from judges.office import Office
from lxml import etree  # noqa: TID251  # to read what was written
from openxml_audit import FileFormat, OpenXmlValidator
from random_trees import PRINTED, documents
from test_html import Outline, faults  # noqa: F401  # a fixture
from trees import division, every_node, line

from agreements.drafting.changes import Change, Happened, changes, side
from agreements.drafting.comparison import redline, spread
from agreements.drafting.document import (
    Division,
    Document,
    Emphasis,
    Inline,
    Node,
    Paragraph,
    Reference,
    Revision,
    Role,
    SignatureBlock,
    Strong,
    Table,
    TermUse,
    Text,
    Value,
    inline_groups,
    nodes,
    plain,
)
from agreements.drafting.wordwise import printed, revised_words
from agreements.formats import redline_page, render, to_docx, to_json
from agreements.formats.from_json import NoTreeError, from_json
from agreements.formats.redline import FORMATS
from agreements.formats.redline import render as render_redline
from agreements.formats.word.proof import differs
from agreements.formats.word.redlining import Revising, Tracker

W = words_docx.W
OUTSIDER: Any = docx_trackdiff.verify  # another reader of tracked changes, without types
BY = Revising("Bureau Maatwerk", "2026-11-30T00:00:00Z")
LONG = long_document(36, 60)
"""About forty pages."""

fast = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=40)


def sample(language: str) -> Document:
    return drafted(Subject("templates/eop/sample/dossier.yaml", "eop"), language)


def word(old: Document, new: Document) -> bytes:
    return to_docx.redlined(redline(old, new), BY)


def with_part(document: Document, uid: str, change: Callable[[Division], Division]) -> Document:
    """Return a document with one division changed."""

    def walk(each: Division) -> Division:
        if each.uid == uid:
            return change(each)
        return replace(each, children=tuple(walk(child) if isinstance(child, Division) else child for child in each.children))

    return replace(document, parts=tuple(map(walk, document.parts)))


# Words


def said(was: tuple[Inline, ...], now: tuple[Inline, ...]) -> str:
    """Return a run of words with what went and came in brackets."""
    run = revised_words(was, now)
    return "".join(f"[{plain(each.was)}|{plain(each.now)}]" if isinstance(each, Revision) else plain((each,)) for each in run)


@pytest.mark.parametrize(
    ("was", "now", "expected"),
    [
        ("met 1,5 megaton", "met 1.500 kiloton", "met [1,5 megaton|1.500 kiloton]"),
        ("de Staat betaalt", "de Staat betaalt niet", "de Staat betaalt[| niet]"),
        ("een twee drie", "een drie", "een [twee |]drie"),
        ("vóór 2030;", "vóór 2035;", "vóór [2030|2035];"),
        ("gelijk", "gelijk", "gelijk"),
        ("", "nieuw", "[|nieuw]"),
    ],
)
def test_words_are_compared_word_by_word(was: str, now: str, expected: str) -> None:
    assert said((Text(was),), (Text(now),)) == expected


def test_a_value_a_reference_and_a_term_change_as_a_whole() -> None:
    assert said((Value("co2", "260 kiloton"),), (Value("co2", "167 kiloton"),)) == "[260 kiloton|167 kiloton]"
    assert said((Reference(("a",), "artikel 4"),), (Reference(("a",), "artikel 5"),)) == "[artikel 4|artikel 5]"
    assert said((TermUse("c", "de Onderneming"),), (TermUse("c", "de Vennootschap"),)) == "[de Onderneming|de Vennootschap]"


def test_what_prints_the_same_is_the_same_and_bold_is_not() -> None:
    assert said((Text("de "), Value("c", "Staat")), (Text("de Staat"),)) == "de Staat"
    assert said((Text("Staat"),), (Strong((Text("Staat"),)),)) == "[Staat|Staat]"
    assert said((Emphasis((Text("x"),), "en"),), (Emphasis((Text("x"),), "fr"),)) == "[x|x]"


@fast
@given(documents(PRINTED), documents(PRINTED))
def test_each_side_of_revised_words_reads_as_its_version(one: Document, other: Document) -> None:
    for was, now in zip(
        (g for n in nodes(one) for g in inline_groups(n)), (g for n in nodes(other) for g in inline_groups(n)), strict=False
    ):
        run = revised_words(was, now)
        assert printed(side(run, now=False)) == printed(was)
        assert printed(side(run, now=True)) == printed(now)
        assert any(isinstance(each, Revision) for each in run) == (printed(was) != printed(now))


# The file, by our own reader: `redlined` refuses what is not proved


@fast
@given(documents(PRINTED), documents(PRINTED))
def test_any_two_trees_give_a_file_that_is_both(one: Document, other: Document) -> None:
    old, new = replace(one, language="nl"), replace(other, language="nl")
    assert word(old, new) == word(old, new)


@cache
def base(name: str) -> Document:
    return {"sample": sample("nl"), "english": sample("en"), "every": every_node(), "long": LONG}[name]


@fast
@given(st.sampled_from(["sample", "english", "every"]), st.integers(0, 10**9), st.sampled_from([0.03, 0.15, 0.5]))
def test_any_edit_gives_a_file_that_is_both(name: str, seed: int, often: float) -> None:
    old = base(name)
    new = edited(old, seed, often)
    _, trees = word(old, new), spread(redline(old, new))
    assert words_of(trees, now=True) == words_of(new, now=True)
    assert words_of(trees, now=False) == words_of(old, now=False)


def words_of(document: Document, *, now: bool) -> str:
    """Return all words of a document, or of one side of a redline, in order; a table or line that is not there says nothing."""
    runs = (side(group, now=now) for node in nodes(document) for group in inline_groups(node))
    return "|".join(filter(None, map(plain, runs)))


@pytest.mark.parametrize("seed", range(3))
def test_forty_pages_are_proved(seed: int) -> None:
    new = edited(LONG, seed, 0.05)
    data = word(LONG, new)
    assert len(re.findall(b"<w:(?:ins|del) ", body(data))) > 50
    assert differs(data, render(LONG, "docx"), render(new, "docx")) == ()


def body(data: bytes, part: str = "word/document.xml") -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(part)


def with_body(data: bytes, change: Callable[[bytes], bytes], part: str = "word/document.xml") -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as archive, zipfile.ZipFile(made, "w") as target:
        for name in archive.namelist():
            target.writestr(name, change(archive.read(name)) if name == part else archive.read(name))
    return made.getvalue()


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "a word that came is not marked": lambda xml: re.sub(rb"<w:ins [^>]*>(<w:r>.*?</w:r>)</w:ins>", rb"\1", xml, count=1),
    "a word that went is gone": lambda xml: re.sub(rb"<w:del [^>/]*>.*?</w:del>", b"", xml, count=1),
    "the mark of a paragraph is not marked": lambda xml: re.sub(rb"<w:rPr><w:(ins|del) [^>]*/></w:rPr></w:pPr>", b"</w:pPr>", xml, count=1),
    "a row is not marked": lambda xml: re.sub(rb"<w:(ins|del) [^>]*/></w:trPr>", b"</w:trPr>", xml, count=1),
    "a level of a list is another": lambda xml: xml.replace(b'<w:ilvl w:val="2"/>', b'<w:ilvl w:val="3"/>', 1),
    "a style is another": lambda xml: xml.replace(b'<w:pStyle w:val="Lid"/>', b'<w:pStyle w:val="BodyText"/>', 1),
}


@pytest.mark.parametrize("name", SPOILT)
def test_the_proof_finds_what_is_not_marked(name: str) -> None:
    old = every_node()
    new = with_part(old, "annex-reductions", lambda each: replace(each, children=tuple(map(_without_first_row, each.children))))
    new = with_part(new, "law", lambda each: replace(each, children=(line("law.p", Text("Engels recht geldt.")), *each.children[1:])))
    new = with_part(new, "recitals", lambda each: replace(each, children=each.children[:-1]))
    data, sides = word(old, new), (render(old, "docx"), render(new, "docx"))
    assert differs(data, *sides) == ()
    spoilt = with_body(data, SPOILT[name])
    assert spoilt != with_body(data, lambda xml: xml)
    assert differs(spoilt, *sides) != ()


def _without_first_row(node: Node) -> Node:
    return replace(node, rows=node.rows[1:]) if isinstance(node, Table) else node


def test_a_file_that_is_not_both_versions_does_not_leave_the_house(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Tracker, "runs", lambda _, xml, __: xml)
    with pytest.raises(to_docx.UnprovedError) as refused:
        word(every_node(), replace(every_node(), title="Anders"))
    assert [each.code for each in refused.value.problems] == ["E511"]


def test_the_margins_are_compared_too() -> None:
    old = every_node()
    furniture = replace(old.furniture, header_end="", footer_start="eop-voorbeeld · versie 0.2", notices=("Andere notitie",))
    data = word(old, replace(old, furniture=furniture))
    assert b"<w:delText" in body(data, "word/firstHeader.xml")
    assert b"0.2" in body(data, "word/footer.xml")
    assert b"<w:ins " in body(data, "word/header.xml")
    assert differs(with_body(data, lambda xml: xml.replace(b"0.2", b"0.3"), "word/footer.xml"), render(old, "docx"), render(old, "docx"))


def test_two_versions_that_are_the_same_have_no_changes() -> None:
    found = redline(LONG, LONG)
    assert found.same
    assert changes(found) == ()
    assert b"<w:ins " not in body(to_docx.redlined(found, BY))
    assert "geen verschil" in redline_page.render(found).decode()


# The file, by readers of others


@pytest.mark.parametrize("seed", range(4))
def test_another_reader_finds_both_versions(seed: int) -> None:
    """docx-trackdiff, which knows nothing of ours, drops a paragraph whose mark went or came, and reads the rest as it stands."""
    for old in (sample("nl"), LONG):
        new = edited(old, seed, 0.1)
        data, before, after = (etree.fromstring(body(each)) for each in (word(old, new), render(old, "docx"), render(new, "docx")))
        assert OUTSIDER.view_paras(data, "accept") == OUTSIDER.plain_paras(after)
        assert OUTSIDER.view_paras(data, "reject") == OUTSIDER.plain_paras(before)


def test_word_counts_by_what_is_accepted() -> None:
    old = sample("nl")
    new = edited(old, 5, 0.1)
    data = word(old, new)
    assert numbers(resolved(data, "del")) == numbers(render(new, "docx"))
    assert numbers(resolved(data, "ins")) == numbers(render(old, "docx"))


def numbers(data: bytes) -> list[tuple[str, str]]:
    return [(each.number, each.text) for each in words_docx.paragraphs(data) if each.number]


def resolved(data: bytes, gone: str) -> bytes:
    """Return a Word file in which everything is accepted or rejected, by the rules and without our reader."""

    def drop(each: etree._Element) -> None:
        parent = each.getparent()
        assert parent is not None
        parent.remove(each)

    def resolve(xml: bytes) -> bytes:
        root = etree.fromstring(xml)
        for each in list(root.iter(f"{W}tr", f"{W}p")):
            mark = each.find(f"{W}trPr/{W}{gone}") if each.tag == f"{W}tr" else each.find(f"{W}pPr/{W}rPr/{W}{gone}")
            if mark is not None:
                drop(each)
        for each in list(root.iter(f"{W}{gone}")):
            drop(each)
        for table in list(root.iter(f"{W}tbl")):
            if table.find(f"{W}tr") is None:
                drop(table)
        return etree.tostring(root).replace(b"w:delText", b"w:t")

    return with_body(data, resolve)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"))


def shown(data: bytes) -> list[tuple[str, str]]:
    """Return the paragraphs that hold words; LibreOffice (7.4) leaves an empty one where a table stood."""
    return [(each.number, each.text) for each in words_docx.paragraphs(data) if each.text]


@pytest.mark.proof
@pytest.mark.parametrize("name", ["words", "an article", "rows", "an annex", "the end", "a table", "forty pages"])
def test_libreoffice_accepts_and_rejects_to_both_versions(office: Office, name: str) -> None:
    old = LONG if name == "forty pages" else sample("nl")
    new = REALISTIC[name](old)
    assert new != old
    data = word(old, new)
    assert shown(office.resolved(data, "Accept")) == shown(office.resolved(render(new, "docx"), "Accept"))
    assert shown(office.resolved(data, "Reject")) == shown(office.resolved(render(old, "docx"), "Reject"))


def _every(change: Callable[[Division], Division]) -> Callable[[Document], Document]:
    from agreements.drafting.numbering import numbered  # noqa: PLC0415
    from agreements.drafting.wording import TONGUES  # noqa: PLC0415

    def walk(each: Division) -> Division:
        changed = change(each)
        return replace(changed, children=tuple(walk(child) if isinstance(child, Division) else child for child in changed.children))

    def made(document: Document) -> Document:
        return replace(document, parts=numbered(tuple(map(walk, document.parts)), TONGUES[document.language])[0])

    return made


def _words(each: Division) -> Division:
    texts = {"uitstoot": "emissie", "Partijen": "Betrokkenen", "groot": "klein"}

    def other(inline: Inline) -> Inline:
        if not isinstance(inline, Text):
            return inline
        text = inline.text
        for old, new in texts.items():
            text = text.replace(old, new)
        return Text(text)

    return replace(
        each,
        children=tuple(
            replace(child, children=tuple(map(other, child.children))) if isinstance(child, Paragraph) else child for child in each.children
        ),
    )


def _without(*uids: str) -> Callable[[Division], Division]:
    return lambda each: replace(each, children=tuple(child for child in each.children if child.uid not in uids))


def _rows(each: Division) -> Division:
    return replace(
        each,
        children=tuple(
            replace(child, rows=(*child.rows[1:], tuple((Text("nieuw"),) for _ in child.columns))) if isinstance(child, Table) else child
            for child in each.children
        ),
    )


REALISTIC: dict[str, Callable[[Document], Document]] = {
    "words": _every(_words),
    "an article": _every(_without("nitrogen", "funding")),
    "rows": _every(_rows),
    "an annex": _every(_without("annex-projects")),
    "the end": _every(_without("annex-reductions")),
    "a table": _every(_without("annex-reductions.2")),
    "forty pages": _every(lambda each: _words(_without("art7", "art20.2", "art30.1.a")(each))),
}


@pytest.mark.parametrize("seed", [0, 1])
def test_the_open_xml_rules_find_no_fault(seed: int, tmp_path: Path) -> None:
    for name, old in (("sample", sample("nl")), ("every", every_node())):
        path = tmp_path / f"{name}.docx"
        path.write_bytes(word(old, edited(old, seed, 0.2)))
        result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=50).validate(str(path))
        assert [str(error) for error in result.errors] == []


@pytest.mark.proof
def test_verapdf_finds_pdf_a_3a_and_pdf_ua_1(tmp_path: Path) -> None:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    pairs = {f"{name} {seed}": (base(name), edited(base(name), seed, 0.1)) for name in ("sample", "every", "long") for seed in (1, 2)}
    files = {name: render_redline(redline(*pair), "pdf", BY) for name, pair in pairs.items()}
    assert verapdf.verdicts(tmp_path, files) == {name: {"3a": "", "ua1": ""} for name in files}


@pytest.mark.proof
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_axe_finds_no_fault_in_the_page(faults: object, scheme: str, width: int) -> None:  # noqa: F811  # the fixture
    assert callable(faults)
    page = redline_page.render(redline(every_node(), edited(every_node(), 3, 0.3))).decode()
    assert faults(page, scheme, width) == ([], width)


# What a reader sees


def test_the_page_marks_every_change_and_tells_it() -> None:
    old = every_node()
    new = with_part(replace(old, title="Anders"), "law", lambda each: replace(each, children=(line("law.p", Text("Engels recht geldt.")),)))
    html = redline_page.render(redline(old, new)).decode()
    assert "<h1><del>" in html
    assert (
        '<del><span class="unseen">[vervallen:] </span>Nederlands</del><ins><span class="unseen">[nieuw:] </span>Engels</ins> recht' in html
    )
    assert '<span class="marker"><del><span class="unseen">[vervallen:] </span>a.</del> </span>' in html
    parsed = Outline(html)
    ids = [each["id"] for _, each in parsed.elements if "id" in each]
    assert len(ids) == len(set(ids))


def test_what_a_page_withholds_from_the_eye_it_says_by_more_than_colour() -> None:
    html = redline_page.render(redline(every_node(), replace(every_node(), title="Anders"))).decode()
    assert "del { color: #8a1c1c; text-decoration: line-through; }" in html
    assert "ins { color: #0b4f8a; text-decoration: underline; }" in html


@fast
@given(st.integers(0, 10**9))
def test_the_page_holds_both_versions(seed: int) -> None:
    old = every_node()
    new = edited(old, seed, 0.3)
    html = redline_page.render(redline(old, new)).decode().partition("<main>")[2].partition("</main>")[0]
    html = re.sub(r'<span class="unseen">.*?</span>|<p class="legend">.*?</p>', "", html)
    for gone, version in (("del", new), ("ins", old)):
        text = re.sub(rf"<{gone}>.*?</{gone}>", "", html, flags=re.DOTALL)
        plain_page = render(version, "html").decode().partition("<main>")[2].partition("</main>")[0]
        assert _bare(text) == _bare(plain_page)


def _bare(html: str) -> str:
    """Return the words of a page, without its elements and spaces."""
    return re.sub(r"\s+|<[^>]*>", "", html)


# The list


def listed(old: Document, new: Document) -> list[tuple[Happened, str, str]]:
    return [(each.happened, each.place, each.before) for each in changes(redline(old, new))]


def test_what_went_makes_what_follows_count_otherwise() -> None:
    old = sample("nl")
    found = listed(old, _every(_without("nitrogen"))(old))
    assert found[0] == (Happened.DELETED, "Artikel\u00a05", "")
    assert found[1] == (Happened.RENUMBERED, "Artikel\u00a05", "Artikel\u00a06")


def test_what_moved_is_told_once_where_it_stands_now() -> None:
    old = every_node()
    (articles,) = [part for part in old.parts if part.uid == "articles"]
    one, two, three = articles.children
    moved = _every(lambda each: replace(each, children=(three, one, two)) if each.uid == "articles" else each)(old)
    found = [each for each in changes(redline(old, moved)) if each.happened is Happened.MOVED]
    assert [(each.uid, each.place, each.before) for each in found] == [("law", "Artikel\u00a01", "Artikel 3")]


def test_a_word_that_changed_on_the_way_is_told() -> None:
    """A clause that moved is read over; a word that changed in it may be the point of moving it."""
    old = every_node()
    (articles,) = [part for part in old.parts if part.uid == "articles"]
    one, two, three = articles.children
    assert isinstance(three, Division)
    other = replace(three, children=(line("law.p", Text("Engels recht geldt.")), *three.children[1:]))
    moved = _every(lambda each: replace(each, children=(other, one, two)) if each.uid == "articles" else each)(old)
    (found,) = [each for each in changes(redline(old, moved)) if each.happened is Happened.MOVED]
    assert found.words == (("Nederlands", "Engels"),)


def test_a_value_that_changed_is_told_with_its_path() -> None:
    old = every_node()
    (found,) = changes(redline(old, with_value(old, "0,9\u00a0megaton")))
    assert found.values == (("co2.total", "1,5\u00a0megaton", "0,9\u00a0megaton"),)
    assert (found.happened, found.place) == (Happened.CHANGED, "Artikel 1, 1.")
    assert found.words == (("1,5\u00a0megaton", "0,9\u00a0megaton"),)


def with_value(document: Document, text: str) -> Document:
    def change(each: Division) -> Division:
        first, *others = each.children
        assert isinstance(first, Paragraph)
        run = tuple(replace(inline, text=text) if isinstance(inline, Value) else inline for inline in first.children)
        return replace(each, children=(replace(first, children=run), *others))

    return with_part(document, "co2-ambition.total", change)


def test_a_row_is_told_by_its_head() -> None:
    old = _every(lambda each: each)(every_node())
    found = changes(redline(old, _every(_rows)(old)))
    assert [(each.happened, each.place, each.was or each.now) for each in found] == [
        (Happened.DELETED, "Bijlage\u00a01, Verminderingen, CO₂", "CO₂ | 1.500"),
        (Happened.INSERTED, "Bijlage\u00a01, Verminderingen, nieuw", "nieuw | nieuw"),
    ]


def test_who_signs_no_more_is_told_and_the_others_are_not() -> None:
    old = _every(lambda each: each)(every_node())
    new = _every(_without("signature.state"))(old)
    assert [each[0] for each in listed(old, new)] == [Happened.DELETED]
    (signing,) = [part for part in old.parts if part.uid == "signing"]
    turned = replace(signing, children=(signing.children[0], *reversed(signing.children[1:])))
    assert {each[0] for each in listed(old, with_part(old, "signing", lambda _: turned))} == {Happened.MOVED}


@fast
@given(st.sampled_from(["sample", "every"]), st.integers(0, 10**9))
def test_the_list_is_empty_only_when_both_print_the_same(name: str, seed: int) -> None:
    old = base(name)
    found = redline(old, edited(old, seed, 0.02))
    told = changes(found)
    assert bool(told) != found.same
    assert all(each.was != each.now or each.words for each in told if each.happened is Happened.CHANGED)


# What leaves the house


def secrets(document: Document) -> Document:
    """Return a document of which paths, terms, clauses and versions are marked, none of which is printed."""
    text = to_json.render(document).decode()
    for key in ("path", "template_version", "digest", "kind"):
        text = re.sub(rf'"{key}":"[^"]*"', f'"{key}":"GEHEIM-{key}"', text)
    return from_json(text.encode())


@pytest.mark.parametrize("name", FORMATS)
def test_a_redline_holds_only_what_it_prints(name: str) -> None:
    old = secrets(every_node())
    new = secrets(edited(every_node(), 4, 0.3))
    data = render_redline(redline(old, new), name, BY)
    contents = [data]
    if name == "docx":
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            assert not [each for each in archive.namelist() if "custom" in each]
            contents = [archive.read(each) for each in archive.namelist()]
    if name == "pdf":
        import pikepdf  # noqa: PLC0415, TID251  # to open the file as others do

        with pikepdf.open(io.BytesIO(data)) as pdf:
            assert not pdf.attachments
            contents += [each.read_bytes() for each in pdf.objects if isinstance(each, pikepdf.Stream)]
    assert not [each for each in contents if b"GEHEIM" in each or b"co2.total" in each]


def test_who_revised_and_when_is_said_and_no_clock() -> None:
    data = body(word(every_node(), replace(every_node(), title="Anders"))).decode()
    assert set(re.findall(r'w:author="([^"]*)"', data)) == {"Bureau Maatwerk"}
    assert set(re.findall(r'w:date="([^"]*)"', data)) == {"2026-11-30T00:00:00Z"}
    silent = body(to_docx.redlined(redline(every_node(), replace(every_node(), title="Anders")), Revising('"><&', "")))
    assert b"w:date" not in silent
    assert b'w:author="&quot;' in silent or b"w:author='\"&gt;&lt;&amp;'" in silent


def test_changes_have_numbers_of_their_own_and_word_goes_on_tracking() -> None:
    data = word(sample("nl"), edited(sample("nl"), 8, 0.2))
    ids = re.findall(rb'<w:(?:ins|del|bookmarkStart) w:id="(\d+)"', body(data))
    assert len(ids) == len(set(ids)) > 50
    assert b"<w:trackRevisions/>" in body(data, "word/settings.xml")
    assert b"<w:trackRevisions/>" not in body(render(sample("nl"), "docx"), "word/settings.xml")


def test_a_redline_is_no_tree_to_draft_from() -> None:
    found = redline(every_node(), replace(every_node(), subtitle=(Text("anders"),)))
    with pytest.raises(NoTreeError):
        from_json(to_json.render(found.document))


def test_a_redline_in_akoma_ntoso_marks_its_words() -> None:
    document = replace(every_node(), parts=(division(Role.PART, "p", "", line("q", Revision((Text("oud"),), (Text("nieuw"),)))),))
    assert b"<del>oud</del><ins>nieuw</ins>" in render(document, "akn")


def test_places_to_sign_that_only_say_otherwise_stay() -> None:
    old = every_node()
    new = with_part(
        old,
        "signing",
        lambda each: replace(
            each,
            children=tuple(
                replace(child, name=Value("n", "A. Nders"), party=(Text("de Provincie"),)) if isinstance(child, SignatureBlock) else child
                for child in each.children
            ),
        ),
    )
    found = redline(old, new)
    assert not found.marks
    assert {each.happened for each in changes(found)} == {Happened.CHANGED}
    assert to_docx.redlined(found, BY)


def test_a_change_knows_where_it_stands_outside_the_parts() -> None:
    old = every_node()
    furniture = replace(old.furniture, footer_start="anders", notices=())
    found = changes(redline(old, replace(old, title="Anders", furniture=furniture)))
    assert [(each.happened, each.place) for each in found] == [
        (Happened.CHANGED, "@title"),
        (Happened.CHANGED, "@margins"),
        (Happened.DELETED, "@notices"),
    ]
    assert isinstance(found[0], Change)
