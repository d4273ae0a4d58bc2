"""What every chart is drawn with: a titled picture on one line, inert text, plain shapes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NOT_NAME = re.compile(r"[^a-z0-9]+")


def figure(title: str, says: str, size: tuple[int, int], parts: Iterable[str]) -> str:
    """A picture with its title and description, in one line of HTML that Markdown leaves alone.

    `says` tells a reader who does not see the picture what it shows.
    """
    name = f"ims-chart-{_NOT_NAME.sub('-', title.lower()).strip('-')}"
    return (
        f'<figure class="ims-chart" tabindex="0"><figcaption>{plain(title)}</figcaption>'
        f'<svg viewBox="0 0 {size[0]} {size[1]}" width="{size[0]}" height="{size[1]}" role="img" aria-labelledby="{name} {name}-says">'
        f'<title id="{name}">{plain(title)}</title><desc id="{name}-says">{plain(says)}</desc>'
        f"{''.join(parts)}</svg></figure>"
    )


def plain(text: str) -> str:
    """Text inside HTML that nothing takes as markup or as a placeholder of a template."""
    return html.escape(_CONTROL.sub(" ", text)).replace("[", "&#91;")


def short(text: str, longest: int) -> str:
    """Text that fits; what is cut off stands in the table beside the chart."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def words(x: float, y: float, text: str, kind: str = "label", anchor: str = "start") -> str:
    """A line of text."""
    return f'<text class="ims-c-{kind}" x="{number(x)}" y="{number(y)}" text-anchor="{anchor}">{plain(text)}</text>'


def box(x: float, y: float, width: float, height: float, kind: str) -> str:
    """A rectangle."""
    return (
        f'<rect class="ims-c-{kind}" x="{number(x)}" y="{number(y)}" '
        f'width="{number(width)}" height="{number(height)}" rx="2"></rect>'
    )


def line(start: tuple[float, float], end: tuple[float, float], kind: str = "axis") -> str:
    """A straight line."""
    (x1, y1), (x2, y2) = start, end
    return f'<line class="ims-c-{kind}" x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"></line>'


def disc(x: float, y: float, radius: float, kind: str) -> str:
    """A circle."""
    return f'<circle class="ims-c-{kind}" cx="{number(x)}" cy="{number(y)}" r="{number(radius)}"></circle>'


def number(value: float) -> str:
    """A number as people write it: the same on every machine, no zeros at the end."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
