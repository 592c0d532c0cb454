"""The pages of a signed PDF beside those of the issued one, read and drawn by another engine (PDFium)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Self

import pypdfium2

Rectangle = tuple[float, float, float, float]

MOST_PAGES = 500
LARGEST = 2000.0
"""Points that a page may be wide or high; A3 is 842 by 1191."""

_SCALE = 1.0  # one dot a point: a changed letter changes dots, and a page takes a hundredth of a second
_WHITE = 255


class UndrawableError(Exception):
    """Pages that are too many or too large to draw."""


class Pages:
    """The pages of a PDF; to be closed."""

    def __init__(self, content: bytes) -> None:
        self.file = pypdfium2.PdfDocument(content)
        self.file.init_forms()
        if len(self.file) > MOST_PAGES or any(max(page.get_size()) > LARGEST for page in self.file):
            self.file.close()
            raise UndrawableError

    def __enter__(self) -> Self:
        """Return the pages."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.file.close()

    def words(self) -> list[str]:
        """Return the words of each page."""
        return [page.get_textpage().get_text_range() for page in self.file]

    def picture(self, number: int, hidden: list[Rectangle]) -> tuple[int, int, bytes]:
        """Return a page as it is seen, with rectangles covered."""
        page = self.file[number]
        bitmap = page.render(scale=_SCALE, may_draw_forms=True)
        dots = bytearray(bytes(bitmap.buffer))
        for rectangle in hidden:
            _cover(dots, bitmap, rectangle)
        return bitmap.width, bitmap.height, bytes(dots)


def _cover(dots: bytearray, bitmap: Any, rectangle: Rectangle) -> None:  # noqa: ANN401  # a bitmap of pypdfium2
    """Make a rectangle white, with one dot around it for lines that are not on whole dots."""
    left, bottom, right, top = rectangle
    first, last = max(0, int(left) - 1), min(bitmap.width, int(right) + 2)
    for row in range(max(0, int(bitmap.height - top) - 1), min(bitmap.height, int(bitmap.height - bottom) + 2)):
        start = row * bitmap.stride + first * bitmap.n_channels
        end = row * bitmap.stride + last * bitmap.n_channels
        dots[start:end] = bytes([_WHITE]) * (end - start)


def same(content: bytes, issued: bytes, places: Mapping[int, list[Rectangle]]) -> tuple[bool, bool]:
    """Return whether the words, and the pictures outside `places` (by page), of two files are the same."""
    with Pages(content) as one, Pages(issued) as other:
        if len(one.file) != len(other.file):
            return False, False
        words = one.words() == other.words()
        pictures = all(_alike(one, other, page, places.get(page, [])) for page in range(len(one.file)))
        return words, pictures


def _alike(one: Pages, other: Pages, page: int, hidden: list[Rectangle]) -> bool:
    return one.picture(page, hidden) == other.picture(page, hidden)
