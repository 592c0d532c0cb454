"""What is missing or does not fit in the documents that make up an agreement (in `application.set_findings`). W520 to W530."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

DOCUMENTS: dict[str, Sentences] = {
    "W520": Sentences(
        "de maatwerkafspraak is getekend en vraagt zekerheid, en er is geen getekende akte",
        "the tailor-made agreement was signed and asks security, and there is no signed deed",
        "leg de akte vast in het dossier ('documents', kind: garantie); zonder haar geen eerste voorschot",
        "record the deed in the dossier ('documents', kind: garantie); without it no first advance",
    ),
    "W521": Sentences(
        "de akte van zekerheid is voor {amount}, en de maatwerkafspraak vraagt {other}",
        "the deed of security is for {amount}, and the tailor-made agreement asks {other}",
        "controleer beide bedragen; daalt de zekerheid, leg dan vast wat de Staat heeft vrijgegeven",
        "check both amounts; if the security declines, record what the State released",
    ),
    "W522": Sentences(
        "er is een akte van zekerheid, en de maatwerkafspraak vraagt er geen",
        "there is a deed of security, and the tailor-made agreement asks none",
        "vul onder answers bij de maatwerkafspraak in wie zekerheid geeft ('guarantee'), of trek de akte in",
        "fill in under the answers to the agreement who gives security ('guarantee'), or withdraw the deed",
    ),
    "W523": Sentences(
        "{document} hoort bij de {other}, en die is niet getekend",
        "{document} belongs to the {other}, and that is not signed",
        "leg vast wanneer de {other} is getekend, of verbeter waar dit stuk bij hoort",
        "record when the {other} was signed, or correct to what this document belongs",
    ),
    "W524": Sentences(
        "er is een addendum {number} bij de {other}, en geen addendum {before}",
        "there is an addendum {number} to the {other}, and no addendum {before}",
        "leg het eerdere addendum vast ('documents'), of verbeter het nummer",
        "record the earlier addendum ('documents'), or correct the number",
    ),
    "W525": Sentences(
        "er zijn {count} addenda met nummer {number} bij de {other}",
        "there are {count} addenda with number {number} to the {other}",
        "geef ieder addendum een eigen nummer",
        "give each addendum a number of its own",
    ),
    "W526": Sentences(
        "{document} ({date}) is eerder dan {other} ({day}), en hoort later te zijn",
        "{document} ({date}) is earlier than {other} ({day}), and should be later",
        "controleer beide datums",
        "check both dates",
    ),
    "W527": Sentences(
        "de maatwerkafspraak is getekend ter uitvoering van een subsidiebeschikking, en die is niet vastgelegd",
        "the tailor-made agreement was signed in execution of a grant decision, and that is not recorded",
        "vul 'decision_date' en 'decision_reference' in bij de antwoorden op de maatwerkafspraak",
        "fill in 'decision_date' and 'decision_reference' among the answers to the tailor-made agreement",
    ),
    "W528": Sentences(
        "de {document} is getekend, en de {other} die eraan voorafgaat niet",
        "the {document} was signed, and the {other} that comes before it was not",
        "leg vast wanneer de {other} is getekend; is zij overgeslagen, dan blijft deze melding",
        "record when the {other} was signed; if it was skipped, this finding stays",
    ),
    "W529": Sentences(
        "de subsidiebeschikking is volgens de maatwerkafspraak van {date}, en volgens {source} van {day}",
        "the grant decision is of {date} according to the tailor-made agreement, and of {day} according to {source}",
        "controleer de datum in de beschikking zelf",
        "check the date in the decision itself",
    ),
    "W530": Sentences(
        "de maatwerkafspraak noemt een subsidie van {amount}, en verleend is {other}",
        "the tailor-made agreement names a grant of {amount}, and {other} was granted",
        "de beschikking gaat voor; verbeter de toezegging van de Staat of 'funding'",
        "the decision prevails; correct the commitment of the State or 'funding'",
    ),
}

DOCUMENT_WORDS: dict[str, tuple[str, str]] = {
    "@granted_funding": ("'funding' in het dossier", "'funding' in the dossier"),
    "@granted_process": ("de stap in de zaak", "the step in the case"),
}
"""Words that stand in these sentences."""
