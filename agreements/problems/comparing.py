"""What cannot be compared or carried over, complete in Dutch and English."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

COMPARING: dict[str, Sentences] = {
    "E510": Sentences(
        "in het dossier van '{company}' is bij '{stage}' niets toegezegd",
        "the dossier of '{company}' has no promise at '{stage}'",
        "kies uit: {known}",
        "choose from: {known}",
    ),
    "E511": Sentences(
        "de vergelijking is niet gemaakt: met alle wijzigingen aanvaard of verworpen staat er niet wat in de versies staat ({detail})",
        "the redline was not made: with all changes accepted or rejected it does not say what one of the versions says ({detail})",
        "dit is een fout van maatwerk; meld haar met de twee versies, en vergelijk intussen met de hand",
        "this is a fault of maatwerk; report it with the two versions, and compare by hand meanwhile",
    ),
    "E512": Sentences(
        "'{name}' gaat over '{found}', niet over '{company}'",
        "'{name}' is about '{found}', not about '{company}'",
        "vergelijk twee versies van hetzelfde bedrijf",
        "compare two versions of the same company",
    ),
    "E513": Sentences(
        "de ene versie is in taal '{old}', de andere in '{new}'",
        "one version is in language '{old}', the other in '{new}'",
        "vergelijk twee versies in dezelfde taal",
        "compare two versions in the same language",
    ),
    "E514": Sentences(
        "van '{company}' is er geen versie '{name}'{guess}",
        "of '{company}' there is no version '{name}'{guess}",
        "noem een boom (.json), een dossier (.yaml), een uitgifte, of een dag waarop het register het bedrijf kende; er zijn: {known}",
        "name a tree (.json), a dossier (.yaml), an issue, or a day on which the record knew the company; there are: {known}",
    ),
    "E515": Sentences(
        "aan een '{kind}' gaat geen ander stuk vooraf; er is niets om over te nemen",
        "no other document comes before the kind '{kind}'; there is nothing to carry over",
        "neem over naar: {known}",
        "carry over to: {known}",
    ),
    "E516": Sentences(
        "'{name}' is geen antwoord dat kan worden overgenomen{guess}",
        "'{name}' is no answer that can be carried over{guess}",
        "kies uit: {known}",
        "choose from: {known}",
    ),
    "E517": Sentences(
        "de {kind} van '{company}' is al ondertekend; wat daarin is toegezegd, wordt niet meer voorgesteld",
        "the {kind} of '{company}' is signed already; what it promises is proposed no more",
        "leg wat de {kind} toezegt vast zoals zij het zegt, of neem over naar het volgende document",
        "record what the {kind} promises as it says it, or carry over to the next document",
    ),
    "W510": Sentences(
        "dit zijn twee soorten documenten ('{old}' en '{new}') zonder één gemeenschappelijke bepaling; alle tekst verschilt",
        "these are two kinds of document ('{old}' and '{new}') that share no clause; all of the text differs",
        "lees ze naast elkaar; wat toegezegd is, vergelijkt 'maatwerk compare BEDRIJF'",
        "read them side by side; what was promised is compared by 'maatwerk compare COMPANY'",
    ),
}
