"""The pages of the toolkit, and which of them somebody means."""

from __future__ import annotations

import difflib

from ims_docs.model.page import Page
from ims_docs.model.repository import Repository
from ims_docs.services.loading.content import TOOLKIT, is_index


def toolkit(repository: Repository) -> tuple[Page, ...]:
    """Every page of the toolkit that people work with, in order of name."""
    found = (one for one in repository.pages if one.path.startswith(TOOLKIT))
    return tuple(sorted((one for one in found if not is_index(one.path)), key=lambda one: one.path))


def working_page(repository: Repository, text: str) -> Page | None:
    """The page that somebody means: by path, by the end of its path, by file name or by title."""
    path = "/" + text.strip().replace("\\", "/").removeprefix("./").lstrip("/")
    wanted = text.strip().casefold()
    for meant in (
        [one for one in repository.pages if f"/{one.path}" == path],
        [one for one in toolkit(repository) if wanted in (name_of(one), title_of(one).casefold())],
        [
            one
            for one in repository.pages
            if f"/{one.path}".endswith(path) or path.endswith(f"/{one.path}")
        ],
    ):
        if len(meant) == 1:
            return meant[0]
    return None


def close_to(repository: Repository, text: str) -> str:
    """The name of a working page that looks much like this one; empty where none does."""
    known = [name_of(one) for one in toolkit(repository)]
    return next(iter(difflib.get_close_matches(text.casefold(), known, 1)), "")


def name_of(page: Page) -> str:
    """What people call a page: its file without folder and ending."""
    return page.path.rpartition("/")[2].removesuffix(".md")


def title_of(page: Page) -> str:
    """Its first heading, or its name where it has none."""
    return page.body.headings[0].title if page.body.headings else name_of(page)
