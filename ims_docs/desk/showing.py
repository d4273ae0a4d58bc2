"""Texts and values as HTML: the site's own renderer and sanitiser, in the frame of the desk."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from ims_docs.desk.office import Sight
from ims_docs.desk.telling import named, told
from ims_docs.model.content import Value, readable

_RELATIVE = re.compile(r"""\b(href|src)="(?![a-zA-Z][a-zA-Z0-9+.-]*:|[/#?])""")
"""The beginning of an address that goes on from where the text lies."""
_DAY = re.compile(r"(?<![\w/.-])([0-9]{4}-[0-9]{2}-[0-9]{2})(?![\w/.-])(?=[^<>]*(?:<|\Z))")
"""A day in the words of a page, which no line is broken in."""
_DRAWING = re.compile(r"(<svg\b.*?</svg>)", re.DOTALL)


@cache
def environment() -> Environment:
    """The templates of the desk. Everything that they are told is escaped."""
    made = Environment(
        loader=PackageLoader("ims_docs.desk"),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters |= {
        "address": address,
        "shown": shown,
        "counted": counted,
        "told": told,
        "named": named,
    }
    return made


def render(template: str, values: dict[str, Any]) -> str:
    """A template filled in."""
    return environment().get_template(template).render(values)


def html_of(markdown: str, path: str) -> Markup:
    """A text as the site shows it, inert; links lead on from the page of its file."""
    from ims_docs.formats.markdown.rendering import as_html
    from ims_docs.site.build.sanitise import sanitise

    shown_ = sanitise(as_html(markdown))
    folder = f"/{path.rpartition('/')[0]}/"
    placed = _RELATIVE.sub(rf'\1="{address(folder)}', shown_)
    return Markup(_unbroken(placed))  # noqa: S704 - the sanitiser has the last word


def _unbroken(html: str) -> str:
    """Text in which no line is broken inside a day; drawings stay as they are."""
    pieces = _DRAWING.split(html)
    for at in range(0, len(pieces), 2):
        pieces[at] = _DAY.sub(r'<span class="day">\1</span>', pieces[at])
    return "".join(pieces)


def address(text: str) -> str:
    """A path or an id as a part of an address."""
    return quote(text, safe="/:#-._~")


def counted(number: int, noun: str, plural: str = "") -> str:
    """A number with its noun."""
    return f"{number} {noun if number == 1 else plural or f'{noun}s'}"


def shown(value: Value, sight: Sight) -> Markup:
    """A value for people: ids with what they are called, as links."""
    if isinstance(value, list):
        return _listed(value, sight)
    if isinstance(value, dict):
        said = ((key, one) for key, one in value.items() if one not in (None, "", []))
        return Markup("; ").join(
            Markup("{}: {}").format(str(key).replace("_", " "), shown(one, sight))
            for key, one in said
        )
    text = readable(value)
    place, name = sight.place(text) if isinstance(value, str) else "", sight.titles.get(text)
    if not place:
        return Markup("{}").format(text)
    is_person = text in sight.who.people or text in sight.who.roles
    label = name if is_person and name else f"{text} {name}" if name and name != text else text
    return Markup('<a href="{}">{}</a>').format(address(place), label)


def _listed(value: Iterable[Value], sight: Sight) -> Markup:
    items = [shown(one, sight) for one in value]
    if any(isinstance(one, dict) for one in value):
        return Markup('<ol class="rows">{}</ol>').format(
            Markup("").join(Markup("<li>{}</li>").format(one) for one in items)
        )
    return Markup(", ").join(items)
