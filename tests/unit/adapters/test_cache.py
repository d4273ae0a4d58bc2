"""The cache is never needed and never trusted: reports are the same with it, without it, with a bad one."""

from __future__ import annotations

import random
import sqlite3
import threading
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support import AS_OF, DEFAULTS, IDEA, POLICY, policy, write

from ims_docs.adapters import cache
from ims_docs.adapters.cache import Cache, cache_folder
from ims_docs.adapters.disk.tree import WorkingTree
from ims_docs.adapters.resources import resource
from ims_docs.domain.runner import check
from ims_docs.formats.schemas import Schemas
from ims_docs.reporters import REPORTERS
from ims_docs.services.loading import facts, shared
from ims_docs.services.loading.content import load_file
from ims_docs.services.loading.repository import LoadRequest, load

IDEA_TEXT = """\
---
id: IDE-0001
type: idea
title: A box
date: 2026-11-02
owner: PER-0001
status: open
author: PER-0002
idea_type: product
related: [POL-0001]
---

## The idea

See [the policy](../../leadership/innovation-policy.md#purpose). [TODO: more]
"""

FILES = {
    **DEFAULTS,
    POLICY: policy(more="## More\n\n!!! guidance\n    Write.\n\n<b>odd</b> [gone](gone.md)\n"),
    IDEA: IDEA_TEXT,
    "docs/index.md": "# Home\n\n[ideas](records/idea/IDE-0001.md)\n",
    "docs/records/idea/IDE-0002.md": "no front matter\n",
    "docs/records/idea/IDE-0003.md": IDEA_TEXT.replace("0001", "0003").replace("product", "wrong"),
}


def report(root, folder=None):
    shared.DECODED.clear()  # each report is a run of its own
    return REPORTERS["json"](
        check(load(LoadRequest(tree=WorkingTree(root), as_of=AS_OF, cache_folder=folder)))
    )


def database(folder):
    return next(folder.glob("*.sqlite"))


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "cache"


class TestReports:
    def test_cold_warm_and_without_are_the_same(self, root, folder):
        write(root, FILES)
        without = report(root)
        assert [report(root, folder) for _ in range(3)] == [without] * 3
        assert "IDE-0003" in without

    def test_a_warm_run_parses_nothing_that_was_right(self, root, folder, monkeypatch):
        write(root, FILES)
        report(root, folder)
        read = []
        original = load_file
        monkeypatch.setattr(
            "ims_docs.services.loading.reading.load_file",
            lambda path, *rest: read.append(path) or original(path, *rest),
        )
        report(root, folder)
        assert sorted(read) == ["docs/records/idea/IDE-0002.md", "docs/records/idea/IDE-0003.md"]

    def test_a_change_of_the_same_size_and_time_is_seen(self, root, folder):
        write(root, FILES)
        report(root, folder)
        before = (root / IDEA).stat()
        (root / IDEA).write_text(IDEA_TEXT.replace("POL-0001", "POL-0009"))
        import os

        os.utime(root / IDEA, ns=(before.st_atime_ns, before.st_mtime_ns))
        assert "Nothing has the id POL-0009" in report(root, folder)

    def test_a_type_of_the_organisation_is_another_way_of_reading(self, root, folder):
        write(root, FILES)
        report(root, folder)
        own = (resource("schemas") / "records" / "idea.schema.json").read_text()
        write(
            root,
            {
                "schemas/records/idea.schema.json": own.replace('"product"', '"thing"').replace(
                    '"required": ["author", "idea_type"]',
                    '"required": ["author", "idea_type", "decision"]',
                )
            },
        )
        assert "decision" in report(root, folder)
        assert report(root, folder) == report(root)

    @settings(
        max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
    )
    @given(
        body=st.text(st.sampled_from("#[]()!`<>{}~ \n-*ab:T\"'é\t"), max_size=200),
        title=st.text(max_size=20),
    )
    def test_any_text_is_reported_alike(self, tmp_path, body, title):
        root, folder = tmp_path / "any", tmp_path / "any-cache"
        text = IDEA_TEXT.replace("A box", repr(title)) + body
        write(root, {**DEFAULTS, IDEA: text.encode("utf-8", "surrogateescape")})
        without = report(root)
        assert report(root, folder) == without
        assert report(root, folder) == without

    def test_the_same_bytes_are_read_by_where_they_are(self, root, folder):
        plain = "# Quiz\n\nOne answer is right.\n"
        places = ("docs/README.md", "docs/toolkit/quiz.md", "docs/support/quiz.md")
        for path in places:
            write(root, {**DEFAULTS, path: plain})
            for _ in range(2):
                assert report(root, folder) == report(root)


class TestFacts:
    @pytest.mark.parametrize(
        "path",
        [
            path
            for path in FILES
            if (path.startswith("docs/") and "000" not in path[-7:-3]) or path == IDEA
        ],
    )
    def test_what_is_written_is_read_back(self, path):
        loaded = load_file(path, FILES[path].encode(), Schemas(resource("schemas")))
        assert facts.read({path: facts.written(loaded)}) == {path: loaded}

    def test_what_is_wrong_is_not_kept(self):
        schemas = Schemas(resource("schemas"))
        for path in ("docs/records/idea/IDE-0002.md", "docs/records/idea/IDE-0003.md"):
            assert facts.written(load_file(path, FILES[path].encode(), schemas)) == ""


class TestDamage:
    @pytest.mark.parametrize("seed", range(12))
    def test_flipped_bytes_change_no_report(self, root, folder, seed):
        write(root, FILES)
        without = report(root, folder)
        chance = random.Random(seed)  # noqa: S311 - damage, not secrets
        data = bytearray(database(folder).read_bytes())
        for _ in range(chance.choice((1, 20, 400))):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        database(folder).write_bytes(data)
        assert report(root, folder) == without
        assert report(root, folder) == without

    @pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0"])
    def test_another_file_in_its_place_is_replaced(self, root, folder, content):
        write(root, FILES)
        without = report(root, folder)
        database(folder).write_bytes(content)
        assert report(root, folder) == without
        assert database(folder).stat().st_size > 1000

    def test_a_cut_file_changes_no_report(self, root, folder):
        write(root, FILES)
        without = report(root, folder)
        whole = database(folder).read_bytes()
        for size in range(0, len(whole), 4096):
            database(folder).write_bytes(whole[:size])
            assert report(root, folder) == without

    def test_a_text_that_was_changed_is_not_believed(self, folder):
        known = Cache(folder, "scope")
        known.keep({"a": "one", "b": "two"})
        with sqlite3.connect(database(folder)) as connection:
            connection.execute("UPDATE facts SET text = 'three' WHERE name = 'a'")
        connection.close()
        assert known.find(["a", "b", "c"]) == {"b": "two"}

    def test_a_folder_that_is_a_file_is_no_cache(self, root, tmp_path):
        write(root, FILES)
        blocked = tmp_path / "blocked"
        blocked.write_text("")
        assert report(root, blocked) == report(root)

    def test_a_folder_in_place_of_the_database_is_no_cache(self, folder):
        (folder / "scope.sqlite").mkdir(parents=True)
        known = Cache(folder, "scope")
        known.keep({"a": "one"})
        assert known.find(["a"]) == {}

    def test_a_locked_database_is_left_alone(self, folder):
        known = Cache(folder, "scope")
        known.keep({"a": "one"})
        connection = sqlite3.connect(database(folder), isolation_level=None)
        connection.execute("BEGIN EXCLUSIVE")
        assert known.find(["a"]) == {}
        known.keep({"b": "two"})
        connection.execute("ROLLBACK")
        connection.close()
        assert known.find(["a", "b"]) == {"a": "one"}


class TestBounds:
    def test_a_database_that_is_too_large_is_started_anew(self, folder, monkeypatch):
        known = Cache(folder, "scope")
        known.keep({"a": "one"})
        monkeypatch.setattr(cache, "MAX_BYTES", 10)
        known.keep({"b": "two"})
        assert known.find(["a", "b"]) == {"b": "two"}

    def test_few_ways_of_reading_are_remembered(self, folder):
        for number in range(cache.MAX_FILES + 5):
            Cache(folder, f"scope{number}").keep({"a": "one"})
        assert len(list(folder.glob("*.sqlite"))) <= cache.MAX_FILES
        assert Cache(folder, f"scope{cache.MAX_FILES + 4}").find(["a"]) == {"a": "one"}

    def test_nobody_else_may_read_it(self, folder):
        Cache(folder, "scope").keep({"a": "one"})
        assert folder.stat().st_mode & 0o077 == 0
        assert database(folder).stat().st_mode & 0o077 == 0

    def test_writers_at_the_same_time_lose_nothing_but_time(self, folder):
        def fill(number):
            for part in range(10):
                Cache(folder, "scope").keep({f"{number}-{part}": "text"})

        threads = [threading.Thread(target=fill, args=(number,)) for number in range(4)]
        for one in threads:
            one.start()
        for one in threads:
            one.join()
        found = Cache(folder, "scope").find([f"{n}-{part}" for n in range(4) for part in range(10)])
        assert set(found.values()) <= {"text"}
        Cache(folder, "scope").keep({"last": "one"})
        assert Cache(folder, "scope").find(["last"]) == {"last": "one"}


class TestPlace:
    def test_the_variable_decides(self, tmp_path):
        chosen = {"IMS_CACHE_DIR": str(tmp_path / "mine"), "XDG_CACHE_HOME": "/x", "HOME": "/h"}
        assert cache_folder(chosen, tmp_path / "repository") == tmp_path / "mine"

    def test_the_users_cache_folder_is_the_default(self, tmp_path):
        assert cache_folder({"XDG_CACHE_HOME": "/x", "HOME": "/h"}, tmp_path) == Path("/x/ims-docs")
        assert cache_folder({"XDG_CACHE_HOME": "x", "HOME": "/h"}, tmp_path) == Path(
            "/h/.cache/ims-docs"
        )

    @pytest.mark.parametrize(
        "environment", [{"IMS_CACHE_DIR": ""}, {"IMS_CACHE_DIR": "here"}, {}, {"HOME": "here"}]
    )
    def test_what_is_no_absolute_path_means_none(self, tmp_path, environment):
        assert cache_folder(environment, tmp_path) is None

    def test_nothing_lies_in_the_repository(self, tmp_path):
        inside = {"IMS_CACHE_DIR": str(tmp_path / "repository" / "cache")}
        assert cache_folder(inside, tmp_path / "repository") is None
        (tmp_path / "repository").mkdir()
        (tmp_path / "link").symlink_to(tmp_path / "repository")
        assert (
            cache_folder({"IMS_CACHE_DIR": str(tmp_path / "link")}, tmp_path / "repository") is None
        )
