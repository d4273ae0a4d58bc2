"""The management review: what is put before it, and the record that waits for its answers."""
