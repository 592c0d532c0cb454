"""The lists of a dossier as tables: which sheets there are and which columns, from the annotations that also read a file.

A list of facts is a sheet with a row for each; what stands inside a fact has its path as head (`total.amount`), a text in two languages
two columns (`what.nl`, `what.en`), and one in a single language for both its own (`what`). A list inside a fact is a sheet of its own, with
a column that names the fact around it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import cache
from types import NoneType
from typing import Any, get_args, get_origin

from agreements.model.dossier import Company, Dossier, Fact
from agreements.model.dossier_kinds import Kind
from agreements.model.placed import Placed
from agreements.model.reading import keys_of
from agreements.model.values import FuzzyDate, LocalText
from agreements.sources import Scalar

COMPANIES = "companies"
COMPANY = "company"
"""The sheet with a row for each dossier, and the head of the column by which every other sheet names the company."""

_MAPPED = {"sources": "id", "positions": "clause", "answers": "field"}
"""What the keys of a mapping are called in the sheet of its values; a mapping by stage has a column `stage` before it."""

JSON = "json"
_ANSWER = "value"
_ABOUT_ANY_FACT = frozenset(keys_of(Fact))


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, the keys under the fact of the row, what the reader makes of it, and whether it stands there when empty."""

    head: str
    path: tuple[str, ...]
    hint: object
    direct: bool = True


@dataclass(frozen=True, slots=True)
class Table:
    """A sheet. `path` leads to its list from the dossier, or from an item of the sheet `parent`; `keys` are heads of keys of a mapping.

    `kind` is what a row holds; None for an answer, which may be anything.
    """

    name: str
    path: tuple[str, ...]
    kind: type[Any] | None
    columns: tuple[Column, ...]
    keys: tuple[str, ...] = ()
    parent: str = ""
    parent_head: str = ""

    @property
    def leading(self) -> tuple[str, ...]:
        """The heads that say of what a row tells: the company, the fact around it, and its keys."""
        if self.name == COMPANIES:
            return ()
        return (COMPANY, *([self.parent_head] if self.parent else []), *self.keys)

    @property
    def heads(self) -> tuple[str, ...]:
        """Every head that a sheet may have."""
        return (*self.leading, *(column.head for column in self.columns))


@cache
def tables() -> Mapping[str, Table]:
    """Return every sheet by its name, those with a parent after it."""
    found = [Table(COMPANIES, (), Dossier, tuple(_company_columns())), *_below(Dossier, ())]
    named = {each.name: each for each in found}
    if len(named) < len(found):
        message = "two lists of the dossier have the same name; one of them needs another sheet"
        raise TypeError(message)
    return named


def _company_columns() -> Iterator[Column]:
    """Yield the columns of a dossier: those of the company by their own names, then those of the dossier, which give way to them."""
    company = tuple(_columns(Company))
    taken = {column.head for column in company}
    yield from (Column(column.head, (COMPANY, *column.path), column.hint, column.direct) for column in company)
    for column in _columns(Dossier, skipped=frozenset({COMPANY})):
        yield Column(f"dossier.{column.head}", column.path, column.hint, direct=False) if column.head in taken else column


def _below(kind: type[Any], path: tuple[str, ...], parent: str = "") -> Iterator[Table]:
    """Yield the sheet of each list under a fact, and of each list under those."""
    head = kind.__name__.lower() if parent else ""
    for key, (_, hint) in keys_of(kind).items():
        inner, mapped = options_of(hint)[0], get_origin(hint) is Mapping
        if mapped:
            keys, value = _mapping(key, hint)
            columns = tuple(_columns(value) if value else _answer_columns())
            yield Table(key, (*path, key), value, columns, keys, parent, head)
        elif item := fact_in(inner):
            yield Table(key, (*path, key), item, tuple(_columns(item)), (), parent, head)
            yield from _below(item, (), key)
        elif is_fact(inner) and not parent:
            yield from _below(inner, (*path, key))


def _mapping(key: str, hint: object) -> tuple[tuple[str, ...], type[Any] | None]:
    """Return the heads of the keys of a mapping, and what its values are."""
    of, value = get_args(hint)
    if get_origin(value) is Mapping:
        keys, kind = _mapping(key, value)
        return ("stage" if of is Kind else "key", *keys), kind
    return (_MAPPED[key],), value if is_fact(value) else None


def _columns(kind: type[Any], skipped: frozenset[str] = frozenset(), around: tuple[str, ...] = ()) -> Iterator[Column]:
    """Yield the columns of a fact, its own keys first and what any fact may carry last."""
    keys = {key: hint for key, (_, hint) in keys_of(kind).items() if key not in skipped}
    for key in sorted(keys, key=lambda each: each in _ABOUT_ANY_FACT):
        path, direct = (*around, key), not around
        options = options_of(keys[key])
        for option in options:
            if is_fact(option):
                yield from _columns(option, around=path)
            elif option is LocalText:
                yield from (Column(".".join((*path, tongue)), (*path, tongue), str, direct) for tongue in ("nl", "en"))
                if len(options) == 1:  # else the plain column is that of the choice
                    yield Column(".".join(path), path, LocalText, direct=False)
            elif get_origin(option) is not Mapping and not fact_in(option):
                yield Column(".".join(path), path, option, direct)
            if option is FuzzyDate:
                yield Column(".".join((*path, "before")), (*path, "before"), FuzzyDate, direct=False)


def _answer_columns() -> Iterator[Column]:
    """Yield the forms that an answer may have: a text, one in two languages, a date before which; and JSON for anything else."""
    yield Column(_ANSWER, (_ANSWER,), str)
    yield from (Column(f"{_ANSWER}.{key}", (_ANSWER, key), str, direct=False) for key in ("nl", "en", "before"))
    yield Column(f"{_ANSWER}.{JSON}", (_ANSWER, JSON), Scalar, direct=False)


def options_of(hint: object) -> list[Any]:
    """Return what may stand under a key, besides nothing."""
    return [hint] if get_origin(hint) in {tuple, Mapping, None} else [each for each in get_args(hint) if each is not NoneType]


def fact_in(hint: Any) -> type[Any] | None:  # noqa: ANN401  # an annotation can be anything that typing knows
    """Return the fact of which a list holds many, or None when it is no list of facts."""
    inner = get_args(hint)[0] if get_origin(hint) is tuple else None
    return inner if is_fact(inner) else None


def is_fact(hint: object) -> bool:
    """Say whether a mapping of its own stands there, as of a figure or a project."""
    return isinstance(hint, type) and is_dataclass(hint) and issubclass(hint, Placed)
