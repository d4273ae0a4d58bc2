"""The MkDocs plugin `ims`: hands our pages to MkDocs, in `ims site` and in a plain `mkdocs serve`."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import cast

from mkdocs.config.config_options import Choice
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, InclusionLevel
from mkdocs.structure.files import Files as MkDocsFiles
from mkdocs.structure.nav import Navigation as MkDocsNavigation
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from ims_docs.adapters.git import take_git_environment
from ims_docs.model.classification import WORDS, classified
from ims_docs.services.workspace import Workspace, find_root
from ims_docs.site.build import reading
from ims_docs.site.build.appearance import set_appearance
from ims_docs.site.build.files import Files, collect
from ims_docs.site.build.id_links import with_links
from ims_docs.site.build.integrity import Verifier
from ims_docs.site.build.sanitise import sanitise, sanitise_contents
from ims_docs.site.pages import SiteContent, above

_STYLES = (".css", ".js")
_SITEMAP = "sitemap.xml"


class ImsPlugin(BasePlugin):  # type: ignore[type-arg,no-untyped-call] # it has no options
    """Pages of the repository beside mkdocs.yml, or of the content that was given to it.

    `audience` in mkdocs.yml leaves out what is classified above it, as `--audience` does.
    """

    config_scheme = (("audience", Choice(WORDS)),)

    def __init__(self) -> None:
        self._given: tuple[SiteContent, Files] | None = None
        self._files: Files = {}
        self._verifier = Verifier()
        self._find: Callable[[str], str] = str

    def take(self, content: SiteContent, files: Files) -> None:
        """Make the site of content that was read already."""
        self._given = content, files

    def on_startup(self, **_: object) -> None:
        """Stay for all builds of one `mkdocs serve`, so that what was verified is remembered."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the repository unless that was done, and dress the site."""
        audience = self.config["audience"]
        content, self._files = self._given or _read(config, self._verifier, audience)
        self._find = cache(content.find)
        set_appearance(config, content)
        return config

    def on_files(self, files: MkDocsFiles, config: MkDocsConfig) -> MkDocsFiles:
        """Put our pages in the place of the source files.

        By itself MkDocs leaves out what lies in templates/ or begins with a full stop.
        """
        for file in list(files):
            if _is_source(file, config):
                files.remove(file)
        known = InclusionLevel.UNDEFINED if config.exclude_docs else InclusionLevel.INCLUDED
        for path, content in self._files.items():
            files.append(File.generated(config, path, content=content, inclusion=known))
        return files

    @event_priority(-100)
    def on_nav(self, nav: MkDocsNavigation, files: MkDocsFiles, **_: object) -> MkDocsNavigation:
        """Give every page that no heading lists the place to which it belongs."""
        listed = {id(page) for page in nav.pages if page.parent or page in nav.items}
        for file in files.documentation_pages():
            page = file.page
            if page is None or id(page) in listed:
                continue
            found = (files.get_file_from_path(one) for one in above(file.src_uri))
            parent = next((one.page for one in found if one and one.page and one is not file), None)
            page.parent = cast("Section | None", parent)
        return nav

    @event_priority(-100)
    def on_page_content(self, html: str, page: Page, files: MkDocsFiles, **_: object) -> str:
        """Sanitise what all extensions have made, as the last of all plugins."""
        sanitise_contents(page.toc)
        return sanitise(with_links(html, lambda name: self._address(name, page, files)))

    def _address(self, name: str, page: Page, files: MkDocsFiles) -> str:
        """Where an identifier leads from a page; nowhere from the page of what it names."""
        path, _, fragment = self._find(name).partition("#")
        file = files.get_file_from_path(path) if path else None
        if file is None or (file is page.file and not fragment):
            return ""
        return f"{get_relative_url(file.url, page.url)}{f'#{fragment}' if fragment else ''}"

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, **_: object
    ) -> LiveReloadServer:
        """Look at the settings too."""
        server.watch(str(_root(config) / "ims.yml"))
        return server


def _root(config: MkDocsConfig) -> Path:
    return find_root(Path(config.docs_dir).parent)


def _read(
    config: MkDocsConfig, verifier: Verifier, audience: str | None
) -> tuple[SiteContent, Files]:
    take_git_environment()
    workspace = Workspace.find(Path(config.docs_dir).parent)
    meant = classified(audience) if audience else None
    content = reading.read(workspace, verifier=verifier, audience=meant)
    return content, collect(workspace.root, content)[0]


def _is_source(file: File, config: MkDocsConfig) -> bool:
    """Whether a file comes from docs/, but for styles and scripts that mkdocs.yml asks for.

    A map of the site holds the day of the build and is of no use without an address.
    """
    if file.src_uri == _SITEMAP:
        return True
    if file.src_dir is None or Path(file.src_dir) != Path(config.docs_dir):
        return False
    wanted = {*config.extra_css, *map(str, config.extra_javascript)}
    return not (file.src_uri in wanted and file.src_uri.endswith(_STYLES))
