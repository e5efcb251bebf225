"""A question with choices at the start of a thread, answered without names."""
