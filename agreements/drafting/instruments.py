"""What the three instruments and the documents around them are called, and how strong a promise is, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from agreements.drafting.template import TemplateFile
from agreements.model.document_set import NAMES
from agreements.model.dossier import Dossier
from agreements.model.dossier_kinds import Kind, Nature, Stage
from agreements.model.values import LocalText
from agreements.sources import Scalar

INSTRUMENTS: Mapping[Stage, LocalText] = {stage: NAMES[stage] for stage in Stage}
"""As they are called in lists."""

DOCUMENTS: Mapping[Stage, LocalText] = {
    Stage.EOP: LocalText("Expression of Principles", "Expression of Principles"),
    Stage.JLOI: LocalText("Joint Letter of Intent", "Joint Letter of Intent"),
    Stage.MAATWERKAFSPRAAK: LocalText("maatwerkafspraak", "tailor-made agreement"),
}
"""As they are called in full."""

KINDS: Mapping[Kind, LocalText] = {
    **{kind: NAMES[kind] for kind in Kind},
    **{Kind(stage): called for stage, called in DOCUMENTS.items()},
}
"""As every document is called in full, in a running sentence."""

NEUTER = frozenset({Kind.ADDENDUM})
"""What is called with "het" in Dutch."""

NATURES: Mapping[Nature, LocalText] = {
    Nature.AMBITION: LocalText("ambitie", "ambition"),
    Nature.INTENTION: LocalText("voornemen", "intention"),
    Nature.EFFORT: LocalText("inspanning", "effort"),
    Nature.RESULT: LocalText("resultaat", "result"),
}

ABOUT = "instrument"
"""The answer by which a dossier says about which instrument a document is, where its template asks."""


def stage_of(about: TemplateFile, dossier: Dossier) -> Stage:
    """Return the stage of a dossier that a document speaks of.

    An instrument is a stage itself. Another document is about the instrument that the dossier answers, else the one that its template says;
    what is wrong with the answer is told where answers get their types.
    """
    own = about.kind.stage
    if own is not None:
        return own
    answer = dossier.answers.get(about.kind, {}).get(ABOUT)
    said = next((stage for stage in Stage if isinstance(answer, Scalar) and answer.text == stage), None)
    return said or about.stage or Stage.MAATWERKAFSPRAAK  # a template without any is refused when it is read
