"""Reading at the desk: the same texts and the same words as elsewhere, and nothing of them runs."""

from __future__ import annotations

import re

from visiting import ORIGIN, Visitor, hidden, said


def test_the_history_says_who_changed_what_and_why(desk: Visitor):
    page = said(desk.get("/history/POL-0001"))
    for line in desk.git(
        "log", "--format=%s", "--", "docs/leadership/innovation-policy.md"
    ).splitlines():
        assert line.partition(": ")[2][1:] in page
    assert "approved" in page


def test_a_link_in_a_text_leads_on_at_the_desk(desk: Visitor):
    page = desk.get("/docs/leadership/innovation-policy.md").text
    assert 'href="/docs/leadership/../context/ims-scope.md"' in page
    assert desk.get("/docs/context/ims-scope.md").status_code == 200


def test_a_text_of_a_stranger_is_shown_and_does_nothing(desk: Visitor):
    path = desk.root / "docs/leadership/innovation-policy.md"
    evil = '<script>alert(1)</script> <img src="http://evil.example/x"> [x](javascript:alert(1))'
    path.write_text(path.read_text("utf-8") + f"\n\n## Evil\n\n{evil}\n", "utf-8")
    page = desk.get("/docs/leadership/innovation-policy.md")
    assert page.status_code == 200
    assert "<script>alert" not in page.text
    assert 'src="http://evil' not in page.text
    assert 'href="javascript:' not in page.text


def test_what_is_no_page_is_handed_out_and_never_run(desk: Visitor):
    (desk.root / "docs/leadership/picture.svg").write_text("<svg onload='alert(1)'/>", "utf-8")
    (desk.root / "docs/leadership/page.html").write_text("<script>alert(1)</script>", "utf-8")
    for name in ("picture.svg", "page.html"):
        answer = desk.get(f"/docs/leadership/{name}")
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"] == "attachment"
    for path in (
        "/docs/../ims.yml",
        "/docs/%2e%2e/ims.yml",
        "/docs/leadership/..%2f..%2f..%2f.git/config",
    ):
        assert desk.get(path).status_code == 404


def test_a_file_that_cannot_be_read_stops_no_other_page(desk: Visitor):
    (desk.root / "docs/leadership/innovation-strategy.md").write_bytes(b"---\nid: [\n---\n\xff\xfe")
    assert desk.get("/").status_code == 200
    assert desk.get("/documents").status_code == 200
    assert desk.get("/docs/leadership/innovation-strategy.md").status_code in (200, 404, 422)
    assert desk.faults == []


def test_the_figures_of_today_are_those_of_the_terminal(desk: Visitor):
    page = said(desk.get("/"))
    assert "Integrity of the history not verified" in " ".join(page.split())
    assert "Integrity: intact" in said(desk.get("/integrity"))
    assert "Integrity of the history intact" in " ".join(said(desk.get("/")).split())


def test_what_is_changed_outside_is_shown_saved_with_a_reason_and_taken_back(desk: Visitor):
    path = desk.root / "docs/registers/risks.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("status: open", "status: treated", 1), "utf-8")
    page = desk.get("/save")
    assert "docs/registers/risks.yaml" in page.text
    assert "1 not saved" in said(desk.get("/"))
    refused = desk.post("/save", path="docs/registers/risks.yaml", reason="x")
    assert refused.status_code == 422
    done = desk.post("/save", path="docs/registers/risks.yaml", reason="Say that the first risk is treated now")  # fmt: skip
    assert done.status_code == 303
    last = desk.git("rev-parse", "HEAD").strip()
    assert "Say that the first risk is treated now" in said(desk.get("/undo"))
    assert desk.post("/undo", commit="something else").status_code == 409
    assert desk.post("/undo", commit=last).status_code == 303
    assert path.read_text("utf-8") == text
    assert desk.git("status", "--porcelain") == ""


def test_the_last_saves_are_told_once_each(desk: Visitor):
    told = re.search(r"What was saved last</h2><ul[^>]*>(.*?)</ul>", desk.get("/").text, re.DOTALL)
    assert told
    lines = re.findall(r"<li>(.*?)</li>", told[1])
    assert 4 < len(lines) == len(set(lines))


def test_in_a_cut_history_nothing_is_approved(desk: Visitor, tmp_path):
    cut = tmp_path / "cut"
    desk.git("clone", "-q", "--depth", "3", f"file://{desk.root}", str(cut))
    visitor = Visitor(cut)
    visitor.get(visitor.desk.door.link().removeprefix(ORIGIN))
    for answer in (visitor.get("/"), visitor.post("/approve/CIM-0001", read="CIM-0001")):
        assert answer.status_code in (409, 422)
        assert "The history is cut off" in said(answer)
    assert visitor.git("status", "--porcelain") == ""


def test_what_is_no_longer_what_was_read_is_not_approved(desk: Visitor):
    page = desk.get("/approve/CIM-0001").text
    read = hidden(page, "digest")
    path = desk.root / "docs/improvement/continual-improvement.md"
    path.write_text(path.read_text("utf-8") + "\nOne line more.\n", "utf-8")
    answer = desk.post("/approve/CIM-0001", id="CIM-0001", read="CIM-0001", digest=read)
    assert answer.status_code == 422
    assert "CIM-0001 was changed since you opened it" in said(answer)
