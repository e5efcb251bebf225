"""What looks at words as they are written: help beside them, hints, and the rules the steward settled."""
