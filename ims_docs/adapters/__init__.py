"""Adapters: the way to git, the disk, the cache and ssh-keygen. Each library has one door here."""
