"""What every chart is drawn with: a titled picture on one line, inert text, plain shapes."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from dataclasses import dataclass

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")
_NOT_NAME = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Canvas:
    """Where a chart is drawn: places across are shares of its width, so that it fits a phone.

    Heights and letters keep their size, and nothing has to be read with a glass.
    """

    width: int
    height: float

    def figure(self, title: str, says: str, parts: Iterable[str], below: Iterable[str] = ()) -> str:
        """A picture with its title and description, in one line of HTML that Markdown leaves alone.

        `says` tells a reader who does not see the picture what it shows; `below` are lines that
        explain it to those who do, as markup.
        """
        name = f"ims-chart-{_NOT_NAME.sub('-', title.lower()).strip('-')}"
        legend = "".join(f"<li>{one}</li>" for one in below)
        listed = f'<ul class="ims-legend">{legend}</ul>' if legend else ""
        return (
            f'<figure class="ims-chart"><figcaption>{plain(title)}</figcaption>'
            f'<svg width="100%" height="{number(self.height)}" role="img" aria-labelledby="{name} {name}-says">'
            f'<title id="{name}">{plain(title)}</title><desc id="{name}-says">{plain(says)}</desc>'
            f"{''.join(parts)}</svg>{listed}</figure>"
        )

    def across(self, x: float) -> str:
        """A place or a length across, as a share of the width."""
        return f"{number(x / self.width * 100)}%"

    def words(
        self, x: float, y: float, text: str, kind: str = "label", anchor: str = "start"
    ) -> str:
        """A line of text."""
        return f'<text class="ims-c-{kind}" x="{self.across(x)}" y="{number(y)}" text-anchor="{anchor}">{plain(text)}</text>'

    def box(self, x: float, y: float, width: float, height: float, kind: str) -> str:
        """A rectangle."""
        return (
            f'<rect class="ims-c-{kind}" x="{self.across(x)}" y="{number(y)}" '
            f'width="{self.across(width)}" height="{number(height)}" rx="2"></rect>'
        )

    def line(self, start: tuple[float, float], end: tuple[float, float], kind: str = "axis") -> str:
        """A straight line."""
        (x1, y1), (x2, y2) = start, end
        places = (
            f'x1="{self.across(x1)}" y1="{number(y1)}" x2="{self.across(x2)}" y2="{number(y2)}"'
        )
        return f'<line class="ims-c-{kind}" {places}></line>'

    def disc(self, x: float, y: float, radius: float, kind: str) -> str:
        """A circle."""
        return f'<circle class="ims-c-{kind}" cx="{self.across(x)}" cy="{number(y)}" r="{number(radius)}"></circle>'


def upright(y: float, text: str) -> str:
    """The name of an axis, from below upwards at the left edge."""
    words = f'<text class="ims-c-label" x="0" y="0" text-anchor="middle">{plain(text)}</text>'
    return f'<g transform="translate(14 {number(y)}) rotate(-90)">{words}</g>'


def plain(text: str) -> str:
    """Text inside HTML that nothing takes as markup or as a placeholder of a template."""
    return html.escape(_CONTROL.sub(" ", text)).replace("[", "&#91;")


def short(text: str, longest: int) -> str:
    """Text that fits; what is cut off stands in the table beside the chart."""
    return text if len(text) <= longest else f"{text[: longest - 1].rstrip()}…"


def number(value: float) -> str:
    """A number as people write it: the same on every machine, no zeros at the end."""
    return f"{value:.2f}".rstrip("0").rstrip(".")
