"""The words of a progress report, in Dutch and English."""

from __future__ import annotations

from collections.abc import Mapping

from agreements.model.dossier import Nature

NATURES: Mapping[Nature, tuple[str, str]] = {
    Nature.AMBITION: ("ambitie", "ambition"),
    Nature.INTENTION: ("voornemen", "intention"),
    Nature.EFFORT: ("inspanning", "effort"),
    Nature.RESULT: ("resultaat", "result"),
}

SAID: Mapping[str, tuple[str, str]] = {
    "title": ("Voortgangsrapportage", "Progress report"),
    "subtitle": ("over de maatwerkaanpak: stand op {day}", "on the tailor-made approach: as of {day}"),
    "header": ("Voortgang maatwerkaanpak", "Progress of the tailor-made approach"),
    "footer": (
        "stand op {day}{known} · vergeleken met {before}{known_before}",
        "as of {day}{known} · compared with {before}{known_before}",
    ),
    "known": (", zoals bekend op {day}", ", as known on {day}"),
    "internal": ("INTERN – niet voor buiten", "INTERNAL – not for outside"),
    "internal_notice": (
        "Bevat gegevens die niet openbaar zijn; niet bestemd voor wie buiten het bureau staat.",
        "Holds facts that are not public; not meant for anybody outside the office.",
    ),
    "reconstruction": (
        "Reconstructie uit openbare bronnen; niet de ondertekende tekst",
        "Reconstruction from public sources; not the signed text",
    ),
    "page": ("Pagina", "Page"),
    "of": ("van", "of"),
    "summary": ("Samenvatting", "Summary"),
    "signed_now": (
        "Ondertekend op {day}: EoP {eop}, JLoI {jloi}, maatwerkafspraak {agreement}.",
        "Signed as of {day}: EoP {eop}, JLoI {jloi}, tailor-made agreement {agreement}.",
    ),
    "certain_possible": ("{certain} (mogelijk {possible})", "{certain} (possibly {possible})"),
    "changed": ("Gewijzigd sinds {day}", "Changed since {day}"),
    "nothing_changed": ("Sinds {day} is niets gewijzigd.", "Nothing changed since {day}."),
    "new_signed": ("Nieuw ondertekend", "Newly signed"),
    "promised": ("Toezeggingen die anders luiden", "Promises that read otherwise"),
    "no_figure": ("geen cijfer meer ({stage})", "no figure any more ({stage})"),
    "moved": ("Data die verschoven", "Dates that moved"),
    "stands": ("Stand per bedrijf", "Where each company stands"),
    "stands_table": ("Bedrijven, naar het laatste ondertekende document", "Companies, by the latest document that was signed"),
    "sums": ("Megatonnen en euro’s", "Megatons and euros"),
    "sums_about": (
        "Alleen wat gelijk is, is opgeteld; bij een onbekende grens of een onbekend prijspeil staan cijfers naast elkaar zoals gezegd (*).",
        "Only what is alike is added; with an unknown boundary or price level, figures stand side by side as stated (*).",
    ),
    "sums_table": ("Opgeteld, in megaton en miljoen euro", "Added, in megatons and millions of euros"),
    "sums_by": ("Opgeteld per cluster", "Added by cluster"),
    "bars": ("CO₂ in of vóór {year}, per bedrijf zoals gezegd", "CO₂ in or before {year}, by company as stated"),
    "bars_said": (
        "Een staaf per bedrijf; de tabel van de herkomst hierna zegt dezelfde cijfers in woorden. Zij zijn niet opgeteld.",
        "A bar for each company; the table of origins below says the same figures in words. They are not added.",
    ),
    "apart": ("Niet opgeteld, en waarom", "Not added, and why"),
    "passed": ("Gepland tussen {before} en {day}", "Planned between {before} and {day}"),
    "coming": ("Gepland in het jaar na {day}", "Planned in the year after {day}"),
    "planned": ("Mijlpalen en beslismomenten", "Milestones and decision moments"),
    "none": ("Geen.", "None."),
    "waits": ("Wat te laat komt voor wat erop wacht", "What comes too late for what waits for it"),
    "origins": ("Herkomst van de cijfers", "Where the figures come from"),
    "origins_about": (
        "Elk cijfer staat in een dossier onder het id van zijn toezegging; ernaast het ondertekende document dat hier is bewaard.",
        "Each figure stands in a dossier under the id of its promise; beside it the signed document that is kept here.",
    ),
    "origins_document": (
        "Van een document staan er het artikel met het cijfer en het begin van de SHA-256 van het bestand.",
        "Of a document are told the article with the figure and the beginning of the SHA-256 of the file.",
    ),
    "sources": ("Bronnen", "Sources"),
    "company": ("Bedrijf", "Company"),
    "cluster": ("Cluster", "Cluster"),
    "instrument": ("Document", "Document"),
    "since": ("Sinds", "Since"),
    "was": ("Was", "Was"),
    "now": ("Is", "Is"),
    "what": ("Wat", "What"),
    "when": ("Wanneer", "When"),
    "who": ("Wie", "Who"),
    "kind": ("Soort", "Kind"),
    "count": ("Aantal", "Number"),
    "least": ("Minimum", "Minimum"),
    "most": ("Maximum", "Maximum"),
    "before": ("Aantal op {day}", "Number on {day}"),
    "where": ("Waar", "Where"),
    "promise": ("Toezegging", "Promise"),
    "said": ("Gezegd", "Said"),
    "reason": ("Reden", "Reason"),
    "source": ("Bron", "Source"),
    "signed_document": ("Ondertekend document", "Signed document"),
    "needed": ("wacht op", "waits for"),
    "expected": ("verwacht", "expected"),
    "title_of": ("Titel", "Title"),
    "undated": ("geen datum", "no date"),
    "ended": ("gestopt", "ended"),
    "superseded": (
        "Voor {count} toezeggingen kwam een later document in de plaats.",
        "A later document took the place of {count} promises.",
    ),
    "unsigned": (
        "Nog {count} toezeggingen staan in een document dat niet (zeker) was ondertekend.",
        "Another {count} promises stand in a document that was not (certainly) signed.",
    ),
}
