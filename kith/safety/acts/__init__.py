"""What is done about words and people: holds, a quiet word, pauses, suspensions; and another look at each."""
