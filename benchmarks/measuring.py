"""How a claim about speed is measured and shown."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the table; seconds."""

    claim: str
    ours: float
    peer_name: str
    peer: float
    goal: float

    def __str__(self) -> str:
        """Return the line with the verdict on its goal."""
        ratio = self.ours / self.peer
        verdict = "reached" if ratio <= self.goal else "NOT reached"
        ours, peer = (f"{seconds * 1000:>9.1f} ms" for seconds in (self.ours, self.peer))
        return f"{self.claim:<46} {ours}  {self.peer_name:<38} {peer}  {ratio:>6.2f}  {self.goal:>5.2f}  {verdict}"


def processor(ours: Callable[[], object], rounds: int) -> float:
    """Return the median of the processor's seconds: for a claim against a limit, which a busy machine says nothing about."""
    times = []
    for _ in range(rounds):
        gc.collect()
        started = time.process_time()
        ours()
        times.append(time.process_time() - started)
    return statistics.median(times)


def by_turns(ours: Callable[[], object], peer: Callable[[], object], rounds: int) -> tuple[float, float]:
    """Return the medians of two programs that take turns."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for program, kept in zip((ours, peer), times, strict=True):
            gc.collect()
            started = time.perf_counter()
            program()
            kept.append(time.perf_counter() - started)
    return statistics.median(times[0]), statistics.median(times[1])


def table(lines: Sequence[Line]) -> str:
    """Return the table."""
    head = f"{'claim':<46} {'ours':>12}  {'peer or limit':<38} {'':>12}  {'ratio':>6}  {'goal':>5}"
    return "\n".join((head, "-" * len(head), *map(str, lines)))
