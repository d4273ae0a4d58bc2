"""A drawing is shown when a browser that opens it does no more than show it."""

from __future__ import annotations

import pytest

from ims_docs.formats.drawings import MAX_BYTES, harm

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'


@pytest.mark.parametrize(
    "inside",
    [
        '<rect width="9" height="9"/>',
        '<text x="1" y="2">words &amp; more</text>',
        '<a href="https://example.org"><text>x</text></a>',
        '<use xlink:href="#shape"/>',
        '<image href="data:image/png;base64,AAAA"/>',
        '<style>.a{fill:url(#g)}</style><rect class="a" style="fill: red"/>',
        '<metadata xmlns:x="urn:x"><x:y/></metadata>',
    ],
)
def test_shapes_and_words_are_harmless(inside: str) -> None:
    assert harm(f'<?xml version="1.0"?>{HEAD}{inside}</svg>'.encode()) == ""


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<rect onload="alert(1)"/>',
        '<a href="javascript:alert(1)"><text>x</text></a>',
        '<use xlink:href="https://example.org/x.svg#y"/>',
        '<image href="https://example.org/x.png"/>',
        '<image href="data:image/svg+xml;base64,AAAA"/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<p xmlns="http://www.w3.org/1999/xhtml">x</p>',
        '<set attributeName="href" to="x"/>',
        "<style>@import url(https://example.org/x.css);</style>",
        '<rect style="fill: url(https://example.org/x)"/>',
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
    ],
)
def test_what_could_act_or_load_is_named(inside: str) -> None:
    assert harm(f"{HEAD}{inside}</svg>".encode()) != ""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"no xml",
        b"<svg",
        b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg">&a;</svg>',
        b'<?xml-stylesheet href="x.css"?><svg xmlns="http://www.w3.org/2000/svg"/>',
        b'<?xml version="1.0" encoding="utf-7"?><svg/>',
        b"\xff\xfe<\x00s\x00v\x00g\x00",
        b" " * (MAX_BYTES + 1),
    ],
)
def test_what_cannot_be_read_as_a_drawing_is_left_out(data: bytes) -> None:
    assert harm(data) != ""
