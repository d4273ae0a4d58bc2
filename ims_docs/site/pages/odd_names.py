"""Files whose names are in the way: not every machine can keep them, or two pages would share one."""

from __future__ import annotations

from collections.abc import Mapping

from ims_docs.model.finding import Finding
from ims_docs.model.page_name import natural_page
from ims_docs.site.pages import markup
from ims_docs.site.pages.content import SiteContent

_RULES = ("SHP002", "SHP010")


def marked(content: SiteContent, made: Mapping[str, str]) -> dict[str, str]:
    """Pages with a box on each whose file should have another name."""
    found: dict[str, list[Finding]] = {}
    for one in content.report.findings:
        if one.code in _RULES and one.where.path in content.controlled:
            found.setdefault(one.where.path, []).append(one)
    boxes = {content.place(path): _box(content, path, some) for path, some in found.items()}
    done = dict(made)
    for page, box in boxes.items():
        if page in done:
            done[page] = markup.below_heading(done[page], box)
    return done


def _box(content: SiteContent, path: str, some: list[Finding]) -> str:
    lines = [f"{markup.sentence(one.message)}. {markup.message(one.hint)}" for one in some]
    is_moved = content.place(path) != natural_page(path)
    until = "\n\nUntil then this page stands under another name." if is_moved else ""
    return markup.box(
        "warning", "This file should have another name", f"{markup.bullets(lines)}{until}"
    )
