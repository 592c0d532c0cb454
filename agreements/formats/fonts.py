"""The typefaces of a page: Source Serif Pro and Source Sans Pro (OFL-1.1), from their pinned packages and never from the machine."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files
from io import BytesIO

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # comes with weasyprint, untyped

from agreements.sources.printable import unprintable

PACKAGES = {"SourceSerifPro": "font_source_serif_pro", "SourceSansPro": "font_source_sans_pro"}
"""The package that holds each family; a file is named after its PostScript name."""

FACES = (
    ("SourceSerifPro-Regular", 400, "normal"),
    ("SourceSerifPro-It", 400, "italic"),
    ("SourceSerifPro-Semibold", 600, "normal"),
    ("SourceSerifPro-SemiboldIt", 600, "italic"),
    ("SourceSansPro-Regular", 400, "normal"),
    ("SourceSansPro-It", 400, "italic"),
    ("SourceSansPro-Semibold", 600, "normal"),
    ("SourceSansPro-SemiboldIt", 600, "italic"),
)
"""Every face that a page may use: name, weight and style as CSS counts them."""


_OURS = "Pinned "
_STYLES = {(400, "normal"): "", (400, "italic"): "-Italic", (600, "normal"): "-Semi-Bold", (600, "italic"): "-Semi-Bold-Italic"}

UNBROKEN = {"\u00a0": "space", "\u2011": "hyphen"}
"""Characters that Source lacks, or draws with the very glyph of another one, so that copied text would hold the wrong one of the two."""


def original(name: str) -> bytes:
    """Return a face of the pinned packages as its makers published it; `name` is its PostScript name."""
    return (files(PACKAGES[name.partition("-")[0]]) / "files" / f"{name}.ttf").read_bytes()


@cache
def face(name: str) -> bytes:
    """Return a face of `FACES` as TrueType, with glyphs of its own for `UNBROKEN`.

    Raise KeyError for another name, so that no path can be asked for.
    """
    if name not in {each for each, _, _ in FACES}:
        raise KeyError(name)
    font = TTFont(BytesIO(original(name)), lazy=True, recalcBBoxes=False, recalcTimestamp=False)
    for character, glyph in UNBROKEN.items():
        _copy(font, glyph, f"uni{ord(character):04X}.copy", ord(character))
    result = BytesIO()
    font.save(result, reorderTables=None)
    return result.getvalue()


def _copy(font: TTFont, glyph: str, name: str, code: int) -> None:
    font.setGlyphOrder([*font.getGlyphOrder(), name])
    font["glyf"].glyphs[name] = font["glyf"].glyphs[glyph]
    font["hmtx"].metrics[name] = font["hmtx"].metrics[glyph]
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap[code] = name


def family(name: str) -> str:
    """Return the family under which pages ask for a face: not the public name, so that a font of the machine never takes its place."""
    return f"{_OURS}{name.partition('-')[0]}"


def is_pinned(name: str) -> bool:
    """Say whether a family is one of ours."""
    return name.startswith(_OURS)


def public(name: bytes) -> bytes:
    """Return the name of a face in a PDF, as "/ABCDEF+Pinned-SourceSerifPro-Semi-Bold", the way its maker writes it."""
    tag, _, rest = name.partition(b"+")
    made = {family(each).replace(" ", "-") + _STYLES[weight, style]: each for each, weight, style in FACES}
    return tag + b"+" + made.get(rest.decode(), rest.decode()).encode()


def rules(scheme: str) -> str:
    """Return the `@font-face` rules of all faces, each to be fetched from `scheme`."""
    return "\n".join(
        f'@font-face {{ font-family: "{family(name)}"; src: url("{scheme}:{name}"); font-weight: {weight}; font-style: {style}; }}'
        for name, weight, style in FACES
    )


_PIECE = re.compile(r" *[^ -]*-+| *[^ -]+")
"""What is not broken over lines: a word, or a part of one up to its hyphen."""


def lines(text: str, name: str, room: float) -> int:
    """Return how many lines a text takes in a face, `room` being their width in units of the size of the letters."""
    count, used = 1, 0.0
    for piece in _PIECE.findall(text):
        more = width(piece, name)
        if used and used + more > room:
            count, used, more = count + 1, 0.0, width(piece.lstrip(" "), name)
        used += more
    return count


def width(text: str, name: str) -> float:
    """Return how wide a text is in a face, in units of the size of the letters."""
    advances, em = _advances(name)
    return sum(advances.get(ord(character), 0) for character in text) / em


def spelled(text: str) -> str:
    """Return a text in which a sign that some face lacks, or that nobody sees, stands as its number: anybody may have any name.

    A soft hyphen is such a sign: at the end of a line it would be another one, which the faces lack.
    """
    return "".join(each if ord(each) in _common() and not unprintable(each) else f"[U+{ord(each):04X}]" for each in text)


@cache
def _common() -> frozenset[int]:
    """Return the signs that every face has."""
    return frozenset.intersection(*(frozenset(_advances(name)[0]) for name, _, _ in FACES))


@cache
def _advances(name: str) -> tuple[dict[int, int], int]:
    """Return how far each character of a face goes, and the size to which that is counted."""
    font = TTFont(BytesIO(face(name)), lazy=True)
    metrics = font["hmtx"].metrics
    return {code: metrics[glyph][0] for code, glyph in font.getBestCmap().items()}, font["head"].unitsPerEm
