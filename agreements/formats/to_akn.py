"""The document in Akoma Ntoso 3.0 (OASIS LegalDocML), for archives and search.

The type is `doc`: an agreement is no act or bill, and `statement` is meant for formal expressions of one body. `eId`s follow the naming
convention (`art_4__para_2__point_a`) and come from the numbers; `wId`s keep the stable name of a clause. Any tree gives a valid file, also
one that was not made from a template.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain, count, takewhile

from agreements.drafting.document import (
    Align,
    Blank,
    Block,
    Definition,
    Division,
    Document,
    Emphasis,
    Figure,
    FillIn,
    Inline,
    Node,
    Paragraph,
    Reference,
    Revision,
    Role,
    SignatureBlock,
    Space,
    Strong,
    Table,
    TermUse,
    Text,
    Value,
    Withheld,
    inlines,
    nodes,
)
from agreements.formats.drawing import data_address
from agreements.formats.xmltext import attribute, clean

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
NO_DATE = "0001-01-01"
"""The schema wants a date; a draft without one gets the first day that it can hold."""

ELEMENTS = {
    Role.PART: ("part", "part"),
    Role.ARTICLE: ("article", "art"),
    Role.PARAGRAPH: ("paragraph", "para"),
    Role.ITEM: ("point", "point"),
    Role.SUBITEM: ("indent", "indent"),
    Role.ANNEX: ("hcontainer", "annex"),
}
_LANGUAGES = {"nl": "nld", "en": "eng"}


def render(document: Document) -> bytes:
    """Return the document as XML in UTF-8, valid against the Akoma Ntoso 3.0 schema."""
    terms = _terms(document)
    names = _Names.of(document, terms)
    writer = _Writer(names)
    parts = "".join(map(writer.division, document.parts)) or "<p/>"  # the schema wants something there
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<akomaNtoso xmlns="{NAMESPACE}"><doc name={attribute(document.kind)}>'
        f"{_meta(document, terms, names)}{writer.preface(document)}<mainBody>{parts}</mainBody></doc></akomaNtoso>\n"
    ).encode()


@dataclass
class _Names:
    """The eIds of a document: none stands twice, whatever numbers and names the tree holds."""

    nodes: dict[str, str] = field(default_factory=dict)  # by uid
    terms: dict[str, str] = field(default_factory=dict)  # by id
    taken: set[str] = field(default_factory=lambda: {"maatwerk", "office"})

    @classmethod
    def of(cls, document: Document, terms: Iterable[str]) -> _Names:
        """Return the eIds of divisions, tables, places to sign and terms."""
        names = cls()
        for part in document.parts:
            names.division(part, "")
        for term in terms:
            names.terms[term] = names.free(f"term_{_name(term)}", term)
        return names

    def division(self, division: Division, above: str) -> None:
        """Name a division, which stands in the one that is named `above`, and what it holds."""
        own = f"{ELEMENTS[division.role][1]}_{_name(division.number or division.uid.removeprefix('part.'))}"
        top = division.role in {Role.PART, Role.ARTICLE, Role.ANNEX} or not above
        name = self.nodes[division.uid] = self.free(own if top else f"{above}__{own}", division.uid)
        for child in division.children:
            match child:
                case Division():
                    self.division(child, name)
                case Table():
                    self.nodes[child.uid] = self.free(f"table_{_name(child.uid)}", child.uid)
                case SignatureBlock():
                    self.nodes[child.uid] = self.free(_name(child.uid), child.uid)
                case _:
                    pass

    def free(self, name: str, uid: str) -> str:
        """Return a name that nothing has yet: as wanted, else with the uid, else with a count."""
        wanted = chain((name, f"{name}__{_name(uid)}"), (f"{name}__{number}" for number in count(2)))
        found = next(each for each in wanted if each not in self.taken)
        self.taken.add(found)
        return found


def _terms(document: Document) -> dict[str, str]:
    """Return the words of each term that is used or defined, by its id; those of its definition come first."""
    used = {inline.term: inline.text for inline in inlines(document) if isinstance(inline, TermUse)}
    return dict(sorted((used | {node.term: node.name for node in nodes(document) if isinstance(node, Definition)}).items()))


def _name(text: str) -> str:
    """Return a text as part of an identifier, which has letters and digits and is never empty."""
    return re.sub(r"[^A-Za-z0-9]+", "-", text).strip("-") or "x"


def _meta(document: Document, terms: Mapping[str, str], names: _Names) -> str:
    """Return who, what, when and in which language (FRBR), and the terms that the document defines.

    The work has no date in its address: it is the same work in all its versions, and when it began is not known.
    """
    date = attribute(document.date or NO_DATE)
    language = _LANGUAGES[document.language]
    work = f"/akn/nl/doc/{document.kind}/{_name(document.identifier)}"
    expression = f"{work}/{language}@{_name(document.version)}"
    levels = (
        ("Work", work, '<FRBRcountry value="nl"/>'),
        ("Expression", expression, f'<FRBRlanguage language="{language}"/>'),
        ("Manifestation", f"{expression}.akn", ""),
    )
    frbr = "".join(
        f"<FRBR{level}><FRBRthis value={attribute(uri + '/!main' if level != 'Manifestation' else uri)}/><FRBRuri value={attribute(uri)}/>"
        f'<FRBRdate date={date} name="generation"/><FRBRauthor href="#office"/>{more}</FRBR{level}>'
        for level, uri, more in levels
    )
    concepts = "".join(
        f'<TLCTerm eId="{names.terms[term]}" href="/akn/ontology/term/{_name(term)}" showAs={attribute(name)}/>'
        for term, name in terms.items()
    )
    return (
        f'<meta><identification source="#maatwerk">{frbr}</identification><references source="#maatwerk">'
        '<TLCOrganization eId="maatwerk" href="/akn/ontology/organization/maatwerk" showAs="maatwerk"/>'
        f'<TLCOrganization eId="office" href="/akn/ontology/organization/office" showAs="office"/>{concepts}</references></meta>'
    )


@dataclass
class _Writer:
    """Writes nodes; knows their names."""

    names: _Names

    def preface(self, document: Document) -> str:
        """Return what stands above the first part."""
        furniture = document.furniture
        status = f'<p class="status">{clean(furniture.header_end)}</p>' if furniture.header_end else ""
        notices = "".join(f'<p class="notice">{clean(notice)}</p>' for notice in furniture.notices)
        subtitle = f'<p class="subtitle">{self.inlines(document.subtitle)}</p>' if document.subtitle else ""
        return f"<preface>{status}<p><docTitle>{clean(document.title)}</docTitle></p>{subtitle}{notices}</preface>"

    def division(self, division: Division) -> str:
        """Return a division: number and heading, then either its lines, or lines, divisions and lines in order."""
        element = ELEMENTS[division.role][0]
        name = ' name="annex"' if division.role is Role.ANNEX else ""
        identity = f"eId={attribute(self.names.nodes[division.uid])} wId={attribute(_name(division.uid))}"
        number = f"<num>{clean(division.marker)}</num>" if division.marker else ""
        heading = f"<heading>{self.inlines(division.heading)}</heading>" if division.heading else ""
        note = f"<subheading>{self.inlines(division.note)}</subheading>" if division.note else ""
        return f"<{element}{name} {identity}>{number}{heading}{note}{self.content(division)}</{element}>"

    def content(self, division: Division) -> str:
        """Return the inside of a division; the schema wants lines before the first division in an intro, later ones in a container."""
        children = division.children
        if not any(isinstance(child, Division) for child in children):
            return f"<content>{self.blocks(child for child in children if not isinstance(child, Division))}</content>"
        leading = tuple(takewhile(lambda child: not isinstance(child, Division), children))
        intro = f"<intro>{self.blocks(_only_blocks(leading))}</intro>" if leading else ""
        rest = children[len(leading) :]
        return intro + "".join(
            self.division(node) if isinstance(node, Division) else self.between(node, division, place) for place, node in enumerate(rest, 1)
        )

    def between(self, block: Block, division: Division, place: int) -> str:
        """Return a line that stands after a division."""
        name = attribute(f"{self.names.nodes[division.uid]}__lines_{place}")
        return f'<hcontainer name="lines" eId={name}><content>{self.blocks([block])}</content></hcontainer>'

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Return blocks in order."""
        return "".join(self.block(block) for block in blocks)

    def block(self, block: Block) -> str:
        """Return one block."""
        match block:
            case Paragraph():
                return f"<p>{self.inlines(block.children)}</p>"
            case Definition():
                name = f'<def refersTo="#{self.names.terms[block.term]}"><i>{clean(block.name)}</i></def>'
                return f"<p>{name}: {self.inlines(block.children)}</p>"
            case Table():
                return self.table(block)
            case Figure():
                return self.figure(block)
            case SignatureBlock():
                return self.signature(block)

    def figure(self, figure: Figure) -> str:
        """Return a figure: its caption, and the picture with what it shows in words."""
        picture = f"<img src={attribute(data_address(figure))} alt={attribute(figure.alternative)}/>"
        return f'<p class="caption">{self.inlines(figure.caption)}</p><p class="figure">{picture}</p>'

    def table(self, table: Table) -> str:
        """Return a table; the first cell of a row is its head."""
        heads = "".join(f"<th{_aligned(column.align)}><p>{self.inlines(column.children)}</p></th>" for column in table.columns)
        rows = "".join(f"<tr>{''.join(self.cells(row, table))}</tr>" for row in table.rows)
        caption = f"<caption>{self.inlines(table.caption)}</caption>"
        return f"<table eId={attribute(self.names.nodes[table.uid])}>{caption}<tr>{heads}</tr>{rows}</table>"

    def cells(self, row: Sequence[tuple[Inline, ...]], table: Table) -> Iterator[str]:
        """Yield the cells of a row."""
        for place, (cell, column) in enumerate(zip(row, table.columns, strict=True)):
            tag = "th" if place == 0 else "td"
            yield f"<{tag}{_aligned(column.align)}><p>{self.inlines(cell)}</p></{tag}>"

    def signature(self, block: SignatureBlock) -> str:
        """Return a place to sign."""
        lines = "".join(
            f'<p class="{space.space.value}">{clean(space.label)} <fillIn/></p>'
            for space in block.spaces
            if space.space is not Space.SIGNATURE
        )
        return (
            f'<tblock eId={attribute(self.names.nodes[block.uid])} class="signature"><p>{self.inlines(block.party)}</p><p><fillIn/></p>'
            f"<p>{self.inline(block.name)}</p><p>{self.inline(block.function)}</p>{lines}</tblock>"
        )

    def inlines(self, children: Iterable[Inline]) -> str:
        """Return runs of words."""
        return "".join(map(self.inline, children))

    def inline(self, inline: Inline) -> str:  # noqa: PLR0911  # one per kind of inline
        """Return one inline."""
        match inline:
            case Text() | Value():
                return clean(inline.text)
            case Strong():
                return f"<b>{self.inlines(inline.children)}</b>"
            case Emphasis():
                language = f" xml:lang={attribute(inline.language)}" if inline.language else ""
                return f"<i{language}>{self.inlines(inline.children)}</i>"
            case TermUse():
                return f'<term refersTo="#{self.names.terms[inline.term]}">{clean(inline.text)}</term>'
            case Reference():
                return self.reference(inline)
            case Blank():
                return f"<placeholder originalText={attribute(inline.label)}>[{clean(inline.label)}]</placeholder>"
            case FillIn():
                return "<fillIn/>"
            case Withheld():
                return f"<omissis>{clean(inline.text)}</omissis>"
            case Revision():
                sides = (("del", inline.was), ("ins", inline.now))
                return "".join(f"<{tag}>{self.inlines(side)}</{tag}>" for tag, side in sides if side)

    def reference(self, reference: Reference) -> str:
        """Return a link to what a reference points to; to the first of several, because an element holds one."""
        target = next((self.names.nodes[uid] for uid in reference.targets if uid in self.names.nodes), None)
        return f"<ref href={attribute('#' + target)}>{clean(reference.text)}</ref>" if target else clean(reference.text)


def _only_blocks(children: Iterable[Node]) -> Iterator[Block]:
    return (child for child in children if not isinstance(child, Division))


def _aligned(align: Align) -> str:
    return ' class="end"' if align is Align.END else ""
