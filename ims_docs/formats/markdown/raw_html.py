"""HTML in a text: whether it could act or hide on a page, or is only no Markdown."""

from __future__ import annotations

import html
import re

_ACTIVE = re.compile(
    r"<\s*/?\s*(?:script|style|iframe|frame|frameset|object|embed|applet|form|button|select"
    r"|textarea|option|link|meta|base|math|foreignobject|animate\w*|set|use|template|noscript|dialog|portal|audio|video|source"
    r"|track|canvas|slot|marquee|plaintext|xmp|title|body|html|head)\b"
    r"|<[^>]*?[\s/\"'](?:on[a-z]+|hidden|srcdoc|srcset|formaction|background|xlink:href)\s*(?:=|>|/|\s)"
    r"|<[^>]*?[\s/\"']style\s*=[^>]*(?:display|visibility|opacity|font-size|clip|indent|position"
    r"|transform|content|url|expression|import|\\\\|&)"
    r"|<[^>]*?=\s*[\"']?[\s\x00-\x20]*(?:j\s*a\s*v\s*a\s*s\s*c\s*r\s*i\s*p\s*t|data|vbscript)\s*:",
    re.IGNORECASE,
)
_CLASS = re.compile(r"[\s/\"']class\s*=\s*(?:\"([^\"]*)\"?|'([^']*)'?|([^\s>\"']+))", re.IGNORECASE)
_OF_THE_SITE = re.compile(
    r"(?:md|ims|tabbed|task|footnote|key|katex|linenos|mjx)-.*|(?:no-)?js|admonition.*|highlight.*"
    r"|linenodiv|linenos|mermaid|arithmatex|annotate|critic|emojione|gemoji|twemoji|focus-visible"
    r"|footnote|giscus|grid|cards?|headerlink|inline|end|keys|hll|lg|middle|x{1,3}l",
    re.IGNORECASE,
)
"""Classes that the style sheets and scripts of the site know. A class of any other name does nothing."""
_ENTITIES = re.compile(r"=\s*[\"']?[^\"'>]*&(?:#|colon|tab|newline)", re.IGNORECASE)
_COMMENT = re.compile(r"<[!?]")
_WORD = re.compile(
    r"<(?:template|title|object|form|button|select|option|textarea|link|meta|base|head|body|html|set|use"
    r"|source|track|slot|canvas|dialog|portal|frame|embed|applet|audio|video|math)>",
    re.IGNORECASE,
)
"""A word in angle brackets, as people write a blank to fill in. HTML happens to know it too."""

ACTIVE = (
    "HTML that could run, hide or restyle text is not shown",
    "Delete it, and write what it shows as Markdown. What is signed must be what is shown.",
)
COMMENT = (
    "The page leaves this comment out",
    "Delete it, or write it as text. Readers of the page do not see it.",
)
WORD = (
    "A word in angle brackets is read as HTML",
    "Put it between backticks, or take the angle brackets away.",
)
HTML = (
    "Raw HTML is not shown as it is written",
    "Write it as Markdown: a table with | between the cells, **bold**, *slanted*, - for a list.",
)


def is_active(piece: str) -> bool:
    """Whether a browser could do something with it but show words."""
    piece = _without_words(piece)
    if _ACTIVE.search(piece) or _ENTITIES.search(piece):
        return True
    names = (html.unescape(one[1] or one[2] or one[3] or "") for one in _CLASS.finditer(piece))
    return any(_OF_THE_SITE.fullmatch(name) for value in names for name in value.split())


def said(piece: str) -> tuple[str, str]:
    """What to say of it, and the remedy."""
    if is_active(piece):
        return ACTIVE
    if _WORD.search(piece):
        return WORD
    return COMMENT if _COMMENT.match(piece.lstrip()) else HTML


def words_as_text(fragment: str) -> str:
    """HTML in which words in angle brackets are words: a browser would hide what follows them."""
    return _WORD.sub(lambda found: html.escape(found[0]), fragment) if "<" in fragment else fragment


def _without_words(piece: str) -> str:
    """The rest; an element that is closed too is no word, but meant to be one."""
    return piece if "</" in piece else _WORD.sub("", piece)
