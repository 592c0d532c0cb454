"""The page in every package that says what it is: for a person in twenty years, with a browser or a text editor and nothing of ours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape

from agreements.archive.case_file import ROLES, CaseFile, Delivery, Item
from agreements.archive.pronom import Format
from agreements.model.values import LocalText


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of the package, with the item that it holds."""

    item: Item
    path: str
    format: Format
    size: int


_STYLE = (
    "body{font:1.1rem/1.5 serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#111;background:#fff}"
    "table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;vertical-align:top;padding:.3rem .6rem;border:1px solid #767676;overflow-wrap:anywhere}"
    "code{font-size:.85em;overflow-wrap:anywhere}a{color:#00467f}"
)
_WHAT = LocalText(
    "Dit is een archiefpakket: alle stukken van een archiefdossier, met gegevens over elk stuk. "
    "Om het te lezen is geen apart programma nodig.",
    "This is an archive package: all documents of a case file, with data on each of them. No particular program is needed to read it.",
)
_PROOF = LocalText(
    "Of iets is gewijzigd, blijkt zo: `sha256sum -c pakbon.xml.sha256` toetst de pakbon; de hash die daarin staat is de SHA-256 van "
    "sha256sums.txt; `sha256sum -c sha256sums.txt` toetst elk ander bestand. Elk programma dat SHA-256 kent kan hetzelfde. "
    "Wie ook de pakbon niet vertrouwt, vraagt de maker of de ontvanger naar de SHA-256 van de pakbon.",
    "Whether anything was changed shows so: `sha256sum -c pakbon.xml.sha256` checks the packing slip; the hash in it is the SHA-256 of "
    "sha256sums.txt; `sha256sum -c sha256sums.txt` checks every other file. Any program that knows SHA-256 can do the same. "
    "Whoever does not trust the packing slip either asks its maker or receiver for the SHA-256 of the packing slip.",
)
_METADATA = LocalText(
    "Naast elk bestand staan zijn gegevens in XML, volgens de standaard MDTO 1.0.1 van het Nationaal Archief "
    "(namen die eindigen op .MDTO.xml). Formaten hebben hun nummer in PRONOM, het register van The National Archives.",
    "Beside each file stand its data in XML, after the standard MDTO 1.0.1 of the Dutch National Archives "
    "(names that end in .MDTO.xml). Formats have their number in PRONOM, the register of The National Archives (UK).",
)
_FACTS = (
    LocalText("Bedrijf", "Company"),
    LocalText("Archiefvormer", "Creator of the archive"),
    LocalText("Gemaakt op", "Made on"),
    LocalText("Nummer", "Number"),
    LocalText("Contact", "Contact"),
)
_HEADS = (
    LocalText("Stuk", "Document"),
    LocalText("Wat het is", "What it is"),
    LocalText("Bestand", "File"),
    LocalText("SHA-256", "SHA-256"),
)
_TITLES = {"what": LocalText("Wat dit is", "What this is"), "files": LocalText("De stukken", "The documents")}
_PROOFS = LocalText("Hoe het zich bewijst", "How it proves itself")


def page(case: CaseFile, delivery: Delivery, entries: Sequence[Entry]) -> bytes:
    """Return the page, in Dutch and then in English."""
    parts = [
        '<!DOCTYPE html>\n<html lang="nl">\n<head>\n<meta charset="utf-8">\n<meta name="viewport" content="width=device-width">\n',
        f"<title>{escape(case.title.nl)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n",
        '<nav aria-label="Taal / Language"><a href="#nl">Nederlands</a> · <a href="#en" lang="en">English</a></nav>\n<main>\n',
        *(piece for language in ("nl", "en") for piece in _section(case, delivery, entries, language)),
        "</main>\n</body>\n</html>\n",
    ]
    return "".join(parts).encode("utf-8", "replace")


def _section(case: CaseFile, delivery: Delivery, entries: Sequence[Entry], language: str) -> Iterator[str]:
    heading = "h1" if language == "nl" else "h2"
    inner = "h2" if language == "nl" else "h3"
    yield f'<section id="{language}" lang="{language}">\n<{heading}>{escape(case.title.in_language(language))}</{heading}>\n'
    yield f"<{inner}>{_TITLES['what'].in_language(language)}</{inner}>\n<p>{escape(_WHAT.in_language(language))}</p>\n<dl>\n"
    yield from _facts(case, delivery, language)
    yield f"</dl>\n<{inner}>{_TITLES['files'].in_language(language)}</{inner}>\n<table>\n<tr>"
    yield "".join(f'<th scope="col">{head.in_language(language)}</th>' for head in _HEADS) + "</tr>\n"
    yield from (_row(entry, language) for entry in entries)
    yield f"</table>\n<p>{escape(_METADATA.in_language(language))}</p>\n"
    yield f"<{inner}>{_PROOFS.in_language(language)}</{inner}>\n<p>{escape(_PROOF.in_language(language))}</p>\n</section>\n"


def _facts(case: CaseFile, delivery: Delivery, language: str) -> Iterator[str]:
    company = case.company.name + (f" (KvK {case.company.kvk})" if case.company.kvk else "")
    creators = "; ".join(each.name for each in case.metadata.creators)
    values = (company, creators, delivery.made, delivery.id, delivery.contact)
    for fact, value in zip(_FACTS, values, strict=True):
        yield f"<dt>{fact.in_language(language)}</dt><dd>{escape(value)}</dd>\n"


def _row(entry: Entry, language: str) -> str:
    kind = f"{entry.format.name}{f', {entry.format.id}' if entry.format.id else ''}, {entry.size} bytes"
    path = escape(entry.path)
    return (
        f'<tr><th scope="row">{escape(entry.item.title.in_language(language))}</th>'
        f"<td>{escape(ROLES[entry.item.role].in_language(language))}</td>"
        f'<td><a href="{path}">{path}</a><br>{escape(kind)}</td><td><code>{entry.item.digest}</code></td></tr>\n'
    )
