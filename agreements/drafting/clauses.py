"""A clause is parsed once: Jinja's own syntax tree gives the holes, Markdown the shape, and the result is text with typed holes.

Filling a hole later needs no parser, so that a value can never be read as markup; whatever is not a plain field is refused here, with its
line. Jinja runs nothing: only its parser is used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from html import unescape

from jinja2 import Environment, TemplateSyntaxError, nodes
from markdown_it import MarkdownIt
from markdown_it.token import Token

from agreements.drafting.conditions import ALWAYS, Condition, UnreadableError, parse_condition
from agreements.drafting.document import Align, Emphasis, FillIn, Inline, Space, Strong, TermUse, Text
from agreements.drafting.template import (
    Blueprint,
    Body,
    Filter,
    Hole,
    Piece,
    Pointer,
    Prefix,
    Repetition,
    RowBlueprint,
    Shape,
    TableBlueprint,
)
from agreements.problems import Problem, Where, problem
from agreements.sources import Source
from agreements.sources.printable import sign, unprintable

_JINJA = Environment(
    autoescape=False,  # noqa: S701  # nothing is ever rendered with it
    keep_trailing_newline=True,
    comment_start_string="\ue002",
    comment_end_string="\ue003",
)
_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table").disable("reference")
"""HTML and links are recognised in order to be refused; a reference definition would be left out of the text without a word."""

_MARKDOWN.validateLink = lambda url: True  # type: ignore[method-assign]  # noqa: ARG005  # the library's name
_HOLE = re.compile("\ue000(\\d+)\ue001")
_PREFIX = re.compile(r"\{(?:#(?P<id>[a-z0-9-]+)|(?P<key>when|for|define|caption):(?P<value>[^{}]*))\}\s*")
_REPETITION = re.compile(r"(?P<path>[a-z0-9_]+(?:\.[a-z0-9_]+)*)\s+as\s+(?P<name>[a-z0-9_]+)")
_FILL_IN = re.compile(r"\[\[(place|date|text)(?::([^\[\]]+))?\]\]")
_LEFT_OVER = re.compile(r"\[\[|[{}][#%{}]?(?:when|for|define|caption)?")
"""Of a prefix, field or fill-in that is not whole or not in its place."""

_GLUE = re.compile(r"\b([Aa]rtikel|[Aa]rtikelen|[Aa]rticle|[Aa]rticles|aanwijzing|nr\.|eerste|tweede|derde|vierde) (?=\d|lid\b)")
_SHAPES = {"ordered_list_open": Shape.LID, "bullet_list_open": Shape.ITEM}


@dataclass(frozen=True)
class Vocabulary:
    """What the words of a language are checked against while a clause is parsed: the pattern of defined terms and whose they are."""

    pattern: re.Pattern[str] | None
    owners: dict[str, str]  # surface to term id

    @classmethod
    def of(cls, surfaces: Iterable[tuple[str, str]]) -> Vocabulary:
        """Return the vocabulary of pairs of term id and surface; the longest surface wins."""
        owners = {surface: term for term, surface in surfaces}
        longest_first = sorted(owners, key=lambda surface: (-len(surface), surface))
        joined = "|".join(map(re.escape, longest_first))
        return cls(re.compile(rf"(?<!\w)(?:{joined})(?!\w)") if joined else None, owners)


def parse_body(source: Source, line: int, text: str, vocabulary: Vocabulary) -> tuple[Body, tuple[Problem, ...]]:
    """Return the blueprint of a piece of clause text that begins at `line` of its file, and every fault in it."""
    parser = _Parser(source, line, vocabulary)
    body = parser.body(text)
    return body, tuple(parser.faults)


def parse_line(source: Source, where: Where, text: str, vocabulary: Vocabulary) -> tuple[tuple[Piece, ...], tuple[Problem, ...]]:
    """Return the pieces of a single line of text that stands elsewhere than in a clause, such as a subtitle."""
    parser = _Parser(source, where.line, vocabulary)
    marked = parser.take_holes(text)
    return parser.pieces(marked, where), tuple(parser.faults)


class _Parser:
    """One walk over one text; faults are collected, never raised."""

    def __init__(self, source: Source, line: int, vocabulary: Vocabulary) -> None:
        self.source = source
        self.line = line
        self.vocabulary = vocabulary
        self.holes: list[Hole] = []
        self.faults: list[Problem] = []

    def where(self, offset: int, needle: str = "") -> Where:
        """Return the place `offset` lines into the text, at `needle` when that stands there."""
        number = self.line + offset
        written = self.source.lines[number - 1] if 0 < number <= len(self.source.lines) else ""
        column = written.find(needle) if needle else len(written) - len(written.lstrip())
        return self.source.where(number, max(column, 0) + 1, len(needle) or max(1, len(written.strip())))

    def fault(self, code: str, where: Where, **arguments: object) -> None:
        self.faults.append(problem(code, where, **arguments))

    # Jinja: fields become numbered holes

    def take_holes(self, text: str) -> str:
        """Return the text with each field replaced by a mark that Markdown leaves alone."""
        read = unescape(text)  # as Markdown does later with `&#57344;`
        if bad := unprintable(read):
            self.fault("E214", self.where(read.count("\n", 0, bad.start())), sign=sign(bad))
            return ""
        try:
            parsed = _JINJA.parse(text)
            return "".join(self.marked(part) for part in _outputs(parsed, self.refuse))
        except TemplateSyntaxError as error:
            self.fault("E301", self.where(error.lineno - 1), found=error.message or "?")
        except RecursionError:
            self.fault("E301", self.where(0), found="…")
        return ""

    def refuse(self, node: nodes.Node) -> None:
        self.fault("E301", self.where(node.lineno - 1), found=type(node).__name__.lower())

    def marked(self, part: nodes.Expr) -> str:
        if isinstance(part, nodes.TemplateData):
            return str(part.data)
        offset = part.lineno - 1
        try:
            path, filters = _field(part)
        except _NotAFieldError as error:
            self.fault("E301", self.where(offset, "{{"), found=str(error))
            return ""
        self.holes.append(Hole(path, filters, self.where(offset, path)))
        return f"\ue000{len(self.holes) - 1}\ue001"

    # Markdown: lines, leden, items, tables

    def body(self, text: str) -> Body:
        tokens = _MARKDOWN.parse(self.take_holes(text))
        return tuple(self.blocks(_Reel(tokens)))

    def blocks(self, reel: _Reel) -> Iterator[Blueprint | TableBlueprint]:
        caption: tuple[Piece, ...] = ()
        while token := reel.next():
            where = self.where(token.map[0] if token.map else 0)
            if caption and token.type != "table_open":
                self.fault("E306", where, found="caption")
            if token.type == "paragraph_open":
                block = self.paragraph(reel.until("paragraph_close"), where)
                if isinstance(block, Blueprint):
                    yield block
                else:
                    caption = block
                    continue
            elif token.type in _SHAPES:
                yield from self.items(reel, token, _SHAPES[token.type])
            elif token.type == "table_open":
                yield self.table(reel.until("table_close"), caption, where)
            else:
                self.fault("E306", where, found=token.type.removesuffix("_open"))
                if token.nesting > 0:
                    reel.until(token.type.replace("open", "close"))
            caption = ()
        if caption:
            self.fault("E306", self.where(0, "caption"), found="caption")

    def paragraph(self, tokens: list[Token], where: Where) -> Blueprint | tuple[Piece, ...]:
        """Return a line, or the pieces of a caption for the table that follows."""
        text = tokens[0].content
        caption = _PREFIX.fullmatch(text)
        if caption and caption["key"] == "caption":
            return self.pieces(caption["value"].strip(), where)
        prefix, rest = self.prefix(text, where)
        return Blueprint(Shape.LINE, prefix, self.pieces(rest, where), (), where)

    def items(self, reel: _Reel, opening: Token, shape: Shape) -> Iterator[Blueprint]:
        inside = _Reel(reel.until(opening.type.replace("open", "close")))
        while token := inside.next():
            where = self.where(token.map[0] if token.map else 0)
            children = tuple(self.blocks(_Reel(inside.until("list_item_close"))))
            if not children:
                self.fault("E306", where, found="@nothing")
            yield _with_first_line(shape, children, where)

    def table(self, tokens: list[Token], caption: tuple[Piece, ...], where: Where) -> TableBlueprint:
        rows: list[list[Token]] = []
        for token in tokens:
            if token.type == "tr_open":
                rows.append([])
            elif token.type == "inline":
                rows[-1].append(token)
        aligns = tuple(Align.END if "right" in str(token.attrGet("style")) else Align.START for token in tokens if token.type == "th_open")
        heads = tuple(self.pieces(cell.content, where) for cell in rows[0])
        return TableBlueprint(caption, heads, aligns, tuple(self.row(cells, where) for cells in rows[1:]), where)

    def row(self, cells: list[Token], where: Where) -> RowBlueprint:
        place = self.where(cells[0].map[0]) if cells[0].map else where
        prefix, first = self.prefix(cells[0].content, place)
        rest = tuple(self.pieces(cell.content, place) for cell in cells[1:])
        return RowBlueprint(prefix, (self.pieces(first, place), *rest))

    def prefix(self, text: str, where: Where) -> tuple[Prefix, str]:
        """Return what stands in braces before a line, and the line itself."""
        found = Prefix()
        while match := _PREFIX.match(text):
            text = text[match.end() :]
            found = self.prefixed(found, match, where)
        return found, text

    def prefixed(self, prefix: Prefix, match: re.Match[str], where: Where) -> Prefix:
        value = (match["value"] or "").strip()
        match match["key"]:
            case None:
                return replace(prefix, id=match["id"])
            case "when":
                return replace(prefix, when=self.condition(value, where))
            case "for":
                repetition = _REPETITION.fullmatch(value)
                if repetition is None:
                    self.fault("E311", where, found=value)
                    return prefix
                return replace(prefix, repeat=Repetition(repetition["path"], repetition["name"]))
            case "define":
                return replace(prefix, define=value)
            case _:
                self.fault("E306", where, found="caption")
                return prefix

    def condition(self, text: str, where: Where) -> Condition:
        condition, fault = condition_at(text, where)
        self.faults.extend(fault)
        return condition

    # Inline text: words, terms, holes, references, fill-ins

    def pieces(self, text: str, where: Where) -> tuple[Piece, ...]:
        inline = _MARKDOWN.parseInline(text.strip())[0]
        return _merged(self.inline(_Reel(inline.children or []), where, terms=True))

    def inline(self, reel: _Reel, where: Where, *, terms: bool) -> Iterator[Piece]:
        while token := reel.next():
            match token.type:
                case "text":
                    yield from self.words(token.content, where, terms=terms)
                case "softbreak":
                    yield Text(" ")
                case "strong_open":
                    yield Strong(self.constant(reel.until("strong_close"), where))
                case "em_open":
                    yield Emphasis(self.constant(reel.until("em_close"), where))
                case "link_open":
                    yield from self.pointer(token, reel.until("link_close"), where)
                case _:
                    self.fault("E306", where, found=token.type.removesuffix("_open"))

    def constant(self, tokens: list[Token], where: Where) -> tuple[Inline, ...]:
        """Return the pieces inside bold or italics: words only, and at a point of definition the term itself is no use of it."""
        found = _merged(self.inline(_Reel(tokens), where, terms=False))
        words = tuple(piece for piece in found if isinstance(piece, Text))
        if len(words) != len(found):
            self.fault("E306", where, found="veld in vet of cursief")
        return words

    def pointer(self, token: Token, inside: list[Token], where: Where) -> Iterator[Piece]:
        word = "".join(each.content for each in inside)
        href = str(token.attrGet("href") or "").replace("%20", " ")
        targets = tuple(part.removeprefix("#") for part in href.split())
        if not word.strip() or not targets or not all(part.startswith("#") for part in href.split()):
            self.fault("E306", where, found=f"verwijzing naar {href}")
            return
        yield Pointer(word, targets, where)

    def words(self, text: str, where: Where, *, terms: bool) -> Iterator[Piece]:
        position = 0
        for match in re.finditer(f"{_HOLE.pattern}|{_FILL_IN.pattern}", text):
            yield from self.plain(text[position : match.start()], where, terms=terms)
            position = match.end()
            if match[1]:
                yield self.holes[int(match[1])]
            else:
                yield FillIn(Space(match[2]), (match[3] or "").strip())
        yield from self.plain(text[position:], where, terms=terms)

    def plain(self, text: str, where: Where, *, terms: bool) -> Iterator[Piece]:
        if left := _LEFT_OVER.search(text):
            self.fault("E306", where, found=left.group())
        glued = _GLUE.sub("\\1\u00a0", text)
        position = 0
        for match in self.vocabulary.pattern.finditer(glued) if terms and self.vocabulary.pattern else ():
            if match.start() > position:
                yield Text(glued[position : match.start()])
            yield TermUse(self.vocabulary.owners[match.group()], match.group())
            position = match.end()
        if position < len(glued):
            yield Text(glued[position:])


def condition_at(text: str, where: Where) -> tuple[Condition, tuple[Problem, ...]]:
    """Return the condition that is written as `text`; nothing written means always."""
    if not text:
        return ALWAYS, ()
    try:
        return parse_condition(text), ()
    except UnreadableError as error:
        return ALWAYS, (problem("E307", where, detail=f"{error} ({error.column + 1})"),)


class _Reel:
    """Tokens in order, with a way to take everything up to the matching end."""

    def __init__(self, tokens: list[Token]) -> None:
        self.tokens = tokens
        self.position = 0

    def next(self) -> Token | None:
        if self.position == len(self.tokens):
            return None
        self.position += 1
        return self.tokens[self.position - 1]

    def until(self, closing: str) -> list[Token]:
        """Return the tokens before the `closing` on this level, and step over it."""
        start, depth = self.position, 1
        opening = closing.replace("close", "open")
        while depth:
            kind = self.tokens[self.position].type
            depth += (kind == opening) - (kind == closing)
            self.position += 1
        return self.tokens[start : self.position - 1]


def _with_first_line(shape: Shape, children: Body, where: Where) -> Blueprint:
    """Return an item whose own words are those of its first line."""
    if children and isinstance(children[0], Blueprint) and children[0].shape is Shape.LINE:
        return Blueprint(shape, children[0].prefix, children[0].pieces, children[1:], where)
    return Blueprint(shape, Prefix(), (), children, where)


def _merged(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """Return pieces with neighbouring words joined."""
    found: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Text) and found and isinstance(found[-1], Text):
            found[-1] = Text(found[-1].text + piece.text)
        else:
            found.append(piece)
    return tuple(found)


def _outputs(template: nodes.Template, refuse: Callable[[nodes.Node], None]) -> Iterator[nodes.Expr]:
    for statement in template.body:
        if isinstance(statement, nodes.Output):
            yield from statement.nodes
        else:
            refuse(statement)


class _NotAFieldError(ValueError):
    """Something other than a field stands between double braces."""


def _field(expression: nodes.Expr) -> tuple[str, tuple[Filter, ...]]:
    """Return the path and filters of an expression; refuse every other construct."""
    if isinstance(expression, nodes.Filter) and expression.node is not None:
        path, filters = _field(expression.node)
        return path, (*filters, Filter(expression.name, tuple(map(_word, expression.args))))
    if isinstance(expression, nodes.Getattr):
        path, filters = _field(expression.node)
        if filters:
            raise _NotAFieldError("filter")
        return f"{path}.{expression.attr}", ()
    if isinstance(expression, nodes.Name):
        return expression.name, ()
    raise _NotAFieldError(type(expression).__name__.lower())


def _word(argument: nodes.Expr) -> str:
    if isinstance(argument, nodes.Const) and isinstance(argument.value, str):
        return argument.value
    raise _NotAFieldError(type(argument).__name__.lower())
