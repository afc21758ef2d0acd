"""A network that lies with the package, as an ONNX graph beside its tokenizer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def load_network(graph: Path) -> tuple[Any, Tokenizer]:
    """The session of an ONNX graph, on one core, and the tokenizer beside it, which neither fills up nor cuts off."""
    # Loading the runtime takes a third of a second, which no command pays that extracts nothing.
    import onnxruntime
    from tokenizers import Tokenizer

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    # Without it a processor that lacks VNNI lets products of eight bits overflow, reads other trees and claims, and six
    # of the floors of annotated articles are missed. It costs such a processor a tenth of the time (7.9 instead of
    # 7.1 ms for a sentence of 21 words); others do not heed it, as the runtime's own notes say.
    options.add_session_config_entry("session.x64quantprecision", "1")
    options.log_severity_level = 3  # errors: what it warns of is for who made the graph
    session = onnxruntime.InferenceSession(str(graph), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(graph.with_name("tokenizer.json")))
    tokenizer.no_padding()
    tokenizer.no_truncation()
    return session, tokenizer
