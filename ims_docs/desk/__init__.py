"""The desk: the work of the terminal in a browser, on this computer. The same use cases, other clothes."""
