"""Every problem code with its sentence and its way out, complete in Dutch and English.

E1xx: the file itself; E2xx: a dossier (what happened after signing, E223 to W223, in `performing`); E3xx: a template; E4xx: a draft (in
`drafts`); E5xx: the workspace; E6xx: pages, signing (E64x, in `signing`), what is made of a signed file (in `verdicts`), E612 (in
`packages`); E7xx: a workflow (in `workflows`), from E760 a list in Excel or CSV (in `sheets`), from E787 the registry of emissions trading
(in `emissions`); E8xx: the process (in `process`); E9xx: the record (in `records`), the archive (in `archiving`), its packages (in
`packages`), what is taken in (in `taking_in`, with E920 and E989); E985 to W988: a signed file by itself (in `verdicts`); E990 to E993: how
long it lasts (in `lasting`); E994 to E999: a public copy (in `publishing`). W: warnings.
"""

from __future__ import annotations

from agreements.problems.archiving import ARCHIVING
from agreements.problems.casework import CASEWORK
from agreements.problems.comparing import COMPARING
from agreements.problems.documents import DOCUMENTS
from agreements.problems.drafts import DRAFTS
from agreements.problems.emissions import EMISSIONS
from agreements.problems.lasting import LASTING
from agreements.problems.packages import PACKAGES
from agreements.problems.performing import PERFORMING
from agreements.problems.process import PROCESS
from agreements.problems.publishing import PUBLISHING
from agreements.problems.records import RECORDS
from agreements.problems.sentences import Sentences, once
from agreements.problems.sheets import SHEETS
from agreements.problems.signing import SIGNING
from agreements.problems.taking_in import TAKING_IN
from agreements.problems.verdicts import VERDICTS
from agreements.problems.workflows import WORKFLOWS

_OTHERS: dict[str, Sentences] = {
    "E101": Sentences(
        "dit is geen geldige YAML ({detail})",
        "this is not valid YAML ({detail})",
        "kijk naar inspringing, aanhalingstekens en dubbele punten vlak voor deze plaats",
        "look at indentation, quotes and colons just before this place",
    ),
    "E102": Sentences(
        "het bestand is {size} bytes; ten hoogste {limit} is toegestaan",
        "the file has {size} bytes; at most {limit} are allowed",
        "splits het bestand, of controleer of dit het juiste bestand is",
        "split the file, or check that this is the right file",
    ),
    "E103": Sentences(
        "ankers, verwijzingen (&, *) en tags (!) zijn hier niet toegestaan",
        "anchors, aliases (&, *) and tags (!) are not allowed here",
        "schrijf de waarde uit",
        "write the value out",
    ),
    "E104": Sentences(
        "de sleutel '{key}' komt twee keer voor",
        "the key '{key}' occurs twice",
        "verwijder een van de twee",
        "remove one of the two",
    ),
    "E105": Sentences(
        "het bestand is dieper genest dan {limit} niveaus",
        "the file is nested deeper than {limit} levels",
        "een dossier heeft nooit zoveel niveaus nodig",
        "no dossier needs that many levels",
    ),
    "E106": Sentences(
        "het bestand is geen leesbare UTF-8-tekst",
        "the file is not readable UTF-8 text",
        "sla het bestand op als UTF-8",
        "save the file as UTF-8",
    ),
    "E107": Sentences(
        "het bestand heeft meer dan {limit} onderdelen",
        "the file has more than {limit} items",
        "een dossier of sjabloon heeft er nooit zoveel nodig; controleer of dit het juiste bestand is",
        "no dossier or template needs that many; check that this is the right file",
    ),
    "E201": Sentences(
        "de sleutel '{key}' is hier niet bekend{guess}",
        "the key '{key}' is not known here{guess}",
        "bekende sleutels zijn: {known}",
        "known keys are: {known}",
    ),
    "E202": Sentences(
        "'{key}' ontbreekt",
        "'{key}' is missing",
        "voeg '{key}:' toe aan dit onderdeel",
        "add '{key}:' to this mapping",
    ),
    "E203": Sentences(
        "hier hoort {expected}; er staat {found}",
        "this must be {expected}; here is {found}",
        "welke vorm hier hoort, zegt 'maatwerk schema'; een voorbeeld staat in examples/demo",
        "'maatwerk schema' tells which form belongs here; examples/demo has an example",
    ),
    "E204": Sentences(
        "'{value}' is geen van de mogelijke waarden{guess}",
        "'{value}' is not one of the possible values{guess}",
        "kies uit: {choices}",
        "choose from: {choices}",
    ),
    "E205": Sentences(
        "'{value}' staat niet tussen aanhalingstekens",
        "'{value}' is not quoted",
        'schrijf "{value}": zonder aanhalingstekens kan YAML voorloopnullen of decimalen veranderen',
        'write "{value}": without quotes YAML may change leading zeros or decimals',
    ),
    "E206": Sentences(
        "'{value}' kan hier niet staan; hier hoort {kind}",
        "'{value}' cannot stand here; this must be {kind}",
        "bijvoorbeeld: {example}",
        "for example: {example}",
    ),
    "E207": Sentences(
        "'{id}' is al gebruikt",
        "'{id}' is already used",
        "geef elk onderdeel een eigen id",
        "give each item an id of its own",
    ),
    "E208": Sentences(
        "dit getal heeft geen bron",
        "this figure has no source",
        "voeg 'source:' toe, hier of bij de toezegging eromheen, met een sleutel van 'sources'",
        "add 'source:', here or at the promise around it, with a key of 'sources'",
    ),
    "E209": Sentences(
        "de bron '{id}' staat niet onder 'sources'{guess}",
        "the source '{id}' is not under 'sources'{guess}",
        "voeg de bron toe, of verbeter de sleutel",
        "add the source, or correct the key",
    ),
    "E210": Sentences(
        "dit getal heeft een waarde, of een ondergrens en bovengrens, niet beide",
        "a figure has one value, or a lower and an upper end, not both",
        "schrijf 'amount', of 'at_least' en/of 'at_most'",
        "write 'amount', or 'at_least' and/or 'at_most'",
    ),
    "E211": Sentences(
        "de ondergrens {low} is hoger dan de bovengrens {high}",
        "the lower end {low} is above the upper end {high}",
        "wissel de twee om, of verbeter het getal",
        "swap the two, or correct the number",
    ),
    "E212": Sentences(
        "bestandsindeling {value} is onbekend; deze versie leest indeling 1",
        "file format {value} is unknown; this version reads format 1",
        "schrijf 'format: 1', of gebruik een nieuwere versie van maatwerk",
        "write 'format: 1', or use a newer version of maatwerk",
    ),
    "E213": Sentences(
        "deze tekst heeft {length} tekens; ten hoogste {limit} is toegestaan",
        "this text has {length} characters; at most {limit} are allowed",
        "kort de tekst in",
        "shorten the text",
    ),
    "E214": Sentences(
        "deze tekst bevat een teken dat niet kan worden afgedrukt ({sign})",
        "this text holds a character that cannot be printed ({sign})",
        "typ de tekst opnieuw; zulke tekens komen vaak mee bij kopiëren",
        "type the text again; such characters often come along with copying",
    ),
    "E215": Sentences(
        "dit getal heeft geen 'amount', 'at_least' of 'at_most'",
        "this figure has no 'amount', 'at_least' or 'at_most'",
        "schrijf de waarde zoals de bron haar noemt",
        "write the value as its source states it",
    ),
    "E216": Sentences(
        "'year' en 'before' sluiten elkaar uit",
        "'year' and 'before' exclude each other",
        "kies het jaar waarin, of het jaar waarvoor",
        "choose the year in which, or the year before which",
    ),
    "E217": Sentences(
        "'additional' noemt niet waar het bovenop komt",
        "'additional' does not say what it comes on top of",
        "voeg 'above:' toe, bijvoorbeeld above: klimaatakkoord",
        "add 'above:', for example above: klimaatakkoord",
    ),
    "E218": Sentences(
        "'{id}' verwijst naar niets in dit dossier{guess}",
        "'{id}' points to nothing in this dossier{guess}",
        "bekend zijn: {known}",
        "known are: {known}",
    ),
    "E219": Sentences(
        "de fase '{stage}' komt twee keer voor bij '{id}'",
        "the stage '{stage}' occurs twice at '{id}'",
        "een toezegging heeft per fase één inhoud",
        "a promise has one content per stage",
    ),
    "E221": Sentences(
        "een toezegging die {count} plaatsen omvat, noemt er {named}",
        "a promise that covers {count} places names {named}",
        "verbeter 'count', of noem alleen de locaties die de bron noemt",
        "correct 'count', or name only the sites that the source names",
    ),
    "E220": Sentences(
        "de eenheid '{unit}' past niet bij '{key}'",
        "the unit '{unit}' does not fit '{key}'",
        "een percentage hoort bij 'share', een hoeveelheid bij 'total' of 'additional', geld bij 'funding' en 'documents', "
        "een van beide bij 'instalment', een massa bij 'emissions'",
        "a percentage belongs in 'share', a quantity in 'total' or 'additional', money in 'funding' and 'documents', "
        "either in 'instalment', a mass in 'emissions'",
    ),
    "E222": Sentences(
        "'{id}' wacht, over wat het nodig heeft, op zichzelf",
        "'{id}' waits for itself, by way of what it needs",
        "haal een van de verwijzingen onder 'needs' weg; feiten met hetzelfde id gelden hier als één",
        "take out one of the references under 'needs'; facts with the same id count as one here",
    ),
    "E301": Sentences(
        "hier mogen alleen velden staan, geen {found}",
        "only fields may stand here, not {found}",
        "schrijf {{{{ pad.naar.veld }}}}; herhaling en voorwaarden staan buiten de tekst",
        "write {{{{ path.to.field }}}}; repetition and conditions stand outside the text",
    ),
    "E302": Sentences(
        "het veld '{path}' is niet gedeclareerd in template.yaml",
        "the field '{path}' is not declared in template.yaml",
        "voeg het toe onder 'fields', met soort en label",
        "add it under 'fields', with its type and label",
    ),
    "E303": Sentences(
        "het filter '{name}' bestaat niet",
        "the filter '{name}' does not exist",
        "kies uit: {known}",
        "choose from: {known}",
    ),
    "E304": Sentences(
        "de clausule heeft geen tekst in taal '{language}'",
        "the clause has no text in language '{language}'",
        "voeg een deel '# {language}' toe",
        "add a part '# {language}'",
    ),
    "E305": Sentences(
        "het Nederlands heeft {nl} onderdelen en het Engels {en}",
        "the Dutch has {nl} items and the English {en}",
        "geef beide talen dezelfde onderdelen in dezelfde volgorde",
        "give both languages the same items in the same order",
    ),
    "E306": Sentences(
        "dit soort opmaak ({found}) hoort niet in een clausule",
        "this kind of mark-up ({found}) does not belong in a clause",
        "gebruik alinea's, '1.', '-', tabellen, **vet** bij een definitie en *cursief* voor een andere taal",
        "use paragraphs, '1.', '-', tables, **bold** at a definition and *italics* for another language",
    ),
    "E307": Sentences(
        "de voorwaarde is niet te lezen: {detail}",
        "the condition cannot be read: {detail}",
        "bijvoorbeeld: co2.total and not (parent.name or count(projects) > 1)",
        "for example: co2.total and not (parent.name or count(projects) > 1)",
    ),
    "E308": Sentences(
        "het veld '{path}' is niet voor de lezers van dit document en mag niet worden afgedrukt",
        "the field '{path}' is not for the readers of this document and may not be printed",
        "geef het veld zichtbaarheid 'public', of 'parties' als het document voor partijen is, of haal het uit de tekst",
        "give the field visibility 'public', or 'parties' when the document is for the parties, or take it out of the text",
    ),
    "E309": Sentences(
        "de clausule '{id}' bestaat niet",
        "the clause '{id}' does not exist",
        "maak clauses/{id}.md, of haal de regel uit document.yaml",
        "make clauses/{id}.md, or take the line out of document.yaml",
    ),
    "E310": Sentences(
        "de clausule begint niet met een kop tussen '---'-regels",
        "the clause does not begin with front matter between '---' lines",
        "begin met --- en daarna id, version en title",
        "begin with --- and then id, version and title",
    ),
    "E311": Sentences(
        "deze herhaling is niet te lezen: {found}",
        "this repetition cannot be read: {found}",
        "schrijf {{for: projects as project}}",
        "write {{for: projects as project}}",
    ),
    "E312": Sentences(
        "in deze map ontbreekt '{name}'",
        "'{name}' is missing in this folder",
        "een sjabloon heeft template.yaml, document.yaml en clauses/",
        "a template has template.yaml, document.yaml and clauses/",
    ),
    "E313": Sentences(
        "de clausule heet '{id}', maar het bestand '{name}.md'",
        "the clause is called '{id}', but the file '{name}.md'",
        "geef beide dezelfde naam",
        "give both the same name",
    ),
    "E314": Sentences(
        "de positie '{position}' heeft een tekst maar staat niet onder 'positions'",
        "the position '{position}' has a text but does not stand under 'positions'",
        "voeg de positie toe met wie haar mag aanvaarden, of haal de tekst weg",
        "add the position with who may accept it, or take the text away",
    ),
    "E315": Sentences(
        "de tekst van '{position}' is niet meer die van versie {version}, en de versie is niet verhoogd",
        "the text of '{position}' is no longer that of version {version}, and the version was not raised",
        "verhoog 'version' in de kop van de clausule, of zet de tekst terug zoals die was",
        "raise 'version' in the front matter of the clause, or put the text back as it was",
    ),
    "E316": Sentences(
        "de verplichte clausule '{clause}' kan in het document ontbreken",
        "the mandatory clause '{clause}' can be missing from the document",
        "neem haar op in document.yaml zonder 'when'; een voorwaarde hoort in de clausule zelf",
        "put it in document.yaml without 'when'; a condition belongs in the clause itself",
    ),
    "W302": Sentences(
        "deze verwijzing kan in het niets uitkomen: '{target}' ontbreekt bij {facts}",
        "this reference can lead nowhere: '{target}' is absent with {facts}",
        "geef de zin met de verwijzing dezelfde voorwaarde als de clausule waarnaar zij verwijst",
        "give the sentence with the reference the same condition as the clause that it points to",
    ),
    "W303": Sentences(
        "of de verwijzing naar '{target}' altijd uitkomt, is niet te beslissen: er zijn te veel combinaties",
        "whether the reference to '{target}' always holds cannot be decided: there are too many combinations",
        "maak de voorwaarden eenvoudiger",
        "make the conditions simpler",
    ),
    "W304": Sentences(
        "de talen drukken niet hetzelfde af: {en} staat alleen hier, {nl} alleen in de andere taal",
        "the languages do not print the same: {en} stands only here, {nl} only in the other language",
        "druk in beide talen dezelfde velden en verwijzingen af",
        "print the same fields and references in both languages",
    ),
    "W305": Sentences(
        "'{word}' lijkt op het begrip '{term}', maar is geen van de vormen daarvan",
        "'{word}' looks like the term '{term}', but is none of its forms",
        "schrijf een van de vormen ({forms}), of voeg deze vorm toe aan het begrip in template.yaml",
        "write one of the forms ({forms}), or add this form to the term in template.yaml",
    ),
    "W306": Sentences(
        "de hoeveelheid '{figure}' staat los in de tekst",
        "the quantity '{figure}' stands loose in the text",
        "maak er een veld van, zodat zij overal gelijk is en haar bron houdt",
        "make it a field, so that it is the same everywhere and keeps its source",
    ),
    "E317": Sentences(
        "deze tekst staat voor de eerste kop en wordt niet gelezen",
        "this text stands before the first heading and is not read",
        "zet de tekst onder een kop '# nl' of '# en'",
        "put the text under a heading '# nl' or '# en'",
    ),
    "E318": Sentences(
        "het woord '{word}' past niet bij '{target}', waar de verwijzing naartoe gaat",
        "the word '{word}' does not fit '{target}', to which the reference leads",
        "[lid] en [onderdeel] wijzen binnen het eigen artikel; schrijf anders [artikel], ook naar een lid daarvan, of [bijlage]",
        "[paragraph] and [point] lead within the own article; write [Article] otherwise, also to a paragraph of it, or [Annex]",
    ),
    "E319": Sentences(
        "de clausule '{clause}' van '{kind}' heeft daar versie {found}; hier is versie {wanted} gelezen",
        "the clause '{clause}' of '{kind}' has version {found} there; version {wanted} was read here",
        "lees wat er is veranderd en schrijf use: {kind}@{found}, of maak een eigen clausule van de oude tekst",
        "read what changed and write use: {kind}@{found}, or make an own clause of the old text",
    ),
    "E320": Sentences(
        "van het sjabloon '{kind}' kan dit sjabloon niets lenen{guess}",
        "this template cannot borrow from the template '{kind}'{guess}",
        "noem bij 'borrows' in document.yaml een ander sjabloon van deze werkmap; te lenen is nu van: {known}",
        "name another template of this workspace under 'borrows' in document.yaml; now it can borrow from: {known}",
    ),
    "E321": Sentences(
        "de geleende clausule '{clause}' van '{kind}' noemt '{name}' als een ander document, en dat is hier dit document zelf",
        "the borrowed clause '{clause}' of '{kind}' names '{name}' as another document, and here that is this document itself",
        "maak een eigen clausule in plaats van deze te lenen",
        "make an own clause instead of borrowing this one",
    ),
    "E322": Sentences(
        "'{key}' zegt alleen iets van een veld van de soort '{wanted}'; '{id}' is van de soort '{type}'",
        "'{key}' only says something of a field of type '{wanted}'; '{id}' is of type '{type}'",
        "haal '{key}' weg, of verbeter 'type'",
        "remove '{key}', or correct 'type'",
    ),
    "E501": Sentences(
        "'{path}' bestaat niet{guess}",
        "'{path}' does not exist{guess}",
        "geef de naam van een bestand, of van een bedrijf in deze werkmap: {known}",
        "give the name of a file, or of a company in this workspace: {known}",
    ),
    "E502": Sentences(
        "'{path}' is geen werkmap: de map 'templates' ontbreekt",
        "'{path}' is not a workspace: the folder 'templates' is missing",
        "maak er een met 'maatwerk init MAP', of wijs een werkmap aan met --workspace",
        "make one with 'maatwerk init DIR', or point to one with --workspace",
    ),
    "E503": Sentences(
        "het sjabloon '{kind}' bestaat niet{guess}",
        "the template '{kind}' does not exist{guess}",
        "in deze werkmap staan: {known}",
        "this workspace has: {known}",
    ),
    "E504": Sentences(
        "de map '{path}' bestaat al en is niet leeg",
        "the folder '{path}' already exists and is not empty",
        "kies een andere map",
        "choose another folder",
    ),
    "E505": Sentences(
        "dit is geen documentboom van indeling 1: {detail}",
        "this is not a document tree of format 1: {detail}",
        "neem het bestand zoals maatwerk het gemaakt heeft; bewerk de boom niet met de hand",
        "take the file as maatwerk made it; do not edit the tree by hand",
    ),
    "E506": Sentences(
        "'{path}' is niet te lezen of te schrijven: {reason}",
        "'{path}' cannot be read or written: {reason}",
        "controleer de naam en uw rechten, en of er ruimte is",
        "check the name and your rights, and that there is room",
    ),
    "E507": Sentences(
        "de bytes van '{path}' zijn niet meer die van zijn naam: het bestand in het archief is veranderd",
        "the bytes of '{path}' are no longer those of its name: the file in the archive was changed",
        "zet het bestand terug uit een back-up, en zoek uit wie het veranderde",
        "put the file back from a back-up, and find out who changed it",
    ),
    "E508": Sentences(
        "'{other}' gaat over hetzelfde bedrijf; de bestanden zouden dezelfde naam krijgen",
        "'{other}' is about the same company; the files would get the same names",
        "laat er een weg, of geef ze elk een eigen map met -o",
        "leave one out, or give each a folder of its own with -o",
    ),
    "E509": Sentences(
        "de machine heeft een proces beëindigd dat concepten maakte; wat al klaar was, staat er",
        "the machine ended a process that made drafts; what was ready is there",
        "begin opnieuw: wat er al staat, wordt niet nog eens gemaakt; met minder geheugen helpt --processes 1",
        "start again: what is there is not made again; with little memory --processes 1 helps",
    ),
    "E601": Sentences(
        "deze tekens staan niet in de lettertypen van het document: {characters}",
        "these characters are not in the typefaces of the document: {characters}",
        "vervang ze in het dossier of in de clausule",
        "replace them in the dossier or in the clause",
    ),
    "E602": Sentences(
        "de pagina vroeg om een vreemd adres: {address}",
        "the page asked for a foreign address: {address}",
        "dit is een fout in maatwerk; meld haar",
        "this is a fault in maatwerk; report it",
    ),
    "E603": Sentences(
        "de woorden op de pagina's zijn niet die van het document; er is geen PDF gemaakt",
        "the words on the pages are not those of the document; no PDF was made",
        "dit is een fout in maatwerk; meld haar, met het dossier als dat mag",
        "this is a fault in maatwerk; report it, with the dossier if that is allowed",
    ),
    "E604": Sentences(
        "het document wordt langer dan een document kan zijn ({limit} tekens)",
        "the document becomes longer than a document can be ({limit} characters)",
        "kijk naar de herhalingen in deze clausule en naar de lijsten in het dossier",
        "look at the repetitions in this clause and at the lists in the dossier",
    ),
}

CATALOGUE = once(
    ARCHIVING,
    CASEWORK,
    COMPARING,
    DRAFTS,
    LASTING,
    PACKAGES,
    DOCUMENTS,
    PERFORMING,
    PROCESS,
    PUBLISHING,
    WORKFLOWS,
    RECORDS,
    SHEETS,
    EMISSIONS,
    SIGNING,
    TAKING_IN,
    VERDICTS,
    _OTHERS,
)
