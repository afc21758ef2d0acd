"""``check`` says whether anybody would be told: by the policy, its channels, the mail server or the folder."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from flows.checking.check_telling import check_telling
from flows.demo.mail_catcher import MailCatcher, Manners
from flows.runtime.finding import Finding
from flows.settings.model import MailSettings, Settings

ANN, BOB, DESK = "ann@example.org", "bob@example.org", "channel:desk"
SECRET = "tk_never-to-be-shown"
pytestmark = pytest.mark.usefixtures("bare")


@pytest.fixture
def catcher() -> Iterator[MailCatcher]:
    with MailCatcher(Manners()) as caught:
        yield caught


def _settings(port: int, policy: str = "", **changes: object) -> Settings:
    given = {"host": "127.0.0.1", "port": port, "tls": "none", "recipients": (BOB,), "timeout_s": 5}
    return Settings(policy=policy, feeds="feeds.yaml", mail=MailSettings.model_validate(given | changes))


def _policy(*recipients: str, more: str = "") -> str:
    """Write a policy file; its name."""
    told = ", ".join(f'"{one}"' for one in recipients)
    channels = f"channels:\n  desk: ntfy://{SECRET}@127.0.0.1:1/topic\n"
    Path("policy.yaml").write_text(f"{channels}groups:\n  - name: editors\n    recipients: [{told}]\n{more}")
    return "policy.yaml"


def _mail_of(settings: Settings) -> Finding:
    (found,) = (one for one in check_telling(settings) if one.part == "mail" and "mail.recipients" not in one.what)
    return found


def _policy_of(settings: Settings) -> list[tuple[str, str, str]]:
    return [(one.verdict, one.what, one.mend) for one in check_telling(settings) if one.part == "policy"]


def test_a_mail_server_is_asked_without_sending(catcher: MailCatcher) -> None:
    (found,) = check_telling(_settings(catcher.port))
    assert found == Finding("mail", "ok", f"127.0.0.1:{catcher.port} takes mail for 1 recipient")
    assert catcher.mails == []


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        pytest.param({"recipients": ()}, "nobody would get a mail", id="no recipient"),
        pytest.param({"tls": "starttls"}, "STARTTLS", id="no TLS there"),
        pytest.param({"user": "me", "password": "secret"}, "AUTH", id="no log-in there"),
    ],
)
def test_a_mail_server_that_will_not_do_is_bad(catcher: MailCatcher, changes: dict[str, object], why: str) -> None:
    found = _mail_of(_settings(catcher.port, **changes))
    assert (found.verdict, why in found.what, bool(found.mend)) == ("bad", True, True)
    assert "secret" not in found.what


def test_a_mail_server_that_is_not_there_is_bad() -> None:
    found = _mail_of(_settings(1))
    assert found.verdict == "bad"
    assert found.what.startswith("127.0.0.1:1: ")


@pytest.mark.parametrize(
    ("policy", "folder", "verdict", "mend"),
    [
        (False, "mails", "note", "set mail.host and mail.recipients"),
        (True, "mails", "note", "set mail.host"),
        (False, "file/mails", "bad", "name another mail.folder, or set mail.host"),
    ],
)
def test_without_a_mail_server_the_folder_is_tried(policy: bool, folder: str, verdict: str, mend: str) -> None:
    Path("file").write_text("")
    before = sorted(Path().iterdir())
    found = _mail_of(_settings(1, _policy(ANN) if policy else "", host="", folder=folder))
    assert (found.verdict, found.mend) == (verdict, mend)
    assert set(Path().iterdir()) - {Path("policy.yaml")} == set(before)


@pytest.mark.parametrize(
    ("told", "recipients", "verdict", "what"),
    [
        pytest.param((ANN, "carl@example.org", DESK), (BOB,), "ok", "takes mail for 2 recipients", id="by the policy"),
        pytest.param((ANN,), (), "ok", "takes mail for 1 recipient", id="by the policy alone"),
        pytest.param((DESK,), (BOB,), "ok", "takes mail for 1 recipient", id="of feeds alone"),
        pytest.param((DESK,), (), "note", "nobody would get a mail, channels alone are told", id="by channels"),
        pytest.param(("nobody",), (), "ok", "takes mail", id="not known"),
    ],
)
def test_with_a_policy_its_mail_addresses_count(
    told: tuple[str, ...], recipients: tuple[str, ...], verdict: str, what: str, catcher: MailCatcher
) -> None:
    found = _mail_of(_settings(catcher.port, _policy(*told), recipients=recipients))
    assert (found.verdict, found.what.removeprefix(f"127.0.0.1:{catcher.port}").strip(": ")) == (verdict, what)


@pytest.mark.parametrize(
    ("operators", "hear"), [((), "; these hear only of feeds in trouble"), (("op@example.org",), "")]
)
def test_recipients_beside_a_policy_are_told_what_becomes_of_them(operators: tuple[str, ...], hear: str) -> None:
    *_, note = _policy_of(_settings(1, _policy(ANN), operators=operators))
    what = f"the policy's groups are told of claims, mail.recipients are not{hear}"
    assert note == ("note", what, "put who is missing into a group, or empty mail.recipients")


def test_each_channel_is_said_to_be_accepted_without_its_address() -> None:
    found = _policy_of(_settings(1, _policy(ANN, DESK), recipients=()))
    assert found == [
        ("ok", "policy.yaml: 1 group, 2 recipients", ""),
        ("ok", "channel desk: Apprise accepts its address; nothing was sent there", ""),
    ]
    assert SECRET not in str(found)


def test_a_policy_is_read_with_the_lexicons_actors() -> None:
    wrong = _settings(1, _policy(ANN, more="    actors: [zamir-kabulov, captain-nemo]\n"))
    assert _policy_of(wrong) == [
        ("bad", "policy.yaml:6: unknown actor 'captain-nemo'; use a key of the lexicon's actors", "")
    ]


def test_an_outlet_that_no_feed_has_is_a_note() -> None:
    row = '{url: "https://wire.example/feed", outlet: Lantern Wire, language: en, country: NO, covers: russia}'
    Path("feeds.yaml").write_text(f"feeds:\n  - {row}\n")
    asked = _settings(1, _policy(ANN, more="    outlets: [Lantern Wire, Lantern Wir, Zzz]\n"), recipients=())
    assert _policy_of(asked)[2:] == [
        ("note", "group editors: no feed has the outlet 'Lantern Wir'", "did you mean Lantern Wire?"),
        ("note", "group editors: no feed has the outlet 'Zzz'", "write it as feeds.yaml does"),
    ]
