"""The clock: the only place that asks the computer what time it is."""

from __future__ import annotations

from datetime import UTC, date, datetime


class Clock:
    """The time of this computer, in UTC."""

    def now(self) -> datetime:
        """The moment, to the second."""
        return datetime.now(UTC).replace(microsecond=0)

    def today(self) -> date:
        """The day."""
        return self.now().date()
