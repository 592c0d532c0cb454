"""Rules about who signed: a function per rule, each for one signature that stands in the place planned for it."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date

from agreements.model.evidence import Delegation, Evidence, Findings, Given, Span, finding
from agreements.model.examination import FoundSignature, PadesLevel
from agreements.model.planning import same_name
from agreements.model.signing import Expected, Level, Mandate

_PIECE = re.compile(r"(?:[^\\,+]|\\.)+", re.DOTALL)
"""An attribute with its value: a comma or plus that is escaped belongs to the value."""

_ESCAPED = re.compile(r"\\(.)", re.DOTALL)


def person_fits(evidence: Evidence, given: Given) -> Findings:
    """The certificate is that of the planned person, or of the person to whom it was delegated."""
    if given.found is None:
        return
    expected = expected_of(evidence, given)
    if expected is None:
        yield finding("E693", given.planned.field, what="@person")
    elif not fits(expected, given.found):
        yield finding("E683", given.planned.field, field=given.planned.field, found=given.found.common_name or "-")


def level_reached(_: Evidence, given: Given) -> Findings:
    """The signature is of the level that was asked; on paper only where paper was planned, and the other way round."""
    field, level = given.planned.field, given.planned.level
    found = given.found
    low = (found is None) != (level is Level.WET_INK) or (found is not None and found.level is PadesLevel.NONE)
    if low or (level is Level.QUALIFIED and found is not None and found.qualified is False):
        yield finding("E696", field, field=field, level=f"@{level}")
    elif level is Level.QUALIFIED and found is not None and found.qualified is None:
        yield finding("E697", field, field=field)


def timed(evidence: Evidence, given: Given) -> Findings:
    """The time of signing can be told: a day that has come, or from which to which."""
    field, span = given.planned.field, given.span
    if span is None or span.first > evidence.day:
        yield finding("E699", field, field=field, what="@instant")
    elif not span.proven:
        yield finding("W660", field, field=field, first=span.first, last=span.last)


def within_term(evidence: Evidence, given: Given) -> Findings:
    """It was signed from the issue up to and including the last day of the plan."""
    plan = evidence.plan
    yield from _within(given, (plan.issued_on, plan.expires_on), "@plan_term", "E673", signatory=given.planned.signatory)


def mandate_held(evidence: Evidence, given: Given) -> Findings:
    """The mandate held when it was signed, and goes up to the value."""
    mandate, name = mandate_of(evidence, given), given.planned.signatory
    yield from _within(given, (mandate.first, mandate.last), "@mandate_period", "E663", name=name)
    delegated = evidence.known.delegated.get(given.planned.field)
    if delegated is not None:
        own = given.planned.mandate
        yield from _within(given, (own.first, own.last), "@mandate_period", "E663", name=name)
    if too_low(mandate, evidence):
        value = evidence.plan.value
        yield finding("E664", given.planned.field, name=name, ceiling=mandate.ceiling, value="@unknown" if value is None else value)


def too_low(mandate: Mandate, evidence: Evidence) -> bool:
    """Say whether a mandate does not reach the value; one that is not known is out of reach."""
    value = evidence.plan.value
    return mandate.ceiling is not None and (value is None or value > mandate.ceiling)


def office_held(evidence: Evidence, given: Given) -> Findings:
    """Who left office signed before: a signature given in office stays good, one given afterwards does not count."""
    left = evidence.known.left.get(given.planned.signatory)
    if left is not None:
        yield from _within(given, (None, left), "@office_period", "E674", signatory=given.planned.signatory)


def on_paper(_: Evidence, given: Given) -> Findings:
    """Paper counts only as attested by two persons who did not sign; a scan takes its place only by a substitution decision."""
    paper, field, name = given.paper, given.planned.field, given.planned.signatory
    if paper is None:
        return
    witnesses = ", ".join(sorted(paper.witnesses - {name}))
    if len(paper.witnesses - {name}) < 2:  # noqa: PLR2004  # four eyes
        yield finding("E678", field, signatory=name)
    if paper.replaced and not paper.decision.strip():
        yield finding("E679", field, signatory=name)
    yield finding("W662", field, signatory=name, witnesses=witnesses or "-", place=paper.place or "-")


def expected_of(evidence: Evidence, given: Given) -> Expected | None:
    """Return whose certificate is expected."""
    delegated = _delegated(evidence, given)
    return delegated.expected if delegated is not None else evidence.plan.expected(given.planned)


def mandate_of(evidence: Evidence, given: Given) -> Mandate:
    """Return the mandate by which it was signed."""
    delegated = _delegated(evidence, given)
    return delegated.mandate if delegated is not None else given.planned.mandate


def signer_of(evidence: Evidence, given: Given) -> str:
    """Return who signed, by id: the signatory, or the person to whom it was delegated."""
    if given.paper is not None:
        return given.paper.signer
    delegated = _delegated(evidence, given)
    return delegated.person if delegated is not None else given.planned.signatory


def _delegated(evidence: Evidence, given: Given) -> Delegation | None:
    """Return the delegation by which it was signed; the signatory may still sign personally."""
    delegated = evidence.known.delegated.get(given.planned.field)
    if delegated is None or given.found is None:
        return delegated if delegated is not None and given.paper is not None and given.paper.signer == delegated.person else None
    own = evidence.plan.expected(given.planned)
    return None if own is not None and fits(own, given.found) else delegated


def fits(expected: Expected, found: FoundSignature) -> bool:
    """Say whether a certificate is that of the expected person: by its digest, else by its subject, else by its name."""
    if expected.certificate:
        return found.certificate.casefold() == expected.certificate.casefold()
    named = bool(expected.name.strip()) and same_name(expected.name, found.common_name)
    return named and all(part in _parts(found.subject) for part in _wanted(expected.attributes))


def _wanted(attributes: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(key.casefold(), value.strip()) for key, value in attributes.items()]


def _parts(subject: str) -> set[tuple[str, str]]:
    """Return the attributes of a subject as RFC 4514 writes it; what is written otherwise has none, and so fits nobody."""
    pairs = (piece.partition("=") for piece in _PIECE.findall(subject))
    return {(key.strip().casefold(), _ESCAPED.sub(r"\1", value).strip()) for key, equals, value in pairs if equals}


def _within(given: Given, period: tuple[date | None, date | None], what: str, code: str, /, **who: str) -> Findings:
    """Yield that it was signed outside a period, or that this cannot be told."""
    span, field = given.span, given.planned.field
    if span is None:
        return  # said by `timed`
    first, last = period
    if span.last < (first or date.min) or span.first > (last or date.max):
        yield finding(code, field, day=_day(span), **_ends(code, period), **who)
    elif span.first < (first or date.min) or span.last > (last or date.max):
        yield finding("E699", field, field=field, what=what)


def _ends(code: str, period: tuple[date | None, date | None]) -> dict[str, object]:
    first, last = (each or "@open" for each in period)
    return {"last": last} if code == "E674" else {"first": first, "last": last}


def _day(span: Span) -> str:
    return str(span.first) if span.first == span.last else f"{span.first}/{span.last}"


SIGNATURE_RULES: Mapping[str, Callable[[Evidence, Given], Findings]] = {
    "person": person_fits,
    "level": level_reached,
    "time": timed,
    "term": within_term,
    "mandate": mandate_held,
    "office": office_held,
    "paper": on_paper,
}


def judge_signature(evidence: Evidence, given: Given) -> Findings:
    """Yield every reason about one signature."""
    for rule in SIGNATURE_RULES.values():
        yield from rule(evidence, given)
