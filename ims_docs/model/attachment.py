"""A file beside the texts: whether a browser that opens it only shows it."""

from __future__ import annotations

_PICTURES = ("png", "jpg", "jpeg", "gif", "webp", "avif", "bmp", "svg")
"""A drawing in SVG is looked at as well."""
_PAPERS = ("pdf", "txt", "csv", "tsv", "json", "rtf", "odt", "ods", "odp", "zip")
_OFFICE = ("doc", "docx", "xls", "xlsx", "ppt", "pptx", "vsdx")
_MEDIA = ("mp3", "mp4", "ogg", "wav", "webm")
_INERT = frozenset((*_PICTURES, *_PAPERS, *_OFFICE, *_MEDIA))
_TEXTS = frozenset(("md", "markdown", "mdown", "mkd", "mdx", "yaml", "yml"))
_CONTENT = frozenset(("md", "yaml", "yml", "gitkeep", "gitattributes"))


def ending(path: str) -> str:
    """What follows the last full stop of a name, in small letters; the whole name without one."""
    return path.rpartition("/")[2].rpartition(".")[2].lower()


def is_attachment(path: str) -> bool:
    """Whether this lies beside the texts and is none itself."""
    name = path.rpartition("/")[2]
    return path.startswith("docs/") and name.rpartition(".")[2] not in _CONTENT


def picture_kind(data: bytes) -> str:
    """By its bytes: png, jpg, gif or webp; empty for everything else, whatever it calls itself."""
    if data[:8] == b"\x89PNG\r\n\x1a\n" and data[12:16] == b"IHDR":
        return "png"
    if data[:3] == b"\xff\xd8\xff":
        return "jpg"
    if data[:6] in (b"GIF87a", b"GIF89a"):
        return "gif"
    return "webp" if data[:4] == b"RIFF" and data[8:12] == b"WEBP" else ""


def is_drawing(path: str) -> bool:
    """Whether this is a drawing in SVG, which can hold more than shapes."""
    return path.startswith("docs/") and ending(path) == "svg"


def why_left_out(path: str) -> str:
    """Why the site leaves a file out by its ending alone, empty when it shows it."""
    if not is_attachment(path):
        return ""
    if "." not in path.rpartition("/")[2]:
        return "its name has no ending that says what it is"
    if ending(path) in _TEXTS:
        return "texts end in .md or .yaml, in small letters"
    known = ending(path) in _INERT
    return "" if known else f"a browser could run a file that ends in .{ending(path)}"
