"""Local services: the listings, finding them, bringing them in."""
