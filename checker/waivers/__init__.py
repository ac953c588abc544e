"""What a reviewer has accepted, with the reason, in a file beside the pages and never in the copy."""
