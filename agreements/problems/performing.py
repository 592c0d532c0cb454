"""What is wrong in a dossier with what was reached, reported, paid and warned of after signing (in `model.performance`)."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

PERFORMING: dict[str, Sentences] = {
    "E223": Sentences(
        "'{id}' zegt het tweede over dezelfde toezegging, hetzelfde jaar en dezelfde status ({status}); het eerste is '{other}'",
        "'{id}' is the second about the same commitment, year and status ({status}); the first is '{other}'",
        "verbeter het eerste, of zet 'withdrawn: true' bij wat niet meer geldt",
        "correct the first, or write 'withdrawn: true' at what no longer holds",
    ),
    "E224": Sentences(
        "dit verslag gaat over {year}, maar zijn getal over {other}",
        "this report is about {year}, but its figure about {other}",
        "laat het jaar bij het getal weg, of verbeter een van de twee",
        "leave the year out of the figure, or correct one of the two",
    ),
    "E225": Sentences(
        "dat de mijlpaal '{id}' is gehaald, heeft geen bron",
        "that the milestone '{id}' was reached has no source",
        "voeg 'source:' toe aan de mijlpaal: waaruit dat blijkt",
        "add 'source:' to the milestone: what shows it",
    ),
    "E226": Sentences(
        "geld in de stap '{step}' hoort niet bij een mijlpaal",
        "money of step '{step}' does not belong to a milestone",
        "alleen wat is betaald ('step: paid') noemt de mijlpaal waarvan het het deel is",
        "only what was paid ('step: paid') names the milestone whose instalment it is",
    ),
    "E227": Sentences(
        "een waarschuwing gaat over één ding: een mijlpaal of toezegging ('for'), of het verslag over een jaar ('report')",
        "a warning is about one thing: a milestone or commitment ('for'), or the report on a year ('report')",
        "schrijf een van de twee; voor het andere een eigen waarschuwing",
        "write one of the two; a warning of its own for the other",
    ),
    "E228": Sentences(
        "'{id}' is een mijlpaal en ook een toezegging: over welke van de twee deze waarschuwing gaat, is niet te zien",
        "'{id}' is a milestone and a commitment too: which of the two this warning is about cannot be seen",
        "geef de mijlpaal of de toezegging een eigen 'id'",
        "give the milestone or the commitment an id of its own",
    ),
    "W221": Sentences(
        "de mijlpaal '{id}' is gehaald ({met}) voordat het eerste document dat haar noemt, is ondertekend ({signed})",
        "the milestone '{id}' was reached ({met}) before the first document that names it was signed ({signed})",
        "controleer beide datums; een resultaat van vóór de afspraak is geen uitvoering daarvan",
        "check both dates; a result from before the agreement is no performance of it",
    ),
    "W222": Sentences(
        "'{id}' is betaald voor de mijlpaal '{milestone}' voordat die was gehaald",
        "'{id}' was paid for the milestone '{milestone}' before that was reached",
        "controleer de datums, of leg vast wanneer de mijlpaal is gehaald ('met')",
        "check the dates, or record when the milestone was reached ('met')",
    ),
    "W223": Sentences(
        "dit verslag over {year} kwam binnen ({date}) voordat dat jaar voorbij was",
        "this report on {year} came in ({date}) before that year was over",
        "controleer het jaar en de datum",
        "check the year and the date",
    ),
}
