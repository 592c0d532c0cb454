"""What the three instruments are called, and how strong a promise is, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from agreements.model.dossier_kinds import Nature, Stage
from agreements.model.values import LocalText

INSTRUMENTS: Mapping[Stage, LocalText] = {
    Stage.EOP: LocalText("EoP", "EoP"),
    Stage.JLOI: LocalText("JLoI", "JLoI"),
    Stage.MAATWERKAFSPRAAK: LocalText("maatwerkafspraak", "tailor-made agreement"),
}
"""As they are called in lists."""

DOCUMENTS: Mapping[Stage, LocalText] = {
    Stage.EOP: LocalText("Expression of Principles", "Expression of Principles"),
    Stage.JLOI: LocalText("Joint Letter of Intent", "Joint Letter of Intent"),
    Stage.MAATWERKAFSPRAAK: LocalText("maatwerkafspraak", "tailor-made agreement"),
}
"""As they are called in full."""

NATURES: Mapping[Nature, LocalText] = {
    Nature.AMBITION: LocalText("ambitie", "ambition"),
    Nature.INTENTION: LocalText("voornemen", "intention"),
    Nature.EFFORT: LocalText("inspanning", "effort"),
    Nature.RESULT: LocalText("resultaat", "result"),
}
