"""When a clause, paragraph or row is there: a small total expression over declared fields.

`co2.total` (is present), `=`, `!=`, `in [a, b]`, `not`, `and`, `or`, parentheses and `count(projects) > 1`. Nothing can fail or loop, so
that "source present, target absent" is a question with an answer: `counterexample` finds the combination or shows that there is none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True, slots=True)
class Present:
    """A path is filled; a list is not empty."""

    path: str


@dataclass(frozen=True, slots=True)
class OneOf:
    """A choice is one of these values."""

    path: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MoreThan:
    """A list has more than `number` items."""

    path: str
    number: int


@dataclass(frozen=True, slots=True)
class Not:
    """The contrary."""

    condition: Condition


@dataclass(frozen=True, slots=True)
class All:
    """Each of these; of none: always."""

    conditions: tuple[Condition, ...]


@dataclass(frozen=True, slots=True)
class Any:
    """At least one of these."""

    conditions: tuple[Condition, ...]


Condition = Present | OneOf | MoreThan | Not | All | Any
ALWAYS = All(())


class UnreadableError(ValueError):
    """A condition cannot be read. `column` counts from 0 in its text; the message quotes what was found there."""

    def __init__(self, found: str, column: int) -> None:
        super().__init__(found or "…")
        self.column = column


def holds(condition: Condition, count: Callable[[str], int], choice: Callable[[str], str]) -> bool:
    """Say whether a condition holds; `count` gives how many values a path has (0: absent), `choice` the value of a choice or ""."""
    match condition:
        case Present(path):
            return count(path) > 0
        case OneOf(path, values):
            return choice(path) in values
        case MoreThan(path, number):
            return count(path) > number
        case Not(inner):
            return not holds(inner, count, choice)
        case All(inner_all):
            return all(holds(each, count, choice) for each in inner_all)
        case Any(inner_any):
            return any(holds(each, count, choice) for each in inner_any)


def atoms(condition: Condition) -> Iterator[Present | OneOf | MoreThan]:
    """Yield the questions that a condition asks about paths."""
    match condition:
        case Present() | OneOf() | MoreThan():
            yield condition
        case Not(inner):
            yield from atoms(inner)
        case All(several) | Any(several):
            for each in several:
                yield from atoms(each)


LIMIT_COMBINATIONS = 200_000


def counterexample(premise: Condition, conclusion: Condition, choices: Mapping[str, tuple[str, ...]]) -> dict[str, str] | None:
    """Return a combination of facts in which `premise` holds and `conclusion` does not, or None when there is none.

    `choices` gives the possible values of paths that are choices. A path is worked through all it can be: absent, each choice, or so many
    items. Raises OverflowError beyond `LIMIT_COMBINATIONS`: then nothing was shown.
    """
    questions = [*atoms(premise), *atoms(conclusion)]
    domains = {path: _domain(path, questions, choices) for path in sorted({each.path for each in questions})}
    total = 1
    for domain in domains.values():
        total *= len(domain)
    if total > LIMIT_COMBINATIONS:
        raise OverflowError(total)
    for combination in product(*domains.values()):
        facts = dict(zip(domains, combination, strict=True))
        count, choice = _counter(facts), _chooser(facts)
        if _possible(facts) and holds(premise, count, choice) and not holds(conclusion, count, choice):
            return facts
    return None


def _domain(path: str, questions: list[Present | OneOf | MoreThan], choices: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Return what a path can be: "" absent, a choice, or a number of items."""
    if path in choices:
        return ("", *choices[path])
    most = max((each.number for each in questions if isinstance(each, MoreThan) and each.path == path), default=0)
    return ("", *(str(number) for number in range(1, most + 2)))


def _possible(facts: Mapping[str, str]) -> bool:
    """An attribute of something absent is absent: no `co2.total.baseline` without `co2.total`."""
    return all(not value or facts.get(path.rpartition(".")[0], "1") for path, value in facts.items())


def _counter(facts: Mapping[str, str]) -> Callable[[str], int]:
    return lambda path: int(facts[path]) if facts[path].isdigit() else int(bool(facts[path]))


def _chooser(facts: Mapping[str, str]) -> Callable[[str], str]:
    return lambda path: facts[path]


_TOKEN = re.compile(r"\s*(?:(?P<word>[A-Za-z_][\w.-]*)|(?P<number>\d+)|(?P<sign>!=|[=()\[\],>]))")


class _Reader:
    """Recursive descent over tokens; `or` binds weakest, then `and`, then `not`."""

    def __init__(self, text: str) -> None:
        self.tokens: list[tuple[str, str, int]] = []
        self.depth = 0
        position = 0
        while text[position:].strip():
            match = _TOKEN.match(text, position)
            if match is None:
                raise UnreadableError(text[position:].strip()[:12], position)
            self.tokens.append((match.lastgroup or "", match[match.lastgroup or 0], match.start(match.lastgroup or 0)))
            position = match.end()
        self.tokens.append(("", "", len(text)))

    def take(self, *expected: str) -> str:
        """Consume the next token if it is one of `expected`, or any free word when none is named; else complain."""
        kind, text, column = self.tokens[0]
        if text not in expected if expected else kind != "word" or text in _RESERVED:
            raise UnreadableError(text, column)
        del self.tokens[0]
        return text

    def sees(self, *texts: str) -> bool:
        return self.tokens[0][1] in texts

    def alternatives(self) -> Condition:
        found = [self.conjunction()]
        while self.sees("or"):
            self.take("or")
            found.append(self.conjunction())
        return found[0] if len(found) == 1 else Any(tuple(found))

    def conjunction(self) -> Condition:
        found = [self.factor()]
        while self.sees("and"):
            self.take("and")
            found.append(self.factor())
        return found[0] if len(found) == 1 else All(tuple(found))

    def factor(self) -> Condition:
        self.depth += 1
        if self.depth > LIMIT_DEPTH:
            raise UnreadableError(self.tokens[0][1], self.tokens[0][2])
        found = self.unit()
        self.depth -= 1
        return found

    def unit(self) -> Condition:
        if self.sees("not"):
            self.take("not")
            return Not(self.factor())
        if self.sees("("):
            self.take("(")
            inner = self.alternatives()
            self.take(")")
            return inner
        return self.question()

    def question(self) -> Condition:
        path = self.take()
        if path == "count" and self.sees("("):
            return self.counted()
        if self.sees("="):
            self.take("=")
            return OneOf(path, (self.take(),))
        if self.sees("!="):
            self.take("!=")
            return Not(OneOf(path, (self.take(),)))
        if self.sees("in"):
            return OneOf(path, self.members())
        return Present(path)

    def counted(self) -> Condition:
        self.take("(")
        path = self.take()
        self.take(")")
        sign = self.take(">", "=")
        kind, number, column = self.tokens.pop(0)
        if kind != "number":
            raise UnreadableError(number, column)
        above = MoreThan(path, int(number))
        if sign == ">":
            return above
        return All((Not(above), MoreThan(path, int(number) - 1))) if int(number) else Not(Present(path))

    def members(self) -> tuple[str, ...]:
        self.take("in")
        self.take("[")
        found = [self.take()]
        while self.sees(","):
            self.take(",")
            found.append(self.take())
        self.take("]")
        return tuple(found)


LIMIT_LENGTH = 1000
LIMIT_DEPTH = 20
"""Brackets and `not` within one another."""

_RESERVED = {"and", "or", "not", "in"}


def parse_condition(text: str) -> Condition:
    """Read a condition; raise UnreadableError, which knows the column, for anything outside the language."""
    if len(text) > LIMIT_LENGTH:
        raise UnreadableError(text[LIMIT_LENGTH : LIMIT_LENGTH + 12], LIMIT_LENGTH)
    reader = _Reader(text)
    condition = reader.alternatives()
    if reader.tokens[0][1:2] != ("",):
        raise UnreadableError(reader.tokens[0][1], reader.tokens[0][2])
    return condition
