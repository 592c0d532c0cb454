"""Akoma Ntoso against its schema: every example and any tree at all, and a judge that can say no."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Golden
from drafts import REST, SOME, Subject, drafted, in_both
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from judges.akn import faults, led_to
from random_trees import ANY_TEXT, documents
from trees import division, every_node, line

from agreements.drafting.document import Division, Document, Reference, Role, Text, inlines, nodes
from agreements.formats import to_akn
from agreements.formats.xmltext import attribute, clean

EXPECTED = Path(__file__).parent / "expected" / "every-node.akn.xml"
HOSTILE = {
    "control characters": "".join(map(chr, range(0x20))) + "\x7f\x85\ufeff\ufffe\uffff",
    "half a character": "\ud800 \udfff",
    "marks of XML": "<&> ]]> \"' &amp; &#0; <!-- --> <?xml?> <!DOCTYPE x [<!ENTITY y 'z'>]> &y;",
    "marks of a link": "#art_1 %zz% [x](y) \\ ^ `{|}",
    "spaces": " \t\r\n\u00a0\u2003\u2028\u2029\u3000",
    "combining marks": "e" + "\u0301\u0327\u20dd" * 40,
    "right to left": "\u202e\u2067שלום עולם \u200fالعربية\u2069\u202c",
    "outside the first plane": "\U0001f3ed\U00020000\U0010ffff",
    "ten thousand bytes": "overeenkomst " * 800,
    "nothing": "",
}
texts = ANY_TEXT | st.sampled_from(sorted(HOSTILE)).map(lambda name: HOSTILE[name])
few = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=100)
many = settings(suppress_health_check=list(HealthCheck), deadline=None, max_examples=2000)


def meant(source: Document) -> list[tuple[str, str]]:
    """Return the words of each reference with the number of the division that it points to, of several the first."""
    markers = {node.uid: node.marker for node in nodes(source) if isinstance(node, Division)}
    return [(each.text, markers[each.targets[0]]) for each in inlines(source) if isinstance(each, Reference)]


def test_every_kind_of_node_is_written_as_before(golden: Golden) -> None:
    golden(EXPECTED, to_akn.render(every_node()).decode().replace("><", ">\n<"))


# Documents


@pytest.mark.parametrize(("subject", "language"), in_both(SOME), ids=str)
def test_a_document_obeys_the_schema(subject: Subject, language: str) -> None:
    assert faults(to_akn.render(drafted(subject, language))) == []


@pytest.mark.proof
@pytest.mark.parametrize(("subject", "language"), in_both(REST), ids=str)
def test_every_example_obeys_the_schema(subject: Subject, language: str) -> None:
    written = to_akn.render(drafted(subject, language))
    assert faults(written) == []
    assert led_to(written) == meant(drafted(subject, language))


WITHOUT_ARTICLES = {"adviesaanvraag", "beslisnota", "kennisgeving"}


@pytest.mark.parametrize(("subject", "language"), in_both(SOME), ids=str)
def test_a_reference_leads_to_the_number_that_it_names(subject: Subject, language: str) -> None:
    source = drafted(subject, language)
    assert led_to(to_akn.render(source)) == meant(source)
    assert (meant(source) != []) == (subject.kind not in WITHOUT_ARTICLES)


@pytest.mark.parametrize("sign", [*sorted({chr(each) for each in range(0x20)} - set("\t\n\r")), "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_becomes_a_replacement(sign: str) -> None:
    assert (clean(f"a{sign}b"), attribute(f"a{sign}b")) == ("a\ufffdb", '"a\ufffdb"')


# Trees that nobody would write


@few
@given(documents(texts))
def test_any_tree_obeys_the_schema(source: Document) -> None:
    assert faults(to_akn.render(source)) == []


@pytest.mark.proof
@many
@given(documents(texts))
def test_very_many_trees_obey_the_schema(source: Document) -> None:
    assert faults(to_akn.render(source)) == []


def test_numbers_and_names_that_meet_get_eids_apart() -> None:
    """Two lists in one article, and names that differ only in signs that an eId does not keep."""
    items = [division(Role.ITEM, uid, "a", line(f"{uid}.p", Text("x"))) for uid in ("law.one", "law.two", "law.two-", "law-two")]
    article = division(Role.ARTICLE, "law", "3", *items)
    source = Document("eop", "eop-x", "nl", "T", (), every_node().status, "1", "", "1", every_node().furniture, (article,))
    written = to_akn.render(source)
    assert faults(written) == []
    assert re.findall(r'eId="([^"]+)" wId', written.decode()) == [
        "art_3",
        "art_3__point_a",
        "art_3__point_a__law-two",
        "art_3__point_a__2",
        "art_3__point_a__3",
    ]


# The judge


BREAKS = {
    "an element that the schema does not know": ("content>", "inhoud>", "Element 'inhoud': This element is not expected."),
    "words where none belong": ("<mainBody>", "<mainBody>los", "Element 'mainBody': Character content other than"),
    "a number after the content": ("</content></point>", "</content><num>a.</num></point>", "Element 'num': This element is not expected."),
    "a day that is none": ('"2024-07-01"', '"2024-02-30"', "'2024-02-30' is not a valid value of the local union type."),
    "nothing where something belongs": ("<mainBody>", "<mainBody/><mainBody>", "Element 'mainBody': Missing child element(s)."),
    "an attribute left out": (' showAs="maatwerk"', "", "The attribute 'showAs' is required but missing."),
    "an eId with a space": ('eId="art_3"', 'eId="art 3"', "The value 'art 3' is not accepted by the pattern"),
    "an eId twice": ('eId="art_3"', 'eId="art_2"', "eId twice: art_2"),
    "a link to nothing": ('href="#art_2"', 'href="#art_9"', "leads nowhere: #art_9"),
    "a term of nobody": ('refersTo="#term_company"', 'refersTo="#term_nobody"', "leads nowhere: #term_nobody"),
}


@pytest.mark.parametrize("name", BREAKS)
def test_a_broken_file_is_found_out(name: str) -> None:
    right, wrong, said = BREAKS[name]
    written = to_akn.render(every_node()).decode()
    assert right in written
    assert said in "\n".join(faults(written.replace(right, wrong).encode()))


def test_a_reference_to_another_number_is_found_out() -> None:
    written = to_akn.render(every_node())
    assert led_to(written.replace(b'href="#art_2"', b'href="#art_3"')) != meant(every_node()) == led_to(written)


def test_all_languages_and_versions_are_one_work() -> None:
    first = every_node()
    drafts = [first, replace(first, language="en"), replace(first, version="0.2", date="2025-01-01")]
    works = {re.findall(r'<FRBRWork><FRBRthis value="([^"]+)"', to_akn.render(each).decode())[0] for each in drafts}
    expressions = {re.findall(r'<FRBRExpression><FRBRthis value="([^"]+)"', to_akn.render(each).decode())[0] for each in drafts}
    assert works == {"/akn/nl/doc/eop/eop-voorbeeld-staal/!main"}
    assert len(expressions) == 3
