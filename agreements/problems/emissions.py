"""Problems of the registry of the emissions trading system, and of the links between its installations and companies."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

EMISSIONS: dict[str, Sentences] = {
    "E787": Sentences(
        "in de map '{folder}' staat geen '{name}' of '{name}.gz'",
        "the folder '{folder}' holds no '{name}' or '{name}.gz'",
        "haal beide bestanden van het register op ({site}) en zet ze onder hun eigen naam in één map",
        "fetch both files of the registry ({site}) and put them in one folder under their own names",
    ),
    "W788": Sentences(
        "in de map '{folder}' staat geen '{name}': wanneer de bestanden zijn opgehaald en welke cijfers definitief zijn, is niet bekend",
        "the folder '{folder}' holds no '{name}': when the files were fetched, and which figures are definitive, is not known",
        "leg dat vast in '{name}', zie docs/emissions.md",
        "put that in '{name}', see docs/emissions.md",
    ),
    "E789": Sentences(
        "de kolom '{column}' ontbreekt, of staat er twee keer",
        "the column '{column}' is missing, or stands there twice",
        "is dit het bestand van het register zelf? gelezen worden: {read}; in het bestand staan: {found}",
        "is this the file of the registry itself? read are: {read}; the file has: {found}",
    ),
    "E790": Sentences(
        "deze rij heeft {found} cellen en de koppen zijn er {expected}",
        "this row has {found} cells and there are {expected} heads",
        "haal het bestand opnieuw op: een rij die niet past, kan elk cijfer in een andere kolom zetten",
        "fetch the file anew: a row that does not fit can put any figure in another column",
    ),
    "E791": Sentences(
        "'{value}' kan in de kolom '{column}' niet staan; hier hoort {kind}",
        "'{value}' cannot stand in the column '{column}'; this must be {kind}",
        "haal het bestand opnieuw op, en open het niet in een rekenblad: dat verandert getallen",
        "fetch the file anew, and do not open it in a spreadsheet: that changes numbers",
    ),
    "E792": Sentences(
        "{what} staat er al, in {other}",
        "{what} stands there already, in {other}",
        "haal het bestand opnieuw op: welk van de twee geldt, is niet te zien",
        "fetch the file anew: which of the two holds cannot be seen",
    ),
    "W793": Sentences(
        "in de kolom '{column}' staat iets dat geen tekst in UTF-8 is; het staat er met zijn code",
        "the column '{column}' holds something that is no text in UTF-8; it stands there by its code",
        "geen cijfer hangt ervan af; staat het vaak in het bestand, dan is het in een andere codering opgeslagen: haal het opnieuw op",
        "no figure depends on it; when it is often in the file, that was saved in another encoding: fetch it anew",
    ),
    "E794": Sentences(
        "'{file}' kan niet tot het einde worden gelezen: {reason}",
        "'{file}' cannot be read to its end: {reason}",
        "haal het bestand opnieuw op; van een half bestand wordt niets gebruikt",
        "fetch the file anew; of half a file nothing is used",
    ),
    "E795": Sentences(
        "{company} heeft met '{other}' al een koppeling aan {installation} voor een van deze jaren",
        "{company} already has a link to {installation} for one of these years, '{other}'",
        "laat de jaren van de twee op elkaar aansluiten, of trek er een in met 'withdrawn: true'",
        "let the years of the two follow each other, or withdraw one with 'withdrawn: true'",
    ),
    "E796": Sentences(
        "van {installation} is samen {total} procent gekoppeld (jaar: {year})",
        "of {installation} {total} percent is linked together (year: {year})",
        "verdeel ten hoogste 100 procent; anders telt uitstoot dubbel",
        "divide at most 100 percent; otherwise emissions count twice",
    ),
    "E797": Sentences(
        "de koppeling eindigt ({last}) voor zij begint ({first})",
        "the link ends ({last}) before it begins ({first})",
        "'from' en 'until' zijn het eerste en het laatste jaar, allebei inbegrepen",
        "'from' and 'until' are the first and the last year, both included",
    ),
    "E798": Sentences(
        "een deel van {share} procent kan niet",
        "a share of {share} percent cannot be",
        "een deel is meer dan 0 en ten hoogste 100 procent",
        "a share is more than 0 and at most 100 percent",
    ),
    "E799": Sentences(
        "{installation} heeft in het register de vergunning '{found}', niet '{permit}'",
        "{installation} has the permit '{found}' in the registry, not '{permit}'",
        "controleer welke installatie bedoeld is: een verwisseld nummer geeft geloofwaardige maar verkeerde tonnen",
        "check which installation is meant: a number that was mixed up gives tonnes that look right and are wrong",
    ),
}

EMISSION_WORDS = {
    "@registry_tonnes": (
        "een heel aantal ton, of -1 of niets als niets is ingevuld",
        "a whole number of tonnes, or -1 or nothing where nothing was entered",
    ),
    "@installation_number": ("het nummer van een installatie", "the number of an installation"),
    "@registry_year": ("een jaartal", "a year"),
    "@both_kinds": (
        "het staat er gewoon en als .gz; verwijder een van de twee",
        "it is there both plain and as .gz; remove one of the two",
    ),
    "@damaged_gzip": ("het is beschadigd of geen .gz", "it is damaged or no .gz"),
    "@endless_line": ("een regel of een cel is te lang", "a line or a cell is too long"),
    "@too_many_rows": ("het heeft te veel rijen", "it has too many rows"),
    "@no_heads": ("het is leeg", "it is empty"),
    "@changed_quotes": (
        "een aanhalingsteken is niet gesloten, of de cellen zijn geen CSV",
        "a quotation mark is not closed, or the cells are no CSV",
    ),
}
"""Words that stand among the arguments."""
