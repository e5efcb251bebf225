"""Pictures that stand with words in a group's thread."""
