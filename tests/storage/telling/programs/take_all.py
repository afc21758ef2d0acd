"""Takes and sends, three at a time, whatever the outbox at the address has: ``take_all.py URL HOLDER MOMENT``."""

import json
import sys
from datetime import datetime

from storage.store import open_store

url, holder, moment = sys.argv[1:]
now = datetime.fromisoformat(moment)
taken: list[tuple[str, str]] = []
with open_store(url) as store:
    print("ready", flush=True)  # noqa: T201 - said to the test, which lets all start together
    sys.stdin.readline()
    while batch := store.lease_deliveries(now, holder, 600, 3):
        for one in batch:
            store.mark_sent(one.alert.id, one.recipient, now)
            taken.append((one.alert.id, one.recipient))
json.dump(taken, sys.stdout)
