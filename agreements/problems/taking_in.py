"""What is said of documents of before the record that are taken in; complete in Dutch and English. E978 to W984, E920 and E989."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

TAKING_IN: dict[str, Sentences] = {
    "E978": Sentences(
        "'{file}' staat niet als gewoon bestand in '{folder}'{guess}",
        "'{file}' is no ordinary file in '{folder}'{guess}",
        "zet het bestand zelf in de map, of schrijf de naam zoals het bestand heet",
        "put the file itself in the folder, or write the name that the file has",
    ),
    "W979": Sentences(
        "'{file}' staat in de map en niet in de lijst; het wordt niet ingenomen",
        "'{file}' stands in the folder and not in the list; it is not taken in",
        "zet het in de lijst, of haal het uit de map",
        "put it in the list, or take it out of the folder",
    ),
    "E980": Sentences(
        "'{file}' heeft dezelfde bytes als {other}",
        "'{file}' has the same bytes as {other}",
        "een stuk wordt één keer ingenomen, bij één bedrijf; haal de regel weg die niet klopt",
        "a document is taken in once, with one company; remove the line that is not right",
    ),
    "W981": Sentences(
        "'{file}' is al ingenomen, als {kind} van {day}; er wordt niets opnieuw vastgelegd",
        "'{file}' was taken in before, as {kind} of {day}; nothing is recorded again",
        "klopt dat niet, laat dan de voorgeschiedenis verbeteren met 'maatwerk correct'",
        "if that is not right, have the history corrected with 'maatwerk correct'",
    ),
    "E982": Sentences(
        "'{file}' is geen PDF",
        "'{file}' is no PDF",
        "neem de PDF in die getekend is; een ander stuk komt als bewijs bij een stap in het archief",
        "take in the PDF that was signed; another document comes into the archive as evidence of a step",
    ),
    "W983": Sentences(
        "in '{file}' staat geen digitale handtekening; het wordt ingenomen zoals het is, en bewijst zelf niet dat iemand tekende",
        "there is no digital signature in '{file}'; it is taken in as it is, and does not itself prove that anybody signed",
        "bewaar het papier, als dit er een scan van is",
        "keep the paper, if this is a scan of it",
    ),
    "W984": Sentences(
        "volgens '{file}' is {kind} van {company} getekend op {said}; vastgelegd is {kept}, en dat blijft zo",
        "by '{file}' the {kind} of {company} was signed on {said}; recorded is {kept}, and that stays so",
        "verbeter de lijst, of laat de voorgeschiedenis door twee personen verbeteren met 'maatwerk correct'",
        "correct the list, or have two persons correct the history with 'maatwerk correct'",
    ),
    "E989": Sentences(
        "'{file}' wijst niet één bestand aan: {why}",
        "'{file}' does not name one file: {why}",
        "noem elk bestand één keer, en laat namen meer verschillen dan in spaties of in de opbouw van een letter",
        "name each file once, and let names differ in more than spaces or how a letter is composed",
    ),
    "E920": Sentences(
        "de handtekening in '{field}' van '{file}' ({company}) was bij inname, afgezien van het zegel, '{recorded}', en is nu '{now}'",
        "the signature in '{field}' of '{file}' ({company}) was, apart from the seal, '{recorded}' when taken in, and is '{now}' now",
        "kijk of de vertrouwensankers en intrekkingslijsten zijn gewijzigd; het oordeel van de inname blijft staan",
        "see whether the trust anchors and revocation lists changed; the verdict of when it was taken in stays",
    ),
}

TAKING_IN_WORDS = {
    "@changed_meanwhile": ("het is intussen gewijzigd", "it was changed meanwhile"),
}
"""Words that stand among the arguments."""
