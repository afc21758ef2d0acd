"""Who is heard in the store, and that a list is narrowed to each of them."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

from extractors.records import Filter, Speaker
from storage.store import Store


def test_every_voice_is_told_with_its_names_and_lists_are_narrowed_to_it(store: Store, make: SimpleNamespace) -> None:
    unknown = Speaker("Ana Ruiz", 0, 8, "Ana Ruiz", None)
    silent = replace(make.statement("Nothing on the matter", speaker=unknown), claims=())
    own = make.statement("It was recognised", speaker=None, kind="narrative")
    said = [make.statement(), silent, own, make.statement("It must not be done", speaker=unknown)]
    for number, one in enumerate(said):
        make.save(store, make.extraction(one, number=number, outlet=f"Outlet {number}"))

    voices = [*store.voices("exemplov"), *store.voices("ana ru"), *store.voices("outlet"), *store.voices("Nobody")]
    assert {key for key, _ in voices} == {"ivan-exemplov", "Ana Ruiz", "Outlet 2"}
    assert store.voices("") == ()
    assert store.voices("iv") == (("ivan-exemplov", "Ivan Exemplov"), ("ivan-exemplov", "ivan-exemplov"))
    assert ("ivan-exemplov", "Ivan Exemplov") in voices
    assert ("Outlet 2", "outlet:Outlet 2") in voices
    found = {key: [one.statement.text for one in store.statements(Filter(actors=(key,)))] for key, _ in voices}
    assert {key: sorted(texts) for key, texts in found.items()} == {
        "ivan-exemplov": [said[0].text],
        "Ana Ruiz": [said[3].text, silent.text],
        "Outlet 2": [],
    }
    claimed = {key: [one.claim.words for one in store.claims(Filter(actors=(key,)))] for key, _ in voices}
    assert claimed == {"ivan-exemplov": [said[0].text], "Ana Ruiz": [said[3].text], "Outlet 2": [own.text]}
