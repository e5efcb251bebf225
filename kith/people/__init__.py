"""Who is here, who they are to one another, and who may see what."""
