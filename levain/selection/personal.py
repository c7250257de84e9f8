"""What this package keeps of people."""

from levain.foundation.personal import FILES, NOT_PERSONAL, declare
from levain.selection.models import Application, Call, Conflict, Remark, Score

declare(NOT_PERSONAL, Call, "short", "contact")
declare(FILES, Application, "summary", "reason")
declare(FILES, Conflict, "reason")
declare(FILES, Score, "reason")
declare(FILES, Remark, "text")
