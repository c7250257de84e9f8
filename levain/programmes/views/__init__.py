"""The pages of a programme that belong to no strand."""
