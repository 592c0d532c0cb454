"""The Word file: valid, numbered as the tree, without clock, person or leftovers, and with clauses that can be found again."""

from __future__ import annotations

import re
import subprocess
import sys
import uuid
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path

import docx  # noqa: TID251  # to open the file as others do
import pytest
import words_docx
from dossiers import ROOT
from drafts import SAMPLES, Subject, drafted, in_both
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # to open what travels inside
from judges.long import signed_by
from lxml import etree  # noqa: TID251  # to read what was written
from openxml_audit import FileFormat, OpenXmlValidator
from trees import division, every_node, line

from agreements.drafting.document import Division, Document, Paragraph, Role, SignatureBlock, Table, Text, nodes
from agreements.formats import render
from agreements.formats.word.body import bookmark
from agreements.formats.word.typefaces import obfuscated
from agreements.model.canonical import digest

W = words_docx.W


@cache
def word(document: Document) -> bytes:
    return render(document, "docx")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def sample() -> Document:
    return drafted(Subject("templates/eop/sample/dossier.yaml", "eop"), "nl")


WORD_FILES = {"every-node": every_node()} | {f"{subject}-{language}": drafted(subject, language) for subject, language in in_both(SAMPLES)}


@pytest.mark.parametrize("document", WORD_FILES.values(), ids=WORD_FILES)
def test_the_open_xml_rules_find_no_fault(document: Document, tmp_path: Path) -> None:
    path = tmp_path / "concept.docx"
    path.write_bytes(word(document))
    result = OpenXmlValidator(file_format=FileFormat.OFFICE_2019, max_errors=50).validate(str(path))
    assert [str(error) for error in result.errors] == []


def test_the_judge_would_have_found_a_fault(tmp_path: Path) -> None:
    broken = BytesIO()
    with zipfile.ZipFile(broken, "w") as archive:
        for name, content in parts(word(every_node())).items():
            archive.writestr(name, content.replace(b"<w:pPr>", b"<w:pPr><w:nonsense/>"))
    path = tmp_path / "fout.docx"
    path.write_bytes(broken.getvalue())
    assert OpenXmlValidator(file_format=FileFormat.OFFICE_2019).validate(str(path)).errors


def numbers(data: bytes) -> list[str]:
    return [each.number.replace("\u00a0", " ") for each in words_docx.paragraphs(data) if each.number]


def markers(document: Document) -> list[str]:
    return [node.marker.replace("\u00a0", " ") for node in nodes(document) if isinstance(node, Division) and node.marker]


@pytest.mark.parametrize("document", WORD_FILES.values(), ids=WORD_FILES)
def test_word_computes_the_numbers_of_the_tree(document: Document) -> None:
    assert numbers(word(document)) == markers(document)


def test_letters_and_leden_start_again_where_the_tree_says_so() -> None:
    items = [
        division(Role.ITEM, f"a.{number}.{letter}", letter, line(f"a.{number}.{letter}.p", Text("x"))) for number in "12" for letter in "ab"
    ]
    leden = [
        division(Role.PARAGRAPH, f"a.{number}", number, line(f"a.{number}.p", Text("x")), *items[2 * place : 2 * place + 2])
        for place, number in enumerate("12")
    ]
    articles = [
        division(Role.ARTICLE, f"art{number}", str(number), *(replace(lid, uid=f"art{number}.{lid.number}") for lid in leden))
        for number in (1, 2)
    ]
    document = replace(every_node(), parts=(division(Role.PART, "part", "", *articles),))
    assert numbers(word(document)) == markers(document)


def test_every_clause_stands_in_a_bookmark_that_names_it() -> None:
    document = sample()
    body = etree.fromstring(parts(word(document))["word/document.xml"])
    starts = {each.get(f"{W}name"): each.get(f"{W}id") for each in body.iter(f"{W}bookmarkStart")}
    ends = [each.get(f"{W}id") for each in body.iter(f"{W}bookmarkEnd")]
    clauses = [node.uid for node in nodes(document) if isinstance(node, Division) and node.clause]
    assert list(starts) == [bookmark(uid) for uid in clauses]
    assert set(starts.values()) == set(ends)
    assert all(re.fullmatch(r"[A-Za-z][A-Za-z0-9_]{0,39}", name) for name in starts if name)


def test_a_long_or_strange_name_still_gives_a_bookmark_of_its_own() -> None:
    names = ["a" * 60, "a" * 60 + "b", "plan.project[ccs]", "plan.project(ccs)", "x"]
    assert len({bookmark(name) for name in names}) == len(names)
    assert all(len(bookmark(name)) <= 40 for name in names)


def test_every_link_leads_to_a_bookmark() -> None:
    body = etree.fromstring(parts(word(sample()))["word/document.xml"])
    names = {each.get(f"{W}name") for each in body.iter(f"{W}bookmarkStart")}
    anchors = [each.get(f"{W}anchor") for each in body.iter(f"{W}hyperlink")]
    assert len(anchors) > 10
    assert set(anchors) <= names


def test_the_file_says_what_it_is_and_no_more() -> None:
    document = sample()
    custom = etree.fromstring(parts(word(document))["docProps/custom.xml"])
    said = {each.get("name", ""): "".join(map(str, each.itertext())) for each in custom}
    assert said["maatwerk.kind"] == "eop"
    assert said["maatwerk.language"] == "nl"
    assert re.fullmatch(r"[0-9a-f]{64}", said["maatwerk.tree"])
    clauses = [node.clause for node in nodes(document) if isinstance(node, Division) and node.clause]
    assert [value for name, value in said.items() if name.startswith("maatwerk.clause.")] == [
        f"{each.id} {each.version} {each.digest}" for each in clauses
    ]
    assert digest({"a": 1}) != said["maatwerk.tree"]


def test_nothing_is_left_of_another_template_and_nobody_is_named() -> None:
    found = parts(word(every_node()))
    assert sorted(found) == [
        "[Content_Types].xml",
        "_rels/.rels",
        "docProps/app.xml",
        "docProps/core.xml",
        "docProps/custom.xml",
        "word/_rels/document.xml.rels",
        "word/_rels/fontTable.xml.rels",
        "word/document.xml",
        "word/firstHeader.xml",
        "word/fontTable.xml",
        *(f"word/fonts/font{number}.odttf" for number in range(1, 7)),
        "word/footer.xml",
        "word/header.xml",
        "word/media/figure1.png",
        "word/numbering.xml",
        "word/settings.xml",
        "word/styles.xml",
        "word/theme.xml",
    ]
    core = found["docProps/core.xml"].decode()
    assert "creator" not in core
    assert "lastModifiedBy" not in core
    assert b"rsid" not in b"".join(found.values())
    used = {each.style for each in words_docx.paragraphs(word(every_node()))}
    defined = set(re.findall(r'w:type="paragraph" w:styleId="(\w+)"', found["word/styles.xml"].decode()))
    assert used <= defined


def test_the_printed_date_is_the_only_time_in_the_file() -> None:
    assert b"2024-07-01T00:00:00Z" in parts(word(every_node()))["docProps/core.xml"]
    assert b"dcterms:created" not in parts(word(replace(every_node(), date="")))["docProps/core.xml"]
    with zipfile.ZipFile(BytesIO(word(every_node()))) as archive:
        assert {each.date_time for each in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_header_and_footer_stand_on_every_page_with_the_notices() -> None:
    found = parts(word(every_node()))
    furniture = every_node().furniture
    for text in (furniture.header_start, furniture.header_end, furniture.notices[0]):
        assert text in found["word/header.xml"].decode()
    assert furniture.notices[0] not in found["word/firstHeader.xml"].decode()
    assert all(each in found["word/footer.xml"].decode() for each in (furniture.footer_start, "Pagina ", " PAGE ", " van ", " NUMPAGES "))


def properties(data: bytes, style: str) -> list[etree._Element]:
    """Return the properties of every paragraph of the body in a style."""
    body = etree.fromstring(parts(data)["word/document.xml"])
    return [each for each in body.iter(f"{W}pPr") if each.find(f"{W}pStyle[@{W}val='{style}']") is not None]


@pytest.mark.parametrize(("count", "kept"), [(2, []), (5, [True, True, False]), (8, [True, True, True, False]), (9, [False] * 5)])
def test_up_to_eight_places_to_sign_are_kept_together(count: int, kept: list[bool]) -> None:
    data = word(signed_by(count))
    body = etree.fromstring(parts(data)["word/document.xml"])
    rows = next(table for table in body.iter(f"{W}tbl") if b"SignatureName" in etree.tostring(table)).findall(f"{W}tr")
    found = [{each.find(f"{W}pPr/{W}keepNext") is not None for each in row.iter(f"{W}p")} for row in rows]
    assert found == [{each} for each in (kept or [False])]
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)


@pytest.mark.parametrize(("count", "style"), [(4, "SignatureSpace"), (6, "SignatureSpace"), (8, "SignatureSpaceMany")])
def test_there_is_as_much_room_to_sign_in_as_a_page_allows(count: int, style: str) -> None:
    assert len(properties(word(signed_by(count)), style)) == count


def test_places_to_sign_beside_each_other_are_equally_high() -> None:
    signing = signed_by(2).parts[3]
    blocks = [each for each in signing.children if isinstance(each, SignatureBlock)]
    longer = replace(
        blocks[1], party=(Text("de Staat, namens deze de Minister van Voorbeelden, als bestuursorgaan en als vertegenwoordiger"),)
    )
    data = word(replace(every_node(), parts=(replace(signing, children=(blocks[0], longer)),)))
    after = [each.find(f"{W}spacing") for each in properties(data, "SignatureParty")]
    assert [None if each is None else each.get(f"{W}after") for each in after] == ["310", None]


@pytest.mark.parametrize(("digital", "lines"), [((), 4), ((0,), 4), ((0, 1), 2)])
def test_places_to_sign_stand_level_where_one_has_no_lines_to_write_on(digital: tuple[int, ...], lines: int) -> None:
    signing = signed_by(2).parts[3]
    blocks = [each for each in signing.children if isinstance(each, SignatureBlock)]
    fewer = [replace(each, spaces=each.spaces[:1]) if place in digital else each for place, each in enumerate(blocks)]
    data = word(replace(every_node(), parts=(replace(signing, children=tuple(fewer)),)))
    assert len(properties(data, "SignatureLine")) == lines
    assert parts(data)["word/document.xml"].count(b'<w:u w:val="single"/>') == 2 * (2 - len(digital))


def brief_leden() -> tuple[Division, ...]:
    return tuple(division(Role.PARAGRAPH, f"law.{number}", str(number), line(f"law.{number}.p", Text("Kort."))) for number in (1, 2, 3, 4))


def test_no_lid_of_one_line_stands_alone_under_a_heading_or_on_a_page() -> None:
    document = replace(every_node(), parts=(division(Role.PART, "p", "", division(Role.ARTICLE, "law", "1", *brief_leden())),))
    assert [each.find(f"{W}keepNext") is not None for each in properties(word(document), "Lid")] == [True, False, True, False]


def test_a_line_that_ends_a_list_stays_with_it() -> None:
    items = [division(Role.ITEM, f"i.{letter}", letter, line(f"i.{letter}.p", Text("Kort;"))) for letter in "abc"]
    part = division(Role.PART, "recitals", "", *items, line("last", Text("Partijen onderschrijven dit.")))
    found = properties(word(replace(every_node(), parts=(part,))), "Onderdeel")
    assert [each.find(f"{W}keepNext") is not None for each in found] == [False, False, True]


def test_a_table_stands_where_the_text_above_it_stands() -> None:
    annex = every_node().parts[4].children[0]
    assert isinstance(annex, Division)
    article = division(
        Role.ARTICLE,
        "figures",
        "1",
        *(replace(each, uid=f"figures.{each.uid}") for each in annex.children if isinstance(each, Paragraph | Table)),
    )
    data = word(replace(every_node(), parts=(division(Role.PART, "p", "", article), every_node().parts[4])))
    body = etree.fromstring(parts(data)["word/document.xml"])
    assert [each.get(f"{W}w") for each in body.iter(f"{W}tblInd")] == ["680", "0"]
    assert [len(properties(data, style)) for style in ("BodyText", "Flush")] == [1, 2]  # a figure stands in a paragraph
    assert [round(int(each.get(f"{W}w") or 0) * 25.4 / 1440) for each in body.iter(f"{W}tblW")] == [138, 150]


def test_running_text_without_numbered_lines_stands_at_the_margin() -> None:
    text = division(Role.PART, "p", "", line("p.1", Text("Een zin.")))
    lines = division(Role.PART, "q", "", line("q.1", Text("Een zin.")), division(Role.PARAGRAPH, "q.2", "1", line("q.2.p", Text("x"))))
    data = word(replace(every_node(), parts=(text, lines)))
    assert [len(properties(data, style)) for style in ("Flush", "BodyText")] == [1, 1]


def test_headings_begin_in_one_column_after_the_longest_number() -> None:
    articles = [division(Role.ARTICLE, f"a{number}", str(number), line(f"a{number}.p", Text("x"))) for number in range(1, 11)]
    places = []
    for count in (9, 10):
        styles = parts(word(replace(every_node(), parts=(division(Role.PART, "p", "", *articles[:count]),))))["word/styles.xml"]
        heading = re.search(rb'w:styleId="Heading2".*?<w:tabs><w:tab w:val="left" w:pos="(\d+)"/></w:tabs>', styles)
        assert heading is not None
        places.append(int(heading.group(1)))
    assert places[0] < places[1]


def test_a_blank_can_be_seen_without_colour() -> None:
    body = parts(word(every_node()))["word/document.xml"].decode()
    assert '<w:rStyle w:val="Blank"/></w:rPr><w:t xml:space="preserve">[einddatum]</w:t>' in body


def test_values_cannot_become_markup() -> None:
    body = parts(word(every_node()))["word/document.xml"].decode()
    assert "Voorbeeld &lt;&amp;&gt; Staal B.V." in body
    odd = replace(every_node(), title="A\x00\x0bB\ufffe")
    assert "A\ufffd\ufffdB\ufffd" in parts(word(odd))["word/document.xml"].decode()


def test_python_docx_reads_it_as_a_document_of_its_own() -> None:
    opened = docx.Document(BytesIO(word(every_node())))
    assert opened.paragraphs[0].text == "Expression of Principles"
    assert opened.paragraphs[0].style is not None
    assert opened.paragraphs[0].style.name == "Title"
    assert opened.core_properties.language == "nl-NL"
    assert opened.core_properties.title == "Expression of Principles over de verduurzaming van Voorbeeld <&> Staal B.V."


def test_the_typefaces_travel_inside_the_file() -> None:
    found = parts(word(every_node()))
    keys = dict(re.findall(r'r:id="(\w+)" w:fontKey="{([\w-]+)}"', found["word/fontTable.xml"].decode()))
    targets = re.findall(r'Id="(\w+)" [^>]*Target="([^"]+)"', found["word/_rels/fontTable.xml.rels"].decode())
    faces = {}
    for identity, target in targets:
        font = TTFont(BytesIO(obfuscated(found[f"word/{target}"], uuid.UUID(keys[identity]))))
        faces[font["name"].getDebugName(4)] = font
    assert sorted(faces) == [
        "Source Sans Pro",
        "Source Sans Pro Bold",
        "Source Sans Pro Italic",
        "Source Serif Pro",
        "Source Serif Pro Bold",
        "Source Serif Pro Italic",
    ]
    for font in faces.values():
        assert set(map(ord, "ABCxyz0123ëçşœ‘’–₂€≥≤·…")) <= set(font.getBestCmap())
        assert font["OS/2"].fsType == 0, "embedding is allowed"


def test_the_same_tree_gives_the_same_bytes_elsewhere() -> None:
    program = (
        "import sys, hashlib; sys.path.insert(0, 'tests'); from trees import every_node; from agreements.formats import render;"
        "print(*[hashlib.sha256(render(every_node(), name)).hexdigest() for name in ('docx', 'akn', 'json', 'txt', 'html')])"
    )
    runs = {
        subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True, cwd=ROOT, env=environment).stdout
        for environment in (
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "PATH": ""},
            {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "POSIX", "PATH": ""},
        )
    }
    assert len(runs) == 1
