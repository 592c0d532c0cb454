"""What the archive says of packages that the record knows; complete in Dutch and English. E962 to E979."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

PACKAGES: dict[str, Sentences] = {
    "E962": Sentences(
        "dit bedrijf heeft geen uitgifte '{issue}'{guess}",
        "this company has no issue '{issue}'{guess}",
        "uitgiften zijn: {known}",
        "issues are: {known}",
    ),
    "E963": Sentences(
        "het register kent geen pakket '{package}'{guess}",
        "the record knows no package '{package}'{guess}",
        "bekijk de pakketten met 'maatwerk archive list'",
        "see the packages with 'maatwerk archive list'",
    ),
}

PACKAGE_WORDS: dict[str, tuple[str, str]] = {}
"""Words that stand in these sentences."""
