"""`maatwerk remind`: who must be warned is warned, once, by real mail; what cannot be sent waits."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from email.headerregistry import Address
from pathlib import Path
from smtplib import SMTP

import pytest
from conftest import Golden
from dossiers import ROOT
from reminding import Bureau, Inbox, bureau, free_port, server, tls_server

from agreements.mail.letters import Letter
from agreements.mail.smtp import Line, Server, connected
from agreements.problems import AgreementsError
from agreements.record.opening import open_record
from agreements.record.values import Person


@pytest.fixture
def office(tmp_path: Path) -> Bureau:
    """An office with one company, whose term ends on 11 May: anna is warned on 27 April, carla on 11 May."""
    made = bureau(tmp_path)
    made.company()
    return made


@pytest.fixture
def inbox(office: Bureau) -> Iterator[Inbox]:
    """The mail server of the office."""
    made = Inbox()
    with server(made) as place:
        office.settings["MAATWERK_SMTP"] = f"smtp://{place}"
        yield made


def rows(office: Bureau, statement: str) -> list[tuple[object, ...]]:
    with open_record(office.folder / "output/record.sqlite3") as record:
        return record._connection.run(statement)


def test_a_warning_is_sent_on_its_day_and_once(office: Bureau, inbox: Inbox) -> None:
    assert office.on("2026-04-26").do("remind") == "er is niets te herinneren\n"
    shown = office.on("2026-04-27").do("remind").splitlines()
    assert shown[0] == "gewaarschuwd: Fabriek B.V. · concept (2026-05-11) · beleidsmedewerker: anna"
    assert shown[1].startswith("verstuurd aan anna: 1 waarschuwing · <")
    assert office.do("remind") == "er is niets te herinneren\n"
    assert office.on("2026-04-28").do("remind") == "er is niets te herinneren\n"
    ((address, mail),) = inbox.accepted
    assert address == "anna@kantoor.example"
    assert mail["To"] == "Anna de Vries <anna@kantoor.example>"
    assert mail["From"] == "maatwerk <maatwerk@localhost>"
    assert mail["Date"].datetime.isoformat() == "2026-04-27T09:00:00+00:00"
    assert (mail["Auto-Submitted"], mail["Content-Language"], mail.get_content_type()) == ("auto-generated", "nl", "text/plain")
    assert mail["Message-ID"] in shown[1]


def test_what_was_done_is_there_as_data(office: Bureau, inbox: Inbox) -> None:
    found = office.on("2026-04-27").data("remind")
    ((_, mail),) = inbox.accepted
    place = office.settings["MAATWERK_SMTP"].removeprefix("smtp://")
    assert found == {
        "dry_run": False,
        "claimed": [
            {
                "company": "fabriek",
                "state": "draft",
                "last": "2026-05-11",
                "day": "2026-04-27",
                "role": {"nl": "beleidsmedewerker", "en": "policy officer"},
                "persons": [{"person": "anna", "on_behalf_of": []}],
            }
        ],
        "sent": [
            {
                "person": "anna",
                "warnings": 1,
                "message_id": mail["Message-ID"],
                "place": place,
            }
        ],
        "problems": [],
    }


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_digest_reads_well(office: Bureau, inbox: Inbox, language: str, golden: Golden) -> None:
    office.on("2026-03-20").submit()
    office.on("2026-03-04").company("glas", "Café Glas B.V.")
    office.do("person", "delegate", "carla", "bram", "--as", "beheer")
    office.do("person", "grant", "bram", "officer", "--as", "beheer")
    office.on("2026-05-20").settings["MAATWERK_SENDER"] = "kantoor@kantoor.example"
    office.do("--messages", language, "remind")
    letters = {str(mail["To"]): mail for _, mail in inbox.accepted}
    assert len(letters) == len(inbox.accepted) == 4
    mail = letters["Bram Jansen <bram@kantoor.example>"]
    assert mail["From"] == "maatwerk <kantoor@kantoor.example>"
    text = mail.get_content().replace("\r\n", "\n")
    golden(ROOT / f"tests/expected/reminder.{language}.txt", f"Subject: {mail['Subject']}\n\n{text}")


def test_a_week_that_nothing_ran_is_made_up_for_in_order_and_once(office: Bureau, inbox: Inbox) -> None:
    for number in range(7):
        office.on(f"2026-03-{10 + number}").company(f"bedrijf-{number}", f"Bedrijf {number}")
    found = office.on("2026-05-12").data("remind")  # since the 27th of April nobody was warned
    days = [each["day"] for each in found["claimed"]]
    assert days == sorted(days)
    assert len(days) == len({(each["company"], each["day"]) for each in found["claimed"]}) == 9
    assert sorted(inbox.receivers) == ["anna", "carla"]
    assert inbox.accepted[0][1].get_content().count("\n* ") == 8
    assert inbox.accepted[0][1]["Subject"] == "8 termijnen vragen aandacht: Fabriek B.V., Bedrijf 0, Bedrijf 1 (+5)"
    assert office.data("remind")["claimed"] == []
    assert len(rows(office, "SELECT * FROM claim")) == 9


def test_one_message_a_person_a_day(office: Bureau, inbox: Inbox) -> None:
    office.on("2026-04-27").do("remind")
    office.on("2026-03-02").company("laat", "Laat B.V.")  # recorded afterwards, so that more is due on the same day
    found = office.on("2026-04-27").data("remind")
    assert (len(found["claimed"]), found["sent"], inbox.receivers) == (1, [], ["anna"])
    office.on("2026-04-28").do("remind")
    assert [mail["Subject"] for _, mail in inbox.accepted] == [
        "1 termijn vraagt aandacht: Fabriek B.V.",
        "1 termijn vraagt aandacht: Laat B.V.",
    ]


def test_a_deputy_is_warned_too_while_they_stand_in(office: Bureau, inbox: Inbox) -> None:
    office.do("person", "delegate", "anna", "bram", "--until", "2026-04-27", "--as", "beheer")
    assert "anna, bram (namens anna)" in office.on("2026-04-27").do("remind")
    assert sorted(inbox.receivers) == ["anna", "bram"]
    assert "(namens Anna de Vries)" in next(mail for address, mail in inbox.accepted if address.startswith("bram")).get_content()


def test_only_who_holds_the_role_for_a_party_of_the_company_is_warned(office: Bureau, inbox: Inbox) -> None:
    office.do("person", "grant", "bram", "lawyer", "--for", "ienw", "--as", "beheer")
    office.on("2026-03-20").submit()
    office.on("2026-05-11").do("remind")
    assert inbox.receivers == ["daan"]


def test_a_role_that_nobody_holds_is_told_until_somebody_does(office: Bureau, inbox: Inbox) -> None:
    office.do("person", "end", "anna", "officer", "--as", "beheer")
    for day in ("2026-04-27", "2026-04-28"):
        result = office.on(day).run("remind")
        assert result.exit_code == 1
        assert "fout[E894]: niemand is 'beleidsmedewerker' voor 'Fabriek B.V.'" in result.stderr
    assert "beleidsmedewerker: niemand" not in result.stdout  # claimed the day before
    assert inbox.accepted == []
    office.do("person", "grant", "bram", "officer", "--as", "beheer")
    office.do("remind")
    assert inbox.receivers == ["bram"]
    assert len(rows(office, "SELECT * FROM claim")) == 1


def test_what_nobody_was_told_is_let_go_when_the_case_goes_on(office: Bureau, inbox: Inbox) -> None:
    office.do("person", "end", "anna", "officer", "--as", "beheer", "--last", "2026-04-20")
    assert office.on("2026-04-27").run("remind").exit_code == 1
    office.step("stop", "carla")
    assert office.do("remind") == "er is niets te herinneren\n"
    assert rows(office, "SELECT * FROM message WHERE sent = ''") == []
    assert inbox.accepted == []


@pytest.mark.parametrize(
    "address", ["", "anna", "anna@kantoor.example\nBcc: all@kantoor.example", "änna@kantoor.example", "anna@kantoor.example, b@c"]
)
def test_who_has_no_address_is_told_and_written_to_later(office: Bureau, inbox: Inbox, address: str) -> None:
    office.do("person", "add", "anna", "--name", "Anna", "--email", address, "--as", "beheer")
    result = office.on("2026-04-27").run("remind")
    assert (result.exit_code, inbox.accepted) == (1, [])
    assert "fout[E895]: 'anna' heeft geen bruikbaar e-mailadres; wat te melden is, wacht (1)" in result.stderr
    assert "E895" in office.run("remind", "--dry-run").stderr
    office.do("person", "add", "anna", "--name", "Anna", "--email", "anna@elders.example", "--as", "beheer")
    office.do("remind")
    assert [address for address, _ in inbox.accepted] == ["anna@elders.example"]


def test_an_address_that_goes_while_a_message_waits_is_told(office: Bureau, inbox: Inbox) -> None:
    inbox.refused["anna@kantoor.example"] = "450 later"
    office.on("2026-04-27").run("remind")
    office.do("person", "erase", "anna", "--as", "beheer")
    inbox.refused.clear()
    result = office.on("2026-04-28").run("remind")
    assert (result.exit_code, "E895" in result.stderr, inbox.accepted) == (1, True, [])


def test_no_name_or_address_is_kept_with_a_message(office: Bureau, inbox: Inbox) -> None:
    inbox.refused["anna@kantoor.example"] = "550 <anna@kantoor.example> is unknown"
    assert office.on("2026-04-27").run("remind").exit_code == 1
    kept = str(rows(office, "SELECT * FROM message"))
    assert "anna" in kept
    assert "Vries" not in kept
    assert "kantoor.example" not in kept


@pytest.mark.parametrize(
    "name", ["Anna\r\nBcc: all@kantoor.example", "Anna\nX: y\n\nbody", 'Anna" <b@c>, "', "Änna\u2028\x00\x1b[31m", "A" * 500]
)
def test_no_name_breaks_a_header(office: Bureau, inbox: Inbox, name: str) -> None:
    with open_record(office.folder / "output/record.sqlite3") as record:  # past the command line, which refuses most of these
        record.save_person(Person("anna", name, "anna@kantoor.example"))
    office.on("2026-04-27").do("remind")
    ((address, mail),) = inbox.accepted
    assert address == "anna@kantoor.example"
    assert [each.addr_spec for each in mail["To"].addresses] == [address]
    assert mail["To"].addresses[0].display_name == " ".join(name.replace("\u2028", " ").replace("\x00", " ").replace("\x1b", " ").split())
    assert set(mail.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "Content-Language"),
        *("MIME-Version", "Content-Type", "Content-Transfer-Encoding"),
    }
    assert mail.get_content().startswith("Beste ")


@pytest.mark.parametrize("name", ["Ander\\r\\nBcc: all@kantoor.example", "É" * 300])
def test_no_name_of_a_company_breaks_a_header(office: Bureau, inbox: Inbox, name: str) -> None:
    office.company("ander", f'"{name}"')
    office.on("2026-04-27").do("remind")
    ((_, mail),) = inbox.accepted
    assert "Bcc" not in mail
    assert "\n" not in mail["Subject"]
    assert len(mail.keys()) == 10


def test_nothing_is_sent_of_a_case_that_ended_or_is_suspended(office: Bureau, inbox: Inbox) -> None:
    office.company("glas")
    office.company("staal")
    office.on("2026-04-26").step("stop", "carla")
    office.step("hold", "anna", company="glas")
    office.on("2026-04-27").do("remind")
    ((_, mail),) = inbox.accepted
    assert mail.get_content().count("* ") == 1
    assert "* staal" not in mail.get_content()


def test_what_waits_is_not_sent_once_it_is_no_longer_so(office: Bureau) -> None:
    office.company("glas", "Glas")
    office.settings["MAATWERK_SMTP"] = f"smtp://127.0.0.1:{free_port()}"
    assert office.on("2026-04-27").run("remind").exit_code == 1
    office.step("stop", "carla")
    office.step("hold", "anna", company="glas")
    assert office.do("remind") == "er is niets te herinneren\n"
    office.step("resume", "anna", company="glas")  # on the same day: the same deadline goes on, and its warning still waits
    del office.settings["MAATWERK_SMTP"]
    office.do("remind")
    (mail,) = office.files
    assert mail["Subject"] == "1 termijn vraagt aandacht: Glas"


def test_a_digest_of_which_nothing_is_left_is_not_sent(office: Bureau, inbox: Inbox) -> None:
    inbox.refused["anna@kantoor.example"] = "450 later"
    assert office.on("2026-04-27").run("remind").exit_code == 1
    inbox.refused.clear()
    office.step("stop", "carla")
    assert office.on("2026-04-28").do("remind") == "er is niets te herinneren\n"
    assert inbox.accepted == []
    assert rows(office, "SELECT * FROM message WHERE sent = ''") == []


def test_a_term_that_was_suspended_is_warned_of_anew(office: Bureau, inbox: Inbox) -> None:
    office.on("2026-04-27").do("remind")
    office.step("hold", "anna")
    office.on("2026-05-08").step("resume", "anna")
    assert office.on("2026-05-11").data("remind")["claimed"][0]["last"] == "2026-05-21"
    assert inbox.receivers == ["anna", "anna"]


def test_a_server_that_is_down_is_told_and_everything_waits(office: Bureau, inbox: Inbox) -> None:
    place = office.settings["MAATWERK_SMTP"]
    office.settings["MAATWERK_SMTP"] = f"smtp://127.0.0.1:{free_port()}"
    for day in ("2026-04-27", "2026-05-11"):
        result = office.on(day).run("remind")
        assert result.exit_code == 1
        assert "fout[E896]: de mailserver 127.0.0.1:" in result.stderr
        assert "Connection refused" in result.stderr
    office.settings["MAATWERK_SMTP"] = place
    office.do("remind")
    assert sorted(inbox.receivers) == ["anna", "carla"]


def test_a_message_that_is_refused_is_tried_again_later_and_holds_up_nobody(office: Bureau, inbox: Inbox) -> None:
    office.do("person", "grant", "bram", "officer", "--as", "beheer")
    inbox.refused["anna@kantoor.example"] = "452 full"
    result = office.on("2026-04-27").run("remind")
    assert (result.exit_code, inbox.receivers) == (1, ["bram"])
    assert "fout[E898]: het bericht voor 'anna' is niet aangenomen (SMTP 452)" in result.stderr
    assert rows(office, "SELECT tries, leased, reason FROM message WHERE sent = ''") == [(1, "2026-04-27T09:01:00Z", "E898 SMTP 452")]
    inbox.refused.clear()
    assert office.do("remind") == "er is niets te herinneren\n"  # within the minute
    office.settings["MAATWERK_NOW"] = "2026-04-27T09:01:00+00:00"
    office.do("remind")
    assert inbox.receivers == ["bram", "anna"]


def test_a_server_that_goes_away_halfway_is_told(office: Bureau, inbox: Inbox) -> None:
    office.do("person", "grant", "bram", "officer", "--as", "beheer")
    inbox.answer = "421 closing"
    result = office.on("2026-04-27").run("remind")
    assert (result.exit_code, "E896" in result.stderr, "SMTP 421" in result.stderr) == (1, True, True)
    inbox.answer = "250 OK"
    office.on("2026-04-28").do("remind")
    assert sorted(inbox.receivers) == ["anna", "bram"]


def test_later_warnings_wait_for_a_digest_that_has_not_arrived(office: Bureau, inbox: Inbox) -> None:
    office.do("person", "grant", "carla", "officer", "--as", "beheer")
    inbox.refused["carla@kantoor.example"] = "550 unknown"
    assert office.on("2026-04-27").run("remind").exit_code == 1
    assert office.on("2026-05-11").run("remind").exit_code == 1
    inbox.refused.clear()
    office.on("2026-05-12").do("remind")
    assert inbox.receivers == ["anna", "carla", "carla"]
    assert inbox.accepted[1][1]["Message-ID"] != inbox.accepted[2][1]["Message-ID"]


def test_a_dry_run_says_all_and_writes_nothing(office: Bureau, inbox: Inbox) -> None:
    office.do("person", "end", "carla", "secretary", "--as", "beheer")
    office.on("2026-05-11")
    before = {path: path.read_bytes() for path in sorted((office.folder / "output").rglob("*")) if path.suffix == ".sqlite3"}
    result = office.run("remind", "--dry-run")
    assert result.exit_code == 1
    assert "niemand is 'secretaris'" in result.stderr
    lines = result.stdout.splitlines()
    assert [line.partition(":")[0] for line in lines] == ["gewaarschuwd", "gewaarschuwd", "verstuurd aan anna"]
    assert all(line.endswith("(proef; niets geschreven)") for line in lines)
    assert {path: path.read_bytes() for path in before} == before
    assert (rows(office, "SELECT * FROM claim"), rows(office, "SELECT * FROM message"), inbox.accepted) == ([], [], [])
    assert office.data("remind", "--dry-run", code=1)["dry_run"] is True


def test_a_dry_run_leaves_out_what_is_no_longer_so(office: Bureau) -> None:
    office.settings["MAATWERK_SMTP"] = f"smtp://127.0.0.1:{free_port()}"
    assert office.on("2026-04-27").run("remind").exit_code == 1
    assert len(office.data("remind", "--dry-run")["sent"]) == 1
    office.step("stop", "carla")
    assert office.data("remind", "--dry-run")["sent"] == []


# without a mail server


def test_without_a_server_messages_are_files_that_do_not_double(office: Bureau) -> None:
    shown = office.on("2026-04-27").do("remind")
    (mail,) = office.files
    name = f"{mail['Message-ID'][1:-1].partition('@')[0]}.eml"
    assert shown.rstrip().endswith(f"output/reminders/{name}")
    assert rows(office, "SELECT COUNT(*) FROM message WHERE sent = ''") == [(0,)]
    with open_record(office.folder / "output/record.sqlite3") as record, record.transaction():
        record._connection.run("UPDATE message SET sent = '', leased = '' WHERE kind = 'digest'")  # as after a kill
    office.on("2026-04-28").do("remind")
    assert len(office.files) == 1


def test_a_folder_that_is_named_goes_before_the_server(office: Bureau, inbox: Inbox, tmp_path: Path) -> None:
    office.on("2026-04-27").do("remind", "--to-folder", tmp_path / "post")
    assert len(list((tmp_path / "post").glob("*.eml"))) == 1
    assert inbox.accepted == []


def test_a_folder_that_cannot_be_written_is_told_and_the_message_waits(office: Bureau) -> None:
    blocked = office.folder / "output/reminders"
    blocked.write_text("")
    result = office.on("2026-04-27").run("remind")
    assert (result.exit_code, "E506" in result.stderr) == (1, True)
    blocked.unlink()
    office.on("2026-04-28").do("remind")
    assert len(office.files) == 1


# the way to the server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://naam:geheim@mail.example",
        "smtp://[::1",
        "smtp://a:b:c",
        "smtp://a..b",
        f"smtp://{'a' * 70}.example",
        "smtps://naam:gehëim@mail.example",
        "smtps://naam:geh%C3%ABim@mail.example",
        "starttls://nëam:geheim@mail.example",
    ],
)
def test_an_address_that_is_none_of_a_mail_server_is_refused_without_repeating_it(office: Bureau, url: str) -> None:
    result = office.run("remind", "--smtp", url)
    assert (result.exit_code, "E897" in result.stderr) == (1, True)
    assert "geheim" not in result.output


def test_what_cannot_be_encoded_is_told_without_repeating_it() -> None:
    with pytest.raises(AgreementsError) as caught, connected(Server("smtp", "127.0.0..1", 25, "kantoor", "gehëim")):
        pass
    assert [each.code for each in caught.value.problems] == ["E897"]
    half = "een half teken: \ud800"
    letter = Letter("<a@b>", "anna", Address("m", "m", "b"), Address("a", "a", "b"), "x", half, "nl", datetime(2026, 3, 2, tzinfo=UTC))
    with pytest.raises(AgreementsError) as caught:
        Line(Server.at("smtp://h"), SMTP()).deliver(letter)
    assert [(each.code, dict(each.arguments)["reason"]) for each in caught.value.problems] == [("E898", "UnicodeEncodeError")]


def test_a_sender_that_is_no_address_is_wrong_use(office: Bureau) -> None:
    result = office.run("remind", "--sender", "kantoor")
    assert (result.exit_code, "is no e-mail address" in result.stderr) == (2, True)


def test_each_scheme_has_its_port() -> None:
    assert [Server.at(f"{scheme}://h").port for scheme in ("smtp", "smtps", "starttls")] == [25, 465, 587]
    found = Server.at("smtps://n%40x:p%3Aq@h:1465")
    assert (found.user, found.password, str(found), "p:q" in repr(found)) == ("n@x", "p:q", "h:1465", False)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate for this machine, in one file with its key."""
    folder = tmp_path_factory.mktemp("tls")
    openssl = shutil.which("openssl")
    assert openssl, "the tests of TLS need openssl"
    subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", *subject, *files], check=True, capture_output=True
    )
    return folder


@pytest.mark.expects_log  # the mail server warns that it will change
@pytest.mark.parametrize("scheme", ["smtps", "starttls"])
@pytest.mark.parametrize("password", ["ge%20heim", "onbekend"])
def test_over_tls_and_with_a_password(
    office: Bureau, certificate: Path, scheme: str, password: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
    inbox, known = Inbox(), password == "ge%20heim"  # noqa: S105  # a password of a test
    with tls_server(inbox, certificate, scheme) as place:
        result = office.on("2026-04-27").run("remind", "--smtp", f"{scheme}://kantoor:{password}@{place}")
    assert (result.exit_code, inbox.receivers) == ((0, ["anna"]) if known else (1, []))
    assert known or "E896" in result.stderr
    assert password not in result.output


def test_a_server_that_is_not_who_it_says_gets_nothing(office: Bureau, certificate: Path) -> None:
    inbox = Inbox()
    with tls_server(inbox, certificate, "smtps") as place:
        result = office.on("2026-04-27").run("remind", "--smtp", f"smtps://kantoor:geheim@{place}")
    assert (result.exit_code, "E896" in result.stderr, inbox.accepted) == (1, True, [])
