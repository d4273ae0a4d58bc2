"""Registers as tables: many rows edited or pasted, errors by cell, nothing saved before all are right."""

from __future__ import annotations

import html
import re

import pytest
from visiting import Visitor, area, hidden, said

from ims_docs.formats import frontmatter

TITLES = "Title\tType\tOwner\tStatus"


def rows_of(desk: Visitor, name: str = "risks") -> list[dict[str, object]]:
    text = (desk.root / f"docs/registers/{name}.yaml").read_text("utf-8")
    listed = frontmatter.parse(text).values["entries"]
    assert isinstance(listed, list)
    return listed


def whole(desk: Visitor, name: str = "risks") -> list[list[str]]:
    """The register as a table program has it."""
    text = area(desk.get(f"/paste/{name}?all=1").text, "rows").replace("\r\n", "\n")
    import csv
    import io

    return list(csv.reader(io.StringIO(text), delimiter="\t"))


def tabbed(rows: list[list[str]]) -> str:
    import csv
    import io

    made = io.StringIO()
    csv.writer(made, delimiter="\t", lineterminator="\r\n").writerows(rows)
    return made.getvalue()


def save(desk: Visitor, name: str, looked: str) -> str:
    """Save what a page shows; where it leads."""
    done = desk.post(
        f"/paste/{name}", act="save", was=hidden(looked, "was"), rows=area(looked, "rows")
    )
    assert done.status_code == 303, said(done)
    return done.headers["location"]


@pytest.mark.parametrize("name", ["risks", "people", "roles", "partners", "interested-parties"])
def test_a_whole_register_pasted_back_changes_nothing(still: Visitor, name):
    rows = whole(still, name)
    assert len(rows) == len(rows_of(still, name)) + 1
    page = still.post(f"/paste/{name}", rows=tabbed(rows), act="save", was="x")
    assert "Nothing changes" in said(page)
    assert still.git("status", "--porcelain") == ""


def test_rows_are_shown_first_and_saved_when_all_are_right(desk: Visitor):
    rows = whole(desk)
    title, before, number = rows[0].index("Title"), rows_of(desk), desk.saves
    rows[1][title] = 'A title with "marks"\nand two lines' if False else 'A title with "marks"'
    fresh = list(rows[2])
    fresh[rows[0].index("Id")], fresh[title] = "", "A risk from a table"
    looked = desk.post("/paste/risks", rows=tabbed([*rows, fresh]), act="look")
    assert looked.status_code == 200, said(looked)
    assert "1 row changed, 1 row added" in said(looked)
    assert 'class="redline"' in looked.text
    assert (desk.saves, desk.git("status", "--porcelain")) == (number, "")
    save(desk, "risks", looked.text)
    after = rows_of(desk)
    assert [one["title"] for one in after[1:-1]] == [one["title"] for one in before[1:]]
    assert (after[0]["title"], after[-1]["title"]) == ('A title with "marks"', "A risk from a table")  # fmt: skip
    used = [int(str(one["id"])[-4:]) for one in before]
    assert int(str(after[-1]["id"])[-4:]) > max(used)
    assert desk.git("status", "--porcelain") == ""
    added, gone = desk.git("show", "--numstat", "--format=").split()[:2]
    assert int(gone) == 1
    assert int(added) < 25


def test_what_is_wrong_is_said_by_cell_and_nothing_is_saved(desk: Visitor):
    rows, before = whole(desk), desk.saves
    head = rows[0]
    id_, status, owner = head.index("Id"), head.index("Status"), head.index("Owner")
    rows[1][status] = "gone fishing"
    rows[2][id_] = "RSK-0999"
    rows[3][owner] = "nobody-at-all"
    page = desk.post("/paste/risks", rows=tabbed(rows), act="save", was=hidden(desk.get("/paste/risks").text, "was"))  # fmt: skip
    assert page.status_code == 422
    shown = said(page)
    assert "Row 2, Status:" in shown
    assert "Row 3, Id: Nothing here has the id RSK-0999" in shown
    rows[1][status], rows[2][id_] = whole(desk)[1][status], whole(desk)[2][id_]
    judged = desk.post("/paste/risks", rows=tabbed(rows), act="look")
    assert judged.status_code == 422
    assert "Row 4, Owner:" in said(judged)
    assert html.unescape(area(judged.text, "rows")).split() == tabbed(rows).split()
    assert (desk.saves, desk.git("status", "--porcelain")) == (before, "")


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("", "Nothing was pasted"),
        ("just words", "has to name the columns"),
        ("Title\tColour\nA\tred", "called 'Colour'"),
        ("Title\tTitle\nA\tB", "is there twice"),
        ("Title\n" + "x\n" * 2001, "too many at once"),
        ('Title\tOwner\n"an open quote\tx', "Row 2"),
        ("Id\tTitle\nRSK-0001\ta\nRSK-0001\tb", "is in an earlier row"),
    ],
)
def test_what_cannot_be_a_table_is_told_in_a_sentence(still: Visitor, rows, words):
    page = still.post("/paste/risks", rows=rows, act="save", was="x")
    assert page.status_code == 422
    assert words in said(page)
    assert still.faults == []
    assert still.git("status", "--porcelain") == ""


def test_somebody_elses_change_meanwhile_is_looked_at_again(desk: Visitor):
    rows = whole(desk)
    rows[1][rows[0].index("Title")] = "Another title"
    looked = desk.post("/paste/risks", rows=tabbed(rows), act="look").text
    path = desk.root / "docs/registers/risks.yaml"
    path.write_text(path.read_text("utf-8").replace("entries:", "# theirs\nentries:"), "utf-8")
    desk.git("commit", "-qam", "Say something else about the risks here", "--no-verify")
    before = desk.saves
    again = desk.post("/paste/risks", act="save", was=hidden(looked, "was"), rows=area(looked, "rows"))  # fmt: skip
    assert again.status_code == 422
    assert "Somebody else changed" in said(again)
    assert desk.saves == before
    save(desk, "risks", again.text)


def cells(page: str) -> dict[str, str]:
    """Every field of the grid, as a browser sends it back."""
    found = {
        name: html.unescape(value)
        for name, value in re.findall(r'name="(cell\.[^"]+)" value="([^"]*)"', page)
    }
    for name, text in re.findall(r'<textarea id="[^"]+" name="(cell\.[^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL):  # fmt: skip
        found[name] = html.unescape(text)
    for name, body in re.findall(r'<select id="[^"]+" name="(cell\.[^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):  # fmt: skip
        chosen = re.search(r"<option selected>([^<]*)", body)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    return found


def test_many_rows_are_edited_at_once_and_the_rest_stays(desk: Visitor):
    from visiting import SAME

    fields = cells(desk.get("/table/risks").text)
    unchanged = desk.ask("POST", "/table/risks", SAME, fields)
    assert "Nothing changes" in said(unchanged)
    fields |= {"cell.0.title": "First", "cell.2.title": "Third"}
    wrong = desk.ask("POST", "/table/risks", SAME, {**fields, "cell.1.title": "", "cell.0.status": "?"})  # fmt: skip
    assert wrong.status_code == 422
    assert 'id="cell.0.status-error"' in wrong.text
    assert cells(wrong.text)["cell.2.title"] == "Third"
    looked = desk.ask("POST", "/table/risks", SAME, fields)
    assert "2 rows changed" in said(looked)
    save(desk, "risks", looked.text)
    assert [rows_of(desk)[at]["title"] for at in (0, 2)] == ["First", "Third"]
    assert desk.git("show", "--numstat", "--format=").split()[:2] == ["2", "2"]


def test_rows_are_found_and_sorted_without_javascript(still: Visitor):
    some = cells(still.get("/table/risks?find=RSK-0001").text)
    assert [one for name, one in some.items() if name.endswith(".id") and one] == ["RSK-0001"]
    ordered = cells(still.get("/table/risks?sort=title").text)
    titles = [one for name, one in ordered.items() if name.endswith(".title") and one]
    assert titles == sorted(titles, key=str.casefold)


def test_an_entry_is_taken_out_with_a_statement(desk: Visitor):
    assert "Take RSK-0001 out?" in said(desk.get("/remove/RSK-0001"))
    refused = desk.post("/remove/RSK-0001", reason="short")
    assert refused.status_code == 422
    number = len(rows_of(desk))
    free = next(
        str(one["id"])
        for one in rows_of(desk)
        if "What names it" not in said(desk.get(f"/remove/{one['id']}"))
    )
    done = desk.post(f"/remove/{free}", reason="It was entered twice, by two people")
    assert done.status_code == 303, said(done)
    assert len(rows_of(desk)) == number - 1
    assert "It was entered twice" in desk.git("show", "HEAD")
    assert desk.git("status", "--porcelain") == ""


def test_the_advice_of_a_register_is_taken_away_and_no_other_byte(desk: Visitor):
    path = desk.root / "docs/registers/risks.yaml"
    advice = "guidance: |\n  Keep what applies.\n\n  # this is advice too\n"
    head, _, entries = path.read_text("utf-8").partition("entries:\n")
    path.write_text(f"{head}{advice}# ours\nentries:\n{entries}", "utf-8", newline="\n")
    desk.git("commit", "--quiet", "--no-verify", "-am", "Put the advice back")
    saves = desk.saves
    assert "Keep what applies." in said(desk.get("/docs/registers/risks.yaml"))
    assert "advice to follow" in said(desk.get("/"))
    assert desk.post("/advice/risks").status_code == 303
    assert path.read_bytes().decode() == f"{head}# ours\nentries:\n{entries}"
    assert (desk.saves, desk.git("status", "--porcelain")) == (saves + 1, "")
    assert "Keep what applies." not in said(desk.get("/docs/registers/risks.yaml"))
    assert desk.post("/advice/risks").status_code == 303
    assert desk.saves == saves + 1


def test_a_register_that_is_a_draft_is_submitted_from_its_page(desk: Visitor):
    path = desk.root / "docs/registers/risks.yaml"
    path.write_text(f"{path.read_text('utf-8')}# looked through\n", "utf-8", newline="\n")
    desk.git("commit", "--quiet", "--no-verify", "-am", "Look through it")
    assert 'action="/submit"' in desk.get("/docs/registers/risks.yaml").text
