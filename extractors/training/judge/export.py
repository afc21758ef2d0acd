"""Writes the trained network as the int8 graph that is shipped."""

from __future__ import annotations

import logging
import tempfile
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from extractors.claims.learned.passages import Passage
from extractors.claims.learned.transformer import LearnedJudge, Prediction
from extractors.training.judge.network import Network

Hearer = Callable[[str, Sequence[Passage]], dict[int, Prediction]]

_INPUTS = {name: {0: "windows", 1: "pieces"} for name in ("ids", "roles")}
_PASSAGES = {"inside": {0: "passages", 1: "all"}}


def export(network: Network, into: Path) -> Hearer:
    """Writes ``judge.onnx`` with eight bits a weight; returns how the network reads with all its bits.

    ``into`` holds the tokenizer already.
    """
    network.eval()
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "judge.onnx"
        _write(network, whole)
        logging.getLogger().setLevel(logging.ERROR)  # it asks for a step that changes nothing here
        quantize_dynamic(whole, into / "judge.onnx", weight_type=QuantType.QInt8, per_channel=True)
        (Path(temporary) / "tokenizer.json").write_bytes((into / "tokenizer.json").read_bytes())
        return LearnedJudge(Path(temporary)).read


def _write(network: Network, path: Path) -> None:
    pieces = torch.randint(1000, 2000, (2, 60))
    sample = (pieces, torch.zeros_like(pieces), torch.ones(3, 120))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the newer exporter needs a package more
        torch.onnx.export(
            network,
            sample,
            str(path),
            input_names=[*_INPUTS, *_PASSAGES],
            output_names=["claims", "parties", "doubts", "seen"],
            dynamic_axes=_INPUTS | _PASSAGES,
            opset_version=17,
            custom_opsets={"com.microsoft": 1},
            dynamo=False,
        )
