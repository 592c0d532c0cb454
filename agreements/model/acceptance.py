"""Rules about a file, whoever signed it: a function per rule, a to j as docs/signing.md has them. Each yields every reason against it.

What a signing program calls valid is not yet accepted here: a file can be rolled back, rewritten, added to, or prepared to change later,
with every signature in it intact. What could not be found out is a reason too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping

from agreements.model.evidence import Evidence, Finding, Findings, finding, instant_of
from agreements.model.examination import Coverage, Examination, FoundSignature, Modification, SignatureKind

UNREAD = "E680"


def readable(_: Evidence, file: Examination) -> Findings:
    """Rule a. What could not be read, whole or in part, is not judged."""
    if file.unread:
        yield _about(file, UNREAD, detail=file.unread)
    for each in file.signatures:
        if each.fault:
            yield _of(file, each, UNREAD, detail=each.fault)


def only_planned_fields(evidence: Evidence, file: Examination) -> Findings:
    """Rule b. The fields are those of the plan, and only those of this file are signed; seal and time stamps have fields of their own.

    Without counterparts only one file is signed; a file in which nobody signed, or that cannot be read, is no copy beside it.
    """
    planned = {each.field for each in evidence.plan.signatures}
    carried = evidence.carried(file)
    own = {each.field for each in file.signatures if each.kind is not SignatureKind.APPROVAL}
    approved = _approved(file)
    alone = sum(bool(_approved(each)) for each in evidence.files) <= 1 or bool(evidence.plan.counterparts)
    for name in sorted((approved - (carried if alone else frozenset())) | (set(file.fields) - planned - own)):
        yield _about(file, "E682", name, field=name)
    asked = {each.field for each in evidence.plan.signatures if each.level.value != "wet_ink"}
    if not asked <= {*file.fields, *approved}:
        yield _about(file, "E692", what="@fields")


def _approved(file: Examination) -> frozenset[str]:
    return frozenset(each.field for each in file.signatures if each.kind is SignatureKind.APPROVAL)


def distinct(_: Evidence, file: Examination) -> Findings:
    """Rule c. Every signature has a dictionary of its own, and every field one signature."""
    dictionaries = Counter(each.dictionary for each in file.signatures)
    fields = Counter(each.field for each in file.signatures)
    for each in file.signatures:
        if dictionaries[each.dictionary] > 1 or fields[each.field] > 1:
            yield _of(file, each, "E684", field=each.field)


def covered(evidence: Evidence, file: Examination) -> Findings:
    """Rule d. The last signature covers the whole file, or after it comes only what proves it for longer.

    At level B-LT the proof of validity follows the signature by its nature (ETSI EN 319 142-1); it changes nothing that anybody signed or
    sees. Who added it, the file does not say: so it is told, unless it was the office.
    """
    for each in file.signatures:
        if each.coverage is Coverage.PART:
            yield _of(file, each, "E694", field=each.field)
        elif each.coverage is Coverage.UNKNOWN:
            yield _of(file, each, "E693", what="@coverage")
    if not file.signatures or any(each.coverage is Coverage.WHOLE_FILE for each in file.signatures):
        return
    if not any(_proofs_follow(each) for each in file.signatures):
        yield _about(file, "E685")
    elif file.sha256 not in evidence.known.ours:
        yield _about(file, "W988")


def _proofs_follow(found: FoundSignature) -> bool:
    """Say whether after a signature comes only what proves validity, up to the end of the file."""
    return found.coverage is Coverage.WHOLE_REVISION and found.modification is Modification.VALIDATION_DATA


def unchanged(evidence: Evidence, file: Examination) -> Findings:
    """Rule e. After a signature or time stamp came nothing but validation data and signatures in planned fields."""
    stamps = {each.field for each in file.signatures if each.kind is SignatureKind.TIMESTAMP}
    signed = {each.field for each in file.signatures} & {each.field for each in evidence.plan.signatures} | stamps
    for each in file.signatures:
        match each.modification:
            case Modification.NOTHING if not each.changed_fields:
                continue
            case Modification.VALIDATION_DATA if set(each.changed_fields) <= stamps:
                continue
            case Modification.FORM_FILLING if each.changed_fields:
                if not set(each.changed_fields) <= signed:
                    yield _of(file, each, "E686", field=each.field)
            case Modification.OTHER:
                yield _of(file, each, "E686", field=each.field)
            case _:  # unknown, or a kind of change that does not go with what was changed
                yield _of(file, each, "E693", what="@changes")


def as_issued(evidence: Evidence, file: Examination) -> Findings:
    """Rule f. The file begins with the issued bytes. A rewritten copy is at best for a person to compare."""
    if file.prefix is None or not evidence.plan.sha256:
        yield _about(file, "E693", what="@bytes")
    elif not file.prefix:
        same = file.same_words and file.same_pictures and file.same_metadata
        yield _about(file, "E687" if same else "E688")


def nothing_hidden(_: Evidence, file: Examination) -> Findings:
    """Rule g. No other fields, scripts, actions, hidden or optional content, orphans: nothing that could change what is seen."""
    for each in file.faults:
        yield _about(file, "E689", name=each.name, detail=each.detail or "-")


def sealed(evidence: Evidence, file: Examination) -> Findings:
    """Rule h. The office certified the file, once, before anybody signed."""
    seals = [each for each in file.signatures if each.kind is SignatureKind.SEAL]
    if len(seals) != 1:
        yield _about(file, "E690", why="@several" if seals else "@none_there")
    for seal in seals:
        if seal.certificate not in evidence.known.seals:
            yield _of(file, seal, "E690", why="@not_ours")
        if evidence.plan.signature(seal.field) is not None:
            yield _of(file, seal, "E690", why="@on_a_place")
        if any(_after(each, seal) for each in file.signatures if each is not seal):
            yield _of(file, seal, "E690", why="@not_first")


def _after(one: FoundSignature, seal: FoundSignature) -> bool:
    """Say whether the seal came after another signature, by what was changed or by proven time."""
    first, second = instant_of(one), instant_of(seal)
    return seal.field in one.changed_fields or (first is not None and second is not None and first < second)


def same_metadata(_: Evidence, file: Examination) -> Findings:
    """Rule i. The last revision has the metadata of the first."""
    yield from _same(file, "@metadata", file.same_metadata)


def same_pages(_: Evidence, file: Examination) -> Findings:
    """Rule j. Words and pictures of every page are those of the issued document, outside the planned fields."""
    yield from _same(file, "@words_printed", file.same_words)
    yield from _same(file, "@pictures", file.same_pictures)


def _same(file: Examination, what: str, same: bool | None) -> Findings:  # noqa: FBT001  # a fact of the examination
    if same is None:
        yield _about(file, "E693", what=what)
    elif not same:
        yield _about(file, "E692", what=what)


def genuine(_: Evidence, file: Examination) -> Findings:
    """Every signature and time stamp is intact, and its certificate can be traced to an issuer that is trusted."""
    for each in file.signatures:
        if not each.intact:
            yield _of(file, each, "E694", field=each.field)
        if not each.trusted:
            yield _of(file, each, "E695", field=each.field)


def _about(file: Examination, code: str, at: str = "", /, **arguments: object) -> Finding:
    return finding(code, at, file.sha256, **arguments)


def _of(file: Examination, found: FoundSignature, code: str, /, **arguments: object) -> Finding:
    return finding(code, found.field, file.sha256, **arguments)


FileRule = Callable[[Evidence, Examination], Findings]
FILE_RULES: Mapping[str, FileRule] = {
    "b": only_planned_fields,
    "c": distinct,
    "d": covered,
    "e": unchanged,
    "f": as_issued,
    "g": nothing_hidden,
    "h": sealed,
    "i": same_metadata,
    "j": same_pages,
    "genuine": genuine,
}
"""The rules for a file that could be read; rule a comes before them."""


def judge_file(evidence: Evidence, file: Examination, rules: Mapping[str, FileRule] = FILE_RULES) -> Findings:
    """Yield every reason against a file."""
    yield from readable(evidence, file)
    if not file.unread:
        for rule in rules.values():
            yield from rule(evidence, file)
