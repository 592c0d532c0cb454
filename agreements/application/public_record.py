"""Public copies in the record: which copies of an issue were made, and on which grounds passages were withheld, as events of the company.

The process passes over them. The files are in the archive under their SHA-256 before an event names them; what was withheld is in none of
the copies. The file that says what to withhold and why is kept beside them, for the office alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from agreements.record.values import NewEvent, Recorded

if TYPE_CHECKING:
    from agreements.drafting.redacting import Redaction

PUBLIC_COPY_MADE = "public_copy_made"


@dataclass(frozen=True, slots=True)
class CopyRecord:
    """A public copy that was made of an issue: its files by their SHA-256 (`pdf`, `word`, `page`), the version and the day (ISO).

    `asked` is the SHA-256 of the file of redactions by which it was made; empty when there was none, or when it was not kept yet.
    """

    issue: str
    files: Mapping[str, str]
    version: int
    made: str
    asked: str = ""


def copy_event(issue: str, files: Mapping[str, str], found: Sequence[Redaction], day: str, asked: str = "") -> NewEvent:
    """Return that a public copy was made; of each redaction its number, its ground and what a lawyer said of emissions, and no more.

    `asked`: the SHA-256 of the file of redactions, which stands in no list of the files of the copy.
    """
    redactions = [{"number": each.number, "ground": each.ground.value, **_cleared(each)} for each in found]
    body = {"issue": issue, "files": dict(files), "redactions": redactions, **({"asked": asked} if asked else {})}
    return NewEvent(PUBLIC_COPY_MADE, body, day)


def _cleared(each: Redaction) -> dict[str, object]:
    said = each.entry.emissions if each.entry else None
    return {"emissions": {"no": said.no, "by": said.by, "reason": said.reason}} if said else {}


def copies_in(history: Iterable[Recorded]) -> Iterator[CopyRecord]:
    """Yield the public copies that were made, the oldest first."""
    for each in history:
        if each.kind == PUBLIC_COPY_MADE:
            files, asked = cast("Mapping[str, str]", each.body["files"]), str(each.body.get("asked", ""))
            yield CopyRecord(str(each.body["issue"]), files, each.version, each.effective, asked)
