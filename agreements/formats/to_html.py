"""The document as one accessible HTML page that needs nothing from elsewhere; its markup is also what PDF is set from."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, PackageLoader, StrictUndefined, Template
from markupsafe import Markup

from agreements.drafting.document import Block, Definition, Division, Document, Inline, Node, Role, SignatureBlock, Space, nodes, plain
from agreements.formats import signing
from agreements.formats.drawing import data_address
from agreements.formats.flow import HEADINGS, SHORT, columns, heading_column, tied

LISTED = {Role.PARAGRAPH, Role.ITEM, Role.SUBITEM}
"""Divisions that print as items of a list: they have a marker and no heading."""


def render(document: Document) -> bytes:
    """Return the page in UTF-8; what a value holds is printed as words, whatever it looks like."""
    return markup(document, paged=False).encode()


class Shown:
    """How a draft prints what its tree holds as bare words; `redline_page` says it of a redline."""

    style = ""

    def __init__(self, document: Document) -> None:
        self.document = document

    def marker(self, division: Division) -> str:
        """Return the marker of a division."""
        return division.marker

    def words(self, node: Node, text: str) -> str:
        """Return other words of a node: the name of a definition, the label of a line."""
        del node
        return text

    def margin(self, name: str) -> str:
        """Return what stands in the margins under a name of `Furniture`."""
        return str(getattr(self.document.furniture, name))

    def title(self) -> str:
        """Return the title."""
        return self.document.title

    def notices(self) -> Sequence[str]:
        """Return the notices."""
        return self.document.furniture.notices

    def legend(self) -> Sequence[str]:
        """Return what a reader has to know of the marks in the page; a draft has none."""
        return ()

    def revision(self, was: str, now: str) -> str:
        """Return the words of both sides, both already HTML; a draft has none, and a redline is measured by them."""
        return was + now

    def runs(self, children: Iterable[Node]) -> list[tuple[str, list[Node]]]:
        """Return children in groups: list items, definitions and signature blocks that follow one another belong together."""
        return [(name, list(run)) for name, run in groupby(children, key=kind_of_run)]


def markup(document: Document, *, paged: bool, shown: Shown | None = None) -> str:
    """Return the HTML of a document; `paged` has header and footer come first, to run on every page, without the style of screens."""
    shown = shown or Shown(document)
    uids = frozenset(node.uid for node in nodes(document))
    style = shown.style if paged else asset("screen.css") + shown.style
    headings = {role: heading_column(document, role) for role in HEADINGS} if paged else {}
    widths = columns(document) if paged else {}
    return _template().render(document=document, paged=paged, shown=shown, style=style, uids=uids, headings=headings, widths=widths)


def asset(name: str) -> str:
    """Return a stylesheet or other text that lies beside the templates."""
    return (files("agreements.formats") / "pages" / name).read_text("utf-8")


def environment() -> Environment:
    """Return what fills the templates beside this module; whatever is put in them is words, never markup."""
    return Environment(
        autoescape=True,
        keep_trailing_newline=True,
        loader=PackageLoader("agreements.formats", "pages"),
        lstrip_blocks=True,
        trim_blocks=True,
        undefined=StrictUndefined,
    )


@cache
def _template() -> Template:
    own = environment()
    own.filters |= {
        "kind": _kind,
        "picture": data_address,
        "plain": plain,
        "short": _is_short,
        "tied": tied,
        "target": _target,
        "unbroken": _unbroken,
        "level": _level,
        "setting": signing.setting,
        "height": signing.height,
    }
    own.globals["SIGNATURE"] = Space.SIGNATURE
    return own.get_template("document.html")


def _is_short(cell: tuple[Inline, ...]) -> bool:
    return len(plain(cell)) <= SHORT


_REFERENCE = re.compile(r"[^\W\d_]{1,20}\.\d\w{0,20}")
"""As in SA.000008: a line would break behind the point (measured: Pango 1.50.12 does, though UAX 14, LB25 and LB29, forbids it)."""


def _unbroken(text: str) -> str | Markup:
    """Return a text of which no line ends within a reference."""
    found = list(_REFERENCE.finditer(text))
    if not found:
        return text
    made, end = Markup(), 0
    for each in found:
        made += Markup('{}<span class="unbroken">{}</span>').format(text[end : each.start()], each.group())
        end = each.end()
    return made + text[end:]


def _kind(node: Node | Inline) -> str:
    return type(node).__name__


def kind_of_run(node: Division | Block) -> str:
    """Return what a node is set together with."""
    match node:
        case Division():
            return f"list-{node.role}" if node.role in LISTED else "division"
        case Definition():
            return "definitions"
        case SignatureBlock():
            return "signatures"
        case _:
            return "block"


def _target(targets: tuple[str, ...], uids: Mapping[str, object] | frozenset[str]) -> str:
    """Return the first division referred to that is in this document, or nothing: a link never leads nowhere."""
    return next((uid for uid in targets if uid in uids), "")


def _level(division: Division, level: int) -> int:
    """Return the level of headings below a division, so that levels have no gaps."""
    return min(level + bool(division.heading or division.marker), 6)
