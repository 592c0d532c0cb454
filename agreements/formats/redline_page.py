"""A redline as a page: what went is struck through, what came is underlined, and a screen reader is told; set as HTML and as PDF.

Nothing is inside but what the page prints: no tree, no values.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby

from markupsafe import Markup

from agreements.drafting.comparison import Mark, Redline, spread, whole_subtrees
from agreements.drafting.document import Division, Inline, Node, Revision, plain
from agreements.formats.to_html import Shown, asset, kind_of_run, markup

WORDS = {
    "nl": {
        "legend": "Vergelijking van twee versies. ",
        "went": "Wat vervallen is, is doorgehaald",
        "came": "wat nieuw is, is onderstreept",
        "deleted": "[vervallen:] ",
        "inserted": "[nieuw:] ",
        "same": "Tussen beide versies is geen verschil.",
    },
    "en": {
        "legend": "Comparison of two versions. ",
        "went": "What went is struck through",
        "came": "what came is underlined",
        "deleted": "[deleted:] ",
        "inserted": "[inserted:] ",
        "same": "There is no difference between the two versions.",
    },
}
ELEMENTS = {Mark.DELETED: Markup("<del>{}{}</del>"), Mark.INSERTED: Markup("<ins>{}{}</ins>")}
UNSEEN = Markup('<span class="unseen">{}</span>')
"""What a screen reader says before words that changed; on paper a tag says it (see `tagging`)."""


def render(found: Redline) -> bytes:
    """Return a redline as one accessible HTML page in UTF-8."""
    document = spread(found)
    return markup(document, paged=False, shown=_Revised(found, paged=False)).encode()


def render_pdf(found: Redline) -> bytes:
    """Return a redline as PDF/A-3a and PDF/UA-1 with nothing inside; raise as `to_pdf.render`."""
    from agreements.formats import to_pdf  # noqa: PLC0415  # WeasyPrint is loaded only by who needs it

    document = spread(found)
    return to_pdf.typeset(document, {}, markup(document, paged=True, shown=_Revised(found, paged=True)))


class _Revised(Shown):
    """How a redline prints what its tree holds as bare words."""

    def __init__(self, found: Redline, *, paged: bool) -> None:
        super().__init__(found.new)
        self.found = found
        self.whole = whole_subtrees(found)
        self.said = WORDS[found.new.language]
        self.paged = paged
        self.style = asset("redline.css") + ("" if paged else asset("redline-screen.css"))

    def revision(self, was: str, now: str) -> str:
        """Return words that changed, both already HTML."""
        return self._marked(Mark.DELETED, was) + self._marked(Mark.INSERTED, now)

    def _marked(self, mark: Mark, words: str) -> Markup:
        unseen = "" if self.paged else UNSEEN.format(self.said[mark])
        return ELEMENTS[mark].format(unseen, words) if words else Markup("")

    def _text(self, text: str, mark: Mark | None) -> str:
        if mark is None:
            return text
        return self.revision(text, "") if mark is Mark.DELETED else self.revision("", text)

    def _run(self, run: tuple[Inline, ...]) -> str:
        pieces = (self.revision(plain(each.was), plain(each.now)) if isinstance(each, Revision) else plain((each,)) for each in run)
        return Markup("").join(pieces)

    def marker(self, division: Division) -> str:
        """Return the marker of a division, with the one that it had."""
        before = self.found.markers.get(division.uid)
        if before is None:
            return self._text(division.marker, self.whole.get(division.uid))
        return Markup(" ").join(filter(None, (self.revision(before, ""), self.revision("", division.marker))))

    def words(self, node: Node, text: str) -> str:
        """Return other words of a node."""
        return self._text(text, self.whole.get(node.uid))

    def margin(self, name: str) -> str:
        """Return what stands in the margins under a name of `Furniture`."""
        return self._run(self.found.margins[name])

    def title(self) -> str:
        """Return the title."""
        return self._run(self.found.title)

    def notices(self) -> Sequence[str]:
        """Return the notices."""
        return [self._text(notice, mark) for notice, mark in self.found.notices]

    def legend(self) -> Sequence[str]:
        """Return what a reader has to know of the marks in the page."""
        if self.found.same:
            return [self.said["same"]]
        marks = (Markup("<del>{}</del>").format(self.said["went"]), Markup("<ins>{}</ins>").format(self.said["came"]))
        return [Markup("{}{}; {}.").format(self.said["legend"], *marks)]

    def runs(self, children: Iterable[Node]) -> list[tuple[str, list[Node]]]:
        """Return children in groups; places to sign that went apart from those that came."""
        pieces = groupby(
            children, key=lambda each: (kind_of_run(each), self.found.marks.get(each.uid) if "sign" in kind_of_run(each) else None)
        )
        return [(name, list(run)) for (name, _), run in pieces]
