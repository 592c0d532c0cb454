"""The registry of the EU emissions trading system in: its two CSV files, row by row, so that their size costs no memory.

The columns that are read stand below; their order, and whatever other columns there are, does not matter. Names of holders are not read:
they can be of natural persons. The two files are those that the European Commission publishes every day,
`operators_daily.csv` and `operators_yearly_activity_daily.csv`, plain or as `.gz`.

Only rows of the registries that are asked are judged; of every row it is asked that it has as many cells as there are heads. One fault
anywhere and nothing is given. A name with a byte that is no UTF-8 is no fault, because no figure depends on it: it is told.
"""

from __future__ import annotations

import csv
import gzip
import hashlib
import io
import re
import zlib
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import TYPE_CHECKING, BinaryIO

from agreements.formats.from_csv import separator
from agreements.model.cells import cell_where
from agreements.model.registry import Entry, FileRead, Installation, Key
from agreements.problems import AgreementsError, Problem, Where, problem
from agreements.sources.printable import visible

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

INSTALLATIONS = "operators_daily.csv"
YEARS = "operators_yearly_activity_daily.csv"
GZIP = ".gz"

REGISTRY, NUMBER = "REGISTRY_CODE", "INSTALLATION_IDENTIFIER"
NAME, PERMIT, KVK = "INSTALLATION_NAME", "PERMIT_IDENTIFIER", "ACCOUNT_HOLDER_COMPANY_REGISTRATION_NUMBER"
FIRST, LAST = "YEAR_OF_FIRST_EMISSIONS", "YEAR_OF_LAST_EMISSIONS"
YEAR, TONNES, EXCLUDED = "PERIOD_YEAR", "VERIFIED_EMISSIONS", "EXCLUDED"

LIMIT_ROWS = 5_000_000
LIMIT_LINE = 1024 * 1024
"""Characters. A row of the registry has some hundreds."""
LIMIT_FAULTS = 100

_BLOCK = 1024 * 1024
_HELD = 128 * 1024
"""Characters whose lines are made at a time."""
_UNSAID = {"", "-"}
_YES = {"Y", "YES", "1", "TRUE"}
_NUMBER = re.compile(r"[1-9]\d{0,17}", re.ASCII)
_YEAR = re.compile(r"(19|20)\d\d(\.0)?", re.ASCII)
_TONNES = re.compile(r"(0|[1-9]\d{0,11})(\.0+)?", re.ASCII)
_NOTHING = re.compile(r"-1(\.0+)?", re.ASCII)


class _Digested(io.RawIOBase):
    """A stream that digests and counts what is read of it, so that what was read is what was digested."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self.digest = hashlib.sha256()
        self.size = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: WriteableBuffer, /) -> int:
        view = memoryview(buffer)
        block: bytes = self._stream.read(len(view))
        view[: len(block)] = block
        self.digest.update(block)
        self.size += len(block)
        return len(block)


@dataclass(slots=True)
class _Faults:
    """What is wrong in a file; when it is too much, nobody reads on."""

    file: str
    found: list[Problem] = field(default_factory=list)

    def add(self, fault: Problem) -> None:
        self.found.append(fault)
        if len(self.found) >= LIMIT_FAULTS:
            raise AgreementsError(*self.found, problem("E783", Where(self.file), limit=LIMIT_FAULTS))

    def stop(self) -> None:
        if self.found:
            raise AgreementsError(*self.found)


def read_installations(stream: BinaryIO, name: str, registries: Container[str]) -> tuple[dict[Key, Installation], FileRead]:
    """Return the installations of some registries, and what file they are from; `name` is that of the file.

    An installation may stand there twice when both rows say the same. Raise AgreementsError with every fault, each at its cell.
    """
    table = _Table(stream, name, (REGISTRY, NUMBER, NAME, PERMIT, KVK), (FIRST, LAST))
    found: dict[Key, Installation] = {}
    for row in table.rows(registries):
        each = _installation(row)
        if each is None:
            continue
        if each != found.setdefault(each.key, each):
            row.fault("E792", NUMBER, what=each.key, other=found[each.key].where)
    return found, table.read()


def _installation(row: _Row) -> Installation | None:
    key = _key(row)
    name, permit, kvk = (row.text(column) for column in (NAME, PERMIT, KVK))
    first, last = (row.year(column) for column in (FIRST, LAST))
    return Installation(key, name, permit, kvk, first, last, row.where(NUMBER)) if key else None


def read_years(stream: BinaryIO, name: str, registries: Container[str]) -> tuple[dict[tuple[Key, int], Entry], FileRead]:
    """Return what was entered for each installation and year of some registries, and what file it is from.

    Raise AgreementsError with every fault, each at its cell; an installation and year that stand there twice are one.
    """
    table = _Table(stream, name, (REGISTRY, NUMBER, YEAR, TONNES), (EXCLUDED,))
    found: dict[tuple[Key, int], Entry] = {}
    places: dict[tuple[Key, int], int] = {}
    for row in table.rows(registries):
        key, year, tonnes = _key(row), row.year(YEAR, needed=True), row.tonnes(TONNES)
        if key is None or year is None:
            continue
        if (key, year) in found:
            row.fault("E792", NUMBER, what=f"{key} {year}", other=cell_where(name, places[key, year], row.column(NUMBER)))
            continue
        found[key, year] = Entry(tonnes, row.value(EXCLUDED).upper() in _YES)
        places[key, year] = row.number
    return found, table.read()


def _key(row: _Row) -> Key | None:
    number = row.value(NUMBER)
    if _NUMBER.fullmatch(number):
        return Key(row.value(REGISTRY), number)
    row.fault("E791", NUMBER, column=NUMBER, value=number, kind="@installation_number")
    return None


class _Table:
    """A file with its heads: which columns are read, where they stand, and what is wrong."""

    def __init__(self, stream: BinaryIO, name: str, needed: tuple[str, ...], welcome: tuple[str, ...]) -> None:
        self.name, self.needed, self.welcome = name, needed, welcome
        self.faults = _Faults(name)
        self.told: list[Problem] = []
        self.places: dict[str, int] = {}
        self._count = 0
        self._digested = _Digested(stream)

    def rows(self, registries: Container[str]) -> Iterator[_Row]:
        """Yield the rows of some registries; at the end raise AgreementsError when anything was wrong."""
        buffered = io.BufferedReader(self._digested, _BLOCK)
        try:
            yield from self._judged(_reader(buffered, self.name), registries)
        except csv.Error as error:
            long = "limit" in str(error)
            raise self._unreadable("@endless_line" if long else "@changed_quotes") from None
        except (gzip.BadGzipFile, EOFError, zlib.error):
            raise self._unreadable("@damaged_gzip") from None
        self.faults.stop()

    def _judged(self, rows: Iterator[list[str]], registries: Container[str]) -> Iterator[_Row]:
        heads = next(rows, None)
        if heads is None:
            raise self._unreadable("@no_heads")
        self._find(heads)
        width, registry = len(heads), self.places[REGISTRY]
        number = 1
        for number, cells in enumerate(rows, 2):
            if len(cells) != width:
                if cells:  # an empty line is no row
                    self.faults.add(problem("E790", cell_where(self.name, number, 1), found=len(cells), expected=width))
            elif cells[registry] in registries:
                yield _Row(self, number, cells)
            if number > LIMIT_ROWS:
                raise self._unreadable("@too_many_rows")
        self._count = number - 1

    def _find(self, heads: list[str]) -> None:
        """Find the columns; raise AgreementsError when one that is needed is not there once."""
        names = [each.strip().upper() for each in heads]
        for column in (*self.needed, *self.welcome):
            if names.count(column) > 1 or (column in self.needed and column not in names):
                read, found = ", ".join((*self.needed, *self.welcome)), ", ".join(names[:40])
                self.faults.add(problem("E789", cell_where(self.name, 1, 1), column=column, read=read, found=found))
        self.faults.stop()
        self.places = {column: names.index(column) for column in (*self.needed, *self.welcome) if column in names}

    def _unreadable(self, reason: str) -> AgreementsError:
        return AgreementsError(*self.faults.found, problem("E794", Where(self.name), file=self.name, reason=reason))

    def read(self) -> FileRead:
        """Return what was read, after the last row."""
        digested = self._digested
        return FileRead(self.name, digested.digest.hexdigest(), digested.size, self._count, tuple(self.told[:LIMIT_FAULTS]))


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of a file; its number counts from 1, with the heads."""

    table: _Table
    number: int
    cells: list[str]

    def column(self, name: str) -> int:
        return self.table.places[name] + 1

    def where(self, name: str) -> Where:
        return cell_where(self.table.name, self.number, self.column(name))

    def fault(self, code: str, name: str, **arguments: object) -> None:
        self.table.faults.add(problem(code, self.where(name), **arguments))

    def value(self, name: str) -> str:
        """Return a cell without spaces around it; nothing where the file has no such column."""
        place = self.table.places.get(name)
        return "" if place is None else self.cells[place].strip()

    def text(self, name: str) -> str:
        """Return a cell as it can be printed; nothing for the dash by which the registry says nothing."""
        value = self.value(name)
        if any("\udc80" <= each <= "\udcff" for each in value):
            self.table.told.append(problem("W793", self.where(name), column=name))
        return "" if value in _UNSAID else visible(value)

    def year(self, name: str, *, needed: bool = False) -> int | None:
        """Return a year; None where nothing is said, and for what is none, which is told."""
        return self._number(name, _YEAR, "@registry_year", needed=needed)

    def tonnes(self, name: str) -> int | None:
        """Return whole tonnes; None for -1 or nothing, by which the registry says that nothing was entered."""
        return None if _NOTHING.fullmatch(self.value(name)) else self._number(name, _TONNES, "@registry_tonnes")

    def _number(self, name: str, shape: re.Pattern[str], kind: str, *, needed: bool = False) -> int | None:
        value = self.value(name)
        if value in _UNSAID and not needed:
            return None
        if not shape.fullmatch(value):
            self.fault("E791", name, column=name, value=value, kind=kind)
            return None
        return int(value.partition(".")[0])


def _reader(stream: BinaryIO, name: str) -> Iterator[list[str]]:
    """Return the rows of a file; bytes that are no UTF-8 are kept as they are, because most rows are never looked at."""
    plain: BinaryIO = gzip.GzipFile(fileobj=stream) if name.endswith(GZIP) else stream  # type: ignore[assignment]  # reads bytes as one does
    text = io.TextIOWrapper(io.BufferedReader(plain, _BLOCK), "utf-8-sig", "surrogateescape", newline="")  # type: ignore[type-var]  # idem
    blocks = _blocks(text)
    first = next(blocks, [])
    return csv.reader(chain(first, chain.from_iterable(blocks)), delimiter=separator(first[0]), strict=True) if first else iter(())


def _blocks(text: io.TextIOWrapper) -> Iterator[list[str]]:
    """Yield the lines, many at a time; a line that never ends is not waited for."""
    rest = ""
    while block := text.read(_HELD):
        lines = io.StringIO(rest + block, newline="\n").readlines()
        rest = "" if lines[-1].endswith("\n") else lines.pop()
        if len(rest) >= LIMIT_LINE:
            message = "line larger than the limit"
            raise csv.Error(message)
        if lines:
            yield lines
    if rest:
        yield [rest]
