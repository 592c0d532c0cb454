"""The letter by which somebody is reminded that they are asked to sign, in the language of the document."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agreements.application.deadline_words import days_left
from agreements.drafting.instruments import KINDS, NEUTER
from agreements.mail.letters import one_line
from agreements.model.legal_sentences import day_in_words
from agreements.model.signing import Level, PlannedSignature
from agreements.model.signing_course import Course, since

_WORDS = {
    "nl": {
        "subject": "Te tekenen tot en met {expires}: {document} van {company}",
        "dear": "Beste {name},",
        "asked": "Op uw handtekening wordt gewacht. Het gaat om {the} {document} van {company}, uitgifte {issue}, versie {version}.",
        "capacity": "u tekent als: {capacity}",
        "for": "u tekent voor: {name}",
        "since": "u bent aan de beurt sinds: {since}",
        "expires": "te tekenen tot en met: {expires} ({left})",
        "grace": "wat dan getekend is, kan nog binnenkomen tot en met: {closes}",
        "digital": (
            "Teken op uw eigen plaats in de PDF die u ontving, en stuur het bestand zelf terug.\nEen afdruk of een scan bewijst niets."
        ),
        "paper": "Met u is afgesproken dat u op papier tekent{place}. Stuur het ondertekende papier aan het bureau.",
        "place": ", in {place}",
        "close": (
            "Hebt u al getekend, dan kruist dit bericht uw bestand. Tekent u niet, of kunt u niet tekenen, laat dat dan weten.\n"
            "Na de laatste dag vervalt deze uitgifte.\n"
            "Dit bericht is automatisch gemaakt; een antwoord leest niemand."
        ),
    },
    "en": {
        "subject": "To be signed until {expires}: {document} of {company}",
        "dear": "Dear {name},",
        "asked": "Your signature is waited for. It is about the {document} of {company}, issue {issue}, version {version}.",
        "capacity": "you sign as: {capacity}",
        "for": "you sign for: {name}",
        "since": "you are next since: {since}",
        "expires": "to be signed until: {expires} ({left})",
        "grace": "what is signed by then can still come in until: {closes}",
        "digital": (
            "Sign in your own place in the PDF that you received, and send back the file itself.\nA print or a scan proves nothing."
        ),
        "paper": "It was arranged with you that you sign on paper{place}. Send the signed paper to the office.",
        "place": ", in {place}",
        "close": (
            "If you signed already, this message crosses your file. If you do not or cannot sign, let it be known.\n"
            "After the last day this issue lapses.\n"
            "This message was made automatically; nobody reads an answer."
        ),
    },
}


@dataclass(frozen=True, slots=True)
class Call:
    """Somebody who is to be reminded of an issue: the signatory, and the person who is written to; `due` is the planned day."""

    company: str
    name: str
    issue: str
    signatory: str
    person: str
    due: date
    expires: date


def letter_to(name: str, call: Call, course: Course, planned: PlannedSignature, day: date) -> tuple[str, str]:
    """Return the subject and the text of a reminder to a person with this name, as of a day."""
    plan = course.plan
    words, language = _WORDS[plan.language], plan.language
    last = day_in_words(plan.expires_on, language)
    about = {"document": KINDS[plan.kind].in_language(language), "company": one_line(call.name), "expires": last}
    facts = "\n".join(f"  {line}" for line in _facts(call, course, planned, day))
    text = [
        words["dear"].format(name=name),
        words["asked"].format(**about, the="het" if plan.kind in NEUTER else "de", issue=call.issue, version=plan.version),
        facts,
        _how(planned, language),
        "--\n" + words["close"],
    ]
    return words["subject"].format(**about), "\n\n".join(text) + "\n"


def _facts(call: Call, course: Course, planned: PlannedSignature, day: date) -> Iterator[str]:
    plan = course.plan
    words, language = _WORDS[plan.language], plan.language
    if planned.capacity:
        yield words["capacity"].format(capacity=one_line(planned.capacity.in_language(language)))
    if call.person != call.signatory:
        expected = plan.expected(planned)
        yield words["for"].format(name=one_line(expected.name) if expected else call.signatory)
    yield words["since"].format(since=day_in_words(since(course), language))
    left = days_left((plan.expires_on - day).days, language)
    yield words["expires"].format(expires=day_in_words(plan.expires_on, language), left=left)
    if plan.grace_days:
        yield words["grace"].format(closes=day_in_words(plan.closes_on, language))


def _how(planned: PlannedSignature, language: str) -> str:
    words = _WORDS[language]
    if planned.level is not Level.WET_INK:
        return words["digital"]
    place = words["place"].format(place=one_line(planned.place)) if planned.place else ""
    return words["paper"].format(place=place)
