"""Whether a set of terms covers every combination of slot results: the question behind "can a case get stuck here".

Members of a slot answer independently, so that of a slot only its possible results count: two at most, whether it has three members or
two hundred. A term is what one step asks of the results. An uncovered combination is found by unit propagation and, where a step asks for
several results at once, by trying both; with one step per failed slot and one for "all passed" nothing is ever tried twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

Term = frozenset[tuple[str, str]]
"""Slot and result pairs that must all hold; the empty term always holds."""

Choices = Mapping[str, tuple[str, ...]]
"""The possible results of each slot."""


def consistent(term: Term) -> bool:
    """Say whether a term asks at most one result of each slot."""
    return len({slot for slot, _ in term}) == len(term)


def uncovered(terms: Iterable[Term], choices: Choices) -> dict[str, str] | None:
    """Return one result for each slot under which no term holds; None when some term always holds."""
    open_terms = {term for term in terms if consistent(term)}
    found = _search(frozenset(open_terms), {slot: tuple(results) for slot, results in choices.items()})
    return None if found is None else {slot: results[0] for slot, results in found.items()}


def _search(terms: frozenset[Term], left: dict[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]] | None:
    """Return the results that are still possible when no term holds; decide single conditions first."""
    while True:
        if frozenset() in terms or not all(left.values()):
            return None
        units = {condition for term in terms if len(term) == 1 for condition in term}
        if not units:
            break
        for slot, result in units:
            left = left | {slot: tuple(each for each in left.get(slot, ()) if each != result)}
        terms = _simplified(terms, left)
    if not terms:
        return left
    slot, _ = min((len(term), sorted(term)) for term in terms)[1][0]
    for result in left[slot]:
        decided = left | {slot: (result,)}
        found = _search(_simplified(terms, decided), decided)
        if found is not None:
            return found
    return None


def _simplified(terms: frozenset[Term], left: Choices) -> frozenset[Term]:
    """Leave out the terms that can no longer hold, and from the others the conditions that hold already."""
    alive = (term for term in terms if all(result in left.get(slot, ()) for slot, result in term))
    return frozenset(frozenset((slot, result) for slot, result in term if left[slot] != (result,)) for term in alive)
