"""The house of language: its words stand in its rooms, its constructions show what they find, nothing is left over."""

from __future__ import annotations

import ast
import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest
import yaml

from extractors import languages
from extractors.languages.known import KNOWN
from extractors.lexicon import load_lexicon
from extractors.lexicon.actors import PatternRow
from extractors.pages.wordings import page_patterns
from extractors.sentences.clauses import SIGNS_FILE
from extractors.sentences.constructions import Construction
from extractors.sentences.reporting_words import CueNoun, ReportingVerb

from .house_plan import HOUSE, imports_of, modules

# --- Words of a language stand in its rooms --------------------------------------------------------------------------

# Words that a set or a pattern of English seldom does without, and no set of the program's own ids has.
TELLTALES = frozenset({
    "the", "of", "by", "to", "and", "he", "she", "they", "said", "says", "told", "who", "which", "that", "not", "was",
    "whether", "is", "had", "has", "with", "from", "about", "after", "before", "his", "their", "its", "will", "would",
    "because", "when", "where",
})  # fmt: skip
# What code would compare a word with in place, or a text's beginning; "a" and "s" are tags of HTML, too.
WORDS_OF_PATTERNS = TELLTALES | {"in", "on", "no", "own", "it", "an", "for"}
COMPARED = WORDS_OF_PATTERNS | {"'s", "’s", "s'", "s’"}
# But for PDT, which is a time in California, too.
PENN_TAGS = frozenset({
    "CC", "CD", "DT", "EX", "FW", "IN", "JJ", "JJR", "JJS", "MD", "NN", "NNS", "NNP", "NNPS", "POS", "PRP",
    "PRP$", "RB", "RBR", "RBS", "RP", "UH", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "WDT", "WP", "WP$", "WRB",
})  # fmt: skip
# The recipes of the English model are English's own.
ROOMS_OF_LANGUAGE = ("extractors.languages", "extractors.lexicon", "extractors.training")
# Sets and patterns of English words that stand elsewhere today; a number is only lowered. The one left is the leading
# article that makes no other name: what is stored is keyed by it, and storage knows no lexicon.
ENGLISH_ELSEWHERE: dict[str, int] = {"extractors.text.folding": 1}
FEWEST_CODES = 10  # so many members of two letters each are codes of languages and no words
WORD = re.compile(r"[A-Za-z']+")
COMPARING = frozenset({"startswith", "endswith", "partition", "rpartition", "removeprefix", "removesuffix"})
IDS = frozenset({"act", "kind", "id", "row", "role"})  # "said" is an act, too
PATTERNS = frozenset({"compile", "match", "search", "fullmatch", "finditer", "sub", "split"})
# A string with one of these is a pattern, wherever it is compiled: alternatives, a class, a group that is not kept.
SIGNS_OF_PATTERNS = re.compile(r"\w\|\w|\\[bdsw]|\(\?[:!=<iP]")
# What databases say of themselves is English in whatever language is read.
PATTERNS_OF_OTHERS = frozenset({"storage.engine.database"})


def _elsewhere() -> Iterator[tuple[str, ast.Module]]:
    for module in modules():
        if module.startswith("extractors.") and not module.startswith(ROOMS_OF_LANGUAGE):
            yield module, _tree(module)


@cache
def _tree(module: str) -> ast.Module:
    return ast.parse(modules()[module].read_text(encoding="utf-8"))


def _strings(node: ast.AST) -> list[str]:
    return [each.value for each in ast.walk(node) if isinstance(each, ast.Constant) and isinstance(each.value, str)]


def _is_english(node: ast.AST) -> bool:
    """Whether a node is a collection or a pattern with an English function word in it, or a comparison with one."""
    if isinstance(node, ast.Set | ast.List | ast.Tuple | ast.Dict):
        members = node.keys if isinstance(node, ast.Dict) else node.elts
        words = [e.value for e in members if isinstance(e, ast.Constant) and isinstance(e.value, str)]
        codes = len(words) >= FEWEST_CODES and all(len(word) == 2 for word in words)
        return not codes and any(word.lower() in TELLTALES and not word.isupper() for word in words)
    if isinstance(node, ast.Compare) and getattr(node.left, "attr", "") not in IDS:
        return any(_compared(side) for side in (node.left, *node.comparators))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
        if node.func.attr in COMPARING:
            return any(_compared(argument) for argument in node.args)
        if node.func.attr in PATTERNS:
            return any(word.lower() in TELLTALES for word in WORD.findall("".join(_strings(node.args[0]))))
    return False


def _compared(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip().lower() in COMPARED


def _types(tree: ast.Module) -> set[int]:
    """The nodes that spell out a type: Literal["that", "from"] names what there is, and holds no words."""
    subscripts = (node for node in ast.walk(tree) if isinstance(node, ast.Subscript))
    literals = (node for node in subscripts if isinstance(node.value, ast.Name) and node.value.id == "Literal")
    return {id(inner) for node in literals for inner in ast.walk(node)}


def test_words_of_english_stand_in_the_rooms_of_english_but_for_a_list_that_shrinks() -> None:
    found: Counter[str] = Counter()
    for module, tree in _elsewhere():
        types = _types(tree)
        found[module] += sum(_is_english(node) for node in ast.walk(tree) if id(node) not in types)
    counted = {module: count for module, count in found.items() if count}
    assert counted == ENGLISH_ELSEWHERE, "words belong into extractors/languages or extractors/lexicon; lower what fell"


def _patterns(tree: ast.Module) -> Iterator[str]:
    """Strings on one line that are patterns by their signs, kept by name or joined before they are compiled, too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str | bytes):
            text = node.value.decode("latin-1") if isinstance(node.value, bytes) else node.value
            if "\n" not in text and SIGNS_OF_PATTERNS.search(text):
                yield text


def test_patterns_with_words_of_english_stand_in_the_rooms_of_english_only() -> None:
    rooms = [each for each in modules() if not each.startswith(ROOMS_OF_LANGUAGE) and each not in PATTERNS_OF_OTHERS]
    found = {
        (module, pattern)
        for module in rooms
        for pattern in _patterns(_tree(module))
        if WORDS_OF_PATTERNS.intersection(word.lower() for word in WORD.findall(re.sub(r"\\[A-Za-z]", " ", pattern)))
    }
    assert not found, "such words are rows with examples: en/page_patterns.yaml, en/claim_signs.yaml"


def test_penn_tags_stand_in_the_rooms_of_english_only() -> None:
    assert not [module for module, tree in _elsewhere() if PENN_TAGS.intersection(_strings(tree))]


# What of the language-free half still reaches past the doors: who somebody is; and text in capitals and days, which are
# asked for where no spaCy is loaded (the doors bring it: 570 MB in place of 30). It only shrinks.
PAST_THE_DOORS: dict[str, int] = {
    "extractors.novelty.utterance_times": 1,
    "extractors.reading_copy": 1,
    "extractors.relevance.by_names": 1,
    "extractors.statements.speakers.entities": 1,
    "extractors.statements.speakers.ministries": 1,
    "extractors.statements.speakers.seats": 1,
    "extractors.statements.speakers.source_phrases": 1,
    "extractors.statements.time_and_place": 1,
}


def test_a_language_is_asked_through_its_doors_but_for_a_list_that_shrinks() -> None:
    doors = {"extractors.languages.known", "extractors.languages.language"}
    reached: Counter[str] = Counter()
    for module, _ in _elsewhere():
        names = imports_of(modules()[module])
        inner = {name for name in names if name.startswith("extractors.languages.")}
        reached[module] += len(inner - doors)
    assert {module: count for module, count in reached.items() if count} == PAST_THE_DOORS


# --- Constructions ---------------------------------------------------------------------------------------------------

EXAMPLES = {"en": "extractors/languages/en/constructions/examples.yaml", "ru": "extractors/languages/ru/examples.yaml"}


def _constructions(code: str) -> dict[str, Construction]:
    """All that the modules of a language define, by name; a module may take over those of another."""
    room = importlib.import_module(f"{languages.__name__}.{code}")
    found = [
        value
        for each in pkgutil.walk_packages(room.__path__, f"{room.__name__}.")
        for value in vars(importlib.import_module(each.name)).values()
        if isinstance(value, Construction)
    ]
    by_id = {one.id: one for one in found}
    assert len({id(one) for one in found}) == len(by_id), "two constructions have one name"
    return by_id


def _examples(code: str) -> dict[str, list[dict[str, Any]]]:
    table: dict[str, list[dict[str, Any]]] = yaml.safe_load((HOUSE / EXAMPLES[code]).read_text(encoding="utf-8"))
    return table


def test_every_language_has_a_file_of_examples() -> None:
    assert set(EXAMPLES) == set(KNOWN)


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_every_construction_has_examples_of_what_it_finds_and_what_it_leaves_alone(code: str) -> None:
    examples = _examples(code)
    for name in _constructions(code):
        told = {case.get("found", True) for case in examples.get(name, [])}
        assert told == {True, False}, f"{name}: no {'counterexample' if told == {True} else 'example'} yet"


@pytest.mark.parametrize("code", sorted(EXAMPLES))
def test_every_example_is_of_a_construction_that_there_is(code: str) -> None:
    assert set(_examples(code)) - {"nothing"} <= set(_constructions(code))


# --- Ids that code names ---------------------------------------------------------------------------------------------

# Rows that no lexicon file has: a construction of phrases or layout names its own.
ROWS_OF_CONSTRUCTIONS = frozenset({"according-to", "view", "transcript"})


def _named_sets(tree: ast.Module) -> dict[str, set[str]]:
    """The strings of each constant of a module."""
    return {
        target.id: set(_strings(node.value))
        for node in tree.body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    }


def _is_row(node: ast.AST) -> bool:
    """Whether an expression is the id of a row: cue.row.id, row.id, draft.row."""
    if not isinstance(node, ast.Attribute):
        return False
    owner = node.value.attr if isinstance(node.value, ast.Attribute) else getattr(node.value, "id", "")
    return (node.attr == "id" and owner == "row") or (node.attr == "row" and isinstance(node.value, ast.Name))


def _compared_with_rows(module: str) -> set[str]:
    """The ids that a module compares with those of rows, in place or by a constant of its own."""
    tree, ids = _tree(module), set()
    constants = _named_sets(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and _is_row(node.left):
            for other in node.comparators:
                ids |= {n for name in ast.walk(other) if isinstance(name, ast.Name) for n in constants.get(name.id, ())}
                ids |= set(_strings(other))
    return ids


def test_every_row_of_a_verb_or_noun_of_saying_that_code_names_exists() -> None:
    lexicon = load_lexicon()
    rows = {row.id for row in lexicon.rows("en/reporting_verbs.yaml", ReportingVerb)}
    rows |= {row.id for row in lexicon.rows("en/cue_nouns.yaml", CueNoun)}
    rooms = ("extractors.languages.en", "extractors.statements", "extractors.sentences")
    named = {(module, id_) for module in modules() if module.startswith(rooms) for id_ in _compared_with_rows(module)}
    assert len(named) > 50
    assert not {(module, id_) for module, id_ in named if id_ not in rows | ROWS_OF_CONSTRUCTIONS}


ROWS_OF_CLAIMS = ("topics", "topic_traps", "stances", "idioms", "carriers", "parties", "narrative", "institutions")
# "done.by-doing", and no name of a file: what else claims write so are rows, named by kind and matter.
ID_OF_CLAIMS = re.compile(r"[a-z-]+\.(?!yaml|json|npz|onnx)[a-z-]+")


def test_every_row_of_claims_and_institutions_that_code_names_exists() -> None:
    rows = {row["id"] for name in ROWS_OF_CLAIMS for row in _rows(f"en/{name}.yaml")}
    in_claims = [each for each in modules() if each.startswith("extractors.claims")]
    named = {id_ for module in in_claims for id_ in _compared_with_rows(module)}
    named |= {text for module in in_claims for text in _strings(_tree(module)) if ID_OF_CLAIMS.fullmatch(text)}
    assert {"done.by-doing", "ministry"} <= named
    assert not named - rows


def _rows(file: str) -> list[dict[str, Any]]:
    table: list[dict[str, Any]] = yaml.safe_load((HOUSE / "extractors/lexicon" / file).read_text(encoding="utf-8"))
    return table


WHERE_WORDS_ARE_READ = ("extractors.languages.en", "extractors.statements", "extractors.claims")
PAGES = ("extractors.pages",)


def _looked_up(mapping: str, rooms: tuple[str, ...] = WHERE_WORDS_ARE_READ) -> Iterator[str]:
    """The keys that code asks a mapping of this name for: words["particles"], lexicon.words["x"], words()["x"]."""
    for module in (each for each in modules() if each.startswith(rooms)):
        for node in ast.walk(_tree(module)):
            if (
                isinstance(node, ast.Subscript)
                and isinstance(node.slice, ast.Constant)
                and isinstance(node.ctx, ast.Load)
            ):
                owner = node.value.func if isinstance(node.value, ast.Call) else node.value
                name = owner.attr if isinstance(owner, ast.Attribute) else getattr(owner, "id", "")
                if name == mapping and isinstance(node.slice.value, str):
                    yield node.slice.value


def test_every_set_of_words_that_code_names_exists_and_every_one_is_named() -> None:
    assert set(_looked_up("words")) == set(load_lexicon().words)


def test_every_pattern_that_code_names_exists_and_every_one_is_named() -> None:
    assert set(_looked_up("patterns")) == set(load_lexicon().patterns)


def test_every_pattern_of_pages_that_code_names_exists_and_every_one_is_named() -> None:
    asked = {*_looked_up("patterns", PAGES), *_looked_up("page_patterns", PAGES)}
    assert asked == set(page_patterns())


def test_the_signs_of_claims_that_code_asks_for_are_those_that_there_are() -> None:
    calls = (node for module in modules() for node in ast.walk(_tree(module)) if isinstance(node, ast.Call))
    asked = {_strings(call.args[0])[0] for call in calls if getattr(call.func, "attr", "") == "tells"}
    asked |= set(_looked_up("signs"))
    assert asked == {row.id for row in load_lexicon().rows("en/claim_signs.yaml", PatternRow)}


def test_the_signs_of_clauses_that_code_asks_for_are_those_that_there_are() -> None:
    asked = set(_looked_up("clause_signs", ("extractors.sentences",)))
    assert asked == {row.id for row in load_lexicon().rows(SIGNS_FILE, PatternRow)}


# --- Nothing is left over --------------------------------------------------------------------------------------------

# Names that only a library, a template or a command line built by name asks for.
ASKED_FROM_OUTSIDE = re.compile(
    r"storage\.migrations\..*|storage\.layout\.(columns|prepared):process_.*|flows\.reading\.work:load_for_.*"
    r"|storage\.layout\.prepared:(load_dialect_impl|self_group)|.*:settings_customise_sources"
    r"|flows\.runtime\.templates:_output_child_.*"
    r"|flows\.demo\.mail_catcher:handle_.*|extractors\.training\.judge\.network:symbolic"
    r"|flows\.reporting\.standings:is_outlet|flows\.reporting\.retelling:copiers"
)
PLAIN_DECORATORS = frozenset({"property", "staticmethod", "classmethod", "dataclass", "lru_cache", "cache"})


def _uses(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute):
            yield node.attr
        elif isinstance(node, ast.alias):
            yield node.name.split(".")[-1]
        elif isinstance(node, ast.keyword) and node.arg:
            yield node.arg
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.isidentifier():
            yield node.value


def _definitions(body: list[ast.stmt], in_class: bool = False) -> Iterator[str]:
    """Functions, classes, methods and constants; what a decorator registers is asked for by name elsewhere."""
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            if all(_decorator(each) in PLAIN_DECORATORS for each in node.decorator_list):
                yield node.name
            if isinstance(node, ast.ClassDef):
                yield from _definitions(node.body, in_class=True)
        elif isinstance(node, ast.Assign) and not in_class:
            yield from (target.id for target in node.targets if isinstance(target, ast.Name))
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name) and not in_class:
            yield node.target.id


def _decorator(node: ast.expr) -> str:
    node = node.func if isinstance(node, ast.Call) else node
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_nothing_is_defined_that_the_program_does_not_use() -> None:
    used = {name for module in modules() for name in _uses(_tree(module))}
    left = [
        f"{module}:{name}"
        for module in modules()
        for name in _definitions(_tree(module).body)
        if name not in used and not name.startswith("__")
    ]
    assert not [place for place in left if not ASKED_FROM_OUTSIDE.fullmatch(place)]


# --- One meaning a name ----------------------------------------------------------------------------------------------

# Classes that share a name though they are two things; the list only shrinks.
NAMED_TWICE = frozenset({"Document", "Wanted", "Weighed"})


def test_two_classes_have_two_names() -> None:
    named = Counter(
        node.name.lstrip("_") for module in modules() for node in _tree(module).body if isinstance(node, ast.ClassDef)
    )
    assert {name for name, count in named.items() if count > 1} == NAMED_TWICE
