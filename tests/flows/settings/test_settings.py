"""Settings come from one file and the environment, and a wrong one is refused with where, why and the mend."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr, ValidationError

from extractors.errors import ManySettingsError, SettingsError
from flows.settings.model import Settings
from flows.settings.settings_file import load_settings, setting_names, variable_of

EXAMPLE = Path(__file__).parents[3] / "deploy" / "settings.example.toml"
pytestmark = pytest.mark.usefixtures("bare")


def _flat(table: dict[str, Any], above: str = "") -> dict[str, Any]:
    flat: dict[str, Any] = {}
    for key, value in table.items():
        flat |= _flat(value, f"{above}{key}.") if isinstance(value, dict) else {above + key: value}
    return flat


def test_without_file_and_environment_the_defaults_hold() -> None:
    assert load_settings() == Settings()


def test_the_example_file_names_every_setting_and_no_other() -> None:
    assert sorted(_flat(tomllib.loads(EXAMPLE.read_text()))) == sorted(setting_names())


def test_the_example_file_gives_the_defaults() -> None:
    assert load_settings(EXAMPLE) == Settings()


def test_every_setting_of_the_example_file_has_a_comment_above_it() -> None:
    lines = EXAMPLE.read_text().splitlines()
    explained = [i for i, line in enumerate(lines) if line.startswith("#")]
    for number, line in enumerate(lines):
        if " = " in line and not line.startswith("#"):
            above = max(i for i in explained if i < number)
            assert all(lines[i].strip() for i in range(above, number)), line


def test_the_environment_goes_before_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "recognition-watch.toml").write_text('contact = "file"\n[mail]\nhost = "from.file"\nport = 25\n')
    monkeypatch.setenv("RECOGNITION_WATCH_MAIL__HOST", "from.environment")
    settings = load_settings()
    assert (settings.contact, settings.mail.host, settings.mail.port) == ("file", "from.environment", 25)


def test_a_list_in_the_environment_is_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_WATCH_MAIL__RECIPIENTS", "one@example.org, two@example.org")
    assert load_settings().mail.recipients == ("one@example.org", "two@example.org")


def test_the_file_can_be_named_in_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "elsewhere.toml").write_text('contact = "desk@example.org"\n')
    monkeypatch.setenv("RECOGNITION_WATCH_SETTINGS", str(tmp_path / "elsewhere.toml"))
    assert load_settings().contact == "desk@example.org"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        pytest.param('contcat = "a"\n', "wrong.toml, line 1: contcat is no setting; did you mean contact?", id="name"),
        pytest.param(
            "[mail]\nprt = 25\n", "wrong.toml, line 2: mail.prt is no setting; did you mean mail.port?", id="nested"
        ),
        pytest.param(
            '[mail]\nhost = "a"\nport = "often"\n',
            "wrong.toml, line 3: mail.port: input should be a valid integer, unable to parse string as an integer, "
            "not 'often'; `recognition-watch init` writes a file that explains it",
            id="type",
        ),
        pytest.param(
            'time_zone = "Moon/Base"\n',
            "wrong.toml, line 1: time_zone: is no time zone such as Europe/Berlin or UTC, not 'Moon/Base'; "
            "`recognition-watch init` writes a file that explains it",
            id="zone",
        ),
        pytest.param(
            '[mail]\nrecipients = ["ok@example.org", "not one"]\n',
            "wrong.toml, line 2: mail.recipients: is no mail address such as editor@example.org, not 'not one'; "
            "`recognition-watch init` writes a file that explains it",
            id="address",
        ),
        pytest.param(
            "contact = nobody\n",
            "wrong.toml: is not TOML: Invalid value (at line 1, column 11); put texts between double quotes",
            id="not toml",
        ),
    ],
)
def test_a_wrong_file_is_refused_with_line_reason_and_mend(
    text: str, message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("wrong.toml").write_text(text)
    with pytest.raises(SettingsError) as caught:
        load_settings(Path("wrong.toml"))
    assert str(caught.value) == message


def test_everything_that_is_wrong_is_told_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = 'time_zone = "Moon/Base"\n[mail]\nport = 0\nhots = "a"\nrecipients = ["one", "two"]\n'
    (tmp_path / "wrong.toml").write_text(text)
    monkeypatch.setenv("RECOGNITION_WATCH_CONTCAT", "a")
    monkeypatch.setenv("RECOGNITION_WATCH_POLL__CONCURRENCY", "0")
    with pytest.raises(ManySettingsError) as caught:
        load_settings(tmp_path / "wrong.toml")
    told = [error.where.replace(str(tmp_path), "") for error in caught.value.each]
    assert sorted(told) == [
        "/wrong.toml, line 1",
        "/wrong.toml, line 3",
        "/wrong.toml, line 4",
        "/wrong.toml, line 5",
        "environment variable RECOGNITION_WATCH_CONTCAT",
        "environment variable RECOGNITION_WATCH_POLL__CONCURRENCY",
    ]
    assert str(caught.value) == f"{caught.value.each[0]} (and 5 more)"


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(SettingsError, match=r"^gone.toml: there is no such file; `recognition-watch init` writes"):
        load_settings(Path("gone.toml"))


@pytest.mark.parametrize(
    ("variable", "value", "message"),
    [
        pytest.param(
            "RECOGNITION_WATCH_CONTCAT", "a", "is no setting; did you mean RECOGNITION_WATCH_CONTACT", id="name"
        ),
        pytest.param("RECOGNITION_WATCH_MAIL__HOTS", "a", "did you mean RECOGNITION_WATCH_MAIL__HOST", id="nested"),
        pytest.param(
            "RECOGNITION_WATCH_MAIL__TLS", "ssl", "mail.tls: input should be 'none', 'starttls' or 'tls'", id="choice"
        ),
        pytest.param("RECOGNITION_WATCH_POLL__CONCURRENCY", "0", "greater than or equal to 1, not '0'", id="range"),
    ],
)
def test_a_wrong_variable_is_refused_by_its_name(
    variable: str, value: str, message: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert str(caught.value).startswith(f"environment variable {variable}")
    assert message in str(caught.value)


def test_secrets_are_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_WATCH_MAIL__PASSWORD", "hush-hush")
    monkeypatch.setenv("RECOGNITION_WATCH_DATABASE", "postgresql+psycopg://u:hush-hush@h/d")
    settings = load_settings()
    assert settings.mail.password == SecretStr("hush-hush")
    assert "hush-hush" not in f"{settings} {settings!r}"


def test_a_wrong_secret_is_not_in_the_message(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RECOGNITION_WATCH_DATABASE", "mysql://u:hush-hush@h/d")
    with pytest.raises(SettingsError) as caught:
        load_settings()
    assert "hush-hush" not in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        'mail = "smtp://me:hush-hush@host"',
        'mail = ["hush-hush"]',
        '[mail]\npassword = ["hush-hush"]',
        "mail.password.is = 'hush-hush'",
    ],
    ids=["a table as a text", "a table as a list", "a password as a list", "a password as a table"],
)
def test_what_is_given_where_a_secret_belongs_is_not_in_the_message(text: str, tmp_path: Path) -> None:
    (tmp_path / "wrong.toml").write_text(text + "\n")
    with pytest.raises(SettingsError, match=r"wrong.toml, line [12]: mail") as caught:
        load_settings(tmp_path / "wrong.toml")
    assert "hush-hush" not in str(caught.value)


def test_settings_are_frozen() -> None:
    with pytest.raises(ValidationError):
        load_settings().contact = "changed"


def test_every_setting_has_its_own_variable() -> None:
    names = list(setting_names())
    assert len({variable_of(name) for name in names}) == len(names)
