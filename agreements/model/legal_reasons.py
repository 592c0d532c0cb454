"""Why a term ends when it does: each rule that was applied, as a value that can be kept, compared and said in any language.

A reason holds its article and the days and numbers that it turns on. Sentences are in `legal_sentences`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from agreements.model.legal_days import Rest


@dataclass(frozen=True, slots=True)
class Article:
    """A place in the Algemene termijnenwet: article, paragraph (lid), item (onderdeel)."""

    number: int
    paragraph: int | None = None
    item: str = ""


class Legal(StrEnum):
    """What makes a term binding; `STATUTORY` is set by an act or an order in council (AMvB), since arts 1 and 5 Atw reach no further."""

    STATUTORY = "statutory"
    CONTRACTUAL = "contractual"
    POLICY = "policy"


class TermUnit(StrEnum):
    """The unit in which a term is worded. Art. 4 Atw looks at the words: twelve weeks and 84 days are within it, thirteen weeks are not."""

    HOURS = "hours"
    DAYS = "days"
    WORKING_DAYS = "working_days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Outside(StrEnum):
    """Why the Atw does not apply to a term: its wording (art. 4, opening words and a), its subject (b, c), or the rule that sets it."""

    HOURS = "hours"
    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"
    PUBLICATION = "publication"  # art. 4(b): publication, entry into force or repeal of regulations
    DETENTION = "detention"  # art. 4(c)
    EXCLUDED = "excluded"  # the act itself says so, as art. 4:17(1) Awb does for its 42 days
    LOWER_REGULATION = "lower_regulation"  # a ministerial regulation or bylaw is neither an act nor an order in council


@dataclass(frozen=True, slots=True)
class RestDay:
    """A day and why it is a rest day."""

    day: date
    rest: Rest


@dataclass(frozen=True, slots=True)
class RolledOn:
    """The term would end on a rest day, and runs on through the days passed up to and including the next working day."""

    passed: tuple[RestDay, ...]
    to: date
    article: ClassVar[Article] = Article(1, 1)


@dataclass(frozen=True, slots=True)
class CountedBack:
    """The term is counted back and ends on a rest day, where it stays."""

    on: RestDay
    article: ClassVar[Article] = Article(1, 2)


@dataclass(frozen=True, slots=True)
class TwoWorkingDays:
    """A term of at least three days held fewer than two working days up to `until`, and is extended to `to`, which makes them two."""

    held: int
    until: date
    to: date
    article: ClassVar[Article] = Article(2)


@dataclass(frozen=True, slots=True)
class OutsideAct:
    """The Atw does not apply to this statutory term: it ends on its day, whatever day that is."""

    why: Outside

    @property
    def article(self) -> Article | None:
        """Return the item of art. 4 that says so; None where another rule says it."""
        match self.why:
            case Outside.EXCLUDED | Outside.LOWER_REGULATION:
                return None
            case Outside.PUBLICATION:
                return Article(4, item="b")
            case Outside.DETENTION:
                return Article(4, item="c")
            case _:
                return Article(4, item="a")


@dataclass(frozen=True, slots=True)
class _OfNoArticle:
    """A reason that no article of the Atw gives."""

    article: ClassVar[Article | None] = None


@dataclass(frozen=True, slots=True)
class NotStatutory(_OfNoArticle):
    """No statutory term, so the Atw does not apply: the term ends on its day, whatever day that is."""

    legal: Legal


@dataclass(frozen=True, slots=True)
class ByAnalogy(_OfNoArticle):
    """No statutory term, but agreement or policy declares that the Atw applies by analogy."""

    legal: Legal


@dataclass(frozen=True, slots=True)
class InWorkingDays(_OfNoArticle):
    """Only working days count: no Saturday, Sunday or day of art. 3 Atw."""

    amount: int


@dataclass(frozen=True, slots=True)
class MonthTooShort(_OfNoArticle):
    """The month in which the term ends has no day with the number of the first, so it ends on the last day of that month."""

    number: int
    on: date


@dataclass(frozen=True, slots=True)
class Suspended(_OfNoArticle):
    """The term did not run on these days; `days` is how many of them lay in the term and in no earlier suspension."""

    first: date
    last: date
    days: int
    ground: str


@dataclass(frozen=True, slots=True)
class WithoutEffect(_OfNoArticle):
    """A suspension that lies wholly outside the term, or within another suspension."""

    first: date
    ground: str


@dataclass(frozen=True, slots=True)
class Extended(_OfNoArticle):
    """The term was extended."""

    amount: int
    unit: TermUnit
    ground: str


@dataclass(frozen=True, slots=True)
class DecreeUnknown:
    """A warning: the date turns on days outside the years for which the decrees under art. 3(3) Atw are known."""

    known_from: date
    known_until: date
    article: ClassVar[Article] = Article(3, 3)


Reason = (
    RolledOn
    | CountedBack
    | TwoWorkingDays
    | OutsideAct
    | NotStatutory
    | ByAnalogy
    | InWorkingDays
    | MonthTooShort
    | Suspended
    | WithoutEffect
    | Extended
    | DecreeUnknown
)
