"""What this package keeps of people."""

from levain.foundation.personal import NOT_PERSONAL, declare
from levain.territories.models import Territory

declare(NOT_PERSONAL, Territory, "name")
