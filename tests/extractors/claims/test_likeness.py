"""Whoever asks why is shown the annotated statement that reads most alike to the learned judge."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np

from extractors.claims.learned.likeness import FILE, Examples, examples_of, points_of, with_examples
from extractors.claims.learned.transformer import FOLDER, POSITIONS, learned_judge
from extractors.extraction import Extractor
from extractors.pages.articles import article_from_text
from extractors.records import TOPICS

TEXT = (
    "Russia recognised the Taliban on Thursday. Envoy Zamir Kabulov said it was too early to open an embassy. "
    "The Kremlin's spokesman said Moscow hoped that others would recognise the Taliban as well."
)


def test_the_nearest_one_has_the_same_topic_and_position() -> None:
    axes = np.eye(3, dtype=np.float32)
    points = np.array([[1, 0, 0], [0.8, 0.6, 0], [0, 1, 0], [0.9, 0.1, 0]], np.float32)
    topics = np.array([0, 0, 0, 1], np.uint8)
    positions = np.array([1, 0, 0, 0], np.uint8)
    known = Examples(points, np.zeros(3, np.float32), axes, topics, positions, ("a", "b", "c", "d"))
    seen = np.array([2, 0, 0], np.float32)

    assert known.nearest(seen, TOPICS[0], POSITIONS[0]) == "b"
    assert known.nearest(seen, TOPICS[0], POSITIONS[1]) == "a"
    assert known.nearest(seen, TOPICS[1], POSITIONS[1]) is None


def test_what_is_seen_lies_along_the_axes_from_the_middle_at_length_one() -> None:
    axes = np.array([[0, 1], [1, 0], [0, 0]], np.float32)
    points = points_of(np.array([[4, 6, 9], [1, 2, 9]], np.float32), np.array([1, 2, 3], np.float32), axes)

    assert np.allclose(points, [[0.8, 0.6], [0, 0]])


def test_every_claim_stands_beside_an_annotated_one_of_its_kind() -> None:
    extractor = Extractor()
    published = datetime(2025, 7, 4, tzinfo=UTC)
    article = article_from_text(TEXT, outlet="Synthetic Courier", published_at=published, language="en")
    found = extractor.extract(article, everything=True)
    examples = examples_of()
    claims = [
        claim
        for each in with_examples(found, extractor.lexicon, learned_judge(), examples).statements
        for claim in each.claims
    ]

    assert claims
    for claim in claims:
        kinds = {
            (TOPICS[topic], POSITIONS[position])
            for topic, position, text in zip(examples.topics, examples.positions, examples.texts, strict=True)
            if text == claim.like
        }
        assert (claim.topic, claim.position) in kinds


def test_the_examples_are_small() -> None:
    assert (FOLDER / FILE).stat().st_size < 1_000_000
    assert sum(path.stat().st_size for path in FOLDER.iterdir()) < 25_000_000
