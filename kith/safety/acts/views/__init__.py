"""Pages of acts: for those who keep the place safe, and for the person it is about."""
