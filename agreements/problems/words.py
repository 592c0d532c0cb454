"""Arguments of problems that are themselves words of a language, in Dutch and English."""

from __future__ import annotations

from agreements.problems.archiving import ARCHIVE_WORDS
from agreements.problems.documents import DOCUMENT_WORDS
from agreements.problems.emissions import EMISSION_WORDS
from agreements.problems.lasting import LASTING_WORDS
from agreements.problems.packages import PACKAGE_WORDS
from agreements.problems.publishing import PUBLISHING_WORDS
from agreements.problems.records import RECORD_WORDS
from agreements.problems.sentences import once
from agreements.problems.sheets import SHEET_WORDS
from agreements.problems.signing import SIGNING_WORDS
from agreements.problems.taking_in import TAKING_IN_WORDS
from agreements.problems.verdicts import VERDICT_WORDS

YAML = {
    "mapping values are not allowed in this context": "hier kan geen dubbele punt met een spatie staan",
    "did not find expected key": "hier hoort een sleutel",
    "did not find expected '-' indicator": "hier hoort een streepje",
    "did not find expected ',' or '}'": "hier hoort een komma of een accolade",
    "did not find expected ',' or ']'": "hier hoort een komma of een rechte haak",
    "did not find expected node content": "hier hoort een waarde",
    "did not find expected <document start>": "hier hoort niets meer",
    "block sequence entries are not allowed in this context": "hier kan geen streepje staan",
    "could not find expected ':'": "hier ontbreekt een dubbele punt",
    "found unexpected end of stream": "het aanhalingsteken is niet gesloten",
    "found a tab character that violates indentation": "een tab in plaats van spaties",
    "found character that cannot start any token": "dit teken kan alleen tussen aanhalingstekens staan",
    "found unknown escape character": "na een backslash kan dit teken niet staan",
    "control characters are not allowed": "onzichtbare tekens zijn niet toegestaan",
}
"""What the reader of YAML says most, in Dutch."""

_OTHERS: dict[str, tuple[str, str]] = {
    "@nl": ("de Nederlandse tekst", "the Dutch text"),
    "@en": ("de Engelse tekst", "the English text"),
    "@woo": ("de Wet open overheid", "the Open Government Act"),
    "@grondwet": ("artikel 68 van de Grondwet", "article 68 of the Constitution"),
    "@provinciewet": ("artikel 167 van de Provinciewet", "article 167 of the Provinces Act"),
    "@rekenkamer": ("de Algemene Rekenkamer", "the Court of Audit"),
    "@commission": ("de Europese Commissie", "the European Commission"),
    "@gs_decision": ("het besluit van gedeputeerde staten", "the decision of the Provincial Executive"),
    "@province_representation": ("wie de provincie vertegenwoordigt", "who represents the province"),
    "@designation": ("de aanwijzing door de commissaris van de Koning", "the designation by the King’s Commissioner"),
    "@begin": ("het begin", "the beginning"),
    "@end": ("het einde", "the end"),
    "@no_retroactivity": ("dat het niet terugwerkt", "that it has no retroactive effect"),
    "@ending": ("hoe het overleg of document eindigt", "how the talks or the document end"),
    "@form": ("de vorm", "the form"),
    "@notice": ("hoe het wordt aangezegd", "how it is announced"),
    "@consequences": ("de gevolgen", "the consequences"),
    "@dutch_law": ("Nederlands recht", "Dutch law"),
    "@court": ("de rechter in Den Haag", "the court in The Hague"),
    "@unwaivable": ("deze bevinding kan niemand laten staan", "nobody can let this finding stand"),
    "@no_finding": ("deze bevinding is er niet (meer)", "there is no such finding (any more)"),
    "@clause": ("clausule", "clause"),
    "@position": ("positie van deze clausule", "position of this clause"),
    "@no_room": ("er is geen ruimte meer op de schijf", "there is no room left on the disk"),
    "@no_access": ("u hebt er geen rechten op", "you have no rights to it"),
    "@read_only": ("de schijf kan alleen worden gelezen", "the disk can only be read"),
    "@folder": ("het is een map", "it is a folder"),
    "@no_folder": ("er staat een bestand waar een map moet komen", "a file stands where a folder must be"),
    "@no_file": ("het is geen gewoon bestand", "it is not an ordinary file"),
    "@absent": ("het bestaat niet", "it does not exist"),
    "@that_it_was_withdrawn": ("dat het is ingetrokken", "that it was withdrawn"),
    "@too_long": ("de naam is te lang", "the name is too long"),
    "@loop": ("het is een koppeling naar zichzelf", "it is a link to itself"),
    "@outside": ("het is een koppeling naar buiten deze map", "it is a link to outside this folder"),
    "@nothing": ("niets", "nothing"),
    "@term": ("begrip", "term"),
    "@duration": ("termijn van ten minste één", "term of at least one"),
    "@amount": ("een getal tussen aanhalingstekens", "a number in quotes"),
    "@baseline": ("een jaar, een periode of current", "a year, a period or current"),
    "@boolean": ("true of false", "true or false"),
    "@date": ("een datum", "a date"),
    "@key": ("een sleutel", "a key"),
    "@kvk": ("een KvK-nummer van acht cijfers", "a KvK number of eight digits"),
    "@list": ("een lijst", "a list"),
    "@mapping": ("een onderdeel met sleutels", "a mapping"),
    "@number": ("een getal", "a number"),
    "@slug": ("een naam van kleine letters, cijfers en streepjes", "a name of lower-case letters, digits and hyphens"),
    "@text": ("een tekst", "a text"),
    "@use": ("de soort en de versie waaruit de clausule komt", "the kind and the version that the clause comes from"),
    "@whole": ("een jaartal of rangnummer", "a year or rank"),
    "@phase": ("fase", "phase"),
    "@role": ("rol", "role"),
    "@evidence": ("bewijsstuk", "kind of evidence"),
    "@state": ("toestand", "state"),
    "@slot": ("slot", "slot"),
    "@step": ("stap", "step"),
    "@scheme": ("steunregeling", "aid scheme"),
    "@fact": ("gegeven dat een stap vraagt", "fact that a step asks for"),
    "@days": ("aantal dagen voor of na het einde", "number of days before or after the end"),
    "@any_number": ("een wisselend aantal", "any number of"),
}

WORDS = once(
    {sentence: (dutch, sentence) for sentence, dutch in YAML.items()},
    RECORD_WORDS,
    ARCHIVE_WORDS,
    EMISSION_WORDS,
    LASTING_WORDS,
    PACKAGE_WORDS,
    DOCUMENT_WORDS,
    PUBLISHING_WORDS,
    SHEET_WORDS,
    SIGNING_WORDS,
    TAKING_IN_WORDS,
    VERDICT_WORDS,
    _OTHERS,
)
"""Arguments that are themselves words of a language; a problem holds the key."""
