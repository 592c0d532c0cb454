"""How firmly something is promised: no stronger than the document can carry, with its nature, in words of that strength."""

from __future__ import annotations

import re
from collections.abc import Iterator

from agreements.drafting.document import Role, Value
from agreements.drafting.instruments import INSTRUMENTS
from agreements.drafting.proofreading.manuscript import Finding, Line, Manuscript
from agreements.drafting.proofreading.searching import search
from agreements.drafting.scope import declarations
from agreements.model.dossier import Commitment, Promise
from agreements.model.dossier_kinds import Nature
from agreements.model.promised import carried_from
from agreements.problems import problem


def promises(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each promise that is stronger than the document, or than its own nature, or that has no nature, or that nobody made again."""
    yield from _natures(manuscript)
    yield from _wording(manuscript)
    yield from _bare(manuscript)
    yield from _carried(manuscript)


def _standing(manuscript: Manuscript) -> Iterator[tuple[Commitment, Promise]]:
    """Yield each promise at the stage of the document that was not withdrawn, with its commitment."""
    for commitment in manuscript.dossier.commitments:
        for promise in commitment.promised if not commitment.withdrawn else ():
            if promise.stage is manuscript.stage and not promise.withdrawn:
                yield commitment, promise


def _carried(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each promise that was carried from an earlier stage and not made again: a warning in a draft, an error in a final."""
    code = "E409" if manuscript.final else "W409"
    for commitment, promise in _standing(manuscript):
        if earlier := carried_from(promise):
            yield Finding(problem(code, promise.at("unsure"), id=commitment.id, earlier=INSTRUMENTS[earlier].nl))


def _natures(manuscript: Manuscript) -> Iterator[Finding]:
    """A promise is no stronger than its instrument can carry, whoever makes it (Aanwijzingen voor convenanten 2025, 11)."""
    about = manuscript.template.about
    for commitment, promise in _standing(manuscript):
        if promise.nature not in about.natures:
            yield Finding(problem("E403", promise.at("nature"), kind=about.kind, nature=promise.nature, id=commitment.id))


_HARD = (
    r"(?i)verplicht\w*|verbind\w*|gehouden|garande\w*|realiseert|\bzal\b|\bmoet\b"
    r"|\bshall\b|\bmust\b|undertakes|commits|guarantees|ensures|obliged"
)
_SOFT = r"(?i)ambiti\w*|voornemens|spant zich in|streeft|beoogt|intends|aims|efforts?|endeavours"


def _wording(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each nature that is printed in words of another strength (Aanwijzingen voor convenanten 2025, 11)."""
    for line in manuscript.lines:
        for place, value in line.placed:
            if isinstance(value, Value) and value.path.endswith(".nature"):
                nature = dict(value.exact).get("choice", "")
                wrong = search(_SOFT if nature == Nature.RESULT else _HARD, _without_duty_to_try(manuscript, nature, value.text))
                if wrong:
                    yield manuscript.found("W437", line, place, word=wrong.group(), nature=nature)


_DUTY_TO_TRY = r"(?i)\b(shall|undertakes to) (?=use (all )?reasonable (efforts|endeavours))"


def _without_duty_to_try(manuscript: Manuscript, nature: str, text: str) -> str:
    """Return the words of a nature; in an agreement "shall use reasonable endeavours" is an effort, so without that "shall"."""
    return re.sub(_DUTY_TO_TRY, "", text) if manuscript.carries_results and nature == Nature.EFFORT else text


_SUBJECT = {
    "nl": r"(?<!\bvan )(?<!\bdoor )(?<!\baan )(?<!\bvoor )(?<!\bmet )(?<!\bbij )(?<!\bop )\b[Dd]e Onderneming\b",
    "en": r"(?<!\bof )(?<!\bby )(?<!\bto )(?<!\bfor )(?<!\bwith )(?<!\bon )\b[Tt]he Company\b",
}
_TRYING = {
    "nl": r"(?i)\b(spa(nt|nnen)\b.{0,60}\bin|inspann\w+|inspant|bereid|voornemens|stre(eft|ven)|beo(ogt|gen))\b",
    "en": r"(?i)\b(efforts?|endeavours?|prepared|intends?|aims?|seeks?)\b",
}
_MEASURES = frozenset({"total", "additional", "share", "multiple", "neutral", "text"})


def _bare(manuscript: Manuscript) -> Iterator[Finding]:
    """Yield each figure that the company is said to reach, and each effort that is said to be made, without its nature."""
    natured = {path.removesuffix(".nature") for path in declarations(manuscript.template.about.fields) if path.endswith(".nature")}
    for unit in manuscript.units:
        for line in unit.lines if unit.role is Role.ARTICLE else ():
            for start, sentence in line.sentences():
                values = [(place, each) for place, each in line.inlines_in(start, start + len(sentence)) if isinstance(each, Value)]
                yield from _without_nature(manuscript, line, sentence, values, natured)


def _without_nature(
    manuscript: Manuscript, line: Line, sentence: str, values: list[tuple[int, Value]], natured: set[str]
) -> Iterator[Finding]:
    said = {_path(value) for _, value in values}
    reached = bool(search(_SUBJECT[line.language], sentence)) and not any(path.endswith(".nature") for path in said)
    tried = bool(search(_TRYING[line.language], sentence))
    for place, value in values:
        owner, _, rest = _path(value).partition(".")
        measure, _, attribute = rest.partition(".")
        promised = owner in natured and measure in _MEASURES and attribute != "boundary"  # what a figure covers may name the company
        if (promised and reached) or (owner == "efforts" and rest == "what" and not tried):
            yield manuscript.found("W438", line, place, found=value.text)
            return


def _path(value: Value) -> str:
    """Return the path of a value without the keys of items."""
    return re.sub(r"\[[^\]]*\]", "", value.path)
