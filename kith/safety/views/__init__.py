"""Pages about safety: help now, and openings."""
