"""A person's own recovery: check-ins and coping strategies."""
