"""Labels of a workflow file as arguments of problems."""

from __future__ import annotations

from collections.abc import Iterable

from agreements.model.values import LocalText
from agreements.problems import Said
from agreements.workflow.definition import MemberKind

KINDS = {
    MemberKind.MINISTER: Said("bewindspersoon", "minister"),
    MemberKind.PROVINCE: Said("provincie", "province"),
    MemberKind.COMPANY: Said("bedrijf", "company"),
    MemberKind.PARENT: Said("moederbedrijf", "parent company"),
    MemberKind.SIGNATORY: Said("ondertekenaar", "signatory"),
    MemberKind.OFFICE: Said("bureau", "office"),
}


def said(label: LocalText) -> Said:
    """Return a label as an argument of a problem."""
    return Said(label.nl, label.en)


def listed(labels: Iterable[Said]) -> Said:
    """Return labels as a list in words."""
    known = list(labels)
    return Said(", ".join(each.nl for each in known), ", ".join(each.en for each in known))


def named(label: LocalText, name: str) -> Said:
    """Return a label with the id by which it can be typed."""
    return Said(f"{label.nl} ({name})", f"{label.en} ({name})")
