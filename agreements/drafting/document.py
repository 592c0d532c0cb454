"""The document tree: what every draft is, and all that a renderer sees.

A tree is frozen and complete: numbers, references and values already stand in it as words, so that no renderer computes
anything. Its node kinds are few on purpose; a new legal form is a new clause, not a new node.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum


class Role(StrEnum):
    """What a division is in the hierarchy of a Dutch legal text (Aanwijzingen voor de regelgeving 3.5)."""

    PART = "part"
    ARTICLE = "article"
    PARAGRAPH = "paragraph"  # lid
    ITEM = "item"  # onderdeel: a, b, c
    SUBITEM = "subitem"  # 1°, 2°
    ANNEX = "annex"


class Status(StrEnum):
    """A draft shows its blanks; a final has none."""

    DRAFT = "draft"
    FINAL = "final"


class Space(StrEnum):
    """What is written by hand at signing."""

    PLACE = "place"
    DATE = "date"
    SIGNATURE = "signature"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Text:
    """Words as they are printed."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold: only at the point of definition."""

    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Italic: only for terms in another language; `language` is then that language, else empty."""

    children: tuple[Inline, ...]
    language: str = ""


@dataclass(frozen=True, slots=True)
class TermUse:
    """A defined term where it is used: `term` is its id, `text` the surface that is printed."""

    term: str
    text: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to divisions by uid; `text` is what is printed ("artikel 4, tweede lid")."""

    targets: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Value:
    """A fact where it is printed: the path of its field, the printed words and its exact parts as strings."""

    path: str
    text: str
    exact: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """A fact that is missing; printed visibly as its label in brackets."""

    path: str
    label: str


@dataclass(frozen=True, slots=True)
class FillIn:
    """Room for what is written at signing; it prints no words, only its rule."""

    space: Space
    label: str


@dataclass(frozen=True, slots=True)
class Withheld:
    """Where words were left out of a public copy: `text` is what is printed there, with the number and the ground ("[1 – 5.1.2.e Woo]")."""

    text: str


@dataclass(frozen=True, slots=True)
class Revision:
    """Words that changed between two versions: what stood there and what stands there now; either may be nothing.

    Only the tree of a redline has it (see `comparison`); a draft never does, and as JSON it is no document tree.
    """

    was: tuple[Inline, ...]
    now: tuple[Inline, ...]


Inline = Text | Strong | Emphasis | TermUse | Reference | Value | Blank | FillIn | Withheld | Revision


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    uid: str
    children: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Definition:
    """A defined term and its meaning; printed as "term: meaning"."""

    uid: str
    term: str
    name: str
    children: tuple[Inline, ...]


class Align(StrEnum):
    """How a column is set."""

    START = "start"
    END = "end"


@dataclass(frozen=True, slots=True)
class Column:
    """The head of a table column."""

    children: tuple[Inline, ...]
    align: Align = Align.START


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one head row; the first cell of each row is its row head. Rows are as long as `columns`."""

    uid: str
    caption: tuple[Inline, ...]
    columns: tuple[Column, ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]


class Shape(StrEnum):
    """What a mark in a figure looks like; shapes differ, not colours alone, so that everybody can tell them apart."""

    DOT = "dot"
    RING = "ring"
    SQUARE = "square"
    DIAMOND = "diamond"
    TRIANGLE = "triangle"
    BAR = "bar"


class LineStyle(StrEnum):
    """How a line is drawn."""

    FAINT = "faint"
    FIRM = "firm"
    DASHED = "dashed"


class Anchor(StrEnum):
    """Which part of a label stands at its place."""

    START = "start"
    MIDDLE = "middle"
    END = "end"


@dataclass(frozen=True, slots=True)
class Mark:
    """A shape whose middle stands at `x`, `y` in tenths of a millimetre from the upper left; `width` and `height` are its own."""

    shape: Shape
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: int
    y1: int
    x2: int
    y2: int
    style: LineStyle


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a figure: `x` is their start, middle or end, `y` the line that they stand on."""

    x: int
    y: int
    text: str
    anchor: Anchor


Drawn = Mark | Stroke | Label


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing under its caption, in tenths of a millimetre.

    What it shows stands in words beside it, in a table: `alternative` is what a reader who does not see it hears.
    """

    uid: str
    caption: tuple[Inline, ...]
    alternative: str
    width: int
    height: int
    drawing: tuple[Drawn, ...]


@dataclass(frozen=True, slots=True)
class SignatureBlock:
    """One place to sign. `party` says for whom and in which capacity; name and function are values or blanks."""

    uid: str
    signatory: str
    party: tuple[Inline, ...]
    name: Inline
    function: Inline
    spaces: tuple[FillIn, ...]


Block = Paragraph | Definition | Table | Figure | SignatureBlock


@dataclass(frozen=True, slots=True)
class ClauseIdentity:
    """Which clause a division was drafted from: enough to find it again, nothing about its alternatives."""

    id: str
    version: int
    digest: str


@dataclass(frozen=True, slots=True)
class Division:
    """A numbered or headed part of the document.

    `marker` is what is printed before it ("Artikel 4", "1.", "a.", "1°.", "Bijlage 2"; empty for a part); `number` is the number in it.
    `note` is printed small under the heading of an annex ("behorende bij artikel 4").
    """

    uid: str
    role: Role
    marker: str
    number: str
    heading: tuple[Inline, ...]
    children: tuple[Node, ...]
    note: tuple[Inline, ...] = ()
    clause: ClauseIdentity | None = None


Node = Division | Block


@dataclass(frozen=True, slots=True)
class Furniture:
    """What stands in the margins of every page and above the title."""

    header_start: str
    header_end: str
    footer_start: str
    page_before: str  # "Pagina" in "Pagina 1 van 9"
    page_between: str  # "van"
    notices: tuple[str, ...] = ()  # "Reconstructie uit openbare bronnen; ...": on every page


@dataclass(frozen=True, slots=True)
class Document:
    """A whole draft in one language. `date` is ISO (a day) or empty; nothing in a document depends on today.

    `identifier` names the work: the same for all its languages and versions, letters and digits and hyphens.
    """

    kind: str
    identifier: str
    language: str
    title: str
    subtitle: tuple[Inline, ...]
    status: Status
    version: str
    date: str
    template_version: str
    furniture: Furniture
    parts: tuple[Division, ...]
    format: int = field(default=1, kw_only=True)


def plain(inlines: tuple[Inline, ...]) -> str:
    """Return the printed words of inlines; a blank prints as its label in brackets, a fill-in as nothing, a revision as both its sides."""
    return "".join(map(_plain, inlines))


def _plain(inline: Inline) -> str:
    match inline:
        case Text() | TermUse() | Reference() | Value() | Withheld():
            return inline.text
        case Strong() | Emphasis():
            return plain(inline.children)
        case Blank():
            return f"[{inline.label}]"
        case FillIn():
            return ""
        case Revision():
            return plain(inline.was) + plain(inline.now)


def nodes(document: Document) -> Iterator[Node]:
    """Yield every division and block in reading order."""
    for part in document.parts:
        yield from below(part)


def below(node: Node) -> Iterator[Node]:
    """Yield a node and, in reading order, everything under it."""
    yield node
    if isinstance(node, Division):
        for child in node.children:
            yield from below(child)


def inline_groups(node: Node) -> Iterator[tuple[Inline, ...]]:
    """Yield the runs of inlines that a node itself holds (not those of divisions and blocks under it)."""
    match node:
        case Division():
            yield node.heading
            yield node.note
        case Paragraph() | Definition():
            yield node.children
        case Figure():
            yield node.caption
        case Table():
            yield node.caption
            yield from (column.children for column in node.columns)
            for row in node.rows:
                yield from row
        case SignatureBlock():
            yield node.party
            yield (node.name,)
            yield (node.function,)
            yield node.spaces


def inlines(document: Document) -> Iterator[Inline]:
    """Yield every inline of the document, those inside others included."""
    yield from flat(document.subtitle)
    for node in nodes(document):
        for group in inline_groups(node):
            yield from flat(group)


def flat(group: tuple[Inline, ...]) -> Iterator[Inline]:
    """Yield inlines and those inside them, in reading order."""
    for inline in group:
        yield inline
        if isinstance(inline, Strong | Emphasis):
            yield from flat(inline.children)
        elif isinstance(inline, Revision):
            yield from flat((*inline.was, *inline.now))
