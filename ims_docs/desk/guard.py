"""Who may ask the desk for something: a browser on this computer that was let in, and no other page in it."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

_SAFE = ("GET", "HEAD")
_READS = ("same-origin", "none")
_PROTOCOL = "it asks for another protocol"
_SHOWN = 200
"""Characters of an address that the log names."""
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
OPEN = "/open"
"""Where the link of the start leads; it works once."""
KNOCK = "/knock"
"""Where a second start asks for a link of its own."""


def _unheard(_line: str) -> None:
    """Where nobody keeps a log."""


@dataclass
class Door:
    """What the guard knows: the port, the secret of this start, and the links that were not used yet."""

    port: int
    secret: str = field(default_factory=lambda: secrets.token_urlsafe(32))
    _links: set[str] = field(default_factory=set)

    @property
    def origin(self) -> str:
        """The one address under which the desk is reached. Passkeys are bound to it."""
        return f"http://localhost:{self.port}"

    @property
    def cookie(self) -> str:
        """The name of the cookie; other ports of this computer share cookies, so it names the port."""
        return f"ims-desk-{self.port}"

    def link(self) -> str:
        """A link that lets one browser in, once."""
        token = secrets.token_urlsafe(24)
        self._links.add(token)
        return f"{self.origin}{OPEN}?token={token}"

    def take(self, token: str) -> bool:
        """Whether a link may be used; it may not a second time."""
        known = token in self._links
        self._links.discard(token)
        return known

    def knows(self, secret: str) -> bool:
        """Whether somebody has the secret of this start."""
        return secrets.compare_digest(secret.encode(), self.secret.encode())


@dataclass
class Guard:
    """Refuses what does not come from the desk's own pages, before anything is read or written."""

    app: ASGIApp
    door: Door
    log: Callable[[str], None] = _unheard

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] == "websocket":
            self.log(f"refused: WebSocket {scope['path']}: {_PROTOCOL}")
            await send({"type": "websocket.close"})
            return
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        answer = self._answer(HTTPConnection(scope), scope["method"])
        target = self.app if answer is None else answer

        async def sealed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        await target(scope, receive, sealed)

    def _answer(self, asked: HTTPConnection, method: str) -> Response | None:
        """What is said instead of the page; None lets the request through."""
        host, path = asked.headers.get("host", ""), asked.scope["path"]
        if "upgrade" in asked.headers or not path.startswith("/"):
            why = _PROTOCOL if path.startswith("/") else "it names no page of the desk"
            return self._refused(method, asked, why)
        if host in (f"127.0.0.1:{self.door.port}", f"[::1]:{self.door.port}") and method in _SAFE:
            return RedirectResponse(f"{self.door.origin}{quote(path)}", 307)
        if why := self._foreign(asked.headers, method):
            return self._refused(method, asked, why)
        if path in (KNOCK, OPEN):
            return (self._knock if path == KNOCK else self._open)(asked, method)
        is_known = self.door.knows(asked.cookies.get(self.door.cookie, ""))
        if path.startswith("/assets/") or is_known:
            return None
        return self._refused(method, asked, "it was not let in: use the link of `ims desk`")

    def _foreign(self, headers: Headers, method: str) -> str:
        """Why a request is not from the desk's own pages, empty when it is."""
        if headers.get("host") != f"localhost:{self.door.port}":
            return "it names another host"
        site, origin = headers.get("sec-fetch-site"), headers.get("origin")
        is_read = method in _SAFE
        if is_read and (site is None or headers.get("sec-fetch-mode") == "navigate"):
            return ""
        if site is not None and site not in _READS:
            return "another site asks"
        if is_read:
            return ""
        if origin is not None and origin != self.door.origin:
            return "it comes from another page"
        return "" if site or origin else "it does not say where it comes from"

    def _refused(self, method: str, asked: HTTPConnection, why: str) -> Response:
        self.log(f"refused: {method} {asked.scope['path'][:_SHOWN]}: {why}")
        text = f"The desk does not answer this: {why}.\nStart it with `ims desk` and use the page that opens.\n"
        return PlainTextResponse(text, 403)

    def _knock(self, asked: HTTPConnection, method: str) -> Response:
        said = asked.headers.get("authorization", "")
        if method != "POST" or not self.door.knows(said):
            return self._refused(method, asked, "it does not know the secret of this start")
        return PlainTextResponse(self.door.link())

    def _open(self, asked: HTTPConnection, method: str) -> Response:
        if method != "GET" or not self.door.take(asked.query_params.get("token", "")):
            return self._refused(method, asked, "this link was used before")
        answer = RedirectResponse("/", 303)
        answer.set_cookie(
            self.door.cookie, self.door.secret, httponly=True, samesite="strict", path="/"
        )
        return answer
