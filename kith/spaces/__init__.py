"""All conversation: spaces, threads, posts."""
