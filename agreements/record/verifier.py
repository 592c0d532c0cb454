"""Prove that a record is whole, with the standard library alone: `python verifier.py EXPORT.jsonl [RECEIPT]...`.

This one file is all that an auditor needs; `maatwerk record verify` uses the same functions on the database itself. Each stream of events
is a chain: the hash of an event covers its content and the hash before it. A checkpoint is a Merkle root over the heads of all streams; its
receipt, kept elsewhere, shows that later events were cut off or an older copy was put back.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from json.encoder import encode_basestring as quoted
from typing import IO, Any, NamedTuple

FORMAT = 1
OFFICE = "office"
DESTROYED = "stream_destroyed"
MANY = 10_000
_NEVER = 1 << 62
_NOTHING = (0, "", 0)


class Receipt(NamedTuple):
    """What a checkpoint vouches for: `root` covers every event up to and including `sequence`."""

    number: int
    sequence: int
    root: str
    date: str

    def __str__(self) -> str:
        """Return the receipt on one line, to be kept elsewhere."""
        return f"maatwerk-receipt:1:{self.number}:{self.sequence}:{self.root}:{self.date}"


_RECEIPT = re.compile(r"maatwerk-receipt:1:(\d{1,15}):(\d{1,15}):([0-9a-f]{64}):(\d{4}-\d{2}-\d{2})", re.ASCII)


def parse_receipt(text: str) -> Receipt:
    """Read a receipt as it was printed; raise ValueError for anything else."""
    found = _RECEIPT.fullmatch(text.strip())
    if found is None:
        raise ValueError(text)
    number, sequence, root, date = found.groups()
    return Receipt(int(number), int(sequence), root, date)


class Destruction(NamedTuple):
    """What stays of a destroyed stream: where its events stood, and the heads that checkpoints cover; the last is its last head."""

    stream: str
    sequences: tuple[tuple[int, int], ...]
    heads: tuple[tuple[int, int, str], ...]

    def as_data(self) -> dict[str, object]:
        """Return what the event in the office's chain says of it."""
        return {"stream": self.stream, "sequences": [list(each) for each in self.sequences], "heads": [list(each) for each in self.heads]}


class Entry(NamedTuple):
    """One event as the proof sees it; `content` is its canonical JSON without sequence and hash."""

    line: int
    sequence: int
    stream: str
    version: int
    previous: str
    hash: str
    content: bytes


@dataclass(frozen=True, order=True)
class Finding:
    """Something that is not as it was recorded, with its place."""

    sequence: int
    line: int
    fault: str
    stream: str = ""
    version: int = 0

    def __str__(self) -> str:
        """Return the finding as one line."""
        what = f"{self.stream} version {self.version}: " if self.stream else ""
        return f"line {self.line}, sequence {self.sequence}: {what}{FAULTS[self.fault]}"


FAULTS = {
    "edited": "edited: the content is not what its hash was made of",
    "broken": "broken: this event does not follow from the one before it",
    "missing": "missing: an event stood here",
    "forked": "forked: a second event with this version",
    "reordered": "reordered: this event stands in another place than it was recorded in",
    "inserted": "inserted: an event that was not recorded here",
    "revived": "revived: this stream was destroyed, yet here is an event of it",
    "truncated": "truncated: later events are vouched for and absent; this is an older or cut-off copy",
    "rewritten": "rewritten: the events up to here are not those that the checkpoint or receipt was made of",
    "unwitnessed": "unwitnessed: the destruction of this stream and the office's chain do not agree",
    "miscounted": "miscounted: the end says another number of events",
    "unreadable": "unreadable: this line is not as an export writes it",
}


def content_of(row: tuple[Any, ...]) -> bytes:
    """Return the canonical JSON of an event from its columns, without its sequence and hash."""
    _, stream, version, previous, _, kind, number, body, effective, recorded, person, on_behalf_of, account = row
    return (
        f'{{"author":{{"account":{quoted(account)},"on_behalf_of":{quoted(on_behalf_of)},"person":{quoted(person)}}},"body":{body},'
        f'"effective":{quoted(effective)},"format":{number},"kind":{quoted(kind)},"previous":{quoted(previous)},'
        f'"recorded":{quoted(recorded)},"stream":{quoted(stream)},"version":{version}}}'
    ).encode("utf-8", "surrogatepass")


class Tree:
    """A Merkle tree as in RFC 6962: leaves are hashed behind a 0 byte, pairs behind a 1 byte, an odd one out moves up unchanged."""

    def __init__(self) -> None:
        self._levels: list[list[bytes]] = [[]]
        self._changed: set[int] = set()

    def put(self, index: int, leaf: bytes) -> None:
        """Set a leaf, or add one at the end."""
        row = self._levels[0]
        value = sha256(b"\x00" + leaf).digest()
        if index == len(row):
            row.append(value)
        else:
            row[index] = value
        self._changed.add(index)

    def root(self) -> str:
        """Return the root; only what changed since the last time is computed."""
        changed, level = self._changed, 0
        while len(self._levels[level]) > 1:
            below = self._levels[level]
            level += 1
            if level == len(self._levels):
                self._levels.append([])
            changed = {index // 2 for index in changed}
            self._climb(below, self._levels[level], changed)
        self._changed = set()
        return self._levels[level][0].hex() if self._levels[level] else sha256(b"").hexdigest()

    @staticmethod
    def _climb(below: list[bytes], above: list[bytes], changed: Iterable[int]) -> None:
        above.extend([b""] * ((len(below) + 1) // 2 - len(above)))
        last = len(below) - 1
        for index in changed:
            left = index * 2
            above[index] = sha256(b"\x01" + below[left] + below[left + 1]).digest() if left < last else below[left]


class Heads:
    """The last event of every stream, and the root over them in the order in which the streams began."""

    def __init__(self) -> None:
        self.known: dict[str, tuple[int, str, int]] = {}
        self.changed: dict[str, None] = {}
        self._places: dict[str, int] = {}
        self._tree = Tree()

    def put(self, stream: str, version: int, own: str, sequence: int) -> None:
        """Set the head of a stream."""
        self.known[stream] = (version, own, sequence)
        self.changed[stream] = None

    def root(self, number: int, date: str, previous: str) -> str:
        """Return the root for a checkpoint; its first leaf is its own number and date, and the root of the checkpoint before it."""
        self._tree.put(0, f"{number}\n{date}\n{previous}".encode())
        for stream in self.changed:
            place = self._places.setdefault(stream, len(self._places) + 1)
            version, own, sequence = self.known[stream]
            self._tree.put(place, f"{stream}\n{version}\n{own}\n{sequence}".encode("utf-8", "surrogatepass"))
        self.changed.clear()
        return self._tree.root()


@dataclass
class Walk:
    """One pass over all events in the order of the record; what is not as recorded is kept in `findings`."""

    checkpoints: list[Receipt] = field(default_factory=list)
    destructions: list[Destruction] = field(default_factory=list)
    events: int = 0
    last: int = 0
    line: int = 0

    def __post_init__(self) -> None:
        """Prepare: what was destroyed still counts where a checkpoint covers it."""
        self.findings: dict[tuple[str, str, int, int], Finding] = {}
        self._heads = Heads()
        self._gaps: dict[tuple[str, int], Finding] = {}
        self._seals = sorted(self.checkpoints, reverse=True)
        self._roots: dict[int, Receipt] = {0: Receipt(0, 0, "", "")}
        self._gone = {each.stream: each for each in self.destructions}
        self._watched = {OFFICE, *self._gone}
        self._witnessed: dict[str, Any] = {}
        spans = sorted((low, high) for each in self.destructions for low, high in each.sequences)
        self._spans = dict(spans)
        self._kept = sorted(self._marks(), reverse=True)
        self._pause = self._next_pause()

    def _marks(self) -> Iterator[tuple[int, int, str, str]]:
        for stream, spans, heads in self.destructions:
            yield spans[0][0], 0, stream, ""
            yield from ((sequence, version, stream, head) for sequence, version, head in heads)

    def _next_pause(self) -> int:
        seal = self._seals[-1].sequence + 1 if self._seals else _NEVER
        return min(seal, self._kept[-1][0] if self._kept else _NEVER)

    def add(self, entries: Iterable[tuple[int, int, str, int, str, str, bytes]]) -> None:
        """Take events in, as the fields of `Entry`; this loop decides how long a million of them takes."""
        known, changed, pause, last = self._heads.known, self._heads.changed, self._pause, self.last
        for line, sequence, stream, version, previous, own, content in entries:
            if sequence >= pause:
                self._advance(sequence)
                pause = self._pause
            if sha256(content).hexdigest() != own:
                self._found("edited", line, sequence, stream, version)
            if sequence != last + 1:
                self._jump(line, sequence, stream, version)
            head = known.get(stream, _NOTHING)
            if version == head[0] + 1 and previous == head[1]:
                known[stream] = (version, own, sequence)
                changed[stream] = None
            else:
                self._stray(Entry(line, sequence, stream, version, previous, own, b""))
            if stream in self._watched:
                self._witness(Entry(line, sequence, stream, version, previous, own, content))
            self.events += 1
            if sequence > last:
                self.last = last = sequence
            self.line = line

    def _found(self, fault: str, line: int, sequence: int, stream: str = "", version: int = 0) -> None:
        self.findings.setdefault((fault, stream, version, sequence), Finding(sequence, line, fault, stream, version))

    def _jump(self, line: int, sequence: int, stream: str, version: int) -> None:
        """Judge a sequence that is not the next."""
        if sequence <= self.last:
            late = self._gaps.pop(("", sequence), None)
            self._found("reordered" if late else "inserted", line, sequence, stream, version)
            return
        at = self.last + 1
        while at < sequence:
            at = self._spans.get(at, 0) + 1 if at in self._spans else self._gap("", at, Finding(at, line, "missing"))
            if len(self._gaps) > MANY:
                return

    def _gap(self, stream: str, number: int, finding: Finding) -> int:
        self._gaps[stream, number] = finding
        return number + 1

    def _stray(self, entry: Entry) -> None:
        """Judge an event that does not follow from the head of its stream."""
        line, sequence, stream, version, *_ = entry
        before = self._heads.known.get(stream, _NOTHING)[0]
        if version == before + 1:
            self._found("broken", line, sequence, stream, version)
        elif version > before + 1:
            for absent in range(before + 1, min(version, before + MANY)):
                self._gap(stream, absent, Finding(sequence, line, "missing", stream, absent))
        elif self._gaps.pop((stream, version), None):
            self._found("reordered", line, sequence, stream, version)
        else:
            self._found("forked", line, sequence, stream, version)
        if version > before:
            self._heads.put(stream, version, entry.hash, sequence)

    def _witness(self, entry: Entry) -> None:
        if entry.stream != OFFICE:
            self._found("revived", entry.line, entry.sequence, entry.stream, entry.version)
        elif f'"kind":"{DESTROYED}"'.encode() in entry.content:
            told = _read(entry.content)
            body = told.get("body")
            destroyed = body.get("destroyed") if isinstance(body, dict) and told.get("kind") == DESTROYED else None
            if isinstance(destroyed, dict):
                self._witnessed[str(destroyed.get("stream"))] = destroyed

    def _advance(self, sequence: int) -> None:
        """Take in what was kept of destroyed streams, and compute the checkpoints that lie before `sequence`."""
        while self._pause <= sequence:
            if self._kept and self._kept[-1][0] <= (self._seals[-1].sequence if self._seals else _NEVER):
                at, version, stream, head = self._kept.pop()
                self._heads.put(stream, version, head, at)
            else:
                self._seal(self._seals.pop())
            self._pause = self._next_pause()

    def _seal(self, seal: Receipt) -> None:
        previous = self._roots.get(seal.number - 1)
        root = self._heads.root(seal.number, seal.date, previous.root if previous else "?")
        if root != seal.root:
            self._found("rewritten", self.line, seal.sequence)
        self._roots[seal.number] = seal

    def finish(self, receipts: Iterable[Receipt] = ()) -> tuple[Finding, ...]:
        """Return every finding, in order; `receipts` were kept elsewhere."""
        self._advance_to_end()
        for finding in self._gaps.values():
            self._found("missing", finding.line, finding.sequence, finding.stream, finding.version)
        for stream in sorted(self._gone.keys() | self._witnessed.keys()):
            gone = self._gone.get(stream)
            if gone is None or gone.as_data() != self._witnessed.get(stream):
                self._found("unwitnessed", self.line, self.last, stream)
        for receipt in receipts:
            self._compare(receipt)
        return tuple(sorted(self.findings.values()))

    def _advance_to_end(self) -> None:
        while self._kept and self._kept[-1][0] <= self.last:
            self._advance(self._kept[-1][0])
        for seal in reversed(self._seals):
            if seal.sequence > self.last:
                self._found("truncated", self.line, self.last)
            else:
                self._seal(seal)
        self._seals.clear()

    def _compare(self, receipt: Receipt) -> None:
        own = self._roots.get(receipt.number)
        if receipt.sequence > self.last or own is None:
            self._found("truncated", self.line, self.last)
        elif own != receipt:
            self._found("rewritten", self.line, receipt.sequence)


_EVENT = re.compile(
    rb'\{"event":(\{"author":.*,"previous":"([0-9a-f]*)","recorded":"[^"\\]*","stream":"([^"\\]*)","version":(\d{1,15})\})'
    rb',"hash":"([0-9a-f]{64})","sequence":(\d{1,15})\}\n?'
)


def verify_export(lines: Iterable[bytes], receipts: Iterable[Receipt] = ()) -> tuple[Walk, tuple[Finding, ...]]:
    """Return the walk over an export and what it found."""
    export = _Export()
    walk = export.walk(lines)
    findings = walk.finish([*export.own, *receipts])
    return walk, tuple(sorted({*findings, *export.faults})) or export.miscounted


class _Export:
    """The lines of an export: a header, checkpoints, destructions, events, other rows, an end."""

    def __init__(self) -> None:
        self.faults: list[Finding] = []
        self.own: list[Receipt] = []
        self.miscounted: tuple[Finding, ...] = ()
        self._ended = False

    def walk(self, lines: Iterable[bytes]) -> Walk:
        numbered = iter(enumerate(lines, 1))
        checkpoints, destructions, first = self._head(numbered)
        walk = Walk(checkpoints, destructions)
        walk.add(self._entries(first, numbered, walk))
        if not self._ended:
            self.faults.append(Finding(walk.last, walk.line, "truncated"))
        return walk

    def _head(self, numbered: Iterator[tuple[int, bytes]]) -> tuple[list[Receipt], list[Destruction], list[tuple[int, bytes]]]:
        checkpoints: list[Receipt] = []
        destructions: list[Destruction] = []
        for number, line in numbered:
            told = _read(line)
            try:
                if number == 1:
                    self._header(told)
                elif "checkpoint" in told:
                    checkpoints.append(_dated(parse_receipt(told["checkpoint"]["receipt"]), told["checkpoint"]["recorded"]))
                elif "destruction" in told:
                    destructions.append(read_destruction(told["destruction"]))
                else:
                    return checkpoints, destructions, [(number, line)]
            except (KeyError, TypeError, ValueError):
                self._unreadable(number)
        return checkpoints, destructions, []

    def _header(self, told: dict[str, Any]) -> None:
        if told.get("export") != "maatwerk-record" or told.get("format") != FORMAT:
            raise ValueError
        self.own = [parse_receipt(each) for each in told["receipts"]]

    def _unreadable(self, number: int) -> None:
        self.faults.append(Finding(0, number, "unreadable"))

    def _entries(self, first: list[tuple[int, bytes]], numbered: Iterator[tuple[int, bytes]], walk: Walk) -> Iterator[Any]:
        for lines in (first, numbered):
            for number, line in lines:
                found = None if self._ended else _EVENT.fullmatch(line)
                if found is None:
                    self._other(number, line, walk)
                    continue
                content, previous, stream, version, own, sequence = found.groups()
                yield number, int(sequence), stream.decode(errors="replace"), int(version), previous.decode(), own.decode(), content

    def _other(self, number: int, line: bytes, walk: Walk) -> None:
        told = _read(line)
        if "end" in told and not self._ended:
            self._ended = True
            if told["end"] != {"events": walk.events, "sequence": walk.last}:
                self.miscounted = (Finding(walk.last, number, "miscounted"),)
        elif not told.keys() & {"command", "row"} or self._ended:
            self._unreadable(number)


def _read(line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _dated(receipt: Receipt, recorded: str) -> Receipt:
    if not recorded.startswith(receipt.date):
        raise ValueError(recorded)
    return receipt


def read_destruction(told: dict[str, Any]) -> Destruction:
    """Read what an export or an event says of a destroyed stream."""
    spans = tuple((int(low), int(high)) for low, high in told["sequences"])
    heads = tuple((int(sequence), int(version), str(head)) for sequence, version, head in told["heads"])
    if not spans or not heads or any(not 0 < low <= high for low, high in spans):
        raise ValueError(told)
    return Destruction(str(told["stream"]), spans, heads)


def report(name: str, source: IO[bytes], receipts: Iterable[Receipt]) -> tuple[str, int]:
    """Return what to print of an export, and the exit code."""
    kept = list(receipts)
    walk, findings = verify_export(source, kept)
    if findings:
        return "\n".join([*map(str, findings), f"{name}: NOT as recorded, {len(findings)} found"]), 1
    sealed = f"{len(walk.checkpoints)} checkpoints" + (
        f", {len(kept)} receipts" if kept else "; no receipt given: an older copy would not show"
    )
    return f"{name}: as recorded, {walk.events} events up to sequence {walk.last}, {sealed}", 0


def main(arguments: list[str]) -> int:
    """Verify an export from the command line."""
    if not arguments or arguments[0].startswith("-"):
        sys.stderr.write("usage: python verifier.py EXPORT.jsonl [RECEIPT]...\n")
        return 2
    try:
        receipts = [parse_receipt(each) for each in arguments[1:]]
        with open(arguments[0], "rb") as source:  # noqa: PTH123  # one file, nothing imported that need not be
            text, code = report(arguments[0], source, receipts)
    except ValueError as error:
        text, code = f"not a receipt: {error}", 2
    except OSError as error:
        text, code = f"{arguments[0]}: {error.strerror}", 1
    sys.stdout.write(text + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
