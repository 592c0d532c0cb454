"""What is to be seen in a signed field: who signed, in which capacity and when, as a PDF of one small page with its own typefaces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce
from html import escape
from typing import Any

from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration

from agreements.formats import fonts
from agreements.formats.to_pdf import COLOURS, LOCK, SCHEME, Fetcher, check_fonts, colours, name_fonts

WORDS = {
    "nl": ("Digitaal ondertekend door", "TEST: geen rechtsgeldige handtekening"),
    "en": ("Digitally signed by", "TEST: not a legally valid signature"),
}

STYLE = """
@page { margin: 2pt 0; size: WIDTHpt HEIGHTpt }
body { color: #000; font: SIZEpt/LEADINGpt "Pinned SourceSansPro"; margin: 0 }
p { margin: 0 }
.name { font-weight: 600 }
.test { border: 0.6pt solid #000; font-weight: 600; margin-top: 1.5pt; padding: 0 2pt; display: inline-block }
"""

SIZES = (7.5, 7.0, 6.5, 6.0, 5.5, 5.0, 4.5, 4.0)
"""Points of the type, the largest first: eight places to sign on a page have little room, and a capacity may be long."""

LEADING = 9.5 / 7.5


@dataclass(frozen=True, slots=True)
class Stamp:
    """The lines of a signature that can be seen; `moment` as it is printed; `test` marks it as no real signature."""

    name: str
    capacity: str
    moment: str
    language: str = "nl"
    test: bool = False


def render(stamp: Stamp, width: float, height: float) -> bytes:
    """Return the page, `width` by `height` points; the same bytes for the same stamp. Where the room is small, so is the type.

    Raise UnprintableError for characters that the pinned fonts do not have.
    """
    with LOCK:
        layout = _layout(stamp, width, height)
        options = {"pdf_variant": "pdf/a-2u", "output_intent": COLOURS}
        return layout.copy(layout.pages[:1]).write_pdf(finisher=_finish, **options)  # type: ignore[no-any-return]  # weasyprint has no types


def _layout(stamp: Stamp, width: float, height: float) -> Any:  # noqa: ANN401  # weasyprint has no types
    """Return the page in the largest type in which everything is on it; in the smallest, what is left over is the capacity."""
    layout = None
    for size in SIZES:
        configuration = FontConfiguration()
        sizes = {"WIDTH": width, "HEIGHT": height, "SIZE": size, "LEADING": size * LEADING}
        rules = reduce(lambda text, each: text.replace(each[0], f"{each[1]:.2f}"), sizes.items(), STYLE)
        style = CSS(string=fonts.rules(SCHEME) + rules, font_config=configuration, url_fetcher=Fetcher())
        page = HTML(string=_markup(stamp), url_fetcher=Fetcher(), base_url="")
        layout = page.render(stylesheets=[style], font_config=configuration, color_profiles=colours())
        if len(layout.pages) == 1:
            break
    return layout


def _finish(layout: object, pdf: object) -> None:
    check_fonts(layout)
    name_fonts(pdf)


def _markup(stamp: Stamp) -> str:
    lead, warning = WORDS[stamp.language]
    lines = [("lead", lead), ("name", stamp.name), ("moment", stamp.moment), ("capacity", stamp.capacity)]
    test = [("test", warning)] if stamp.test else []
    body = "".join(f'<p class="{kind}">{escape(text)}</p>' for kind, text in [*test, *lines] if text)
    return f'<html lang="{stamp.language}"><title>{escape(lead)}</title><body>{body}</body></html>'
