"""What reports have in common when they are written as documents: words in one language, and the parts and tables that hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from agreements.drafting.document import (
    Align,
    Column,
    Division,
    Document,
    Furniture,
    Inline,
    Node,
    Paragraph,
    Role,
    Status,
    Table,
    Text,
    Value,
)
from agreements.drafting.wording import TONGUES, exact, words
from agreements.model.legal_sentences import day_in_words
from agreements.model.values import FuzzyDate

Cells = Sequence[tuple[Inline, ...]]


@dataclass(frozen=True, slots=True)
class Teller:
    """Tells something in `nl` or `en` with the words `said`; `spell` writes what somebody wrote with signs that can be printed."""

    language: str
    said: Mapping[str, tuple[str, str]]
    spell: Callable[[str], str]

    def choose(self, both: tuple[str, str]) -> str:
        """Return the Dutch or the English of two texts."""
        return both[0 if self.language == "nl" else 1]

    def say(self, key: str, **more: str) -> str:
        """Return words of ours."""
        return self.choose(self.said[key]).format(**more)

    def day(self, day: date) -> str:
        """Return a day as people write it."""
        return day_in_words(day, self.language)

    def text(self, said: str) -> tuple[Inline, ...]:
        """Return what somebody wrote, as it can be printed."""
        return (Text(self.spell(said) or "–"),)

    def when(self, path: str, moment: FuzzyDate | None) -> tuple[Inline, ...]:
        """Return a date as a value that leads back to the fact that it comes from."""
        if moment is None:
            return (Text(self.say("undated")),)
        return (Value(path, words(moment, TONGUES[self.language]), exact(moment)),)

    def paragraph(self, uid: str, said: str) -> Paragraph:
        """Return a paragraph of ours."""
        return Paragraph(uid, (Text(said),))

    def notices(self, *, internal: bool, reconstruction: bool) -> Iterator[str]:
        """Yield what the first page of a report warns of."""
        if internal:
            yield self.say("internal_notice")
        if reconstruction:
            yield self.say("reconstruction")

    def report(self, kind: str, parts: Iterable[Division], known: str, *, day: date, internal: bool, reconstruction: bool) -> Document:
        """Return a report as of a day, by what was known until a day (ISO, empty for now)."""
        as_of = self.say("as_of", day=self.day(day))
        footer = f"{as_of} · {self.say('known', day=self.day(date.fromisoformat(known)))}" if known else as_of
        notices = tuple(self.notices(internal=internal, reconstruction=reconstruction))
        header = self.say("internal") if internal else ""
        margins = Furniture(self.say("header"), header, footer, self.say("page"), self.say("of"), notices)
        identity = (kind, f"{kind}-{day.isoformat()}", self.language, self.say("title"), (Text(as_of),))
        return Document(*identity, Status.FINAL, "1", day.isoformat(), "1", margins, tuple(parts))

    def part(self, uid: str, heading: str, children: Iterable[Node]) -> Division:
        """Return a part with its heading."""
        return Division(uid, Role.PART, "", "", self.text(heading), tuple(children))

    def table(self, uid: str, caption: str, heads: Sequence[str], rows: Iterable[Cells], *, numbers: Sequence[int] = ()) -> Table:
        """Return a table under its caption; columns that are named by their places as numbers stand to the right."""
        columns = (Column((Text(head),), Align.END if place in numbers else Align.START) for place, head in enumerate(heads))
        return Table(uid, self.text(caption), tuple(columns), tuple(tuple(row) for row in rows))
