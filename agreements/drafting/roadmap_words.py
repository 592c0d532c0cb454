"""The words of the roadmap, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping

from agreements.drafting.report_words import REPORT
from agreements.model.dossier_kinds import PartyKind
from agreements.model.roadmap import Fit, PointKind

KINDS: Mapping[PointKind, tuple[str, str]] = {
    PointKind.SIGNED: ("ondertekening", "signing"),
    PointKind.DECISION: ("besluit", "decision"),
    PointKind.MILESTONE: ("mijlpaal", "milestone"),
    PointKind.PRECONDITION: ("randvoorwaarde", "precondition"),
    PointKind.START: ("ingebruikname", "start of operation"),
    PointKind.TARGET: ("doel", "target"),
}

PARTIES: Mapping[PartyKind, tuple[str, str]] = {
    PartyKind.COMPANY: ("het bedrijf", "the company"),
    PartyKind.STATE: ("de Staat", "the State"),
    PartyKind.PROVINCE: ("de provincie", "the province"),
}

FITS: Mapping[Fit, tuple[str, str]] = {
    Fit.LATE: ("komt te laat", "comes too late"),
    Fit.PERHAPS_LATE: ("komt misschien te laat", "perhaps comes too late"),
    Fit.UNKNOWN: ("een datum ontbreekt", "a date is missing"),
    Fit.IN_TIME: ("op tijd", "in time"),
}

SAID: Mapping[str, tuple[str, str]] = {
    **REPORT,
    "title": ("Routekaart", "Roadmap"),
    "header": ("Routekaart verduurzaming industrie", "Roadmap for sustainable industry"),
    "about": (
        "Per bedrijf staan hier de mijlpalen en beslismomenten van alle partijen tot en met {until}, en wat op wat wacht.",
        "For each company, here are the milestones and decision moments of all parties up to and including {until}, and what waits.",
    ),
    "about_lines": (
        "Een lijn loopt over de tijd waarin iets kan vallen, met het teken aan het einde; een streepjeslijn komt van een eerdere datum.",
        "A line covers the time in which something may fall, with its mark at the end; a dashed line comes from an earlier date.",
    ),
    "about_today": ("De dikke rechtopstaande lijn is {day}.", "The heavy upright line is {day}."),
    "key": ("De tekens", "The marks"),
    "key_said": ("De tekens van de tijdlijnen: {kinds}.", "The marks of the timelines: {kinds}."),
    "companies": ("Alle bedrijven", "All companies"),
    "companies_said": (
        "Een tijdlijn van {first} tot en met {last} met een rij per bedrijf; de tabellen hierna zeggen hetzelfde in woorden.",
        "A timeline from {first} up to and including {last} with a row for each company; the tables below say the same in words.",
    ),
    "timeline": ("Tijdlijn van {name}", "Timeline of {name}"),
    "timeline_said": (
        "Een tijdlijn van {first} tot en met {last}; de tabel hierna zegt hetzelfde in woorden.",
        "A timeline from {first} up to and including {last}; the table below says the same in words.",
    ),
    "points": ("Mijlpalen en beslismomenten van {name}", "Milestones and decision moments of {name}"),
    "when": ("Wanneer", "When"),
    "what": ("Wat", "What"),
    "kind": ("Soort", "Kind"),
    "by": ("Wie", "Who"),
    "first": ("Eerder", "Before"),
    "undated": ("geen datum", "no date"),
    "waits": ("Wat op wat wacht", "What waits for what"),
    "waits_list": ("Wat niet past, of niet te zeggen is", "What does not fit, or cannot be told"),
    "parties": ("partijen", "the parties"),
    "waiting": ("Dit", "This"),
    "needed": ("wacht op", "waits for"),
    "owner": ("Van wie", "Whose"),
    "fit": ("Past het", "Does it fit"),
    "nothing_waits": (
        "Nergens komt iets te laat voor wat daarop wacht, voor zover dat is vastgelegd.",
        "Nowhere does something come too late for what waits for it, as far as that is recorded.",
    ),
    "in_time": (
        "Van wat op iets anders wacht, {count} in getal, past de rest op tijd.",
        "Of what waits for something else, {count} in number, the rest is in time.",
    ),
    "nothing": ("Van dit bedrijf is hiervoor niets bekend.", "Nothing is known of this company for this."),
    "nobody": ("Er is geen bedrijf om te tonen.", "There is no company to show."),
    "sources": ("Bronnen", "Sources"),
    "title_of": ("Titel", "Title"),
}
