"""Documents of before the record, as events: what was taken in for a company, where it came from, and what it proved by itself then.

The process passes over this kind. Bytes and verdict are in the archive under their SHA-256 before an event names them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from agreements.model.dossier_kinds import Kind
from agreements.model.inventory import Language
from agreements.model.verdicts import Outcome
from agreements.problems import AgreementsError, Where, problem
from agreements.record.values import NewEvent, Recorded

DOCUMENT_TAKEN_IN = "document_taken_in"


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A file that was taken in. `day` is when it was signed as its list says, `source` where it came from.

    `file` and `verdict` are SHA-256; `outcome` is what the file proved by itself then, `signatures` how many digital ones are in it.
    """

    file: str
    name: str
    kind: Kind
    language: Language
    day: str
    source: str
    verdict: str
    outcome: Outcome
    signatures: int


def taken_in_event(taken: TakenIn) -> NewEvent:
    """Return that a file was taken in; it was so on the day on which the file was signed."""
    body: dict[str, object] = {
        "file": taken.file,
        "name": taken.name,
        "kind": taken.kind.value,
        "language": taken.language.value,
        "day": taken.day,
        "source": taken.source,
        "verdict": taken.verdict,
        "outcome": taken.outcome.value,
        "signatures": taken.signatures,
    }
    return NewEvent(DOCUMENT_TAKEN_IN, body, taken.day)


def taken_in(history: Iterable[Recorded]) -> Iterator[tuple[Recorded, TakenIn]]:
    """Yield each file that the history of a company takes in, with its event; raise AgreementsError for one that cannot be read."""
    for each in history:
        if each.kind == DOCUMENT_TAKEN_IN:
            yield each, _read(each)


def _read(each: Recorded) -> TakenIn:
    body = each.body
    try:
        return TakenIn(
            str(body["file"]),
            str(body["name"]),
            Kind(str(body["kind"])),
            Language(str(body["language"])),
            str(body["day"]),
            str(body["source"]),
            str(body["verdict"]),
            Outcome(str(body["outcome"])),
            int(str(body["signatures"])),
        )
    except (LookupError, TypeError, ValueError) as error:
        raise AgreementsError(problem("E802", Where(f"{each.stream} ({each.version})"), kind=each.kind)) from error
