"""Figures of a document as SVG and as PNG.

Letters are drawn as outlines of the pinned typeface, so that a figure looks the same everywhere.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from typing import Any

from fontTools.pens.svgPathPen import SVGPathPen  # type: ignore[import-untyped]  # comes with weasyprint, untyped
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # idem

from agreements.drafting.document import Anchor, Drawn, Figure, Label, LineStyle, Mark, Shape, Stroke
from agreements.formats import fonts

FACE = "SourceSansPro-Regular"
SIZE = 28
"""The size of letters in tenths of a millimetre: 8 points."""

INK, FAINT, PAPER = "#1b1b1b", "#8a8a8a", "#ffffff"
WEIGHTS = {LineStyle.FAINT: 1, LineStyle.FIRM: 4, LineStyle.DASHED: 3}
DASH = (10, 8)
DOTS_A_TENTH = 2
"""Dots of a PNG for each tenth of a millimetre: about 500 dots an inch."""

_STARTS = {Anchor.START: 0.0, Anchor.MIDDLE: 0.5, Anchor.END: 1.0}


def svg(figure: Figure) -> str:
    """Return the figure as an SVG image that asks for nothing: lines, shapes and outlines of letters on white."""
    used = sorted({character for each in figure.drawing if isinstance(each, Label) for character in each.text})
    names = {character: f"g{number}" for number, character in enumerate(used)}
    glyphs = "".join(f'<path id="{names[each]}" d="{_outline(each)}"/>' for each in used)
    drawn = "".join(_drawn(each, names) for each in figure.drawing)
    size = f'width="{figure.width / 10}mm" height="{figure.height / 10}mm" viewBox="0 0 {figure.width} {figure.height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {size}><defs>{glyphs}</defs>'
        f'<rect width="{figure.width}" height="{figure.height}" fill="{PAPER}"/>{drawn}</svg>'
    )


def data_address(figure: Figure) -> str:
    """Return the SVG image as a `data:` address, so that a page needs no other file."""
    return f"data:image/svg+xml;base64,{b64encode(svg(figure).encode()).decode()}"


def _drawn(drawn: Drawn, names: dict[str, str]) -> str:
    match drawn:
        case Stroke():
            dash = f' stroke-dasharray="{DASH[0]} {DASH[1]}"' if drawn.style is LineStyle.DASHED else ""
            return (
                f'<path d="M{drawn.x1} {drawn.y1}L{drawn.x2} {drawn.y2}" fill="none" stroke="{_colour(drawn)}" '
                f'stroke-width="{WEIGHTS[drawn.style]}"{dash}/>'
            )
        case Mark(shape=Shape.DOT | Shape.RING):
            return f'<ellipse cx="{drawn.x}" cy="{drawn.y}" rx="{drawn.width / 2}" ry="{drawn.height / 2}" {_filled(drawn)}/>'
        case Mark():
            points = " ".join(f"{x:g},{y:g}" for x, y in _corners(drawn))
            return f'<polygon points="{points}" {_filled(drawn)}/>'
        case Label():
            return _written(drawn, names)


def _filled(mark: Mark) -> str:
    return f'fill="{PAPER}" stroke="{INK}" stroke-width="4"' if mark.shape in _HOLLOW else f'fill="{INK}"'


_HOLLOW = {Shape.RING, Shape.SQUARE}


def _colour(stroke: Stroke) -> str:
    return FAINT if stroke.style is LineStyle.FAINT else INK


def _corners(mark: Mark) -> Iterator[tuple[float, float]]:
    """Yield the corners of a shape with straight sides."""
    across, down = mark.width / 2, mark.height / 2
    turns = {
        Shape.DIAMOND: ((0, -1), (1, 0), (0, 1), (-1, 0)),
        Shape.TRIANGLE: ((-1, -1), (1, 0), (-1, 1)),
    }.get(mark.shape, ((-1, -1), (1, -1), (1, 1), (-1, 1)))
    for x, y in turns:
        yield mark.x + x * across, mark.y + y * down


def _written(label: Label, names: dict[str, str]) -> str:
    scale = SIZE / _font()["head"].unitsPerEm
    placed = "".join(f'<use href="#{names[character]}" x="{x:g}"/>' for character, x in _letters(label.text))
    left = label.x - _STARTS[label.anchor] * fonts.width(label.text, FACE) * SIZE
    return f'<g fill="{INK}" transform="translate({left:.2f} {label.y}) scale({scale:.6f} {-scale:.6f})">{placed}</g>'


def _letters(text: str) -> Iterator[tuple[str, float]]:
    """Yield each letter with where it begins, in units of the typeface."""
    for place, character in enumerate(text):
        yield character, round(fonts.width(text[:place], FACE) * _font()["head"].unitsPerEm)


@cache
def _font() -> Any:  # noqa: ANN401  # fontTools has no types
    return TTFont(BytesIO(fonts.face(FACE)), lazy=True)


@cache
def _outline(character: str) -> str:
    """Return the outline of a letter; of a sign that the typeface lacks, the outline it has for that."""
    glyphs = _font().getGlyphSet()
    pen = SVGPathPen(glyphs)
    glyphs[_font().getBestCmap().get(ord(character), ".notdef")].draw(pen)
    return str(pen.getCommands())


def png(figure: Figure) -> bytes:
    """Return the figure as a PNG image, for programs that show no SVG."""
    from PIL import Image, ImageDraw, ImageFont  # noqa: PLC0415  # heavy, and only Word files need it

    scale = DOTS_A_TENTH
    image = Image.new("L", (figure.width * scale, figure.height * scale), 255)
    canvas = ImageDraw.Draw(image)
    letters = ImageFont.truetype(BytesIO(fonts.face(FACE)), SIZE * scale)
    for each in figure.drawing:
        _paint(canvas, each, scale, letters)
    result = BytesIO()
    image.save(result, "PNG", optimize=False, dpi=(scale * 254, scale * 254))
    return result.getvalue()


def _paint(canvas: Any, drawn: Drawn, scale: int, letters: Any) -> None:  # noqa: ANN401  # of Pillow, late
    match drawn:
        case Stroke():
            for start, end in _pieces(drawn):
                canvas.line([*(scale * each for each in (*start, *end))], fill=_grey(_colour(drawn)), width=WEIGHTS[drawn.style] * scale)
        case Mark(shape=Shape.DOT | Shape.RING):
            across, down = drawn.width / 2, drawn.height / 2
            box = [scale * each for each in (drawn.x - across, drawn.y - down, drawn.x + across, drawn.y + down)]
            canvas.ellipse(box, **_painted(drawn, scale))
        case Mark():
            canvas.polygon([(scale * x, scale * y) for x, y in _corners(drawn)], **_painted(drawn, scale))
        case Label():
            left = drawn.x - _STARTS[drawn.anchor] * fonts.width(drawn.text, FACE) * SIZE
            canvas.text((scale * left, scale * drawn.y), drawn.text, fill=_grey(INK), font=letters, anchor="ls")


def _painted(mark: Mark, scale: int) -> dict[str, int]:
    if mark.shape in _HOLLOW:
        return {"fill": _grey(PAPER), "outline": _grey(INK), "width": 4 * scale}
    return {"fill": _grey(INK)}


def _grey(colour: str) -> int:
    return int(colour[1:3], 16)


def _pieces(stroke: Stroke) -> Iterable[tuple[tuple[float, float], tuple[float, float]]]:
    """Return a line, or the dashes that it is drawn with."""
    start, end = (stroke.x1, stroke.y1), (stroke.x2, stroke.y2)
    length = ((end[0] - start[0]) ** 2 + (end[1] - start[1]) ** 2) ** 0.5
    if stroke.style is not LineStyle.DASHED or not length:
        return [(start, end)]
    step = sum(DASH)
    places = [each * step / length for each in range(int(length // step) + 1)]
    shares = [(each, min(1.0, each + DASH[0] / length)) for each in places]
    along = ((end[0] - start[0]), (end[1] - start[1]))
    return [tuple((start[0] + along[0] * each, start[1] + along[1] * each) for each in pair) for pair in shares]  # type: ignore[misc]  # two of two
