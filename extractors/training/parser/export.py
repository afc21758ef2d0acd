"""Writes the trained parser as the int8 graph that is shipped."""

from __future__ import annotations

import logging
import tempfile
import warnings
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic

from extractors.training.parser.network import ParserNetwork

_AXES = {"ids": {1: "pieces"}, "shapes": {1: "pieces"}, "first": {1: "words"}, "last": {1: "words"}}


def export(network: ParserNetwork, path: Path) -> None:
    """Writes the graph with eight bits a weight."""
    network.eval()
    with tempfile.TemporaryDirectory() as temporary:
        whole = Path(temporary) / "whole.onnx"
        write_whole(network, whole)
        logging.getLogger().setLevel(logging.ERROR)  # it asks for a step that changes nothing here
        quantize_dynamic(whole, path, weight_type=QuantType.QInt8, per_channel=True)


def write_whole(network: ParserNetwork, path: Path) -> None:
    """Writes the graph with all its bits."""
    pieces, places = torch.randint(1000, 2000, (1, 60)), torch.arange(40)[None]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", DeprecationWarning)  # the newer exporter needs a package more
        torch.onnx.export(
            network,
            (pieces, torch.zeros_like(pieces), places, places),
            str(path),
            input_names=list(_AXES),
            output_names=["tags", "arcs", "relations"],
            dynamic_axes=_AXES,
            opset_version=17,
            custom_opsets={"com.microsoft": 1},
            dynamo=False,
        )
