"""Internal audits: what a sample is drawn from, and the record of the draw."""
