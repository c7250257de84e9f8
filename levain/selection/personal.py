"""What this package keeps of people."""

from levain.foundation.personal import FILES, NOT_PERSONAL, TRACE, declare
from levain.selection.models import Application, ApplicationComment, Call, ClosingMoved, Conflict, Remark, Score

declare(NOT_PERSONAL, Call, "short", "contact")
declare(NOT_PERSONAL, ClosingMoved, "reason")
declare(TRACE, ClosingMoved, "by")
declare(FILES, Application, "summary", "reason")
declare(TRACE, Application, "typed_by")
declare(FILES, ApplicationComment, "text")
declare(TRACE, ApplicationComment, "by")
declare(FILES, Conflict, "reason")
declare(FILES, Score, "reason")
declare(FILES, Remark, "text")
