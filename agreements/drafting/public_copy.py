"""The tree of a public copy: the words of an issued document without what is withheld, and without anything that nobody reads.

No fact keeps its path, no clause its identity, no place its name in the tree: a copy holds what it prints. Places to sign become a table of
who signs; signatures, places and dates of signing are no part of a public copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, takewhile

from agreements.drafting.document import (
    Column,
    Definition,
    Division,
    Document,
    Emphasis,
    Figure,
    Inline,
    Node,
    Paragraph,
    Reference,
    Role,
    SignatureBlock,
    Strong,
    Table,
    TermUse,
    Text,
    Value,
    inline_groups,
    nodes,
    plain,
)
from agreements.drafting.passages import CAPTION, FUNCTION, HEADING, NAME, NOTE, PARTY, TEXT, Passages, Slot
from agreements.drafting.redacting import Groups, Redaction
from agreements.drafting.wording import TONGUES, words
from agreements.model.redaction import cited
from agreements.model.values import parse_date

WORDS = {
    "nl": {
        "header": "Openbare versie",
        "face": "Openbare versie van {issue}, uitgegeven op {day}. Zonder handtekeningen.",
        "marked": "Een weggelaten passage is gemarkeerd met nummer en grond uit de Wet open overheid (Woo); de lijst staat achteraan.",
        "signed": "Een openbare versie bevat geen handtekeningen, en niet waar en wanneer is getekend.",
        "signatories": "Ondertekenaars",
        "party": "Partij",
        "name": "Naam",
        "function": "Functie",
        "list": "Weggelaten passages",
        "nothing": "In deze openbare versie is niets weggelaten.",
        "lead": "De volgende passages zijn in deze openbare versie weggelaten op grond van de Wet open overheid (Woo).",
        "number": "Nr.",
        "place": "Plaats",
        "ground": "Grond",
        "caption": "Weggelaten passages en hun gronden",
        "paragraph": "lid",
        "item": "onder",
        "heading": "opschrift",
        "cell": "rij {row}, kolom {column}",
        "signing": "Ondertekening",
    },
    "en": {
        "header": "Public copy",
        "face": "Public copy of {issue}, issued on {day}. Without signatures.",
        "marked": "A withheld passage is marked with its number and its ground in the Open Government Act (Woo); the list is at the end.",
        "signed": "A public copy holds no signatures, and not where and when it was signed.",
        "signatories": "Signatories",
        "party": "Party",
        "name": "Name",
        "function": "Function",
        "list": "Withheld passages",
        "nothing": "Nothing was withheld from this public copy.",
        "lead": "The following passages were withheld from this public copy under the Open Government Act (Wet open overheid, Woo).",
        "number": "No.",
        "place": "Place",
        "ground": "Ground",
        "caption": "Withheld passages and their grounds",
        "paragraph": "paragraph",
        "item": "under",
        "heading": "heading",
        "cell": "row {row}, column {column}",
        "signing": "Signing",
    },
}


@dataclass(frozen=True, slots=True)
class Face:
    """What a public copy says it is: the id of its issue, the day on which that went out and the day on which the copy is made (ISO)."""

    issue: str
    issued: str
    made: str


def public_copy(passages: Passages, groups: Groups, found: Sequence[Redaction], face: Face) -> Document:
    """Return the tree of a public copy; `groups` are the runs of words that are left, by the node and slot that they stand in."""
    document = passages.document
    said, tongue = WORDS[document.language], TONGUES[document.language]
    notices = [said["face"].format(issue=face.issue, day=words(parse_date(face.issued), tongue))]
    notices += [said["marked"]] if found else []
    names = {node.uid: f"n{number}" for number, node in enumerate(nodes(document), 1)}
    copier = _Copier(groups, names, said)
    return replace(
        document,
        subtitle=copier.bare(document.subtitle),
        template_version="",
        date=face.made,
        furniture=replace(document.furniture, header_end=said["header"], notices=(*notices, *document.furniture.notices)),
        parts=(*map(copier.division, document.parts), _listed(passages, groups, found, said)),
    )


@dataclass(frozen=True, slots=True)
class _Copier:
    groups: Groups
    names: Mapping[str, str]
    said: Mapping[str, str]

    def run(self, uid: str, slot: Slot) -> tuple[Inline, ...]:
        return self.bare(self.groups[uid, slot])

    def bare(self, group: Iterable[Inline]) -> tuple[Inline, ...]:
        """Return inlines that hold only what they print."""
        return tuple(map(self._bare, group))

    def _bare(self, inline: Inline) -> Inline:
        match inline:
            case Value() | TermUse():
                return Text(inline.text)
            case Reference():
                targets = tuple(self.names[uid] for uid in inline.targets if uid in self.names)
                return Reference(targets, inline.text) if targets else Text(inline.text)
            case Strong() | Emphasis():
                return replace(inline, children=self.bare(inline.children))
            case _:
                return inline

    def division(self, division: Division) -> Division:
        return replace(
            division,
            uid=self.names[division.uid],
            heading=self.run(division.uid, HEADING),
            note=self.run(division.uid, NOTE),
            clause=None,
            children=tuple(self.nodes(division)),
        )

    def nodes(self, division: Division) -> Iterator[Node]:
        for signs, group in groupby(division.children, key=lambda each: isinstance(each, SignatureBlock)):
            if signs:
                blocks = [each for each in group if isinstance(each, SignatureBlock)]
                yield from self.signatories(blocks)
            else:
                yield from map(self.node, group)

    def node(self, node: Node) -> Node:
        match node:
            case Division():
                return self.division(node)
            case Paragraph():
                return Paragraph(self.names[node.uid], self.run(node.uid, TEXT))
            case Definition():
                name = self.names[node.uid]
                return Definition(name, name, node.name, self.run(node.uid, TEXT))
            case Table():
                return self.table(node)
            case Figure():  # a drawing could show what is withheld; its table is copied
                return Paragraph(self.names[node.uid], self.run(node.uid, CAPTION))
            case SignatureBlock():
                message = "places to sign are copied together"
                raise TypeError(message)

    def table(self, table: Table) -> Table:
        columns = tuple(
            replace(column, children=self.run(table.uid, Slot("head", 0, place))) for place, column in enumerate(table.columns, 1)
        )
        rows = tuple(
            tuple(self.run(table.uid, Slot("cell", number, place)) for place in range(1, len(columns) + 1))
            for number in range(1, len(table.rows) + 1)
        )
        return Table(self.names[table.uid], self.run(table.uid, CAPTION), columns, rows)

    def signatories(self, blocks: Sequence[SignatureBlock]) -> Iterator[Node]:
        """Yield a table of who signs, for whom and as what, and that a copy holds no more."""
        name = self.names[blocks[0].uid]
        heads = [Column((Text(self.said[each]),)) for each in ("party", "name", "function")]
        rows = tuple(tuple(self.run(block.uid, slot) for slot in (PARTY, NAME, FUNCTION)) for block in blocks)
        yield Table(name, (Text(self.said["signatories"]),), tuple(heads), rows)
        yield Paragraph(f"{name}.signed", (Text(self.said["signed"]),))


# The list


def _listed(passages: Passages, groups: Groups, found: Sequence[Redaction], said: Mapping[str, str]) -> Division:
    """Return the last part of a copy: every redaction with its place and its ground, and nothing of what was there."""
    heading = (Text(said["list"]),)
    if not found:
        return Division("list", Role.PART, "", "", heading, (Paragraph("list.nothing", (Text(said["nothing"]),)),))
    columns = tuple(Column((Text(said[each]),)) for each in ("number", "place", "ground"))
    places = places_of(passages, groups)
    language = passages.document.language
    rows = tuple(
        tuple((Text(cell),) for cell in (str(each.number), place_of(each, places), cited(each.ground, language))) for each in found
    )
    table = Table("list.table", (Text(said["caption"]),), columns, rows)
    return Division("list", Role.PART, "", "", heading, (Paragraph("list.lead", (Text(said["lead"]),)), table))


def places_of(passages: Passages, groups: Groups) -> list[str]:
    """Return where each run stands, as people say it: the numbers of what it stands in; of a part what its heading still says."""
    said = WORDS[passages.document.language]
    above: dict[str, str] = {}
    for part in passages.document.parts:
        above |= _above(part, "", groups, said)
    return [_place(above[run.uid], run.slot, said) for run in passages.runs]


def place_of(found: Redaction, places: Sequence[str]) -> str:
    """Return the smallest place in which a whole redaction stands."""
    parts = [places[span.run].split(", ") for span in found.spans]
    common = [names[0] for names in takewhile(lambda names: len(set(names)) == 1, zip(*parts, strict=False))]
    return ", ".join(common) or places[found.spans[0].run]


def _above(node: Node, place: str, groups: Groups, said: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Yield the place of a node and of all below it, by uid."""
    match node:
        case Division(role=Role.ARTICLE | Role.ANNEX):
            place = node.marker
        case Division(role=Role.PART):
            place = plain(groups[node.uid, HEADING])
        case Division(role=Role.PARAGRAPH) if place.endswith(tuple("0123456789")):
            place = f"{place}, {said['paragraph']} {node.number}"
        case Division():
            place = ", ".join(filter(None, (place, f"{said['item']} {node.number}")))
        case SignatureBlock():
            place = said["signing"]
        case _:
            pass
    yield node.uid, place
    for child in node.children if isinstance(node, Division) else ():
        yield from _above(child, place, groups, said)


def _place(above: str, slot: Slot, said: Mapping[str, str]) -> str:
    match slot.name:
        case "cell":
            return f"{above}, {said['cell'].format(row=slot.row, column=slot.column)}"
        case "heading" | "note" | "caption" | "head":
            return f"{above}, {said['heading']}"
        case _:
            return above


def printed(document: Document) -> dict[str, str]:
    """Return all words of a document by where they stand, to look in them for what may not be there."""
    furniture = document.furniture
    found = {"@title": f"{document.title} {plain(document.subtitle)}"}
    found["@margins"] = " ".join((furniture.header_start, furniture.header_end, furniture.footer_start, *furniture.notices))
    place = ""
    for node in nodes(document):
        if isinstance(node, Division):
            place = node.marker if node.role in {Role.ARTICLE, Role.ANNEX} else plain(node.heading) or place
        own = f"{node.marker} " if isinstance(node, Division) else f"{node.name} " if isinstance(node, Definition) else ""
        said = own + " ".join(plain(tuple(group)) for group in inline_groups(node))
        found[place] = f"{found.get(place, '')}\n{said}"
    return found
