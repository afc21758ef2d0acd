"""A changed sentence as the parts that a mail shows: same, new, gone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extractors.records import Change, Delivery
from flows.mail.difference import parts_of
from flows.mail.message import Letterhead, render

SITUATIONS = {
    "a word is replaced": (
        Change("The list will be shorter soon.", "The list will stay longer soon."),
        "The list will [-be shorter-]{+stay longer+} soon.",
    ),
    "words are added": (
        Change("The list will shrink.", "The list of movements will shrink."),
        "The list{+ of movements+} will shrink.",
    ),
    "a sentence is new": (Change("", "No day was named."), "{+No day was named.+}"),
    "a sentence is gone": (Change("No day was named.", ""), "[-No day was named.-]"),
    "another sentence stands in its place": (
        Change("No day was named.", "The embassy opens in Kabul on Friday."),
        "[-No day was named.-] {+The embassy opens in Kabul on Friday.+}",
    ),
}
MARKS = {"same": "{}", "new": "{{+{}+}}", "gone": "[-{}-]"}


@pytest.mark.parametrize("situation", SITUATIONS)
def test_what_is_gone_and_what_is_new_stand_where_the_sentence_changed(situation: str) -> None:
    change, expected = SITUATIONS[situation]
    assert "".join(MARKS[part.kind].format(part.text) for part in parts_of(change)) == expected


@given(st.text("ab c.", max_size=40), st.text("ab c.", max_size=40))
def test_each_side_can_be_read_off_whole(before: str, after: str) -> None:
    parts = parts_of(Change(before, after))
    old, new = ("".join(part.text for part in parts if part.kind in ("same", kind)) for kind in ("gone", "new"))
    assert (old.strip(), new.strip()) == (before.strip(), after.strip())


def test_the_html_strikes_out_what_was_and_escapes_it(delivery_of: Callable[..., Delivery]) -> None:
    delivery = delivery_of()
    change = Change("The <b>list</b> will shrink.", "The <b>list</b> will not shrink.")
    alert = replace(delivery.alert, changes=(change, Change("Old head", "New words", "headline")), more_changes=3)
    message = render(replace(delivery, alert=alert), Letterhead("watch@example.org"), alert.created_at)
    part = message.get_body(("html",))
    assert part is not None
    html = str(part.get_content())
    assert "The &lt;b&gt;list&lt;/b&gt; will <mark>not </mark>shrink." in html
    assert "Headline</span> <del>Old head</del> <mark>New words</mark>" in html
    assert "and 3 more" in html
