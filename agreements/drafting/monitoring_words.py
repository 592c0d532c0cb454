"""The words in which is told how a signed agreement is performed, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping

from agreements.drafting.report_words import REPORT
from agreements.model.accounts import Outcome
from agreements.model.addable import Likeness, Obstacle
from agreements.model.instalments import Standing
from agreements.model.reaching import Reached
from agreements.model.remedies import Failing, May, Step
from agreements.model.yearly import Sent

REACHED: Mapping[Reached, tuple[str, str]] = {
    Reached.IN_TIME: ("op tijd gehaald", "reached in time"),
    Reached.PERHAPS_LATE: ("gehaald, misschien te laat", "reached, perhaps late"),
    Reached.LATE: ("te laat gehaald", "reached late"),
    Reached.MET: ("gehaald", "reached"),
    Reached.AHEAD: ("komt nog", "still to come"),
    Reached.PERHAPS_MISSED: ("misschien gemist", "perhaps missed"),
    Reached.MISSED: ("gemist", "missed"),
    Reached.UNDATED: ("geen datum", "no date"),
    Reached.NOT_OWED: ("niet meer verschuldigd", "no longer owed"),
}

OUTCOMES: Mapping[Outcome, tuple[str, str]] = {
    Outcome.ACHIEVED: ("gehaald", "achieved"),
    Outcome.SHORT: ("{short} te weinig", "{short} short"),
    Outcome.UNCLEAR: ("niet te zeggen", "cannot be told"),
    Outcome.NOT_COMPARABLE: ("niet te vergelijken", "not comparable"),
    Outcome.NOTHING_REPORTED: ("niets gemeld", "nothing reported"),
    Outcome.AHEAD: ("komt nog", "still to come"),
}

HINDRANCES: Mapping[str, tuple[str, str]] = {
    "party": ("partij", "party"),
    "subject": ("onderwerp", "subject"),
    "aspect": ("wat het telt", "what it counts"),
    "unit": ("eenheid", "unit"),
    "target": ("jaar", "year"),
    "boundary": ("afbakening", "boundary"),
    "above": ("kader", "framework"),
    "price_level": ("prijspeil", "price level"),
    "baseline": ("uitgangspunt", "baseline"),
}

LIKENESS: Mapping[Likeness, tuple[str, str]] = {
    Likeness.SAME: ("gelijk", "same"),
    Likeness.DIFFERS: ("verschilt", "differs"),
    Likeness.UNKNOWN: ("onbekend", "unknown"),
}

LACKS: Mapping[Obstacle, tuple[str, str]] = {
    Obstacle.MULTIPLE: ("een veelvoud van een kader", "a multiple of a framework"),
    Obstacle.NEUTRAL: ("klimaatneutraal zonder hoeveelheid", "climate neutral without an amount"),
    Obstacle.WORDS: ("in woorden", "in words"),
    Obstacle.NO_YEAR: ("zonder jaar", "without a year"),
}

SENT: Mapping[Sent, tuple[str, str]] = {
    Sent.IN_TIME: ("op tijd", "in time"),
    Sent.LATE: ("te laat", "late"),
    Sent.PERHAPS: ("niet zeker of het er op tijd was", "not certain that it came in time"),
    Sent.OVERDUE: ("niet binnengekomen", "did not come in"),
    Sent.AHEAD: ("komt nog", "still to come"),
}

STANDINGS: Mapping[Standing, tuple[str, str]] = {
    Standing.PAID: ("betaald", "paid"),
    Standing.PARTLY: ("voor een deel betaald", "paid in part"),
    Standing.PAYABLE: ("kan voor een voorschot in aanmerking komen", "may be considered for an advance"),
    Standing.PERHAPS: ("niet te zeggen: een dag staat niet vast", "cannot be told: a day is not certain"),
    Standing.HELD: ("wacht op de mijlpaal", "waits for the milestone"),
    Standing.PAID_UNMET: ("betaald, en de mijlpaal is niet gehaald", "paid, and the milestone was not reached"),
}

KINDS: Mapping[Failing, tuple[str, str]] = {
    Failing.MILESTONE: ("mijlpaal gemist: {what}", "milestone missed: {what}"),
    Failing.RESULT: ("resultaat over {year} niet gehaald: {what}", "result for {year} not achieved: {what}"),
    Failing.REPORT: ("verslag over {year} niet binnengekomen", "report on {year} did not come in"),
    Failing.UNMET: ("betaald zonder mijlpaal: {what}", "paid without the milestone: {what}"),
}

STEPS: Mapping[Step, tuple[str, str]] = {
    Step.WARN: ("waarschuwing", "warning"),
    Step.REMEDY: ("hersteltermijn", "remedy period"),
    Step.ENFORCE: ("na de hersteltermijn", "after the remedy period"),
    Step.RECONSIDER: ("heroverweging van het voorschot", "the advance reconsidered"),
}

MAY: Mapping[May, tuple[str, str]] = {
    May.WARN: ("de Staat kan schriftelijk waarschuwen", "the State can warn in writing"),
    May.SUSPEND: ("de Staat kan voorschotten opschorten", "the State can suspend advances"),
    May.LOWER: (
        "bij besluit kan de subsidie lager worden vastgesteld",
        "by decision the grant can be determined at a lower amount",
    ),
    May.WITHDRAW: (
        "bij besluit kan de subsidie worden gewijzigd of ingetrokken",
        "by decision the grant can be amended or withdrawn",
    ),
    May.RECOVER: (
        "bij besluit kan een voorschot worden teruggevorderd",
        "by decision an advance can be recovered",
    ),
    May.PENALTY: ("een boete kan verschuldigd zijn", "a contractual penalty can be due"),
    May.TERMINATE: ("de Staat kan opzeggen", "the State can terminate"),
}

SAID: Mapping[str, tuple[str, str]] = {
    **REPORT,
    "title": ("Nakoming van maatwerkafspraken", "Performance of tailor-made agreements"),
    "header": ("Nakoming van maatwerkafspraken", "Performance of tailor-made agreements"),
    "about": (
        "Per ondertekende maatwerkafspraak staat hier wat is gehaald, gemeld en betaald, en wat bij een tekortkoming kan volgen.",
        "For each signed tailor-made agreement, here is what was reached, reported and paid, and what can follow a failure.",
    ),
    "about_limits": (
        "Niets is afgeleid dat niet is vastgelegd, en niets hiervan is een besluit.",
        "Nothing is worked out that was not recorded, and nothing here is a decision.",
    ),
    "nobody": (
        "Op deze dag was geen maatwerkafspraak ondertekend.",
        "On this day no tailor-made agreement was signed.",
    ),
    "unsigned": (
        "Zonder ondertekende maatwerkafspraak op deze dag: {names}.",
        "Without a signed tailor-made agreement on this day: {names}.",
    ),
    "agreements": ("Ondertekende maatwerkafspraken", "Signed tailor-made agreements"),
    "signed": ("Ondertekend", "Signed"),
    "missed": ("Mijlpalen gemist", "Milestones missed"),
    "late": ("Te laat gehaald", "Reached late"),
    "short": ("Te weinig", "Short"),
    "overdue": ("Geen verslag", "No report"),
    "triggers": ("Kan volgen", "Can follow"),
    "stands": (
        "Ondertekend: {signed}. Laatste dag: {ends}.",
        "Signed: {signed}. Last day: {ends}.",
    ),
    "perhaps_signed": (
        "De dag van ondertekening staat niet vast: op deze dag was de afspraak misschien nog niet ondertekend.",
        "The day of signing is not certain: on this day the agreement was perhaps not signed yet.",
    ),
    "stopped": ("De afspraak is beëindigd: {day}.", "The agreement was ended: {day}."),
    "ran_until": ("de afspraak liep tot en met {day}", "the agreement ran up to and including {day}"),
    "over": ("De looptijd is voorbij.", "Its term is over."),
    "not_said": ("niet gezegd", "not said"),
    "milestones": ("Mijlpalen", "Milestones"),
    "milestone": ("Mijlpaal", "Milestone"),
    "who": ("Wie", "Who"),
    "last": ("Uiterlijk", "By"),
    "met": ("Gehaald", "Reached"),
    "stand": ("Hoe het staat", "How it stands"),
    "days": ("{days} dagen", "{days} days"),
    "one_day": ("1 dag", "1 day"),
    "months": ("{days} ({months} maanden)", "{days} ({months} months)"),
    "one_month": ("{days} (1 maand)", "{days} (1 month)"),
    "accounts": ("Toezeggingen en wat daarvan is gemeld", "Commitments and what was reported of them"),
    "commitment": ("Toezegging", "Commitment"),
    "year": ("Jaar", "Year"),
    "promised": ("Toegezegd", "Promised"),
    "reported": ("Gemeld", "Reported"),
    "by_whom": ("Volgens", "According to"),
    "outcome": ("Uitkomst", "Outcome"),
    "own_word": ("opgave, {day}", "own statement, {day}"),
    "unverified": ("niet geverifieerd, telt niet mee", "not verified, does not count"),
    "in_margin": ("binnen de meetmarge", "within the measuring margin"),
    "reports": ("Voortgangsverslagen", "Progress reports"),
    "report_on": ("Over", "On"),
    "received": ("Binnengekomen", "Came in"),
    "no_report_day": (
        "In het dossier staat geen dag of geen eerste jaar voor het verslag; of een verslag te laat is, is niet te zeggen.",
        "The dossier has no day or no first year for the report; whether a report is late cannot be told.",
    ),
    "subsidy": ("Subsidie", "Grant"),
    "granted": ("Verleend: {amount}.", "Granted: {amount}."),
    "not_granted": (
        "Er is geen verleende subsidie vastgelegd; delen in procenten zijn niet uitgerekend.",
        "No grant was recorded; parts in percent are not worked out.",
    ),
    "several": (
        "Wat is verleend is niet één vast bedrag; delen in procenten zijn niet uitgerekend.",
        "What was granted is not one firm amount; parts in percent are not worked out.",
    ),
    "remainder": (
        "Na de mijlpalen blijft over: {amount}; dat wordt na de vaststelling betaald.",
        "What is left after the milestones: {amount}; that is paid after determination.",
    ),
    "loose": (
        "Betaald zonder dat een mijlpaal met een deel is genoemd: {payments}.",
        "Paid without naming a milestone with a part: {payments}.",
    ),
    "no_instalments": ("Geen deel van de subsidie wacht op een mijlpaal.", "No part of the grant waits for a milestone."),
    "part": ("Deel", "Part"),
    "amount": ("Bedrag", "Amount"),
    "paid": ("Betaald", "Paid"),
    "left": ("Nog open", "Left"),
    "too_many_parts": (
        "De delen zijn samen meer dan wat is verleend.",
        "The parts together are more than what was granted.",
    ),
    "overpaid": ("meer betaald dan dit deel", "more paid than this part"),
    "early": ("betaald vóór de mijlpaal was gehaald", "paid before the milestone was reached"),
    "at_most": ("ten hoogste {amount}", "at most {amount}"),
    "follow_about": (
        "Wat hierna per tekortkoming kan volgen, is wat de afspraak en de wet toelaten; niemand heeft besloten.",
        "What can follow each failure below is what the agreement and the law allow; nobody has decided.",
    ),
    "follow_limits": (
        "Overmacht, evenredigheid, voorwaarden van de afspraak en wat buiten het dossier is afgesproken, zijn niet gewogen.",
        "Force majeure, proportionality, conditions of the agreement and what was arranged outside the dossier are not weighed.",
    ),
    "changed": (
        "De sjabloon heeft een andere tekst dan waarmee hier is gerekend; lees het artikel zelf: {articles}.",
        "The template has another text than the one that is reckoned with here; read the article itself: {articles}.",
    ),
    "nothing_follows": (
        "Er is geen tekortkoming vastgelegd waarop iets kan volgen.",
        "No failure was recorded that anything can follow.",
    ),
    "trigger": ("{what} (sinds {day})", "{what} (since {day})"),
    "what": ("Wat er is, en wat er kan", "What there is, and what can be done"),
    "under": ("Volgens", "Under"),
    "unperformed": ("niet nagekomen", "not performed"),
    "step": ("trede: {step}", "step: {step}"),
    "reached": ("mijlpaal gehaald: {day}", "milestone reached: {day}"),
    "warned": ("gewaarschuwd: {day}", "warned: {day}"),
    "plan": ("herstelplan uiterlijk {day}", "remedy plan by {day}"),
    "plan_in": ("herstelplan binnengekomen: {day}", "remedy plan came in: {day}"),
    "plan_late": ("herstelplan ontbreekt; het was er uiterlijk {day} verwacht", "remedy plan lacks; it was owed by {day}"),
    "until": ("hersteltermijn tot en met {day}", "remedy period up to and including {day}"),
    "no_period": (
        "geen hersteltermijn is nodig als herstel blijvend onmogelijk is, of als bewust onjuiste gegevens zijn verstrekt",
        "no remedy period is needed if remedy is permanently impossible, or if incorrect data were provided knowingly",
    ),
    "lowering": (
        "de afweging gaat uit van een verlaging naar evenredigheid: {amount}",
        "the weighing starts from a lowering in proportion: {amount}",
    ),
    "penalty": (
        "over de hele maanden tot nu {amount}, voor zover de subsidie daarvoor niet wordt verlaagd",
        "for the whole months so far {amount}, in so far as the grant is not lowered for it",
    ),
    "penalty_most": ("alle boeten samen ten hoogste {amount}", "all penalties together at most {amount}"),
    "made_up": (
        "over {year} is het wel gehaald; of het daarmee is hersteld, zeggen de partijen",
        "for {year} it was achieved; whether that remedies it, the parties say",
    ),
    "fallbacks": (
        "van de standaardtekst is afgeweken; lees wat daarvoor in de plaats kwam",
        "the standard text was deviated from; read what took its place",
    ),
    "clause": ("clausule {clause}", "clause {clause}"),
    "law": ("art. {law}", "art. {law}"),
}
