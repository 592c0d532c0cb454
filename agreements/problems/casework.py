"""What stands between a command and the record, complete in Dutch and English."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

CASEWORK: dict[str, Sentences] = {
    "E877": Sentences(
        "niemand heeft voorgesteld om '{company}' te vernietigen",
        "nobody proposed to destroy '{company}'",
        "stel het voor met: maatwerk record destroy {company} --grounds GROND --as PERSOON",
        "propose it with: maatwerk record destroy {company} --grounds GROUNDS --as PERSON",
    ),
    "E878": Sentences(
        "'{person}' heeft de vernietiging zelf voorgesteld",
        "'{person}' proposed the destruction themself",
        "laat iemand anders haar bevestigen",
        "let somebody else confirm it",
    ),
    "E880": Sentences(
        "dit bestand gaat uit van versie {based_on}; het register staat op versie {version}. Sindsdien is veranderd: {theirs}. Dit bestand "
        "verandert: {ours}",
        "this file rests on version {based_on}; the record stands at version {version}. Changed since: {theirs}. This file changes: {ours}",
        "haal het dossier opnieuw op (maatwerk show {company} --yaml), breng uw wijzigingen daarin aan en pas het opnieuw toe",
        "take the dossier anew (maatwerk show {company} --yaml), make your changes in it and apply it again",
    ),
    "E881": Sentences(
        "'based_on' is {based_on}, maar het register heeft van dit bedrijf {version} gebeurtenissen",
        "'based_on' is {based_on}, but the record has {version} events of this company",
        "haal het dossier opnieuw op, of laat 'based_on' weg om met de laatste versie te vergelijken",
        "take the dossier anew, or leave 'based_on' out to compare with the last version",
    ),
    "E882": Sentences(
        "van het bedrijf '{company}' is niets vastgelegd{guess}",
        "nothing is recorded of the company '{company}'{guess}",
        "leg het dossier vast met: maatwerk apply BESTAND --as PERSOON; maatwerk status noemt de bekende bedrijven",
        "record its dossier with: maatwerk apply FILE --as PERSON; maatwerk status lists the companies that are known",
    ),
    "E888": Sentences(
        "de lijsten van dit register zijn door een andere versie van maatwerk gemaakt; een som daaruit zou te klein zijn",
        "the lists of this record were made by another version of maatwerk; a sum of them would be short",
        "maak de lijsten opnieuw uit de gebeurtenissen: maatwerk record rebuild",
        "make the lists anew from the events: maatwerk record rebuild",
    ),
    "E889": Sentences(
        "toen stond van '{company}' nog geen dossier in het register: het eerste is van {effective}, vastgelegd {recorded}",
        "the record held no dossier of '{company}' then: the first is of {effective}, recorded {recorded}",
        "neem een latere dag; maatwerk history {company} toont alles wat is vastgelegd",
        "take a later day; maatwerk history {company} shows all that was recorded",
    ),
    "E883": Sentences(
        "de werkwijze '{workflow}' is niet vastgesteld{guess}; vastgesteld zijn: {known}",
        "the workflow '{workflow}' is not published{guess}; published are: {known}",
        "stel haar vast met: maatwerk workflow publish workflows/{workflow}.yaml --as PERSOON",
        "publish it with: maatwerk workflow publish workflows/{workflow}.yaml --as PERSON",
    ),
    "E884": Sentences(
        "versie {version} van '{workflow}' is al vastgesteld met een andere inhoud",
        "version {version} of '{workflow}' is already published with another content",
        "een vastgestelde werkwijze verandert niet meer; geef het bestand een hogere 'version'",
        "a published workflow never changes; give the file a higher 'version'",
    ),
    "E885": Sentences(
        "'{given}' is geen bewijsstuk: schrijf SOORT=BESTAND; deze stap kent: {known}",
        "'{given}' is no evidence: write KIND=FILE; this step knows: {known}",
        "bijvoorbeeld: --evidence {example}=stuk.pdf",
        "for example: --evidence {example}=document.pdf",
    ),
    "E886": Sentences(
        "'{given}' is geen gegeven: schrijf NAAM=WAARDE",
        "'{given}' is no fact: write NAME=VALUE",
        "bijvoorbeeld: --set eop-signed-on=2026-11-24",
        "for example: --set eop-signed-on=2026-11-24",
    ),
    "E887": Sentences(
        "het bedrijf '{company}' staat ook in {other}",
        "the company '{company}' is also in {other}",
        "pas één bestand per bedrijf toe",
        "apply one file per company",
    ),
    "E890": Sentences(
        "hier is geen dossierbestand ({path})",
        "there is no dossier file here ({path})",
        "noem bestanden of mappen met .yaml-bestanden",
        "name files, or folders with .yaml files",
    ),
    "E891": Sentences(
        "wie dit doet, staat er niet bij",
        "it is not said who does this",
        "voeg --as PERSOON toe, of zet MAATWERK_PERSON",
        "add --as PERSON, or set MAATWERK_PERSON",
    ),
    "E892": Sentences(
        "in het dossier van '{company}' staat geen toezegging of gegeven '{figure}'{guess}",
        "the dossier of '{company}' has no commitment or fact '{figure}'{guess}",
        "bekend zijn: {known}",
        "known are: {known}",
    ),
    "E893": Sentences(
        "'{receipt}' is geen ontvangstbewijs van een ijkpunt",
        "'{receipt}' is no receipt of a checkpoint",
        "neem de regel over zoals maatwerk haar afdrukte: maatwerk-receipt:1:...",
        "take the line as maatwerk printed it: maatwerk-receipt:1:...",
    ),
    "E879": Sentences(
        "het verloop van de demonstratie past niet bij de werkwijze: {company} op {day}, verwacht {expected}, gevonden {found}",
        "the journey of the demo does not fit the workflow: {company} on {day}, expected {expected}, found {found}",
        "de demonstratie hoort bij workflows/maatwerk.yaml zoals die is meegeleverd; pas agreements/application/demo/journey.py mee aan",
        "the demo goes with workflows/maatwerk.yaml as it was delivered; change agreements/application/demo/journey.py with it",
    ),
    "W875": Sentences(
        "de zaak van '{company}' houdt '{fact}' op {kept}; dit bestand zegt {said}",
        "the case of '{company}' keeps '{fact}' at {kept}; this file says {said}",
        "laat het door twee personen schrappen en pas dit opnieuw toe: maatwerk correct {company} {version} --remedy {remedy} --reason …",
        "have it voided by two persons and apply this file again: maatwerk correct {company} {version} --remedy {remedy} --reason …",
    ),
    "E894": Sentences(
        "niemand is '{role}' voor '{company}': de waarschuwing over '{state}' ging naar niemand",
        "nobody is '{role}' for '{company}': the warning about '{state}' went to nobody",
        "geef iemand de rol, dan gaat de waarschuwing alsnog: maatwerk person grant ID {id} --as PERSOON",
        "give somebody the role, and the warning goes after all: maatwerk person grant ID {id} --as PERSON",
    ),
    "E895": Sentences(
        "'{person}' heeft geen bruikbaar e-mailadres; wat te melden is, wacht ({count})",
        "'{person}' has no e-mail address that can be used; what is to be told waits ({count})",
        "voeg het toe met: maatwerk person add {person} --name NAAM --email ADRES",
        "add it with: maatwerk person add {person} --name NAME --email ADDRESS",
    ),
    "E896": Sentences(
        "de mailserver {server} is niet bereikbaar of viel weg ({reason})",
        "the mail server {server} cannot be reached, or was lost ({reason})",
        "wat nog niet verstuurd is, wacht: herhaal maatwerk remind zodra de server er is",
        "what was not sent waits: repeat maatwerk remind once the server is there",
    ),
    "E897": Sentences(
        "het adres van de mailserver kan zo niet: {why}",
        "the address of the mail server cannot be used: {why}",
        "schrijf smtps://NAAM:WACHTWOORD@SERVER, starttls://... of smtp://SERVER (zonder wachtwoord)",
        "write smtps://NAME:PASSWORD@SERVER, starttls://... or smtp://SERVER (without a password)",
    ),
    "E898": Sentences(
        "het bericht voor '{person}' is niet aangenomen ({reason}); het wacht en wordt later opnieuw geprobeerd",
        "the message for '{person}' was not accepted ({reason}); it waits and is tried again later",
        "kijk het adres van '{person}' na, of vraag de beheerder van de mailserver",
        "check the address of '{person}', or ask who keeps the mail server",
    ),
    "E899": Sentences(
        "er is geen dag voor een agenda, en een agenda zonder afspraken bestaat niet; '{path}' is dus niet geschreven",
        "there is no day for a calendar, and a calendar without appointments cannot be; so '{path}' was not written",
        "neem een ruimere periode of meer bedrijven, of verwijder een oude agenda",
        "take a longer period or more companies, or remove an old calendar",
    ),
    "E876": Sentences(
        "'{value}' is geen waarde voor {name}",
        "'{value}' is no value for {name}",
        "bijvoorbeeld: {name}={example}",
        "for example: {name}={example}",
    ),
}
