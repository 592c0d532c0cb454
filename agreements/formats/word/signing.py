"""The places to sign in Word: as on the PDF page, and kept together with the words that lead to them."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from agreements.drafting.document import FillIn, Inline, SignatureBlock, Space
from agreements.formats import signing
from agreements.formats.word.markup import BOTTOM, cell, paragraph, tab, twips, words

GAP = 12
TOGETHER = 8
"""So many places to sign are kept on one page; more go on over the next, two at a time."""

_KEEP = "<w:keepNext/>"
_RULE = '<w:u w:val="single"/>'

Inlines = Callable[[Iterable[Inline]], str]


def places(blocks: list[SignatureBlock], inlines: Inlines) -> str:
    """Return the places to sign, two beside each other, none split over pages and none wider than another."""
    how = signing.setting(blocks)
    if how == "apart":
        return "".join(_place(block, [block], inlines, how=how, keep="") for block in blocks)
    wide, gap = twips(signing.WIDTH), twips(GAP)
    rows = []
    for start in range(0, len(blocks), 2):
        pair = blocks[start : start + 2]
        keep = _KEEP if start + 2 < len(blocks) <= TOGETHER else ""
        empty = paragraph("SignatureFunction", "", keep)
        contents = [_place(block, pair, inlines, how=how, keep=keep) for block in pair]
        second = contents[1] if len(pair) > 1 else empty
        rows.append(  # at the bottom, so that the lines to sign on stand level, whatever font is there
            f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{cell(wide, contents[0], BOTTOM)}{cell(gap, empty)}{cell(wide, second, BOTTOM)}</w:tr>"
        )
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{2 * wide + gap}" w:type="dxa"/><w:tblLayout w:type="fixed"/><w:tblCellMar><w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        '<w:tblLook w:val="0000" w:firstRow="0" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/></w:tblPr>'
        f'<w:tblGrid><w:gridCol w:w="{wide}"/><w:gridCol w:w="{gap}"/><w:gridCol w:w="{wide}"/></w:tblGrid>{"".join(rows)}</w:tbl>'
    )


def _place(block: SignatureBlock, pair: list[SignatureBlock], inlines: Inlines, *, how: str, keep: str) -> str:
    """Return one place to sign: party, room for the signature, name, function, and lines for place and date."""
    many = "Many" if how.startswith("many") else ""
    lines = "Close" if how == "many close" else many
    room = "" if how == "many wide" else lines
    return "".join(
        (
            paragraph(f"SignatureParty{many}", inlines(block.party), keep + _fill(block, pair, "party", how, 0)),
            paragraph(f"SignatureSpace{room}", "", keep),
            paragraph("SignatureName", inlines((block.name,)), keep),
            paragraph("SignatureFunction", inlines((block.function,)), keep + _fill(block, pair, "function", how, 3 if many else 7)),
            _lines(_drawn(block, pair), keep, lines),
        )
    )


def _written(block: SignatureBlock) -> list[FillIn]:
    """Return what is written by hand beside the signature; nothing by who signs digitally."""
    return [space for space in block.spaces if space.space is not Space.SIGNATURE]


def _fill(block: SignatureBlock, pair: list[SignatureBlock], part: str, how: str, room: float) -> str:
    """Return the space that makes a party, or function, as high as that of the place beside it; there are `room` points after it already."""
    missing = signing.height(pair, part, how) - signing.height([block], part, how)
    return f'<w:spacing w:after="{round((missing + room) * 20)}"/>' if missing else ""


def _drawn(block: SignatureBlock, pair: list[SignatureBlock]) -> list[str]:
    """Return the lines to write on; for who writes none, as much room as the place beside it takes, so that both stand level."""
    written = [f"{words(space.label)}{tab()}{tab(_RULE)}" for space in _written(block)]
    return written or [""] * max(1, *(len(_written(each)) for each in pair))


def _lines(drawn: list[str], keep: str, how: str) -> str:
    """Return the lines to write place and date on: beside each other among many, else below each other."""
    if how:
        return paragraph(f"SignatureLine{how}", tab().join(drawn) if any(drawn) else "", keep)
    last = len(drawn) - 1
    return "".join(
        paragraph("SignatureLine", line, keep + ('<w:spacing w:after="260"/>' if place == last else "")) for place, line in enumerate(drawn)
    )
