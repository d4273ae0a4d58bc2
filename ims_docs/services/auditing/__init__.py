"""Internal audits: what to audit first, what a sample is drawn from, and the record of the draw."""
