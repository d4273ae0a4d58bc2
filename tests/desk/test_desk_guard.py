"""Who is let in: one browser of this computer, and no other page in it."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator

import anyio
import pytest
from visiting import ORIGIN, PORT, SAME, Visitor

from ims_docs.desk import listening
from ims_docs.desk.application import READS, WRITES

IDEA = {"key.title": "A quieter brake", "key.idea_type": "product"}


@pytest.mark.parametrize(
    "change",
    [
        {"Host": "evil.example"},
        {"Host": f"localhost.evil.example:{PORT}"},
        {"Host": f"localhost:{PORT + 1}"},
        {"Host": "localhost"},
        {"Host": f"127.0.0.1:{PORT}"},
        {"Origin": "http://evil.example"},
        {"Origin": f"http://localhost:{PORT + 1}"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": None, "Sec-Fetch-Site": None},
        {"Cookie": ""},
        {"Cookie": f"ims-desk-{PORT}=guessed"},
    ],
    ids=str,
)
def test_a_form_from_elsewhere_writes_nothing_and_is_logged(still: Visitor, change):
    before, headers = still.saves, {**SAME, **change}
    visitor = Visitor(still.root) if "Cookie" in change else still
    visitor.log.clear()
    answer = visitor.ask(
        "POST",
        "/new/idea",
        {name: value for name, value in headers.items() if value is not None},
        IDEA,
    )
    assert answer.status_code == 403
    assert len(visitor.log) == 1
    assert visitor.log[0].startswith("refused: POST /new/idea: ")
    assert still.saves == before
    assert still.git("status", "--porcelain") == ""


def test_without_the_link_nothing_is_shown_and_the_link_works_once(still: Visitor):
    stranger = Visitor(still.root)
    for path in ("/", "/documents", "/docs/leadership/innovation-policy.md", "/save", "/no/such"):
        assert stranger.get(path).status_code == 403
    link = stranger.desk.door.link().removeprefix(ORIGIN)
    assert stranger.get(link).status_code == 303
    assert stranger.get("/").status_code == 200
    assert stranger.get(link).status_code == 403


def test_the_cookie_is_kept_from_scripts_and_other_sites(still: Visitor):
    fresh = Visitor(still.root)
    answer = fresh.get(fresh.desk.door.link().removeprefix(ORIGIN))
    kept = answer.headers["set-cookie"].lower()
    assert kept.startswith(f"ims-desk-{PORT}=")
    assert "httponly" in kept
    assert "samesite=strict" in kept


@pytest.mark.parametrize("path", [one for one in WRITES if "{" not in one] + ["/new/idea"])
def test_looking_at_a_form_writes_nothing(still: Visitor, path):
    before = still.saves
    assert still.get(path).status_code in (200, 303, 422)
    assert (still.saves, still.git("status", "--porcelain")) == (before, "")


@pytest.mark.parametrize("path", [one for one in READS if "{" not in one])
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_a_page_that_shows_something_takes_no_form(still: Visitor, path, method):
    assert still.ask(method, path, SAME).status_code == 405


def test_a_number_for_the_name_leads_to_the_name(still: Visitor):
    answer = still.ask("GET", "/documents", {"Host": f"127.0.0.1:{PORT}"})
    assert answer.status_code == 307
    assert answer.headers["location"] == f"{ORIGIN}/documents"


def test_every_page_forbids_scripts_and_sources_from_elsewhere(still: Visitor):
    for path in ("/", "/assets/desk.css", "/nothing", "/new/idea"):
        headers = still.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert (headers["x-frame-options"], headers["cache-control"]) == ("DENY", "no-store")


def test_a_second_start_knocks_with_the_secret_and_nobody_else_does(still: Visitor):
    secret = still.desk.door.secret
    stranger = Visitor(still.root)
    stranger.desk.door.secret = secret
    origin = {"Origin": ORIGIN}
    assert stranger.ask("POST", "/knock", {**origin, "Authorization": "guess"}).status_code == 403
    assert stranger.ask("GET", "/knock", {"Authorization": secret}).status_code == 403
    answer = stranger.ask("POST", "/knock", {**origin, "Authorization": secret})
    assert answer.text.startswith(f"{ORIGIN}/open?token=")


def test_a_form_that_is_too_large_is_refused(still: Visitor):
    large = {"words": "x" * (4 * 1024 * 1024 + 1), "part": "1"}
    path = "/write/leadership/innovation-policy.md"
    assert still.ask("POST", path, SAME, large).status_code == 413
    assert still.git("status", "--porcelain") == ""


class Served:
    """The desk at a real port, and a stranger who sends bytes to it."""

    def __init__(self, visitor: Visitor) -> None:
        self.log: list[str] = []
        visitor.desk.log = self.log.append
        self.cookie = f"ims-desk-{PORT}={visitor.desk.door.secret}"
        self.server = listening.server_of(visitor.desk.application(), self.log.append)
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.thread = threading.Thread(
            target=self.server.run, kwargs={"sockets": [self.socket]}, daemon=True
        )
        self.thread.start()
        while not self.server.started:
            time.sleep(0.01)

    def connect(self) -> socket.socket:
        return socket.create_connection(self.socket.getsockname(), timeout=20)

    def close(self) -> None:
        self.server.should_exit = True
        self.thread.join(20)
        assert not self.thread.is_alive()

    def head(self, target: str, *headers: str, method: str = "GET", host: str = "") -> bytes:
        lines = [f"{method} {target} HTTP/1.1", f"Host: {host or f'localhost:{PORT}'}"]
        lines += [f"Cookie: {self.cookie}", *headers, "", ""]
        return "\r\n".join(lines).encode("latin-1")

    def answer(self, sent: bytes) -> bytes:
        """The first line of what comes back, empty when the connection is closed without a word."""
        with self.connect() as talk:
            talk.sendall(sent)
            return first(talk)


def first(talk: socket.socket) -> bytes:
    try:
        return talk.recv(65_536).partition(b"\r\n")[0]
    except ConnectionError:
        return b""


@pytest.fixture(scope="module")
def served(still: Visitor) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listening, "SECONDS", 0.5)
        made = Served(still)
        yield made
        made.close()
    still.desk.log = still.log.append


POST = ("Content-Type: application/x-www-form-urlencoded", f"Origin: {ORIGIN}")
WEBSOCKET = ("Connection: Upgrade", "Upgrade: websocket", "Sec-WebSocket-Version: 13", "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==")  # fmt: skip
RAW = {
    "another computer's page": (("http://evil.example/",), {}, "it names no page of the desk"),
    "its own page, the way of a proxy": ((f"{ORIGIN}/documents",), {}, "it names no page of the desk"),
    "a target with a person in it": (("@evil.example/",), {"host": f"127.0.0.1:{PORT}"}, "it names no page of the desk"),
    "no page": (("*",), {"method": "OPTIONS"}, "it names no page of the desk"),
    "a tunnel": (("evil.example:443",), {"method": "CONNECT"}, "it names no page of the desk"),
    "a host with a person in it": (("/",), {"host": f"a@localhost:{PORT}"}, "it names another host"),
    "a host with a trailing dot": (("/",), {"host": f"localhost.:{PORT}"}, "it names another host"),
    "a host in capitals": (("/",), {"host": f"LOCALHOST:{PORT}"}, "it names another host"),
    "a host of numbers, written otherwise": (("/",), {"host": f"2130706433:{PORT}"}, "it names another host"),
    "IPv4 in IPv6": (("/",), {"host": f"[::ffff:127.0.0.1]:{PORT}"}, "it names another host"),
    "IPv6 with a zone": (("/",), {"host": f"[::1%25lo]:{PORT}"}, "it names another host"),
    "a form to IPv6": (("/new/idea", *POST, "Content-Length: 0"), {"host": f"[::1]:{PORT}", "method": "POST"}, "it names another host"),
    "two ports": (("/",), {"host": f"localhost:{PORT}:{PORT}"}, "it names another host"),
    "a WebSocket": (("/", *WEBSOCKET), {}, "it asks for another protocol"),
    "a WebSocket of another site": (("/", *WEBSOCKET, "Origin: http://evil.example", "Sec-Fetch-Site: cross-site"), {}, "it asks for another protocol"),
}  # fmt: skip


@pytest.mark.parametrize("case", RAW)
def test_what_no_page_of_ours_asks_for_is_refused_and_logged(served: Served, still: Visitor, case):
    (target, *headers), how, why = RAW[case]
    before = still.saves
    served.log.clear()
    assert served.answer(served.head(target, *headers, **how)).startswith(b"HTTP/1.1 403")
    assert [one.rpartition(": ")[2] for one in served.log] == [why]
    assert (still.saves, still.git("status", "--porcelain")) == (before, "")


ODD = {
    "two hosts": ["Host: evil.example"],
    "a flood of headers": [f"X-{number}: {'x' * 1000}" for number in range(700)],
    "one header without end": [f"X: {'x' * 200_000}"],
    "two lengths": ["Content-Length: 1", "Content-Length: 2"],
    "a length and parts": ["Content-Length: 1", "Transfer-Encoding: chunked", "Transfer-Encoding: gzip"],
    "a header over two lines": ["X : 1"],
}  # fmt: skip


@pytest.mark.parametrize("case", ODD)
def test_what_no_browser_sends_is_refused_and_logged(served: Served, still: Visitor, case):
    served.log.clear()
    head = served.head("/new/idea", *ODD[case], *POST, method="POST")
    assert served.answer(head) in (b"HTTP/1.1 400 Bad Request", b"")
    assert served.log == ["refused: what came is no request of a browser"]
    assert still.git("status", "--porcelain") == ""


@pytest.mark.parametrize(
    "target",
    [
        "/docs/../ims.yml", "/docs/%2e%2e/ims.yml", "/docs/..%2fims.yml", "/docs/%2e%2e%2fims.yml",
        "/docs/..%5cims.yml", "/docs/..%252fims.yml", "/docs/%2fetc%2fpasswd", "/docs//etc/passwd",
        "/docs/leadership/..%2f..%2f..%2f..%2f..%2fetc%2fpasswd", "/docs/%00", "/docs/x%0d%0aX:1",
        "/assets/..%2fapplication.py", "/assets/%2e%2e%2f..%2fguard.py", "/assets/..", "/links/..%2f.git%2fconfig",
        "/docs/.git/config", "/docs/..%2f.git%2fconfig", "/docs/%ff%fe",
    ],
)  # fmt: skip
def test_no_address_leads_out_of_the_texts(served: Served, still: Visitor, target):
    served.log.clear()
    with served.connect() as talk:
        talk.sendall(served.head(target, "Connection: close"))
        whole = b"".join(iter(lambda: talk.recv(65_536), b""))
    is_nothing = whole.startswith((b"HTTP/1.1 404", b"HTTP/1.1 422", b"HTTP/1.1 400"))
    assert is_nothing or whole.endswith(b"\r\n\r\n"), whole[:300]
    for secret in (b"organisation:", b"root:", b"[core]", b"import annotations", b"Traceback"):
        assert secret not in whole
    assert still.faults == []


def trickled(served: Served, sent: bytes, drop: bytes) -> tuple[bytes, float]:
    """What comes back when the rest arrives drop by drop, and how many seconds that took."""
    begun, whole = time.monotonic(), b""
    with served.connect() as talk:
        talk.sendall(sent)
        talk.settimeout(0.1)
        while time.monotonic() < begun + 15:
            try:
                talk.sendall(drop)
                if not (found := talk.recv(65_536)):
                    break
                whole += found
            except TimeoutError:
                continue
            except OSError:
                break
    return whole, time.monotonic() - begun


SLOW = {
    "headers that never end": (b"GET / HTTP/1.1\r\n", b"X: 1\r\n", False),
    "a body that trickles": (("Content-Length: 100000",), b"x", False),
    "a body that never begins": (("Content-Length: 100000",), b"", False),
    "parts that never end": (("Transfer-Encoding: chunked",), b"1\r\nx\r\n", False),
    "a body that trickles from elsewhere": (("Content-Length: 100000", "Sec-Fetch-Site: cross-site"), b"x", True),
}  # fmt: skip


@pytest.mark.parametrize("case", SLOW)
def test_what_never_ends_is_closed_and_logged(served: Served, still: Visitor, case):
    begun, drop, is_refused = SLOW[case]
    served.log.clear()
    head = (
        begun
        if isinstance(begun, bytes)
        else served.head("/new/idea", *POST, *begun, method="POST")
    )
    whole, seconds = trickled(served, head, drop)
    assert seconds < 10
    assert whole.startswith(b"HTTP/1.1 403") is is_refused
    assert "refused: a request that did not end within 0.5 seconds" in served.log
    assert still.git("status", "--porcelain") == ""
    assert still.faults == []
    assert served.answer(served.head("/documents")).startswith(b"HTTP/1.1 200")


def test_a_server_that_speaks_more_than_http_lets_nobody_in_by_it(still: Visitor):
    sent: list[dict[str, object]] = []

    async def send(message: dict[str, object]) -> None:
        sent.append(message)

    async def knock() -> None:
        await still.app({"type": "websocket", "path": "/", "headers": []}, None, send)

    still.log.clear()
    anyio.run(knock)
    assert sent == [{"type": "websocket.close"}]
    assert still.log == ["refused: WebSocket /: it asks for another protocol"]
