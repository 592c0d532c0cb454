"""What may be promised, by whom and how firmly: no hard obligation in a soft document, no permit, no grant, no law."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agreements.drafting.document import Value
from agreements.drafting.proofreading.manuscript import Finding, Line, Manuscript
from agreements.drafting.proofreading.norm import Edition, edition_of
from agreements.drafting.template import Norm
from agreements.model.dossier import Commitment, EffortKind, Nature, PartyKind
from agreements.problems import problem

_AUTHORITY = {
    "nl": r"\b([Ss]taat|[Pp]rovincie|bestuursorgaan|[Gg]edeputeerde staten|[Mm]inister)\b",
    "en": r"\b(State|[Pp]rovince|administrative authority|Provincial Executive|[Mm]inister)\b",
}
_DENIED = {"nl": r"\b([Gg]een|niet|nooit)\b", "en": r"\b([Nn]o|not|never)\b"}
_GRANT = {
    "nl": r"\b(verleent|verlenen|kent|kennen|garandeert|garanderen|ontvangt|ontvangen)\b.{0,60}\bsubsidie\b"
    r"|\bsubsidie\b.{0,40}\b(te verlenen|toe te kennen)\b",
    "en": r"\b(awards?|grants|guarantees?|receives?)\b.{0,60}\b(grant|subsidy|subsidies|funding)\b",
}
_PERMIT = {
    "nl": r"\b(verleent|verlenen|garandeert|garanderen)\b.{0,60}\bvergunning(en)?\b"
    r"|\bvergunning(en)?\b.{0,60}\b(te verlenen|verleent|verleend)\b",
    "en": r"\b(grants?|granting|issues?|issuing|guarantees?)\b.{0,60}\bpermits?\b|\bpermits?\b.{0,40}\b(granted|issued)\b",
}
_PERMIT_BASIS = {Edition.OF_2003: "Awb, 3:4", Edition.OF_2025: f"{Edition.OF_2025}, 3, 15–17; Awb, 3:4"}
_NOT_ENFORCEABLE = {"nl": r"\b(niet|geen)\b[^.]{0,40}\bafdwingbaar\b", "en": r"\b(not|no)\b[^.]{0,40}\benforceable\b"}


def promises(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each promise that the document cannot carry."""
    yield from _natures(manuscript)
    yield from _wording(manuscript)
    if manuscript.template.about.norm is Norm.CONVENANTS:
        edition = edition_of(manuscript)
        for line in manuscript.lines:
            yield from _promised(manuscript, line, "E414", _GRANT, "Awb, titel 4.2")
            yield from _promised(manuscript, line, "E415", _PERMIT, _PERMIT_BASIS[edition])
        if edition is Edition.OF_2025:
            yield from _legislation(manuscript, f"{edition}, 11")


def _natures(manuscript: Manuscript) -> Iterator[Finding]:
    """A promise is no stronger than its instrument can carry (Aanwijzingen voor convenanten 2025, 11)."""
    about = manuscript.template.about
    for commitment in manuscript.dossier.commitments:
        for promise in commitment.promised if _of_company(commitment) else ():
            if promise.stage is manuscript.stage and not promise.withdrawn and promise.nature not in about.natures:
                yield Finding(problem("E403", promise.at("nature"), kind=about.kind, nature=promise.nature, id=commitment.id))


_HARD = r"verplicht\w*|garande\w*|realiseert|\bzal\b|\bshall\b|undertakes|guarantees|ensures"
_SOFT = r"ambiti\w*|voornemens|spant zich in|streeft|beoogt|intends|aims|efforts?|endeavours"


def _wording(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each nature that is printed in words of another strength (Aanwijzingen voor convenanten 2025, 11)."""
    for line in manuscript.lines:
        for value in (inline for inline in line.inlines if isinstance(inline, Value) and inline.path.endswith(".nature")):
            nature = dict(value.exact).get("choice", "")
            wrong = re.search(_SOFT if nature == Nature.RESULT else _HARD, value.text)
            if wrong:
                yield manuscript.found("W437", line, line.text.find(value.text), word=wrong.group(), nature=nature)


def _of_company(commitment: Commitment) -> bool:
    return commitment.party is PartyKind.COMPANY and not commitment.withdrawn


def _promised(manuscript: Manuscript, line: Line, code: str, words: dict[str, str], basis: str) -> Iterator[Finding]:
    """Yield each sentence in which an authority promises what only a decision can give."""
    for start, sentence in line.sentences():
        promised = re.search(words[line.language], sentence)
        if promised and re.search(_AUTHORITY[line.language], sentence) and not re.search(_DENIED[line.language], sentence):
            yield manuscript.found(code, line, start + promised.start(), word=promised.group(), basis=basis)


def _legislation(manuscript: Manuscript, basis: str) -> Iterator[Finding]:
    """Yield each effort on legislation in an article that does not say that it is not enforceable."""
    efforts = {f"efforts[{effort.id}].": effort.id for effort in manuscript.dossier.efforts if effort.kind is EffortKind.REGULATION}
    for unit in manuscript.units:
        if re.search(_NOT_ENFORCEABLE[unit.language], unit.text):
            continue
        for line in unit.lines:
            for path in {inline.path for inline in line.inlines if isinstance(inline, Value)}:
                for prefix, name in efforts.items():
                    if path.startswith(prefix):
                        yield manuscript.found("E416", line, id=name, basis=basis)
