"""The pages of notices: what happened, what reaches you and when, and taking a break."""
