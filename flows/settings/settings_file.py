"""Reading the settings, and saying where a wrong one stands, why it is wrong and how to mend it."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_core import ErrorDetails

from extractors.errors import ManySettingsError, SettingsError
from flows.settings.model import DELIMITER, PREFIX, Settings

FILE_VARIABLE = PREFIX + "SETTINGS"
USUAL_FILE = "recognition-watch.toml"
# Read by the program's own tests and for finding this file: no settings, yet no misspellings either.
OTHER_VARIABLES = (FILE_VARIABLE, PREFIX + "SHARED")


def load_settings(file: Path | None = None) -> Settings:
    """Read file and environment into one frozen object; SettingsError, or ManySettingsError, tell all that is wrong."""
    path = _settings_path(file)
    given = _read_toml(path) if path else {}
    wrong = list(_unknown_variables(os.environ))
    try:
        settings = Settings(**given)
    except ValidationError as error:
        wrong += _explained(error, path)
    if len(wrong) > 1:
        raise ManySettingsError(wrong)
    if wrong:
        raise wrong[0]
    return settings


def setting_names(model: type[BaseModel] = Settings, above: str = "") -> Iterator[str]:
    """Every setting's dotted name, such as ``mail.host``."""
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from setting_names(inner, f"{above}{name}.")
        else:
            yield above + name


def variable_of(name: str) -> str:
    """The environment variable of a dotted setting name."""
    return PREFIX + name.replace(".", DELIMITER).upper()


def _settings_path(file: Path | None) -> Path | None:
    if file is not None:
        return file
    if named := os.environ.get(FILE_VARIABLE):
        return Path(named)
    usual = Path(USUAL_FILE)
    return usual if usual.exists() else None


def _read_toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_bytes().decode())
    except FileNotFoundError:
        raise SettingsError(str(path), "there is no such file", "`recognition-watch init` writes one") from None
    except OSError as error:
        raise SettingsError(str(path), f"cannot be read ({error.strerror})", "mend its permissions") from None
    except UnicodeDecodeError:
        raise SettingsError(str(path), "is not UTF-8", "save it as UTF-8") from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(str(path), f"is not TOML: {error}", "put texts between double quotes") from None


def _unknown_variables(environ: Mapping[str, str]) -> Iterator[SettingsError]:
    known = {variable_of(name) for name in setting_names()} | set(OTHER_VARIABLES)
    for variable in sorted(environ):
        # pydantic takes no notice of a variable that it does not know: a misspelt one would change nothing, in silence.
        if variable.upper().startswith(PREFIX) and variable.upper() not in known:
            yield SettingsError(
                f"environment variable {variable}", "is no setting", _nearest(variable.upper(), known) or "unset it"
            )


def _explained(error: ValidationError, path: Path | None) -> Iterator[SettingsError]:
    """Turn pydantic's complaints into ours, the first of each setting."""
    told: set[tuple[int | str, ...]] = set()
    for one in error.errors(include_url=False, include_context=False):
        name = tuple(part for part in one["loc"] if not isinstance(part, int))
        if name not in told:
            told.add(name)
            yield _complaint(one, path)


def _complaint(first: ErrorDetails, path: Path | None) -> SettingsError:
    """One complaint; a secret's value never gets into it."""
    name = ".".join(str(part) for part in first["loc"] if not isinstance(part, int))
    where = _where(name, path)
    if first["type"] == "extra_forbidden":
        return SettingsError(where, f"{name} is no setting", _nearest(name, set(setting_names())) or "take it out")
    why = first["msg"].removeprefix("Value error, ")
    why = why[:1].lower() + why[1:]
    shown = "" if _is_secret(name) else f", not {_short(first['input'])}"
    return SettingsError(where, f"{name}: {why}{shown}", "`recognition-watch init` writes a file that explains it")


def _where(name: str, path: Path | None) -> str:
    variable = variable_of(name)
    if any(given.upper() == variable for given in os.environ):
        return f"environment variable {variable}"
    if path is None:
        return "settings"
    line = _line_of(name, path.read_text(encoding="utf-8"))
    return f"{path}, line {line}" if line else str(path)


def _line_of(name: str, text: str) -> int | None:
    """The line on which a dotted name, or something below or above it, is set."""
    wanted = name.split(".")
    table: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[([^\[\]]+)\]", line):
            found = table = _parts(header[1])
        elif key := re.match(r"\s*([^\s=#][^=#]*)=", line):
            found = [*table, *_parts(key[1])]
        else:
            continue
        if len(found) >= len(wanted) and found[: len(wanted)] == wanted:
            return number
    return None


def _parts(key: str) -> list[str]:
    return [part.strip().strip("\"'") for part in key.split(".")]


def _nearest(name: str, known: set[str]) -> str:
    close = get_close_matches(name, known, n=1, cutoff=0.6)
    return f"did you mean {close[0]}?" if close else ""


def _is_secret(name: str) -> bool:
    return name == "database" or name in _secrets(Settings) or name in _tables(Settings)


def _tables(model: type[BaseModel]) -> set[str]:
    """The tables: what is given in their place may hold all that belongs into them."""
    kinds = {name: field.annotation for name, field in model.model_fields.items()}
    return {name for name, kind in kinds.items() if isinstance(kind, type) and issubclass(kind, BaseModel)}


def _secrets(model: type[BaseModel], above: str = "") -> set[str]:
    found: set[str] = set()
    for name, field in model.model_fields.items():
        if SecretStr in (field.annotation, *get_args(field.annotation)):
            found.add(above + name)
        elif isinstance(field.annotation, type) and issubclass(field.annotation, BaseModel):
            found |= _secrets(field.annotation, f"{above}{name}.")
    return found


def _short(value: object) -> str:
    shown = repr(value)
    return shown if len(shown) <= 60 else shown[:57] + "..."
