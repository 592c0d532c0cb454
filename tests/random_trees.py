"""Random document trees for property tests: any that assembly could make, and texts that nobody would write."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from itertools import count
from typing import Any

from hypothesis import strategies as st

from agreements.drafting.document import (
    Align,
    Anchor,
    Blank,
    ClauseIdentity,
    Column,
    Definition,
    Division,
    Document,
    Emphasis,
    Figure,
    FillIn,
    Furniture,
    Inline,
    Label,
    LineStyle,
    Mark,
    Node,
    Paragraph,
    Reference,
    Role,
    Shape,
    SignatureBlock,
    Space,
    Status,
    Stroke,
    Strong,
    Table,
    TermUse,
    Text,
    Value,
    Withheld,
)

Texts = st.SearchStrategy[str]

ANY_TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=6).map(lambda text: unicodedata.normalize("NFC", text))
"""Every character there is, as canonical JSON writes it."""

PRINTED = st.text("aBé₂9 \u00a0\u2011.,:;&<>\"'[](){}%°", max_size=8)
"""What documents print, marks that mean something in a format included."""

_HELD = {
    Role.PART: (Role.ARTICLE, Role.ANNEX, Role.PARAGRAPH, Role.ITEM),
    Role.ANNEX: (Role.PARAGRAPH, Role.ITEM),
    Role.ARTICLE: (Role.PARAGRAPH, Role.ITEM),
    Role.PARAGRAPH: (Role.ITEM,),
    Role.ITEM: (Role.SUBITEM,),
    Role.SUBITEM: (),
}
_HEADED = {Role.PART, Role.ARTICLE, Role.ANNEX}


def documents(text: Texts = ANY_TEXT) -> st.SearchStrategy[Document]:
    """Return trees with `text` in every place that holds words."""
    inlines = _some(_inlines(text))
    furniture = st.builds(Furniture, text, text, text, text, text, _some(text))
    drafts = st.builds(
        Document,
        kind=st.sampled_from(["eop", "jloi"]),
        identifier=text,
        language=st.sampled_from(["nl", "en"]),
        title=text,
        subtitle=inlines,
        status=st.sampled_from(Status),
        version=text,
        date=st.just("") | st.dates().map(str),
        template_version=text,
        furniture=furniture,
        parts=_some(_divisions(Role.PART, text, inlines)),
    )
    return drafts.map(_named_once)


def _some(each: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(each, min_size=least, max_size=3).map(tuple)


def _inlines(text: Texts) -> st.SearchStrategy[Inline]:
    targets = _some(st.integers(0, 9).map(lambda number: f"n{number}"))
    plain: st.SearchStrategy[Inline] = st.one_of(
        st.builds(Text, text),
        st.builds(TermUse, text, text),
        st.builds(Reference, targets, text),
        st.builds(Value, text, text, _some(st.tuples(text, text))),
        st.builds(Blank, text, text),
        st.builds(FillIn, st.sampled_from(Space), text),
        st.builds(Withheld, text),
    )
    return st.recursive(
        plain, lambda inner: st.builds(Strong, _some(inner)) | st.builds(Emphasis, _some(inner), st.sampled_from(["", "en"])), max_leaves=3
    )


def _divisions(role: Role, text: Texts, inlines: st.SearchStrategy[Any]) -> st.SearchStrategy[Division]:
    inner = [_divisions(below, text, inlines) for below in _HELD[role]]
    nothing = st.just(())
    return st.builds(
        Division,
        uid=text,
        role=st.just(role),
        marker=st.just("") if role is Role.PART else text,
        number=text,
        heading=inlines if role in _HEADED else nothing,
        children=_some(st.one_of(*_blocks(text, inlines), *inner)),
        note=inlines if role is Role.ANNEX else nothing,
        clause=st.none() | st.builds(ClauseIdentity, text, st.integers(0, 10**18), text),
    )


def _blocks(text: Texts, inlines: st.SearchStrategy[Any]) -> list[st.SearchStrategy[Any]]:
    one = _inlines(text)
    spaces = _some(st.builds(FillIn, st.sampled_from(Space), text))
    return [
        st.builds(Paragraph, text, inlines),
        st.builds(Definition, text, text, text, inlines),
        st.builds(Figure, text, inlines, text, st.just(1500), st.integers(10, 400), _some(_drawn(text))),
        st.integers(1, 3).flatmap(lambda width: _tables(width, text, inlines)),
        st.builds(SignatureBlock, text, text, inlines, one, one, spaces),
    ]


def _drawn(text: Texts) -> st.SearchStrategy[Any]:
    place = st.integers(0, 1500)
    mark = st.builds(Mark, st.sampled_from(Shape), place, place, st.integers(1, 60), st.integers(1, 60))
    stroke = st.builds(Stroke, place, place, place, place, st.sampled_from(LineStyle))
    return mark | stroke | st.builds(Label, place, place, text, st.sampled_from(Anchor))


def _tables(width: int, text: Texts, inlines: st.SearchStrategy[Any]) -> st.SearchStrategy[Table]:
    columns = st.tuples(*[st.builds(Column, inlines, st.sampled_from(Align))] * width)
    return st.builds(Table, text, inlines, columns, _some(st.tuples(*[inlines] * width)))


def _named_once(document: Document) -> Document:
    """Number the uids, so that none stands twice; the last of its characters stay as drawn."""
    numbers = count()

    def named(node: Node) -> Node:
        number = next(numbers)
        uid = f"n{number}" if number % 2 else f"n{number}[{node.uid}]"
        if not isinstance(node, Division):
            return replace(node, uid=uid)
        return replace(node, uid=uid, children=tuple(named(child) for child in node.children))

    parts = tuple(part for part in map(named, document.parts) if isinstance(part, Division))
    return replace(document, parts=parts)
