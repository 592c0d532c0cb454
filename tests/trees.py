"""A small document tree with every kind of node, for tests of renderers; it is not legal text."""

from __future__ import annotations

from agreements.drafting.document import (
    Align,
    Anchor,
    Blank,
    ClauseIdentity,
    Column,
    Definition,
    Division,
    Document,
    Emphasis,
    Figure,
    FillIn,
    Furniture,
    Inline,
    Label,
    LineStyle,
    Mark,
    Paragraph,
    Reference,
    Role,
    Shape,
    SignatureBlock,
    Space,
    Status,
    Stroke,
    Strong,
    Table,
    TermUse,
    Text,
    Value,
    Withheld,
)


def line(uid: str, *children: Inline) -> Paragraph:
    return Paragraph(uid, children)


def division(role: Role, uid: str, number: str, *children: Division | Paragraph | Definition | Table) -> Division:
    marker = {Role.ARTICLE: f"Artikel {number}", Role.ANNEX: f"Bijlage {number}", Role.PART: "", Role.SUBITEM: f"{number}."}
    heading = (Text(f"Kop van {uid}"),) if role in {Role.ARTICLE, Role.ANNEX, Role.PART} else ()
    identity = ClauseIdentity(uid, 1, "ab" * 32) if role in {Role.ARTICLE, Role.ANNEX} else None
    return Division(uid, role, marker.get(role, f"{number}."), number, heading, tuple(children), clause=identity)


def signature(uid: str, name: Inline) -> SignatureBlock:
    spaces = (
        FillIn(Space.SIGNATURE, "Handtekening"),
        FillIn(Space.PLACE, "Plaats"),
        FillIn(Space.DATE, "Datum"),
    )
    party = (TermUse("state", "de Staat"), Text(", namens deze de Minister van Voorbeelden"))
    return SignatureBlock(f"signature.{uid}", uid, party, name, Text("minister"), spaces)


def every_node() -> Document:
    parties = division(
        Role.PART,
        "parties",
        "",
        division(
            Role.PARAGRAPH,
            "parties.state",
            "1",
            line("parties.state.p", Text("De Staat, hierna te noemen: "), Strong((Text("de Staat"),)), Text(";")),
        ),
        division(
            Role.PARAGRAPH, "parties.company", "2", line("parties.company.p", Value("company.name", "Voorbeeld <&> Staal B.V."), Text("."))
        ),
    )
    recitals = division(
        Role.PART,
        "recitals",
        "",
        line("recitals.lead", Text("Overwegende dat:")),
        division(
            Role.ITEM,
            "recitals.a",
            "a",
            line("recitals.a.p", Text("de industrie "), Emphasis((Text("in transition"),), "en"), Text(" is; en")),
        ),
        division(
            Role.ITEM,
            "recitals.b",
            "b",
            line("recitals.b.p", Text("de uitstoot daalt "), Withheld("[1\u00a0–\u00a05.1.1.c\u00a0Woo]"), Text(".")),
        ),
    )
    ambition = division(
        Role.ARTICLE,
        "co2-ambition",
        "1",
        division(
            Role.PARAGRAPH,
            "co2-ambition.total",
            "1",
            line(
                "co2-ambition.total.p",
                TermUse("company", "De Onderneming"),
                Text(" vermindert haar uitstoot van CO₂ met "),
                Value("co2.total", "1,5\u00a0megaton", (("amount", "1.5"), ("unit", "Mt"))),
                Text(" in de volgende stappen:"),
            ),
            division(
                Role.ITEM,
                "co2-ambition.total.a",
                "a",
                line("co2-ambition.total.a.p", Text("eerst;")),
                division(Role.SUBITEM, "co2-ambition.total.a.1", "1°", line("co2-ambition.total.a.1.p", Text("klein; en"))),
                division(Role.SUBITEM, "co2-ambition.total.a.2", "2°", line("co2-ambition.total.a.2.p", Text("groot; en"))),
            ),
            division(Role.ITEM, "co2-ambition.total.b", "b", line("co2-ambition.total.b.p", Text("daarna."))),
        ),
        division(
            Role.PARAGRAPH,
            "co2-ambition.why",
            "2",
            line(
                "co2-ambition.why.p",
                Text("Zie "),
                Reference(("definitions",), "artikel\u00a02"),
                Text(", "),
                Reference(("annex-reductions",), "bijlage\u00a01"),
                Text(" en "),
                Blank("answers.ends", "einddatum"),
                Text("."),
            ),
            division(Role.ITEM, "co2-ambition.why.a", "a", line("co2-ambition.why.a.p", Text("opnieuw bij a."))),
        ),
    )
    definitions = division(
        Role.ARTICLE,
        "definitions",
        "2",
        line("definitions.lead", Text("Hierna wordt verstaan onder:")),
        Definition("definitions.jloi", "jloi", "JLoI", (Text("het vervolg van dit document."),)),
        Definition(
            "definitions.party",
            "party",
            "Partij",
            (Text("ieder van de ondertekenaars, zie "), Reference(("co2-ambition.why",), "artikel\u00a01, tweede\u00a0lid"), Text(".")),
        ),
    )
    single = division(
        Role.ARTICLE,
        "law",
        "3",
        line("law.p", Text("Nederlands recht geldt.")),
        division(Role.ITEM, "law.a", "a", line("law.a.p", Text("hier."))),
    )
    articles = division(Role.PART, "articles", "", ambition, definitions, single)
    signing = Division(
        "signing",
        Role.PART,
        "",
        "",
        (Text("Ondertekening"),),
        (
            line("signing.lead", Text("Aldus onderschreven.")),
            signature("state", Value("signatories.state.name", "V. Voorbeeld")),
            signature("company", Blank("signatories.company.name", "naam van de ondertekenaar")),
            signature("province", Value("signatories.province.name", "P. Proef")),
        ),
    )
    table = Table(
        "annex-reductions.t",
        (Text("Verminderingen"),),
        (Column((Text("Stof"),)), Column((Text("Hoeveelheid (kt)"),), Align.END)),
        (((Text("CO₂"),), (Value("co2.total", "1.500"),)), ((Text("NOx"),), (Text("n.v.t."),))),
    )
    figure = Figure(
        "annex-reductions.f",
        (Text("Wanneer"),),
        "Een tijdlijn: de eerste stap staat in 2027, de tweede in 2030.",
        1500,
        120,
        (
            Stroke(0, 60, 1500, 60, LineStyle.FIRM),
            Stroke(300, 20, 300, 100, LineStyle.DASHED),
            Stroke(600, 20, 600, 100, LineStyle.FAINT),
            *(Mark(shape, 200 * place, 60, 30, 30) for place, shape in enumerate(Shape, 1)),
            Label(20, 40, "2027 <&>", Anchor.START),
            Label(750, 40, "ﬁ", Anchor.MIDDLE),
            Label(1480, 40, "2030", Anchor.END),
        ),
    )
    annex = Division(
        "annex-reductions",
        Role.ANNEX,
        "Bijlage 1",
        "1",
        (Text("Verminderingen"),),
        (line("annex-reductions.lead", Text("Ter informatie.")), table, figure),
        (Text("behorende bij "), Reference(("co2-ambition",), "artikel\u00a01")),
        ClauseIdentity("annex-reductions", 1, "cd" * 32),
    )
    furniture = Furniture(
        "Expression of Principles · Voorbeeld Staal",
        "CONCEPT – geen afspraak",
        "eop-voorbeeld · versie 0.1 · 1 juli 2024",
        "Pagina",
        "van",
        ("Proefnotitie op elke pagina",),
    )
    return Document(
        "eop",
        "eop-voorbeeld-staal",
        "nl",
        "Expression of Principles",
        (Text("over de verduurzaming van "), Value("company.name", "Voorbeeld <&> Staal B.V.")),
        Status.DRAFT,
        "0.1",
        "2024-07-01",
        "1.0",
        furniture,
        (parties, recitals, articles, signing, Division("annexes", Role.PART, "", "", (), (annex,))),
    )
