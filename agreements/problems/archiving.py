"""What the archive says, complete in Dutch and English; docs/archive.md tells what it proves."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

ARCHIVING: dict[str, Sentences] = {
    "E940": Sentences(
        "'{element}' bevat een teken dat in XML niet kan staan",
        "'{element}' holds a character that XML cannot hold",
        "typ de tekst opnieuw; zulke tekens komen vaak mee bij kopiëren",
        "type the text again; such characters often come along with copying",
    ),
    "E941": Sentences(
        "bij '{element}' past '{value}' niet; hier hoort {expected}",
        "'{value}' does not fit '{element}'; this must be {expected}",
        "zie de elementen van MDTO 1.0.1 in docs/archive.md",
        "see the elements of MDTO 1.0.1 in docs/archive.md",
    ),
    "E942": Sentences(
        "'{value}' staat niet op de gesloten lijst '{list}'",
        "'{value}' is not on the closed list '{list}'",
        "kies uit: {known}",
        "choose from: {known}",
    ),
    "W940": Sentences(
        "'{value}' staat niet op de open lijst '{list}'",
        "'{value}' is not on the open list '{list}'",
        "dat mag; neem als het kan een term van de lijst: {known}",
        "that is allowed; take a term of the list where you can: {known}",
    ),
    "E943": Sentences(
        "dit is geen MDTO 1.0.1: bij '{element}' {reason}",
        "this is no MDTO 1.0.1: at '{element}' {reason}",
        "vraag de metagegevens opnieuw op bij wie ze maakte",
        "ask whoever made the metadata for them again",
    ),
}

ARCHIVE_WORDS: dict[str, tuple[str, str]] = {
    "@mdto_xml": ("is de XML niet te lezen", "the XML cannot be read"),
    "@mdto_unexpected": ("staat iets wat daar niet hoort", "stands something that does not belong there"),
    "@mdto_required": ("ontbreekt iets wat verplicht is", "something required is missing"),
    "@a_text": ("een tekst die niet leeg is", "a text that is not empty"),
    "@a_number": ("een geheel getal van nul of meer", "a whole number of zero or more"),
    "@an_address": ("een webadres", "a web address"),
    "@a_language": ("een taalcode, zoals nl", "a code of a language, as nl"),
    "@a_day": ("een dag, zoals 2026-07-31", "a day, as 2026-07-31"),
    "@a_date": ("een dag, maand of jaar, zoals 2026-07", "a day, month or year, as 2026-07"),
    "@a_moment": ("een jaar, maand, dag of tijdstip", "a year, month, day or instant"),
    "@an_instant": ("een tijdstip, zoals 2026-07-31T12:00:00Z", "an instant, as 2026-07-31T12:00:00Z"),
    "@a_duration": ("een duur, zoals P20Y", "a duration, as P20Y"),
    "@at_least_one": ("ten minste één", "at least one"),
}
"""Words that stand in these sentences."""
