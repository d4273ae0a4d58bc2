"""A command loads what it needs and nothing else: its start is what people wait for most often."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from support import POLICY, policy

from ims_docs.desk.addresses import READS, WRITES

NEVER = {"rich", "cookiecutter", "jinja2", "mkdocs", "markdown", "requests", "nh3", "typst"}
"""What only making a repository or a site needs."""

SCRIPT = """
import os, sys
from ims_docs.__main__ import main
code = main()
sys.stdout.flush()
os.write(2, ("\\n".join(["MODULES", *sys.modules]) + "\\n").encode())
sys.exit(code)
"""


def modules(*arguments, cwd):
    """The names of all modules that a command loaded."""
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments],
        cwd=cwd,
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return set(done.stderr.partition("MODULES\n")[2].split("\n"))


def test_version_loads_nothing_but_the_version(tmp_path):
    loaded = modules("--version", cwd=tmp_path)
    assert not loaded & (NEVER | {"click", "yaml", "git", "jsonschema", "jsonschema_rs"})
    assert {name for name in loaded if name.startswith("ims_docs")} == {
        "ims_docs",
        "ims_docs.__main__",
    }


def test_help_loads_no_command(tmp_path):
    loaded = modules("--help", cwd=tmp_path)
    assert not loaded & (
        NEVER | {"yaml", "git", "jsonschema", "jsonschema_rs", "sqlite3", "tempfile"}
    )
    assert "ims_docs.cli.check" not in loaded
    assert "ims_docs.services.loading" not in loaded


@pytest.mark.parametrize(
    "arguments",
    [
        ["check", "--staged"],
        ["check", "--select", "DOC,REC,LNK"],
        ["hooks", "run", "pre-commit"],
    ],
)
def test_check_of_what_is_right_loads_no_explainer(git_repository, arguments):
    made = git_repository()
    (made.root / POLICY).parent.mkdir(parents=True)
    (made.root / POLICY).write_text(policy())
    made.git("add", "-A")
    loaded = modules(*arguments, cwd=made.root)
    assert not loaded & (NEVER | {"jsonschema", "referencing", "xml.etree.ElementTree"})
    assert "ims_docs.reporters.junit" not in loaded
    assert not loaded & {
        "filelock",
        "watchdog",
        "ims_docs.services.hook_setup.install",
        "ims_docs.services.hook_setup.status",
    }
    assert not any(
        name.startswith(
            ("ims_docs.site.pages", "ims_docs.site.build", "ims_docs.services.scaffold")
        )
        for name in loaded
    )


def test_a_desk_opens_without_the_pages_that_nobody_opened():
    script = "import sys, ims_docs.cli.desk, ims_docs.desk.pages.today; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    loaded = set(done.stdout.split())
    later = ("services.verification", "site.pages", "site.build", "export", "intake", "services.signing")  # fmt: skip
    assert {one for one in loaded if one.removeprefix("ims_docs.").startswith(later)} == set()
    assert {one for one in loaded if one.startswith("ims_docs.desk.pages.")} == {
        "ims_docs.desk.pages.today"
    }


@pytest.mark.parametrize("path", [*READS, *WRITES])
def test_every_address_of_the_desk_leads_to_a_page(path):
    room = (READS | WRITES)[path]
    assert room.handler().__module__.startswith("ims_docs.desk.")
