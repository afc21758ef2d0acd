"""The schema: made, upgraded, refused."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from extractors.errors import StoreError
from extractors.records import FeedMemory, Filter, Speaker
from storage.engine.database import Database
from storage.engine.schema import HEAD, VERSION_TABLE, current_version
from storage.layout.tables import article_index, claim_bands, claims, metadata, statement_index
from storage.searching.documents import TOLD
from storage.store import open_store


def _config(connection: sa.Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(files("storage") / "migrations"))
    config.attributes["connection"] = connection
    return config


def _move(database: Database, version: str) -> None:
    with database.writing() as connection:
        known = [script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()]
        now = current_version(database) or "base"
        down = version == "base" or (now in known and known.index(version) > known.index(now))
        (command.downgrade if down else command.upgrade)(_config(connection), version)


def test_the_program_knows_the_last_migration() -> None:
    assert ScriptDirectory.from_config(_config()).get_heads() == [HEAD]


def test_a_fresh_database_gets_its_schema_and_is_opened_again(database_url: str) -> None:
    for _ in range(2):
        with open_store(database_url) as store:
            assert store.is_empty()


def _ours(_: object, name: str, kind: str, *__: object) -> bool:
    """Not what each database searches by beside the tables: see ``storage.layout.tables``."""
    return (
        "_fts" not in name
        and not name.endswith("tsv")
        and name not in ("ix_voices_words", "ix_voices_trigrams", "row_counts")
    )


def test_the_migrations_lead_to_the_tables(database_url: str) -> None:
    open_store(database_url).close()
    database = Database(database_url, 5)
    with database.reading() as connection:
        options = {"version_table": VERSION_TABLE, "compare_type": True, "include_object": _ours}
        context = MigrationContext.configure(connection, opts=options)
        assert compare_metadata(context, metadata) == []
    database.close()


def test_every_migration_goes_down_and_up_again(database_url: str) -> None:
    open_store(database_url).close()
    database = Database(database_url, 5)
    _move(database, "base")
    with database.reading() as connection:
        assert set(sa.inspect(connection).get_table_names()) <= {VERSION_TABLE}
    _move(database, HEAD)
    with open_store(database_url) as store:
        assert store.is_empty()
    database.close()


def test_a_store_of_the_first_version_keeps_what_it_holds(database_url: str, make: SimpleNamespace) -> None:
    with open_store(database_url) as store:
        first = make.save(store, make.extraction(make.statement("It must be done"), number=1), ["a@example.org"])
        told = make.extraction(make.statement("It must now be done"), number=2)
        make.save(store, told, ["a@example.org"], kind="repeat", nearest=first[0].claim)
        before = (store.claims(Filter()), store.statements(Filter()), store.articles(Filter()), store.counts())
    database = Database(database_url, 5)
    _move(database, "0001")
    with open_store(database_url) as store:
        assert current_version(database) == HEAD
        assert (store.claims(Filter()), store.statements(Filter()), store.articles(Filter()), store.counts()) == before
        reports = store.reports(first[0].claim.id)
        assert reports is not None
        assert len(reports.later) == 1
        (revision,) = store.revisions(store.articles(Filter())[0].id)
        assert len(revision.appeared) == 1
    database.close()


def test_of_a_claim_stored_before_promises_had_names_nobody_knows_who_promised(
    database_url: str, make: SimpleNamespace
) -> None:
    with open_store(database_url) as store:
        told = make.statement(embedded=Speaker("The", 0, 3, "Sergey Lavrov", None))
        make.save(store, make.extraction(told))
        (before,) = store.claims(Filter())
    database = Database(database_url, 5)
    _move(database, "0002")
    with open_store(database_url) as store:
        assert current_version(database) == HEAD
        (after,) = store.claims(Filter())
    database.close()
    assert before.claim.promised_by == "Sergey Lavrov"
    assert after == replace(before, claim=replace(before.claim, promised_by=None))


def test_what_was_stored_before_there_was_one_fold_is_found_by_it(database_url: str, make: SimpleNamespace) -> None:
    words = "Wałęsa said “the emirate’s envoy in Sèvres is recognised”, as everybody there knew by that very day"
    told = make.statement(words, speaker=Speaker("he", 0, 2, "Lech Wałęsa", None))
    with open_store(database_url) as store:
        (before,) = make.save(store, make.extraction(told, outlet="Gazeta Łódź"), speaker_key="name:lech walesa")
    database = Database(database_url, 5)
    _move(database, "0005")
    old = {"speaker_key": "name:lech wałesa", "words_key": "0" * 32}
    with database.writing() as connection:
        connection.execute(sa.update(claims).values(old))
        connection.execute(sa.delete(claim_bands))
    with open_store(database_url) as store:
        assert current_version(database) == HEAD
        likely = {"of the same voice": {"words": "x"}, "in the same words": {"speaker_key": "y"}}
        likely["in like words"] = {"speaker_key": "y", "words": words.replace("knew by", "knew on").replace("ł", "l")}
        for way, changes in likely.items():
            assert make.recalled(store, "candidates", replace(before.claim, id="z", **changes)) == (before.claim,), way
        assert len(store.articles(Filter(search="LODZ"))) == 1
        assert len(store.claims(Filter(search="walesa"))) == 1
    database.close()


def test_what_is_new_or_shifts_gets_the_keys_that_it_would_be_stored_with(
    database_url: str, make: SimpleNamespace
) -> None:
    with open_store(database_url) as store:
        for number, kind in enumerate(("new", "shift", "repeat")):
            make.save(store, make.extraction(number=number), ["a@example.org"], kind=kind)
    database = Database(database_url, 5)
    stored = _terms(database)
    _move(database, "0010")
    assert len(_terms(database) - stored) == 4
    with open_store(database_url) as store:
        assert [len(store.claims(Filter(novelty=kind))) for kind in ("new", "shift", "repeat")] == [1, 1, 1]
    assert _terms(database) == stored
    database.close()


@pytest.mark.parametrize(("version", "most"), [("0013", 1 << 16), (HEAD, 1 << 20)])
def test_a_phrase_is_found_by_as_many_pairs_of_words_as_a_version_tells_apart(
    database_url: str, make: SimpleNamespace, version: str, most: int
) -> None:
    words = " ".join(f"word{number}" for number in range(200))
    with open_store(database_url) as store:
        make.save(store, make.extraction(make.statement(words)))
        _move(store._database, "0013")
        _move(store._database, version)
        with store._database.reading() as connection:
            if not store._database.is_sqlite:
                pairs = connection.scalars(sa.select(sa.func.unnest(sa.func.recognition_watch_pairs(words)))).all()
                assert (len(pairs), most // 2 < max(pairs) < most) == (199, True)
        assert len(store.claims(Filter(search='"word7 word8"'))) == 1
        assert store.claims(Filter(search='"word8 word7"')) == ()


def test_what_was_told_and_how_much_there_is_are_known_of_a_store_from_before_they_were_kept(
    database_url: str, make: SimpleNamespace
) -> None:
    with open_store(database_url) as store:
        store.record_poll(FeedMemory("https://outlet.example/feed", "ok"), [make.entry(1), make.entry(2)], make.noon)
        store.settle_entry(make.entry(1).key, "done", "", make.noon)
        make.save(store, make.extraction(make.statement("It must be done"), number=1), ["a@example.org"])
        make.save(store, make.extraction(make.statement("It must be done anew"), number=2))
        before, told = store.counts(), store.deliveries(Filter(search="done"))
    database = Database(database_url, 5)
    stored = _terms(database)
    _move(database, "0009")
    assert sum(1 for _, terms in stored if TOLD in terms) == 1
    assert not any(TOLD in terms for _, terms in _terms(database))
    with open_store(database_url) as store:
        assert (store.counts(), store.deliveries(Filter(search="done"))) == (before, told)
        assert (before["statements"], before["entries waiting"], before["deliveries waiting"], len(told)) == (
            2,
            1,
            1,
            1,
        )
        assert _terms(database) == stored
        make.save(store, make.extraction(make.statement("It is done"), number=3), ["a@example.org"])
        assert store.counts()["deliveries"] == len(store.deliveries(Filter(search="done"))) == 2
    database.close()


def _terms(database: Database) -> set[tuple[str, str]]:
    with database.reading() as connection:
        return {
            (row.item, row.terms)
            for index in (article_index, statement_index)
            for row in connection.execute(sa.select(index.c.item, index.c.terms))
        }


@pytest.mark.parametrize("upgrade", [True, False], ids=["who would upgrade it", "who only looks"])
def test_a_store_newer_than_the_program_is_refused_and_left_alone(database_url: str, upgrade: bool) -> None:
    open_store(database_url).close()
    database = Database(database_url, 5)
    with database.writing() as connection:
        connection.execute(sa.text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))  # noqa: S608 - a constant
    with pytest.raises(StoreError, match=r"written by a newer program \(schema 9999.*upgrade recognition-watch"):
        open_store(database_url, upgrade=upgrade)
    assert current_version(database) == "9999"
    database.close()


@pytest.mark.parametrize(
    ("version", "why"), [("base", "no store at .*: it holds none yet"), ("0001", "has schema 0001")]
)
def test_a_store_is_not_touched_by_who_only_wants_to_look(database_url: str, version: str, why: str) -> None:
    open_store(database_url).close()
    database = Database(database_url, 5)
    _move(database, version)
    with pytest.raises(StoreError, match=why):
        open_store(database_url, upgrade=False)
    assert current_version(database) == (None if version == "base" else version)
    database.close()


def test_who_only_wants_to_look_makes_no_file(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"^no store at /.*/new/store.sqlite3: there is no such file; go where"):
        open_store(f"sqlite:///{tmp_path}/new/store.sqlite3", upgrade=False)
    assert list(tmp_path.iterdir()) == []


def test_a_migration_may_make_tables_anew_but_leaves_no_reference_dangling(sqlite_store_url: str) -> None:
    database = Database(sqlite_store_url, 5)
    band = claim_bands.insert().values(band=1, claim_id="nothing")
    with database.migrating() as connection:
        connection.execute(band)
        with pytest.raises(StoreError, match="rows of claim_bands refer to nothing; put a backup back"):
            database.check_references(connection)
        connection.rollback()
    with pytest.raises(sa.exc.IntegrityError), database.writing() as connection:
        connection.execute(band)
    with database.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(claim_bands)) == 0
    database.close()


def test_another_programs_migrations_in_the_same_database_do_not_disturb(postgres_url: str) -> None:
    database = Database(postgres_url, 5)
    with database.writing() as connection:
        connection.execute(sa.text("CREATE TABLE alembic_version (version_num varchar(32))"))
        connection.execute(sa.text("INSERT INTO alembic_version VALUES ('somebody-elses')"))
    open_store(postgres_url).close()
    with database.reading() as connection:
        assert connection.scalar(sa.text("SELECT version_num FROM alembic_version")) == "somebody-elses"
    database.close()


def test_processes_that_open_a_fresh_database_together_all_get_a_store(database_url: str) -> None:
    # The last in line waits for three migrations, each of seconds where the machine is busy.
    code = "import sys; from storage.store import open_store; open_store(sys.argv[1], busy_timeout_s=120).close()"
    openers = [
        subprocess.Popen([sys.executable, "-c", code, database_url], stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    assert [opener.communicate(timeout=240)[1] for opener in openers] == [""] * 4


def test_a_list_from_a_store_in_good_order_loads_nothing_slow(sqlite_store_url: str) -> None:
    code = """
import sys
from extractors.records import Filter
from storage.store import open_store
with open_store(sys.argv[1]) as store:
    store.claims(Filter()), store.statements(Filter()), store.articles(Filter()), store.deliveries(Filter())
print({"alembic", "datasketch", "numpy", "scipy", "spacy", "prefect", "psycopg", "aiohttp"} & sys.modules.keys())
"""
    seen = subprocess.run([sys.executable, "-c", code, sqlite_store_url], capture_output=True, text=True, check=True)
    assert seen.stdout.strip() == "set()"
