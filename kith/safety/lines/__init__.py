"""The numbers on help now as stewards keep them: what is in the book, what may change, and the copy beside each process."""
