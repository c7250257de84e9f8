"""What is typed in a call, by subject."""
