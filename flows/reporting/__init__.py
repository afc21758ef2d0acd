"""The report: one self-contained HTML page of who stands where, when it was said, and where to read it."""

from flows.reporting.material import Material, gather
from flows.reporting.page import report_page

__all__ = ["Material", "gather", "report_page"]
