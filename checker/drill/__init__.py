"""Plants slips on copies of a page and counts which of them an audit finds."""
