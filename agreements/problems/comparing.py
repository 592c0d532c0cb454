"""What cannot be compared, complete in Dutch and English."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

COMPARING: dict[str, Sentences] = {
    "E510": Sentences(
        "in het dossier van '{company}' is bij '{stage}' niets toegezegd",
        "the dossier of '{company}' has no promise at '{stage}'",
        "kies uit: {known}",
        "choose from: {known}",
    ),
    "E511": Sentences(
        "de vergelijking is niet gemaakt: met alle wijzigingen aanvaard of verworpen staat er niet wat in de versies staat ({detail})",
        "the redline was not made: with all changes accepted or rejected it does not say what one of the versions says ({detail})",
        "dit is een fout van maatwerk; meld haar met de twee versies, en vergelijk intussen met de hand",
        "this is a fault of maatwerk; report it with the two versions, and compare by hand meanwhile",
    ),
}
