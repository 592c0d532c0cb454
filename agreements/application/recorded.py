"""Use cases: a dossier taken out of the record, as it is or as it was, and every place where a document prints one of its facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import NoneType
from typing import Any, get_args

from agreements.application.acting import When
from agreements.application.casework import case_of, companies, company_stream, entries, unknown_company
from agreements.application.dossiers import APPLIED, RecordedDossier, fold_dossier
from agreements.application.draft import Order, compose
from agreements.application.names import names_in, with_names
from agreements.drafting.document import Division, Document, Node, Value, flat, inline_groups, plain
from agreements.model.dossier import Dossier, Fact
from agreements.model.dossier_kinds import HistoryEvent, Stage, Visibility
from agreements.model.encoding import date_text
from agreements.model.placed import Placed
from agreements.model.reading import FORMAT, keys_of
from agreements.model.revisions import Change, Content, Path, paths_of, place_of, revised, without
from agreements.model.values import FuzzyDate
from agreements.problems import AgreementsError, Where, problem
from agreements.record.record import Reading, Record
from agreements.record.values import Recorded, effective_date
from agreements.sources import Source, guess
from agreements.sources.writing import to_yaml
from agreements.workflow.case import fold
from agreements.workflow.projections import as_known, signed_on, signings
from agreements.workspace import Workspace


def dossier_as(reading: Reading, company: str, when: When) -> RecordedDossier:
    """Return a dossier as it was on a day and as the record held it at a moment; raise AgreementsError when nothing was recorded then."""
    whole = reading.load(company_stream(company))
    found = fold_dossier(company, (each for each in whole if counts(each, when)))
    if found is not None:
        return replace(found, said=with_names(found.said, names_in(reading)))
    first = next((each for each in whole if each.kind == APPLIED), None)
    if first is None:
        raise AgreementsError(unknown_company(reading, company))
    raise AgreementsError(problem("E889", Where(company), company=company, effective=first.effective, recorded=first.recorded))


def counts(each: Recorded, when: When) -> bool:
    """Say whether an event is part of what was so on a day, as it was known at a moment."""
    known = not when.as_known or each.recorded <= when.as_known
    return known and (when.at is None or effective_date(each.effective).last <= when.at)


def recorded_by(reading: Reading, when: When) -> list[str]:
    """Return the companies of which a dossier was recorded by then."""
    histories = ((each, reading.load(company_stream(each))) for each in companies(reading))
    return [company for company, history in histories if any(each.kind == APPLIED and counts(each, when) for each in history)]


def exported(dossier: RecordedDossier) -> Source:
    """Return a dossier as a file that can be edited and applied again: `based_on` says from which version it came."""
    said = arranged(dossier.said, Dossier)
    text = to_yaml({"format": FORMAT, "based_on": dossier.version, **(said if isinstance(said, dict) else {})})
    return Source(f"{dossier.company}.yaml ({dossier.version})", text)


_ABOUT_ANY_FACT = frozenset(keys_of(Fact))
_LANGUAGES = ("nl", "en")


def arranged(said: Content, kind: Any) -> Content:  # noqa: ANN401  # an annotation can be anything that typing knows
    """Return what is said with the keys of each mapping in the order in which the format names them, what any fact may carry last."""
    options = [each for each in (get_args(kind) or (kind,)) if each is not NoneType]
    match said:
        case list():
            return [arranged(item, options[0]) for item in said]
        case dict():
            keys = next((keys_of(each) for each in options if isinstance(each, type) and issubclass(each, Placed)), {})
            inner = {name: hint for name, (_, hint) in keys.items()}
            first = [name for name in (*_LANGUAGES, *inner) if name in said and name not in _ABOUT_ANY_FACT]
            order = dict.fromkeys([*first, *said])
            return {name: arranged(said[name], inner.get(name, options[-1])) for name in order}
        case _:
            return said


def from_record(record: Record, subject: str, when: When | None = None) -> Source | None:
    """Return the dossier of a company out of the record, now or as it was; None when nothing is recorded of it.

    Raise AgreementsError when something is, but not at the moment that is asked.
    """
    with record.snapshot() as reading:
        if subject not in companies(reading):
            return None
        return exported(dossier_as(reading, subject, when or When()))


def from_record_to_draft(record: Record, subject: str, when: When | None = None) -> Source | None:
    """Return the same as `from_record`, to draft a document from: see `to_draft`."""
    with record.snapshot() as reading:
        return to_draft(reading, subject, when or When()) if subject in companies(reading) else None


def to_draft(reading: Reading, company: str, when: When) -> Source:
    """Return a dossier as a file to draft a document from: what was signed in the case of the company stands in its history too.

    It is not to be applied: a dossier tells only of what was signed elsewhere (E638). That an instrument was signed, and when, is public
    (aanw. 29). Raise AgreementsError when nothing was recorded of it by then.
    """
    dossier = dossier_as(reading, company, when)
    signed = _signed_here(reading, company, when)
    told = {each.stage for each in dossier.dossier().history if each.event is HistoryEvent.SIGNED and not each.withdrawn}
    new: list[Content] = [_as_history(stage, day) for stage, day in signed.items() if stage not in told]
    if not new or not isinstance(dossier.said, dict):
        return exported(dossier)
    history = dossier.said.get("history", [])
    return exported(replace(dossier, said={**dossier.said, "history": [*(history if isinstance(history, list) else []), *new]}))


def _as_history(stage: Stage, day: FuzzyDate) -> Content:
    return {"stage": stage.value, "event": HistoryEvent.SIGNED.value, "date": date_text(day), "visibility": Visibility.PUBLIC.value}


def _signed_here(reading: Reading, company: str, when: When) -> Mapping[Stage, FuzzyDate]:
    """Return when each instrument was signed in the case of a company, by a day and as it was known at a moment."""
    told = tuple(entries(reading.load(company_stream(company))))
    case = fold(as_known(told, when.as_known) if when.as_known else told) if told else None
    days = signed_on(case) if case is not None else {}
    return {stage: day for stage, day in days.items() if day.first is not None and (when.at is None or day.last <= when.at)}


def signed_in(record: Record, company: str) -> tuple[Stage, ...]:
    """Return the instruments that were signed in the case of a company; none when it has no case."""
    with record.snapshot() as reading:
        case = case_of(reading, company)
        return tuple(each.stage for each in signings(case)) if case is not None else ()


def all_to_draft(record: Record, subjects: Sequence[str]) -> list[tuple[str, Source]]:
    """Return the dossiers of companies out of the record to draft from, each with its id: those that are asked, or without any all.

    Raise AgreementsError for a company of which nothing is recorded.
    """
    with record.snapshot() as reading:
        return [(each, to_draft(reading, each, When())) for each in dict.fromkeys(subjects or companies(reading))]


@dataclass(frozen=True, slots=True)
class Printed:
    """One place where a document prints a fact: in which kind and language, under which heading, in which words."""

    kind: str
    language: str
    heading: str
    words: str


OTHER = "▮▮▮"
"""Stands in for a text that no document can do without, to see where it goes."""


def where(workspace: Workspace, dossier: RecordedDossier, figure: str, languages: tuple[str, ...] = ("nl", "en")) -> tuple[Printed, ...]:
    """Return every place that would read otherwise without a fact: a commitment, project or party by its id, or any path of the dossier.

    Raise AgreementsError when the dossier has no such fact.
    """
    path = _path(dossier, figure)
    others = [replace(dossier, said=said) for said in (without(dossier.said, path), revised(dossier.said, [Change(path, None, OTHER)]))]
    found: list[Printed] = []
    for kind in workspace.kinds():
        if not _speaks(dossier, kind):
            continue
        order = Order(dossier.company, kind, languages)
        drafts = (compose(workspace, replace(order, source=exported(each))).documents for each in others)
        rest = {document.language: _printed(document) for document in next(filter(None, drafts), ())}
        for document in compose(workspace, replace(order, source=exported(dossier))).documents:
            missing = _printed(document) - rest.get(document.language, _printed(document))
            found += (Printed(kind, document.language, heading, words) for heading, words in missing)
    return tuple(found)


def _speaks(dossier: RecordedDossier, kind: str) -> bool:
    """Say whether a dossier has a document of a kind: every instrument, and another one once the dossier answers what it asks."""
    return kind in set(Stage) or any(path[:2] == ("answers", kind) for path in paths_of(dossier.said))


def _path(dossier: RecordedDossier, figure: str) -> Path:
    """Return the one path that is meant: written out, or an item by its id."""
    known = {place_of(path): path for path in paths_of(dossier.said)}
    items = [path for name, path in known.items() if name.endswith(f"[{figure}]")]
    if figure in known:
        return known[figure]
    if len(items) == 1:
        return items[0]
    choices = [path[-1].strip("[]") for path in known.values() if path[-1].startswith("[")]
    near, listed = guess(figure, choices), ", ".join(choices)
    raise AgreementsError(problem("E892", Where(dossier.company), company=dossier.company, figure=figure, guess=near, known=listed))


def _printed(document: Document) -> Counter[tuple[str, str]]:
    """Count the values that a document prints, each with the heading that it stands under."""
    found = [(document.title, inline) for inline in flat(document.subtitle) if isinstance(inline, Value)]
    found += [each for part in document.parts for each in _values(part, "")]
    return Counter((heading, value.text) for heading, value in found)


def _values(node: Node, heading: str) -> Iterator[tuple[str, Value]]:
    if isinstance(node, Division) and node.heading:
        heading = f"{node.marker} {plain(node.heading)}".strip()
    for group in inline_groups(node):
        yield from ((heading, inline) for inline in flat(group) if isinstance(inline, Value))
    if isinstance(node, Division):
        for child in node.children:
            yield from _values(child, heading)
