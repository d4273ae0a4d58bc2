"""The first pages: a new system by questions, one that is joined, one that is opened; no terminal."""

from __future__ import annotations

import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from visiting import ORIGIN, PORT, Visitor, hidden, said

from ims_docs.desk.guard import Door
from ims_docs.desk.house import House
from ims_docs.model.months import later
from ims_docs.services.exchange.share import join
from ims_docs.services.scaffold.questions import QUESTIONS
from ims_docs.services.scaffold.roadmap import way_of

ANSWERS = {
    "organisation": "Blåbær GmbH",
    "size": "1-9",
    "top_management_name": "Ida Blå",
    "top_management_email": "ida@blaabaer.example",
    "manager_name": "Ole Bær",
    "manager_email": "ole@blaabaer.example",
}


@dataclass
class Newcomer(Visitor):
    """Somebody who has no system yet."""

    def __post_init__(self) -> None:
        self.house = House(Door(PORT), self.log.append, self.faults.append)
        self.house.begin(self.root)
        self.app = self.house.application()
        self.get(self.house.door.link().removeprefix(ORIGIN))


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    home = tmp_path / "home"
    (home / "Documents/Old work").mkdir(parents=True)
    (home / ".secret").mkdir()
    (home / "way out").symlink_to("/etc")
    monkeypatch.setenv("HOME", str(home))
    monkeypatch.setenv("IMS_CACHE_DIR", str(tmp_path / "cache"))
    return home


@pytest.fixture
def newcomer(home: Path) -> Newcomer:
    return Newcomer(home)


def everything(folder: Path) -> list[str]:
    return sorted(str(one.relative_to(folder)) for one in folder.rglob("*"))


def answer_all(newcomer: Newcomer) -> None:
    """Go from question to question, as the pages lead on."""
    place = f"/start/{QUESTIONS[0].name}"
    for _ in range(len(QUESTIONS)):
        page = newcomer.get(place)
        name = place.rpartition("/")[2].partition("?")[0]
        told = ANSWERS.get(name)
        if told is None:
            told = _standing(page.text)
        place = newcomer.post(place, answer=told).headers["location"]
        if place.startswith("/make"):
            return
    raise AssertionError(place)


def _standing(page: str) -> str:
    if 'type="radio"' not in page:
        return hidden(page, "answer")
    line = next(one for one in page.splitlines() if " checked" in one)
    return hidden(line, "answer")


def test_three_ways_stand_on_the_first_page_and_nothing_else_is_there(newcomer: Newcomer):
    page = said(newcomer.get("/"))
    for way in ("Start a new system", "Join one that exists", "Open a folder"):
        assert way in page
    for place in ("/documents", "/me", "/save", "/approvals"):
        assert newcomer.get(place).status_code == 404


def test_a_system_is_made_by_answers_and_served_at_once(newcomer: Newcomer, home: Path):
    before = everything(home)
    answer_all(newcomer)
    assert everything(home) == before
    assert "blabr-gmbh-ims" in newcomer.get("/place?at=~/Documents").text
    assert newcomer.get("/make").headers["location"] == "/place"
    assert newcomer.post("/place", at="~/Documents", name="our system").status_code == 303
    summary = newcomer.get("/make")
    assert "Ole Bær" in said(summary)
    assert "compact" in said(summary)  # which nobody chose: it follows from the size
    assert everything(home) == before
    form = {name: hidden(summary.text, name) for name in ("at", "name", "once")}
    made = newcomer.post("/make", **form)
    assert made.headers["location"].startswith("/me")
    root = home / "Documents/our system"
    assert "Your system is made" in said(newcomer.get(made.headers["location"]))
    assert newcomer.post("/me", person="PER-0002").status_code == 303
    newcomer.root = root
    assert newcomer.git("log", "-1", "--format=%an").strip() == "Ole Bær"
    assert newcomer.git("status", "--porcelain") == ""
    today = newcomer.get("/")
    assert "Waiting for you" in said(today)
    assert not list((home / "Documents").glob(".*"))
    assert not list((home.parent / "cache").glob("answers*"))
    assert newcomer.faults == []


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        ("organisation", "", "empty"),
        ("organisation", "two\nlines", "line break"),
        ("size", "many", "choose one of"),
        ("manager_email", "nobody", "e-mail address"),
        ("certification_target", "2020-01-01", "past"),
    ],
)
def test_an_answer_that_is_refused_stays_in_its_field_with_the_reason(
    newcomer: Newcomer, question, answer, words
):
    refused = newcomer.post(f"/start/{question}", answer=answer)
    assert refused.status_code == 422
    assert words in said(refused).casefold()
    if answer and "\n" not in answer and question != "size":
        assert hidden(refused.text, "answer") == answer


def test_answers_are_there_again_after_the_desk_was_closed(newcomer: Newcomer, home: Path):
    newcomer.post("/start/organisation", answer="Blåbær GmbH")
    assert hidden(Newcomer(home).get("/start/organisation").text, "answer") == "Blåbær GmbH"


def test_another_size_proposes_another_profile_as_long_as_nobody_chose_one(newcomer: Newcomer):
    newcomer.post("/start/size", answer="1-9")
    newcomer.post("/start/profile", answer="compact")
    newcomer.post("/start/size", answer="250 or more")
    assert 'value="full" checked' in newcomer.get("/start/profile").text
    newcomer.post("/start/profile", answer="starter")
    newcomer.post("/start/size", answer="1-9")
    assert 'value="starter" checked' in newcomer.get("/start/profile").text
    assert newcomer.get("/start/certification_target").status_code == 404


def test_a_target_that_a_later_answer_leaves_no_room_for_is_said_on_the_summary(
    newcomer: Newcomer, home: Path
):
    newcomer.post("/start/size", answer="1-9")
    newcomer.post("/start/profile", answer="compact")
    near = later(datetime.now(UTC).date().replace(day=1), way_of("compact").least).isoformat()
    taken = newcomer.post("/start/certification_target", answer=near)
    assert taken.status_code == 303
    assert "goes without" in said(newcomer.get(taken.headers["location"]))
    newcomer.post("/start/profile", answer="full")
    before = everything(home)
    newcomer.post("/place", at="~", name="new")
    assert "too near" in said(newcomer.get("/make"))
    assert newcomer.post("/make", at="~", name="new").status_code == 422
    assert everything(home) == before


@pytest.mark.parametrize(
    "steps",
    [
        "~/way out", "~/way out/ssh", "~/.secret", "~/..", "~/Documents/../..", "/etc", "etc", "..",
        "~/Documents//Old work", "~/no such", "~/Documents/Old work/../Old work", "~\\..", "~/\0",
    ],
)  # fmt: skip
@pytest.mark.parametrize("page", ["/folder", "/place", "/join?where=/x"])
def test_no_way_leads_through_links_hidden_folders_or_upwards(newcomer: Newcomer, page, steps):
    more = "&" if "?" in page else "?"
    answer = newcomer.get(f"{page}{more}at={quote(steps)}")
    assert "There is no folder" in said(answer)
    assert "Old work" not in said(answer).replace(steps, "")
    refused = newcomer.post(page.partition("?")[0], at=steps, name="new", where="/x")
    assert refused.status_code == 422
    assert newcomer.faults == []


@pytest.mark.parametrize("name", ["a/b", "../x", ".x", "x.", "a\\b", "x\0", "n" * 101, "a:b"])
def test_a_new_folder_has_a_name_and_no_path(newcomer: Newcomer, home: Path, name):
    before = everything(home)
    assert newcomer.post("/place", at="~", name=name).status_code == 422
    assert newcomer.post("/make", at="~", name=name).status_code == 422
    assert everything(home) == before


def test_links_and_hidden_folders_are_not_listed(newcomer: Newcomer):
    page = said(newcomer.get("/folder"))
    assert "Documents" in page
    assert "way out" not in page
    assert ".secret" not in page


def test_a_place_that_is_taken_is_refused_and_stays_as_it_is(newcomer: Newcomer, home: Path):
    (home / "Documents/Old work/letter.txt").write_text("mine")
    before = everything(home)
    for name in ("", "Old work"):
        answer = newcomer.post("/make", at="~/Documents", name=name)
        assert answer.status_code == 422
        assert "not empty" in said(answer) or "exists already" in said(answer)
    assert everything(home) == before


def test_a_system_is_opened_from_the_list_or_by_its_path(nordwind: Path, home: Path):
    shutil.copytree(nordwind, home / "Documents/nordwind", symlinks=True)
    by_list = Newcomer(home)
    assert "a system" in said(by_list.get("/folder?at=~/Documents"))
    assert by_list.post("/folder", at="~/Documents/nordwind").status_code == 303
    assert by_list.get("/documents").status_code == 200
    by_path = Newcomer(home)
    wrong = by_path.post("/folder", at="~", path="nordwind")
    assert wrong.status_code == 422
    assert hidden(wrong.text, "path") == "nordwind"
    assert by_path.post("/folder", at="~", path=str(home / "Documents")).status_code == 422
    assert by_path.post("/folder", path="~/Documents/nordwind").status_code == 303
    assert by_path.get("/").status_code == 200


def test_a_system_is_joined_whole_or_not_at_all(nordwind: Path, home: Path, tmp_path: Path):
    place = tmp_path / "place.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(nordwind), str(place)], check=True)
    other = tmp_path / "other.git"
    subprocess.run(["git", "init", "-q", "--bare", str(other)], check=True)
    newcomer = Newcomer(home)
    assert newcomer.get("/join?where=").status_code == 200
    page = newcomer.get(f"/join?where={place}")
    assert hidden(page.text, "name") == "place"
    before = everything(home)
    for wrong in (str(other), str(tmp_path / "no such"), "file:///no/such", "--upload-pack=x"):
        refused = newcomer.post("/join", where=wrong, at="~/Documents", name="copy")
        assert refused.status_code == 422, wrong
        assert everything(home) == before
    joined = newcomer.post("/join", where=str(place), at="~/Documents", name="copy")
    assert joined.headers["location"].startswith("/me")
    assert "You have it all here now" in said(newcomer.get(joined.headers["location"]))
    newcomer.root = home / "Documents/copy"
    assert newcomer.git("remote", "get-url", "origin").strip() == str(place)
    assert newcomer.git("status", "--porcelain") == ""
    assert not list((home / "Documents").glob(".*"))


def test_a_folder_in_which_somebody_stands_is_joined_in_place(nordwind: Path, home: Path):
    stands = home / "Documents/Old work"
    inode = stands.stat().st_ino
    (stands / ".ims-join-left").mkdir()  # of a process that was killed
    join(stands, str(nordwind), {})
    assert stands.stat().st_ino == inode
    assert (stands / "ims.yml").is_file()
    assert not list(stands.glob(".ims-join-*"))


def test_a_folder_that_is_not_there_is_said_and_no_desk_opens(tmp_path: Path):
    command = [sys.executable, "-m", "ims_docs", "-C", str(tmp_path / "no such"), "desk"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=60)
    assert done.returncode == 3
    assert "There is no ims.yml" in done.stderr
