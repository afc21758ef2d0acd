"""Who may sign in and which programs may ask: names with hashed passwords and tokens, in a file for its owner alone."""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import asdict, dataclass, field
from hmac import compare_digest
from pathlib import Path
from typing import Any, get_args

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from extractors.errors import SettingsError
from flows.serving.web.scopes import Scope
from storage.engine.private import open_private, private_folder

FILE = "reviewers.json"
SHORTEST = 10  # characters; who guesses has 480 tries a day
_HASHER = PasswordHasher()
# A hash of nothing anybody knows: an unknown name takes as long as a wrong password.
_NOBODY = _HASHER.hash(secrets.token_hex(16))


@dataclass(frozen=True, slots=True)
class Program:
    """What has a token, and what it may: who may review may read, too."""

    name: str
    scope: Scope


@dataclass(frozen=True, slots=True)
class Token:
    """The hash (sha256) of a token, and what it is for; one from before there were scopes is for all."""

    hash: str
    scope: Scope = "review"


@dataclass(frozen=True, slots=True)
class Accounts:
    """Password hashes (argon2id) and tokens, each by name."""

    passwords: dict[str, str] = field(default_factory=dict)
    tokens: dict[str, Token] = field(default_factory=dict)

    def knows(self, name: str, password: str) -> bool:
        """Whether this is the name's password."""
        try:
            return _HASHER.verify(self.passwords.get(name, _NOBODY), password) and name in self.passwords
        except (VerificationError, InvalidHashError):
            return False

    def of_token(self, token: str) -> Program | None:
        """Whose token it is, None where nobody's."""
        given = _digest(token)
        found = ((name, known) for name, known in self.tokens.items() if compare_digest(known.hash, given))
        return next((Program(name, known.scope) for name, known in found), None)


def load_accounts(state: Path) -> Accounts:
    """The accounts that lie in the state folder, none where there is no file; SettingsError where it is damaged."""
    path = state / FILE
    if not path.exists():
        return Accounts()
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        tokens = {name: _token(told) for name, told in read["tokens"].items()}
        return Accounts(dict(read["passwords"]), tokens)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise SettingsError(str(path), "is damaged", "delete it and add the reviewers anew") from None


def add_reviewer(state: Path, name: str, password: str) -> None:
    """Let somebody sign in, or give him another password; SettingsError for a name or password that will not do."""
    if not name.strip() or len(name) > 60 or not name.isprintable():
        raise SettingsError(repr(name), "is no name", "give one of at most 60 letters")
    if len(password) < SHORTEST:
        raise SettingsError("the password", f"is shorter than {SHORTEST} letters", "choose a longer one")
    known = load_accounts(state)
    _save(state, Accounts({**known.passwords, name: _HASHER.hash(password)}, known.tokens))


def add_token(state: Path, name: str, scope: Scope = "review") -> str:
    """Make a token for a program of this name, in the place of an earlier one; only its hash is kept."""
    token, known = secrets.token_urlsafe(32), load_accounts(state)
    _save(state, Accounts(known.passwords, {**known.tokens, name: Token(_digest(token), scope)}))
    return token


def _token(told: str | dict[str, Any]) -> Token:
    """A token as the file has it, before there were scopes as its hash alone."""
    token = Token(told) if isinstance(told, str) else Token(**told)
    if token.scope not in get_args(Scope):
        raise ValueError(token.scope)
    return token


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "replace")).hexdigest()


def _save(state: Path, accounts: Accounts) -> None:
    private_folder(state)
    text = json.dumps(asdict(accounts), indent=1, ensure_ascii=False)
    with open_private(state / FILE) as file:
        file.write(text.encode())
