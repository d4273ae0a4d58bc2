"""MkDocs with a configuration of our own. Nothing of the repository configures it."""

from __future__ import annotations

import logging
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol, cast

from ims_docs.errors import TemplateError
from ims_docs.site.build.files import Files
from ims_docs.site.pages import SiteContent

_QUIET = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"}
_LEVELS = {
    "not_found": "info",
    "absolute_links": "info",
    "unrecognized_links": "info",
    "anchors": "info",
}
"""Dead links are findings of the check; the site names them and is built all the same."""


class _Plugin(Protocol):
    """The part of our MkDocs plugin that takes what was read already."""

    def take(self, content: SiteContent, files: Files) -> None:
        """Make the site of this content from these files."""


def run(content: SiteContent, files: Files, target: Path) -> None:
    """Build the site of this content into an empty folder. Raises TemplateError: a failure is ours."""
    os.environ.update(_QUIET)
    from mkdocs.commands.build import build
    from mkdocs.exceptions import MkDocsException

    with tempfile.TemporaryDirectory(prefix="ims-site-") as empty, _messages() as messages:
        docs = Path(empty) / "docs"
        docs.mkdir()
        config = _config(docs, target, content.repository.settings.language)
        cast("_Plugin", config.plugins["ims"]).take(content, files)
        try:
            build(config)
        except MkDocsException as error:
            reasons = "; ".join((str(error), *messages))
            raise TemplateError(
                f"The site cannot be built: {reasons}",
                hint="This is a fault in ims-docs; please report it.",
            ) from error


def settings(docs: Path, target: Path, language: str) -> dict[str, Any]:
    """The whole configuration, as MkDocs wants it."""
    toggles = (("default", "night", "dark"), ("slate", "sunny", "light"))
    return {
        "site_name": "Innovation management system",
        "docs_dir": str(docs),
        "site_dir": str(target),
        "strict": True,
        "use_directory_urls": False,
        "theme": {
            "name": "material",
            "font": False,
            "language": language if language in languages() else "en",
            "icon": {"logo": "material/file-document-check-outline"},
            "features": ["navigation.indexes", "navigation.path", "navigation.prune", "navigation.top", "search.highlight", "search.suggest", "toc.follow"],
            "palette": [
                {
                    "media": f"(prefers-color-scheme: {'light' if scheme == 'default' else 'dark'})",
                    "scheme": scheme, "primary": "custom", "accent": "teal",
                    "toggle": {"icon": f"material/weather-{icon}", "name": f"Switch to {other} colours"},
                }
                for scheme, icon, other in toggles
            ],
        },
        "plugins": [{"search": {}}, {"offline": {}}, {"ims": {}}],
        "validation": {"nav": {"omitted_files": "info"}, "links": _LEVELS},
    }  # fmt: skip


def languages() -> frozenset[str]:
    """The languages in which the theme can speak."""
    import material  # type: ignore[import-untyped]

    folder = Path(material.__file__).parent / "templates/partials/languages"
    return frozenset(path.stem for path in folder.glob("*.html"))


def _config(docs: Path, target: Path, language: str) -> Any:  # noqa: ANN401 - MkDocs is imported late
    from mkdocs.config.defaults import MkDocsConfig

    config = MkDocsConfig(config_file_path=str(docs.parent / "mkdocs.yml"))
    config.load_dict(settings(docs, target, language))
    errors, warnings = config.validate()
    if errors or warnings:
        raise TemplateError(
            f"The site's configuration is wrong: {[*errors, *warnings]}",
            hint="This is a fault in ims-docs; please report it.",
        )
    return config


@contextmanager
def _messages() -> Iterator[list[str]]:
    """What MkDocs warns of, kept for the error message instead of printed."""
    messages: list[str] = []
    logger = logging.getLogger("mkdocs")
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: messages.append(record.getMessage())  # type: ignore[method-assign]
    before = logger.propagate
    logger.addHandler(handler)
    logger.propagate = False
    try:
        yield messages
    finally:
        logger.removeHandler(handler)
        logger.propagate = before
