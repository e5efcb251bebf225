"""The demo community, signing in as its people, and seeding."""
