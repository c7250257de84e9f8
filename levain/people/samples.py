"""Sample objects of this package for the access matrix: its routes act on the person herself, so there is none."""


def build(world) -> None:
    """Nothing to add."""
