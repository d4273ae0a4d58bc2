"""Without JavaScript: advice taken away, places filled in, links and pictures put into a text."""

from __future__ import annotations

import html
import re
import shutil
from pathlib import Path

import httpx
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from visiting import SAME, Visitor, area, hidden, said

from ims_docs.desk.asking import MULTIPART, Form

DRAFT = "improvement/continual-improvement.md"
FINAL = "leadership/innovation-policy.md"
REASON = "Say how we work since the last review"
ADVICE = '!!! guidance "Say it"\n    Why.\n\n    Example: "so".\n\n'
PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\r\n\n\r--b"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\r\n--boundary\r\n"


@pytest.fixture(scope="module")
def writer(nordwind: Path, tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """Jonas before a text that has advice between its words and two places to fill in."""
    root = Path(shutil.copytree(nordwind, tmp_path_factory.mktemp("desk") / "nordwind", symlinks=True))  # fmt: skip
    path = root / "docs" / DRAFT
    before = path.read_text("utf-8").replace('version: "1.0"', 'version: "0.9"')
    head, *sections = before.split("\n## ")
    first, _, rest = sections[0].partition("\n\n")
    sections[0] = f"{first}\n\nWe meet in [TODO: town] on [TODO: day].\n\n{ADVICE}{rest}"
    path.write_text("\n## ".join([head, *sections]), "utf-8")
    visitor = Visitor(root).sit("Jonas Petersen")
    visitor.git("commit", "-qam", "Leave advice and two places in the text again", "--no-verify")
    visitor.desk.office.forget()
    return visitor


def opened(desk: Visitor, path: str = DRAFT, part: int = 1) -> dict[str, str | list[str]]:
    page = desk.get(f"/write/{path}?part={part}")
    places = [html.unescape(one) for one in re.findall(r'name="place.of" value="([^"]*)"', page.text)]  # fmt: skip
    return {
        "part": str(part),
        "was": hidden(page.text, "was"),
        "words": area(page.text),
        "reason": REASON,
        "place.of": places,
        "place": [""] * len(places),
    }


def send(desk: Visitor, form: dict[str, str | list[str]], path: str = DRAFT) -> httpx.Response:
    return desk.ask("POST", f"/write/{path}", SAME, form)


def upload(desk: Visitor, form: dict[str, str | list[str]], name: str, data: bytes, path: str = DRAFT) -> httpx.Response:  # fmt: skip
    """The form with a file, as a browser sends it."""
    edge = "----edge5a1b"
    body = b""
    for key, value in form.items():
        for one in [value] if isinstance(value, str) else value:
            body += f'--{edge}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{one}\r\n'.encode()  # fmt: skip
    body += f'--{edge}\r\nContent-Disposition: form-data; name="picture"; filename="{name}"\r\nContent-Type: image/png\r\n\r\n'.encode()
    body += data + f"\r\n--{edge}--\r\n".encode()
    headers = {**SAME, "Content-Type": f"{MULTIPART}; boundary={edge}"}
    return desk.ask("POST", f"/write/{path}", headers, content=body)


def text(desk: Visitor, path: str = DRAFT) -> str:
    return (desk.root / "docs" / path).read_text("utf-8")


def test_advice_is_no_text_to_edit_and_stays_between_the_words(writer: Visitor):
    form = opened(writer)
    assert "guidance" not in form["words"]
    page = said(writer.get(f"/write/{DRAFT}?part=1"))
    assert "Say it" in page
    assert "Done, take it away" in page
    before = text(writer)
    form["words"] = str(form["words"]).replace("We meet in", "All of us meet in")
    assert send(writer, form | {"act": "save"}).status_code == 303
    assert text(writer) == before.replace("We meet in", "All of us meet in")


def test_an_answer_belongs_to_its_place_whatever_was_filled_in_before(writer: Visitor):
    form = opened(writer) | {"place": ["Bremen", ""], "act": "look"}
    looked = send(writer, form)
    assert "Bremen on [TODO: day]" in area(looked.text)
    again = form | {
        "words": area(looked.text),
        "place.of": [hidden(looked.text, "place.of")],
        "place": ["Monday"],
    }
    looked = send(writer, again)
    assert "Bremen on Monday." in area(looked.text)
    gone = again | {"words": "Nothing of that.", "act": "save"}
    refused = send(writer, gone)
    assert refused.status_code == 422
    assert "[TODO: day]" in said(refused)
    assert area(refused.text) == "Nothing of that."


def test_advice_that_is_done_goes_alone_and_what_was_typed_stays_unsaved(writer: Visitor):
    form = opened(writer)
    typed = f"{form['words']}\r\n\r\nTyped, not saved."
    before, saves = text(writer), writer.saves
    answer = send(writer, form | {"words": typed, "act": "done:0"})
    assert answer.status_code == 200
    assert text(writer) == before.replace(ADVICE, "")
    assert writer.saves == saves + 1
    assert "“Say it”" in writer.git("log", "-1", "--format=%s")
    assert writer.git("log", "-1", "--numstat", "--format=").split()[:2] == ["0", "5"]
    assert area(answer.text) == typed
    assert "What you typed is not saved yet" in said(answer)
    more = form | {"words": typed, "was": hidden(answer.text, "was"), "act": "save"}
    assert send(writer, more).status_code == 303
    assert "Typed, not saved.\n" in text(writer)


@pytest.mark.parametrize(
    ("asked", "identifier", "written"),
    [
        ("policy innov", "POL-0001", "[Innovation policy](../leadership/innovation-policy.md)"),
        ("ncr-0002", "NCR-0002", "(../records/nonconformity/NCR-0002.md)"),
        ("risks", "risks", "[Risks, opportunities and uncertainties](../registers/risks.yaml)"),
        ("rsk-0001", "RSK-0001", "(../registers/risks.yaml)"),
        ("LIM-0001", "LIM-0001", "12 months (LIM-0001)"),
        ("9.2", "ISO 56001 9.2", "clause 9.2 of ISO 56001"),
    ],
)
def test_a_link_is_looked_up_and_written_so_that_the_rules_find_it(
    writer: Visitor, asked, identifier, written
):
    form = opened(writer, part=2)
    found = send(writer, form | {"act": "find", "find": asked})
    choices = [html.unescape(one) for one in re.findall(r'value="link:([^"]+)"', found.text)]
    assert choices[0] == identifier
    assert area(found.text) == form["words"]
    put = send(writer, form | {"act": f"link:{identifier}"})
    assert written in area(put.text)
    looked = said(send(writer, form | {"words": area(put.text), "act": "look"}))
    assert "The rules find nothing in this section." in looked
    assert writer.git("status", "--porcelain") == ""


def test_a_word_that_nothing_has_says_so(writer: Visitor):
    assert "Nothing has “qwxyz”" in said(writer.get(f"/links/{DRAFT}?find=qwxyz"))
    assert writer.get(f"/links/{DRAFT}?find=%3Cscript%3E").text.count("<script>") == 0


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("drawing.png", b"<?xml version='1.0'?><svg onload='alert(1)'/>", "SVG"),
        ("page.png", b"<html><script>alert(1)</script>", "no picture"),
        ("photo.png", b"\x00\x00\x00\x18ftypheic", "HEIC"),
        ("big.png", PNG + b"x" * (3 * 1024 * 1024), "at most 3 MB"),
        ("", b"", "No picture was chosen"),
    ],
)
def test_what_is_no_picture_is_refused_with_the_text_still_there(writer: Visitor, name, data, why):
    form = opened(writer, part=2) | {"act": "picture", "picture.alt": "Four steps"}
    answer = upload(writer, form, name, data)
    assert answer.status_code == 422
    assert why in said(answer)
    assert area(answer.text) == form["words"]
    assert not (writer.root / "docs/assets").exists()


def test_a_picture_waits_beside_git_and_is_stored_with_the_text_that_shows_it(writer: Visitor):
    form = opened(writer, part=2) | {"act": "picture", "picture.alt": ""}
    assert "What does the picture show?" in said(upload(writer, form, "Größe (1).jpeg", JPEG))
    form["picture.alt"] = "Four [steps]"
    put = upload(writer, form, "../Größe (1).jpeg", JPEG)
    words = area(put.text)
    target = re.search(r"!\[Four steps\]\(\.\./assets/(groe?-?e?-1-[0-9a-f]{12}\.jpg|gro-e-1-[0-9a-f]{12}\.jpg)\)", words)  # fmt: skip
    assert target, words
    waiting = writer.get(f"/docs/assets/{target[1]}")
    assert (waiting.content, waiting.headers["content-type"]) == (JPEG, "image/jpeg")
    refused = send(writer, form | {"words": words, "act": "save", "reason": "x"})
    assert refused.status_code == 422
    broken = send(writer, form | {"words": f"{words}\r\n\r\n[x](no.md)", "act": "save"})
    assert broken.status_code == 422
    assert not (writer.root / "docs/assets").exists()
    assert writer.git("status", "--porcelain") == ""
    assert send(writer, form | {"words": words, "act": "save"}).status_code == 303
    shown = writer.git("show", "--name-only", "--format=", "HEAD").split()
    assert shown == [f"docs/assets/{target[1]}", f"docs/{DRAFT}"]
    assert (writer.root / "docs/assets" / target[1]).read_bytes() == JPEG
    assert list((writer.root / ".git/ims-desk-pictures").iterdir()) == []


def test_a_name_in_the_address_reaches_no_other_file(writer: Visitor):
    (writer.root / ".git/ims-desk-pictures").mkdir(exist_ok=True)
    for name in ("../../config", "..%2F..%2Fconfig", "config", "x-0123456789ab.svg"):
        assert writer.get(f"/docs/assets/{name}").status_code == 404


def test_somebody_elses_change_is_told_while_one_types(writer: Visitor):
    form = opened(writer, part=3) | {"was": "another", "act": "typing"}
    answer = writer.ask("POST", f"/write/{DRAFT}", {**SAME, "X-Desk-Part": "1"}, form)
    assert answer.status_code == 200
    assert "Somebody else changed this section meanwhile" in said(answer)


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        (MULTIPART, b"no edge"),
        (f"{MULTIPART}; boundary=a", b"--a\r\n\r\nno name\r\n--a--"),
        (f"{MULTIPART}; boundary=a", b'--a\r\nContent-Disposition: form-data; name="words"\r\n\r\n\xff\r\n--a--'),
        (f"{MULTIPART}; boundary=a", b'--a\r\nContent-Disposition: form-data; name="picture"; filename="a"\r\nContent-Type: message/rfc822\r\n\r\nA: b\r\n\r\nc\r\n--a--'),
        ("application/x-www-form-urlencoded", b"a=b&" * 6_000),
        ("application/x-www-form-urlencoded", b"act=done:x"),
        ("application/x-www-form-urlencoded", b"act=link:none&part=99999999999"),
    ],
)  # fmt: skip
def test_a_strange_form_is_answered_and_writes_nothing(writer: Visitor, kind, body):
    before = writer.saves
    answer = writer.ask("POST", f"/write/{DRAFT}", {**SAME, "Content-Type": kind}, content=body)
    assert answer.status_code in (200, 400, 404, 409, 422)
    assert (writer.faults, writer.saves) == ([], before)
    assert writer.git("status", "--porcelain") == ""


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=300), st.text(max_size=40))
def test_a_file_in_a_form_comes_through_byte_for_byte(data, words):
    edge = "edge7"
    plain = words.encode("utf-8", "replace")
    body = (
        b'--edge7\r\nContent-Disposition: form-data; name="words"\r\n\r\n' + plain + b"\r\n"
        b'--edge7\r\nContent-Disposition: form-data; name="picture"; filename="a.png"\r\n'
        b"Content-Type: image/png\r\n\r\n" + data + b"\r\n--edge7--\r\n"
    )
    if b"--edge7" in data + plain:
        return
    form = Form.of(body, f"{MULTIPART}; boundary={edge}")
    assert form.text("words") == plain.decode().replace("\r\n", "\n").replace("\r", "\n")
    assert (form.files["picture"].data if data else b"") == data
