"""Services: what people do with a repository, each in one place for terminal, hooks and site."""
