from __future__ import annotations

import socket
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from xml.etree import ElementTree as ET

import pytest
from judges.words import words, words_of_page
from trees import division, every_node, line

from agreements.drafting.document import (
    Definition,
    Division,
    Document,
    Emphasis,
    Figure,
    FillIn,
    Label,
    Paragraph,
    Reference,
    Role,
    Space,
    Table,
    Text,
    Value,
    nodes,
)
from agreements.formats import to_html
from agreements.formats.drawing import data_address, svg

CHROMIUM = Path("/usr/bin/chromium")
HOSTILE = (
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}{% raw %}",
    '"><img src="http://192.0.2.1/x.png">',
    "<link rel=attachment href=file:///etc/hostname>",
    "file:///etc/hostname",
    "url(http://192.0.2.1/)",
    "</style><style>@import 'http://192.0.2.1/'",
    "&lt;b&gt; &amp;amp; ]]>",
    "<!-- -->",
)


class Outline(HTMLParser):
    """The elements of a page with their attributes, and those that are open where a page ends."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {name: value or "" for name, value in attrs}))
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def every(self, *tags: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag in tags]


def page(document: Document) -> str:
    return to_html.render(document).decode()


def hostile(uid: str = '"><b>', language: str = HOSTILE[0]) -> Document:
    sample = every_node()
    lines = [line(f"h.{number}", Value("x", value), Text(" "), Emphasis((Text(value),), language)) for number, value in enumerate(HOSTILE)]
    part = division(Role.PART, uid, "", *lines, Definition("d", "d", HOSTILE[0], (Reference((uid,), HOSTILE[1]),)))
    furniture = replace(sample.furniture, header_start=HOSTILE[0], footer_start=HOSTILE[2], notices=HOSTILE)
    return replace(sample, title=HOSTILE[0], furniture=furniture, parts=(part, *sample.parts))


@pytest.mark.parametrize("document", [every_node(), hostile()], ids=["every node", "hostile values"])
def test_the_page_prints_the_words_of_the_tree_in_order(document: Document) -> None:
    assert words_of_page(page(document)) == words(document)


def test_the_same_document_gives_the_same_page() -> None:
    assert to_html.render(every_node()) == to_html.render(every_node())


def a_figure(document: Document) -> Figure:
    return next(node for node in nodes(document) if isinstance(node, Figure))


def test_a_figure_says_in_words_what_it_shows_and_its_letters_are_outlines() -> None:
    (image,) = Outline(page(every_node())).every("img")
    assert image["alt"] == a_figure(every_node()).alternative
    drawn = svg(a_figure(every_node()))
    tags = [each.tag.removeprefix("{http://www.w3.org/2000/svg}") for each in ET.fromstring(drawn).iter()]
    assert tags.count("use") == sum(len(each.text) for each in a_figure(every_node()).drawing if isinstance(each, Label))
    assert set(tags) == {"svg", "defs", "path", "rect", "g", "use", "ellipse", "polygon"}
    assert "href" not in drawn.replace('href="#g', "")


def test_every_element_is_closed_and_every_id_is_given_once() -> None:
    outline = Outline(page(hostile()))
    ids = [attributes["id"] for _, attributes in outline.elements if "id" in attributes]
    assert outline.open == []
    assert len(ids) == len(set(ids))


def test_every_division_and_block_can_be_linked_to() -> None:
    outline = Outline(page(every_node()))
    ids = {attributes["id"] for _, attributes in outline.elements if "id" in attributes}
    assert {node.uid for node in nodes(every_node())} <= ids


def test_hostile_values_make_no_element_and_ask_for_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket.socket, "connect", None, raising=False)  # whoever calls it fails
    outline = Outline(page(hostile()))
    assert not {tag for tag, _ in outline.elements} & {"script", "link", "b", "object", "iframe", "base"}
    assert [each["src"] for _, each in outline.elements if "src" in each] == [data_address(a_figure(every_node()))]
    assert all(attributes.get("href", "#").startswith("#") for _, attributes in outline.elements)
    assert len(outline.every("style")) == 1


def test_headings_go_down_one_level_at_a_time() -> None:
    levels = [int(tag[1]) for tag, _ in Outline(page(every_node())).elements if tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert levels == [1, 2, 2, 2, 3, 3, 3, 2, 2]


def test_articles_of_a_part_without_heading_stand_on_the_level_of_parts() -> None:
    sample = every_node()
    bare = replace(sample, parts=tuple(replace(part, heading=()) for part in sample.parts))
    levels = [int(tag[1]) for tag, _ in Outline(page(bare)).elements if tag in {"h1", "h2", "h3"}]
    assert levels == [1, 2, 2, 2, 2]


def test_a_reference_leads_to_the_first_target_that_is_there_and_else_prints_as_words() -> None:
    paragraph = line("p", Reference(("gone", "a[ccs] b"), "artikel 1"), Text(" "), Reference(("gone",), "artikel 9"))
    document = replace(every_node(), parts=(division(Role.PART, "a[ccs] b", "", paragraph),))
    html = page(document)
    assert '<a href="#a%5Bccs%5D%20b">artikel 1</a> artikel 9' in html


def test_words_of_another_language_say_which() -> None:
    assert '<em lang="en">in transition</em>' in page(every_node())


def test_a_blank_is_marked_by_brackets_and_not_by_colour_alone() -> None:
    assert "<mark>[einddatum]</mark>" in page(every_node())


def test_room_to_write_in_prints_no_words_and_says_what_it_is_for() -> None:
    paragraph = line("p", Text("te "), FillIn(Space.PLACE, "Plaats"), Text(", op"))
    document = replace(every_node(), parts=(division(Role.PART, "p1", "", paragraph),))
    assert 'te <span class="rule" role="img" aria-label="Plaats"></span>, op' in page(document)


def test_a_table_has_a_caption_and_heads_with_scope() -> None:
    outline = Outline(page(every_node()))
    assert [head["scope"] for head in outline.every("th")] == ["col", "col", "row", "row"]
    assert [head["class"] for head in outline.every("th", "td")] == [
        f"{side} short" if short else side for side, short in (("start", 1), ("end", 0), ("start", 1), ("end", 1), ("start", 1), ("end", 1))
    ]
    assert len(outline.every("caption")) == 1


def test_the_marker_of_an_item_that_begins_with_no_paragraph_stands_alone() -> None:
    table = next(node for node in nodes(every_node()) if isinstance(node, Table))
    nested = division(Role.SUBITEM, "s", "1°", line("s.p", Text("tekst")))
    items = (Division("i", Role.ITEM, "a.", "a", (), (table,)), Division("j", Role.ITEM, "b.", "b", (), (nested,)))
    document = replace(every_node(), parts=(division(Role.PART, "p1", "", *items),))
    assert words_of_page(page(document)) == words(document)


def test_the_page_says_its_language_and_title_and_holds_the_furniture_once() -> None:
    html = page(every_node())
    assert '<html lang="nl">' in html
    assert "<title>Expression of Principles over de verduurzaming van Voorbeeld &lt;&amp;&gt; Staal B.V.</title>" in html
    assert (
        html.count("CONCEPT – geen afspraak") == html.count("eop-voorbeeld · versie 0.1") == html.count("Proefnotitie op elke pagina") == 1
    )
    assert "Pagina" not in html


def test_a_document_without_date_subtitle_and_notices_leaves_no_empty_element() -> None:
    sample = every_node()
    document = replace(sample, date="", subtitle=(), furniture=replace(sample.furniture, notices=()), parts=sample.parts[1:2])
    html = page(document)
    assert "dcterms" not in html
    assert "notice" not in html.partition("</style>")[2]
    assert "<title>Expression of Principles</title>" in html
    assert isinstance(document.parts[0].children[0], Paragraph)


@pytest.fixture(scope="module")
def faults() -> Iterator[object]:
    """Give what axe finds wrong with a page in Debian's Chromium, which is started here and fetches nothing."""
    if find_spec("axe_playwright_python") is None or not CHROMIUM.exists():
        pytest.skip("needs axe-playwright-python and /usr/bin/chromium")
    from axe_playwright_python.sync_playwright import (  # type: ignore[import-untyped]  # noqa: PLC0415  # untyped, and not everywhere
        Axe,
    )
    from playwright.sync_api import sync_playwright  # noqa: PLC0415  # idem

    def find(html: str, scheme: Literal["light", "dark"], width: int) -> tuple[list[str], int]:
        with browser.new_page(color_scheme=scheme, viewport={"width": width, "height": 900}) as tab:
            tab.set_content(html)
            result = Axe().run(tab)
            return [each["id"] for each in result.response["violations"]], tab.evaluate("document.documentElement.scrollWidth")

    with sync_playwright() as playwright, playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"]) as browser:
        yield find


@pytest.mark.proof
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1200])
def test_axe_finds_no_fault_and_the_page_fits_the_screen(faults: object, scheme: str, width: int) -> None:
    assert callable(faults)
    assert faults(page(every_node()), scheme, width) == ([], width)
    assert faults(page(hostile()), scheme, width)[0] == ["valid-lang"]  # a value stands where a language should


@pytest.mark.proof
@pytest.mark.parametrize(
    ("right", "wrong", "fault"),
    [
        ('<html lang="nl">', "<html>", "html-has-lang"),
        ("--soft: #505050", "--soft: #c0c0c0", "color-contrast"),
        ("<h1>", "<h1><img src='data:,'>", "image-alt"),
        ('scope="col"', 'scope="kop"', "scope-attr-valid"),
    ],
)
def test_axe_would_have_found_these(faults: object, right: str, wrong: str, fault: str) -> None:
    assert callable(faults)
    html = page(every_node())
    assert right in html
    assert fault in faults(html.replace(right, wrong), "light", 1200)[0]
