"""Template and facts in, document tree out: clauses chosen, holes filled, items repeated, terms defined, articles numbered."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from agreements.drafting.conditions import Condition, holds
from agreements.drafting.document import (
    Blank,
    ClauseIdentity,
    Column,
    Definition,
    Division,
    Document,
    FillIn,
    Furniture,
    Inline,
    Node,
    Paragraph,
    Reference,
    Role,
    SignatureBlock,
    Space,
    Status,
    Table,
    TermUse,
    Text,
    Value,
    below,
    inline_groups,
    inlines,
    plain,
)
from agreements.drafting.facts import FactValue, Scope
from agreements.drafting.numbering import numbered, referenced
from agreements.drafting.scope import Binding, Lookup, declarations
from agreements.drafting.template import (
    Blueprint,
    Body,
    ClauseFile,
    Hole,
    ItemStyle,
    Part,
    Piece,
    Pointer,
    Prefix,
    Shape,
    TableBlueprint,
    Template,
    Use,
)
from agreements.drafting.wording import TONGUES, Tongue
from agreements.model.placed import NOWHERE
from agreements.problems import AgreementsError, Problem, problem

LIMIT_SIZE = 1_000_000
LINE = 20
"""Characters of the longest document, and what a line or item weighs besides its words: repetition in repetition has no natural end."""

_DATE = Hole("document.date", (), NOWHERE)


def _with_one_point(pieces: Iterable[Inline]) -> Iterator[Inline]:
    """Yield pieces of text; a value that ends with a point, as a name in B.V., ends a sentence with it."""
    ended = False
    for piece in pieces:
        if ended and isinstance(piece, Text) and piece.text.startswith("."):
            piece = replace(piece, text=piece.text.removeprefix("."))  # noqa: PLW2901  # the same piece, without what was said already
        ended = isinstance(piece, Value) and piece.text.endswith(".")
        if not isinstance(piece, Text) or piece.text:
            yield piece


@dataclass(frozen=True, slots=True)
class Edition:
    """What one draft is, beside its facts: language, status, version, printed date (ISO or empty) and whether it is a reconstruction."""

    language: str
    status: Status = Status.DRAFT
    version: str = "0.1"
    date: str = ""
    identifier: str = ""
    reconstruction: bool = False
    positions: Mapping[str, str] = field(default_factory=dict)  # by clause


def assemble(template: Template, facts: Mapping[str, FactValue], edition: Edition) -> tuple[Document, tuple[Problem, ...]]:
    """Return the document tree and what is wrong with its references; blanks stand in the tree itself, see `blanks`."""
    lookup = Lookup(facts, declarations(template.about.fields))
    tongue = TONGUES[edition.language]
    builder = _Builder(template, edition, tongue)
    parts = tuple(part for part in (builder.part(part, lookup) for part in template.parts) if part.children)
    parts, labels = numbered(_with_used_definitions(parts), tongue, template.about.numerals)
    faults = tuple(
        problem("E402", pointer.where, target=", ".join(pointer.targets))
        for pointer in builder.pointers
        if not any(target in labels for target in pointer.targets)
    )
    document = Document(
        kind=template.kind,
        identifier=edition.identifier,
        language=edition.language,
        title=template.about.title.in_language(edition.language),
        subtitle=builder.fill(template.subtitle.get(edition.language, ()), lookup),
        status=edition.status,
        version=edition.version,
        date=edition.date,
        template_version=template.about.version,
        furniture=_furniture(template, lookup, edition, tongue),
        parts=referenced(parts, labels, tongue),
    )
    return document, faults


def blanks(document: Document) -> tuple[Blank, ...]:
    """Return each missing fact once, in reading order."""
    return tuple(dict.fromkeys(inline for inline in inlines(document) if isinstance(inline, Blank)))


class _Builder:
    """Builds the divisions of one document; remembers the references that it met, to check them when all is numbered."""

    def __init__(self, template: Template, edition: Edition, tongue: Tongue) -> None:
        self.template = template
        self.edition = edition
        self.tongue = tongue
        self.pointers: list[Pointer] = []
        self.room = LIMIT_SIZE
        self.where = NOWHERE  # the clause at hand

    def spend(self, words: str) -> None:
        """Take a line from the room that is left; raise AgreementsError when there is none."""
        self.room -= LINE + len(words)
        if self.room < 0:
            raise AgreementsError(problem("E604", self.where, limit=LIMIT_SIZE))

    def part(self, part: Part, lookup: Lookup) -> Division:
        about = part.about
        children: list[Node] = []
        for use in part.uses:
            if _holds(use.when, lookup):
                children += self.clause(use, about.articles, about.annexes, lookup)
        if about.signatures:
            children += self.signatures(lookup)
        heading = (Text(about.heading.in_language(self.tongue.code)),) if about.heading else ()
        return Division(f"part.{about.id}", Role.PART, "", "", heading, tuple(children))

    def clause(self, use: Use, articles: bool, annexes: bool, lookup: Lookup) -> list[Node]:  # noqa: FBT001  # what the part says
        clause = use.clause
        self.where = clause.about.where
        position = clause.standing(self.edition.positions.get(clause.id), self.edition.language)
        body = clause.bodies[position, self.edition.language]
        numbers = clause.about.items is ItemStyle.NUMBERS
        children = list(self.blocks(body, clause.id, lookup, Role.PARAGRAPH if numbers else Role.ITEM))
        if not (articles or annexes):
            return children
        heading = (Text(clause.about.title.in_language(self.tongue.code)),)
        identity = ClauseIdentity(clause.id, clause.about.version, clause.digests[position])
        role = Role.ANNEX if annexes else Role.ARTICLE
        return [Division(clause.id, role, "", "", heading, tuple(children), self.note(clause.about, lookup), identity)] if children else []

    def note(self, about: ClauseFile, lookup: Lookup) -> tuple[Inline, ...]:
        if about.belongs_to is None:
            return ()
        article = Pointer(self.tongue.article[0], (about.belongs_to,), about.at("belongs_to"))
        return self.fill((Text(f"{self.tongue.belongs_to} "), article), lookup)

    def blocks(self, body: Body, parent: str, lookup: Lookup, item_role: Role) -> Iterator[Node]:
        """Yield what a body becomes; uids are the parent's with the name of the line, or its place, and the key of a repetition."""
        for place, blueprint in enumerate(body, 1):
            if isinstance(blueprint, TableBlueprint):
                yield self.table(blueprint, f"{parent}.{place}", lookup)
                continue
            uid = f"{parent}.{blueprint.prefix.id or place}"
            for key, inner in self.repeated(blueprint.prefix, lookup):
                yield from self.block(blueprint, uid + key, inner, item_role)

    def block(self, blueprint: Blueprint, uid: str, lookup: Lookup, item_role: Role) -> Iterator[Node]:
        pieces = self.fill(blueprint.pieces, lookup)
        if blueprint.prefix.define:
            yield Definition(uid, blueprint.prefix.define, self.surface(blueprint.prefix.define), pieces)
        elif blueprint.shape is Shape.LINE:
            yield Paragraph(uid, pieces)
        else:
            role = Role.PARAGRAPH if blueprint.shape is Shape.LID else item_role
            below_role = Role.ITEM if role is Role.PARAGRAPH else Role.SUBITEM
            lines = (Paragraph(f"{uid}.p", pieces),) if pieces else ()
            children = (*lines, *self.blocks(blueprint.children, uid, lookup, below_role))
            if children:  # all that stood under it may be absent
                yield Division(uid, role, "", "", (), children)

    def repeated(self, prefix: Prefix, lookup: Lookup) -> Iterator[tuple[str, Lookup]]:
        """Yield the lookup of each time that a line is there, with the key that its uid gets."""
        if prefix.repeat is None:
            if _holds(prefix.when, lookup):
                yield "", lookup
            return
        path, printed = lookup.canonical(prefix.repeat.path), lookup.printed_path(prefix.repeat.path)
        for place, item in enumerate(lookup.items(prefix.repeat.path), 1):
            self.spend("")
            key = str(item.get("id", place))
            inner = lookup.within(prefix.repeat.name, Binding(item, path, key, printed))
            if _holds(prefix.when, inner):
                yield f"[{key}]", inner

    def table(self, blueprint: TableBlueprint, uid: str, lookup: Lookup) -> Table:
        columns = tuple(Column(self.fill(head, lookup), align) for head, align in zip(blueprint.heads, blueprint.aligns, strict=True))
        rows = tuple(
            tuple(self.fill(cell, inner) for cell in row.cells) for row in blueprint.rows for _, inner in self.repeated(row.prefix, lookup)
        )
        return Table(uid, self.fill(blueprint.caption, lookup), columns, rows)

    def fill(self, pieces: tuple[Piece, ...], lookup: Lookup) -> tuple[Inline, ...]:
        filled = tuple(self.piece(piece, lookup) if isinstance(piece, Hole | Pointer) else piece for piece in pieces)
        filled = tuple(_with_one_point(filled))
        self.spend(plain(filled))
        return filled

    def piece(self, piece: Hole | Pointer, lookup: Lookup) -> Inline:
        if isinstance(piece, Hole):
            return lookup.fill(piece, self.tongue)
        self.pointers.append(piece)
        return Reference(piece.targets, piece.word)

    def surface(self, term: str) -> str:
        return next(each.surfaces(self.tongue.code)[0] for each in self.template.about.terms if each.id == term)

    def signatures(self, lookup: Lookup) -> Iterator[SignatureBlock]:
        """Yield a place to sign for everybody who signs, in the order of the parties; of equal rank, equal in form."""
        signing = {kind for kind, _ in self.template.signatures}
        for kind in ("minister", "province"):
            for item in lookup.items(f"{kind}s") if kind in signing else ():
                yield self.signature(kind, f"{kind}s", item, lookup, named="representative")
        present = {"company": True, "parent": self.template.about.kind.by_parent or bool(lookup.count("parent.name"))}
        for kind in (each for each in present if present[each] and each in signing):
            for item in lookup.items(f"{kind}_signatories") or ({},):
                yield self.signature(kind, f"{kind}_signatories", item, lookup, named="name")

    def signature(self, kind: str, path: str, item: Scope, lookup: Lookup, *, named: str) -> SignatureBlock:
        key = str(item.get("id", kind))
        binding = Binding(item, path, key)
        inner = lookup.within("signatory", binding)
        capacity = inner.within(kind, binding) if path == f"{kind}s" else inner
        tongue = self.tongue
        spaces = (FillIn(Space.SIGNATURE, tongue.signature), FillIn(Space.PLACE, tongue.place), FillIn(Space.DATE, tongue.date))
        return SignatureBlock(
            f"signature.{kind}.{key}",
            key,
            self.fill(self.template.signatures[kind, tongue.code], capacity),
            _person(inner, f"signatory.{named}", tongue.signatory_name, tongue),
            _person(inner, "signatory.function", tongue.signatory_function, tongue),
            spaces,
        )


def _person(lookup: Lookup, path: str, label: str, tongue: Tongue) -> Inline:
    filled = lookup.fill(Hole(path, (), NOWHERE), tongue)
    return Blank(filled.path, label) if isinstance(filled, Blank) else filled


def _holds(condition: Condition, lookup: Lookup) -> bool:
    return holds(condition, lookup.count, lookup.choice)


def _with_used_definitions(parts: tuple[Division, ...]) -> tuple[Division, ...]:
    """Return the parts with only those definitions whose term is used, also in another definition that is used; in alphabetical order."""
    everything = [node for part in parts for node in below(part)]
    meanings = {node.term: node for node in everything if isinstance(node, Definition)}
    used = _terms(group for node in everything if not isinstance(node, Definition) for group in inline_groups(node))
    waiting = list(used)
    while waiting:
        meaning = meanings.get(waiting.pop())
        for term in _terms([meaning.children]) - used if meaning else ():
            used.add(term)
            waiting.append(term)
    return tuple(_defining(part, used) for part in parts)


def _terms(groups: Iterable[tuple[Inline, ...]]) -> set[str]:
    return {inline.term for group in groups for inline in group if isinstance(inline, TermUse)}


def _defining(division: Division, used: set[str]) -> Division:
    """Return a division with its run of definitions sorted and those of unused terms left out."""
    if not any(isinstance(child, Division | Definition) for child in division.children):
        return division
    kept = sorted((child for child in division.children if isinstance(child, Definition) and child.term in used), key=_alphabetical)
    children: list[Node] = []
    for child in division.children:
        if isinstance(child, Definition):
            children += kept
            kept = []
        else:
            children.append(_defining(child, used) if isinstance(child, Division) else child)
    return Division(
        division.uid, division.role, division.marker, division.number, division.heading, tuple(children), division.note, division.clause
    )


def _alphabetical(definition: Definition) -> str:
    return unicodedata.normalize("NFKD", definition.name).encode("ascii", "ignore").decode().casefold()


def _furniture(template: Template, lookup: Lookup, edition: Edition, tongue: Tongue) -> Furniture:
    title = template.about.title.in_language(tongue.code)
    company = lookup.get("company.short_name")
    printed = lookup.get("document.date")
    stamp = [edition.identifier, f"{tongue.version} {edition.version}", lookup.fill(_DATE, tongue) if printed else None]
    other = TONGUES["en" if tongue.code == "nl" else "nl"]
    return Furniture(
        header_start=f"{title} · {company}" if isinstance(company, str) else title,
        header_end=tongue.status_draft if edition.status is Status.DRAFT else "",
        footer_start=" · ".join(str(getattr(each, "text", each)) for each in stamp if each),
        page_before=tongue.page[0],
        page_between=tongue.page[1],
        notices=(tongue.reconstruction, other.reconstruction) if edition.reconstruction else (),
    )
