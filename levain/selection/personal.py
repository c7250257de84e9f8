"""What this package keeps of people."""

from levain.foundation.personal import FILES, NOT_PERSONAL, declare
from levain.selection.models import Application, Call

declare(NOT_PERSONAL, Call, "short", "contact")
declare(FILES, Application, "summary", "reason")
