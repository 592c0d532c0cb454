"""A redline as a Word file with real tracked changes (ECMA-376 part 1, 17.13.5), which counsel accepts or rejects in Word.

Runs stand in w:ins and w:del; a paragraph that came or went has its mark tracked too, or accepting would leave an empty line; rows of tables
are tracked as rows. What moved went in one place and came in another: files with w:moveFrom are said not to open everywhere.
Numbers are native, so that Word counts by what is accepted. The last paragraph of a file cannot go: where the end of a document went, an empty
line stays in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby

from agreements.drafting.comparison import Mark, Redline
from agreements.drafting.document import Division, Inline, Node, Revision, Table
from agreements.formats.word.body import Body, Place
from agreements.formats.word.markup import paragraph, tab, words
from agreements.formats.word.package import Margins, footer, header
from agreements.formats.xmltext import attribute

_TAGS = {Mark.INSERTED: "ins", Mark.DELETED: "del"}
_RUNS = re.compile(r"(?:<w:r>.*?</w:r>)+", re.DOTALL)
FIRST = 100_000
"""The numbers of tracked changes begin here, clear of those of bookmarks."""


@dataclass(frozen=True, slots=True)
class Revising:
    """Who revised, and when (an instant, ISO with Z, or empty): the sender says it, no clock."""

    author: str
    moment: str


@dataclass(slots=True)
class Tracker:
    """Makes Word's markup into tracked changes, each with a number of its own."""

    by: Revising
    count: int = FIRST

    def runs(self, xml: str, mark: Mark) -> str:
        """Return markup with every run in it tracked."""
        tracked = _RUNS.sub(lambda match: f"<w:{_TAGS[mark]} {self._said()}>{match.group()}</w:{_TAGS[mark]}>", xml)
        if mark is Mark.DELETED:
            tracked = tracked.replace("<w:t ", "<w:delText ").replace("</w:t>", "</w:delText>")
        return tracked

    def block(self, xml: str, mark: Mark) -> str:
        """Return blocks that came or went: their runs, the marks of their paragraphs and their rows tracked."""
        xml = self.runs(xml, mark)
        xml = re.sub("</w:pPr>", lambda _: f"<w:rPr>{self._note(mark)}</w:rPr></w:pPr>", xml)
        return re.sub("</w:trPr>", lambda _: f"{self._note(mark)}</w:trPr>", xml)

    def _note(self, mark: Mark) -> str:
        return f"<w:{_TAGS[mark]} {self._said()}/>"

    def _said(self) -> str:
        self.count += 1
        moment = f" w:date={attribute(self.by.moment)}" if self.by.moment else ""
        return f'w:id="{self.count}" w:author={attribute(self.by.author)}{moment}'


@dataclass(slots=True)
class RedlineBody(Body):
    """Writes a redline as a draft is written, with what changed tracked."""

    redline: Redline = field(kw_only=True)
    tracker: Tracker = field(kw_only=True)

    def top(self) -> Iterator[str]:
        """Yield what stands above the first part."""
        yield paragraph("Title", self.inlines(self.redline.title))
        old, new = self.redline.old.subtitle, self.redline.new.subtitle
        if old or new:
            subtitle = paragraph("Subtitle", self.inlines(self.document.subtitle if old and new else old or new))
            yield self._whole(subtitle, None if old and new else Mark.DELETED if old else Mark.INSERTED)
        for notice, mark in self.redline.notices:
            yield self._whole(paragraph("Notice", words(notice)), mark)

    def part(self, part: Division, *, breaks: bool) -> Iterator[str]:
        """Yield a part, tracked when it came or went."""
        for block in Body.part(self, part, breaks=breaks):
            yield self._whole(block, self.redline.marks.get(part.uid))

    def nodes(self, children: tuple[Node, ...], where: Place) -> Iterator[str]:
        """Yield the blocks of nodes; those that came or went apart from the others."""
        first = where.first
        for mark, group in groupby(children, key=lambda each: self.redline.marks.get(each.uid)):
            for block in Body.nodes(self, tuple(group), replace(where, first=first)):
                yield self._whole(block, mark)
            first = False

    def row(self, table: Table, place: int, widths: list[int]) -> str:
        """Return a row of a table, tracked when it came or went."""
        return self._whole(Body.row(self, table, place, widths), self.redline.rows.get((table.uid, place)))

    def revision(self, revision: Revision, properties: str) -> str:
        """Return words that changed."""
        sides = ((revision.was, Mark.DELETED), (revision.now, Mark.INSERTED))
        return "".join(self.tracker.runs("".join(self.inline(each, properties) for each in side), mark) for side, mark in sides)

    def margins(self) -> Margins:
        """Return the margins of pages with what changed in them."""
        said = self.redline.margins
        start, end = self.inlines(said["header_start"]), self._end(said["header_end"])
        first = header(start + end)
        notices = "".join(self._whole(paragraph("HeaderNotice", words(notice)), mark) for notice, mark in self.redline.notices)
        before, between = self.inlines(said["page_before"]) + words(" "), words(" ") + self.inlines(said["page_between"]) + words(" ")
        return Margins(first + notices, first, footer(self.inlines(said["footer_start"]), before, between))

    def _end(self, end: tuple[Inline, ...]) -> str:
        """Return the end of a header with the tab before it, which comes and goes with it."""
        old, new = self.redline.old.furniture.header_end, self.redline.new.furniture.header_end
        if old and new:
            return tab() + "".join(self.inline(each, "<w:b/>") for each in end)
        return self.tracker.runs(tab() + words(old or new, "<w:b/>"), Mark.DELETED if old else Mark.INSERTED) if old or new else ""

    def _whole(self, block: str, mark: Mark | None) -> str:
        return block if mark is None else self.tracker.block(block, mark)
