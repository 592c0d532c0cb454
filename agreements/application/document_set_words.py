"""The documents of a set in words, and as data."""

from __future__ import annotations

from collections.abc import Mapping

from agreements.application.show import as_data as fact_as_data
from agreements.drafting.wording import NBSP, TONGUES, words
from agreements.model.document_set import ANNEX, NAMES, DocumentSet, Filed, Issue, Link, Piece, Relation, State
from agreements.model.encoding import interval
from agreements.model.values import FuzzyDate, LocalText

STATES: Mapping[State, LocalText] = {
    State.SIGNED: LocalText("getekend", "signed"),
    State.RECORDED: LocalText("vastgelegd", "recorded"),
    State.POSSIBLE: LocalText("mogelijk", "possibly"),
    State.ISSUED: LocalText("uitgegeven", "issued"),
    State.ENDED: LocalText("niet getekend", "not signed"),
    State.PREPARED: LocalText("in voorbereiding", "in preparation"),
    State.PART: LocalText("bijlage", "annex"),
    State.ASKED: LocalText("gevraagd", "asked"),
    State.ABSENT: LocalText("nog niet", "not yet"),
    State.MISSING: LocalText("niet vastgelegd", "not recorded"),
}

RELATIONS: Mapping[Relation, LocalText] = {
    Relation.FOLLOWS: LocalText("volgt op", "follows"),
    Relation.IN_EXECUTION_OF: LocalText("ter uitvoering van", "in execution of"),
    Relation.ANNEX_OF: LocalText("bijlage bij", "annex of"),
    Relation.AMENDS: LocalText("wijzigt", "amends"),
    Relation.SECURES: LocalText("zekerheid voor", "secures"),
    Relation.PUBLISHES: LocalText("maakt bekend", "publishes"),
    Relation.ASKS_ADVICE_ON: LocalText("vraagt advies over", "asks advice on"),
    Relation.DECIDES_ON: LocalText("beslist over", "decides on"),
}

FILES: Mapping[str, LocalText] = {
    "issued": LocalText("zoals uitgegeven", "as issued"),
    "received": LocalText("zoals het terugkwam", "as it came back"),
    "taken-in": LocalText("ingenomen", "taken in"),
}

HEADS = {"nl": ("stuk", "stand", "datum", "hoort bij", "gegevens"), "en": ("document", "state", "date", "belongs to", "details")}
NO_DOCUMENTS = {"nl": "Er zijn geen stukken.", "en": "There are no documents."}
RECONSTRUCTED = {"nl": "reconstructie uit openbare bronnen", "en": "reconstructed from public sources"}
STOPPED = {"nl": "gesprekken gestopt:", "en": "talks stopped:"}
_SHORT = 12
"""Characters of a SHA-256 that people see; programs get all."""


def head(whole: DocumentSet, language: str) -> str:
    """Return of whom the set is, and as of which day."""
    told = [whole.name, whole.day.isoformat(), RECONSTRUCTED[language] if whole.reconstruction else ""]
    told += [f"{STOPPED[language]} {_date(whole.stopped, language)}"] if whole.stopped else []
    return " · ".join(each for each in told if each)


def rows(whole: DocumentSet, language: str) -> list[tuple[str, ...]]:
    """Return a row for each document of a set, under `HEADS`."""
    return [_row(whole, each, language) for each in whole.pieces]


def called(piece: Piece, language: str) -> str:
    """Return what a document is called: "addendum 1", or an annex with its title."""
    name = " ".join(filter(None, (NAMES[piece.kind].in_language(language), piece.number)))
    return f"  {name}: {piece.title}" if piece.kind == ANNEX else name


def _row(whole: DocumentSet, piece: Piece, language: str) -> tuple[str, ...]:
    state = "" if piece.state is State.PART else STATES[piece.state].in_language(language)
    return called(piece, language), state, _date(piece.date, language), _links(whole, piece, language), _details(piece, language)


def _date(when: FuzzyDate | None, language: str) -> str:
    return words(when, TONGUES[language]).replace(NBSP, " ") if when else ""


def _links(whole: DocumentSet, piece: Piece, language: str) -> str:
    """Return to what a document points; that an annex belongs to the text above it is seen."""
    return "; ".join(_link(whole, each, language) for each in piece.links if each.relation is not Relation.ANNEX_OF)


def _link(whole: DocumentSet, link: Link, language: str) -> str:
    other = whole.get(link.to)
    return f"{RELATIONS[link.relation].in_language(language)} {called(other, language) if other else link.to}"


def _details(piece: Piece, language: str) -> str:
    amount = words(piece.amount, TONGUES[language]).replace(NBSP, " ") if piece.amount else ""
    issues = (_issue(each, language) for each in piece.issues)
    told = {each.sha256 for issue in piece.issues for each in issue.files}  # who took a step with the file that came back names it again
    files = (f"{_file(each, language)} {each.sha256[:_SHORT]}" for each in piece.files if each.sha256 not in told)
    return "; ".join(each for each in (piece.reference, amount, *issues, *files) if each)


def _issue(issue: Issue, language: str) -> str:
    """Return "eop-nl-1: M. Minister, V. Voorbeeld (terug 3f2a...)": who signed it, and the newest file of it."""
    signed = ", ".join(each.name for each in issue.signers)
    newest = f"({_file(issue.files[-1], language)} {issue.files[-1].sha256[:_SHORT]})" if issue.files else ""
    return " ".join(filter(None, (f"{issue.id} [{issue.status}]" + (":" if signed else ""), signed, newest)))


def _file(filed: Filed, language: str) -> str:
    return FILES[filed.what].in_language(language) if filed.what in FILES else filed.name


# As data


def data(whole: DocumentSet) -> dict[str, object]:
    """Return a set in the documented JSON shape."""
    return {
        "company": whole.company,
        "name": whole.name,
        "at": whole.day.isoformat(),
        "reconstruction": whole.reconstruction,
        "stopped": _dated(whole.stopped),
        "documents": [_piece(each) for each in whole.pieces],
    }


def _piece(piece: Piece) -> dict[str, object]:
    name = NAMES[piece.kind]
    return {
        "id": piece.id,
        "kind": piece.kind,
        "name": {"nl": name.nl, "en": name.en},
        "title": piece.title or None,
        "number": piece.number or None,
        "state": piece.state.value,
        "date": _dated(piece.date),
        "reference": piece.reference or None,
        "amount": fact_as_data(piece.amount) if piece.amount else None,
        "links": [{"relation": each.relation.value, "to": each.to} for each in piece.links],
        "issues": [_issue_as_data(each) for each in piece.issues],
        "files": [_file_as_data(each) for each in piece.files],
    }


def _dated(when: FuzzyDate | None) -> dict[str, object] | None:
    return {"precision": when.precision.value, **(interval(when) or {})} if when else None


def _issue_as_data(issue: Issue) -> dict[str, object]:
    return {
        "id": issue.id,
        "language": issue.language,
        "status": issue.status.value,
        "issued_on": issue.issued_on.isoformat(),
        "signed": [{"name": each.name, "party": each.party, "on": each.on.isoformat()} for each in issue.signers],
        "files": [_file_as_data(each) for each in issue.files],
    }


def _file_as_data(filed: Filed) -> dict[str, object]:
    return {
        "what": filed.what,
        "name": filed.name,
        "sha256": filed.sha256,
        "date": _dated(filed.on),
        "language": filed.language or None,
    }
