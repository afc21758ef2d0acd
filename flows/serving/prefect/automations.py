"""Puts what Prefect does by itself (``deploy/automations.yaml``) on a server.

``python -m flows.prefect_automations [FILE]`` does so on the one that PREFECT_API_URL names, as often as one likes.
"""

from __future__ import annotations

import asyncio
import sys
from importlib.resources import files
from pathlib import Path

import yaml
from prefect.client.orchestration import PrefectClient, get_client
from prefect.events.schemas.automations import AutomationCore

SHIPPED = "automations.yaml"


async def put_automations(client: PrefectClient, text: str = "") -> tuple[str, ...]:
    """Make or renew the automations of a file's text, the shipped one if none is given; their names."""
    wanted = yaml.safe_load(text or (files("deploy") / SHIPPED).read_text("utf-8"))
    automations = [AutomationCore.model_validate(one) for one in wanted]
    for automation in automations:
        known = await client.read_automations_by_name(automation.name)
        for one in known:
            await client.delete_automation(one.id)
        await client.create_automation(automation)
    return tuple(automation.name for automation in automations)


async def _put(text: str) -> tuple[str, ...]:
    async with get_client() as client:
        return await put_automations(client, text)


def main() -> None:
    """Put those of the file that is named, or the shipped ones, on the server that the environment names."""
    text = Path(sys.argv[1]).read_text("utf-8") if len(sys.argv) > 1 else ""
    for name in asyncio.run(_put(text)):
        sys.stdout.write(f"automation: {name}\n")


if __name__ == "__main__":
    main()
