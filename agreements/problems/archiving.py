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
    "E944": Sentences(
        "het bestand '{path}' ontbreekt in het pakket",
        "the file '{path}' is missing from the package",
        "neem het pakket terug uit een kopie; herstel niets met de hand",
        "take the package back from a copy; mend nothing by hand",
    ),
    "E945": Sentences(
        "het bestand '{path}' is gewijzigd sinds het pakket is gemaakt",
        "the file '{path}' was changed since the package was made",
        "neem het pakket terug uit een kopie; herstel niets met de hand",
        "take the package back from a copy; mend nothing by hand",
    ),
    "E946": Sentences(
        "'{path}' hoort niet bij het pakket",
        "'{path}' does not belong to the package",
        "haal weg wat er later bij is gezet",
        "remove what was put there later",
    ),
    "E947": Sentences(
        "de pakbon noemt {told} als {what}; het zijn er {found}",
        "the packing slip has {told} as the {what}; there are {found}",
        "vraag het pakket opnieuw op bij wie het maakte",
        "ask whoever made the package for it again",
    ),
    "E948": Sentences(
        "de pakbon '{path}' is niet die waarmee het pakket is gemaakt: zijn SHA-256 past niet bij '{other}' of bij wat is vastgelegd",
        "the packing slip '{path}' is not the one of this package: its SHA-256 does not fit '{other}' or what was recorded",
        "neem het pakket terug uit een kopie; herstel niets met de hand",
        "take the package back from a copy; mend nothing by hand",
    ),
    "E949": Sentences(
        "de metagegevens van '{path}' passen er niet bij: {fault}",
        "the metadata of '{path}' do not fit it: {fault}",
        "vraag het pakket opnieuw op bij wie het maakte",
        "ask whoever made the package for it again",
    ),
    "E950": Sentences(
        "het stuk '{item}' kan zo niet in het dossier: {fault}",
        "the document '{item}' cannot be in the case file like this: {fault}",
        "geef elk stuk een eigen id, en verwijs alleen naar stukken van hetzelfde dossier",
        "give each document an id of its own, and point only to documents of the same case file",
    ),
    "E951": Sentences(
        "'{path}' is geen uitvoer van een pakket: {reason}",
        "'{path}' is no export of a package: {reason}",
        "pak het zelf uit in een lege map en toets die; voer het pakket daaruit opnieuw uit",
        "unpack it yourself in an empty folder and verify that; export the package from there again",
    ),
    "E952": Sentences(
        "'{path}' bestaat al; wat in het archief staat wordt niet vervangen",
        "'{path}' exists already; what stands in the archive is not replaced",
        "kies een andere plaats",
        "choose another place",
    ),
    "E953": Sentences(
        "het stuk '{name}' is niet meer wat zijn SHA-256 zegt ({digest})",
        "the document '{name}' is no longer what its SHA-256 says ({digest})",
        "neem het archief terug uit een kopie",
        "take the archive back from a copy",
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
    "@a_line": ("een tekst op een regel", "a text on one line"),
    "@count_objects": ("aantal informatieobjecten", "number of objects"),
    "@count_files": ("aantal bestanden", "number of files"),
    "@count_contents": ("aantal bestanden zonder metagegevens", "number of files that are no metadata"),
    "@count_size": ("omvang in bytes", "size in bytes"),
    "@sip_name": ("de naam kan in een SIP niet", "the name cannot be in a SIP"),
    "@sip_no_sidecar": ("er staan geen metagegevens naast", "no metadata stand beside it"),
    "@sip_beside_nothing": ("ze staan nergens naast", "they stand beside nothing"),
    "@sip_other_name": ("ze noemen een andere naam", "they give another name"),
    "@sip_other_size": ("ze noemen een andere omvang", "they give another size"),
    "@sip_other_sum": ("ze noemen een andere SHA-256", "they give another SHA-256"),
    "@sip_no_object": ("de map heeft geen informatieobject", "the folder has no object"),
    "@sip_no_parent": ("het noemt niet waar het onderdeel van is", "it does not say what it is part of"),
    "@item_twice": ("er zijn er twee met dit id", "there are two with this id"),
    "@item_nowhere": ("er is er geen met dit id", "there is none with this id"),
    "@zip_large": ("er zit meer in dan erin past", "it holds more than fits in it"),
    "@zip_name": ("een naam erin is er geen van een pakket", "a name in it is none of a package"),
    "@zip_twice": ("een naam komt er twee keer in voor", "a name occurs twice in it"),
    "@zip_form": ("het heeft niet de vorm die de uitvoer heeft", "it has not the form of an export"),
    "@zip_damaged": ("het is geen zip of beschadigd", "it is no zip or damaged"),
    "@at_least_one": ("ten minste één", "at least one"),
}
"""Words that stand in these sentences."""
