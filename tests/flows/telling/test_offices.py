"""What people are on a day, as mails add it to their names."""

from __future__ import annotations

from datetime import UTC, datetime

from extractors.lexicon import Lexicon
from flows.telling.offices import roles_on


def test_an_office_is_named_by_its_role_and_by_whose_it_is(lexicon: Lexicon) -> None:
    assert roles_on(lexicon, datetime(2026, 5, 4, tzinfo=UTC))["vladimir-putin"] == "president, Russia"


def test_only_an_office_that_is_held_on_the_day_is_told(lexicon: Lexicon) -> None:
    dated = [
        (actor.id, office)
        for actor in lexicon.actors
        if len(actor.offices) == 1 and (office := actor.offices[0]) and office.since
    ]
    assert dated
    for key, office in dated:
        assert office.since is not None
        assert key not in roles_on(lexicon, datetime(office.since.year - 1, 1, 1, tzinfo=UTC))


def test_a_country_holds_no_office(lexicon: Lexicon) -> None:
    assert "russia" not in roles_on(lexicon, datetime(2026, 5, 4, tzinfo=UTC))
