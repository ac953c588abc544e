"""The ledger: numerals that nobody read."""
