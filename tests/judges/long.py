"""A document of many pages, for what only shows there: breaks, long tables, speed. It is not legal text."""

from __future__ import annotations

from dataclasses import replace

from trees import division, every_node, line, signature

from agreements.drafting.document import (
    Align,
    Column,
    Division,
    Document,
    Inline,
    Reference,
    Role,
    SignatureBlock,
    Table,
    TermUse,
    Text,
    Value,
)

SENTENCE = (
    "Partijen stellen vast dat de Onderneming een wezenlijke bijdrage wil leveren aan de vermindering van de uitstoot van broeikasgassen, "
    "en dat daarvoor tijdig voldoende infrastructuur, vergunningen en ondersteuning nodig zijn. "
)
SUBJECTS = ("Ambitie CO₂", "Randvoorwaarden en knelpunten", "Inspanningen van de Staat", "Overleg, voortgang en openbaarheid")


def long_document(articles: int = 12, rows: int = 60) -> Document:
    """Return a document of `articles` articles, which print about one page each, and an annex with a table of `rows` rows."""
    sample = every_node()
    parties, recitals, body, signing, annexes = sample.parts
    body = replace(body, heading=(), children=tuple(_article(number) for number in range(1, articles + 1)))
    annexes = replace(annexes, children=(*annexes.children, _annex(rows)))
    return replace(sample, parts=(parties, recitals, body, signing, annexes))


def signed_by(count: int, party: str = "de Staat, namens deze de Minister van Voorbeelden") -> Document:
    """Return a document with `count` places to sign."""
    sample = every_node()
    blocks = [replace(signature(f"s{number}", Value("name", f"N. Naam-{number}")), party=(Text(party),)) for number in range(count)]
    signing = next(part for part in sample.parts if part.uid == "signing")
    lead = [child for child in signing.children if not isinstance(child, SignatureBlock)]
    return replace(sample, parts=(*sample.parts[:3], replace(signing, children=(*lead, *blocks)), sample.parts[4]))


def _article(number: int) -> Division:
    article = division(Role.ARTICLE, f"art{number}", str(number), *(_paragraph(number, each) for each in range(1, 5)))
    return replace(article, heading=(Text(SUBJECTS[number % 4]),))


def _paragraph(article: int, number: int) -> Division:
    uid = f"art{article}.{number}"
    items = [
        division(Role.ITEM, f"{uid}.{letter}", letter, line(f"{uid}.{letter}.p", Text(f"{SENTENCE[: 60 + 37 * place].rstrip()};")))
        for place, letter in enumerate("abc")
    ]
    words: tuple[Inline, ...] = (
        TermUse("company", "De Onderneming"),
        Text(" en de Staat overleggen zo vaak als nodig is. " + SENTENCE * (number % 3 + 1)),
        Reference((f"art{article - 1}",), f"artikel\u00a0{article - 1}, eerste\u00a0lid"),
        Text(":"),
    )
    return division(Role.PARAGRAPH, uid, str(number), line(f"{uid}.p", *words), *(items if number == 2 else ()))


def _annex(rows: int) -> Division:
    columns = (
        Column((Text("Project"),)),
        Column((Text("Techniek"),)),
        Column((Text("Minimum"),), Align.END),
        Column((Text("Maximum"),), Align.END),
    )
    cells = tuple(
        (
            (Text(f"Project {row}: {SENTENCE[16 : 26 + row * 13 % 150]}"),),
            (Text("elektrificatie"),),
            (Text(f"{row * 37 % 900},{row % 10}"),),
            (Text("n.v.t."),),
        )
        for row in range(1, rows + 1)
    )
    table = Table("projects.t", (Text("Verminderingen per project, in kiloton CO₂ per jaar"),), columns, cells)
    children = (line("projects.lead", Text(SENTENCE * 2)), table, line("projects.after", Text(SENTENCE)))
    return Division("projects", Role.ANNEX, "Bijlage 2", "2", (Text("Projecten"),), children, (Text("behorende bij artikel 4"),))
