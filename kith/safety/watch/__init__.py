"""Who is there when, and how those who look after others are looked after."""
