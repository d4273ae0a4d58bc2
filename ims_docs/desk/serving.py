"""Serving the desk on this computer, and finding one that is served already."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ims_docs.desk.ahead import Ahead
from ims_docs.desk.card import Card
from ims_docs.desk.guard import Door
from ims_docs.desk.house import House
from ims_docs.desk.listening import server_of
from ims_docs.desk.office import Office
from ims_docs.errors import ConfigurationError, RefusedError
from ims_docs.services.workspace import Workspace

PORT = 8734
"""One for every start: passkeys are bound to the address, and the port is a part of it."""
_ADDRESSES = ((socket.AF_INET, "127.0.0.1"), (socket.AF_INET6, "::1"))


@dataclass(frozen=True, kw_only=True)
class Listener:
    """Who wants to know what happens."""

    started: Callable[[str], None]
    """Told the link that opens the desk."""
    log: Callable[[str], None]
    fault: Callable[[Exception], None]


@dataclass
class _Cards:
    """What a second start finds: the card of whatever is served now."""

    door: Door
    card: Card = field(default_factory=lambda: Card(None))

    def move(self, card: Card) -> None:
        """Serve something else from now on. Raises RefusedError where another desk serves it."""
        if card.link():
            raise RefusedError(
                "Another window serves the desk of this system already",
                hint="Use that one, or close it with Ctrl-C where it was started.",
            )
        self.card.take()
        card.leave(self.door)
        self.card = card

    def enter(self, office: Office) -> None:
        """The same for a system."""
        self.move(Card.of(office.workspace))
        os.chdir(office.workspace.root)  # the folder of the start may have made room for it


def running(start: Workspace | Path) -> str:
    """A link into the desk that is served for it already, empty when there is none."""
    return _card(start).link()


def serve(
    start: Workspace | Path, port: int, listener: Listener, identity: Mapping[str, str]
) -> None:
    """Serve a system, or the first pages for a folder, until interrupted.

    Raises ConfigurationError where the port is taken.
    """
    sockets = _sockets(port)
    door = Door(port or sockets[0].getsockname()[1])
    cards = _Cards(door)
    house = House(
        door,
        listener.log,
        listener.fault,
        cards.enter,
        identity,
        opened=lambda office: Ahead(office).begin(),
    )
    server = server_of(house.application(), listener.log)
    try:
        if isinstance(start, Workspace):
            house.enter(start)
        else:
            cards.move(_card(start))
            house.begin(start)
        listener.started(door.link())
        server.run(sockets=sockets)
    except KeyboardInterrupt:
        pass  # the way in which it ends
    finally:
        cards.card.take()


def _card(start: Workspace | Path) -> Card:
    return Card.of(start) if isinstance(start, Workspace) else Card.of_beginning(start)


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
