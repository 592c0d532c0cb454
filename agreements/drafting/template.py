"""What a template folder says: its fields and terms, its clauses in order, and of each clause who owns it and what may replace it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from agreements.drafting.conditions import ALWAYS, Condition
from agreements.drafting.document import Align, Inline
from agreements.model.dossier import Quoted, Slug
from agreements.model.dossier_kinds import Kind, Nature, Stage, Visibility
from agreements.model.placed import Placed
from agreements.model.values import LocalText
from agreements.problems import Where

STANDARD = "standard"


class Language(StrEnum):
    """A language that a template is written in."""

    NL = "nl"
    EN = "en"


class FieldType(StrEnum):
    """What a field holds; the type decides how it prints."""

    TEXT = "text"
    FIGURE = "figure"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    LIST = "list"


class Norm(StrEnum):
    """A drafting norm that a kind of document is proofread against.

    `convenants`: the Aanwijzingen voor convenanten, 2003 and 2025; `amendment`: what they ask of the amendment of a covenant.
    """

    CONVENANTS = "convenants"
    AMENDMENT = "amendment"


class Numerals(StrEnum):
    """How articles are counted. Those of an amending text are Roman, so that they differ from the articles that they change."""

    ARABIC = "arabic"
    ROMAN = "roman"


class ItemStyle(StrEnum):
    """How the items at the top of a clause are marked."""

    LETTERS = "letters"
    NUMBERS = "numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldDeclaration(Placed):
    """A path that clauses may print or test."""

    id: str
    type: FieldType
    required: bool = False
    visibility: Visibility = Visibility.PARTIES
    label: LocalText
    help: LocalText | None = None
    prints: Mapping[str, LocalText] = field(default_factory=dict)
    absent: LocalText | None = None  # printed when there is nothing, in place of a blank
    when: str = ""  # of an answer: when it is asked; given otherwise, it contradicts another one
    after: str = ""  # of a date: the path of the date that it lies after
    not_before: tuple[str, ...] = ()  # of a date: the paths of dates that it may fall on, but not lie before
    exact: bool = False  # of a date: its sentence asks for a day; a month, year or interval does not do in a final
    answered_for: Kind | None = None  # of an answer: the kind of document for which the dossier answers it, so that it stands there once
    quoted: bool = False  # of a text: words of another document, of which the figures are not those of the dossier
    of: tuple[FieldDeclaration, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Term(Placed):
    """A defined term with all its surfaces and the clause that defines it."""

    id: Slug
    nl: tuple[str, ...]
    en: tuple[str, ...]
    defined_in: Slug

    def surfaces(self, language: str) -> tuple[str, ...]:
        """Return the forms of the term in a language."""
        return self.nl if language == Language.NL else self.en


@dataclass(frozen=True, slots=True, kw_only=True)
class SignatureTexts(Placed):
    """Who signs and in which capacity, above each place to sign; each is a line with fields of that signatory.

    A document of the parties has a text for each; one that the parent company makes, for the parent alone.
    """

    minister: LocalText | None = None
    province: LocalText | None = None
    company: LocalText | None = None
    parent: LocalText | None = None

    @property
    def texts(self) -> dict[str, LocalText]:
        """Return the text for each kind of party that signs."""
        texts = {"minister": self.minister, "province": self.province, "company": self.company, "parent": self.parent}
        return {name: text for name, text in texts.items() if text is not None}


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateFile(Placed):
    """The file template.yaml."""

    format: int
    kind: Kind
    stage: Stage | None = None  # the instrument that it tells about; of an instrument that is the kind itself
    version: Quoted
    languages: tuple[Language, ...]
    prevails: Language
    title: LocalText
    subtitle: LocalText | None = None
    itself: Slug | None = None  # the term by which the document speaks of itself
    natures: tuple[Nature, ...]
    norm: Norm | None = None
    readers: Visibility = Visibility.PARTIES  # for whom it is; one for the public prints no facts that are for the parties
    numerals: Numerals = Numerals.ARABIC
    roles: Mapping[str, LocalText] = field(default_factory=dict)
    signatures: SignatureTexts | None = None
    terms: tuple[Term, ...] = ()
    fields: tuple[FieldDeclaration, ...]

    def names(self, language: str) -> tuple[str, ...]:
        """Return the forms of the term by which the document speaks of itself; none when it says no such term."""
        return next((term.surfaces(language) for term in self.terms if term.id == self.itself), ())


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionalClause(Placed):
    """A clause that is there only under a condition of the document, or that is borrowed: `use: eop@2`."""

    clause: Slug
    when: str = ""
    use: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PartFile(Placed):
    """A part of the document: its heading and its clauses in order."""

    id: Slug
    heading: LocalText | None = None
    clauses: tuple[Slug | ConditionalClause, ...]
    articles: bool = False
    annexes: bool = False
    signatures: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFile(Placed):
    """The file document.yaml."""

    format: int
    borrows: tuple[Slug, ...] = ()
    parts: tuple[PartFile, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Position(Placed):
    """A text that may replace the standard one, and who may accept that."""

    id: Slug
    accept: tuple[Slug, ...]
    reason: LocalText | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClauseFile(Placed):
    """The front matter of a clause."""

    id: Slug
    version: int
    title: LocalText
    when: str = ""
    mandatory: bool = False
    items: ItemStyle = ItemStyle.LETTERS
    owner: str = ""
    basis: tuple[str, ...] = ()
    belongs_to: Slug | None = None
    positions: tuple[Position, ...] = ()
    note: LocalText | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A way to print a field: its name and the words between its brackets."""

    name: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hole:
    """A place in a clause where a field is printed."""

    path: str
    filters: tuple[Filter, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Pointer:
    """A reference as written: the word before the number and the divisions that it points to, as `clause` or `clause.lid`."""

    word: str
    targets: tuple[str, ...]
    where: Where


Piece = Inline | Hole | Pointer


@dataclass(frozen=True, slots=True)
class Repetition:
    """`for: projects as project`."""

    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Prefix:
    """What stands before a line: its name, its condition, its repetition, the term that it defines."""

    id: str = ""
    when: Condition = ALWAYS
    repeat: Repetition | None = None
    define: str = ""


class Shape(StrEnum):
    """What a block of a clause is."""

    LINE = "line"
    LID = "lid"
    ITEM = "item"


@dataclass(frozen=True, slots=True)
class RowBlueprint:
    """A row of a table, perhaps once per item of a list."""

    prefix: Prefix
    cells: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, slots=True)
class TableBlueprint:
    """A table as written."""

    caption: tuple[Piece, ...]
    heads: tuple[tuple[Piece, ...], ...]
    aligns: tuple[Align, ...]
    rows: tuple[RowBlueprint, ...]
    where: Where


@dataclass(frozen=True, slots=True)
class Blueprint:
    """A line, lid or item as written: text with typed holes, and what stands under it."""

    shape: Shape
    prefix: Prefix
    pieces: tuple[Piece, ...]
    children: tuple[Blueprint | TableBlueprint, ...]
    where: Where


Body = tuple[Blueprint | TableBlueprint, ...]


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause: what its front matter says, its condition, and its text per position and language, parsed once."""

    about: ClauseFile
    when: Condition
    bodies: Mapping[tuple[str, str], Body]  # by position and language
    digests: Mapping[str, str]  # by position

    @property
    def id(self) -> str:
        """Return the name by which document and references know it."""
        return self.about.id

    def standing(self, chosen: str | None, language: str) -> str:
        """Return the position that is printed: the chosen one when it has a text, else the standard one."""
        return chosen if chosen is not None and (chosen, language) in self.bodies else STANDARD


@dataclass(frozen=True, slots=True)
class Use:
    """A clause in its place in the document, under both conditions: the document's and its own."""

    clause: Clause
    when: Condition


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the document with its clauses in order."""

    about: PartFile
    uses: tuple[Use, ...]


@dataclass(frozen=True, slots=True)
class Template:
    """A whole template, checked and parsed."""

    about: TemplateFile
    subtitle: Mapping[str, tuple[Piece, ...]]  # by language
    signatures: Mapping[tuple[str, str], tuple[Piece, ...]]  # by kind of party and language
    parts: tuple[Part, ...]

    @property
    def kind(self) -> str:
        """Return the kind of document."""
        return self.about.kind

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Return the clauses in the order of the document."""
        return tuple(use.clause for part in self.parts for use in part.uses)
