"""What would help, and suggestions across areas with reasons."""
