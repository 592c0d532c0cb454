"""Proofreading looks at what is said: another wording of the same fault is found, another wording of the same good text is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from dossiers import codes
from test_proofreading import SAMPLE, Fault, proofread

Edit = tuple[str, str, str]

NO_MONEY = "Met deze EoP is geen geld gereserveerd."
NO_MONEY_EN = "No money is reserved by this EoP."
NO_PERMIT = "Deze EoP houdt geen toezegging in over het verlenen, wijzigen of in stand laten van een vergunning of een ander besluit."
NO_PERMIT_EN = "This EoP does not imply any promise to grant, change or maintain a permit or any other decision."
PLANS = "de Onderneming plannen heeft om haar productie te verduurzamen en die plannen met de andere Partijen heeft besproken"
PLANS_EN = "the Company has plans to make its production sustainable and has discussed those plans with the other Parties"
COURT = (
    "Een geschil over de artikelen die op grond van [artikel](#nature) bindend zijn, "
    "wordt uitsluitend voorgelegd aan de bevoegde rechter in Den Haag."
)
COURT_EN = (
    "A dispute about the articles that are binding under [Article](#nature) is submitted exclusively to the competent court in The Hague."
)
NOT_BINDING = "Deze EoP is voor geen van de Partijen juridisch bindend en voor geen van de Partijen in rechte afdwingbaar."
NOT_BINDING_EN = "This EoP is not legally binding on any of the Parties and is not enforceable in law by or against any of the Parties."
LEGISLATION = "1. {#legislation} {when: efforts} Een inspanning die op regelgeving ziet, is in geen geval in rechte afdwingbaar."
UNTOUCHED = "Deze EoP laat de uitoefening van publiekrechtelijke bevoegdheden door welk bestuursorgaan ook geheel onverlet."
UNTOUCHED_EN = "This EoP leaves the exercise of public-law powers by any administrative authority entirely unaffected."
MANDATORY = (
    "Uitvoering van deze EoP wordt van geen Partij verwacht voor zover die in strijd is met dwingend recht, "
    "waaronder het recht van de Europese Unie."
)
ADVISERS = "Daaronder vallen ook de kosten van haar adviseurs en van onderzoek dat zij zelf laat doen."


def of(file: str, old: str) -> tuple[str, str]:
    return f"clauses/{file}.md", old


def found(code: str, place: tuple[str, str], *rewordings: str) -> list[tuple[str, Edit]]:
    return [(code, (*place, new)) for new in rewordings]


RECITAL, RECITAL_EN = of("recitals", PLANS), of("recitals", PLANS_EN)
MONEY, MONEY_EN = of("funding", NO_MONEY), of("funding", NO_MONEY_EN)
PERMIT, PERMIT_EN = of("public-law-powers", NO_PERMIT), of("public-law-powers", NO_PERMIT_EN)
BEFORE_COURT, BEFORE_COURT_EN = of("law", COURT), of("law", COURT_EN)
NATURE, NATURE_EN = of("nature", NOT_BINDING), of("nature", NOT_BINDING_EN)
COSTS = of("costs", ADVISERS)

FOUND: list[tuple[str, Edit]] = [
    *found(
        "W430",
        RECITAL,
        "de Onderneming gehouden is haar productie te verduurzamen",
        "de Onderneming zich ertoe verbindt haar productie te verduurzamen",
        "de Onderneming dient haar productie voor die tijd te verduurzamen",
        "op de Onderneming de plicht rust haar productie te verduurzamen",
        "de Onderneming toezegt haar productie te verduurzamen",
    ),
    *found(
        "W430",
        RECITAL_EN,
        "the Company is required to make its production sustainable",
        "the Company commits itself to making its production sustainable",
        "the Company is bound to make its production sustainable",
        "the Company has to make its production sustainable",
    ),
    *found("W410", NATURE, "Deze EoP is voor alle Partijen juridisch bindend en voor alle Partijen in rechte afdwingbaar."),
    *found("W410", NATURE_EN, "This EoP is legally binding on all Parties and enforceable in law by and against all Parties."),
    *found(
        "E411",
        NATURE,
        NOT_BINDING + " Alleen de Staat kan nakoming vorderen.",
        NOT_BINDING + " Deze EoP bindt de Onderneming wel.",
        NOT_BINDING + " Voor de Staat is deze EoP niet bindend, voor de andere Partijen wel.",
    ),
    *found(
        "E411",
        NATURE_EN,
        NOT_BINDING_EN + " Only the State can claim performance.",
        NOT_BINDING_EN + " This EoP does bind the Company.",
        NOT_BINDING_EN + " This EoP is not binding on the State but is on the other Parties.",
    ),
    *found(
        "E412",
        BEFORE_COURT,
        COURT + " De rechtbank Den Haag neemt kennis van ieder verschil van mening.",
        "Een geschil over deze EoP, ook over wat op grond van [artikel](#nature) bindend is, gaat naar de rechter in Den Haag.",
        COURT + " Alle andere geschillen worden beslecht door arbitrage.",
    ),
    *found(
        "E412",
        BEFORE_COURT_EN,
        COURT_EN + " The courts of The Hague have jurisdiction over all other differences.",
        "A dispute arising from this EoP, also about the articles binding under [Article](#nature), goes to the court in The Hague.",
        COURT_EN + " All other disputes are settled by arbitration.",
    ),
    *found(
        "E413",
        of("confidentiality", "    - artikel 68 van de Grondwet, over inlichtingen aan de Staten-Generaal;\n"),
        "    - hetgeen Partijen samen besluiten;\n",
    ),
    *found(
        "E414",
        MONEY,
        "De Onderneming ontvangt een subsidie van ten hoogste de helft.",
        "Aan de Onderneming wordt subsidie verstrekt.",
        "De Staat verleent uiterlijk, en dus niet later dan in mei, een subsidie.",
        "De Staat stelt de Onderneming een investeringssubsidie beschikbaar.",
        "De Staat verstrekt de Onderneming een financiële bijdrage.",
        "De Staat draagt financieel bij aan de Projecten.",
    ),
    *found(
        "E414",
        MONEY_EN,
        "The State provides the Company with a subsidy.",
        "A grant is awarded to the Company.",
        "The State will pay a financial contribution, no later than in May.",
        "The State makes funding available to the Company.",
        "The State grants subsidies to the Company.",
        "The State grants funding for the Projects.",
        "The State grants additional funding.",
    ),
    *found(
        "E415",
        PERMIT,
        "De Provincie verleent de Onderneming tijdig een omgevingsvergunning.",
        "De vergunning wordt tijdig verleend.",
        "De Onderneming krijgt tijdig de vergunningen.",
        "De Provincie geeft een ontheffing af, niet later dan in mei.",
        "De Provincie neemt een positief besluit op de aanvraag van de Onderneming.",
    ),
    *found(
        "E415",
        PERMIT_EN,
        "The permit will be granted in time.",
        "The Company receives the permits in time.",
        "The Province will issue an exemption no later than in May.",
        "The Province grants permits to the Company in time.",
        "The Province issues permits in time.",
        "The Province grants environmental permits in time.",
        "The Province will take a favourable decision on the application of the Company.",
    ),
    *found(
        "E416",
        COSTS,
        ADVISERS + " De Staat past de Wet milieubeheer tijdig aan.",
        ADVISERS + " De Staat spant zich in om de regelgeving te wijzigen.",
        ADVISERS + " De minister dient daartoe een wetsvoorstel in.",
    ),
    *found(
        "E407",
        of("nature", "<#funding #ending-talks #costs #confidentiality #law>"),
        "<#co2-ambition #funding #ending-talks #costs #confidentiality #law>",
        "<#government-efforts #funding #ending-talks #costs #confidentiality #law>",
    ),
    *found(
        "E408",
        of("public-law-powers", "Toezicht en handhaving vinden plaats zoals zonder deze EoP."),
        "De Provincie ziet af van handhaving zolang deze EoP geldt.",
        "De Staat maakt van zijn bevoegdheden geen gebruik zolang deze EoP geldt.",
        "De Provincie handhaaft niet zolang deze EoP geldt.",
        "De Provincie handhaaft de voorschriften van de vergunning niet zolang deze EoP geldt.",
        "De Staat gebruikt zijn bevoegdheden niet zolang deze EoP geldt.",
        "De Provincie zal de regels niet handhaven zolang deze EoP geldt.",
    ),
    *found(
        "E408",
        of("public-law-powers", "Supervision and enforcement take place as they would without this EoP."),
        "The Province refrains from enforcement as long as this EoP applies.",
        "The State will not use its powers as long as this EoP applies.",
    ),
    *found("W417", of("public-law-powers", UNTOUCHED), "De Provincie stemt haar publiekrechtelijke bevoegdheden af op deze EoP."),
    *found("W417", of("public-law-powers", UNTOUCHED_EN), "The Province exercises its public-law powers in line with this EoP."),
    *found("W418", of("mandatory-law", MANDATORY), "Deze EoP gaat voor op dwingend recht."),
    *found(
        "W422",
        of("term", "1. {#end} Deze EoP loopt tot en met {{ answers.ends }}.\n"),
        "1. {#end} Voor deze EoP is {{ answers.ends }} van belang.\n",
    ),
    *found(
        "W422",
        of("term", "1. {#end} This EoP runs up to and including {{ answers.ends }}.\n"),
        "1. {#end} For this EoP {{ answers.ends }} matters.\n",
    ),
    *found(
        "W423",
        of("ending-talks", "op de dag nadat alle andere Partijen de mededeling hebben ontvangen"),
        "op de dag daarna",
    ),
    *found(
        "W425",
        of("counterparts", "Deze EoP kan in afzonderlijke exemplaren worden ondertekend, die samen één document vormen."),
        "Iedere Partij ontvangt later exemplaren.",
    ),
    *found(
        "W426",
        of("equal-treatment", "Ondernemingen in gelijke omstandigheden krijgen daartoe dezelfde mogelijkheid."),
        "Gelijke omstandigheden komen weinig voor.",
    ),
    *found(
        "W427",
        of(
            "publication",
            "De Staat laat deze EoP met haar bijlagen binnen vier weken na de laatste ondertekening publiceren in de Staatscourant.",
        ),
        "Binnen vier weken beslist de Staat dat deze EoP niet wordt gepubliceerd in de Staatscourant.",
    ),
    *found("W424", of("law", "is Nederlands recht van toepassing"), "is geen Nederlands recht van toepassing"),
    *found(
        "W431",
        COSTS,
        ADVISERS + " De Onderneming verbindt zich daartoe.",
        ADVISERS + " De Onderneming is verplicht om dat te doen.",
        ADVISERS + " De Onderneming is daartoe gehouden.",
        ADVISERS + " De Staat zegt toe dat te doen.",
        ADVISERS + " De Staat staat daarvoor in.",
        ADVISERS + " Verplicht de Onderneming zich daartoe?",
    ),
    *found(
        "W431",
        of("costs", "Each Party bears"),
        "Each Party must bear",
        "Each Party commits itself to bearing",
        "Each Party is obliged to bear",
        "Each Party guarantees that it bears",
    ),
    *found(
        "W438",
        of(
            "co2-ambition",
            "1. {#total} {when: co2.total.target} De Onderneming {{ co2.nature }} om "
            "haar uitstoot van CO₂ {{ co2.total.target }} met {{ co2.total }} te verminderen.",
        ),
        "1. {#total} {when: co2.total.target} De Onderneming vermindert haar uitstoot van CO₂ {{ co2.total.target }} met {{ co2.total }}.",
    ),
    *found(
        "W438",
        of("government-efforts", "De Staat spant zich, binnen zijn bevoegdheden, in om {{ effort.what }}."),
        "De Staat gaat ertoe over om {{ effort.what }}.",
    ),
    *found(
        "W461",
        (SAMPLE, "minder aardgas als grondstof"),
        "7 miljoen ton minder door aardgas als grondstof",
        "700 kton minder door aardgas als grondstof",
        "7 Mton minder door aardgas als grondstof",
        "700 duizend ton minder door aardgas als grondstof",
    ),
    *found("W460", of("law", "niet binnen zes weken na die beschrijving"), "niet binnen zes maanden na die beschrijving"),
    *found("W460", of("costs", "Daaronder vallen ook de kosten"), "Binnen dertig dagen gaat het ook om de kosten"),
]


@pytest.mark.parametrize(("code", "edit"), FOUND, ids=lambda each: each if isinstance(each, str) else each[2][:60])
def test_another_wording_of_a_fault_is_found_too(tmp_path: Path, code: str, edit: Edit) -> None:
    assert code in codes(proofread(tmp_path, Fault((edit,))))


SILENT: list[tuple[str, Edit]] = [
    *found("W430", RECITAL, "de Onderneming haar productie wil verduurzamen en al plannen heeft"),
    *found("W430", RECITAL, "de Onderneming haar klanten dient en hen helpt te verduurzamen"),
    *found("W430", RECITAL_EN, "the Company has plans that have to do with its production"),
    *found("E411", COSTS, ADVISERS + " De Staat is gebonden aan de wet en de Onderneming is gebonden aan haar statuten."),
    *found("E412", BEFORE_COURT, COURT + " Partijen vragen de rechter niet eerder om een oordeel dan na dat overleg."),
    *found("E413", of("confidentiality", "artikel 68 van de Grondwet"), "artikel 68 Grondwet"),
    *found("E413", of("confidentiality", "article 68 of the Constitution"), "article 68 of the Dutch Constitution"),
    *found("E413", of("confidentiality", "artikel 167 van de Provinciewet"), "artikel 167 Provinciewet"),
    *found(
        "E414",
        MONEY,
        "Subsidie wordt verleend bij besluit.",
        "De Staat verleent met deze EoP geen subsidie.",
        "Wie subsidie ontvangt, blijkt uit een besluit.",
    ),
    *found("E414", MONEY_EN, "A subsidy is awarded by decision.", "The State does not provide a subsidy by this EoP."),
    *found(
        "E415",
        PERMIT,
        "Of een vergunning wordt verleend, beslist het bestuursorgaan op de aanvraag.",
        "De Onderneming kan pas beginnen zodra de vergunningen zijn verleend.",
        "Geen vergunning, ontheffing of ander besluit wordt met deze EoP verleend.",
    ),
    *found(
        "E415",
        PERMIT_EN,
        "Whether a permit is granted, the authority decides on the application.",
        "The Company can start only when the permits have been granted.",
    ),
    *found(
        "E415",
        COSTS,
        ADVISERS + " De Onderneming geeft inzicht in haar vergunningen.",
        ADVISERS + " Een Partij ontvangt een afschrift van de vergunning.",
        ADVISERS + " Een Partij geeft vooraf schriftelijk toestemming.",
    ),
    *found("E415", of("costs", "Each Party bears"), "The Parties discuss grants, permits and issues with permits. Each Party bears"),
    *found("E414", of("costs", "Each Party bears"), "The Parties discuss grants and other funding. Each Party bears"),
    *found("E414", of("costs", "Each Party bears"), "The State answers questions on grants for any funding. Each Party bears"),
    *found(
        "E408",
        COSTS,
        ADVISERS + " De Staat gebruikt Vertrouwelijke Informatie niet voor een ander doel.",
        ADVISERS + " De Staat handhaaft de regels; dit artikel doet daaraan niet af.",
        ADVISERS + " De Provincie gebruikt de kosten die zij maakt, niet als reden om te stoppen.",
    ),
    *found("E416", COSTS, ADVISERS + " De Staat informeert de Onderneming over wijzigingen van regelgeving."),
    *found(
        "W417", of("public-law-powers", UNTOUCHED), "Deze EoP doet niet af aan de publiekrechtelijke bevoegdheden van een bestuursorgaan."
    ),
    *found("W418", of("mandatory-law", "met dwingend recht, waaronder"), "met dwingendrechtelijke bepalingen, waaronder"),
    *found(
        "W419",
        of("funding", "Aan deze EoP kan geen aanspraak op subsidie of een andere financiële bijdrage worden ontleend."),
        "Deze EoP geeft geen recht op subsidie.",
    ),
    *found(
        "W422",
        of("term", "Deze EoP loopt tot en met {{ answers.ends }}."),
        "Deze EoP eindigt op {{ answers.ends }}.",
        "Deze EoP loopt af op {{ answers.ends }}.",
        "Deze EoP eindigt van rechtswege op {{ answers.ends }}.",
    ),
    *found("W422", of("term", "Zij werkt niet terug."), "Zij heeft geen terugwerkende kracht."),
    *found("W424", of("law", "is Nederlands recht van toepassing"), "is uitsluitend het Nederlandse recht van toepassing"),
    *found("W424", of("law", "to the competent court in The Hague"), "to the competent courts of The Hague"),
    *found("W431", COSTS, ADVISERS + " Dat zijn ook de kosten van wettelijk verplichte adviezen."),
    *found("W436", COSTS, ADVISERS),
]


@pytest.mark.parametrize(("code", "edit"), SILENT, ids=lambda each: each if isinstance(each, str) else each[2][:60])
def test_another_wording_of_a_good_text_is_good_too(tmp_path: Path, code: str, edit: Edit) -> None:
    assert code
    assert codes(proofread(tmp_path, Fault((edit,)))) == []


BEFORE, AFTER = "2025-10-10", "2025-10-11"
DUTY = (*RECITAL, "de Onderneming verplicht is haar productie te verduurzamen")
NO_PROOF = (SAMPLE, "    authority: {kind: power_of_attorney, date: 2026-09-14, reference: volmacht NN-2026-40}\n", "")


@pytest.mark.parametrize(
    ("signed", "edit", "basis"),
    [
        (BEFORE, DUTY, "Aanwijzingen voor convenanten (2003), 7"),
        (AFTER, DUTY, "Aanwijzingen voor convenanten (2025), 11"),
        (BEFORE, NO_PROOF, "Aanwijzingen voor convenanten (2003), 5"),
        (AFTER, NO_PROOF, "Aanwijzingen voor convenanten (2025), 9"),
        (BEFORE, (*PERMIT, "De Provincie verleent tijdig een vergunning."), "Aanwijzingen voor convenanten (2003), 9; Awb, 3:4"),
        (AFTER, (*PERMIT, "De Provincie verleent tijdig een vergunning."), "Aanwijzingen voor convenanten (2025), 3, 15–17; Awb, 3:4"),
    ],
)
def test_a_finding_names_the_edition_of_the_day_of_signing(tmp_path: Path, signed: str, edit: Edit, basis: str) -> None:
    history = f"\nhistory:\n  - {{stage: eop, event: signed, date: {signed}, source: opgave}}\n\nsources:"
    (told,) = proofread(tmp_path, Fault((edit, (SAMPLE, "\nsources:", history))))
    assert dict(told.arguments)["basis"] == basis


@pytest.mark.parametrize(("signed", "expected"), [(BEFORE, []), (AFTER, ["E411"])])
def test_enforceability_for_one_party_is_judged_since_2025(tmp_path: Path, signed: str, expected: list[str]) -> None:
    history = f"\nhistory:\n  - {{stage: eop, event: signed, date: {signed}, source: opgave}}\n\nsources:"
    edits = ((*NATURE, NOT_BINDING + " Deze EoP bindt de Onderneming wel."), (SAMPLE, "\nsources:", history))
    assert codes(proofread(tmp_path, Fault(edits))) == expected
