"""The desk as a web application: addresses to pages, errors to sentences."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from ims_docs.desk.addresses import READS, WRITES
from ims_docs.desk.asking import (
    MAX_FORM,
    MAX_UPLOAD,
    MULTIPART,
    Answer,
    Attachment,
    Call,
    Elsewhere,
    Form,
    Handler,
    NoPageError,
    Page,
    UnreadableFormError,
)
from ims_docs.desk.guard import Door, Guard
from ims_docs.desk.newest import Newest
from ims_docs.desk.office import Office
from ims_docs.desk.showing import render
from ims_docs.errors import ImsDocsError
from ims_docs.services.workspace.transaction import NonconformingError
from ims_docs.site import ASSETS

_PATIENCE = 1.0
"""Seconds for which a browser waits without a word."""
_FAULT = "The desk has a fault of its own"
_READ_OUT = 1024 * 1024 * 1024
"""Bytes that are read and thrown away: a browser hears no answer while it is still sending."""
_TOO_LARGE = {
    MAX_FORM: (
        "This is more than a text of ours holds. Nothing was saved.",
        "Save it in smaller parts.",
    ),
    MAX_UPLOAD: (
        f"These files have more than {MAX_UPLOAD // 1024 // 1024} MB together. Nothing was taken.",
        "Choose fewer at a time. In a terminal, `ims import` takes larger ones.",
    ),
}
_OWN = Path(__file__).parent / "assets"
_PLACES = {
    "desk.css": _OWN / "desk.css",
    "desk.js": _OWN / "desk.js",
    "editor.js": _OWN / "editor.js",
    "ims.css": ASSETS / "assets/ims/ims.css",
}


def _unheard(_line: str) -> None:
    """Where nobody keeps a log."""


@dataclass
class Desk:
    """One repository, served to one browser; or the first pages, where there is none yet."""

    office: Office | None
    door: Door
    log: Callable[[str], None] = _unheard
    fault: Callable[[Exception], None] = field(default=lambda _error: None)
    reads: Mapping[str, Handler] = field(default_factory=lambda: READS)
    writes: Mapping[str, Handler] = field(default_factory=lambda: WRITES)
    notes: Newest[str] = field(default_factory=Newest)
    """What one page tells the next. It stays for a reload."""
    _done: Newest[Elsewhere] = field(default_factory=Newest, init=False)
    """By the word of a form: how it was answered."""
    _writing: threading.Lock = field(default_factory=threading.Lock, init=False)

    def application(self) -> ASGIApp:
        """What a server runs."""
        return Guard(self.pages(), self.door, self.log)

    def pages(self) -> ASGIApp:
        """The pages alone, for whoever was let in."""
        routes = [
            Route(path, self._endpoint(one), methods=[*methods])
            for table, methods in ((self.reads, ("GET",)), (self.writes, ("GET", "POST")))
            for path, one in table.items()
        ]
        routes.append(Route("/favicon.ico", _no_icon, methods=["GET"]))
        routes.append(Route("/assets/{name}", _asset, methods=["GET"]))
        handlers: Any = {404: self._nowhere, 405: self._wrong_way}
        return Starlette(routes=routes, exception_handlers=handlers)

    def _endpoint(self, handler: Handler) -> Callable[[Request], Any]:
        async def endpoint(request: Request) -> Response:
            size, body, kind = 0, bytearray(), request.headers.get("content-type", "")
            most = MAX_UPLOAD if kind.startswith(MULTIPART) else MAX_FORM
            try:
                async for chunk in request.stream():
                    size += len(chunk)
                    if size > _READ_OUT:
                        break
                    if size <= most:
                        body += chunk
            except ClientDisconnect:  # half a form is none, and nobody waits for an answer
                return Response(status_code=400)
            if size > most:
                return self._problem(None, *_TOO_LARGE[most], 413)
            return await run_in_threadpool(self._answer, handler, request, bytes(body))

        return endpoint

    def _answer(self, handler: Handler, request: Request, body: bytes) -> Response:
        is_writing = request.method == "POST"
        if not is_writing and self.office and not self.office.opens_in(_PATIENCE):
            values = {"here": request.url.path}
            return HTMLResponse(render("opening-up.html", values), headers={"Refresh": "1"})
        try:
            call = Call(
                seat=self.office,
                path={name: str(value) for name, value in request.path_params.items()},
                query=dict(request.query_params),
                many={
                    one: tuple(request.query_params.getlist(one)) for one in request.query_params
                },
                form=Form.of(body, request.headers.get("content-type", ""))
                if is_writing
                else Form(),
                is_writing=is_writing,
            )
            return self._shown(request, self._once(handler, call) if is_writing else handler(call))
        except Exception as error:  # noqa: BLE001 - the boundary: each becomes a page that says what is wrong
            return self._told(request, error)

    def _told(self, request: Request, error: Exception) -> Response:
        """An error as a sentence, with what helps."""
        said, hint, status = f"{error}", "", 400
        if isinstance(error, NoPageError):
            said, status = "There is nothing at this address", 404
        elif isinstance(error, NonconformingError):
            hint = " ".join(f"{one.message}. {one.hint}" for one in error.report.findings[:5])
            said, status = error.message, 422
        elif isinstance(error, ImsDocsError):
            said, hint, status = error.message, error.hint, 409 if request.method == "POST" else 422
        elif isinstance(error, UnreadableFormError | UnicodeError):
            said = "This form cannot be read"
        elif isinstance(error, OSError):
            place = f" ({error.filename})" if error.filename else ""
            said, status = f"{error.strerror or error}{place}", 503
        else:
            self.fault(error)
            said, hint, status = _FAULT, "Please report it, with what `ims desk` printed.", 500
        return self._problem(request, said, hint, status)

    def _once(self, handler: Handler, call: Call) -> Answer:
        """One after the other, and the same form only once: a double click makes no second record."""
        with self._writing:
            once = call.form.text("once")
            if once and (before := self._done.get(once)):
                return before
            answer = handler(call)
            if once and isinstance(answer, Elsewhere):
                self._done.keep(once, answer)
            return answer

    def _shown(self, request: Request, answer: Answer) -> Response:
        if isinstance(answer, Elsewhere):
            place, _, anchor = answer.address.partition("#")
            if answer.said:
                place += f"{'&' if '?' in place else '?'}note={self.notes.leave(answer.said)}"
            target = quote(place, safe="/?&=:._~-%") + (f"#{quote(anchor)}" if anchor else "")
            return RedirectResponse(target, 303)
        if isinstance(answer, Attachment):
            kept = (
                f"attachment; filename*=UTF-8''{quote(answer.name)}"
                if answer.name
                else "attachment"
            )
            is_picture = answer.media_type.startswith("image/")
            headers = {} if is_picture else {"Content-Disposition": kept}
            return Response(answer.data, media_type=answer.media_type, headers=headers)
        return self._page(request, answer)

    def _page(self, request: Request, answer: Page) -> Response:
        template = answer.template
        is_part = template.endswith(".part.html")
        if request.headers.get("x-desk-part") == "1" and not is_part:
            template = template.replace(".html", ".part.html")
        is_answer = request.method == "POST"  # its address still names the note of the page before
        note = "" if is_answer else self.notes.get(request.query_params.get("note", ""))
        values = {**answer.values, "note": note, "here": request.url.path}
        return HTMLResponse(render(template, values), answer.status)

    def _problem(self, request: Request | None, said: str, hint: str, status: int) -> Response:
        """A page that says what is wrong, what was kept, and the way back."""
        values = {
            "said": said[:1].upper() + said[1:].rstrip("."),
            "hint": hint,
            "status": status,
            "back": request.headers.get("referer", "/") if request else "/",
            "here": "",
            "is_writing": request is not None and request.method == "POST",
        }
        if not str(values["back"]).startswith(self.door.origin):
            values["back"] = "/"
        return HTMLResponse(render("problem.html", values), status)

    async def _nowhere(self, request: Request, _error: Exception) -> Response:
        return self._problem(request, "There is nothing at this address", "", 404)

    async def _wrong_way(self, request: Request, _error: Exception) -> Response:
        return self._problem(request, "This address only shows something", "", 405)


async def _asset(request: Request) -> Response:
    place = _PLACES.get(request.path_params["name"])
    return FileResponse(place) if place else Response(status_code=404)


async def _no_icon(_request: Request) -> Response:
    return Response(status_code=204)
