"""Who is let in: one browser of this computer, and no other page in it."""

from __future__ import annotations

import pytest
from visiting import ORIGIN, PORT, SAME, Visitor

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
