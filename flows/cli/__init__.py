"""The command line."""

from __future__ import annotations

import sys

from flows.cli.entry import run_command


def main() -> None:
    """Run the command that was typed and end with its exit code."""
    sys.exit(run_command(sys.argv[1:]))
