"""MDTO 1.0.1 to bytes and back. What is written is valid against the schema of the Nationaal Archief, or refused.

The schema itself is not part of the program: the reader asks at least as much as the schema does, which the tests prove against it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, datetime
from typing import Any, NamedTuple, cast, get_args, get_type_hints

from lxml import etree

from agreements.model.archival import APPRAISALS, ELEMENT, KIND, LISTS, Concept, FileObject, InformationObject
from agreements.problems import AgreementsError, Problem, Where, problem, refuse_errors
from agreements.sources.printable import NOT_XML

NAMESPACE = "https://www.nationaalarchief.nl/mdto"
_XSI = "http://www.w3.org/2001/XMLSchema-instance"
_NAMES = cast("dict[str, str]", {None: NAMESPACE, "xsi": _XSI})  # the stubs of lxml know no default namespace
_LOCATION = f"{NAMESPACE} {NAMESPACE}/MDTO-XML1.0.1.xsd"
_ROOTS: dict[str, type[InformationObject | FileObject]] = {"informatieobject": InformationObject, "bestand": FileObject}
_CLOSED = "waardering"
_LARGEST = 2**63 - 1
LIMIT = 16 * 1024 * 1024
"""Bytes; metadata of one object have some thousands."""

# What a text may be: narrower than the schema, which takes years before Christ and days of other calendars' makers.

_ZONE = r"(Z|[+-](0\d|1[0-3]):[0-5]\d)?"
_DURATION = re.compile(r"P(?=\d|T\d)(\d{1,4}Y)?(\d{1,4}M)?(\d{1,5}D)?(T(?=\d)(\d{1,5}H)?(\d{1,5}M)?(\d{1,5}S)?)?", re.ASCII)
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", re.ASCII)
_MARK = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@-]|%[0-9A-Fa-f]{2})"
_ADDRESS = re.compile(rf"https?://[A-Za-z0-9.-]+(:\d{{1,5}})?(/{_MARK}*)*(\?({_MARK}|[/?])*)?(#({_MARK}|[/?])*)?", re.ASCII)
_DAY = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\d){_ZONE}", re.ASCII)
_MONTH = re.compile(rf"(?P<day>\d{{4}}-\d\d){_ZONE}", re.ASCII)
_YEAR = re.compile(rf"(?P<day>\d{{4}}){_ZONE}", re.ASCII)
_INSTANT = re.compile(rf"(?P<day>\d{{4}}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d{{1,9}})?{_ZONE}", re.ASCII)


def _dated(pattern: re.Pattern[str], rest: str, read: Callable[[str], date]) -> Callable[[str], bool]:
    def fits(text: str) -> bool:
        found = pattern.fullmatch(text)
        if found is None:
            return False
        try:
            read(found["day"] + rest)
        except ValueError:
            return False
        return True

    return fits


_is_year, _is_month = _dated(_YEAR, "-01-01", date.fromisoformat), _dated(_MONTH, "-01", date.fromisoformat)
_is_day, _is_instant = _dated(_DAY, "", date.fromisoformat), _dated(_INSTANT, "", datetime.fromisoformat)


def _is_date(text: str) -> bool:
    return _is_year(text) or _is_month(text) or _is_day(text)


_KINDS: dict[str, tuple[Callable[[str], bool], str]] = {
    "text": (bool, "@a_text"),
    "address": (lambda text: _ADDRESS.fullmatch(text) is not None, "@an_address"),
    "language": (lambda text: _LANGUAGE.fullmatch(text) is not None, "@a_language"),
    "duration": (lambda text: _DURATION.fullmatch(text) is not None, "@a_duration"),
    "day": (_is_day, "@a_day"),
    "date": (_is_date, "@a_date"),
    "instant": (_is_instant, "@an_instant"),
    "moment": (lambda text: _is_date(text) or _is_instant(text), "@a_moment"),
}


class _Part(NamedTuple):
    """A field of a value, and the element that it becomes."""

    name: str
    element: str
    kind: str
    inner: type
    many: bool
    required: bool


_PARTS: dict[type, tuple[_Part, ...]] = {}


def _parts(cls: type) -> tuple[_Part, ...]:
    if cls not in _PARTS:
        hints = get_type_hints(cls)
        _PARTS[cls] = tuple(_part(each, hints[each.name]) for each in fields(cls))
    return _PARTS[cls]


def _part(each: Field[Any], hint: Any) -> _Part:  # noqa: ANN401  # an annotation can be anything that typing knows
    arguments = get_args(hint)
    inner = arguments[0] if arguments else hint
    many = Ellipsis in arguments
    return _Part(each.name, each.metadata[ELEMENT], each.metadata[KIND], inner, many, each.default is MISSING)


def findings(value: object, shown: str = "") -> tuple[Problem, ...]:
    """Return what the standard says against metadata: errors, and warnings for terms that are not on an open list."""
    return tuple(_findings(value, shown))


def _findings(value: object, shown: str) -> Iterator[Problem]:
    for part in _parts(type(value)):
        held = getattr(value, part.name)
        if part.required and held in {(), None}:
            yield problem("E941", Where(shown), element=part.element, value="", expected="@at_least_one")
        for each in held if part.many else () if held is None else (held,):
            yield from _of_one(part, each, shown)


def _of_one(part: _Part, value: object, shown: str) -> Iterator[Problem]:
    if isinstance(value, int):
        if not 0 <= value <= _LARGEST:
            yield problem("E941", Where(shown), element=part.element, value=value, expected="@a_number")
    elif isinstance(value, str):
        yield from _of_text(part, value, shown)
    else:
        if isinstance(value, Concept):
            yield from _of_concept(part, value, shown)
        yield from _findings(value, shown)


def _of_text(part: _Part, text: str, shown: str) -> Iterator[Problem]:
    fits, expected = _KINDS[part.kind]
    if NOT_XML.search(text):
        yield problem("E940", Where(shown), element=part.element)
    elif not fits(text):
        yield problem("E941", Where(shown), element=part.element, value=text, expected=expected)


def _of_concept(part: _Part, concept: Concept, shown: str) -> Iterator[Problem]:
    source = concept.source.name
    if part.element == _CLOSED:
        if APPRAISALS.get(concept.code or "") != concept.label:
            known = ", ".join(f"{code} ({label})" for code, label in APPRAISALS.items())
            yield problem("E942", Where(shown), value=concept.code or concept.label, list=source, known=known)
    elif concept.label not in LISTS.get(source, (concept.label,)):
        yield problem("W940", Where(shown), value=concept.label, list=source, known=", ".join(LISTS[source]))


def mdto(value: InformationObject | FileObject, shown: str = "") -> bytes:
    """Return metadata as the bytes of a file; raise AgreementsError for values that the standard does not take."""
    refuse_errors(findings(value, shown))
    root = etree.Element(f"{{{NAMESPACE}}}MDTO", nsmap=_NAMES)
    root.set(f"{{{_XSI}}}schemaLocation", _LOCATION)
    name = next(name for name, cls in _ROOTS.items() if cls is type(value))
    _write(etree.SubElement(root, f"{{{NAMESPACE}}}{name}"), value)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, pretty_print=True)


def _write(element: etree._Element, value: object) -> None:
    for part in _parts(type(value)):
        held = getattr(value, part.name)
        for each in held if part.many else () if held is None else (held,):
            inner = etree.SubElement(element, f"{{{NAMESPACE}}}{part.element}")
            if is_dataclass(each):
                _write(inner, each)
            else:
                inner.text = str(each)


def read_mdto(content: bytes, shown: str = "") -> InformationObject | FileObject:
    """Return the metadata in a file; raise AgreementsError when it is not MDTO as the schema has it, or of values that we do not take."""
    root = _parsed(content, shown)
    inner = list(root)
    name = etree.QName(inner[0]).localname if len(inner) == 1 else ""
    if root.tag != f"{{{NAMESPACE}}}MDTO" or name not in _ROOTS or inner[0].tag != f"{{{NAMESPACE}}}{name}":
        raise _unreadable("MDTO", "@mdto_unexpected", shown)
    _bare(root, shown, attributes={f"{{{_XSI}}}schemaLocation"})
    value = cast("InformationObject | FileObject", _read(inner[0], _ROOTS[name], shown))
    refuse_errors(findings(value, shown))
    return value


def _parsed(content: bytes, shown: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True)
    if len(content) > LIMIT or b"<!DOCTYPE" in content or b"\x00" in content:
        raise _unreadable("MDTO", "@mdto_xml", shown)
    try:
        return etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise _unreadable("MDTO", "@mdto_xml", shown) from None


def _unreadable(element: str, reason: str, shown: str) -> AgreementsError:
    return AgreementsError(problem("E943", Where(shown), element=element, reason=reason))


def _bare(element: etree._Element, shown: str, attributes: set[str] | None = None) -> None:
    """Refuse attributes and words where the standard has elements only."""
    words = [element.text, *(each.tail for each in element)] if len(element) else []
    if set(element.attrib) - (attributes or set()) or any((each or "").strip(" \t\r\n") for each in words):
        raise _unreadable(etree.QName(element).localname, "@mdto_unexpected", shown)


def _read(element: etree._Element, cls: type, shown: str) -> object:
    _bare(element, shown)
    waiting = list(element)
    if not waiting and (element.text or "").strip(" \t\r\n"):
        raise _unreadable(etree.QName(element).localname, "@mdto_unexpected", shown)
    values: dict[str, object] = {}
    for part in _parts(cls):
        found: list[object] = []
        while waiting and waiting[0].tag == f"{{{NAMESPACE}}}{part.element}" and (part.many or not found):
            found.append(_one(waiting.pop(0), part, shown))
        if part.required and not found:
            raise _unreadable(part.element, "@mdto_required", shown)
        if found:
            values[part.name] = tuple(found) if part.many else found[0]
    if waiting:
        raise _unreadable(etree.QName(waiting[0]).localname, "@mdto_unexpected", shown)
    return cls(**values)


def _one(element: etree._Element, part: _Part, shown: str) -> object:
    if is_dataclass(part.inner):
        return _read(element, cast("type", part.inner), shown)
    _bare(element, shown)
    if len(element):
        raise _unreadable(part.element, "@mdto_unexpected", shown)
    text = element.text or ""
    if part.inner is not int:
        return text
    if not re.fullmatch(r"\d{1,19}", text, re.ASCII):
        raise _unreadable(part.element, "@mdto_unexpected", shown)
    return int(text)
