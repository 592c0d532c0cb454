"""The record: what an application sees of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from agreements.problems import Problem
from agreements.record import events, projections, reminders, sums
from agreements.record import persons as people
from agreements.record.connection import Connection
from agreements.record.projections import Project
from agreements.record.sums import Counted, InState, Summed, Weights
from agreements.record.tables import Row, Table, timer_rows
from agreements.record.values import DESTROYED, Cell, Commit, DueRung, Leased, Message, Person, Recorded

if TYPE_CHECKING:
    from agreements.record.verifier import Receipt


class Reading:
    """What can be asked of the record, outside and inside a transaction."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    @property
    def place(self) -> str:
        """Where the record is, without passwords."""
        return self._connection.place

    def load(self, stream: str, after: int = 0) -> tuple[Recorded, ...]:
        """Return the events of a stream after a version."""
        return events.load(self._connection, stream, after)

    def each(self, stream: str) -> Iterator[Recorded]:
        """Yield the events of a stream, one in memory at a time; inside a snapshot or transaction."""
        return map(events.recorded_from, events.of_stream(self._connection, stream))

    def version(self, stream: str) -> int:
        """Return the version of the last event of a stream; 0 when it has none."""
        return events.head(self._connection, stream)[0]

    def head(self, stream: str) -> str:
        """Return the hash of the last event of a stream, which stands for all of it; nothing for a stream without events."""
        return events.head(self._connection, stream)[1]

    def streams(self, prefix: str = "") -> tuple[str, ...]:
        """Return the streams whose name begins so, in order."""
        return events.streams(self._connection, prefix)

    def replayed(self, stream: str, key: str) -> tuple[Recorded, ...] | None:
        """Return what a command with this idempotency key recorded, or None when it is new: to be asked before deciding anew."""
        return events.replayed(self._connection, stream, key)

    def query(self, table: Table[Row], **equal: Cell) -> tuple[Row, ...]:
        """Return the rows of a read model in which columns have these values."""
        return projections.query(self._connection, table, equal)

    def columns(self, table: Table[Row], *names: str, **equal: Cell) -> list[tuple[Cell, ...]]:
        """Return some columns of the rows of a read model: for lists over very many streams."""
        return projections.columns(self._connection, table, names, equal)

    def tallies(self, day: str, weights: Weights, *, opened: bool = False, without: Sequence[str] = ()) -> tuple[Summed, ...]:
        """Return the sums over all streams but some as of a day (ISO); `opened` asks for public rows only."""
        return sums.tallies(self._connection, day, weights, opened=opened, without=without)

    def numbers(self, day: str, weights: Weights, *, opened: bool = False) -> tuple[Counted, ...]:
        """Return how many streams had signed what by a day, as numbers made of weights; `opened` asks for those with a public row."""
        return sums.numbers(self._connection, day, weights, opened=opened)

    def kindred(self) -> tuple[str, ...]:
        """Return the streams that name another as parent, are named so, or have the number of another."""
        return sums.kindred(self._connection)

    def dossiers(self) -> tuple[int, int]:
        """Return how many dossiers there are, and the number of the oldest rules by which rows of any were made."""
        return sums.dossiers(self._connection)

    def states(self) -> tuple[InState, ...]:
        """Return every state of the board with how many stand in it."""
        return sums.states(self._connection)

    def due_rungs(self, today: str) -> tuple[DueRung, ...]:
        """Return the rungs whose day has come and which nobody has claimed, the oldest first."""
        return reminders.due_rungs(self._connection, today)

    def unsent(self, kind: str) -> tuple[Leased, ...]:
        """Return every message of a kind that is not sent yet, whoever has it now."""
        return reminders.unsent(self._connection, kind)

    def receipts(self) -> tuple[Receipt, ...]:
        """Return the receipts of all checkpoints, the oldest first."""
        from agreements.record import seals  # noqa: PLC0415  # a list of who stands where needs no proof

        return seals.receipts(self._connection)

    def lines(self, stream: str) -> Iterator[bytes]:
        """Yield a stream as lines of JSON, as an export writes it, with the last receipt and no names; inside a snapshot or transaction."""
        from agreements.record import portable  # noqa: PLC0415  # a list of who stands where needs no export

        return portable.stream_lines(self._connection, stream)

    def person(self, identifier: str) -> Person | None:
        """Return a person, or None for an id that stands for nobody here."""
        return people.find(self._connection, identifier)

    def persons(self) -> tuple[Person, ...]:
        """Return all persons by id."""
        return people.everyone(self._connection)


class Transaction(Reading):
    """The time in which this process alone writes: what is read here is still so when it is written upon."""

    def append(self, commit: Commit) -> tuple[Recorded, ...]:
        """Write all that a command changes; return its events. A key that is known gives what was recorded then, and writes nothing.

        Raise AgreementsError when the stream does not stand at the expected version, ValueError for a destruction: that is for `destroy`.
        """
        if any(each.kind == DESTROYED for each in commit.events):
            raise ValueError(DESTROYED)
        known = self.replayed(commit.stream, commit.key)
        return self._write(commit) if known is None else known

    def _write(self, commit: Commit) -> tuple[Recorded, ...]:
        written = events.append(self._connection, commit)
        rows = dict(commit.rows)
        if commit.timers is not None:
            rows.update(timer_rows(commit.timers))
        projections.replace(self._connection, commit.stream, rows)
        reminders.queue(self._connection, commit.messages)
        return written

    def claim(self, due: DueRung, at: str, *messages: Message) -> bool:
        """Claim a rung and queue its messages; say whether this was the one that did."""
        return reminders.claim(self._connection, due, at, messages)

    def exchange(self, keys: Sequence[str], messages: Sequence[Message], at: str) -> bool:
        """Put messages in the place of others, which wait no more; say whether that was done: not when somebody else did so before."""
        return reminders.exchange(self._connection, keys, messages, at)

    def destroy(self, stream: str, office: Commit, persons: Iterable[str] = ()) -> tuple[Recorded, ...]:
        """Destroy a stream: its events, rows, timers, messages and `persons` go; its heads stay, in the office's chain by `office`.

        The last event of `office` has the kind `stream_destroyed` and says on what grounds. Scrub the files afterwards.
        """
        known = self.replayed(office.stream, office.key)
        if known is not None:
            return known
        from agreements.record import seals  # noqa: PLC0415  # a list of who stands where needs no proof

        kept, told = seals.witnessed(self._connection, stream, office)
        written = self._write(replace(office, events=told))
        seals.remove(self._connection, kept, written[-1])
        people.remove(self._connection, persons)
        return written

    def save_person(self, person: Person) -> None:
        """Add a person or correct one."""
        people.save(self._connection, person)

    def erase_person(self, identifier: str, at: str) -> None:
        """Remove what is known of a person; the id stays. Scrub the files afterwards."""
        people.erase(self._connection, identifier, at)


class Record(Reading):
    """An open record; for one thread. Close it, or use it as a context."""

    def __enter__(self) -> Self:
        """Use the record."""
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        """Close the record."""
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self._connection.close()

    @contextmanager
    def transaction(self) -> Iterator[Transaction]:
        """Be the only writer: read, decide, append. All of it is there at the end, or nothing is."""
        with self._connection.writing():
            yield Transaction(self._connection)

    @contextmanager
    def snapshot(self) -> Iterator[Reading]:
        """Read several things as of one moment."""
        with self._connection.reading():
            yield Reading(self._connection)

    @contextmanager
    def sparing(self) -> Iterator[None]:
        """Read all that there is, and keep little of it in memory meanwhile."""
        with self._connection.sparing():
            yield

    def append(self, commit: Commit) -> tuple[Recorded, ...]:
        """Write all that a command changes, in a transaction of its own; see `Transaction.append`."""
        with self.transaction() as transaction:
            return transaction.append(commit)

    def claim(self, due: DueRung, at: str, *messages: Message) -> bool:
        """Claim a rung and queue its messages in one transaction; say whether this was the one that did."""
        with self.transaction() as transaction:
            return transaction.claim(due, at, *messages)

    def lease(self, now: str, seconds: int = 300, limit: int = 50, *, kind: str | None = None) -> tuple[Leased, ...]:
        """Take messages that wait to be sent, of one kind or of all; nobody else gets them until the time is over."""
        with self._connection.writing():
            return reminders.lease(self._connection, now, seconds, limit, kind)

    def sent(self, key: str, at: str) -> None:
        """Note that a message was accepted."""
        with self._connection.writing():
            reminders.sent(self._connection, key, at)

    def failed(self, key: str, at: str, reason: str) -> None:
        """Note that a message was not accepted; it waits longer each time."""
        with self._connection.writing():
            reminders.failed(self._connection, key, at, reason)

    def checkpoint(self, recorded: str) -> Receipt:
        """Seal all events so far; the receipt, kept elsewhere, shows later that nothing was cut off or put back."""
        from agreements.record import seals  # noqa: PLC0415  # a list of who stands where needs no proof

        with self._connection.writing():
            return seals.checkpoint(self._connection, recorded)

    def scrub(self) -> tuple[Problem, ...]:
        """Remove from the files what was erased or destroyed, as far as the database can; return a warning that names what is left."""
        return self._connection.scrub()

    def save_person(self, person: Person) -> None:
        """Add a person or correct one."""
        with self.transaction() as transaction:
            transaction.save_person(person)

    def backup(self, target: Path, recorded: str) -> Receipt:
        """Copy the whole record to a new file while others write; the copy is proved, on disk, and has its name only then."""
        from agreements.record import copies  # noqa: PLC0415  # what only copies need is loaded for them alone

        return copies.backup(self._connection, target, recorded)

    def export(self, target: Path, recorded: str) -> Receipt:
        """Write the record to a new file for an auditor, without names of persons."""
        from agreements.record import copies  # noqa: PLC0415  # what only copies need is loaded for them alone

        return copies.export(self._connection, target, recorded)

    def rebuild(self, project: Project) -> int:
        """Make every row of the read models what the fold of its stream says; return how many rows were not."""
        return projections.rebuild(self._connection, project)

    def verify(self, project: Project | None = None, receipts: Iterable[Receipt] = ()) -> tuple[Problem, ...]:
        """Return a problem for everything that is not as recorded: events, chains, checkpoints and receipts; when these are, rows too."""
        from agreements.record import seals  # noqa: PLC0415  # a list of who stands where needs no proof

        with self._connection.sparing(), self._connection.reading():
            found = seals.verify(self._connection, receipts)
            return found if found or project is None else tuple(projections.differences(self._connection, project))
