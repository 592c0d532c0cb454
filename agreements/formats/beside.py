"""A scan beside the issued document as one HTML page that needs nothing from elsewhere: for who compares, and for who looks again later."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import sha256

from jinja2 import Template

from agreements.formats.to_html import asset, environment
from agreements.model.beside import Pair, Picture
from agreements.problems.display import shortened

WORDS = {
    "nl": {
        "title": "Scan naast de uitgegeven tekst",
        "what": "Links staat elke bladzijde zoals die is uitgegeven, rechts zoals die is gescand. Een scan is een kopie: wat telt is het "
        "papier. Deze pagina oordeelt niet; kijk zelf.",
        "facts": "Waar het om gaat",
        "look": "Waar u op let",
        "looks": (
            "Is elke bladzijde er, één keer, in dezelfde volgorde?",
            "Staat op elke bladzijde hetzelfde: woorden, getallen, namen, leestekens, tabellen?",
            "Is er met de hand iets veranderd, doorgehaald of bijgeschreven? Ook een paraaf of een voorbehoud.",
            "Staat de handtekening op de plaats van {signatory}, en horen plaats en datum daar ({signed_on})?",
            "Ligt het papier zelf voor u, en is de scan daarvan?",
        ),
        "then": "Klopt alles, leg dan vast dat u het hebt vergeleken. Klopt iets niet, doe dat dan niet en meld het.",
        "page": "Bladzijde {number} van {count}",
        "issued": "Uitgegeven",
        "scan": "Scan",
        "issued_alt": "bladzijde {number} zoals uitgegeven",
        "scan_alt": "bladzijde {number} van de scan",
        "no_issued": "Deze bladzijde is niet uitgegeven.",
        "no_scan": "De scan heeft deze bladzijde niet.",
        "no_words": "De scan heeft hier geen tekstlaag: vergelijk elk woord zelf.",
        "crowded": "Er staan hier te veel woorden om te vergelijken: vergelijk elk woord zelf.",
        "alike": "De tekstlaag van de scan heeft dezelfde {issued} woorden. Dat bewijst niets: een tekstlaag hoeft niet te zijn wat op het "
        "papier staat.",
        "unlike": "Van {issued} uitgegeven woorden staan er {alike} in de tekstlaag van de scan ({scan} woorden); verschillen: {places}. "
        "Een scanner leest vaak verkeerd, en een tekstlaag hoeft niet te zijn wat op het papier staat.",
        "differences": "Verschillen op bladzijde {number}",
        "shown": "De eerste {shown} van {places}.",
        "nothing": "(niets)",
        "company": "Bedrijf",
        "document": "Document",
        "signatory": "Ondertekenaar",
        "signed_on": "Getekend op papier op",
        "place": "Plaats van het papier",
        "compared": "Vergeleken door",
        "issued_sha": "SHA-256 van de uitgegeven PDF",
        "scan_sha": "SHA-256 van de scan",
        "pages": "Bladzijden",
        "counted": "uitgegeven {issued}, gescand {scan}",
    },
    "en": {
        "title": "Scan beside the issued text",
        "what": "On the left is each page as it was issued, on the right as it was scanned. A scan is a copy: what counts is the paper. "
        "This page judges nothing; look for yourself.",
        "facts": "What it is about",
        "look": "What to look at",
        "looks": (
            "Is every page there, once, in the same order?",
            "Does every page say the same: words, figures, names, punctuation, tables?",
            "Was anything changed, struck out or added by hand? Also initials or a reservation.",
            "Is the signature in the place of {signatory}, and do place and date belong there ({signed_on})?",
            "Does the paper itself lie before you, and is the scan one of it?",
        ),
        "then": "If all is right, record that you compared it. If anything is not, do not, and tell it.",
        "page": "Page {number} of {count}",
        "issued": "Issued",
        "scan": "Scan",
        "issued_alt": "page {number} as issued",
        "scan_alt": "page {number} of the scan",
        "no_issued": "This page was not issued.",
        "no_scan": "The scan does not have this page.",
        "no_words": "The scan has no text layer here: compare each word yourself.",
        "crowded": "There are too many words here to compare: compare each word yourself.",
        "alike": "The text layer of the scan has the same {issued} words. That proves nothing: a text layer need not be what stands on the "
        "paper.",
        "unlike": "Of {issued} issued words {alike} stand in the text layer of the scan ({scan} words); differences: {places}. A scanner "
        "often misreads, and a text layer need not be what stands on the paper.",
        "differences": "Differences on page {number}",
        "shown": "The first {shown} of {places}.",
        "nothing": "(nothing)",
        "company": "Company",
        "document": "Document",
        "signatory": "Signatory",
        "signed_on": "Signed on paper on",
        "place": "Place of the paper",
        "compared": "Compared by",
        "issued_sha": "SHA-256 of the issued PDF",
        "scan_sha": "SHA-256 of the scan",
        "pages": "Pages",
        "counted": "issued {issued}, scanned {scan}",
    },
}


@dataclass(frozen=True, slots=True)
class Compared:
    """What the page says above the pictures, as it is to be read; `command` records that somebody compared, empty when there is none."""

    company: str
    document: str
    signatory: str
    signed_on: str
    place: str
    compared: str
    issued: str
    scan: str
    command: str = ""


def page(about: Compared, pairs: Sequence[Pair], language: str) -> bytes:
    """Return the page in UTF-8, in `nl` or `en`: no script, nothing fetched, and a policy that forbids both."""
    style = asset("beside.css")
    policy = f"default-src 'none'; img-src data:; style-src 'sha256-{b64encode(sha256(style.encode()).digest()).decode()}'"
    facts = _facts(about, pairs, WORDS[language])
    told = {"about": about, "facts": facts, "language": language, "pairs": pairs, "words": WORDS[language]}
    return _template().render(**told, policy=policy, style=style).encode()


@cache
def _template() -> Template:
    own = environment()
    own.filters |= {"quoted": shortened, "source": _source}
    return own.get_template("beside.html")


def _facts(about: Compared, pairs: Sequence[Pair], words: Mapping[str, object]) -> list[tuple[object, str]]:
    counts = {"issued": sum(each.issued is not None for each in pairs), "scan": sum(each.scan is not None for each in pairs)}
    told = [(words[name], getattr(about, name)) for name in ("company", "document", "signatory", "signed_on", "place", "compared")]
    pages = (words["pages"], str(words["counted"]).format(**counts))
    return [*told, pages, (words["issued_sha"], about.issued), (words["scan_sha"], about.scan)]


def _source(picture: Picture) -> str:
    return f"data:image/jpeg;base64,{b64encode(picture.content).decode()}"
