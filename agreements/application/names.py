"""Names of persons in a dossier: kept in the table of persons, where they can be erased; events and their hashes hold ids.

Signatories, lawyers who waive a finding and those who accept a fallback are persons. In an event each stands as `{"person": ID}`; the id
says where in which dossier, and since which version, so that a name that is corrected is another id and the old one can go.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from hashlib import sha256

from agreements.model.revisions import Change, Content, Path
from agreements.record.record import Reading
from agreements.record.values import Person

ERASED = "[gewist / erased]"
_KEY = "person"
_LONGEST = 200
_PLACES = {("signatories", "name"): 3, ("waivers", "lawyer"): 3, ("positions", "accepted_by"): 4}
"""First and last step of the path of a name, and how many steps it has."""

Naming = Callable[[str], str]
"""Gives the name that an id stands for."""


def with_ids(changes: Iterable[Change], company: str, version: int) -> tuple[tuple[Change, ...], tuple[Person, ...]]:
    """Return changes with an id for each name, and the persons that these ids stand for."""
    persons: dict[str, Person] = {}

    def kept(path: Path, value: Content) -> Content:
        if not isinstance(value, str):
            return value
        identifier = _identifier(path, company, version)
        persons[identifier] = Person(identifier, value)
        return {_KEY: identifier}

    told = tuple(Change(each.path, None, _walked(each.after, each.path, kept)) for each in changes)
    return told, tuple(persons.values())


def with_names(said: Content, name_of: Naming, path: Path = ()) -> Content:
    """Return what is said at a place with the name for each id."""

    def named(_: Path, value: Content) -> Content:
        identifier = value.get(_KEY) if isinstance(value, dict) else None
        return name_of(identifier) if isinstance(identifier, str) else value

    return _walked(said, path, named)


def ids_in(changes: Iterable[Change]) -> tuple[str, ...]:
    """Return the ids of the persons that changes out of the record name."""
    found: dict[str, None] = {}

    def noted(identifier: str) -> str:
        found[identifier] = None
        return identifier

    for each in changes:
        with_names(each.after, noted, each.path)
    return tuple(found)


def names_in(reading: Reading) -> Naming:
    """Return what gives the names that the record knows: of an erased person that it was erased, of one it never knew the id."""

    def name_of(identifier: str) -> str:
        person = reading.person(identifier)
        if person is None:
            return identifier
        return ERASED if person.erased else person.name

    return name_of


def key_of(identifier: str) -> str:
    """Return the key of a signatory in its dossier, which stands for the name where rows are kept."""
    return identifier.rpartition("/")[0].rpartition(".")[2]


def _identifier(path: Path, company: str, version: int) -> str:
    place = ".".join(step.strip("[]") for step in path[:-1])
    whole = f"{company}/{place}/{version}"
    return whole if len(whole) <= _LONGEST else f"{sha256(whole.encode()).hexdigest()}/{version}"


def _walked(value: Content, path: Path, change: Callable[[Path, Content], Content]) -> Content:
    """Return a value in which `change` was made wherever a name stands."""
    if path and _PLACES.get((path[0], path[-1])) == len(path):
        return change(path, value)
    if len(path) >= max(_PLACES.values()) or (path and path[0] not in {first for first, _ in _PLACES}):
        return value
    if isinstance(value, dict):
        return {key: _walked(item, (*path, key), change) for key, item in value.items()}
    if isinstance(value, list):
        return [_walked(item, (*path, _step(item, number)), change) for number, item in enumerate(value)]
    return value


def _step(item: Content, number: int) -> str:
    """Return the step to an item of a list: its id where it has one, else its place."""
    identifier = item.get("id") if isinstance(item, dict) else None
    return f"[{identifier if isinstance(identifier, str) else number}]"
