"""Names of the moments that the store remembers of passes."""

LATEST_RUN = "latest run"
# Of the last pass that watched something: neither without a network, nor with every feed in trouble.
LATEST_GOOD_RUN = "latest good run"
