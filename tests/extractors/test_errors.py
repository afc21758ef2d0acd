"""Errors go from process to process as they are."""

from __future__ import annotations

import pickle

import pytest

from extractors.errors import (
    ArticleError,
    DeliveryError,
    FeedError,
    FetchError,
    LexiconError,
    ManySettingsError,
    NoStoreError,
    ReadError,
    RecognitionWatchError,
    SettingsError,
    StoreError,
)

ERRORS = [
    RecognitionWatchError("root"),
    SettingsError("file, line 3", "is wrong", "mend it"),
    LexiconError("actors.yaml", "is no row"),
    ManySettingsError([SettingsError("file, line 3", "is wrong"), SettingsError("file, line 4", "is wrong, too")]),
    FetchError("https://a.example/", "http-503", "answers HTTP 503", 503, 30.0),
    FeedError("https://a.example/feed", "html", "is a page"),
    ReadError("https://a.example/1", "odd"),
    ArticleError("https://a.example/1", "no-text"),
    StoreError("sqlite:///x", "is locked", "wait"),
    NoStoreError("sqlite:///x", "is not there"),
    DeliveryError("ann@example.org", "no such mailbox", permanent=True),
]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_an_error_comes_back_from_another_process_with_all_it_carries(error: RecognitionWatchError) -> None:
    back = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert type(back) is type(error)
    assert (str(back), repr(vars(back))) == (str(error), repr(vars(error)))
