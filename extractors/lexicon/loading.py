"""Reads a lexicon file: a YAML list of rows, each with an id, into frozen dataclasses.

A file is a list of mappings. A row type is a frozen dataclass whose first field is ``id: str``; its annotations say
what a row may hold (``str``, ``bool``, ``int``, ``tuple[str, ...]``, ``Literal``, ``date | None``, ``dict[str, ...]``,
other frozen dataclasses, ...), and fields without a default must be there::

    @dataclass(frozen=True, slots=True)
    class ReportingVerb:
        id: str
        lemma: str
        forms: tuple[str, ...] = ()

    verbs = load_rows("en/reporting_verbs.yaml", ReportingVerb, unique=("forms",))

``unique`` names fields whose values, taken together, may occur in one row only (case does not count); ``references``
names fields whose values must be among the given ids (None: ids of the rows being read); a dot reaches into a row
("offices.of"). Several files are read as one. Everything else that is wrong in a file is refused too: an unknown or a
repeated key, a value of another type, an id that occurs twice. The refusal is a
``LexiconError`` that names file, line and row, says why and how to mend it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any, Generic, Protocol, TypeVar

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError, with_config

from extractors.errors import LexiconError

FOLDER = Path(__file__).parent


class LexiconRow(Protocol):
    """What every row type has: an id, unique in its file."""

    @property
    def id(self) -> str: ...


R = TypeVar("R", bound=LexiconRow)


def load_rows(
    files: str | Path | Sequence[str | Path],
    row_type: type[R],
    *,
    unique: Collection[str] = (),
    references: Mapping[str, Collection[str] | None] | None = None,
) -> tuple[R, ...]:
    """All rows of one or more lexicon files, in their order. A bare name is looked for in the lexicon's own folder."""
    paths = [FOLDER / file for file in ([files] if isinstance(files, str | Path) else files)]
    placed = [_RowAtLine(path, node, _read_row(path, node, row_type)) for path in paths for node in _row_nodes(path)]
    _refuse_repeats(placed, ("id",))
    _refuse_repeats(placed, unique)
    for field, known in (references or {}).items():
        _refuse_dangling(placed, field, {each.row.id for each in placed} if known is None else known)
    return tuple(each.row for each in placed)


@dataclass(frozen=True, slots=True)
class _RowAtLine(Generic[R]):
    """A row and the node it was read from, so that a refusal can name the line."""

    path: Path
    node: yaml.MappingNode
    row: R

    def refusal(self, field: str, why: str, mend: str) -> LexiconError:
        where = f"{self.path.name}:{_line_of(self.node, (field.split('.')[0],))}"
        return LexiconError(where, f"row {self.row.id}: {field}: {why}", mend)


# --- from text to rows -----------------------------------------------------------------------------------------------


def _row_nodes(path: Path) -> list[yaml.MappingNode]:
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(path.name, f"cannot be read: {error}", f"put the file into {path.parent}") from None
    try:
        root = yaml.compose(text, Loader=_loader())
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        where = f"{path.name}:{mark.line + 1}" if mark else path.name
        raise LexiconError(where, f"is not YAML: {getattr(error, 'problem', error)}", "mend the syntax") from None
    if root is None:
        return []
    if not isinstance(root, yaml.SequenceNode):
        raise LexiconError(f"{path.name}:1", "holds no list of rows", "write each row as '- id: ...'")
    for node in root.value:
        _check_mapping(path, node)
    return list(root.value)


def _check_mapping(path: Path, node: yaml.Node) -> None:
    if not isinstance(node, yaml.MappingNode):
        where = f"{path.name}:{node.start_mark.line + 1}"
        raise LexiconError(where, "is no row of keys and values", "write it as '- id: ...'")
    seen: set[str] = set()
    for key, _ in node.value:
        if key.value in seen:
            where = f"{path.name}:{key.start_mark.line + 1}"
            raise LexiconError(where, f"the key {key.value!r} stands twice in one row", "keep one of them")
        seen.add(key.value)


def _read_row(path: Path, node: yaml.MappingNode, row_type: type[R]) -> R:
    raw = _construct(node)
    try:
        return _adapter(row_type).validate_python(raw)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise _refusal(path, node, raw, row_type, first) from None


def _refusal(path: Path, node: yaml.Node, raw: dict[str, Any], row_type: type[R], error: Any) -> LexiconError:
    at = ".".join(str(step) for step in error["loc"]) or "row"
    where = f"{path.name}:{_line_of(node, error['loc'])}"
    allowed = ", ".join(field.name.rstrip("_") for field in fields(row_type))  # type: ignore[arg-type]
    mends = {
        "unexpected_keyword_argument": ("unknown key", f"use one of: {allowed}"),
        "missing": ("missing key", "add it"),
    }
    why, mend = mends.get(error["type"], (error["msg"], "correct the value"))
    return LexiconError(where, f"row {raw.get('id', '?')}: {at}: {why}", mend)


def _line_of(node: yaml.Node, loc: tuple[int | str, ...]) -> int:
    """The line of the innermost part of the row that the error's path reaches (1-based)."""
    line = node.start_mark.line
    for step in loc:
        parts = _parts(node)
        if step not in parts:
            break
        line, node = parts[step]
    return line + 1


def _parts(node: yaml.Node) -> dict[int | str, tuple[int, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        return {key.value: (key.start_mark.line, value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return {number: (value.start_mark.line, value) for number, value in enumerate(node.value)}
    return {}


def _construct(node: yaml.Node) -> dict[str, Any]:
    built: dict[str, Any] = yaml.constructor.SafeConstructor().construct_document(node)
    return built


def _loader() -> Any:
    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


_ADAPTERS: dict[type, TypeAdapter[Any]] = {}


def _adapter(row_type: type[R]) -> TypeAdapter[R]:
    if row_type not in _ADAPTERS:
        _ADAPTERS[row_type] = TypeAdapter(with_config(ConfigDict(extra="forbid"))(row_type))
    return _ADAPTERS[row_type]


# --- across rows -----------------------------------------------------------------------------------------------------


def _at(value: Any, field: str) -> Any:
    """What a dotted path reaches: fields of fields, through tuples."""
    for name in field.split("."):
        value = tuple(getattr(part, name) for part in value) if isinstance(value, tuple) else getattr(value, name)
    return value


def _values(value: Any) -> Iterator[str]:
    """The words in a field: itself, or those of a tuple or of a mapping's values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for part in value.values():
            yield from _values(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _values(part)


def _refuse_repeats(placed: Sequence[_RowAtLine[R]], unique: Collection[str]) -> None:
    seen: dict[str, _RowAtLine[R]] = {}
    for each in placed:
        for field in unique:
            for value in _values(_at(each.row, field)):
                first = seen.setdefault(value.casefold(), each)
                if first is not each:
                    at = f"{first.path.name}:{first.node.start_mark.line + 1}"
                    raise each.refusal(
                        field, f"{value!r} is already used by row {first.row.id} ({at})", "keep it in one row only"
                    )


def _refuse_dangling(placed: Sequence[_RowAtLine[R]], field: str, known: Collection[str]) -> None:
    for each in placed:
        for value in _values(_at(each.row, field)):
            if value not in known:
                raise each.refusal(field, f"there is no {value!r}", "name an id that exists")
