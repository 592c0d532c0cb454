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
    "E888": Sentences(
        "er is nog geen register in '{place}'",
        "there is no record in '{place}' yet",
        "begin met: maatwerk person add ID --name NAAM",
        "begin with: maatwerk person add ID --name NAME",
    ),
    "E889": Sentences(
        "niemand heet '{person}'{guess}",
        "nobody is called '{person}'{guess}",
        "voeg de persoon toe met: maatwerk person add {person} --name NAAM",
        "add the person with: maatwerk person add {person} --name NAME",
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
        "'{receipt}' is geen bewijs van een controlepunt",
        "'{receipt}' is no receipt of a checkpoint",
        "neem de regel over zoals maatwerk haar afdrukte: maatwerk-receipt:1:...",
        "take the line as maatwerk printed it: maatwerk-receipt:1:...",
    ),
    "W894": Sentences(
        "de zaak van '{company}' houdt '{fact}' op {kept}; dit bestand zegt {said}",
        "the case of '{company}' keeps '{fact}' at {kept}; this file says {said}",
        "laat het door twee personen schrappen en pas dit opnieuw toe: maatwerk correct {company} {version} --remedy {remedy} --reason …",
        "have it voided by two persons and apply this file again: maatwerk correct {company} {version} --remedy {remedy} --reason …",
    ),
    "E894": Sentences(
        "'{value}' is geen waarde voor {name}",
        "'{value}' is no value for {name}",
        "bijvoorbeeld: {name}={example}",
        "for example: {name}={example}",
    ),
}
