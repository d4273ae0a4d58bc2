"""Threats to `ims new`, table B of docs/explanation/threats.md: refused with a sentence, or survived exactly."""

from __future__ import annotations

import html
import importlib.util
import json
import os
import random
import re
import signal
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import markdown
import pytest
import yaml
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from support import HANGS

from ims_docs.adapters.git import History
from ims_docs.adapters.resources import resource
from ims_docs.cli import run
from ims_docs.errors import UnreadableError
from ims_docs.formats import frontmatter
from ims_docs.services.scaffold import create
from ims_docs.services.scaffold.answers import complete
from ims_docs.services.scaffold.judging import AnswerError
from ims_docs.services.scaffold.questions import QUESTIONS
from ims_docs.services.scaffold.render import render_one

IMS = Path(sys.executable).parent / "ims"
ORGANISATION = next(question for question in QUESTIONS if question.name == "organisation")

Say = Callable[..., tuple[int, str]]


@pytest.fixture
def new(tmp_path, capsys, monkeypatch) -> Say:
    """`ims new target …` in an empty folder, with nobody to ask: exit code and what stderr says."""
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> tuple[int, str]:
        code = run(["new", "target", "--no-input", *map(str, arguments)])
        return code, capsys.readouterr().err

    return call


def settings_of(root: Path) -> dict[str, object]:
    return frontmatter.parse((root / "ims.yml").read_text("utf-8")).values


def is_empty(folder: Path) -> bool:
    return list(folder.iterdir()) == []


# B1 to B4: what looks like a template language or a program stays text.


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    """One repository from answers that would all run something, and the folder it was made in."""
    folder = tmp_path_factory.mktemp("hostile")
    popen = "__import__('os').popen('touch SENTINEL').read()"
    answers = {
        "organisation": "{{ 7*7 }} {% raw",
        "activity": f"{{{{ self.__init__.__globals__.__builtins__.{popen} }}}}",
        "sites": f"{{{{ cycler.__init__.__globals__.os.{popen.partition('.')[2]} }}}} {{# x",
        "in_scope": 'x"; import os; os.system("touch SENTINEL"); y="$(touch SENTINEL)`touch SENTINEL`',
        "top_management_name": "Acme \"Best\" {{ undefined_name }} '; touch SENTINEL; '",
        "manager_name": '"""); __import__("os").system("touch SENTINEL") #',
    }
    before = Path.cwd()
    os.chdir(folder)
    try:
        arguments = [
            part for name, value in answers.items() for part in ("--set", f"{name}={value}")
        ]
        code = run(["--quiet", "new", "target", "--no-input", *arguments])
    finally:
        os.chdir(before)
    return code, folder, answers


def test_b1_jinja_in_an_answer_is_kept_as_text(hostile):
    code, folder, answers = hostile
    assert code == 0
    for name in ("organisation", "activity"):
        assert settings_of(folder / "target")[name] == answers[name]
    home = (folder / "target/docs/index.md").read_text("utf-8")
    assert "# Innovation management system of {{ 7\\*7 }} {% raw\n" in home
    assert "49" not in home


def test_b2_nothing_in_an_answer_runs(hostile):
    _, folder, _ = hostile
    assert list(folder.rglob("*SENTINEL*")) == []
    assert not Path("SENTINEL").exists()
    assert sorted(path.name for path in folder.iterdir()) == ["target"]


def test_b3_half_a_block_and_an_unknown_name_are_text(hostile, capsys):
    _, folder, answers = hostile
    kept = json.loads((folder / "target/.ims/answers.json").read_text("utf-8"))["answers"]
    assert {name: kept[name] for name in answers} == answers
    assert run(["-C", str(folder / "target"), "check", "--ignore", "CLS"]) == 0
    assert "0 errors" in capsys.readouterr().out


def test_b4_quotes_reach_people_and_history(hostile):
    _, folder, answers = hostile
    people = frontmatter.parse(
        (folder / "target/docs/registers/people.yaml").read_text("utf-8")
    ).values
    assert [one["name"] for one in people["entries"]] == [
        answers["top_management_name"],
        answers["manager_name"],
    ]
    hook = (folder / "target/.git/hooks/pre-commit").read_text("utf-8")
    assert "SENTINEL" not in hook


# B5 to B7: one way of writing a value, for every slot.

VALUES = [
    "Acme: R&D #1",
    "- x",
    "*x",
    "| x",
    "> x",
    "? x",
    "! x",
    "& x",
    "%x",
    "@x",
    "`x`",
    "[x]",
    "{x}",
    "NO",
    "on",
    "null",
    "~",
    "3",
    "1.10",
    "12:30",
    "2024-01-31",
    "0x1F",
    "<<",
    "---",
    "'x\"",
    "Acme 🚀",
    "C:\\new\\temp",
    "a\u00a0b",
    "Ω≈ç√ ﷽ 👩‍💼 𝔘",
]


@pytest.mark.parametrize("value", VALUES)
def test_b5_b6_b7_a_value_is_the_same_for_every_reader(value):
    answers = complete({"organisation": ORGANISATION.judge(value), "activity": value})
    text = render_one("ims.yml", answers)
    assert frontmatter.parse(frontmatter.decode(text.encode())).values["organisation"] == value
    assert yaml.safe_load(text)["organisation"] == value
    assert yaml.safe_load(text)["activity"] == value
    assert json.loads(render_one(".ims/answers.json", answers))["answers"]["organisation"] == value
    site = yaml.compose(render_one("mkdocs.yml", answers), Loader=yaml.SafeLoader)
    assert {key.value: inner.value for key, inner in site.value}["site_name"] == value


def test_b6_no_half_of_an_emoji_is_written():
    text = render_one("ims.yml", complete({"organisation": "Acme 🚀"}))
    assert 'organisation: "Acme 🚀"\n' in text


def extensions():
    spec = importlib.util.spec_from_file_location(
        "extensions", resource("template") / "local_extensions.py"
    )
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


FILTERS = extensions()
PLACES = (
    "{}",
    "# Heading of {}",
    "{} and more",
    "Before: {}.",
    "| a | b |\n|---|---|\n| {} | c |",
    "- item {}",
)
AWKWARD = st.text(
    st.one_of(st.sampled_from("\\`*_[]<>|~&{}:#!-+=.()\"'1 a;"), st.characters()), min_size=1
)


@given(AWKWARD)
@example("C##")
@example("# 1")
@example("R&D &copy; &#35;")
@example("1. FC")
@example("2024. x")
@example("- x")
@example("!!! note")
@example("=== x")
@example("a|b")
@example("<b>x</b>")
@example("~~x~~ {: hidden }")
@example("\\")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.filter_too_much])
def test_every_answer_that_is_taken_survives(text):
    """In YAML for two readers, and on the page wherever it stands."""
    try:
        value = ORGANISATION.judge(text)
    except AnswerError:
        return
    written = FILTERS.yaml_string(value)
    assert frontmatter.parse(frontmatter.decode(f"a: {written}\n".encode())).values["a"] == value
    assert yaml.safe_load(f"a: {written}\n")["a"] == value
    assert json.loads(written) == value
    for place in PLACES:
        page = markdown.markdown(
            place.format(FILTERS.markdown_text(value)), extensions=["tables", "admonition", "toc"]
        )
        seen = html.unescape(re.sub(r"<[^>]+>", "", page))
        assert " ".join(value.split()) in " ".join(seen.split()), place


# B8 and B9: what cannot be taken is refused by name, and nothing is written.

REFUSED = [
    (
        "organisation=Acme\nadmin: true",
        "--set: organisation: the answer has a line break; write it on one line",
    ),
    (
        "organisation=Acme\rx",
        "--set: organisation: the answer has a line break; write it on one line",
    ),
    ("organisation=a\tb", "(U+0000)"),
    ("organisation=a\x00b", "(U+0000)"),
    ("organisation=a\x1b[31mb", "(U+001B)"),
    ("organisation=a\u202eb", "(U+202E)"),
    ("organisation=a\u2028b", "(U+2028)"),
    ("organisation=a\u200bb", "(U+200B)"),
    ("organisation=a\ufeffb", "(U+FEFF)"),
    ("organisation=a\udcffb", "(U+DCFF)"),
    ("organisation=", "--set: organisation: the answer is empty"),
    ("organisation=   ", "--set: organisation: the answer is empty"),
    ("organisation=" + "x" * 121, "the answer has 121 characters; 120 are allowed"),
    ("manager_name=Eve <ceo@x.org>", "manager_name: a name cannot hold < or >"),
    ('manager_name="."', "manager_name: a name needs a letter"),
    (
        "manager_email=eve",
        "manager_email: this is not an e-mail address; write it as name@example.org",
    ),
    ("manager_email=eve@x", "this is not an e-mail address"),
    ("manager_email=eve@x.org\n", "this is not an e-mail address"),
    ("manager_email=éve@x.org", "this is not an e-mail address"),
    (
        "certification_target=2026-02-30",
        "certification_target: write the day as YYYY-MM-DD, or none",
    ),
    ("certification_target=20260203", "write the day as YYYY-MM-DD, or none"),
    ("certification_target=٢٠٢٦-٠٢-٠٣", "write the day as YYYY-MM-DD, or none"),
    ("profile=everything", "profile: choose one of: compact, full, public-sector, starter"),
    ("review_months=13", "review_months: choose one of: 6, 12, 24"),
    ("nonsense=1", "--set: there is no question 'nonsense'"),
    ("organisation", "--set 'organisation' has no ="),
    ("slug=../escaped", "--set: slug: use lower-case letters, digits and hyphens"),
    ("slug=/tmp/absolute", "slug: use lower-case letters"),
    ("slug=a/b/c", "slug: use lower-case letters"),
    ("slug=-rf", "slug: use lower-case letters"),
    ("slug=.git", "slug: use lower-case letters"),
    ("slug=x\ny", "slug: use lower-case letters"),
    ("slug=x\n", "slug: use lower-case letters"),
    ("slug=" + "x" * 42, "slug: use lower-case letters"),
]


@pytest.mark.parametrize(("setting", "words"), REFUSED)
def test_b8_b9_an_answer_that_cannot_be_taken_is_refused_by_name(new, tmp_path, setting, words):
    code, said = new("--set", setting)
    assert code == 2
    assert words in said
    assert said.count("\n") == 2, "an error and a hint, a line each"
    assert said.isprintable() or said.replace("\n", "").isprintable()
    assert is_empty(tmp_path)


def test_b9_the_folder_is_named_after_the_short_name(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert run(["new", "--no-input", "--set", "organisation=../../Étoile & Co"]) == 0
    assert [path.name for path in tmp_path.iterdir()] == ["etoile-co-ims"]


# B10: what is there stays.


def test_b10_an_existing_folder_with_content_is_left_alone(new, tmp_path):
    (tmp_path / "target").mkdir()
    (tmp_path / "target/keep").write_text("mine")
    code, said = new()
    assert code == 2
    assert said.splitlines() == [
        f"error: {tmp_path}/target exists already and is not an empty folder",
        "hint: Name a folder that does not exist yet.",
    ]
    assert (tmp_path / "target/keep").read_text() == "mine"
    assert [path.name for path in tmp_path.rglob("*")] == ["target", "keep"]


@pytest.mark.parametrize(
    "kind", ["file", "link to a folder", "link to nothing", "link to an empty folder"]
)
def test_b10_anything_else_at_the_target_is_left_alone(new, tmp_path, kind):
    target, elsewhere = tmp_path / "target", tmp_path / "elsewhere"
    if kind == "file":
        target.write_text("mine")
    else:
        target.symlink_to(elsewhere)
        if kind != "link to nothing":
            elsewhere.mkdir()
        if kind == "link to a folder":
            (elsewhere / "keep").write_text("mine")
    before = sorted(str(path) for path in tmp_path.rglob("*"))
    code, said = new()
    assert (code, said.splitlines()[0]) == (
        2,
        f"error: {target} exists already and is not an empty folder",
    )
    assert sorted(str(path) for path in tmp_path.rglob("*")) == before


def test_an_empty_folder_is_taken(new, tmp_path):
    (tmp_path / "target").mkdir()
    assert new() == (0, "")
    assert (tmp_path / "target/ims.yml").is_file()


def test_the_folder_where_one_stands_is_taken(tmp_path, monkeypatch, capsys):
    (tmp_path / "target").mkdir()
    monkeypatch.chdir(tmp_path / "target")
    assert run(["new", ".", "--no-input"]) == 0
    monkeypatch.chdir(tmp_path / "target")
    assert Path("ims.yml").is_file()
    assert f"1. cd {tmp_path / 'target'}\n" in capsys.readouterr().out


@pytest.mark.parametrize("place", ["keep/target", "/proc/target"])
def test_a_place_that_cannot_be_written_is_told_in_a_line(
    new, tmp_path, monkeypatch, capsys, place
):
    (tmp_path / "keep").write_text("a file")
    code = run(["new", place, "--no-input"])
    said = capsys.readouterr().err
    assert code == 3
    assert "cannot be written: " in said
    assert [path.name for path in tmp_path.iterdir()] == ["keep"]


# B11: everything or nothing.


@pytest.mark.parametrize("step", ["initialise", "commit_all"])
@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_b11_a_fault_half_way_leaves_nothing(new, tmp_path, monkeypatch, step, fault):
    def fail(*_, **__):
        raise fault

    monkeypatch.setattr(History, step, fail)
    code, said = new()
    if isinstance(fault, OSError):
        assert code == 3
        assert said.startswith(
            f"error: {tmp_path}/target cannot be written: No space left on device\n"
        )
    else:
        assert (code, said.strip()) == (130, "Interrupted. Nothing was changed.")
    assert is_empty(tmp_path)


@pytest.mark.parametrize("name", [signal.SIGKILL, signal.SIGTERM])
def test_b11_a_killed_run_leaves_no_target_and_the_next_one_works(tmp_path, name):
    moments = random.sample(range(50, 900), 5)
    target = tmp_path / "target"
    for moment in moments:
        process = subprocess.Popen(
            [str(IMS), "new", str(target), "--no-input"],
            start_new_session=True,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        time.sleep(moment / 1000)
        os.killpg(process.pid, name)
        process.wait()
        if target.exists():  # it was faster than we were: then it is whole
            status = git(target, "status", "--porcelain", "--ignored")
            assert (status, git(target, "rev-list", "--count", "HEAD")) == ("", "1\n")
            target.rename(tmp_path / f"done-{moment}")
    create(target, complete({}))
    assert git(target, "status", "--porcelain") == ""


def test_b11_what_a_killed_run_left_is_cleared_away_when_it_is_old(tmp_path):
    names = (".target.ims-new-old", ".target.ims-new-fresh", ".other.ims-new-old")
    for name in names:
        (tmp_path / name / "deep").mkdir(parents=True)
        if name.endswith("old"):
            os.utime(tmp_path / name, (0, 0))
    create(tmp_path / "target", complete({}))
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        ".other.ims-new-old",
        ".target.ims-new-fresh",
        "target",
    ]


def test_a_target_with_wildcards_in_its_name_clears_nothing_else_away(tmp_path):
    (tmp_path / ".axb.ims-new-old").mkdir()
    os.utime(tmp_path / ".axb.ims-new-old", (0, 0))
    with pytest.raises(UnreadableError):
        create(tmp_path / "a*b" / ("x" * 300), complete({}))
    create(tmp_path / "a?b", complete({}))
    assert (tmp_path / ".axb.ims-new-old").exists()


# B12 is in tests/template: the expression of the workflow is left alone.


# B13: the repository of a calling hook is not touched.


def git(root: Path, *arguments: str) -> str:
    clean = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    command = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments]
    return subprocess.run(
        command, cwd=root, env=clean, capture_output=True, text=True, check=True
    ).stdout


def test_b13_variables_of_a_calling_hook_steer_nothing(tmp_path):
    decoy = tmp_path / "decoy"
    decoy.mkdir()
    git(decoy, "init", "--quiet", "--template=")
    (decoy / "file").write_text("mine")
    git(decoy, "add", "file")
    git(decoy, "commit", "--quiet", "--message", "mine")
    before = {path: path.read_bytes() for path in decoy.rglob("*") if path.is_file()}
    environment = os.environ | {
        "GIT_DIR": str(decoy / ".git"),
        "GIT_INDEX_FILE": str(decoy / ".git/index"),
        "GIT_WORK_TREE": str(decoy),
        "GIT_OBJECT_DIRECTORY": str(decoy / ".git/objects"),
        "GIT_AUTHOR_NAME": "Hook",
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": "core.bare",
        "GIT_CONFIG_VALUE_0": "true",
    }
    target = tmp_path / "target"
    done = subprocess.run(
        [str(IMS), "new", str(target), "--no-input"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert {path: path.read_bytes() for path in decoy.rglob("*") if path.is_file()} == before
    assert git(target, "log", "--format=%an") == "Sam Sample\n"


def test_b13_a_commit_is_its_makers_whoever_calls(tmp_path, monkeypatch):
    for name in (
        "GIT_AUTHOR_NAME",
        "GIT_AUTHOR_EMAIL",
        "GIT_COMMITTER_NAME",
        "GIT_COMMITTER_EMAIL",
    ):
        monkeypatch.setenv(name, "hook")
    (tmp_path / "file").write_text("x")
    history = History(tmp_path)
    history.initialise()
    history.commit_all("words", name="Ada <Ö>", email="ada@example.org")
    who = git(tmp_path, "log", "--format=%an|%ae|%cn|%ce")
    assert who == "Ada Ö|ada@example.org|Ada Ö|ada@example.org\n"


# Where answers come from.


def test_a_setting_wins_over_the_file_and_the_file_over_the_default(new, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text("organisation: From the file\nactivity: makes files\n")
    code, _ = new(
        "--answers",
        file,
        "--set",
        "organisation=From --set",
        "--set",
        "organisation=From = the last",
    )
    kept = settings_of(tmp_path / "target")
    assert code == 0
    assert (kept["organisation"], kept["activity"]) == ("From = the last", "makes files")
    assert kept["sector"] == "manufacturing"


def test_answers_as_json(new, tmp_path):
    file = tmp_path / "answers.json"
    file.write_text('{"organisation": "Acme \\ud83d\\ude80", "review_months": 24}', "utf-8")
    assert new("--answers", file)[0] == 0
    kept = settings_of(tmp_path / "target")
    assert (kept["organisation"], kept["review_months"]) == ("Acme 🚀", 24)


def test_decomposed_letters_are_composed(new, tmp_path):
    decomposed = unicodedata.normalize("NFD", "Café Müller Å")
    assert decomposed != "Café Müller Å"
    assert new("--set", f"organisation=  {decomposed} ")[0] == 0
    assert settings_of(tmp_path / "target")["organisation"] == "Café Müller Å"


BAD_FILES = [
    ("missing.yaml", None, "missing.yaml cannot be read: No such file or directory"),
    ("folder.yaml", "folder", "folder.yaml cannot be read: Is a directory"),
    ("a.yaml", b"organisation: Jos\xe9\n", "a.yaml:1:18: The file is not UTF-8 (byte 0xe9)"),
    (
        "a.yaml",
        b"organisation: a\norganisation: b\n",
        "a.yaml:2:1: Duplicate key 'organisation' (first at line 1)",
    ),
    ("a.yaml", b"- organisation\n", "a.yaml:1:1: This is a list, not keys with values"),
    ("a.yaml", b"", "a.yaml:1:1: There are no keys here"),
    ("a.yaml", b"organisation: &a x\n", "a.yaml:1:15: A YAML anchor (&) is not allowed"),
    ("a.yaml", b"organisation: [a]\n", "a.yaml: the answer to 'organisation' is not text"),
    ("a.yaml", b"organisation: true\n", "a.yaml: the answer to 'organisation' is not text"),
    ("a.yaml", b"organization: Acme\n", "a.yaml: there is no question 'organization'"),
    ("a.yaml", b"manager_email: nobody\n", "a.yaml: manager_email: this is not an e-mail address"),
    ("a.json", b'{"organisation": ', "a.json cannot be read as JSON: "),
    ("a.json", b'["organisation"]', "a.json does not hold keys with values"),
    (
        "a.json",
        b'{"organisation": "a", "organisation": "b"}',
        "the key 'organisation' is there twice",
    ),
    ("a.json", b"[" * 100_000, "a.json cannot be read as JSON: "),
    (
        "a.json",
        b'{"organisation": "\\ud83d"}',
        "organisation: the answer has a character that is not shown (U+D83D)",
    ),
]


@pytest.mark.parametrize(("name", "content", "words"), BAD_FILES)
def test_an_answers_file_that_cannot_be_taken_is_refused_with_its_place(
    new, tmp_path, name, content, words
):
    file = tmp_path / name
    if content == "folder":
        file.mkdir()
    elif content is not None:
        file.write_bytes(content)
    code, said = new("--answers", name)
    assert code == 2
    assert words in said
    assert said.startswith("error: ")
    assert "hint: " in said
    assert not (tmp_path / "target").exists()


# The conversation.


def test_a_bad_answer_is_asked_for_again_with_the_reason(tmp_path):
    lines = [
        "",
        "makes x",
        "soft",
        "4",
        "",
        "x",
        "",
        "x",
        "<Eve>",
        "Eve",
        "CEO",
        "eve",
        "eve@x.org",
    ]
    lines += ["Ada", "Head", "ada@x.org", "soon", "2020-01-31", "31.01.2199", "12", "github"]
    done = subprocess.run(
        [str(IMS), "new", "target"],
        cwd=tmp_path,
        input="\n".join(lines) + "\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert re.findall("Please try again: (.*)", done.stderr) == [
        "a name cannot hold < or >.",
        "this is not an e-mail address; write it as name@example.org.",
        "write the day as YYYY-MM-DD, or none.",
        "2020-01-31 is past; name a day that lies ahead, or none.",
    ]
    kept = json.loads((tmp_path / "target/.ims/answers.json").read_text("utf-8"))["answers"]
    assert kept["organisation"] == "Example Organisation"
    assert (kept["sector"], kept["top_management_name"], kept["forge"]) == (
        "software",
        "Eve",
        "github",
    )
    assert done.stdout.splitlines()[-6].strip() == ""
    assert (tmp_path / "target/.github/workflows/check.yml").is_file()


def test_answers_that_end_too_early_leave_nothing(tmp_path):
    done = subprocess.run(
        [str(IMS), "new", "target"],
        cwd=tmp_path,
        input="Acme\n",
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert (
        "The answers end before 'What it does'. Add --no-input to take what is usual, or give it as `activity`"
        in done.stderr
    )
    assert is_empty(tmp_path)


def test_bytes_that_are_no_text_are_asked_for_again(tmp_path):
    done = subprocess.run(
        [str(IMS), "new", "target"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONIOENCODING": "utf-8:strict"},
        input=b"A\xffB\n",
        capture_output=True,
        check=False,
    )
    assert done.returncode == 2
    assert b"Please try again: the answer has a character that is not shown (U+DCFF)" in done.stderr
    assert is_empty(tmp_path)


def test_an_interruption_at_a_question_leaves_nothing(tmp_path):
    # In the background of a shell the signal is ignored, and a new process inherits that.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        process = subprocess.Popen(
            [str(IMS), "new", "target"],
            cwd=tmp_path,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
    finally:
        signal.signal(signal.SIGINT, before)
    said = b""
    while b"Name of the organisation" not in said:
        said += os.read(process.stderr.fileno(), 1000)
    process.send_signal(signal.SIGINT)
    _, rest = process.communicate(timeout=HANGS)
    assert process.returncode == 130
    assert rest.decode().strip().endswith("Interrupted. Nothing was changed.")
    assert is_empty(tmp_path)
