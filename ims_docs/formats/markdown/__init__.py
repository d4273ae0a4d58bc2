"""The structure of a Markdown body as its page shows it: headings, links, template text, misreadings.

The renderer of the site is asked. Bodies so plain that its answer is certain are scanned
instead, which takes a thirtieth of the time.
"""

from __future__ import annotations

from ims_docs.formats.markdown.citations import citations, may_cite
from ims_docs.formats.markdown.guidance import guidance_blocks, without_guidance
from ims_docs.formats.markdown.headings import Anchors, words
from ims_docs.formats.markdown.raw_html import words_as_text
from ims_docs.formats.markdown.scanning import structure
from ims_docs.formats.markdown.tables import blank_cells
from ims_docs.formats.markdown.template_marks import PLACEHOLDER, has_any, placeholders

__all__ = [
    "PLACEHOLDER",
    "Anchors",
    "blank_cells",
    "citations",
    "guidance_blocks",
    "has_any",
    "may_cite",
    "placeholders",
    "structure",
    "without_guidance",
    "words",
    "words_as_text",
]
