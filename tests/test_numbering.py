"""A reference says which article it leads to wherever that is not the one that it is read in."""

from __future__ import annotations

import pytest

from agreements.drafting.document import Division, Node, Paragraph, Reference, Role, below, inline_groups
from agreements.drafting.numbering import numbered, referenced
from agreements.drafting.wording import TONGUES


def division(uid: str, role: Role, *children: Node) -> Division:
    return Division(uid, role, "", "", (), children)


def leden(uid: str) -> tuple[Division, ...]:
    items = (division(f"{uid}.twee.a", Role.ITEM), division(f"{uid}.twee.b", Role.ITEM))
    return division(f"{uid}.een", Role.PARAGRAPH), division(f"{uid}.twee", Role.PARAGRAPH, *items)


ELSEWHERE = [
    ("[leden](<#ver.een #eigen.een>)", "artikel 1, eerste lid en artikel 2, eerste lid"),
    ("[leden](<#ver.een #ver.twee>)", "artikel 1, eerste lid en artikel 1, tweede lid"),
    ("[lid](#ver.een)", "artikel 1, eerste lid"),
    ("[lid](#ver)", "artikel 1"),
    ("[leden](<#ver #eigen.een>)", "artikel 1 en artikel 2, eerste lid"),
    ("[leden](<#eigen.een #eigen.twee.a>)", "eerste lid en tweede lid, onderdeel a"),
    ("[onderdelen](<#eigen.twee.a #eigen.twee.b>)", "tweede lid, onderdeel a en tweede lid, onderdeel b"),
    ("[leden](<#eigen.een #eigen.twee>)", "eerste en tweede lid"),
    ("[lid](<#eigen.een #eigen.twee>)", "eerste en tweede lid"),
    ("[onderdeel](#bijlage.een)", "bijlage 1, eerste lid"),
    ("[lid](#los.een)", "onderdeel a"),
    ("[paragraphs](<#ver.een #eigen.een>)", "Article 1(1) and Article 2(1)"),
    ("[paragraph](#ver.een)", "Article 1(1)"),
    ("[paragraph](#ver)", "Article 1"),
    ("[paragraphs](<#ver #eigen.een>)", "Article 1 and Article 2(1)"),
    ("[paragraphs](<#eigen.een #eigen.twee.a>)", "paragraphs 1 and 2(a)"),
    ("[paragraph](#bijlage.een)", "Annex 1(1)"),
    ("[points](<#eigen.twee.a #eigen.twee.b>)", "points 2(a) and 2(b)"),
]


@pytest.mark.parametrize(("written", "said"), ELSEWHERE)
def test_a_lid_elsewhere_is_named_with_its_article(written: str, said: str) -> None:
    word, targets = written.removeprefix("[").rstrip(">)").replace("<", "").split("](")
    reference = Reference(tuple(target.removeprefix("#") for target in targets.split()), word)
    tongue = TONGUES["en" if word.startswith("p") else "nl"]
    parts = (
        division("recitals", Role.PART, division("los.een", Role.ITEM)),
        division(
            "articles",
            Role.PART,
            division("ver", Role.ARTICLE, *leden("ver")),
            division("eigen", Role.ARTICLE, Paragraph("eigen.p", (reference,)), *leden("eigen")),
        ),
        division("annexes", Role.PART, division("bijlage", Role.ANNEX, *leden("bijlage"))),
    )
    tree, labels = numbered(parts, tongue)
    groups = (group for part in referenced(tree, labels, tongue) for node in below(part) for group in inline_groups(node))
    (worded,) = (inline for group in groups for inline in group)
    assert isinstance(worded, Reference)
    assert worded.text.replace("\u00a0", " ") == said
