"""Problems of lists in Excel and CSV, each at its cell."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

SHEETS: dict[str, Sentences] = {
    "E760": Sentences(
        "'{file}' is geen leesbare lijst: {reason}",
        "'{file}' is not a list that can be read: {reason}",
        "open het in Excel of LibreOffice en sla het op als gewone werkmap (.xlsx), zonder wachtwoord, of als CSV in UTF-8",
        "open it in Excel or LibreOffice and save it as a plain workbook (.xlsx), without a password, or as CSV in UTF-8",
    ),
    "E761": Sentences(
        "'{file}' wordt niet geopend: {reason}",
        "'{file}' is not opened: {reason}",
        "kopieer de cellen als waarden naar een nieuwe, lege werkmap en neem die in",
        "copy the cells as values into a new, empty workbook and import that",
    ),
    "E762": Sentences(
        "er is geen blad 'companies'{found}",
        "there is no sheet 'companies'{found}",
        "geef het blad met de bedrijven die naam (bij CSV: companies.csv); 'maatwerk export' maakt een voorbeeld",
        "give the sheet with the companies that name (as CSV: companies.csv); 'maatwerk export' makes an example",
    ),
    "W763": Sentences(
        "het blad '{sheet}' is niet bekend{guess} en wordt niet gelezen",
        "the sheet '{sheet}' is not known{guess} and is not read",
        "bekende bladen zijn: {known}",
        "known sheets are: {known}",
    ),
    "E764": Sentences(
        "het blad '{sheet}' is verborgen",
        "the sheet '{sheet}' is hidden",
        "maak het zichtbaar en kijk ernaar, of verwijder het: wat niemand ziet, wordt niet ingenomen",
        "make it visible and look at it, or delete it: what nobody sees is not taken in",
    ),
    "E765": Sentences(
        "de cellen {range} zijn samengevoegd",
        "the cells {range} are merged",
        "splits ze en vul elke cel in: van samengevoegde cellen is niet te zien voor welke rijen de waarde geldt",
        "split them and fill in each cell: of merged cells nobody can see which rows the value is for",
    ),
    "E766": Sentences(
        "'{value}' staat in een kolom zonder kop",
        "'{value}' stands in a column without a head",
        "geef de kolom een kop, of maak de cel leeg; een kop die met # begint, wordt niet gelezen",
        "give the column a head, or clear the cell; a head that begins with # is not read",
    ),
    "E767": Sentences(
        "de kop '{head}' staat er twee keer, ook in {other}",
        "the head '{head}' stands there twice, also in {other}",
        "verwijder een van de twee kolommen, of zet # voor de kop die niet gelezen moet worden",
        "remove one of the two columns, or put # before the head that must not be read",
    ),
    "E768": Sentences(
        "de kop '{head}' is in het blad '{sheet}' niet bekend{guess}",
        "the head '{head}' is not known in the sheet '{sheet}'{guess}",
        "kies een bekende kop, of zet er # voor als de kolom niet gelezen moet worden; bekend zijn: {known}",
        "choose a known head, or put # before it when the column must not be read; known are: {known}",
    ),
    "E769": Sentences(
        "in deze cel staat een fout van Excel: {value}",
        "this cell holds an error of Excel: {value}",
        "typ de waarde zelf, of maak de cel leeg",
        "type the value itself, or clear the cell",
    ),
    "E770": Sentences(
        "in deze cel staat een formule: {value}",
        "this cell holds a formula: {value}",
        "kopieer de cel en plak haar als waarde; een formule wordt nooit uitgerekend",
        "copy the cell and paste it as a value; a formula is never worked out",
    ),
    "E771": Sentences(
        "in de kolom '{column}' staat het getal {value}; hier hoort tekst, want Excel laat bij een getal de voorloopnullen weg",
        "the column '{column}' holds the number {value}; this must be text, because Excel drops the leading zeros of a number",
        "maak de cel op als Tekst en typ de waarde opnieuw, bijvoorbeeld {example}",
        "format the cell as Text and type the value again, for example {example}",
    ),
    "E772": Sentences(
        "in de kolom '{column}' staat {found} ({value}); dat kan hier niet",
        "the column '{column}' holds {found} ({value}), which cannot stand here",
        "maak de cel op als Tekst en typ wat er hoort; wat er hoort, zegt docs/dossier-format.md",
        "format the cell as Text and type what belongs there; docs/dossier-format.md tells what that is",
    ),
    "E773": Sentences(
        "{value} kan een jaartal zijn of een dag die Excel als getal bewaart",
        "{value} can be a year or a day that Excel keeps as a number",
        "maak de cel op als Tekst en typ het jaar (2030), de maand (2030-06) of de dag (2030-06-30)",
        "format the cell as Text and type the year (2030), the month (2030-06) or the day (2030-06-30)",
    ),
    "E774": Sentences(
        "Excel toont dit getal anders dan het is bewaard ({value})",
        "Excel shows this number otherwise than it is kept ({value})",
        "maak de cel op als Tekst en typ het getal zoals de bron het noemt, bijvoorbeeld 1.5",
        "format the cell as Text and type the number as its source states it, for example 1.5",
    ),
    "E775": Sentences(
        "'{value}' is geen getal met een punt en zonder scheidingstekens voor duizendtallen",
        "'{value}' is no number with a point and without marks for thousands",
        "schrijf {example}",
        "write {example}",
    ),
    "E776": Sentences(
        "'{key}' staat al in {other}",
        "'{key}' already stands in {other}",
        "verwijder een van de twee rijen, of geef elke rij een eigen id",
        "remove one of the two rows, or give each row an id of its own",
    ),
    "E777": Sentences(
        "'{id}' staat niet in het blad '{sheet}'{guess}",
        "'{id}' is not in the sheet '{sheet}'{guess}",
        "voeg daar een rij toe, of verbeter deze cel",
        "add a row there, or correct this cell",
    ),
    "E778": Sentences(
        "de kolommen '{column}' en '{other}' zijn in deze rij allebei gevuld",
        "the columns '{column}' and '{other}' are both filled in this row",
        "maak een van de twee leeg: de ene is één waarde, de andere een deel ervan",
        "clear one of the two: the one is a single value, the other a part of it",
    ),
    "E779": Sentences(
        "de lijst is te groot: ten hoogste {limit} {what}",
        "the list is too large: at most {limit} {what}",
        "splits de lijst, of verwijder lege opgemaakte rijen en kolommen (Ctrl+End toont waar het blad eindigt)",
        "split the list, or delete empty formatted rows and columns (Ctrl+End shows where the sheet ends)",
    ),
    "E780": Sentences(
        "de kolom '{column}' ontbreekt",
        "the column '{column}' is missing",
        "voeg de kolom toe; 'maatwerk export' maakt een lijst met alle koppen",
        "add the column; 'maatwerk export' makes a list with all heads",
    ),
    "E781": Sentences(
        "de kolom '{column}' is in deze rij leeg",
        "the column '{column}' is empty in this row",
        "vul de cel in; een lege cel is geen waarde",
        "fill in the cell; an empty cell is no value",
    ),
    "E782": Sentences(
        "deze waarde is geen JSON die in een dossier kan staan",
        "this value is no JSON that can stand in a dossier",
        "gebruik teksten, true, false, lijsten en onderdelen; getallen staan tussen aanhalingstekens",
        "use texts, true, false, lists and mappings; numbers stand in quotes",
    ),
    "E783": Sentences(
        "er zijn meer dan {limit} fouten; de rest is niet genoemd",
        "there are more than {limit} faults; the rest is not told",
        "verbeter deze eerst; vaak heeft een hele kolom dezelfde fout",
        "correct these first; often a whole column has the same fault",
    ),
    "E784": Sentences(
        "'{key}' van {company} heeft {length} tekens; een cel kan er {limit} hebben",
        "'{key}' of {company} has {length} characters; a cell can hold {limit}",
        "schrijf dit dossier met 'maatwerk show {company} --yaml', of de lijst als CSV",
        "write this dossier with 'maatwerk show {company} --yaml', or the list as CSV",
    ),
    "E785": Sentences(
        "'{name}' kan '{company}' zijn, dat als {known} in het register staat",
        "'{name}' may be '{company}', which stands in the record as {known}",
        "voeg een kolom 'id' toe: vul daar '{company}' in als het hetzelfde bedrijf is, en anders een eigen kenmerk",
        "add a column 'id': fill in '{company}' there when it is the same company, and otherwise an id of its own",
    ),
    "E786": Sentences(
        "in het blad 'companies' staat geen bedrijf",
        "the sheet 'companies' holds no company",
        "vul onder de koppen een rij voor elk bedrijf in",
        "fill in a row for each company under the heads",
    ),
}

SHEET_WORDS = {
    "@old_excel": ("een oude Excel-werkmap (.xls), of een met een wachtwoord", "an old Excel workbook (.xls), or one with a password"),
    "@no_workbook": ("het is geen werkmap", "it is no workbook"),
    "@broken_workbook": ("de werkmap is beschadigd", "the workbook is damaged"),
    "@no_csv": ("het is geen CSV", "it is no CSV"),
    "@too_many_parts": ("het heeft te veel onderdelen", "it has too many parts"),
    "@too_large_unpacked": ("het is uitgepakt te groot", "it is too large when unpacked"),
    "@doctype": ("er staat een DOCTYPE in", "there is a DOCTYPE in it"),
    "@macros": ("er staan macro's in", "there are macros in it"),
    "@embedded": ("er zitten andere bestanden in", "there are other files in it"),
    "@external_links": ("het verwijst naar andere werkmappen of gegevens", "it refers to other workbooks or data"),
    "@twice_inside": ("een onderdeel staat er twee keer in", "a part is in it twice"),
    "@encrypted_part": ("een onderdeel is versleuteld", "a part is encrypted"),
    "@not_utf8": ("een onderdeel is geen UTF-8", "a part is not UTF-8"),
    "@boolean_of_excel": ("waar of onwaar", "true or false"),
    "@number_of_excel": ("een getal", "a number"),
    "@day_of_excel": ("een datum van Excel", "a date of Excel"),
    "@moment_of_excel": ("een tijdstip van Excel", "a moment of Excel"),
    "@rows": ("rijen per blad", "rows in a sheet"),
    "@columns": ("kolommen per blad", "columns in a sheet"),
    "@cells": ("cellen", "cells"),
    "@characters": ("tekens in een cel", "characters in a cell"),
}
"""Words that stand among the arguments."""
