"""Pictures and words of pages that somebody sent, by PDFium and Pillow; called in the bounded process of `examining` and nowhere else."""

from __future__ import annotations

import unicodedata
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, closing
from difflib import SequenceMatcher
from io import BytesIO
from itertools import starmap, zip_longest
from typing import Any, Self

import pypdfium2
from PIL import Image, ImageOps

from agreements.model.beside import Difference, Pair, Picture, Wording

MOST_PAGES = 200
LONGEST = 1754
"""Dots of the longer side of a picture: A4 at 150 dots an inch, at which a pen stroke through a comma is seen."""

MOST_DOTS = 60_000_000
"""Of a page that was scanned as a picture: A3 at 600 dots an inch."""

MOST_WORDS = 4000
"""On one page, that are compared; a page of small type has some 900."""

SHOWN, CUT = 20, 160
"""Differences of a page that are shown, and characters of each."""

_QUALITY = 85  # of 100: type stays sharp, and a page takes a quarter of a megabyte
_LARGEST = 4.0  # times that a small page is drawn larger
_KINDS = ("PNG", "JPEG", "TIFF")
_SPLIT = str.maketrans("", "", "\x02\xad\ufffe")  # what PDFium writes where a word is split over lines


class UnseenError(Exception):
    """A file of which no pages can be shown; its argument is the word for why."""


class Pages(AbstractContextManager["Pages"]):
    """The pages of a PDF as a viewer shows them, forms and remarks included."""

    def __init__(self, content: bytes) -> None:
        try:
            self.file = pypdfium2.PdfDocument(content)
        except pypdfium2.PdfiumError as error:
            raise UnseenError("@encrypted" if "password" in str(error).lower() else "@malformed") from None
        self.file.init_forms()

    def __enter__(self) -> Self:
        """Return the pages."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.file.close()

    def __len__(self) -> int:
        """Return how many pages the file says that it has."""
        return len(self.file)

    def each(self) -> Iterator[tuple[Picture, list[str] | None]]:
        """Yield each page as it is seen, with its words; None for more than are compared."""
        for number in range(len(self)):
            try:
                with closing(self.file[number]) as page:
                    yield _drawn(page), _words(page)
            except pypdfium2.PdfiumError:
                raise UnseenError("@malformed") from None


def _drawn(page: Any) -> Picture:  # noqa: ANN401  # a page of pypdfium2
    scale = min(LONGEST / max(*page.get_size(), 1.0), _LARGEST)
    return _picture(page.render(scale=scale, may_draw_forms=True).to_pil())


def _words(page: Any) -> list[str] | None:  # noqa: ANN401  # a page of pypdfium2
    with closing(page.get_textpage()) as text:
        if text.count_chars() > MOST_WORDS * 40:
            return None
        found = unicodedata.normalize("NFKC", text.get_text_range().translate(_SPLIT)).split()
    return found if len(found) <= MOST_WORDS else None


class Photographs(AbstractContextManager["Photographs"]):
    """Pages that were scanned as a picture: PNG or JPEG, or TIFF of several."""

    def __init__(self, content: bytes) -> None:
        try:
            self.file = Image.open(BytesIO(content), formats=_KINDS)
            self.count = getattr(self.file, "n_frames", 1) if self.file.format == "TIFF" else 1
        except _FAULTS:
            raise UnseenError("@no_scan") from None

    def __enter__(self) -> Self:
        """Return the pages."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self.file.close()

    def __len__(self) -> int:
        """Return how many pages there are."""
        return self.count

    def each(self) -> Iterator[tuple[Picture, list[str] | None]]:
        """Yield each page; a picture has no words."""
        for number in range(self.count):
            try:
                yield self._page(number), []
            except _FAULTS:
                raise UnseenError("@malformed") from None

    def _page(self, number: int) -> Picture:
        self.file.seek(number)
        if self.file.width * self.file.height > MOST_DOTS:
            raise UnseenError("@too_many_dots")
        return _picture(ImageOps.exif_transpose(self.file))


_FAULTS = (OSError, ValueError, SyntaxError, EOFError, TypeError, KeyError, IndexError, Image.DecompressionBombError, MemoryError)
"""What Pillow raises for files that are not as they should be."""


def _picture(image: Image.Image) -> Picture:
    """Return a page no larger than it is shown."""
    shown, target = image.convert("RGB"), BytesIO()
    shown.thumbnail((LONGEST, LONGEST))
    shown.save(target, "JPEG", quality=_QUALITY)
    return Picture(*shown.size, target.getvalue())


def _opened(content: bytes) -> Pages | Photographs:
    """Return the pages of a file; raise UnseenError when it is neither PDF nor picture, or has too many."""
    found = Pages(content) if b"%PDF-" in content[:1024] else Photographs(content)
    if len(found) > MOST_PAGES:
        found.__exit__()
        raise UnseenError("@too_many_pages")
    return found


def count(content: bytes) -> int | str:
    """Return how many pages a scan has, or the word for why none can be seen."""
    try:
        with warnings.catch_warnings(action="ignore"), _opened(content) as found:
            return len(found)
    except UnseenError as error:
        return str(error)


def beside(scan: bytes, issued: bytes) -> tuple[Pair, ...] | str:
    """Return the pages of what was issued and of a scan in pairs, or the word for why the scan cannot be seen."""
    try:
        with warnings.catch_warnings(action="ignore"), _opened(issued) as one, _opened(scan) as other:
            return tuple(starmap(_pair, zip_longest(one.each(), other.each(), fillvalue=_NO_PAGE)))
    except UnseenError as error:
        return str(error)


_Page = tuple[Picture | None, list[str] | None]
_NO_PAGE: _Page = (None, [])


def _pair(one: _Page, other: _Page) -> Pair:
    (issued, first), (scan, second) = one, other
    together = issued is not None and scan is not None and second != []
    return Pair(issued, scan, _wording(first, second) if together else None)


def _wording(issued: list[str] | None, scan: list[str] | None) -> Wording:
    if issued is None or scan is None:
        return Wording(0, 0, crowded=True)
    matcher = SequenceMatcher(None, issued, scan, autojunk=False)
    places = [each for each in matcher.get_opcodes() if each[0] != "equal"]
    alike = sum(block.size for block in matcher.get_matching_blocks())
    shown = tuple(Difference(_cut(issued[a:b]), _cut(scan[c:d])) for _, a, b, c, d in places[:SHOWN])
    return Wording(len(issued), len(scan), alike, len(places), shown)


def _cut(words: list[str]) -> str:
    text = " ".join(words)
    return text if len(text) <= CUT else f"{text[:CUT]}…"
