"""The text of a file somebody gave, read in a process of its own with little memory, little time and no network."""
