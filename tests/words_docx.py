"""The words of a Word file with the numbers that Word computes: from numbering.xml and the styles, as ECMA-376 part 1, 17.9 says."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from lxml import etree  # noqa: TID251  # to read what was written, by another road

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"]
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def _value(element: etree._Element | None, path: str) -> str | None:
    found = element.find(path) if element is not None else None
    return found.get(f"{W}val") if found is not None else None


@dataclass
class Level:
    start: int
    kind: str
    text: str


@dataclass
class Numbering:
    """Abstract lists, the instances on them, and where each instance and level stands now."""

    levels: dict[str, dict[int, Level]]
    instances: dict[str, tuple[str, dict[int, int]]]
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    @classmethod
    def read(cls, content: bytes) -> Numbering:
        root = etree.fromstring(content)
        levels = {}
        for abstract in root.findall(f"{W}abstractNum"):
            levels[abstract.get(f"{W}abstractNumId", "")] = {
                int(level.get(f"{W}ilvl", "")): Level(
                    int(_value(level, f"{W}start") or 0), _value(level, f"{W}numFmt") or "", _value(level, f"{W}lvlText") or ""
                )
                for level in abstract.findall(f"{W}lvl")
            }
        instances = {}
        for num in root.findall(f"{W}num"):
            overrides = {
                int(each.get(f"{W}ilvl", "")): int(_value(each, f"{W}startOverride") or 0) for each in num.findall(f"{W}lvlOverride")
            }
            instances[num.get(f"{W}numId", "")] = (_value(num, f"{W}abstractNumId") or "", overrides)
        return cls(levels, instances)

    def next(self, instance: str, level: int) -> str:
        """Count on at a level and return its number; levels below start again."""
        abstract, overrides = self.instances[instance]
        counts = self.counts.setdefault(abstract, {})
        levels = self.levels[abstract]
        if level in overrides and (instance, level) not in self.begun:
            counts[level] = overrides[level]
        else:
            counts[level] = counts[level] + 1 if level in counts else levels[level].start
        self.begun.add((instance, level))
        for lower in [each for each in counts if each > level]:
            del counts[lower]
        text = levels[level].text
        for place in range(level + 1):
            if f"%{place + 1}" in text:
                text = text.replace(f"%{place + 1}", _spelled(counts.get(place, levels[place].start), levels[place].kind))
        return text


def _spelled(number: int, kind: str) -> str:
    if kind == "lowerLetter":
        return LETTERS[(number - 1) % 26] * ((number - 1) // 26 + 1)
    if kind == "upperRoman":
        return ROMAN[number - 1]
    assert kind == "decimal"
    return str(number)


@dataclass
class Paragraph:
    """A paragraph as Word shows it."""

    style: str
    number: str
    text: str


def paragraphs(data: bytes) -> Iterator[Paragraph]:
    """Yield the paragraphs of the body in order, those in tables included, each with its computed number."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        numbering = Numbering.read(archive.read("word/numbering.xml"))
        styles = etree.fromstring(archive.read("word/styles.xml"))
        body = etree.fromstring(archive.read("word/document.xml"))
    linked = {style.get(f"{W}styleId"): style.find(f"{W}pPr/{W}numPr") for style in styles.findall(f"{W}style")}
    for element in body.iter(f"{W}p"):
        style = _value(element, f"{W}pPr/{W}pStyle") or "Normal"
        own = element.find(f"{W}pPr/{W}numPr")
        places = own if own is not None else linked.get(style)
        number = ""
        if places is not None and _value(places, f"{W}numId") != "0":  # 0 takes a paragraph out of its list (17.9.18)
            number = numbering.next(_value(places, f"{W}numId") or "", int(_value(places, f"{W}ilvl") or 0))
        yield Paragraph(style, number, "".join(_texts(element)))


def _texts(paragraph: etree._Element) -> Iterator[str]:
    for element in paragraph.iter(f"{W}t", f"{W}tab"):
        yield (element.text or "") if element.tag == f"{W}t" else " "


def words(data: bytes) -> list[str]:
    """Return the words and numbers of the body in order."""
    return " ".join(f"{each.number} {each.text}" for each in paragraphs(data)).split()
