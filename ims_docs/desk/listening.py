"""One connection to the desk: it says what it wants within a time, in the way of a browser, or is closed."""

from __future__ import annotations

from asyncio import TimerHandle, Transport
from collections.abc import Callable

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

SECONDS = 30.0
"""From the first byte of a request to its last one. A browser on the same computer takes less than one."""
_UNFINISHED = ("IDLE", "SEND_BODY")
"""How h11 calls it when more has to come."""


class Listening(H11Protocol):
    """A connection with an end to its patience."""

    log: Callable[[str], None]
    _late: TimerHandle | None = None
    _has_begun = False
    """Browsers open a connection before they want something."""

    def connection_made(self, transport: Transport) -> None:  # type: ignore[override]
        """Somebody is there."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nobody is there any more."""
        self._heard()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Some of a request, or the end of one."""
        self._has_begun = True
        super().data_received(data)
        if str(self.conn.their_state) not in _UNFINISHED:
            self._heard()
        elif self._late is None:
            self._wait()

    def send_400_response(self, msg: str) -> None:
        """What came cannot be read, or was more than a browser sends."""
        self.log("refused: what came is no request of a browser")
        super().send_400_response(msg)

    def _wait(self) -> None:
        self._late = self.loop.call_later(SECONDS, self._close)

    def _heard(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None

    def _close(self) -> None:
        if self._has_begun:
            self.log(f"refused: a request that did not end within {SECONDS:g} seconds")
        self.transport.abort()


def server_of(application: ASGIApp, log: Callable[[str], None]) -> uvicorn.Server:
    """What serves the desk: one way of reading requests wherever it runs, and nothing but HTTP."""
    config = uvicorn.Config(
        application,
        http=type("ListeningAndTelling", (Listening,), {"log": staticmethod(log)}),
        ws="none",
        log_config=None,
        log_level="error",
        access_log=False,
        lifespan="off",
        timeout_graceful_shutdown=5,
    )
    return uvicorn.Server(config)
