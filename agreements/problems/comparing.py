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
}
