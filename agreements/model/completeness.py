"""Rules about the whole: does what was signed, in all files and on paper together, satisfy the plan. A function per rule."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import combinations

from agreements.model.entitlement import fits, mandate_of
from agreements.model.evidence import Evidence, Finding, Findings, Given, finding, instant_of
from agreements.model.signing import Group


def still_open(evidence: Evidence) -> Findings:
    """A plan that was declined, expired, withdrawn or replaced is not completed any more."""
    if evidence.known.closed:
        yield finding("E671", status=f"@{evidence.known.closed}")


def nobody_missing(evidence: Evidence) -> Findings:
    """Every group has the signatures that it needs."""
    signed = evidence.signed
    for group in evidence.plan.groups:
        without = [each for each in group.signatures if each.field not in signed]
        if len(group.signatures) - len(without) >= group.count:
            continue
        if group.count == len(group.signatures):
            for each in without:
                yield finding("E681", each.field, signatory=each.signatory)
        else:
            yield finding("E681", signatory=" | ".join(each.signatory for each in without))


def nobody_too_many(evidence: Evidence) -> Findings:
    """A field that a group does not need stays empty."""
    signed = evidence.signed
    for number, group in enumerate(evidence.plan.groups, start=1):
        found = [each.field for each in group.signatures if each.field in signed]
        for field in found if len(found) > group.count else ():
            yield finding("E676", field, field=field, group=number, needed=group.count)


def each_once(evidence: Evidence) -> Findings:
    """Every place was signed once, in one counterpart, and no signature stands in two files."""
    fields = Counter(each.planned.field for each in evidence.given)
    for field in sorted(each for each, times in fields.items() if times > 1):
        yield finding("E684", field, field=field)
    files = Counter(each.sha256 for each in evidence.files)
    for file in evidence.files:
        if files[file.sha256] > 1:
            yield finding("E684", "", file.sha256, field=file.sha256[:12])


def paper_planned(evidence: Evidence) -> Findings:
    """Paper was signed in a place that the plan has."""
    for each in evidence.known.papers:
        if evidence.plan.signature(each.field) is None:
            yield finding("E672", each.field, field=each.field)


def groups_in_order(evidence: Evidence) -> Findings:
    """Nobody signed before a group that comes first had all its signatures."""
    groups = evidence.plan.groups
    for number, group in enumerate(groups):
        for later in groups[number + 1 :]:
            for one in _of(evidence, group):
                for other in _of(evidence, later):
                    yield from _order(one, other)


def _of(evidence: Evidence, group: Group) -> list[Given]:
    fields = {each.field for each in group.signatures}
    return [each for each in evidence.given if each.planned.field in fields]


def _order(one: Given, other: Given) -> Findings:
    """Yield that `other`, of a later group, was signed first, or that nobody can tell."""
    match _comes_first(one, other):
        case False:
            yield finding("E698", other.planned.field, later=other.planned.signatory, earlier=one.planned.signatory)
        case None:
            yield finding("E699", other.planned.field, field=other.planned.field, what="@order")
        case _:
            return


def _comes_first(one: Given, other: Given) -> bool | None:
    """Say whether one signature came before another: by revisions of one file, by proven times, by days; None when nothing proves it.

    What contradicts the order counts before what supports it. On one day the order of paper is not known and is taken as it should be: who
    attested it saw the plan.
    """
    told = list(_proofs(one, other))
    if False in told:
        return False
    return True if True in told else None


def _proofs(one: Given, other: Given) -> Iterator[bool]:
    if one.found is not None and other.found is not None:
        if one.file is other.file:
            if one.planned.field in other.found.changed_fields:
                yield False
            if other.planned.field in one.found.changed_fields:
                yield True
        first, second = instant_of(one.found), instant_of(other.found)
        if first is not None and second is not None:
            yield first <= second
    if one.span is None or other.span is None:
        return
    if other.span.last < one.span.first:
        yield False
    elif one.span.last < other.span.first or (one.span == other.span and None in {one.found, other.found}):
        yield True


def joint_together(evidence: Evidence) -> Findings:
    """Who has joint authority signed together with as many persons as that takes; one person in two places counts once."""
    everybody = {each.planned.field for each in evidence.given}
    for each in evidence.given:
        if alone := without_whom(evidence, each, everybody):
            yield alone


def without_whom(evidence: Evidence, each: Given, fields: Collection[str]) -> Finding | None:
    """Return that who gave a signature has no authority without more persons than signed in `fields`; None when they are enough."""
    mandate = mandate_of(evidence, each)
    signed = (other for other in evidence.given if other.planned.field in fields)
    others = [other for other in signed if other.planned.party == each.planned.party and not _same(evidence, each, other)]
    if mandate.jointly_with:
        others = [other for other in others if other.planned.signatory in mandate.jointly_with]
    found = 1 + len({other.planned.field for other in others})
    if found >= mandate.persons:
        return None
    return finding("E665", each.planned.field, name=each.planned.signatory, needed=mandate.persons, found=found)


def four_eyes(evidence: Evidence) -> Findings:
    """One person did not fill two places that are kept apart."""
    apart = {frozenset({one.field, other.field}) for one, other in evidence.plan.kept_apart()}
    for one, other in combinations(evidence.given, 2):
        if frozenset({one.planned.field, other.planned.field}) in apart and _same(evidence, one, other):
            yield finding("E675", other.planned.field, one=one.planned.signatory, other=other.planned.signatory)


def _same(evidence: Evidence, one: Given, other: Given) -> bool:
    """Say whether one person gave two signatures: by certificate, by subject and name, or by who is known to have signed."""
    if one.found is not None and other.found is not None:
        same = bool(one.found.certificate) and one.found.certificate == other.found.certificate
        alike = bool(one.found.subject) and one.found.subject == other.found.subject
        return same or alike or _answers_to(evidence, one, other) or _answers_to(evidence, other, one)
    return _person(evidence, one) == _person(evidence, other)


def _answers_to(evidence: Evidence, one: Given, other: Given) -> bool:
    """Say whether the certificate of one signature is also that of the person planned for the other."""
    expected = evidence.plan.expected(other.planned)
    return expected is not None and one.found is not None and fits(expected, one.found)


def _person(evidence: Evidence, given: Given) -> str:
    if given.paper is not None:
        return given.paper.signer
    delegated = evidence.known.delegated.get(given.planned.field)
    return delegated.person if delegated is not None else given.planned.signatory


def nothing_lost(evidence: Evidence) -> Findings:
    """What was signed in a file that came in before is signed here: an older or stripped version is told apart."""
    for field in sorted(evidence.known.before - evidence.signed):
        yield finding("W661", field, field=field)


PLAN_RULES: Mapping[str, Callable[[Evidence], Findings]] = {
    "open": still_open,
    "missing": nobody_missing,
    "surplus": nobody_too_many,
    "once": each_once,
    "paper": paper_planned,
    "order": groups_in_order,
    "joint": joint_together,
    "four-eyes": four_eyes,
    "lost": nothing_lost,
}


def judge_whole(evidence: Evidence) -> Findings:
    """Yield every reason about the whole."""
    for rule in PLAN_RULES.values():
        yield from rule(evidence)
