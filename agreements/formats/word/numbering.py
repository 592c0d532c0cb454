"""Native multilevel numbering, so that counsel can add a lid and Word counts on.

One abstract list has article, lid, onderdeel and sub-onderdeel as its levels; Word restarts each when a higher one comes. Annexes have their
own. A list outside articles and annexes (parties, recitals) is an instance of its own that starts anew.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from agreements.drafting.document import Role
from agreements.formats.word.markup import HEAD, NAMESPACES, twips
from agreements.formats.word.styles import ANNEXES, ARTICLES
from agreements.formats.xmltext import attribute

LEVELS = {Role.ARTICLE: 0, Role.ANNEX: 0, Role.PARAGRAPH: 1, Role.ITEM: 2, Role.SUBITEM: 3}
_FORMATS = ((1, "decimal", "%2.", 12, 12), (2, "lowerLetter", "%3.", 20, 8), (3, "decimal", "%4°.", 29, 9))
_LINKED = {
    0: {ARTICLES: "Heading2", ANNEXES: "AnnexHeading"},
    1: {ARTICLES: "Lid"},
    2: {ARTICLES: "Onderdeel"},
    3: {ARTICLES: "Subonderdeel"},
}
LOOSE = 3


@dataclass(slots=True)
class Lists:
    """The numbering instances of one document; `words` are those before the number of an article and of an annex."""

    words: tuple[str, str]
    roman: bool = False  # of articles
    loose: int = field(default=0)

    def begin(self) -> int:
        """Return a new instance for a list outside articles and annexes."""
        self.loose += 1
        return LOOSE + self.loose - 1

    def xml(self) -> bytes:
        """Return the part word/numbering.xml."""
        abstract = _abstract(ARTICLES, self.words[0], "upperRoman" if self.roman else "decimal")
        abstract += _abstract(ANNEXES, self.words[1]) + _abstract(LOOSE, "")
        fixed = "".join(f'<w:num w:numId="{number}"><w:abstractNumId w:val="{number}"/></w:num>' for number in (ARTICLES, ANNEXES))
        overrides = "".join(f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(4))
        loose = "".join(
            f'<w:num w:numId="{LOOSE + count}"><w:abstractNumId w:val="{LOOSE}"/>{overrides}</w:num>' for count in range(self.loose)
        )
        return f"{HEAD}<w:numbering {NAMESPACES}>{abstract}{fixed}{loose}</w:numbering>".encode()


def _abstract(number: int, word: str, counted: str = "decimal") -> str:
    top = f"{word}\u00a0%1" if word else "%1"
    levels = _level(number, 0, counted, top, indent='<w:ind w:left="0" w:firstLine="0"/>')
    for level, kind, text, left, hanging in _FORMATS:
        indent = f'<w:ind w:left="{twips(left)}" w:hanging="{twips(hanging)}"/>'
        levels += _level(number, level, kind, text, indent=indent)
    return f'<w:abstractNum w:abstractNumId="{number}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def _level(number: int, level: int, kind: str, text: str, *, indent: str) -> str:
    style = _LINKED[level].get(number)
    link = f'<w:pStyle w:val="{style}"/>' if style else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{link}'
        f'<w:lvlText w:val={attribute(text)}/><w:lvlJc w:val="left"/><w:pPr>{indent}</w:pPr></w:lvl>'
    )
