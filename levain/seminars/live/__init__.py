"""A seminar held live: what the room sees, how it reaches every telephone, and the kinds of activity."""
