"""What has a day of publication: the one on the publisher's own clock."""

from __future__ import annotations

from datetime import date, datetime


class Dated:
    """What was published at a moment (in UTC), and on a day that may be another one there than in UTC."""

    __slots__ = ()

    published_at: datetime | None
    published_on: date | None

    @property
    def published_day(self) -> date | None:
        """The day on the publisher's own clock where that is known, else the one in UTC."""
        return self.published_on or (self.published_at.date() if self.published_at else None)


def own_day(written: datetime | None) -> date | None:
    """The day on the clock that a moment was written by, where it is another one than in UTC."""
    if written is None or (offset := written.utcoffset()) is None:
        return None
    return written.date() if written.date() != (written - offset).date() else None
