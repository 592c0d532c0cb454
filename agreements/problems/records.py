"""What the record says when it cannot go on or is not as it was; complete in Dutch and English."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

RECORDS: dict[str, Sentences] = {
    "E901": Sentences(
        "'{stream}' staat inmiddels op versie {found}; dit was besloten op versie {expected}",
        "'{stream}' stands at version {found} by now; this was decided on version {expected}",
        "iemand anders was eerder: bekijk de stand opnieuw en herhaal de stap als die nog klopt",
        "somebody else was first: look again where it stands and repeat the step if it still holds",
    ),
    "E902": Sentences(
        "het register '{path}' kan niet worden geschreven: {reason}",
        "the record '{path}' cannot be written: {reason}",
        "maak ruimte of controleer de schijf; er is niets half geschreven, herhaal daarna de opdracht",
        "make room or check the disk; nothing was half written, repeat the command afterwards",
    ),
    "E903": Sentences(
        "het register '{path}' blijft te lang in gebruik bij een ander",
        "the record '{path}' stays in use by another for too long",
        "wacht tot de andere opdracht klaar is en herhaal deze; er is niets half geschreven",
        "wait until the other command is done and repeat this one; nothing was half written",
    ),
    "E904": Sentences(
        "'{path}' is geen heel register: {reason}",
        "'{path}' is not a whole record: {reason}",
        "controleer de naam; zet anders de laatste reservekopie terug met 'maatwerk record restore'",
        "check the name; otherwise put back the latest back-up with 'maatwerk record restore'",
    ),
    "E905": Sentences(
        "het register '{path}' heeft schema {found}; deze versie van maatwerk kent {known}",
        "the record '{path}' has schema {found}; this version of maatwerk knows {known}",
        "gebruik een nieuwere versie van maatwerk; er is niets veranderd",
        "use a newer version of maatwerk; nothing was changed",
    ),
    "E906": Sentences(
        "er is nog geen register op '{path}'",
        "there is no record yet at '{path}'",
        "begin er een met: maatwerk person add ID --name NAAM; of controleer de werkmap",
        "begin one with: maatwerk person add ID --name NAME; or check the workspace",
    ),
    "E907": Sentences(
        "het register '{path}' mag hier niet worden geopend of geschreven: {reason}",
        "the record '{path}' may not be opened or written here: {reason}",
        "controleer de rechten op het bestand en op de map eromheen",
        "check the permissions of the file and of the folder around it",
    ),
    "E908": Sentences(
        "voor een register in PostgreSQL ontbreekt psycopg",
        "a record in PostgreSQL needs psycopg, which is missing",
        "installeer het: pip install 'maatwerk[postgres]'",
        "install it: pip install 'maatwerk[postgres]'",
    ),
    "E909": Sentences(
        "de databaseserver van '{path}' antwoordt niet of weigert: {reason}",
        "the database server of '{path}' does not answer or refuses: {reason}",
        "controleer adres, naam en wachtwoord, en of de server draait",
        "check address, name and password, and that the server runs",
    ),
    "E910": Sentences(
        "'{stream}' is vernietigd en kan niet verder worden geschreven",
        "'{stream}' was destroyed and cannot be continued",
        "gebruik een nieuw id; het besluit tot vernietiging staat in de geschiedenis van het kantoor",
        "use a new id; the decision to destroy it stands in the history of the office",
    ),
    "E911": Sentences(
        "'{stream}' versie {version} (volgnummer {sequence}) is niet zoals vastgelegd: {fault}",
        "'{stream}' version {version} (sequence {sequence}) is not as it was recorded: {fault}",
        "bewaar dit bestand als bewijs, en vergelijk het met een reservekopie en de ontvangstbewijzen",
        "keep this file as evidence, and compare it with a back-up and the receipts",
    ),
    "E912": Sentences(
        "de vastlegging tot en met volgnummer {sequence} is niet zoals zij was: {fault}",
        "the record up to sequence {sequence} is not as it was: {fault}",
        "bewaar dit bestand als bewijs, en vergelijk het met een reservekopie en de ontvangstbewijzen",
        "keep this file as evidence, and compare it with a back-up and the receipts",
    ),
    "E913": Sentences(
        "de tabel '{table}' zegt van '{stream}' iets anders dan de gebeurtenissen",
        "the table '{table}' says something else of '{stream}' than the events",
        "de gebeurtenissen gelden; herbouw de tabellen, en zoek uit wie de tabel veranderde",
        "the events prevail; rebuild the tables, and find out who changed this one",
    ),
    "E914": Sentences(
        "'{path}' bestaat al; er wordt niets overschreven",
        "'{path}' already exists; nothing is overwritten",
        "kies een andere naam, of een lege database",
        "choose another name, or an empty database",
    ),
    "E915": Sentences(
        "'{path}' is geen reservekopie of uitvoer van een register",
        "'{path}' is not a back-up or export of a record",
        "neem een bestand dat 'maatwerk record backup' of 'maatwerk record export' heeft gemaakt",
        "take a file that 'maatwerk record backup' or 'maatwerk record export' made",
    ),
    "E916": Sentences(
        "'{path}' is geen adres van een register",
        "'{path}' is no address of a record",
        "geef een pad, sqlite:///PAD of postgresql://GEBRUIKER@SERVER/DATABASE",
        "give a path, sqlite:///PATH or postgresql://USER@SERVER/DATABASE",
    ),
    "E917": Sentences(
        "de gebeurtenissen van '{stream}' zijn niet te lezen, al kloppen hun hashes",
        "the events of '{stream}' cannot be read, though their hashes fit",
        "bewaar dit bestand als bewijs, en zet de laatste reservekopie terug met 'maatwerk record restore'",
        "keep this file as evidence, and put back the latest back-up with 'maatwerk record restore'",
    ),
    "E918": Sentences(
        "naast '{target}' staat nog '{path}', van een ander register: SQLite zou het inlezen",
        "'{path}', of another record, still stands beside '{target}': SQLite would read it in",
        "verplaats '{path}' naar het register waar het bij hoort; er kunnen gegevens in staan die daar nog niet in zitten",
        "move '{path}' to the record that it belongs to; it may hold what that record does not have yet",
    ),
    "W919": Sentences(
        "wat gewist is, staat nog in '{path}': een ander leest het register",
        "what was erased still stands in '{path}': somebody else is reading the record",
        "wacht tot alle andere opdrachten klaar zijn; na 'maatwerk record checkpoint' is dat bestand dan weg",
        "wait until all other commands are done; after 'maatwerk record checkpoint' that file is gone then",
    ),
}

RECORD_WORDS: dict[str, tuple[str, str]] = {
    "@no_record": ("er staat iets anders in", "it holds something else"),
    "@no_database": ("het is geen database", "it is not a database"),
    "@damaged": ("de bladen van het bestand zijn beschadigd", "the pages of the file are damaged"),
    "@disk_fault": ("de schijf geeft een fout", "the disk gives a fault"),
    "@cannot_open": ("het bestand is niet te openen", "the file cannot be opened"),
    "@edited": ("de inhoud is gewijzigd", "the content was edited"),
    "@broken": ("dit volgt niet op wat ervoor staat", "this does not follow from what stands before it"),
    "@missing": ("hier ontbreekt een gebeurtenis", "an event is missing here"),
    "@forked": ("er is een tweede gebeurtenis met deze versie", "there is a second event with this version"),
    "@reordered": ("dit staat op een andere plaats dan waar het is vastgelegd", "this stands in another place than it was recorded in"),
    "@inserted": ("dit is hier niet vastgelegd", "this was not recorded here"),
    "@revived": ("dit was vernietigd, en toch staat het er", "this was destroyed, yet it is here"),
    "@miscounted": ("het slot noemt een ander aantal gebeurtenissen", "the end says another number of events"),
    "@truncated": ("wat later kwam ontbreekt: dit is een oudere of afgekapte kopie", "what came later is absent: an older or cut-off copy"),
    "@rewritten": ("dit is niet wat het ontvangstbewijs bevestigde", "this is not what the receipt vouched for"),
    "@unwitnessed": (
        "de vernietiging en de keten van het kantoor spreken elkaar tegen",
        "the destruction and the office's chain do not agree",
    ),
    "@unreadable": ("deze regel is niet zoals een uitvoer hem schrijft", "this line is not as an export writes it"),
}
"""What the record finds, as words of a language."""
