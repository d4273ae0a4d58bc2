"""The pages of the desk: each answers one question at its top, and asks one use case."""
