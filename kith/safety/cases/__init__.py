"""Reports, and the cases they come together in."""
