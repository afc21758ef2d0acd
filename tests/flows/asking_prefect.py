"""Questions to a Prefect server, as any program would ask them."""

from __future__ import annotations

import json
import urllib.request
from typing import Any


def ask(api: str, what: str, narrow: dict[str, Any]) -> list[dict[str, Any]]:
    """The objects of a kind (``flow_runs``, ``artifacts``) that a filter leaves; OSError where nobody answers."""
    found: list[dict[str, Any]] = tell(api, f"{what}/filter", narrow)
    return found


def tell(api: str, where: str, what: dict[str, Any]) -> Any:
    """The answer to a request; OSError where nobody answers."""
    request = urllib.request.Request(  # noqa: S310 - loopback
        f"{api}/{where}", data=json.dumps(what).encode(), headers={"Content-Type": "application/json"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:  # noqa: S310 - loopback
        return json.load(answer)
