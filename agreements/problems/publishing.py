"""What is said of a public copy and its redactions; complete in Dutch and English. E994 to E999."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

PUBLISHING: dict[str, Sentences] = {
    "E994": Sentences(
        "het document heeft geen plaats '{place}'{guess}",
        "the document has no place '{place}'{guess}",
        "noem een artikel met zijn lid zoals het is gedrukt (3.2), een bijlage (bijlage 1), een cel (bijlage 2[3,2]) of een clausule",
        "name an article with its paragraph as it is printed (3.2), an annex (annex 1), a cell (annex 2[3,2]) or a clause",
    ),
    "E995": Sentences(
        "in '{place}' staan deze woorden {count} keer; zij moeten er één keer staan",
        "in '{place}' these words stand {count} times; they must stand there once",
        "neem de woorden over zoals zij zijn gedrukt, en zoveel dat het er maar één kunnen zijn; of noem een kleinere plaats",
        "copy the words as they are printed, and so many that only one passage can be meant; or name a smaller place",
    ),
    "E996": Sentences(
        "de passage in '{place}' loopt door die van {other} heen",
        "the passage in '{place}' runs through that of {other}",
        "maak er één passage van, of laat er een weg",
        "make one passage of both, or leave one out",
    ),
    "E997": Sentences(
        "de passage in '{place}' kan over emissies in het milieu gaan; daarvoor geldt de grond {ground} Woo niet (art. 5.1, zevende lid)",
        "the passage in '{place}' may be about emissions into the environment; {ground} Woo is no ground for that (art. 5.1(7))",
        "vraag een jurist; zijn het volgens die geen emissiegegevens, zet er dan bij: 'emissions: {{no: true, by: JURIST, reason: ...}}'",
        "ask a lawyer; if these are no emission data in their view, add: 'emissions: {{no: true, by: LAWYER, reason: ...}}'",
    ),
    "E998": Sentences(
        "'{by}' is vandaag geen jurist van het bureau; over emissies kan alleen een jurist dit zeggen",
        "'{by}' is no lawyer of the office today; of emissions only a lawyer can say this",
        "juristen zijn: {known}; geef iemand die rol met 'maatwerk person grant'",
        "lawyers are: {known}; give somebody that role with 'maatwerk person grant'",
    ),
    "E999": Sentences(
        "wat onder nummer {number} wordt weggelaten, staat nog in {place}",
        "what is withheld as number {number} still stands in {place}",
        "laat het ook daar weg, met een eigen passage; of neem de passage hier ruimer of nauwer",
        "withhold it there too, as a passage of its own; or take a wider or narrower passage here",
    ),
}

PUBLISHING_WORDS: dict[str, tuple[str, str]] = {
    "@title": ("de titel", "the title"),
    "@margins": ("de kop of voet van de bladzijden", "the head or foot of the pages"),
}
"""Words that stand in these sentences."""
