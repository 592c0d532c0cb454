"""A scan that somebody brings is hostile: it is opened in another process, within bounds, and what cannot be seen is told."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from io import BytesIO

import pikepdf  # noqa: TID251  # another writer of what a scanner makes
import pytest
from pikepdf import Dictionary, Name  # noqa: TID251  # idem
from PIL import Image  # noqa: TID251  # idem
from test_html import faults  # noqa: F401  # the fixture

from agreements.formats.beside import Compared, page
from agreements.model.beside import Difference, Pair, Wording
from agreements.problems import AgreementsError
from agreements.problems.display import message
from agreements.signatures import examining, picturing, scans

A4 = (595, 842)
TEXT = "De Onderneming heeft de ambitie om in 2030 ten minste 90 kton minder uit te stoten"


def document(*pages: str, size: tuple[int, int] = A4, **how: object) -> bytes:
    """Return a PDF with lines of words on each page."""
    with pikepdf.new() as pdf:
        for words in pages:
            pdf.add_blank_page(page_size=size)
            font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
            pdf.pages[-1].Resources = Dictionary(Font=Dictionary(F=font))
            lines = "".join(f"({line}) Tj T*\n" for line in words.split("\n"))
            pdf.pages[-1].Contents = pdf.make_stream(f"BT /F 0.5 Tf 0.6 TL 5 800 Td {lines} ET".encode())
        target = BytesIO()
        pdf.save(target, **how)  # type: ignore[arg-type]  # as pikepdf takes it
    return target.getvalue()


def picture(size: tuple[int, int], form: str, *more: Image.Image) -> bytes:
    target = BytesIO()
    several = {"save_all": True, "append_images": more} if more else {}
    Image.new("1", size, 1).save(target, form, **several)
    return target.getvalue()


def drawn(length: int, times: int) -> bytes:
    """Return a PDF of a page whose drawing takes hundreds of megabytes once it is unpacked."""
    press, line = zlib.compressobj(9), b"0 0 m 9 9 l S\n" * (length // 14)
    packed = b"".join(press.compress(line) for _ in range(times)) + press.flush()
    with pikepdf.open(BytesIO(document(""))) as pdf:
        pdf.pages[0].Contents = pdf.make_stream(packed, Filter=Name.FlateDecode)
        target = BytesIO()
        pdf.save(target, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return target.getvalue()


def ten_thousand() -> bytes:
    with pikepdf.open(BytesIO(document(""))) as pdf:
        pdf.Root.Pages.Kids = pikepdf.Array([pdf.pages[0].obj] * 10_000)
        pdf.Root.Pages.Count = 10_000
        target = BytesIO()
        pdf.save(target)
    return target.getvalue()


ISSUED = document(TEXT)

UNSEEN: dict[str, tuple[Callable[[], bytes], str]] = {
    "nothing": (lambda: b"", "it is neither PDF nor PNG, JPEG or TIFF"),
    "words": (lambda: b"een scan", "it is neither PDF nor PNG, JPEG or TIFF"),
    "another kind of picture": (lambda: picture((9, 9), "GIF"), "it is neither PDF nor PNG, JPEG or TIFF"),
    "a PDF in name only": (lambda: b"%PDF-1.7\n" + b"x" * 999, "the file is damaged"),
    "half a picture": (lambda: picture((900, 900), "PNG")[:80], "the file is damaged"),
    "a password": (
        lambda: document("", encryption=pikepdf.Encryption(user="x", owner="y")),
        "it is encrypted with a password or key",
    ),
    "no pages": (document, "the file is damaged"),
    "ten thousand pages": (ten_thousand, "there are more than 200 pages"),
    "a picture of 900 million dots": (lambda: picture((30_000, 30_000), "PNG"), "it is neither PDF nor PNG, JPEG or TIFF"),
    "a picture of 100 million dots": (lambda: picture((10_000, 10_000), "TIFF"), "a page has more than 60 million dots"),
    "a drawing that fills memory": (lambda: drawn(1_400_000, 400), "reading it takes too much memory or breaks off"),
}


def refused(look: Callable[[], object]) -> str:
    """Return in words why a scan cannot be seen."""
    with pytest.raises(AgreementsError) as caught:
        look()
    (found,) = caught.value.problems
    assert found.code == "E610"
    return message(found, "en").removeprefix("no pages of the scan can be seen: ")


@pytest.mark.parametrize("name", UNSEEN)
def test_what_cannot_be_seen_is_refused_with_why(name: str) -> None:
    make, why = UNSEEN[name]
    assert refused(lambda: scans.beside(ISSUED, make())) == why


def test_a_scan_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "PATIENCE", 0.01)
    assert refused(lambda: scans.pages(ISSUED)) == "reading it takes too long"


def test_a_scan_that_is_too_large_is_not_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(examining, "LARGEST", 10)
    assert refused(lambda: scans.pages(ISSUED)) == "it is larger than 100 megabytes"


@pytest.mark.parametrize(
    ("content", "count"),
    [
        (document("a", "b", "c"), 3),
        (picture((30, 40), "PNG"), 1),
        (picture((30, 40), "JPEG"), 1),
        (picture((30, 40), "TIFF", Image.new("1", (30, 40)), Image.new("1", (30, 40))), 3),
    ],
)
def test_a_scan_has_as_many_pages_as_are_seen(content: bytes, count: int) -> None:
    assert scans.pages(content) == count
    assert [each.scan is not None for each in scans.beside(ISSUED, content)] == [True] * count


def test_a_page_of_any_size_becomes_a_picture_of_bounded_size() -> None:
    for size in ((14_400, 3), (3, 14_400), (3, 3), (842, 595)):
        (pair,) = scans.beside(ISSUED, document("", size=size))
        assert pair.scan is not None
        assert max(pair.scan.width, pair.scan.height) <= picturing.LONGEST + 1
        assert Image.open(BytesIO(pair.scan.content)).size == (pair.scan.width, pair.scan.height)


def test_a_page_that_one_of_both_lacks_is_told() -> None:
    longer = scans.beside(ISSUED, document(TEXT, "erbij"))
    shorter = scans.beside(document(TEXT, "eraf"), ISSUED)
    assert [(each.issued is None, each.scan is None, each.wording is None) for each in (*longer, *shorter)] == [
        (False, False, False),
        (True, False, True),
        (False, False, False),
        (False, True, True),
    ]


def test_words_that_differ_are_counted_and_shown() -> None:
    (alike,), (unlike,) = scans.beside(ISSUED, ISSUED), scans.beside(ISSUED, document(TEXT.replace("90 kton", "9 kton bijna")))
    assert alike.wording == Wording(16, 16, 16)
    assert unlike.wording == Wording(16, 17, 15, 2, (Difference("90", "9"), Difference("", "bijna")))


def test_a_scan_that_is_only_a_picture_has_no_words() -> None:
    (pair,) = scans.beside(ISSUED, document(""))
    assert pair.wording is None


def test_more_differences_than_are_read_are_counted() -> None:
    many = " ".join(f"w{number} x" for number in range(60))
    (pair,) = scans.beside(document(many), document(many.replace(" x", " " + "y" * 10)))
    assert pair.wording is not None
    assert (pair.wording.places, len(pair.wording.differences), pair.wording.alike) == (60, picturing.SHOWN, 60)


def test_more_words_than_are_compared_are_told() -> None:
    for words in ("\n".join(["w " * 200] * 21), "\n".join(["w" * 400] * 401)):
        (pair,) = scans.beside(ISSUED, document(words))
        assert pair.wording == Wording(0, 0, crowded=True)


# The page

NASTY = "<script>alert(1)</script>\u202e{x}"
ABOUT = Compared(
    company=f"Fabriek {NASTY}",
    document="Expression of Principles, uitgifte eop-nl-1, versie 1.0 (nl)",
    signatory=f"G. {NASTY}",
    signed_on="1 november 2026",
    place=f"kluis {NASTY}",
    compared="nog niemand",
    issued="ab" * 32,
    scan="cd" * 32,
    command="maatwerk sign attest fabriek --signatory gedep --issue eop-nl-1 --as UW-ID",
)


def pairs() -> tuple[Pair, ...]:
    """Return pages of every sort: alike, other words, only a picture, too many words, and one that either lacks."""
    first, last = scans.beside(ISSUED, document(TEXT.replace("90", "<b>9"), "erbij"))
    wording = first.wording
    assert wording is not None
    sorts = (Wording(16, 16, 16), wording, None, Wording(0, 0, crowded=True), Wording(60, 60, 0, 60, (Difference("a", "b"),)))
    return (*(Pair(first.issued, first.scan, each) for each in sorts), last, Pair(first.issued, None))


def test_the_page_shows_every_page_and_says_what_is_alike() -> None:
    html = page(ABOUT, pairs(), "en").decode()
    assert html.count("<figure>") == 14
    assert html.count("<img ") == 12
    for said in (
        '<h2 id="page-7">Page 7 of 7</h2>',
        "The text layer of the scan has the same 16 words. That proves nothing",
        "Of 16 issued words 15 stand in the text layer of the scan (16 words); differences: 1.",
        "<tr><td>90</td><td>&lt;b&gt;9</td></tr>",
        "The scan has no text layer here",
        "too many words here to compare",
        "The first 1 of 60.",
        "This page was not issued.",
        "The scan does not have this page.",
        "issued 6, scanned 6",
        "ab" * 32,
        "cd" * 32,
        "maatwerk sign attest fabriek --signatory gedep --issue eop-nl-1 --as UW-ID",
    ):
        assert said in html, said
    assert "proven" not in html


def test_nothing_of_others_is_more_than_words_and_nothing_is_fetched() -> None:
    html = page(ABOUT, pairs(), "nl").decode()
    assert "<script" not in html
    assert re.findall(r"""(?:src|href)="(?!data:image/jpeg;base64,)""", html) == []
    assert "default-src &#39;none&#39;; img-src data:; style-src &#39;sha256-" in html


@pytest.mark.proof
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(("scheme", "width"), [("light", 360), ("light", 1200), ("dark", 1200)])
def test_axe_finds_no_fault_and_the_page_fits_the_screen(faults: object, language: str, scheme: str, width: int) -> None:  # noqa: F811  # the fixture
    assert callable(faults)
    html = page(ABOUT, pairs(), language).decode()
    unbound = re.sub(r"<meta http-equiv=[^>]*>", "", html)  # axe is a script, which the policy forbids
    assert faults(unbound, scheme, width) == ([], width)
    assert "image-alt" in faults(unbound.replace(" alt=", " data-alt="), scheme, width)[0]
