"""What signing says when it cannot go on; complete in Dutch and English. E630 to E659."""

from __future__ import annotations

from agreements.problems.sentences import Sentences

SIGNING: dict[str, Sentences] = {
    "E630": Sentences(
        "er staat meer dan één uitgifte open: {known}",
        "more than one issue is open: {known}",
        "zeg met --issue welke",
        "say with --issue which one",
    ),
    "E631": Sentences(
        "'{member}' heeft {issue} niet getekend, voor zover het register weet; met de hand is dat niet vast te leggen",
        "'{member}' did not sign {issue}, as far as the record knows; that cannot be recorded by hand",
        "leg vast wat terugkwam met 'maatwerk sign receive', of een handtekening op papier met 'maatwerk sign paper' en 'sign attest'",
        "record what came back with 'maatwerk sign receive', or a signature on paper with 'maatwerk sign paper' and 'sign attest'",
    ),
    "E632": Sentences(
        "de ondertekening van {issue} is niet rond, of het meegebrachte bestand is niet wat getekend terugkwam",
        "the signing of {issue} is not complete, or the file that was brought is not what came back signed",
        "bekijk de stand met 'maatwerk sign status', en breng het bestand mee dat met 'sign receive' werd vastgelegd",
        "see where it stands with 'maatwerk sign status', and bring the file that was recorded with 'sign receive'",
    ),
    "E633": Sentences(
        "bij {issue} is intussen iets vastgelegd; dit ging over de stand daarvoor",
        "something was recorded of {issue} meanwhile; this was about how it stood before",
        "herhaal de opdracht; er is niets vastgelegd",
        "repeat the command; nothing was recorded",
    ),
    "E634": Sentences(
        "de scan heeft {found} bladzijden, en het uitgegeven stuk {expected}",
        "the scan has {found} pages, and the issued document {expected}",
        "scan het hele stuk, elke bladzijde één keer, in volgorde",
        "scan the whole document, each page once, in order",
    ),
    "E635": Sentences(
        "de zaak staat op '{state}'; een uitgifte ({kind}) zou daar voor niemands handtekening tellen",
        "the case stands at '{state}'; an issue ({kind}) would count there for nobody's signature",
        "geef uit wanneer de zaak op handtekeningen wacht ({known}); is er geweigerd, neem haar dan terug en bied opnieuw aan",
        "issue when the case waits for signatures ({known}); after a refusal, take it back and present it anew",
    ),
    "E636": Sentences(
        "de laatste handtekening onder {issue} is van {day}, niet van {told}",
        "the last signature under {issue} is of {day}, not of {told}",
        "stel de ondertekening vast met die dag",
        "establish the signing with that day",
    ),
    "E637": Sentences(
        "in versie {version} van de werkstroom zou {issue} niet meer staan in de ronde waarin het uitging",
        "in version {version} of the workflow {issue} would no longer stand in the round in which it went out",
        "rond het tekenen eerst af, of houd de lijst met handtekeningen en de stap die ondertekening vaststelt zoals zij zijn",
        "finish signing first, or keep the slot of signatures and the step that establishes signing as they are",
    ),
    "E638": Sentences(
        "dit stuk ({kind}) ging hier zelf uit om te tekenen ({issue}); dat het getekend is, komt niet van elders",
        "this document ({kind}) went out from here to be signed ({issue}); that it was signed is not told from elsewhere",
        "leg vast wat terugkwam, en stel de ondertekening vast met de stap van de werkstroom",
        "record what came back, and establish the signing with the step of the workflow",
    ),
    "E639": Sentences(
        "'{signatory}' tekent volgens het plan op papier; dit bestand bewijst dat niet",
        "by the plan '{signatory}' signs on paper; this file does not prove that",
        "vraag wie het stuk uitgaf of dat papier er is",
        "ask who issued the document whether that paper is there",
    ),
    "E610": Sentences(
        "van de scan zijn geen bladzijden te zien: {detail}",
        "no pages of the scan can be seen: {detail}",
        "scan het hele stuk opnieuw, als PDF (of PNG, JPEG, TIFF), zonder wachtwoord",
        "scan the whole document again, as PDF (or PNG, JPEG, TIFF), without a password",
    ),
    "E611": Sentences(
        "van '{signatory}' is geen handtekening op papier met een scan vastgelegd",
        "of '{signatory}' no signature on paper with a scan is recorded",
        "met een scan zijn vastgelegd: {known}; zonder scan legt u het papier zelf naast de uitgegeven PDF",
        "with a scan are recorded: {known}; without one, lay the paper itself beside the issued PDF",
    ),
    "E613": Sentences(
        "'{kind}' is geen stuk dat hier wordt uitgegeven om te tekenen",
        "'{kind}' is no document that is issued here for signing",
        "uitgegeven worden: {known}; maak wat niemand tekent met draft --final, of zet de zaak over naar een versie van de werkstroom"
        " die dit stuk laat tekenen",
        "issued are: {known}; make what nobody signs with draft --final, or move the case to a version of its workflow in which this"
        " document is signed",
    ),
    "E640": Sentences(
        "dit sleutelbestand (PKCS#12) gaat niet open",
        "this key file (PKCS#12) does not open",
        "controleer het wachtwoord, en of dit het bestand met sleutel en certificaat is",
        "check the password, and whether this is the file with key and certificate",
    ),
    "E641": Sentences(
        "de kaart of het token met '{label}' is niet te gebruiken: {reason}",
        "the card or token with '{label}' cannot be used: {reason}",
        "controleer of kaart en lezer zijn aangesloten, de bibliotheek, de naam van het certificaat en de pincode",
        "check that card and reader are connected, the library, the name of the certificate and the PIN",
    ),
    "E642": Sentences(
        "in het veld '{field}' kan niet worden getekend; open staan: {open}",
        "the field '{field}' cannot be signed; still open are: {open}",
        "kies een veld dat nog niet getekend is",
        "choose a field that has not been signed yet",
    ),
    "E643": Sentences(
        "de tijdstempeldienst op '{address}' geeft geen tijdstempel: {reason}",
        "the time stamp service at '{address}' gives no time stamp: {reason}",
        "controleer het adres en de verbinding; er is niets getekend",
        "check the address and the connection; nothing was signed",
    ),
    "E644": Sentences(
        "van het certificaat is nu niet te bewijzen dat het geldig is: {reason}",
        "it cannot be proved now that the certificate is valid: {reason}",
        "controleer de vertrouwensankers en of de diensten voor intrekking bereikbaar zijn; er is niets getekend",
        "check the trust anchors and whether the services for revocation can be reached; nothing was signed",
    ),
    "E645": Sentences(
        "niveau {level} vraagt {needed}, en dat is niet opgegeven",
        "level {level} needs {needed}, which was not given",
        "stel het in, of kies een lager niveau",
        "set it up, or choose a lower level",
    ),
    "E646": Sentences(
        "dit bestand kan niet worden getekend: {reason}",
        "this file cannot be signed: {reason}",
        "neem de uitgegeven PDF zoals maatwerk die gemaakt heeft",
        "take the issued PDF as maatwerk made it",
    ),
    "E647": Sentences(
        "'{path}' kan geen vertrouwen dragen: {reason}",
        "'{path}' cannot carry trust: {reason}",
        "in deze map horen certificaten (.pem, .der), intrekkingslijsten (.crl) en vertrouwenslijsten (.xml met .signers.pem)",
        "this folder holds certificates (.pem, .der), revocation lists (.crl) and trusted lists (.xml with .signers.pem)",
    ),
    "E648": Sentences(
        "het kantoor zegelt een document voordat iemand tekent, met de velden erin; hier staat {found}",
        "the office seals a document before anybody signs, with its fields in it; this one has {found}",
        "geef het document opnieuw uit",
        "issue the document again",
    ),
    "E649": Sentences(
        "er staat geen uitgifte open",
        "no issue is open",
        "noem er een met --issue ({known}), of geef een document uit met 'maatwerk sign issue'",
        "name one with --issue ({known}), or issue a document with 'maatwerk sign issue'",
    ),
    "E650": Sentences(
        "{setting} is niet ingesteld",
        "{setting} is not set",
        "zet de omgevingsvariabele; zie docs/commands.md",
        "set the environment variable; see docs/commands.md",
    ),
    "E651": Sentences(
        "'{name}' is geen ondertekenaar van dit dossier{guess}",
        "'{name}' is no signatory of this dossier{guess}",
        "ondertekenaars: {known}",
        "signatories: {known}",
    ),
    "E652": Sentences(
        "deze afspraak over het tekenen kan niet: {what}",
        "this arrangement for signing cannot be: {what}",
        "pas het bestand met de afspraak aan",
        "change the file of the arrangement",
    ),
    "E653": Sentences(
        "niemand tekent digitaal, dus is er niets te verzegelen",
        "nobody signs digitally, so there is nothing to seal",
        "maak het stuk met draft --final en laat het op papier tekenen, of spreek met een ondertekenaar een digitaal niveau af",
        "make the document with draft --final and have it signed on paper, or arrange a digital level with a signatory",
    ),
    "E654": Sentences(
        "in het document is geen eigen plaats om te tekenen voor {name}",
        "the document has no place of its own to sign for {name}",
        "voor een minister of provincie tekent één persoon; laat in het dossier één ondertekenaar voor '{party}' staan",
        "one person signs for a minister or province; leave one signatory for '{party}' in the dossier",
    ),
    "E655": Sentences(
        "het verzegelde document doorstaat het eigen onderzoek niet; er is niets vastgelegd",
        "the sealed document does not stand up to our own examination; nothing was recorded",
        "kijk of de vertrouwensankers bij het zegel horen en of er intrekkingslijsten of een tijdstempeldienst zijn",
        "see whether the trust anchors belong to the seal and whether there are revocation lists or a time stamp service",
    ),
    "E656": Sentences(
        "in dit bestand zit geen plan om te tekenen: het is niet door maatwerk uitgegeven, of het is bewerkt",
        "there is no signing plan in this file: maatwerk did not issue it, or it was altered",
        "neem de PDF zoals die is uitgegeven",
        "take the PDF as it was issued",
    ),
    "E657": Sentences(
        "van '{person}' is geen e-mailadres bekend; aan {issue} van {company} is daar niemand herinnerd",
        "no e-mail address of '{person}' is known; nobody was reminded there of {issue} of {company}",
        "leg het vast: maatwerk sign address {company} {person} ADRES",
        "record it: maatwerk sign address {company} {person} ADDRESS",
    ),
    "E658": Sentences(
        "'{signatory}' kan {issue} van {company} op {day} niet tekenen: de functie of de bevoegdheid geldt dan niet",
        "'{signatory}' cannot sign {issue} of {company} on {day}: the office or the authority does not hold then",
        "laat een ander tekenen die bevoegd is, of geef het document opnieuw uit",
        "have somebody sign who has authority, or issue the document again",
    ),
    "E659": Sentences(
        "'{person}' tekent in geen open uitgifte van '{company}'{guess}, of de naam is gewist",
        "'{person}' signs in no open issue of '{company}'{guess}, or the name was erased",
        "wie tekenen: {known}",
        "who sign: {known}",
    ),
}

SIGNING_WORDS = {
    "@terms_twice": ("met deze ondertekenaar is al iets afgesproken", "something is arranged with this signatory already"),
    "@no_pair": ("wie uit elkaar blijven, staan er met zijn tweeën", "who are kept apart stand there by two"),
    "@no_day": ("dit is geen dag; schrijf JJJJ-MM-DD", "this is no day; write YYYY-MM-DD"),
    "@time_stamps": ("een tijdstempeldienst", "a time stamp service"),
    "@trust": ("vertrouwensankers", "trust anchors"),
    "@signature": ("al een handtekening", "a signature already"),
    "@no_fields": ("geen veld om in te tekenen", "no field to sign in"),
    "@no_certificate": ("het is geen certificaat", "it is not a certificate"),
    "@no_signers": ("de certificaten van wie de lijst tekende ontbreken", "the certificates of who signed the list are missing"),
    "@malformed": ("het bestand is beschadigd", "the file is damaged"),
    "@no_scan": ("het is geen PDF en geen PNG, JPEG of TIFF", "it is neither PDF nor PNG, JPEG or TIFF"),
    "@too_many_pages": ("het zijn meer dan 200 bladzijden", "there are more than 200 pages"),
    "@too_many_dots": ("een bladzijde heeft meer dan 60 miljoen beeldpunten", "a page has more than 60 million dots"),
    "@false_list": ("de handtekening van de lijst klopt niet", "the signature of the list does not hold"),
}
"""Words of a language among the arguments."""
