"""Serving the desk on this computer, and finding one that is served already."""

from __future__ import annotations

import json
import socket
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from ims_docs.adapters.disk.writing import write_whole
from ims_docs.desk.ahead import Ahead
from ims_docs.desk.application import Desk
from ims_docs.desk.guard import KNOCK, Door
from ims_docs.desk.office import Office
from ims_docs.errors import ConfigurationError
from ims_docs.services.workspace import Workspace

PORT = 8734
"""One for every start: passkeys are bound to the address, and the port is a part of it."""
_ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))
_SECONDS = 3


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Who wants to know what happens."""

    started: Callable[[str], None]
    """Told the link that opens the desk."""
    log: Callable[[str], None]
    fault: Callable[[Exception], None]


def running(workspace: Workspace) -> str:
    """A link into the desk of this repository that is served already, empty when there is none."""
    try:
        said = json.loads(_card(workspace).read_text(encoding="utf-8"))
        port, secret = int(said["port"]), str(said["secret"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
    asked = urllib.request.Request(
        f"http://localhost:{port}{KNOCK}",
        method="POST",
        headers={"Authorization": secret, "Origin": f"http://localhost:{port}"},
    )
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(asked, timeout=_SECONDS) as answer:
            return str(answer.read().decode())
    except (OSError, ValueError, urllib.error.URLError):
        return ""


def serve(workspace: Workspace, port: int, listener: Listener) -> None:
    """Serve until interrupted. Raises ConfigurationError where the port is taken."""
    workspace.require_history()
    sockets = _sockets(port)
    door = Door(port or sockets[0].getsockname()[1])
    card = _card(workspace)
    office = Office(workspace, door.origin)
    desk = Desk(office, door, listener.log, listener.fault)
    config = uvicorn.Config(
        desk.application(), log_config=None, access_log=False, lifespan="off", timeout_graceful_shutdown=5
    )  # fmt: skip
    server = uvicorn.Server(config)
    with suppress(OSError):
        card.unlink(missing_ok=True)
        card.touch(mode=0o600)  # what replaces it keeps its permissions
    write_whole(card, json.dumps({"port": door.port, "secret": door.secret}))
    Ahead(office).begin()
    try:
        listener.started(door.link())
        server.run(sockets=sockets)
    except KeyboardInterrupt:
        pass  # the way in which it ends
    finally:
        with suppress(OSError):
            card.unlink()


def _card(workspace: Workspace) -> Path:
    """Where a second start learns of the first: beside git's own files, for this user's eyes."""
    return workspace.lock.parent / "ims-desk.json"


def _sockets(port: int) -> list[socket.socket]:
    """The port on this computer alone, in both ways of naming it."""
    found: list[socket.socket] = []
    for family, address in _ADDRESSES:
        try:
            made = socket.socket(family, socket.SOCK_STREAM)
            made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            if family == socket.AF_INET6:
                made.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
            made.bind((address, port))
            made.listen()  # a browser may be quicker than the server behind it
        except OSError as error:
            if family == socket.AF_INET:
                raise ConfigurationError(
                    f"Port {port} of this computer is taken by another program: {error.strerror}",
                    hint="Name another one: ims desk --port 8735. Passkeys made on one port do not work on another.",
                ) from error
            continue
        port = made.getsockname()[1]
        found.append(made)
    return found
