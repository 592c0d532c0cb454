"""Every problem code with its sentence and its way out, complete in Dutch and English.

E1xx: the file itself; E2xx: a dossier; E3xx: a template; E4xx: a draft; E5xx: the workspace. W codes are warnings.
"""

from __future__ import annotations

from typing import NamedTuple


class Sentences(NamedTuple):
    """A sentence and its help in both languages; `{name}` stands for an argument of the problem."""

    nl: str
    en: str
    help_nl: str
    help_en: str


CATALOGUE: dict[str, Sentences] = {
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
        "hier hoort {expected}, geen {found}",
        "this must be {expected}, not {found}",
        "zie het voorbeeld in docs/dossier-format.md",
        "see the example in docs/dossier-format.md",
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
        "'{value}' is geen {kind}",
        "'{value}' is not a {kind}",
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
    "E220": Sentences(
        "de eenheid '{unit}' past niet bij '{key}'",
        "the unit '{unit}' does not fit '{key}'",
        "een percentage hoort bij 'share', een hoeveelheid bij 'total' of 'additional'",
        "a percentage belongs in 'share', a quantity in 'total' or 'additional'",
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
        "het veld '{path}' is intern en mag niet worden afgedrukt",
        "the field '{path}' is internal and may not be printed",
        "geef het veld een zichtbaarheid 'public' of 'parties', of haal het uit de tekst",
        "give the field visibility 'public' or 'parties', or take it out of the text",
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
    "E401": Sentences(
        "'{label}' ontbreekt ({path})",
        "'{label}' is missing ({path})",
        "vul het veld in het dossier in; een definitief document heeft geen open plekken",
        "fill the field in the dossier; a final document has no blanks",
    ),
    "E402": Sentences(
        "de verwijzing naar '{target}' komt nergens uit",
        "the reference to '{target}' leads nowhere",
        "de clausule ontbreekt in dit document; geef beide dezelfde voorwaarde",
        "the clause is absent from this document; give both the same condition",
    ),
    "E403": Sentences(
        "een {kind} mag geen '{nature}' dragen ({id})",
        "a {kind} may not carry a '{nature}' ({id})",
        "kies een lichtere aard, of leg de verplichting vast in een bindend document",
        "choose a lighter nature, or record the obligation in a binding document",
    ),
    "E404": Sentences(
        "een reconstructie uit openbare bronnen kan niet definitief worden gemaakt",
        "a reconstruction from public sources cannot be made final",
        "een concept kan wel",
        "a draft can",
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
    "W401": Sentences(
        "'{term}' is gedefinieerd maar wordt niet gebruikt",
        "'{term}' is defined but not used",
        "haal de definitie weg, of gebruik de term",
        "remove the definition, or use the term",
    ),
    "W402": Sentences(
        "'{label}' ontbreekt ({path}) en staat als open plek in het concept",
        "'{label}' is missing ({path}) and stands as a blank in the draft",
        "vul het veld in het dossier in",
        "fill the field in the dossier",
    ),
    "E501": Sentences(
        "'{path}' bestaat niet",
        "'{path}' does not exist",
        "controleer de naam van het bestand",
        "check the name of the file",
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
        "controleer of het bestaat, of u er rechten op hebt en of er ruimte is",
        "check that it exists, that you have access and that there is room",
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
}

WORDS: dict[str, tuple[str, str]] = {
    "@amount": ("een getal tussen aanhalingstekens", "a number in quotes"),
    "@baseline": ("een jaar, een periode of current", "year, period or current"),
    "@boolean": ("true of false", "true or false"),
    "@date": ("een datum", "a date"),
    "@key": ("een sleutel", "a key"),
    "@kvk": ("KvK-nummer van acht cijfers", "KvK number of eight digits"),
    "@list": ("een lijst", "a list"),
    "@mapping": ("een onderdeel met sleutels", "a mapping"),
    "@number": ("een getal", "a number"),
    "@slug": ("naam van kleine letters, cijfers en streepjes", "name of lower-case letters, digits and hyphens"),
    "@text": ("een tekst", "a text"),
    "@whole": ("jaartal of rangnummer", "year or rank"),
}
"""Arguments that are themselves words of a language; a problem holds the key."""
