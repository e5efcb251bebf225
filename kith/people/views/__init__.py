"""The pages of a person's network: ties, invitations, sharing and the page about you."""
