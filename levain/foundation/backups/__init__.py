"""The whole house in one file, taken while people work, and put back elsewhere, on either engine."""

from levain.foundation.backups.archive import Unusable
from levain.foundation.backups.restoring import NotRestored, restore
from levain.foundation.backups.taking import NotTaken, back_up

__all__ = ["NotRestored", "NotTaken", "Unusable", "back_up", "restore"]
