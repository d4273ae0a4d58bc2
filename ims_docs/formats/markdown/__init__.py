"""The structure of a Markdown body: headings, sections, links, template text, unsafe markup.

Python-Markdown with superfences renders the pages. This scan has to agree with it on
anchors, fences and links, not on typography; where it cannot be sure, it reports unsafe
markup instead of guessing.
"""

from __future__ import annotations

from ims_docs.formats.markdown.guidance import without_guidance
from ims_docs.formats.markdown.headings import Anchors, words
from ims_docs.formats.markdown.scanning import PLACEHOLDER, placeholders, structure

__all__ = ["PLACEHOLDER", "Anchors", "placeholders", "structure", "without_guidance", "words"]
