"""What the archive says of packages that the record knows; complete in Dutch and English. E962 to E977."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

PACKAGES: dict[str, Sentences] = {
    "E612": Sentences(
        "'{person}' heeft op {day} niet de rol van {role}",
        "'{person}' does not hold the role of {role} on {day}",
        "die rol hebben: {who}; een ander geeft haar met 'maatwerk person grant PERSOON {id} --as EEN-ANDER'",
        "those who hold it: {who}; somebody else gives it with 'maatwerk person grant PERSON {id} --as SOMEBODY-ELSE'",
    ),
    "E962": Sentences(
        "dit bedrijf heeft geen uitgifte '{issue}'{guess}",
        "this company has no issue '{issue}'{guess}",
        "uitgiften zijn: {known}",
        "issues are: {known}",
    ),
    "E963": Sentences(
        "het register kent geen pakket '{package}'{guess}",
        "the record knows no package '{package}'{guess}",
        "bekijk de pakketten met 'maatwerk archive list'",
        "see the packages with 'maatwerk archive list'",
    ),
    "E964": Sentences(
        "het pakket '{package}' staat niet op zijn plaats ({path})",
        "the package '{package}' is not in its place ({path})",
        "geef met --packages de map op waar het staat, of haal het terug met 'maatwerk archive import'",
        "give the folder in which it is with --packages, or bring it back with 'maatwerk archive import'",
    ),
    "E965": Sentences(
        "het bestand {name} ontbreekt in het archief, en het register noemt het",
        "the file {name} is missing from the archive, and the record names it",
        "neem het terug uit een kopie van het archief",
        "take it back from a copy of the archive",
    ),
    "E966": Sentences(
        "het bestand {name} in het archief is gewijzigd: zijn SHA-256 is een andere dan zijn naam",
        "the file {name} in the archive was changed: its SHA-256 is not its name",
        "neem het terug uit een kopie van het archief",
        "take it back from a copy of the archive",
    ),
    "E967": Sentences(
        "'{name}' staat in het archief, en het register noemt het niet: {what}",
        "'{name}' stands in the archive, and the record does not name it: {what}",
        "moest het worden vastgelegd, geef de opdracht dan opnieuw; anders mag u het weghalen als er geen opdracht loopt",
        "give the command again if it was to be recorded; else you may remove it when no command is running",
    ),
    "E968": Sentences(
        "'{name}' staat bij de pakketten, en het register kent het niet",
        "'{name}' stands among the packages, and the record does not know it",
        "zoek uit hoe het er komt; wat een afgebroken opdracht achterliet, mag weg",
        "find out how it came there; what a command left that was cut off may be removed",
    ),
    "E969": Sentences(
        "de vernietiging van '{package}' is bevestigd en niet voltooid",
        "the destruction of '{package}' was confirmed and is not finished",
        "voltooi haar met 'maatwerk archive destroy {package} --confirm'",
        "finish it with 'maatwerk archive destroy {package} --confirm'",
    ),
    "E970": Sentences(
        "'{package}' is vernietigd, en staat toch bij de pakketten",
        "'{package}' was destroyed, and yet stands among the packages",
        "zoek uit wie het terugzette, en verwijder het",
        "find out who put it back, and remove it",
    ),
    "E971": Sentences(
        "het register zegt van '{stream}' iets anders dan het pakket '{package}' tot en met gebeurtenis {version}",
        "the record says of '{stream}' something else than the package '{package}' until event {version}",
        "een van beide is herschreven: vergelijk ze met een ontvangstbewijs of een kopie die elders ligt",
        "one of both was written anew: compare them with a receipt or a copy that was kept elsewhere",
    ),
    "E972": Sentences(
        "'{package}' kan het id van een pakket niet zijn",
        "'{package}' cannot be the id of a package",
        "een id is dat van een bedrijf en een nummer, als fabriek-1; vraag de maker om een pakket met zo'n id",
        "an id is that of a company and a number, as fabriek-1; ask its maker for a package with such an id",
    ),
    "E973": Sentences(
        "onder het id '{package}' is een ander pakket vastgelegd (SHA-256 van de pakbon: {slip})",
        "another package is recorded under the id '{package}' (SHA-256 of the packing slip: {slip})",
        "vraag de maker om een pakket met een eigen id",
        "ask its maker for a package with an id of its own",
    ),
    "E974": Sentences(
        "'{package}' is vernietigd, of wordt het",
        "'{package}' was destroyed, or is about to be",
        "wat vernietigd is, komt niet terug; vernietig ook elke kopie",
        "what was destroyed does not come back; destroy every copy too",
    ),
    "E975": Sentences(
        "niemand heeft besloten om '{package}' te vernietigen",
        "nobody decided to destroy '{package}'",
        "besluit het met: maatwerk archive destroy {package} --decide --as PERSOON",
        "decide it with: maatwerk archive destroy {package} --decide --as PERSON",
    ),
    "E976": Sentences(
        "de handtekening van '{signatory}' onder {issue} kreeg bij ontvangst het oordeel '{recorded}'; nu is dat '{now}'",
        "the signature of '{signatory}' in {issue} was judged '{recorded}' when it came in; now that is '{now}'",
        "kijk of de vertrouwensankers en intrekkingslijsten zijn gewijzigd, en of de handtekening op tijd is verlengd",
        "see whether the trust anchors and revocation lists changed, and whether the signature was renewed in time",
    ),
    "E977": Sentences(
        "het vastgelegde oordeel over {issue} is niet te lezen ({verdict})",
        "the recorded verdict on {issue} cannot be read ({verdict})",
        "lees het met de versie van maatwerk die het schreef",
        "read it with the version of maatwerk that wrote it",
    ),
}

PACKAGE_WORDS: dict[str, tuple[str, str]] = {
    "@left_over": (
        "een heel bestand, van een opdracht die werd geweigerd of afgebroken, of van een vernietigd bedrijf; het schaadt niets",
        "a whole file, of a command that was refused or cut off, or of a company that was destroyed; it harms nothing",
    ),
    "@not_kept": (
        "zo zet maatwerk niets weg, of het schrijven werd afgebroken; zoek uit van wie het is",
        "maatwerk keeps nothing like this, or its writing was cut off; find out whose it is",
    ),
}
"""Words that stand in these sentences."""
