from __future__ import annotations

import hashlib
import os
import re
import socket
import subprocess
import sys
import zlib
from collections.abc import Callable
from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET

import pypdfium2
import pytest
import weasyprint  # noqa: TID251  # to take its clock away, and for files that are known to be bad
from judges import pdf as reading
from judges import verapdf
from judges.long import long_document, signed_by
from judges.words import words
from test_html import hostile
from trees import division, every_node, line
from weasyprint.urls import FatalURLFetchingError  # noqa: TID251  # what the fetcher raises

from agreements import formats
from agreements.drafting.document import Column, Document, Emphasis, Reference, Role, SignatureBlock, Table, Text
from agreements.formats import flow, fonts, tagging, to_pdf
from agreements.formats.to_html import markup

FILES = {"document.akn.xml": b"<akomaNtoso/>", "document.json": b'{"format":1}'}
MILLIMETRE = 72 / 25.4
HERE = Path(__file__).parent


@cache
def pdf(document: Document) -> bytes:
    return to_pdf.typeset(document, FILES)


def pages(document: Document, data: bytes | None = None) -> list[str]:
    """Return the words of each page without header and footer, which must be those of the document, page numbers included."""
    furniture = document.furniture
    read = pypdfium2.PdfDocument(data or pdf(document))
    texts = [" ".join(page.get_textpage().get_text_range().split()) for page in read]
    for number, text in enumerate(texts, 1):
        notices = furniture.notices if number > 1 else ()
        count = f"{furniture.page_before} {number} {furniture.page_between} {len(texts)}"
        margins = " ".join(" ".join((furniture.header_start, furniture.header_end, *notices, furniture.footer_start, count)).split())
        assert text.endswith(margins)
        texts[number - 1] = text.removesuffix(margins)
    return texts


@pytest.mark.parametrize("document", [every_node(), hostile()], ids=["every node", "hostile values"])
def test_a_page_read_as_xml_is_what_a_browser_reads(document: Document) -> None:
    page = markup(document, paged=True)
    read, browsed = to_pdf.Page(page).etree_element, weasyprint.HTML(string=page, base_url="").etree_element

    def told(root: ET.Element) -> list[tuple[str, dict[str, str], str, str]]:
        """Return what is in the body: before and after it, browsers move the ends of lines about."""
        parts = [each for part in root.findall("body/*") for each in part.iter()]
        return [(each.tag, dict(each.attrib), each.text or "", (each.tail or "").rstrip("\n")) for each in parts]

    assert told(read) == told(browsed)


def test_the_objects_of_a_file_are_written_as_pydyf_would(monkeypatch: pytest.MonkeyPatch) -> None:
    """Byte for byte, where both compress as hard as zlib can."""
    monkeypatch.setattr(zlib, "compress", partial(zlib.compress, level=9))
    once = to_pdf.typeset(every_node(), FILES)
    monkeypatch.setattr(to_pdf, "_Written", lambda each: each)
    assert to_pdf.typeset(every_node(), FILES) == once


def of_text(*texts: str) -> Document:
    paragraphs = [line(f"p{number}", Text(text), Emphasis((Text(f" {text}"),))) for number, text in enumerate(texts)]
    return replace(every_node(), parts=(division(Role.PART, "part", "", *paragraphs),))


@pytest.mark.parametrize(("rows", "alone"), [(14, True), (60, False)])
def test_a_short_table_stands_on_one_page(rows: int, alone: bool) -> None:  # noqa: FBT001  # a parameter
    cells = tuple(((Text(f"rij-{number}"),), (Text("waarde"),)) for number in range(rows))
    table = Table("t", (Text("Gegevens"),), (Column((Text("Wat"),)), Column((Text("Waarde"),))), cells)
    above = [line(f"p{number}", Text("Regel.")) for number in range(16)]
    document = replace(every_node(), parts=(division(Role.PART, "part", "", *above, table),))
    found = [text.count("rij-") for text in pages(document)]
    assert sum(found) == rows
    assert (found[0] == 0 and found[1] == rows) == alone


# Words


@pytest.mark.parametrize("document", [every_node(), signed_by(8), long_document(6, 5)], ids=["every node", "eight to sign", "many pages"])
def test_the_pages_print_the_words_of_the_tree_in_order(document: Document) -> None:
    assert " ".join(pages(document)).split() == words(document)


def test_an_item_without_words_is_no_reason_to_stop() -> None:
    empty = division(Role.PARAGRAPH, "a.1", "1")
    document = replace(every_node(), parts=(division(Role.PART, "part", "", empty, line("p", Text("Tekst."))),))
    assert "Tekst." in " ".join(pages(document))


def test_hostile_values_are_printed_as_words_and_nothing_is_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", None, raising=False)  # whoever calls it fails
    document = hostile("h", "en")
    assert "".join(" ".join(pages(document)).split()) == "".join(words(document))
    assert pypdfium2.PdfDocument(pdf(document)).count_attachments() == len(FILES)


def test_pages_that_lack_a_word_are_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    mend = tagging.mend
    monkeypatch.setattr(tagging, "mend", lambda *both: mend(*both).replace("Staal", ""))
    with pytest.raises(to_pdf.LostWordsError) as lost:
        to_pdf.typeset(every_node(), FILES)
    assert [problem.code for problem in lost.value.problems] == ["E603"]


def test_no_break_hyphens_and_spaces_are_copied_as_they_are() -> None:
    text = "Noord\u2011Holland 1,5\u00a0megaton CO₂\u2011eq"
    copied = pypdfium2.PdfDocument(pdf(of_text(text)))[0].get_textpage().get_text_range()
    assert copied.count(text) == 2


def test_no_line_ends_within_a_reference() -> None:
    text = " ".join(f"volgens {'x' * each} SA.000008 en art.5 (SA.<b>)." for each in range(1, 60))
    copied = pypdfium2.PdfDocument(pdf(of_text(text)))[0].get_textpage().get_text_range()
    assert not re.search(r"(SA|art)\.\s", copied)
    assert copied.count("(SA.<b>)") > 20


# Typefaces


def test_only_the_pinned_faces_are_used_and_each_is_embedded() -> None:
    read = pypdfium2.PdfDocument(pdf(every_node()))
    texts = [each for page in read for each in page.get_objects() if each.type == pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
    names = {each.get_font().get_base_name().partition("+")[2] for each in texts}
    assert names == {
        "SourceSansPro-Regular",
        "SourceSansPro-Semibold",
        "SourceSerifPro-It",
        "SourceSerifPro-Regular",
        "SourceSerifPro-Semibold",
    }
    assert all(each.get_font().is_embedded for each in texts)


@pytest.mark.expects_log
@pytest.mark.parametrize("character", ["中", "🙂", "م"])
def test_a_character_that_the_faces_lack_is_refused_by_name(character: str) -> None:
    with pytest.raises(to_pdf.UnprintableError) as refused:
        pdf(of_text(f"naam {character}"))
    assert refused.value.problems[0].code == "E601"
    assert character in str(dict(refused.value.problems[0].arguments)["characters"])


def test_no_file_but_a_face_can_be_asked_for() -> None:
    with pytest.raises(KeyError):
        fonts.face("../files/LICENSE")


@pytest.mark.parametrize(
    ("text", "room", "count"), [("aa aa", 3, 1), ("aa aa", 1.5, 2), ("aa-aa", 1.5, 2), ("aa\u00a0aa", 1.5, 1), ("aa\u2011aa", 1.5, 1)]
)
def test_lines_are_counted_as_they_are_broken(text: str, room: float, count: int) -> None:
    assert fonts.lines(text, "SourceSerifPro-Regular", room) == count


def test_the_draft_mark_stands_on_one_line_beside_a_long_name() -> None:
    furniture = replace(every_node().furniture, header_start="Expression of Principles · " + "Vereniging van Ondernemingen " * 4)
    document = replace(every_node(), furniture=furniture)
    page = pypdfium2.PdfDocument(pdf(document))[0]
    found = page.get_textpage().search(furniture.header_end).get_next()
    assert found is not None
    assert page.get_textpage().count_rects(*found) == 1


# Addresses


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/hostname",
        "http://192.0.2.1/",
        "https://192.0.2.1/",
        "ftp://192.0.2.1/",
        "face:../LICENSE",
        "FILE:///etc/hostname",
        "relative.css",
        "data:x",
    ],
)
def test_the_fetcher_refuses_every_address_but_ours(address: str) -> None:
    with pytest.raises(FatalURLFetchingError):
        to_pdf.Fetcher().fetch(address)


def test_the_fetcher_gives_faces_and_data() -> None:
    assert to_pdf.Fetcher().fetch("face:SourceSerifPro-It").read()[:4] == b"\0\1\0\0"
    assert to_pdf.Fetcher().fetch("data:text/plain,rood").read() == b"rood"


@pytest.mark.parametrize(
    "foreign",
    [
        '<img src="file:///etc/hostname"/>',
        '<link rel="stylesheet" href="http://192.0.2.1/a.css"/>',
        '<p style="background: url(https://192.0.2.1/a.png)">x</p>',
        '<link rel="attachment" href="file:///etc/hostname"/>',
    ],
)
def test_a_page_that_asks_for_anything_else_is_not_made(monkeypatch: pytest.MonkeyPatch, foreign: str) -> None:
    def with_foreign(*_: object, **__: object) -> str:
        return f'<html lang="nl"><head><title>x</title></head><body>{foreign}<main>x</main></body></html>'

    monkeypatch.setattr(to_pdf, "markup", with_foreign)
    with pytest.raises(to_pdf.ForeignAddressError) as refused:
        to_pdf.typeset(replace(every_node(), parts=()), FILES)
    assert [each.code for each in refused.value.problems] == ["E602"]


# Same document, same bytes


CHILD = """
import hashlib, sys
sys.path.insert(0, {here!r})
import weasyprint

weasyprint.datetime = None  # whoever asks it for the time fails
from trees import every_node
from agreements.formats import to_pdf
print(hashlib.sha256(to_pdf.typeset(every_node(), {files!r})).hexdigest())
"""


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    ],
    ids=["one", "other"],
)
def test_another_process_elsewhere_makes_the_same_bytes(surroundings: dict[str, str]) -> None:
    child = [sys.executable, "-c", CHILD.format(here=str(HERE), files=FILES)]
    made = subprocess.run(child, check=True, capture_output=True, text=True, env={**os.environ, **surroundings})
    assert made.stdout.strip() == hashlib.sha256(pdf(every_node())).hexdigest()


def test_the_first_file_of_a_process_is_the_same_as_its_second() -> None:
    to_pdf._profile.cache_clear()
    assert to_pdf.typeset(every_node(), FILES) == to_pdf.typeset(every_node(), FILES)


def test_what_was_made_before_leaves_no_trace() -> None:
    first = to_pdf.typeset(every_node(), FILES)
    to_pdf.typeset(of_text("Ω → iets anders"), FILES)
    assert to_pdf.typeset(every_node(), FILES) == first


def test_the_dates_in_the_file_are_those_of_the_document(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weasyprint, "datetime", None)  # whoever asks it for the time fails
    dated = reading.read(to_pdf.typeset(every_node(), FILES))
    assert set(re.findall(r"D:\d+Z?", str(dated.objects) + str(dated.heads))) == {"D:20240701", "D:20240701000000Z"}
    undated = reading.read(to_pdf.typeset(replace(every_node(), date=""), FILES))
    assert set(re.findall(r"D:\d+Z?", str(undated.objects) + str(undated.heads))) == set()


# What the file says of itself


def test_title_language_and_bookmarks() -> None:
    read = pypdfium2.PdfDocument(pdf(every_node()))
    assert read.get_metadata_dict()["Title"] == "Expression of Principles over de verduurzaming van Voorbeeld <&> Staal B.V."
    assert reading.read(pdf(every_node())).the("Catalog")["Lang"] == "nl"
    assert [f"{'  ' * mark.level}{mark.get_title()}" for mark in read.get_toc()] == [
        "Expression of Principles",
        "  Kop van parties",
        "  Kop van recitals",
        "  Kop van articles",
        "    Artikel 1 Kop van co2-ambition",
        "    Artikel 2 Kop van definitions",
        "    Artikel 3 Kop van law",
        "  Ondertekening",
        "  Bijlage 1 Verminderingen",
    ]


def test_the_tree_travels_inside_as_associated_files() -> None:
    read = pypdfium2.PdfDocument(pdf(every_node()))
    attached = [read.get_attachment(number) for number in range(read.count_attachments())]
    assert {each.get_name(): bytes(each.get_data()) for each in attached} == FILES
    raw = reading.read(pdf(every_node()))
    specifications = {each["UF"]: each for each in raw.every("Filespec")}
    assert {name: each["AFRelationship"] for name, each in specifications.items()} == {
        "document.akn.xml": "/Alternative",
        "document.json": "/Source",
    }
    assert [raw.at(each) for each in raw.the("Catalog")["AF"]] == list(specifications.values())  # type: ignore[attr-defined]  # a list
    types = [head for head in raw.heads.values() if "/EmbeddedFile" in head]
    assert ["/application#2fakn+xml" in types[0], "/application#2fjson" in types[1]] == [True, True]


def test_a_document_is_rendered_with_its_own_tree_inside() -> None:
    made = formats.render(every_node(), "pdf")
    read = pypdfium2.PdfDocument(made)
    attached = [bytes(read.get_attachment(number).get_data()) for number in range(read.count_attachments())]
    assert attached == [formats.render(every_node(), "akn"), formats.render(every_node(), "json")]
    assert " ".join(pages(every_node(), made)).split() == words(every_node())


# Tags


def spoken(data: bytes) -> list[str]:
    """Return the tags of a file, one a line, with what they say besides words."""
    raw = reading.read(data)
    lines: list[str] = []

    def tell(tag: dict[str, Any], depth: int) -> None:
        attributes = [f"{name} {value}" for name, value in tag.get("A", {}).items() if name != "O"]
        lines.append(" ".join(["  " * depth + tag["S"][1:], *attributes, *([tag["Lang"]] if "Lang" in tag else [])]))
        for kid in map(raw.at, tag["K"]):
            if isinstance(kid, dict) and kid["Type"] == "/StructElem":
                assert raw.at(kid["P"]) is tag
                tell(kid, depth + 1)

    root: Any = raw.the("StructTreeRoot")
    tell(raw.at(root["K"][0]), 0)  # type: ignore[arg-type]  # a dictionary
    return lines


def test_the_tags_tell_what_the_page_shows() -> None:
    document = replace(every_node(), parts=every_node().parts[1:2] + every_node().parts[4:])
    assert spoken(pdf(document)) == (HERE / "expected" / "tags.txt").read_text("utf-8").splitlines()


def test_what_goes_on_over_pages_is_one_element_each() -> None:
    tags = [line.strip() for line in spoken(pdf(long_document()))]
    assert tags.count("Part") == 1
    assert tags.count("Table") == 2
    assert tags.count("THead") == 2
    assert tags.count("TH Scope /Row") == 62
    assert tags.count("H3") == 0
    assert tags.count("P") == 1 + 1 + 2 + 3 + 12 * (4 + 3) + 1 + 3 * 5 + 2 + 3


def test_every_mark_on_a_page_belongs_to_one_tag_or_is_an_artifact() -> None:
    raw = reading.read(pdf(long_document()))
    root: Any = raw.the("StructTreeRoot")
    numbers: Any = raw.at(root["ParentTree"])
    owners = dict(zip(numbers["Nums"][::2], numbers["Nums"][1::2], strict=True))
    for page, sheet in enumerate(raw.every("Page")):
        content = raw.streams[int(str(sheet["Contents"]).split()[0])]
        marked = [int(number) for number in re.findall(rb"/MCID (\d+)", content)]
        assert [number for number, owner in enumerate(owners[page]) if owner != "null"] == marked
        assert content.count(b"/Pagination") >= 4


def test_a_link_is_named_by_its_words_and_leads_to_its_division() -> None:
    links = reading.read(pdf(every_node())).every("Annot")
    assert [(each["Contents"], each["Dest"]) for each in links] == [
        ("artikel\u00a02", "definitions"),
        ("bijlage\u00a01", "annex-reductions"),
        ("artikel\u00a01, tweede\u00a0lid", "co2-ambition.why"),
        ("artikel\u00a01", "co2-ambition"),
    ]


# The page


def test_texts_hang_at_12_20_and_29_millimetres_in_a_margin_of_30() -> None:
    catalogue: Any = reading.read(pdf(every_node())).the("Catalog")
    names = catalogue["Names"]["Dests"]["Names"]
    left = {name: round(float(place[2]) / MILLIMETRE - 30, 2) for name, place in zip(names[::2], names[1::2], strict=True)}
    places = (
        "co2-ambition",
        "co2-ambition.total.p",
        "co2-ambition.total.a.p",
        "co2-ambition.total.a.1.p",
        "signature.state",
        "signature.company",
    )
    assert [left[name] for name in places] == [0, 12, 20, 29, 0, 81]


def test_annexes_begin_on_a_new_page_after_the_signatures() -> None:
    assert [text.split()[0] for text in pages(every_node())] == ["Expression", "Ondertekening", "Bijlage"]


@pytest.mark.parametrize("count", range(1, 9))
def test_up_to_eight_places_to_sign_stand_on_one_page_with_the_words_that_lead_to_them(count: int) -> None:
    (page,) = [text for text in pages(signed_by(count)) if "Naam-" in text]
    assert re.findall(r"Ondertekening|Aldus onderschreven\.|Naam-\d+", page) == [
        "Ondertekening",
        "Aldus onderschreven.",
        *(f"Naam-{number}" for number in range(count)),
    ]


def test_eight_places_with_long_capacities_stand_on_one_page() -> None:
    capacity = "de Staat, te dezen vertegenwoordigd door de Minister van Voorbeelden en Proeven, als bestuursorgaan"
    document = signed_by(8, capacity)
    signing = document.parts[3]
    blocks = [each for each in signing.children if isinstance(each, SignatureBlock)]
    longer = [replace(each, party=(*each.party, Text(" en namens de Staat der Nederlanden"))) for each in blocks[:6]]
    signing = replace(signing, children=(signing.children[0], *longer, *blocks[6:]))
    (page,) = [text for text in pages(replace(document, parts=(*document.parts[:3], signing, document.parts[4]))) if "Naam-" in text]
    assert page.startswith("Ondertekening Aldus onderschreven.")


@pytest.mark.parametrize("party", ["de Staat", "de Staat, te dezen vertegenwoordigd door de Minister, " * 4])
def test_more_places_go_on_over_the_page_and_none_is_split(party: str) -> None:
    signing = [text for text in pages(signed_by(11, party)) if "Naam-" in text]
    assert len(signing) > 1
    assert signing[0].startswith("Ondertekening Aldus onderschreven. de Staat")
    for text in signing:
        assert text.count("de Staat") // party.count("de Staat") == text.count("N. Naam-") == text.count("Plaats") == text.count("Datum")


def test_a_place_to_sign_that_is_longer_than_a_page_is_still_printed() -> None:
    document = signed_by(1, "de Staat " * 1500)
    assert " ".join(pages(document)).split() == words(document)


def test_no_lid_of_one_line_stands_alone_under_a_heading_or_on_a_page() -> None:
    leden = [
        division(Role.PARAGRAPH, f"law.{number}", str(number), line(f"law.{number}.p", Text(f"Kort-{number}."))) for number in range(1, 5)
    ]
    for before in range(18, 32):
        lines = [line(f"before.{number}", Text("Regel.")) for number in range(before)]
        document = replace(every_node(), parts=(division(Role.PART, "p", "", *lines, division(Role.ARTICLE, "law", "1", *leden)),))
        found = [len(re.findall(r"Kort", text)) for text in pages(document)]
        assert found in ([4], [4, 0], [0, 4], [2, 2]), (before, found)


def test_the_head_of_a_table_is_printed_on_every_page_and_no_row_is_split() -> None:
    table = [text for text in pages(long_document(1, 90)) if "elektrificatie" in text]
    assert len(table) > 2
    for text in table:
        assert text.count("Project Techniek Minimum Maximum") == 1
        assert text.count("Project ") - 1 == text.count("elektrificatie") == text.count("n.v.t.")


def test_columns_hold_their_words_and_only_the_widest_gives_when_there_is_no_room() -> None:
    texts = ("Stikstofoxiden", "kt per jaar", "in 2030", "het " + "koolstofgrenscorrectiemechanisme" * 3)
    heads = tuple(Column((Text(head),)) for head in ("Onderwerp", "Eenheid", "Moment", "Ten opzichte van"))
    table = Table("t", (Text("T"),), heads, (tuple((Text(text),) for text in texts),))
    document = replace(every_node(), parts=(division(Role.PART, "p", "", table),))
    brief = replace(table, rows=(tuple((Text(text),) for text in (*texts[:3], "niet vastgesteld")),))
    widths, ordinary = (flow.columns(replace(document, parts=(division(Role.PART, "p", "", each),)))["t"] for each in (table, brief))
    assert round(sum(widths), 6) == round(sum(ordinary), 6) == 150
    assert all(wide >= narrow > 15 for wide, narrow in zip(ordinary[:3], widths[:3], strict=True))
    (page,) = pages(document)
    assert {texts[0], "kt", "per", "jaar"} < set(page.split())


def test_a_reference_without_target_is_printed_without_a_link() -> None:
    document = replace(every_node(), parts=(division(Role.PART, "p1", "", line("p", Reference(("gone",), "artikel 9"))),))
    assert reading.read(pdf(document)).every("Annot") == []


# Judged from outside


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Callable[[dict[str, bytes]], dict[str, dict[str, str]]]:
    if verapdf.missing():
        pytest.skip(f"veraPDF needs {verapdf.missing()}")
    return lambda documents: verapdf.verdicts(tmp_path_factory.mktemp("verapdf"), documents)


@pytest.mark.proof
def test_verapdf_finds_pdf_a_3a_and_pdf_ua_1_in_every_file(judge: Callable[[dict[str, bytes]], dict[str, dict[str, str]]]) -> None:
    sample = every_node()
    documents = {
        "every node": sample,
        "many pages": long_document(),
        "eleven to sign": signed_by(11),
        "hostile values": hostile("h", "en"),
        "no date": replace(sample, date=""),
        "english": replace(sample, language="en"),
        "no notices": replace(sample, furniture=replace(sample.furniture, notices=())),
    }
    files = {name: pdf(document) for name, document in documents.items()} | {"with its tree": formats.render(sample, "pdf")}
    assert judge(files) == {name: {"3a": "", "ua1": ""} for name in files}


def _without(*keys: str) -> Callable[[Any], None]:
    def spoil(file: Any) -> None:  # noqa: ANN401  # pydyf has no types
        for key in keys:
            del file.catalog[key]

    return spoil


def _from_each(kind: str, *keys: str) -> Callable[[Any], None]:
    def spoil(file: Any) -> None:  # noqa: ANN401  # pydyf has no types
        for each in file.objects:
            if isinstance(each, dict) and each.get("Type") == f"/{kind}":
                for key in keys:
                    each.pop(key, None)

    return spoil


def _heading_skipped(file: Any) -> None:  # noqa: ANN401  # pydyf has no types
    for each in file.objects:
        if isinstance(each, dict) and each.get("S") == "/H2":
            each["S"] = "/H4"


CONTROLS: dict[str, tuple[Callable[[Any], None], tuple[str, str]]] = {
    "no language": (_without("Lang"), ("", "7.2-2,7.2-22,7.2-24,7.2-33,7.2-34")),
    "no tags": (_without("StructTreeRoot", "MarkInfo"), ("6.7.2.2-1,6.7.3.3-1", "6.2-1,7.1-11,7.1-3,7.18.5-1")),
    "no title shown": (_without("ViewerPreferences"), ("", "7.1-10")),
    "no colour profile": (_without("OutputIntents"), ("6.2.4.3-2", "")),
    "no metadata": (_without("Metadata"), ("6.6.2.1-1", "7.1-8")),
    "fonts not embedded": (_from_each("FontDescriptor", "FontFile2"), ("6.2.11.4.1-1", "7.21.4.1-1")),
    "files not related": (_from_each("Filespec", "AFRelationship"), ("6.8-3", "")),
    "links without words": (_from_each("Annot", "Contents"), ("", "7.18.1-2,7.18.5-2")),
    "cells without heads": (_from_each("StructElem", "A"), ("", "7.5-1")),
    "heading skipped": (_heading_skipped, ("", "7.4.2-1")),
}


@pytest.mark.proof
def test_verapdf_rejects_files_that_are_known_to_be_bad(
    judge: Callable[[dict[str, bytes]], dict[str, dict[str, str]]], monkeypatch: pytest.MonkeyPatch
) -> None:
    finish = to_pdf._finish
    bad = {}
    for name, (spoil, _) in CONTROLS.items():

        def spoiled(layout: Any, file: Any, spoil: Callable[[Any], None] = spoil, **rest: Any) -> None:  # noqa: ANN401  # weasyprint has no types
            finish(layout, file, **rest)
            spoil(file)

        monkeypatch.setattr(to_pdf, "_finish", spoiled)
        bad[name] = to_pdf.typeset(every_node(), FILES)
    found = judge(bad)
    assert {name: (verdict["3a"], verdict["ua1"]) for name, verdict in found.items()} == {
        name: broken for name, (_, broken) in CONTROLS.items()
    }


@pytest.mark.proof
def test_verapdf_rejects_bare_encrypted_and_broken_files(judge: Callable[[dict[str, bytes]], dict[str, dict[str, str]]]) -> None:
    plain = weasyprint.HTML(string='<html lang="nl"><title>x</title><h1>x</h1></html>').write_pdf(uncompressed_pdf=True)
    key = b"<" + b"00" * 32 + b">"
    encrypted = plain.replace(b"trailer\n<<", b"trailer\n<</Encrypt <</Filter /Standard /V 1 /R 2 /P -4 /O " + key + b" /U " + key + b">>")
    found = judge({"bare": plain, "encrypted": encrypted, "no PDF": b"%PDF-1.7\n", "cut": plain[:-2000]})
    assert all(verdict for verdicts in found.values() for verdict in verdicts.values()), found
    assert "6.7.3.3-1" in found["bare"]["3a"]
