"""Names that git is told to show, and dates that were made up: threats F10 to F23 and G15, G16."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys

import pytest
from complete_records import NONCONFORMITY, NONCONFORMITY_PATH
from signers import listed, public
from support import POLICY
from verification_samples import Clone, judged, told

from ims_docs.adapters.git import History
from ims_docs.cli import run
from ims_docs.formats.signatures import BASELINES, STATEMENTS
from ims_docs.model.trust import Level
from ims_docs.services.baselines import stored_baselines

DAY = ("--as-of", "2026-11-23")


def ims(clone, *arguments, **variables):
    """A process of its own: exit code, and everything that it prints."""
    done = subprocess.run(
        [sys.executable, "-m", "ims_docs", "-C", str(clone.root), *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout + done.stderr


def authors(clone):
    return [(one.author, one.email) for one in History(clone.root).revisions()]


def test_f10_a_baseline_is_found_where_the_server_hides_tags(acme, office, tmp_path, capsys):
    office.keys = {one: office.keys[one] for one in ("PER-0001", "PER-0002")}
    office.lists(f'namespaces="{STATEMENTS},{BASELINES}"')
    acme.commit({}, "Let both sign baselines as well")
    key = str(office.keys["PER-0002"])
    assert run(["-C", str(acme.root), "baseline", "create", "review", "--key", key]) == 0
    acme.commit({}, "Fix the baseline of the review")
    acme.git("config", "uploadpack.hideRefs", "refs/tags")
    acme.git("clone", "-q", "--no-local", str(acme.root), str(tmp_path / "copy"))
    copy = Clone(tmp_path / "copy")
    assert copy.git("tag") == ""
    (found,) = stored_baselines(History(copy.root), Level.SIGNED)
    assert (found.baseline.name, found.refused) == ("review", "")
    verdict = judged(copy.root, codes=(found.baseline.code,))
    assert (told(verdict), verdict.anchors[0].is_pinned) == ([], True)


def test_f16_a_mailmap_gives_nobody_another_name_and_is_listed(acme):
    before = authors(acme)
    name, email = before[0]
    made = acme.commit(
        {".mailmap": f"CEO Jane <ceo@example.org> {name} <{email}>\n"}, "Tidy up how names look"
    )
    acme.git("config", "log.mailmap", "true")
    assert "CEO Jane" in acme.git("log", "--format=%aN")
    assert authors(acme)[1:] == before
    assert {one for one, _ in authors(acme)} == {name}
    assert "CEO Jane" not in ims(acme, "history")[1]
    _, said = ims(acme, "verify", *DAY, "--late-after", "365")
    told = f".mailmap controls: line `CEO Jane <ceo@example.org> {name} <{email}>`: nothing → there"
    assert told in " ".join(said.split())
    assert said.count("CEO Jane") == 1  # as what was written there, and as nobody's name
    assert f"names that git shows (.mailmap): since {made[:10]}" in " ".join(said.split())


def test_f17_a_commit_that_blame_is_told_to_overlook_is_shown(acme):
    text = (acme.root / POLICY).read_text()
    line = next(one for one in text.splitlines() if one[:1].isupper())
    bad = acme.commit({POLICY: text.replace(line, f"{line} Gladly.")}, "Add one word to the policy")
    assert bad[:8] in acme.git("blame", "--abbrev=8", POLICY)
    code, before = ims(acme, "history", "POL-0001")
    (acme.root / ".git/ignored").write_text(f"{bad}\n")
    acme.git("config", "blame.ignoreRevsFile", str(acme.root / ".git/ignored"))
    assert bad[:8] not in acme.git("blame", "--abbrev=8", POLICY)
    assert (code, before) == ims(acme, "history", "POL-0001")
    assert bad[:10] in before


def test_f18_a_name_with_the_signs_of_a_table_shifts_no_column(acme):
    name = "Eve|CEO,approved;\x1b[31m\tX"
    acme.commit(
        {POLICY: (acme.root / POLICY).read_text() + "\nMore.\n"},
        "Add one sentence",
        GIT_AUTHOR_NAME=name,
    )
    assert authors(acme)[0][0] == name
    for form in ("text", "json", "csv", "markdown"):
        code, said = ims(acme, "history", "POL-0001", "--format", form)
        assert (code, "\x1b" in said) == (0, False)
    _, table = ims(acme, "history", "POL-0001", "--format", "markdown")
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table.splitlines()[2:]} == {9}


def test_f19_a_date_in_the_past_hides_no_commit_behind_it(acme):
    long_ago = {f"GIT_{who}_DATE": "2001-01-01T00:00:00Z" for who in ("AUTHOR", "COMMITTER")}
    acme.commit({"docs/notes/a.txt": "a\n"}, "Keep a note of today")
    acme.commit({"docs/notes/b.txt": "b\n"}, "Keep a note of then", **long_ago)
    acme.commit({"docs/notes/c.txt": "c\n"}, "Keep a note of later")
    count = int(acme.git("rev-list", "--count", "HEAD"))
    since = acme.git("log", "--since=2002-01-01", "--format=%H").split()
    assert len(since) < count - 1  # what git shows stops there
    found = json.loads(ims(acme, "history", "--format", "json", "--since", "2002-01-01")[1])
    assert len({one["commit"] for one in found["revisions"]}) == count - 1
    assert len(judged(acme.root).commits) == count


@pytest.mark.parametrize("moment", ["@99999999999999 +0000", "@9223372036854775807 +0000"])
def test_f20_a_date_that_no_calendar_has_stops_no_command(acme, moment):
    acme.commit({"docs/notes/a.txt": "a\n"}, "Keep a note of today", GIT_COMMITTER_DATE=moment)
    acme.commit({"docs/notes/b.txt": "b\n"}, "Keep a note of later")
    for command in (
        ("check", "--at", "HEAD"),
        ("coverage", *DAY),
        ("history",),
        ("history", "POL-0001", "--format", "csv"),
        ("status",),
        ("diff", "POL-0001"),
        ("show", "POL-0001"),
    ):
        code, said = ims(acme, *command)
        assert code in {0, 1}, (command, said)
        assert "Traceback" not in said
    code, said = ims(acme, "verify", *DAY)
    assert (code, "Its date is one that no calendar has" in " ".join(said.split())) == (0, True)


def test_f23_a_signed_commit_without_a_list_of_git_aborts_nothing(acme, office):
    key = office.keys["PER-0002"]
    acme.git("config", "gpg.format", "ssh")
    acme.git("config", "user.signingKey", str(key))
    signed = acme.commit({"docs/notes/a.txt": "a\n"}, "Keep a note of today", GIT_CONFIG_COUNT=1,
                         GIT_CONFIG_KEY_0="commit.gpgSign", GIT_CONFIG_VALUE_0="true")  # fmt: skip
    assert "gpgsig" in acme.git("cat-file", "commit", signed)
    assert ims(acme, "verify", *DAY, "--late-after", "365")[0] == 0
    assert ims(acme, "history")[0] == 0


def test_g10_a_key_that_was_closed_signs_nothing_more_whatever_the_commit_is_dated(acme, office):
    people = ("PER-0001", "PER-0002")
    options = f'namespaces="{STATEMENTS}",valid-before="20261015000000Z"'
    lines = [listed(one, public(office.keys[one]), options) for one in people]
    acme.commit(
        {"trust/allowed_signers": "".join(lines)}, "Close both keys in the middle of October"
    )
    office.says(
        "reviewed", "PER-0002", "2026-10-10", reason="still valid because nothing around it changed"
    )
    early = {f"GIT_{who}_DATE": "2026-10-10T09:00:00+00:00" for who in ("AUTHOR", "COMMITTER")}
    bad = acme.commit({}, "Confirm the policy", **early)
    found = [one for one in judged(acme.root).found if one.commit == bad]
    assert any("reviewed-PER-0002" in one.where.path for one in found), told(judged(acme.root))


def test_g15_the_day_is_the_same_in_every_time_zone(acme):
    zones = ("UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago")
    for command in (
        ("check", *DAY),
        ("coverage", *DAY),
        ("coverage", "--format", "json"),
        ("status",),
    ):
        assert len({ims(acme, *command, TZ=zone) for zone in zones}) == 1, command


@pytest.mark.parametrize(
    "date", ["20260615", "2026-W25-1", "2026-6-15", "2026-02-30", "٢٠٢٦-٠٦-١٥"]
)
def test_g16_a_date_has_one_form(acme, date):
    assert run(["-C", str(acme.root), "check", "--as-of", date]) == 2
    text = NONCONFORMITY.replace("date: 2026-06-15", f'date: "{date}"')
    acme.commit(
        {NONCONFORMITY_PATH.replace("1.md", "2.md"): text.replace("NCR-0001", "NCR-0002")},
        "Report it",
    )
    arguments = ("check", "--select", "REC001", "--as-of", "2026-11-24", "--format", "json")
    found = json.loads(ims(acme, *arguments)[1])["findings"]
    assert [one["line"] for one in found] == [5]
