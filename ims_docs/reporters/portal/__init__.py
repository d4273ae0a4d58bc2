"""Many repositories beside each other -> pages of HTML that load and run nothing, and JSON."""

from ims_docs.reporters.portal.data import as_json, as_text
from ims_docs.reporters.portal.group import ClauseTotal, Group, Row, row_of
from ims_docs.reporters.portal.pages import pages

__all__ = ["ClauseTotal", "Group", "Row", "as_json", "as_text", "pages", "row_of"]
