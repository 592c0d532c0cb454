"""What is said of signed files that are to be proved for longer, complete in Dutch and English. E990 to E993."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

LASTING: dict[str, Sentences] = {
    "E990": Sentences(
        "een getekend bestand van {issue} is nu niet te bewijzen, en niet te verlengen ({file}): {why}",
        "a signed file of {issue} cannot be proved now, nor made to last longer ({file}): {why}",
        "kijk met 'maatwerk archive verify --signatures' wat er schort; vraag zo nodig een nieuwe ondertekening",
        "see with 'maatwerk archive verify --signatures' what is wrong; ask for a new signature where needed",
    ),
    "E991": Sentences(
        "met een tijdstempel van '{address}' is het bestand van {issue} ({file}) niet langer te bewijzen dan tot en met {until}",
        "with a time stamp of '{address}' the file of {issue} ({file}) cannot be proved for longer than until {until}",
        "vraag een tijdstempeldienst waarvan het certificaat langer loopt, en zet MAATWERK_TSA op dat adres; er is niets vastgelegd",
        "ask a time stamp service whose certificate runs longer, and set MAATWERK_TSA to its address; nothing was recorded",
    ),
    "E992": Sentences(
        "het register kent geen bedrijf en geen pakket '{name}'{guess}",
        "the record knows no company and no package '{name}'{guess}",
        "bekijk de bedrijven met 'maatwerk status' en de pakketten met 'maatwerk archive list'",
        "see the companies with 'maatwerk status' and the packages with 'maatwerk archive list'",
    ),
    "E993": Sentences(
        "het bestand van {issue} ({file}) is intussen door een ander verlengd, of weg",
        "the file of {issue} ({file}) was renewed by somebody else meanwhile, or is gone",
        "geef de opdracht opnieuw; wat al verlengd is, blijft dan zoals het is",
        "give the command again; what was renewed already then stays as it is",
    ),
}

LASTING_WORDS: dict[str, tuple[str, str]] = {
    "@lasting_unread": ("het is geen PDF die te lezen is", "it is no PDF that can be read"),
    "@lasting_unsigned": ("er staat geen digitale handtekening in", "there is no digital signature in it"),
    "@lasting_altered": (
        "een handtekening is beschadigd, of na haar is iets gewijzigd",
        "a signature is damaged, or something was changed after it",
    ),
    "@lasting_unstamped": ("er ligt geen tijdstempel over alle handtekeningen", "no time stamp lies over all signatures"),
    "@lasting_unproven": (
        "met wie het kantoor vertrouwt en wat in het bestand zit, is niet elke handtekening te bewijzen",
        "by whom the office trusts and what is in the file, not every signature can be proved",
    ),
}
"""Words that stand in these sentences, and in `archive show`."""
