"""An extraction shown to whoever mends rules: the text with what was found marked in it, and what found it."""

from flows.reporting.explanation.page import explanation_page
from flows.reporting.explanation.terminal import print_explanation

__all__ = ["explanation_page", "print_explanation"]
