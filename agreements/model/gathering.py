"""Sheets in: what somebody typed into lists, as dossiers with a place for every value. `spreading` is the way out.

Nothing is guessed from a number: what Excel may have changed is told, at the cell. Every fault is collected.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from unicodedata import combining, normalize

from agreements.model.cells import Cell, Sheet
from agreements.model.growing import Growing
from agreements.model.reading import FORMAT
from agreements.model.sheets import COMPANIES, COMPANY, Column, Table, tables
from agreements.model.typed import scalar, taken
from agreements.problems import Problem, Where, errors, problem
from agreements.sources import Node, Scalar, guess, listed

UNREAD = "#"
"""A head that begins with it is not read: a column for the office itself."""

LIMIT_FAULTS = 1000

_NO_NAME = re.compile(r"[^a-z0-9]+")
_FORMS = re.compile(r"(?i)[ ,]+(b\.?\s?v\.?|n\.?\s?v\.?|u\.?\s?a\.?|coöperatie|holding)\s*(?=$|[ ,])")


@dataclass(frozen=True, slots=True)
class Gathered:
    """The dossier of one company out of a list, with the place of its row; `named`: its id was made from its name."""

    company: str
    where: Where
    node: Node
    named: bool = False


@dataclass(frozen=True, slots=True)
class _Row:
    """A row: its filled cells by their heads, and its first cell."""

    cells: Mapping[str, Cell]
    where: Where

    def text(self, head: str) -> str:
        return self.cells[head].text.strip() if head in self.cells else ""

    def at(self, head: str) -> Where:
        return self.cells[head].where if head in self.cells else self.where


@dataclass
class _Desk:
    """Sheets laid together: dossiers as they grow, and all that was found wrong."""

    faults: list[Problem] = field(default_factory=list)
    dossiers: dict[str, Growing] = field(default_factory=dict)
    items: dict[tuple[str, ...], Growing] = field(default_factory=dict)
    heads: dict[Where, str] = field(default_factory=dict)
    named: set[str] = field(default_factory=set)

    def fault(self, code: str, where: Where, **arguments: object) -> None:
        if len(self.faults) <= LIMIT_FAULTS:
            self.faults.append(problem(code, where, **arguments))

    # A sheet

    def rows(self, table: Table, sheet: Sheet) -> Iterator[_Row]:
        """Yield the rows under the heads, after what is wrong with the sheet as a whole."""
        for merged, where in sheet.merged:
            self.fault("E765", where, range=merged)
        filled = [cells for row in sheet.rows if (cells := [cell for cell in row if cell.text.strip()])]
        if not filled:
            return
        columns = self._heads(table, filled[0])
        missing = list(self._missing(table, set(columns.values())))
        for head in missing:
            self.fault("E780", sheet.where, column=head)
        for row in filled[1:] if not missing else ():
            for cell in row:
                if cell.where.column not in columns:
                    self.fault("E766", cell.where, value=cell.text)
            under = {head: cell for cell in row if (head := columns.get(cell.where.column, ""))}
            if under:
                yield _Row(under, row[0].where)

    def _heads(self, table: Table, row: Iterable[Cell]) -> dict[int, str]:
        """Return the head of each column; empty for one that is not read."""
        known, columns, places = {head.casefold(): head for head in table.heads}, dict[int, str](), dict[str, Where]()
        for cell in row:
            head = known.get(cell.text.strip().casefold(), "")
            columns[cell.where.column] = head
            if head in places:
                self.fault("E767", cell.where, head=head, other=places[head].cell)
            elif head:
                places[head] = cell.where
            elif not cell.text.strip().startswith(UNREAD):
                near = guess(cell.text.strip().casefold(), list(known))
                self.fault("E768", cell.where, head=cell.text.strip(), sheet=table.name, guess=near, known=listed(list(table.heads)))
        return columns

    def _missing(self, table: Table, heads: set[str]) -> Iterator[str]:
        if table.name == COMPANIES:
            yield from ["name"] if not heads & {"id", "name"} else []
        yield from (head for head in table.leading if head not in heads)

    # A row

    def company(self, table: Table, row: _Row) -> None:
        """Begin the dossier of a row of the sheet of companies; without an id it is made from the name."""
        head = "id" if row.text("id") else "name"
        company = row.text("id") or identifier(row.text("name"))
        if not company:
            self.fault("E781", row.where, column="id" if row.text("name") else "name")  # a name without a letter that an id can have
        elif company in self.dossiers:
            self.fault("E776", row.at(head), key=company, other=str(self.dossiers[company].where))
        elif taken(head, row.cells[head], self.faults):
            whole = self.dossiers[company] = Growing(row.where)
            if not row.text("format"):
                whole.put(("format",), Scalar(str(FORMAT), quoted=False, where=row.where))
            self.named |= {company} if head == "name" else set()
            whole.put((COMPANY, "id"), Scalar(company, quoted=True, where=row.at(head)), begins=row.where)
            self._fill(table, whole, row, frozenset({"id"}))

    def item(self, table: Table, row: _Row) -> None:
        """Put a row into the list of its company, or of the fact around it."""
        empty = next((head for head in table.leading if not row.text(head)), "")
        if empty:
            self.fault("E781", row.where, column=empty)
            return
        named = [taken(head, row.cells[head], self.faults) for head in table.leading]
        names = tuple(row.text(head) for head in table.leading)
        around = self._around(table, row, names) if all(named) else None
        identity = (table.name, *names, *([] if table.keys else [row.text("id")]))
        unique = bool(identity[-1])
        if around is None or (unique and self._twice(identity, row)):
            return
        keys = [Scalar(row.text(key), quoted=True, where=row.at(key)) for key in table.keys]
        inner = around.under(table.path, keys, row.where) if keys else around.item(table.path, row.where)
        if unique:
            self.items[identity] = inner
        self._fill(table, inner, row, frozenset(table.leading))

    def _around(self, table: Table, row: _Row, names: tuple[str, ...]) -> Growing | None:
        """Return what a row belongs to: its company, or a fact of it; what is nowhere is told."""
        whole = self.dossiers.get(names[0])
        if whole is None:
            self._nowhere(row.at(COMPANY), names[0], COMPANIES, list(self.dossiers))
            return None
        if not table.parent:
            return whole
        found = self.items.get((table.parent, names[0], names[1]))
        if found is None:
            known = [identity[-1] for identity in self.items if identity[:2] == (table.parent, names[0])]
            self._nowhere(row.at(table.parent_head), names[1], table.parent, known)
        return found

    def _nowhere(self, where: Where, name: str, sheet: str, known: list[str]) -> None:
        self.fault("E777", where, id=name, sheet=sheet, guess=guess(name, known))

    def _twice(self, identity: tuple[str, ...], row: _Row) -> bool:
        known = self.items.get(identity)
        if known is not None:
            self.fault("E776", row.at("id"), key=identity[-1], other=str(known.where))
        return known is not None

    def _fill(self, table: Table, whole: Growing, row: _Row, skipped: frozenset[str]) -> None:
        columns = {column.head: column for column in table.columns}
        for head, cell in row.cells.items():
            if head not in skipped:
                self._put(table, whole, columns[head], cell)

    def _put(self, table: Table, whole: Growing, column: Column, cell: Cell) -> None:
        value = scalar(column, cell, self.faults)
        self.heads[cell.where] = column.head
        inner = () if column.hint is Scalar else column.path[1:]
        standing = whole.put(column.path, value) if table.kind else whole.become(inner, value)
        if standing:
            other = self.heads.get(standing, column.head.rpartition(".")[0])
            self.fault("E778", cell.where, column=column.head, other=other)


def identifier(name: str) -> str:
    """Return the id that a name makes: its words in lower-case letters without their marks, without the legal form at its end."""
    words = normalize("NFKD", _FORMS.sub("", normalize("NFC", name).strip()).casefold())
    return _NO_NAME.sub("-", "".join(each for each in words if not combining(each))).strip("-")


def gather(sheets: Iterable[Sheet], where: Where) -> tuple[tuple[Gathered, ...], tuple[Problem, ...], Mapping[Where, str]]:
    """Return the dossiers that sheets hold, all that is wrong with their cells, and the head over each cell that was read.

    What the values mean is judged by `consistency.dossier_from`; where a cell is faulty it may say so once more. After a thousand faults
    the rest is only counted as more.
    """
    desk = _Desk()
    known = _known(sheets, where, desk)
    for name, table in tables().items():
        for sheet in known.get(name, ()):
            for row in desk.rows(table, sheet):
                if len(desk.faults) <= LIMIT_FAULTS:
                    (desk.company if name == COMPANIES else desk.item)(table, row)
    if not desk.dossiers and not errors(desk.faults):
        desk.fault("E786", known[COMPANIES][0].where)
    found = tuple(Gathered(company, whole.where, whole.node(), company in desk.named) for company, whole in desk.dossiers.items())
    return found, _limited(desk.faults, where), desk.heads


def _known(sheets: Iterable[Sheet], where: Where, desk: _Desk) -> dict[str, list[Sheet]]:
    """Return the sheets that are read, by the name of their table."""
    known: dict[str, list[Sheet]] = {}
    others = []
    for sheet in sheets:
        name = sheet.name.strip().casefold()
        if name not in tables():
            others.append(sheet.name)
            desk.fault("W763", sheet.where, sheet=sheet.name, guess=guess(name, list(tables())), known=listed(list(tables())))
        elif sheet.hidden:
            desk.fault("E764", sheet.where, sheet=sheet.name)
        known.setdefault(name, []).extend([] if sheet.hidden else [sheet])
    if COMPANIES not in known:
        desk.fault("E762", where, found=f" ({listed(others)})" if others else "")
    return known


def _limited(faults: list[Problem], where: Where) -> tuple[Problem, ...]:
    more = [problem("E783", where, limit=LIMIT_FAULTS)] if len(faults) > LIMIT_FAULTS else []
    return (*faults[:LIMIT_FAULTS], *more)
