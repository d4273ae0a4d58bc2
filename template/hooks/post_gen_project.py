"""Finish a repository that plain cookiecutter has rendered; `ims new` does not need this.

Runs in the new folder. The answers are read from .ims/answers.json and are never part of
this source: cookiecutter renders this file, and a name with a quote would become a program.
"""

import json
import os
import sys
from pathlib import Path

TEMPLATE = Path({{template_folder | yaml}})  # noqa: F821 - a quoted string once it is rendered
ROOT = Path.cwd()
FORGE_FILES = {"github": ".github/workflows/check.yml", "gitlab": ".gitlab-ci.yml"}


def main() -> str:
    """Return what is wrong, or nothing."""
    answers = json.loads((ROOT / ".ims/answers.json").read_text(encoding="utf-8"))["answers"]
    if (ROOT / ".git").exists():
        return (
            "This folder was a repository before. Look at `git diff` and take back what you need."
        )
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        del os.environ[name]
    # The checkout that the template lies in comes first: it is of the same version.
    sys.path.insert(0, str(TEMPLATE.parent))
    try:
        from ims_docs.errors import ImsDocsError
        from ims_docs.services.scaffold import accept, finish
    except ImportError:
        prune(answers)
        sys.stderr.write("Next: pip install ims-docs, then git init, git add --all, git commit.\n")
        return ""
    try:
        finish(ROOT, accept(answers))
    except ImsDocsError as error:
        return f"{error.message}. {error.hint}"
    return ""


def prune(answers: dict[str, str]) -> None:
    """Delete what the profile and the forge leave out, without ims-docs."""
    for path in (TEMPLATE.parent / "schemas").glob("*s/*.schema.json"):
        about = json.loads(path.read_text(encoding="utf-8"))["x-ims"]
        name = path.name.removesuffix(".schema.json")
        ending = "yaml" if about["kind"] == "register" else "md"
        if about["kind"] != "record" and answers["profile"] not in about["profiles"]:
            remove(ROOT / "docs" / about["folder"] / f"{name}.{ending}")
    for page in json.loads((TEMPLATE / "toolkit.json").read_text(encoding="utf-8")):
        if answers["profile"] not in page["profiles"]:
            remove(ROOT / "docs" / "toolkit" / f"{page['name']}.md")
    for forge, path in FORGE_FILES.items():
        if forge != answers["forge"]:
            remove(ROOT / path)


def remove(path: Path) -> None:
    """Delete a file, and the folders that are empty then."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == ROOT or any(folder.iterdir()):
            break
        folder.rmdir()


problem = main()
if problem:
    sys.exit(f"error: {problem}")
