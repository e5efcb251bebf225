"""What makes people feel that they belong in a group: nobody is left without an answer, unthanked or unmissed."""
