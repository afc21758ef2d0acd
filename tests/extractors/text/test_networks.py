"""A network is loaded so that it reads alike on every processor."""

from __future__ import annotations

import numpy as np

from extractors.languages.en.parsing.biaffine import FOLDER
from extractors.text.networks import load_network


def test_products_of_eight_bits_keep_their_precision_where_a_processor_would_let_them_overflow() -> None:
    session, _ = load_network(FOLDER / "parser.onnx")
    assert session.get_session_options().get_session_config_entry("session.x64quantprecision") == "1"


def test_the_tokenizer_beside_it_neither_fills_up_nor_cuts_off() -> None:
    _, tokenizer = load_network(FOLDER / "parser.onnx")
    few, many = tokenizer.encode_batch(["one", "one " * 1000])
    assert len(few.ids) < len(many.ids)
    assert np.count_nonzero(many.ids) >= 1000
