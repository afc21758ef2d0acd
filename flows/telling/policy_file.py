"""Reads the policy file; what is wrong in it stops the start with file and line."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from extractors.errors import SettingsError
from extractors.records import READ_LANGUAGES
from flows.mail.channels import channel_name, refusal
from flows.mail.message import is_mail_address
from flows.mail.webhooks import is_hook
from flows.telling.policy import Policy


def load_policy(path: Path, actors: Collection[str] | None = None) -> Policy:
    """Read groups and their recipients; SettingsError names the first line that is wrong.

    ``actors`` are the lexicon's keys, where they are at hand.
    """
    tree = _tree(path)
    values = _values(path, tree)
    try:
        policy = Policy.model_validate(values)
    except ValidationError as error:
        first = error.errors()[0]
        raise SettingsError(_place(path, tree, first["loc"]), f"{_named(first['loc'])}: {first['msg']}") from None
    _check_channels(path, tree, policy)
    _check_names(path, tree, policy)
    for number, group in enumerate(policy.groups):
        _check_recipients(path, tree, number, policy)
        for place, key in enumerate(group.actors):
            if actors is not None and key not in actors:
                where = _place(path, tree, ("groups", number, "actors", place))
                raise SettingsError(where, f"unknown actor {key!r}", "use a key of the lexicon's actors")
        for place, code in enumerate(group.languages):
            if code not in READ_LANGUAGES:
                where = _place(path, tree, ("groups", number, "languages", place))
                known = ", ".join(sorted(READ_LANGUAGES))
                raise SettingsError(where, f"no article in the language {code!r} is read", f"known are: {known}")
    return policy


def _check_names(path: Path, tree: yaml.Node, policy: Policy) -> None:
    """When a group's last digest was is remembered under its name."""
    names = [group.name for group in policy.groups]
    for number, name in enumerate(names):
        if name in names[:number]:
            where = _place(path, tree, ("groups", number, "name"))
            raise SettingsError(where, f"a second group is called {name!r}", "give each a name of its own")


def _check_channels(path: Path, tree: yaml.Node, policy: Policy) -> None:
    for name, address in policy.channels.items():
        why = refusal(address)
        if why:
            mend = "see Webhooks in docs/operations.md" if is_hook(address) else "see Apprise's list"
            raise SettingsError(_place(path, tree, ("channels", name)), f"channel {name} {why}", mend)


def _check_recipients(path: Path, tree: yaml.Node, group: int, policy: Policy) -> None:
    for number, recipient in enumerate(policy.groups[group].recipients):
        where = _place(path, tree, ("groups", group, "recipients", number))
        name = channel_name(recipient)
        if name is not None and name not in policy.channels:
            raise SettingsError(where, f"no channel is called {name!r}", "name it under channels:")
        if name is None and not is_mail_address(recipient):
            raise SettingsError(
                where, f"{recipient!r} is no mail address", "give one, or channel: and a channel's name"
            )


def _tree(path: Path) -> yaml.Node:
    try:
        tree = yaml.compose(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader)
    except OSError as error:
        raise SettingsError(str(path), f"cannot be read: {error.strerror}", "name another policy file") from error
    except (yaml.YAMLError, UnicodeDecodeError, RecursionError) as error:  # the last for nested brackets
        raise SettingsError(str(path), f"is no YAML: {' '.join(str(error).split())}") from error
    if tree is None:
        raise SettingsError(str(path), "is empty", "give at least one group")
    return tree


def _values(path: Path, tree: yaml.Node) -> Any:
    try:
        return _value(tree)
    except RecursionError as error:
        raise SettingsError(str(path), "holds a value that contains itself", "take out the *alias") from error


def _value(node: yaml.Node) -> Any:
    """The tree as plain values; words such as ``no`` and ``22:00`` stay words, for pydantic to read."""
    if isinstance(node, yaml.MappingNode):
        return {str(key.value): _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(value) for value in node.value]
    return node.value


def _place(path: Path, tree: yaml.Node, steps: tuple[int | str, ...]) -> str:
    """File and line of the deepest node on the way that is there."""
    node = tree
    for step in steps:
        inner = _step(node, step)
        if inner is None:
            break
        node = inner
    return f"{path}:{node.start_mark.line + 1}"


def _step(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        inner: yaml.Node = node.value[step]
        return inner
    return None


def _named(steps: tuple[int | str, ...]) -> str:
    return ".".join(str(step) for step in steps)
