"""Records and registers by forms: asked for what the state needs, judged by the rules, nothing typed is lost."""

from __future__ import annotations

import re

from visiting import Visitor, hidden, said

from ims_docs.formats import frontmatter


def new(desk: Visitor) -> dict[str, str]:
    return {"once": hidden(desk.get("/new/idea").text, "once"), "key__title": "A quieter brake", "key__idea_type": "product"}  # fmt: skip


def values(desk: Visitor, path: str) -> dict[str, object]:
    return dict(frontmatter.read_text(path, (desk.root / path).read_text("utf-8")).values)


def test_an_idea_is_added_and_saved_in_one_step_by_whoever_sits_here(desk: Visitor):
    page = desk.get("/new/idea").text
    before = desk.saves
    data = new(desk) | {"key__date": hidden(page, "key.date"), "key__author": "PER-0002", "key__owner": "PER-0002", "section__0": "It squeals."}  # fmt: skip
    answer = desk.post("/new/idea", **data)
    place = answer.headers["location"].partition("?")[0]
    assert answer.status_code == 303
    assert desk.saves == before + 1
    assert desk.git("status", "--porcelain") == ""
    kept = values(desk, place.removeprefix("/"))
    assert (kept["title"], kept["status"], kept["idea_type"]) == (
        "A quieter brake",
        "open",
        "product",
    )
    assert "Jonas Petersen" in desk.git("log", "-1", "--format=%an")
    assert desk.git("log", "-1", "--format=%s").strip() == f"Add idea {kept['id']}: A quieter brake"
    assert "is added and saved: A quieter brake." in said(desk.get(answer.headers["location"]))
    assert "It squeals." in said(desk.get(place))


def test_the_same_form_twice_is_one_idea(desk: Visitor):
    data = new(desk) | {
        "key__date": "2026-11-30",
        "key__author": "PER-0002",
        "key__owner": "PER-0002",
    }
    first, second = desk.post("/new/idea", **data), desk.post("/new/idea", **data)
    places = {one.headers["location"].partition("?")[0] for one in (first, second)}
    assert len(places) == 1
    assert desk.git("log", "-2", "--format=%s").count("A quieter brake") == 1


def test_what_is_missing_or_wrong_is_said_at_the_field_and_what_was_typed_stays(desk: Visitor):
    before = desk.saves
    answer = desk.post("/new/idea", key__title="", key__date="31.02.2026", key__idea_type="", section__0="Kept <b>words</b>")  # fmt: skip
    assert answer.status_code == 422
    for name in ("key.title", "key.date", "key.idea_type"):
        assert f'id="{name}-error"' in answer.text
        assert f'href="#{name}"' in answer.text
    assert '<a href="#key.title">Title: ' in answer.text
    assert "Kept &lt;b&gt;words&lt;/b&gt;" in answer.text
    assert "31.02.2026" in answer.text
    assert (desk.saves, desk.git("status", "--porcelain")) == (before, "")


def test_a_step_asks_for_what_the_state_needs_and_is_taken_when_it_is_said(desk: Visitor):
    data = new(desk) | {"key__date": "2026-11-30", "key__author": "PER-0002", "key__owner": "PER-0002", "section__0": "It squeals."}  # fmt: skip
    place = desk.post("/new/idea", **data).headers["location"].partition("?")[0]
    name = place.rpartition("/")[2].removesuffix(".md")
    page = desk.get(f"/move/{name}?to=under evaluation")
    assert 'name="key.evaluated_by"' in page.text
    assert 'name="key.learning"' not in page.text
    refused = desk.post(f"/move/{name}", to="under evaluation", key__evaluated_by="")
    assert refused.status_code == 422
    assert 'id="key.evaluated_by-error"' in refused.text
    fields = re.findall(r'name="(section\.\d+)"', page.text)
    words = {one.replace(".", "__"): "Doubt: the price. Strength: it is quiet." for one in fields}
    done = desk.post(f"/move/{name}", to="under evaluation", key__evaluated_by="Jonas Petersen; Henrike Lorenzen", **words)  # fmt: skip
    assert done.status_code == 303, said(done)
    kept = values(desk, place.removeprefix("/"))
    assert kept["status"] == "under evaluation"
    assert kept["evaluated_by"] == ["PER-0002", "PER-0001"] or len(kept["evaluated_by"]) == 2
    assert "is now under evaluation" in said(desk.get(done.headers["location"]))


def test_whoever_owns_it_is_not_proposed_where_somebody_else_has_to_look(desk: Visitor):
    path = desk.root / "docs/records/nonconformity/NCR-0002.md"
    text = path.read_text("utf-8")
    moved = re.sub(r"^status: .*$", "status: action done", text, flags=re.MULTILINE)
    path.write_text(moved, "utf-8", newline="\n")
    desk.git("commit", "--quiet", "--no-verify", "-am", "Do what was planned")
    owner = str(values(desk, "docs/records/nonconformity/NCR-0002.md")["owner"])
    other = "PER-0001" if owner != "PER-0001" else "PER-0002"
    for person, chosen in ((owner, False), (other, True)):
        assert desk.post("/me", person=person).status_code == 303
        page = desk.get("/move/NCR-0002?to=effective").text
        asked = page.partition('<select id="key.verified_by"')[2].partition("</select>")[0]
        assert (f'<option value="{person}" selected>' in asked) is chosen


def test_a_closed_record_offers_no_step_and_takes_no_change(desk: Visitor):
    page = desk.get("/docs/records/idea/IDE-0001.md")
    assert "What happens next" not in page.text
    assert "/write/" not in page.text
    assert "closed" in said(desk.get("/edit/IDE-0001"))
    assert desk.get("/write/records/idea/IDE-0001.md").status_code == 422


def test_an_entry_of_a_register_is_changed_and_no_other_line(desk: Visitor):
    page = desk.get("/edit/RSK-0001").text
    data = _typed(page)
    data["key.status"] = "closed"
    answer = desk.ask("POST", "/edit/RSK-0001", _same(), data)
    assert answer.status_code == 303, said(answer)
    assert desk.git("log", "-1", "--numstat", "--format=").split()[:2] == ["1", "1"]
    again = desk.ask("POST", "/edit/RSK-0001", _same(), data)
    assert "nothing was changed" in said(desk.get(again.headers["location"]))


def test_a_value_that_is_emptied_goes_and_one_that_is_needed_may_not(desk: Visitor):
    data = _typed(desk.get("/edit/RSK-0001").text)
    chosen = next(one for one in ("key.source", "key.review_on", "key.built_into") if data.get(one))
    answer = desk.ask("POST", "/edit/RSK-0001", _same(), {**data, chosen: ""})
    assert answer.status_code == 303, said(answer)
    assert f"+    {chosen[4:]}" not in desk.git("show", "HEAD")
    refused = desk.ask("POST", "/edit/RSK-0001", _same(), {**data, "key.title": ""})
    assert refused.status_code == 422
    assert 'id="key.title-error"' in refused.text


def test_nobody_known_is_asked_who_they_are_and_nothing_is_written(nordwind, desk: Visitor):
    desk.git("config", "user.email", "nobody@example.org")
    desk.desk.office.forget()
    before = desk.saves
    answer = desk.post("/new/idea", **new(desk))
    assert answer.status_code in (409, 422)
    assert "people" in said(answer)
    assert desk.saves == before
    assert desk.post("/me", person="PER-0001").status_code == 303
    assert "Henrike" in desk.git("config", "user.name") or desk.git("config", "user.name")


def _same() -> dict[str, str]:
    from visiting import SAME

    return dict(SAME)


def _typed(page: str) -> dict[str, str]:
    """Every field of the form, as a browser sends it back unchanged."""
    import html

    found: dict[str, str] = {}
    for name, value in re.findall(r'<input id="(key\.[^"]+)"[^>]*? value="([^"]*)"', page):
        found[name] = html.unescape(value)
    for name, text in re.findall(
        r'<textarea id="(key\.[^"]+)"[^>]*>\n?(.*?)</textarea>', page, re.DOTALL
    ):
        found[name] = html.unescape(text)
    for name, body in re.findall(r'<select id="(key\.[^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body)
        found[name] = html.unescape(chosen[1]) if chosen else ""
    return found
