"""Archival metadata: valid against the schema whatever the values, or refused; reading gives back what was written."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from archives import FILES, OBJECT, OBJECTS, STANDARD, WEIRD, accepted, schema
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree  # noqa: TID251  # to change what was written

from agreements.archive.mdto import NAMESPACE, findings, mdto, read_mdto
from agreements.model.archival import (
    EVENT_LIST,
    Concept,
    Consultation,
    Coverage,
    Event,
    FileObject,
    Identification,
    InformationObject,
    Reference,
    Term,
    appraised,
    listed,
    sha256_of,
)
from agreements.problems import AgreementsError

EXAMPLES = ("Archiefstuk-Informatieobject", "Bestand", "Dossier-Informatieobject", "Serie-Informatieobject")
FILE = FileObject(
    (Identification("2", "maatwerk"),),
    "a.pdf",
    3,
    listed("x", "PRONOM-register", "fmt/19"),
    (sha256_of("0" * 64, "2026-07-31T12:00:00Z"),),
    represents=Reference("Dossier Fabriek"),
)


def written(value: InformationObject | FileObject) -> bytes | None:
    try:
        return mdto(value)
    except AgreementsError:
        return None


@settings(max_examples=150, deadline=None)
@given(OBJECTS | FILES)
def test_whatever_is_written_is_valid_and_reads_back_the_same(value: InformationObject | FileObject) -> None:
    content = mdto(value)
    assert accepted(content), schema().error_log
    assert read_mdto(content) == value
    assert mdto(read_mdto(content)) == content


@settings(max_examples=200, deadline=None)
@given(WEIRD, st.sampled_from(["name", "keywords", "language", "time", "end", "retention", "day", "event", "code", "online"]))
def test_a_strange_text_anywhere_is_written_well_or_refused(text: str, place: str) -> None:
    fields: dict[str, object] = {
        "name": text,
        "keywords": (text,),
        "language": (text,),
        "time": (Coverage(listed("x", "y"), text),),
        "end": (Coverage(listed("x", "y"), "2026", text),),
        "retention": Term(length=text),
        "day": Term(start=text, end="2026"),
        "event": (Event(listed("Creatie", EVENT_LIST), text),),
        "code": listed("x", "y", text),
        "online": (Consultation(online=(text,)),),
    }
    names = {"end": "time", "day": "retention", "event": "events", "code": "level", "online": "consultation"}
    value = replace(OBJECT, **{names.get(place, place): fields[place]})  # type: ignore[arg-type]
    content = written(value)
    if content is not None:
        assert accepted(content), schema().error_log
        assert read_mdto(content) == value


@pytest.mark.parametrize("sign", [*sorted({chr(each) for each in range(0x20)} - set("\t\n\r")), "\ufffe", "\ud800"])
def test_what_xml_cannot_hold_is_refused(sign: str) -> None:
    with pytest.raises(AgreementsError, match="E940"):
        mdto(replace(OBJECT, name=f"Naam {sign}"))


def test_a_record_and_a_file_are_written() -> None:
    assert all(accepted(mdto(each)) for each in (OBJECT, FILE))
    assert b"<begripLabel>SHA-256</begripLabel>" in mdto(FILE)


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_official_examples_are_read_and_written_again(name: str) -> None:
    schema()
    content = (STANDARD / f"MDTO-voorbeeld-{name}.xml").read_bytes()
    value = read_mdto(content)
    again = mdto(value)
    assert accepted(again)
    assert read_mdto(again) == value
    assert re.findall(r"<(\w+)>([^<]*[^<\s][^<]*)<", again.decode()) == re.findall(r"<(\w+)>([^<]*[^<\s][^<]*)<", content.decode())


def test_the_example_writes_the_algorithm_otherwise_than_the_list() -> None:
    schema()
    value = read_mdto((STANDARD / "MDTO-voorbeeld-Bestand.xml").read_bytes())
    assert [(each.code, dict(each.arguments)["value"]) for each in findings(value)] == [("W940", "SHA256")]


def test_the_list_of_appraisals_is_closed() -> None:
    for concept in (listed("Bewaren", "y", "B"), listed("Blijvend te bewaren", "y"), Concept("x", "Q", source=Reference("y"))):
        with pytest.raises(AgreementsError, match="E942"):
            mdto(replace(OBJECT, appraisal=concept))
    assert [mdto(replace(OBJECT, appraisal=appraised(code))) for code in "BVN"]


def test_an_open_list_takes_a_term_of_ones_own_with_a_note() -> None:
    value = replace(OBJECT, events=(Event(listed("Getekend", EVENT_LIST)), Event(listed("Getekend", "eigen lijst"))))
    assert [each.code for each in findings(value)] == ["W940"]
    assert accepted(mdto(value))


def test_what_is_required_is_there() -> None:
    for name in ("identification", "creators", "limitations"):
        with pytest.raises(AgreementsError, match="E941"):
            mdto(replace(OBJECT, **{name: ()}))  # type: ignore[arg-type]
    with pytest.raises(AgreementsError, match="E941"):
        mdto(replace(FILE, size=-1))


def mutants(content: bytes) -> list[bytes]:
    """Return a file with each element in turn left out, doubled, moved, renamed, emptied, filled and given an attribute."""
    found = []
    for number in range(len(list(etree.fromstring(content).iter()))):
        for change in (leave_out, double, move, rename, empty, fill, adorn, other_space):
            root = etree.fromstring(content)
            element = list(root.iter())[number]
            if element is not root:
                change(element)
                found.append(etree.tostring(root))
    return found


def parent(element: etree._Element) -> etree._Element:
    found = element.getparent()
    assert found is not None
    return found


def leave_out(element: etree._Element) -> None:
    parent(element).remove(element)


def double(element: etree._Element) -> None:
    parent(element).append(etree.fromstring(etree.tostring(element)))


def move(element: etree._Element) -> None:
    parent(element).insert(0, element)


def rename(element: etree._Element) -> None:
    element.tag = f"{{{NAMESPACE}}}iets"


def empty(element: etree._Element) -> None:
    element.clear()


def fill(element: etree._Element) -> None:
    element.text = "woord"


def adorn(element: etree._Element) -> None:
    element.set("lang", "nl")


def other_space(element: etree._Element) -> None:
    element.tag = str(element.tag).partition("}")[2]


@pytest.mark.parametrize("name", EXAMPLES)
def test_what_the_reader_accepts_the_schema_accepts(name: str) -> None:
    schema()
    for content in mutants((STANDARD / f"MDTO-voorbeeld-{name}.xml").read_bytes()):
        try:
            value = read_mdto(content)
        except AgreementsError:
            continue
        assert accepted(content), content
        assert read_mdto(mdto(value)) == value


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<MDTO/>",
        b"<a><b/></a>",
        b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>',
        b"\xff\xfe",
        f'<MDTO xmlns="{NAMESPACE}"><bestand/></MDTO>'.encode(),
        f'<MDTO xmlns="{NAMESPACE}"><iets/></MDTO>'.encode(),
        f'<MDTO xmlns="{NAMESPACE}"><bestand/><bestand/></MDTO>'.encode(),
        mdto(FILE).replace(b"<omvang>3<", b"<omvang>-3<"),
        mdto(FILE).replace(b"<omvang>3<", b"<omvang><x/>3<"),
        b"<a>" * 100_000,
        "<a>é</a>".encode("utf-16"),
    ],
)
def test_what_is_no_mdto_is_refused(content: bytes) -> None:
    with pytest.raises(AgreementsError, match="E943"):
        read_mdto(content)
