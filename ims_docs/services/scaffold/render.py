"""Template and answers to files. The only importer of cookiecutter.

The answers go into the template's context as finished values. Cookiecutter renders
the files of the template once and never the answers, so an answer that looks like
Jinja stays the text it is.
"""

from __future__ import annotations

import json
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from ims_docs.adapters import resources
from ims_docs.errors import TemplateError, UnreadableError
from ims_docs.formats.schemas import Schemas
from ims_docs.model.type import Kind

_FORGE_FILES = {"github": ".github", "gitlab": ".gitlab-ci.yml"}
_FILTERS = "local_extensions"
"""The module of filters that each version of the template brings, always under this name."""


class Source(NamedTuple):
    """What one version of the template is made of; the template looks for the schemas beside it."""

    template: Path
    schemas: Path


def current() -> Source:
    """The version that this program brings. Raises TemplateError when the install is damaged."""
    return Source(resources.resource("template"), resources.resource("schemas"))


def render(answers: Mapping[str, str], folder: Path, source: Source | None = None) -> Path:
    """Write every file of the template below `folder`; returns the repository's root."""
    template = (source or current()).template
    context = {
        "cookiecutter": {
            **answers,
            "_extensions": ["local_extensions.AnswerFilters"],
            "_copy_without_render": [],
        }
    }
    _stand_somewhere(folder)
    with _importable(template):
        from cookiecutter.exceptions import CookiecutterException
        from cookiecutter.generate import generate_files

        try:
            root = Path(
                generate_files(
                    repo_dir=str(template),
                    context=context,
                    output_dir=str(folder),
                    accept_hooks=False,
                )
            )
        except CookiecutterException as error:
            raise TemplateError(
                f"The template of ims-docs cannot be rendered: {error}",
                hint="This is a fault in ims-docs; please report it.",
            ) from error
    return root


def render_one(path: str, answers: Mapping[str, str]) -> str:
    """One file of the template, such as docs/leadership/culture-plan.md, as text.

    Empty where the template has none, as for a type of the organisation's own.
    Raises UnreadableError when the answers are not enough for it.
    """
    template = resources.resource("template")
    with _importable(template):
        import jinja2

        folders = (template / "{{cookiecutter.slug}}", template / "templates")
        loader = jinja2.FileSystemLoader([str(one) for one in folders])
        environment = jinja2.Environment(  # noqa: S701 - Markdown and YAML are written, not HTML; the filters escape
            loader=loader,
            undefined=jinja2.StrictUndefined,
            keep_trailing_newline=True,
            extensions=["local_extensions.AnswerFilters"],
        )
        try:
            return environment.get_template(path).render(cookiecutter=dict(answers))
        except jinja2.TemplateNotFound as error:
            if error.name != path:
                raise
            return ""
        except jinja2.UndefinedError as error:
            raise UnreadableError(
                f"The answers that this repository was made from are not enough: {error.message}",
                hint="Bring .ims/answers.json back from the history.",
            ) from error


def prune(root: Path, answers: Mapping[str, str], source: Source | None = None) -> None:
    """Delete what the chosen profile and forge leave out."""
    for path in _left_out(answers["profile"], source or current()):
        (root / path).unlink(missing_ok=True)
    for forge, name in _FORGE_FILES.items():
        if forge != answers["forge"]:
            place = root / name
            shutil.rmtree(place) if place.is_dir() else place.unlink(missing_ok=True)
    for folder in sorted((root / "docs").rglob("*"), reverse=True):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def _left_out(profile: str, source: Source) -> Iterator[str]:
    for one in Schemas(source.schemas).types.values():
        if one.kind is not Kind.RECORD and profile not in one.profiles:
            yield one.path("")
    toolkit = source.template / "toolkit.json"
    pages = json.loads(toolkit.read_text("utf-8")) if toolkit.is_file() else ()
    for page in pages:
        if profile not in page["profiles"]:
            yield f"docs/toolkit/{page['name']}.md"


def _stand_somewhere(folder: Path) -> None:
    """Cookiecutter wants to come back to the folder one stands in, which may be gone."""
    try:
        Path.cwd()
    except FileNotFoundError:
        os.chdir(folder)


@contextmanager
def _importable(folder: Path) -> Iterator[None]:
    loaded = sys.modules.get(_FILTERS)
    if loaded and Path(str(loaded.__file__)).parent != folder:  # another version's
        del sys.modules[_FILTERS]
    sys.path.insert(0, str(folder))
    try:
        yield
    finally:
        sys.path.remove(str(folder))
