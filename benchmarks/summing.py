"""The portfolio of 100,000 companies with a million commitments beside a bare database. Alone: `python benchmarks/summing.py`."""

from __future__ import annotations

import sqlite3  # noqa: TID251  # the peer
import sys
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from measuring import Line, by_turns, processor, table

from agreements.application.portfolio import Question
from agreements.application.portfolio_record import of_record
from agreements.application.portfolio_rows import promise_rows
from agreements.model.consistency import dossier_from
from agreements.model.dossier import Dossier
from agreements.record.opening import open_record
from agreements.record.tables import BOARD, DOSSIER, READ_MODELS, SIGNING, STANDING, BoardRow, DossierRow, Signing, Standing
from agreements.record.values import Cell, Rows
from agreements.sources import Source, parse_yaml

COMPANIES = 100_000
KINDS = 60
"""How many dossiers differ; the rest says the same of other companies."""
CLUSTERS = ("noord_nederland", "nzkg", "rotterdam_moerdijk", "zeeland_west_brabant", "chemelot", "cluster_6")
OTHERS = ("nox", "nitrogen", "nh3", "fresh_water", "energy", "circularity")
DAY = date(2026, 3, 2)


def dossier(number: int) -> Dossier:
    """Return an invented dossier with ten commitments, as they vary: two gases, two stages, euros, and what cannot be added."""
    boundary = ("unknown", "scope_1", "site")[number % 3]
    co2 = f'total: {{amount: "{1 + number % 9}00", unit: kt, year: 2030, boundary: {boundary}}}'
    low, high = 1 + number % 7, 2 + number % 7
    later = f'total: {{at_least: "{low}0", at_most: "{high}0", unit: kt_per_year, year: 2030, boundary: {boundary}}}'
    promises = [
        _commitment("co2", "company", "co2", _promise("eop", co2), _promise("jloi", later)),
        _commitment("co2-eq", "company", "co2_eq", _promise("eop", co2)),
        _commitment("share", "company", "co2", _promise("eop", 'share: {amount: "40", unit: percent}')),
        _commitment("state", "state", "other", _promise("jloi", 'total: {amount: "9", unit: mln_eur}')),
        *(_commitment(each.replace("_", "-"), "company", each, _promise("eop", "text: minder")) for each in OTHERS),
    ]
    text = f"""\
format: 1
company: {{id: verzonnen, name: Verzonnen B.V., cluster: {CLUSTERS[number % len(CLUSTERS)]}, parent: {{name: Elders {number}}}}}
commitments:
{chr(10).join(f"  - {each}" for each in promises)}
sources: {{opgave: {{title: Opgave}}}}
"""
    node, faults = parse_yaml(Source("verzonnen.yaml", text))
    found, more = dossier_from(node) if node else (None, ())
    if found is None or faults or more:
        sys.exit(f"the invented dossier cannot be read: {(*faults, *more)}")
    return found


def _commitment(identifier: str, party: str, indicator: str, *promised: str) -> str:
    return f"{{id: {identifier}, party: {party}, indicator: {indicator}, promised: [{', '.join(promised)}]}}"


def _promise(stage: str, said: str) -> str:
    return f"{{stage: {stage}, nature: ambition, visibility: public, source: opgave, {said}}}"


def fill(path: Path) -> None:
    """Make a record with the rows of so many companies at once; the events behind them do not matter here."""
    kinds = [promise_rows("", dossier(number)) for number in range(KINDS)]
    with open_record(path) as record:
        connection = record._connection  # noqa: SLF001  # a hundred thousand transactions would take minutes
        with connection.writing():
            for name in ("figure", "promise", "tally", "kin", "alias"):
                connection.many(READ_MODELS[name].put, _rows(kinds, name))
            connection.many(SIGNING.put, _signings())
            connection.many(DOSSIER.put, (DossierRow(stream(each), 1, "Verzonnen", CLUSTERS[each % 6], "{}") for each in range(COMPANIES)))
            connection.many(STANDING.put, map(_standing, range(COMPANIES)))
            connection.many(BOARD.put, map(_board, range(COMPANIES)))


def stream(number: int) -> str:
    """Return the stream of a company."""
    return f"company/c{number:06d}"


def _rows(kinds: list[Rows], name: str) -> Iterator[tuple[Cell, ...]]:
    for number in range(COMPANIES):
        yield from ((stream(number), *row[1:]) for row in kinds[number % KINDS][name])


def _signings() -> Iterator[Signing]:
    for number in range(COMPANIES):
        yield Signing(stream(number), "eop", "2024-01-10", "2024-01-10" if number % 5 else "2024-03-31")
        if number % 2:
            yield Signing(stream(number), "jloi", "2025-06-01", "2025-06-30" if number % 7 else "2026-12-31")


def _standing(number: int) -> Standing:
    return Standing(stream(number), "maatwerk", "ab" * 32, 1, "eop", f"state-{number % 30}", "2026-03-02", "", "", "{}")


def _board(number: int) -> BoardRow:
    state = f"state-{number % 30}"
    return BoardRow(stream(number), "fase", "phase", state, state, "[]", "{}")


BARE = """
    SELECT kind, SUM(promises), SUM(low), SUM(high) FROM tally
    JOIN (SELECT stream, MAX(last) AS signed FROM signing WHERE last <= '2026-03-02' GROUP BY stream) AS stood
    ON stood.stream = tally.stream
    GROUP BY kind
"""
"""The nearest that somebody would write by hand: the sums of what was signed by a day, and no more."""


def lines() -> list[Line]:
    """Measure the portfolio."""
    with tempfile.TemporaryDirectory(prefix="maatwerk-bench-") as name:
        path = Path(name, "r")
        fill(path)
        raw = sqlite3.connect(path, isolation_level=None)
        with open_record(path) as record:
            question = Question(DAY, today=True)
            ours, peer = by_turns(lambda: of_record(record, question), lambda: raw.execute(BARE).fetchall(), 7)
            alone = processor(lambda: of_record(record, question), 5)
        raw.close()
        return [
            Line("portfolio, 100,000 companies, 1,000,000 promises", alone, "limit, of processor", 1.0, 1.0),
            Line("the same, by turns", ours, "one of its statements, in bare SQLite", peer, 3.0),
        ]


if __name__ == "__main__":
    print(table(lines()))  # noqa: T201  # its work
