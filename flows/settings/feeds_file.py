"""The feeds file: which feeds are polled, one YAML row each.

A row that is wrong stops the start with the file, the line, the reason and the mend: a feed that is silently left out
would look like a feed in which nothing happens.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus, urlsplit

import yaml

from extractors.errors import SettingsError
from extractors.records import Feed, Listing

GRADES = ("A", "B", "C", "D")
COVERS = ("russia", "afghanistan", "world")

_REQUIRED = ("url", "outlet", "language", "country", "covers")
_LISTING_KEYS = tuple(field.name for field in fields(Listing))


@dataclass(frozen=True, slots=True)
class _Field:
    """One value of a row and where it stands."""

    where: str
    key: str
    node: yaml.Node

    def text(self) -> str:
        """The value as text, as it was written: YAML reads the country ``NO`` as a boolean, we do not."""
        if not isinstance(self.node, yaml.ScalarNode) or not self.node.value.strip():
            raise SettingsError(self.where, f"{self.key} has no text", f"write {self.key}: and a word")
        return str(self.node.value).strip()


def load_feeds(path: Path) -> tuple[Feed, ...]:
    """All feeds of the file in its order; SettingsError names the file and line of the first row that is wrong."""
    rows = _rows(path, _tree(path))
    feeds: list[Feed] = []
    first_seen: dict[str, str] = {}
    for where, row in rows:
        feed = _feed(where, path, row)
        known = first_seen.setdefault(_identity(feed.url), where)
        if known != where:
            raise SettingsError(where, f"{feed.url} is already polled by {known}", "delete one of the two rows")
        feeds.append(feed)
    return tuple(feeds)


def _tree(path: Path) -> yaml.Node | None:
    try:
        # Nodes, not values: they know their lines, and nothing is made of "NO" or 2024-05-01 yet.
        return yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise SettingsError(
            str(path),
            f"cannot be read: {error.strerror}",
            "`recognition-watch init` writes one, or name another in the setting feeds",
        ) from error
    except UnicodeDecodeError as error:
        raise SettingsError(
            str(path), f"is not UTF-8: {error.reason} at byte {error.start}", "save it as UTF-8"
        ) from error
    except (yaml.YAMLError, RecursionError) as error:  # the latter for brackets nested by the thousand
        raise SettingsError(_mark(path, error), f"is not YAML: {_problem(error)}", "mend the line") from error


def _rows(path: Path, tree: yaml.Node | None) -> Iterator[tuple[str, yaml.Node]]:
    mend = "start the file with feeds: and give every feed a row"
    if not isinstance(tree, yaml.MappingNode):
        raise SettingsError(str(path), "holds no feeds", mend)
    table = _table(path, tree, ("feeds",))
    rows = table.get("feeds")
    if rows is None or not isinstance(rows.node, yaml.SequenceNode) or not rows.node.value:
        raise SettingsError(str(path), "holds no feeds", mend)
    for node in rows.node.value:
        yield _where(path, node), node


def _feed(where: str, path: Path, node: yaml.Node) -> Feed:
    row = _table(path, node, (*_READERS, "query"))
    for key in _REQUIRED:
        if key not in row:
            raise SettingsError(where, f"the feed has no {key}", f"add {key}: to the row")
    values = {key: _READERS[key](field) for key, field in row.items() if key != "query"}
    values["url"] = _address(row["url"], row.get("query"))
    return Feed(**values)


def _table(path: Path, node: yaml.Node, known: tuple[str, ...]) -> dict[str, _Field]:
    if not isinstance(node, yaml.MappingNode):
        raise SettingsError(_where(path, node), "is no table of keys and values", f"write {known[0]}: and a value")
    table: dict[str, _Field] = {}
    for key_node, value_node in node.value:
        where = _where(path, key_node)
        key = str(key_node.value)
        if key not in known:
            raise SettingsError(where, f"unknown key {key!r}", f"known are {', '.join(known)}")
        if key in table:
            raise SettingsError(where, f"{key} is given twice in one row", "delete one")
        table[key] = _Field(where, key, value_node)
    return table


def _address(field: _Field, query: _Field | None) -> str:
    text = field.text()
    if ("{query}" in text) != (query is not None):
        raise SettingsError(field.where, "{query} in the url and the key query go together", "give both or neither")
    if query is not None:
        text = text.replace("{query}", quote_plus(query.text()))
    mend = "write the whole address, such as https://news.example/feed/"
    try:
        parts = urlsplit(text)
        host, user, _ = parts.hostname, parts.username, parts.port
    except ValueError as error:
        raise SettingsError(field.where, f"bad address {text!r}: {error}", mend) from error
    if parts.scheme not in ("http", "https") or not host or any(char.isspace() for char in text):
        raise SettingsError(field.where, f"bad address {text!r}", mend)
    if user is not None:
        raise SettingsError(field.where, "bad address: it carries a user name", "leave out what stands before the @")
    return text


def _one_of(choices: tuple[str, ...]) -> Callable[[_Field], str]:
    def read(field: _Field) -> str:
        text = field.text()
        if text not in choices:
            raise SettingsError(field.where, f"{field.key} is {text!r}", f"choose one of {', '.join(choices)}")
        return text

    return read


def _flag(field: _Field) -> bool:
    return _one_of(("true", "false"))(field) == "true"


def _note(field: _Field) -> str:
    return "" if isinstance(field.node, yaml.ScalarNode) and not field.node.value else field.text()


def _listing(field: _Field) -> Listing:
    path = Path(field.where.rpartition(":")[0])
    table = _table(path, field.node, _LISTING_KEYS)
    if "item" not in table:
        raise SettingsError(field.where, "the listing has no item", "add item: and a CSS selector")
    return Listing(**{key: _selector(value) for key, value in table.items()})


def _selector(field: _Field) -> str:
    import soupsieve  # takes a third of a second with all it needs, and few files have a listing

    text = field.text()
    try:
        soupsieve.compile(text)
    # soupsieve calls "a::text", as Scrapy writes it, not implemented and no error of syntax.
    except (soupsieve.SelectorSyntaxError, NotImplementedError, ValueError) as error:
        why = str(error).partition("\n")[0]
        raise SettingsError(field.where, f"{text!r} is no CSS selector: {why}", "write one such as h2 a") from error
    return text


_READERS: Mapping[str, Callable[[_Field], Any]] = {
    "url": _Field.text,
    "outlet": _Field.text,
    "language": _Field.text,
    "country": _Field.text,
    "covers": _one_of(COVERS),
    "state_owned": _flag,
    "grade": _one_of(GRADES),
    "note": _note,
    "listing": _listing,
}


def _identity(url: str) -> str:
    parts = urlsplit(url)
    host = (parts.hostname or "").removeprefix("www.")
    return f"{host}:{parts.port or ''}{parts.path.rstrip('/')}?{parts.query}"


def _where(path: Path, node: yaml.Node) -> str:
    return f"{path}:{node.start_mark.line + 1}"


def _mark(path: Path, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None)
    return f"{path}:{mark.line + 1}" if mark else str(path)


def _problem(error: Exception) -> str:
    words = getattr(error, "problem", None) or getattr(error, "reason", None) or type(error).__name__
    return " ".join(str(words).split())
