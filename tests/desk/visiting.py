"""A visitor of the desk: what a browser sends, without one; and what git says afterwards."""

from __future__ import annotations

import html
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import anyio
import httpx

from ims_docs.desk.application import Desk
from ims_docs.desk.guard import Door
from ims_docs.desk.office import Office
from ims_docs.services.saving import sit_down
from ims_docs.services.workspace import Workspace

PORT = 8734
ORIGIN = f"http://localhost:{PORT}"
SAME = {"Origin": ORIGIN, "Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}


@dataclass
class Visitor:
    """One browser in front of one copy of a repository."""

    root: Path
    desk: Desk = field(init=False)
    log: list[str] = field(default_factory=list)
    faults: list[Exception] = field(default_factory=list)
    cookies: httpx.Cookies = field(default_factory=httpx.Cookies)

    def __post_init__(self) -> None:
        office = Office(Workspace.find(self.root), ORIGIN)
        self.desk = Desk(office, Door(PORT), self.log.append, self.faults.append)
        self.app = self.desk.application()

    def sit(self, person: str) -> Visitor:
        """Come in as somebody of the people register."""
        sight = self.desk.office.look()
        sit_down(sight.workspace, sight.repository, person)
        self.desk.office.forget()
        self.get(self.desk.door.link().removeprefix(ORIGIN))
        return self

    def ask(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str] | None = None,
        data: Mapping[str, str | list[str]] | None = None,
        content: bytes | None = None,
    ) -> httpx.Response:
        """One request, with exactly these headers."""

        async def send() -> httpx.Response:
            transport = httpx.ASGITransport(self.app, raise_app_exceptions=False)
            async with httpx.AsyncClient(
                transport=transport, base_url=ORIGIN, cookies=self.cookies
            ) as client:
                answer = await client.request(
                    method, path, headers=dict(headers or {}), data=data, content=content
                )
                self.cookies = client.cookies
                return answer

        return anyio.run(send)

    def get(self, path: str) -> httpx.Response:
        """A page, as a browser asks for it."""
        return self.ask(
            "GET", path, {"Sec-Fetch-Site": "same-origin", "Sec-Fetch-Mode": "navigate"}
        )

    def post(self, path: str, /, **data: str | list[str]) -> httpx.Response:
        """A form, as a browser sends it."""
        plain = {name.replace("__", "."): value for name, value in data.items()}
        return self.ask("POST", path, SAME, plain)

    def git(self, *arguments: str) -> str:
        """What git says of the copy."""
        done = subprocess.run(
            ["git", *arguments], cwd=self.root, check=True, capture_output=True, text=True
        )
        return done.stdout

    @property
    def saves(self) -> int:
        """How often something was saved."""
        return int(self.git("rev-list", "--count", "HEAD"))


def hidden(page: str, name: str) -> str:
    """The value of a field that the page sends along."""
    found = re.search(rf'name="{re.escape(name)}"[^>]*? value="([^"]*)"', page)
    assert found, name
    return html.unescape(found[1])


def area(page: str, name: str = "words") -> str:
    """What stands in a field of many lines, as the browser gives it back unchanged."""
    found = re.search(
        rf'<textarea id="{re.escape(name)}"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL
    )
    assert found, name
    return html.unescape(found[1]).replace("\n", "\r\n")


def said(answer: httpx.Response) -> str:
    """The words of a page, without markup."""
    return html.unescape(re.sub(r"<[^>]*>", " ", answer.text))
