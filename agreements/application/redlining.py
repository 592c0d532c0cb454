"""Use case: two versions of a document beside each other: the list of what changed, and the redline in Word, PDF and HTML.

A version is named as people name it: a tree file, an issue, a dossier file, a day in the record, or the draft of now, also by its kind.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from agreements.application.acting import When
from agreements.application.casework import companies
from agreements.application.change_list import became_lines, lines
from agreements.application.draft import Order, compose
from agreements.application.recorded import from_record_to_draft
from agreements.application.signing_record import issues_of
from agreements.archive.store import kept
from agreements.drafting.changes import Change, changes
from agreements.drafting.comparison import Redline, redline
from agreements.drafting.counterparts import Became, counterparts
from agreements.drafting.document import Division, Document, plain
from agreements.drafting.wording import TONGUES
from agreements.formats.redline import render
from agreements.formats.word.redlining import Revising
from agreements.model.canonical import canonical_json
from agreements.problems import AgreementsError, Problem, Where, in_order, problem, refuse_errors
from agreements.record.record import Record
from agreements.sources import Source, guess
from agreements.workspace import Workspace, read_whole

NOW = "now"
FORMATS = ("docx", "pdf", "html", "txt", "json")


@dataclass(frozen=True, slots=True)
class Comparison:
    """What is asked: two versions of a document of a company, each by its name.

    `dossier` is what NOW is drafted from; `kind` and `language` are of versions that are drafted.
    """

    company: str
    dossier: Source
    old: str
    new: str
    kind: str
    language: str = "nl"


@dataclass(frozen=True, slots=True)
class Room:
    """Where versions are found: the workspace, and the record with its archive when there is one."""

    workspace: Workspace
    record: Record | None = None
    archive: Path = field(default_factory=Path)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Both versions in one tree, what changed, and what is to be said of them; of two kinds also which clause became which."""

    found: Redline
    changes: tuple[Change, ...]
    problems: tuple[Problem, ...]
    became: tuple[Became, ...] = ()


def compare_versions(room: Room, asked: Comparison) -> Outcome:
    """Return two versions beside each other.

    Two kinds of document are held together by their clauses first; that no clause has a counterpart is a warning (W510). Raise
    AgreementsError for a version that cannot be found (E514), read (E505) or drafted, of another company (E512), or in another language
    (E513).
    """
    old, new = (_version(room, asked, name) for name in (asked.old, asked.new))
    problems = _unlike(asked, old, new)
    refuse_errors(problems)
    if old.kind == new.kind:
        found = redline(old, new)
        return Outcome(found, changes(found), in_order(problems))
    return _of_two_kinds(asked, old, new, problems)


def _of_two_kinds(asked: Comparison, old: Document, new: Document, problems: list[Problem]) -> Outcome:
    matched = counterparts(old, new)
    if not matched.any:
        problems = [*problems, problem("W510", Where(asked.new), old=old.kind, new=new.kind)]
    found = redline(matched.old, new)
    told = tuple(replace(each, uid=matched.names.get(each.uid, each.uid)) for each in changes(found))
    return Outcome(found, told, in_order(problems), matched.clauses)


def _unlike(asked: Comparison, old: Document, new: Document) -> list[Problem]:
    found = []
    for name, document in ((asked.old, old), (asked.new, new)):
        company = document.identifier.removeprefix(f"{document.kind}-")
        if company != asked.company:
            found.append(problem("E512", Where(name), name=name, found=company, company=asked.company))
        if document.language not in TONGUES:
            found.append(problem("E505", Where(name), detail="/language"))
    if old.language != new.language:
        found.append(problem("E513", Where(asked.new), old=old.language, new=new.language))
    return found


# The versions


def _version(room: Room, asked: Comparison, name: str) -> Document:
    if name.endswith(".json"):
        return _tree(read_whole(Path(name)), name)
    if name.endswith((".yaml", ".yml")):
        return _drafted(room, asked, room.workspace.dossier(name))
    if name == NOW:
        return _drafted(room, asked, asked.dossier)
    if name in room.workspace.kinds():
        return _drafted(room, replace(asked, kind=name), asked.dossier)
    day = _day(name)
    return _drafted(room, asked, _recorded(room, asked, name, day)) if day else _issued(room, asked, name)


def is_drafted(name: str) -> bool:
    """Say whether a version is drafted, and not read: then its kind must be known."""
    return name == NOW or name.endswith((".yaml", ".yml")) or _day(name) is not None


def _day(name: str) -> date | None:
    try:
        return date.fromisoformat(name)
    except ValueError:
        return None


def _tree(data: bytes, name: str) -> Document:
    from agreements.formats.from_json import from_json  # noqa: PLC0415  # only who reads a tree needs it

    return from_json(data, name)


def _recorded(room: Room, asked: Comparison, name: str, day: date) -> Source:
    """Return the dossier as the record had it on a day; raise AgreementsError without a record or without the company in it."""
    found = from_record_to_draft(room.record, asked.company, When(day)) if room.record else None
    if found is None:
        raise _nowhere(asked, name)
    return found


def _drafted(room: Room, asked: Comparison, source: Source) -> Document:
    drafted = compose(room.workspace, Order(asked.company, asked.kind, (asked.language,), source=source))
    refuse_errors(drafted.problems)
    return drafted.documents[0]


def _issued(room: Room, asked: Comparison, name: str) -> Document:
    if room.record is None:
        raise _nowhere(asked, name)
    with room.record.snapshot() as reading:
        issues = issues_of(reading, asked.company) if asked.company in companies(reading) else ()
    for each in issues:
        if each.id == name:
            return _tree(kept(room.archive, each.files["tree"]), name)
    raise _nowhere(asked, name, [each.id for each in issues])


def _nowhere(asked: Comparison, name: str, issues: Sequence[str] = ()) -> AgreementsError:
    known = ", ".join((*issues, NOW))
    return AgreementsError(problem("E514", Where(name), name=name, company=asked.company, guess=guess(name, list(issues)), known=known))


# What comes of it


def files(outcome: Outcome, formats: Sequence[str], by: Revising) -> Iterator[tuple[str, bytes]]:
    """Yield the name and bytes of each file that is asked."""
    language = outcome.found.new.language
    stem = f"redline-{outcome.found.new.identifier.removeprefix(f'{outcome.found.new.kind}-')}-{language}"
    for each in formats:
        if each == "json":
            yield f"{stem}.json", canonical_json(as_data(outcome))
        elif each == "txt":
            yield f"{stem}.txt", ("\n".join(listed(outcome, language)) + "\n").encode()
        else:
            yield f"{stem}.{each}", render(outcome.found, each, by)


def listed(outcome: Outcome, language: str) -> Iterator[str]:
    """Yield what changed for people; of two kinds first which clause became which."""
    if outcome.became:
        yield from became_lines(outcome.became, (outcome.found.old.kind, outcome.found.new.kind), language)
        yield ""
    yield from lines(outcome.changes, language)


def as_data(outcome: Outcome) -> dict[str, object]:
    """Return a comparison in the documented JSON shape."""
    return {
        "old": _version_as_data(outcome.found.old),
        "new": _version_as_data(outcome.found.new),
        "same": outcome.found.same,
        "clauses": [_became_as_data(each) for each in outcome.became],
        "changes": [_change_as_data(each) for each in outcome.changes],
    }


def _became_as_data(became: Became) -> dict[str, object]:
    return {"old": _clause_as_data(became.old), "new": _clause_as_data(became.new), "by": became.by.value if became.by else None}


def _clause_as_data(clause: Division | None) -> dict[str, str] | None:
    return {"uid": clause.uid, "marker": clause.marker, "title": plain(clause.heading)} if clause else None


def _version_as_data(document: Document) -> dict[str, str]:
    return {"kind": document.kind, "identifier": document.identifier, "language": document.language, "version": document.version}


def _change_as_data(change: Change) -> dict[str, object]:
    return {
        "happened": change.happened.value,
        "uid": change.uid,
        "place": change.place,
        "title": change.title or None,
        "before": change.before or None,
        "was": change.was,
        "now": change.now,
        "words": [{"was": was, "now": now} for was, now in change.words],
        "values": [{"path": path, "was": was, "now": now} for path, was, now in change.values],
    }
