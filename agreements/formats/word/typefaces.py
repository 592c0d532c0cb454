"""The typefaces that travel inside a Word file, so that an agreement looks the same where they are not installed.

A face is cut down to the letters of Latin script and its signs, and stored as Office stores it: its first bytes changed by a key that stands
beside it (ECMA-376 part 4, 2.8.1). The licence, OFL-1.1, allows embedding.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from io import BytesIO

from fontTools import subset  # type: ignore[import-untyped]  # see fonts
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # see fonts

from agreements.formats.fonts import original
from agreements.formats.word.markup import HEAD, NAMESPACES
from agreements.formats.word.styles import SANS, SERIF

CHARACTERS = (
    *range(0x20, 0x7F),
    *range(0xA0, 0x180),  # Latin-1 and Latin Extended-A: the names of Europe
    *range(0x218, 0x21C),
    *range(0x2010, 0x2027),  # dashes, quotes, points
    *range(0x2030, 0x2034),
    *range(0x2070, 0x208F),  # small figures, as in CO₂
    0x20AC,
    0x2212,
    0x2264,
    0x2265,
)
"""What a subset keeps; for anything else Word takes another typeface, as it does for any character that a typeface lacks."""

_FAMILIES = ((SERIF, "SourceSerifPro", "Georgia", "roman"), (SANS, "SourceSansPro", "Calibri", "swiss"))
_SLOTS = {"embedRegular": "Regular", "embedBold": "Bold", "embedItalic": "It"}
_OBFUSCATED = 32


@dataclass(frozen=True, slots=True)
class Typeface:
    """A face inside a Word file: the element that points to it, the id of its part, the key that it was changed by, and its bytes."""

    slot: str
    id: str
    key: str
    content: bytes


def typefaces() -> Iterator[Typeface]:
    """Yield the faces of a Word file, in the order of its table of fonts."""
    for _, stem, _, _ in _FAMILIES:
        for slot, style in _SLOTS.items():
            yield _typeface(slot, f"{stem}-{style}")


@cache
def _typeface(slot: str, name: str) -> Typeface:
    content = _latin(name)
    key = uuid.uuid5(uuid.NAMESPACE_OID, content.hex())
    return Typeface(slot, f"rId{name.replace('-', '')}", f"{{{str(key).upper()}}}", obfuscated(content, key))


def obfuscated(content: bytes, key: uuid.UUID) -> bytes:
    """Return a font with its first 32 bytes changed by a key, or back: the change undoes itself."""
    mask = key.bytes[::-1] * 2
    return bytes(byte ^ part for byte, part in zip(content[:_OBFUSCATED], mask, strict=True)) + content[_OBFUSCATED:]


def _latin(name: str) -> bytes:
    """Return a face with only `CHARACTERS`, its hinting kept and its features left out, which Word does not use unasked."""
    options = subset.Options(layout_features=[], name_IDs=["*"], notdef_outline=True, recalc_timestamp=False)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "DSIG"]
    font = TTFont(BytesIO(original(name)), lazy=True, recalcTimestamp=False)
    cut = subset.Subsetter(options)
    cut.populate(unicodes=CHARACTERS)
    cut.subset(font)
    result = BytesIO()
    font.save(result)
    return result.getvalue()


def font_table() -> bytes:
    """Return the part word/fontTable.xml: each family, what comes nearest where it cannot be used, and the faces inside the file."""
    return f"{HEAD}<w:fonts {NAMESPACES}>{''.join(_family(*each) for each in _FAMILIES)}</w:fonts>".encode()


def _family(name: str, stem: str, other: str, kind: str) -> str:
    faces = (_typeface(slot, f"{stem}-{style}") for slot, style in _SLOTS.items())
    inside = "".join(f'<w:{face.slot} r:id="{face.id}" w:fontKey="{face.key}"/>' for face in faces)
    return (
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="00"/><w:family w:val="{kind}"/>'
        f'<w:pitch w:val="variable"/>{inside}</w:font>'
    )
