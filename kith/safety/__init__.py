"""Help now, and keeping people safe."""
