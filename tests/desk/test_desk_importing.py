"""Bringing in files at the desk: chosen, looked at, corrected, brought in; without JavaScript."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Mapping
from pathlib import Path

import httpx
import openpyxl
import pytest
from visiting import SAME, Visitor, hidden, said
from word_files import document, paragraph, run

from ims_docs.desk import imports
from ims_docs.desk.asking import MULTIPART, Form, Upload

GUIDE = b"# Innovation policy\n\nWe try things early.\n\n## Commitments\n\nWe listen to users.\n"
DELETED = '<w:del w:id="1" w:author="Mia"><w:r><w:delText>soon</w:delText></w:r></w:del>'


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "risks"
    sheet.append(["Title", "Kind"])
    sheet.append(["A supplier of sensors closes", "risk"])
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def choose(desk: Visitor, files: Mapping[str, bytes]) -> httpx.Response:
    """The form with files, as a browser sends it."""
    body = b""
    for name, data in files.items():
        body += f'--edge5\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\nContent-Type: application/octet-stream\r\n\r\n'.encode()
        body += data + b"\r\n"
    headers = {**SAME, "Content-Type": f"{MULTIPART}; boundary=edge5"}
    return desk.ask("POST", "/import", headers, content=body + b"--edge5--\r\n")


def filled(desk: Visitor, place: str) -> dict[str, str]:
    """The plan as it is shown."""
    page = desk.get(place).text
    form = {"mark": hidden(page, "mark"), "once": hidden(page, "once")}
    for name, options in re.findall(
        r'<select[^>]* name="([^"]+)".*?>(.*?)</select>', page, re.DOTALL
    ):
        chosen = re.search(r'value="([^"]*)" selected', options)
        form[name] = chosen[1] if chosen else ""
    return form


def bring_in(desk: Visitor, place: str, form: dict[str, str]) -> httpx.Response:
    answer = desk.ask("POST", place, SAME, form)
    assert answer.status_code == 303
    return desk.get(answer.headers["location"])


def row(page: httpx.Response, name: str) -> str:
    found = next(one for one in page.text.split("<tr>") if f"<strong>{name}" in one)
    return said(httpx.Response(200, text=found.split("</tr>")[0]))


@pytest.fixture(scope="module")
def desk(nordwind: Path, tmp_path_factory: pytest.TempPathFactory) -> Visitor:
    """Jonas with files in his hands."""
    root = tmp_path_factory.mktemp("desk") / "nordwind"
    return Visitor(Path(shutil.copytree(nordwind, root, symlinks=True))).sit("Jonas Petersen")


def test_files_are_looked_at_brought_in_once_and_a_broken_one_stops_no_other(desk: Visitor):
    files = {
        "policy.md": GUIDE,
        "lists.xlsx": workbook(),
        "broken.xlsx": b"no book",
        "empty.md": b"",
        "film.mp4": b"\0\1",
        "unclear.md": b"# Something of ours\n\nWords.\n",
    }
    saves = desk.saves
    place = choose(desk, files).headers["location"]
    plan = desk.get(place)
    assert "Innovation policy (" in plan.text
    assert "docs/leadership/innovation-policy" in row(plan, "policy.md")
    assert "New: RSK-" in row(plan, "lists.xlsx")
    assert "is no whole Office file" in row(plan, "broken.xlsx")
    assert "is empty" in row(plan, "empty.md")
    assert "reads such a file" in row(plan, "film.mp4")
    assert "Choose one" in row(plan, "unclear.md")
    assert "`" not in re.sub(r"<code>.*?</code>", "", plan.text)
    assert (desk.saves, desk.git("status", "--porcelain")) == (saves, "")

    assert place in desk.get("/import").text
    form = filled(desk, place)
    result = bring_in(desk, place, form)
    assert desk.saves == saves + 2, said(result)
    identifier = re.search(r'href="/id/(POL-\d+)"', result.text)
    assert identifier, said(result)
    draft = next(one for one in desk.desk.office.look().repository.documents if one.id == identifier[1])  # fmt: skip
    assert (draft.version, draft.content.values["imported_from"]["file"]) == ("0.1", "policy.md")
    assert desk.get(f"/id/{identifier[1]}").status_code in {200, 303}
    words = said(result)
    assert "2 files brought in" in words
    assert "You did not say what it becomes" in words
    assert "is no whole Office file" in words
    assert place not in desk.get("/import").text
    assert identifier[0] in bring_in(desk, place, form).text  # a double click
    cut_off = said(bring_in(desk, place, form | {"once": "after a restart"}))
    assert "0 files" not in cut_off
    assert "Nothing was brought in" in cut_off
    assert desk.saves == saves + 2

    again = desk.get(choose(desk, files).headers["location"])
    assert f"It is here already, as  {identifier[1]}" in row(again, "policy.md")
    assert "Everything in it is here already" in row(again, "lists.xlsx")
    assert desk.ask("POST", place, SAME, {"mark": hidden(again.text, "mark")}).status_code == 303
    nothing = said(desk.get(place))
    assert "Nothing was brought in" in nothing
    assert "Here already" in nothing
    assert (desk.saves, desk.git("status", "--porcelain")) == (saves + 2, "")
    assert desk.faults == []


def test_a_person_says_the_type_and_what_holds_of_tracked_changes(desk: Visitor):
    changed = document(paragraph(run("We decide ") + DELETED), paragraph(run("every month.")))
    files = {"notes.docx": changed, "left.md": GUIDE + b"And more.\n"}
    place = choose(desk, files).headers["location"]
    assert "nobody accepted or rejected (1 by Mia)" in row(desk.get(place), "notes.docx")
    chosen = {"becomes.0": "document:innovation-strategy", "becomes.1": "nothing"}
    refused = said(bring_in(desk, place, filled(desk, place) | chosen))
    assert "nobody accepted or rejected" in refused
    assert "You left it out" in refused
    assert desk.ask("POST", place, SAME, {"act": "again"}).status_code == 303
    result = bring_in(desk, place, filled(desk, place) | chosen | {"changes.0": "reject"})
    path = re.search(r'href="/id/(STR-\d+)"', result.text)
    assert path, said(result)
    draft = next(one for one in desk.desk.office.look().repository.documents if one.id == path[1])
    assert "We decide soon" in (desk.root / draft.path).read_text("utf-8")


def test_what_is_no_choice_of_files_has_a_sentence(desk: Visitor, monkeypatch: pytest.MonkeyPatch):
    nothing = choose(desk, {})
    assert (nothing.status_code, "No file was chosen" in nothing.text) == (422, True)
    assert desk.get("/import/0123456789abcdef").status_code == 404
    assert desk.get("/import/..%2Fhooks").status_code == 404
    monkeypatch.setattr(imports, "MAX_FILE", 10)
    place = choose(desk, {"large.md": b"# Large text\n", "../../up.md": b"# Up\n"}).headers["location"]  # fmt: skip
    plan = desk.get(place)
    assert "has more than" in row(plan, "large.md")
    assert "up.md" in row(plan, "up.md")
    stale = desk.ask("POST", place, SAME, {"mark": "x"})
    assert (stale.status_code, "looked at again" in stale.text) == (409, True)
    assert desk.ask("POST", place, SAME, {"act": "forget"}).status_code == 303
    assert desk.get(place).status_code == 404
    assert desk.git("status", "--porcelain") == ""


def test_files_of_one_name_are_all_kept_under_names_that_every_system_stores():
    names = [
        "a.md",
        "A.md",
        "sub/a.md",
        "C:\\x\\b?.md",
        "..",
        "e\u0301" * 200 + ".docx",
        "\u202e.md",
    ]
    found = imports.named([Upload(one, one.encode()) for one in names])
    assert [*found][:5] == ["a.md", "A (2).md", "a (3).md", "b-.md", "file"]
    assert len({one.casefold() for one in found}) == len(names)
    assert all(len(one.encode()) < 200 and "/" not in one for one in found)


def test_a_form_keeps_every_file_of_a_field_and_the_empty_ones():
    body = b"".join(
        b'--e\r\nContent-Disposition: form-data; name="files"; filename="%s"\r\n\r\n%s\r\n' % one
        for one in ((b"a", b"1"), (b"b", b""), (b"", b""))
    )
    form = Form.of(body + b"--e--\r\n", f"{MULTIPART}; boundary=e")
    assert form.uploads["files"] == (Upload("a", b"1"), Upload("b", b""))
