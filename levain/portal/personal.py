"""What this package keeps of people."""

from levain.foundation.personal import TRACE, declare
from levain.portal.models import ColumnChoice, Extraction

declare(TRACE, ColumnChoice, "owner")
declare(TRACE, Extraction, "owner", "name")
