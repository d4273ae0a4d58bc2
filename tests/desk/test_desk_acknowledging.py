"""Reading at the desk: the text in force, and that one has read exactly this version."""

from __future__ import annotations

from visiting import Visitor, hidden, said

POLICY = "docs/leadership/innovation-policy.md"


def test_who_is_asked_reads_the_text_in_force_and_says_so_once(desk: Visitor):
    policy = desk.root / POLICY
    place = "/acknowledge/POL-0001"
    page = desk.get(place)
    assert "in force since" in said(page)
    assert page.text.count("<h1") == 1
    digest = hidden(page.text, "digest")
    answer = desk.post(place, digest=digest)
    assert answer.status_code == 303
    told = said(desk.get(answer.headers["location"]))
    assert "Jonas Petersen has read POL-0001" in told
    (path,) = desk.git("show", "--format=", "--name-only").split()
    record = (desk.root / path).read_text("utf-8")
    assert digest in record
    assert "person: PER-0002" in record
    saves = desk.saves
    assert "You have said so already" in said(desk.get(desk.post(place, digest=digest).headers["location"]))  # fmt: skip
    assert desk.saves == saves
    assert "I have read this" not in said(desk.get(place))
    policy.write_text(f"{policy.read_text('utf-8')}\nOf tomorrow.\n", "utf-8")
    assert "Of tomorrow" not in said(desk.get(place))


def test_another_version_than_was_shown_is_not_said_to_be_read(desk: Visitor):
    saves = desk.saves
    answer = desk.post("/acknowledge/POL-0001", digest="0" * 64)
    assert answer.headers["location"].startswith("/acknowledge/POL-0001?")
    assert "Another version has come into force" in said(desk.get(answer.headers["location"]))
    assert desk.saves == saves


def test_today_names_what_is_to_be_read(desk: Visitor):
    assert "To read" not in said(desk.get("/"))
    policy = desk.root / POLICY
    text = policy.read_text("utf-8")
    policy.write_text(text.replace("\nowner:", "\neverybody_reads: true\nowner:", 1), "utf-8")
    page = desk.get("/")
    assert "To read" in said(page)
    assert 'href="/acknowledge/POL-0001"' in page.text


def test_only_what_is_in_force_can_be_read_so(still: Visitor):
    for name in ("NO-0001", "MRP-0001", "IDE-0001"):
        assert still.get(f"/acknowledge/{name}").status_code == 404


def test_a_list_in_force_is_shown_whole(still: Visitor):
    page = said(still.get("/acknowledge/limits"))
    assert "LIM-0001" in page
    assert "I have read this" in page
