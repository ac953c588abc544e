"""What may be said: facts, sources and caveats, read from the registry."""
