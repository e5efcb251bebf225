"""Pages that span areas: the front page and my network."""
