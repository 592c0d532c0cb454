"""What use cases look up again and again while many companies pass by: workflows, names, parties, and who holds which role on a day."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

from agreements.application.casework import office_of, workflow_of
from agreements.record.record import Reading
from agreements.record.tables import DOSSIER, STANDING
from agreements.record.values import Cell, Person
from agreements.workflow.encoding import codec
from agreements.workflow.events import Author
from agreements.workflow.loading import Workflow
from agreements.workflow.parties import Parties
from agreements.workflow.people import Office


@dataclass(frozen=True, slots=True)
class Receiver:
    """A person who is warned; `on_behalf_of` is whom they stand in for, when they do not hold the role themself."""

    person: str
    on_behalf_of: tuple[str, ...] = ()


class Stand(NamedTuple):
    """Where a case stands, as far as deadlines ask."""

    stream: str
    workflow: str
    digest: str
    state: str
    outcome: str
    paused: str


STAND = ("stream", "workflow", "workflow_hash", "state", "outcome", "suspended_since")


def stand_of(row: tuple[Cell, ...]) -> Stand:
    """Return a row of `STAND` with its names."""
    return Stand(*map(str, row))


class Shelf:
    """What is looked up again and again while many companies pass by, read once."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self._workflows: dict[tuple[str, str], Workflow] = {}
        self._holders: dict[date, Mapping[tuple[str, str], tuple[Author, ...]]] = {}

    def stand(self, stream: str) -> Stand | None:
        """Return where the case of a stream stands."""
        rows = self.reading.columns(STANDING, *STAND, stream=stream)
        return stand_of(rows[0]) if rows else None

    def workflow(self, stand: Stand) -> Workflow:
        """Return the version of the workflow to which a case is pinned."""
        key = stand.workflow, stand.digest
        if key not in self._workflows:
            self._workflows[key] = workflow_of(self.reading, *key)
        return self._workflows[key]

    def dossier(self, stream: str) -> tuple[str, Parties]:
        """Return the name of a company and its parties."""
        ((name, parties),) = self.reading.columns(DOSSIER, "name", "parties", stream=stream)
        return str(name), codec(Parties).decode(json.loads(str(parties)))

    @cached_property
    def persons(self) -> Mapping[str, Person]:
        """Everybody by id."""
        return {each.id: each for each in self.reading.persons()}

    def named(self, person: str) -> str:
        """Return the name of a person, or the id of one whose name is not known."""
        found = self.persons.get(person)
        return found.name if found and found.name else person

    def receivers(self, stand: Stand, role: str, day: date) -> tuple[Receiver, ...]:
        """Return who holds a role for a company on a day, in their own right or for somebody else; each person once."""
        kind = self.workflow(stand).roles[role].scope
        scopes = sorted(self.dossier(stand.stream)[1].scopes(kind)) if kind else [""]
        found: dict[str, list[str]] = defaultdict(list)
        for scope in scopes:
            for author in self._on(day).get((role, scope), ()):
                found[author.person].append(author.on_behalf_of)
        return tuple(_receiver(person, whose) for person, whose in sorted(found.items()))

    def _on(self, day: date) -> Mapping[tuple[str, str], tuple[Author, ...]]:
        """Return who holds each role with its scope on a day."""
        if day not in self._holders:
            found: dict[tuple[str, str], tuple[Author, ...]] = defaultdict(tuple)
            for person in self._office.persons:
                for each in self._office.capacities(person, day):
                    found[each.role, each.scope] += (each.author,)
            self._holders[day] = found
        return self._holders[day]

    @cached_property
    def _office(self) -> Office:
        return office_of(self.reading)


def _receiver(person: str, whose: list[str]) -> Receiver:
    return Receiver(person, () if "" in whose else tuple(sorted(set(whose))))
