"""What the page says: a draft is read into blocks, and the blocks into numeric claims."""
