"""What this package keeps of people."""

from levain.foundation.personal import NOT_PERSONAL, TRACE, WORDS, declare
from levain.questionnaires.models import Answer, Response, Revision, Section

declare(NOT_PERSONAL, Revision, "intro")
declare(NOT_PERSONAL, Section, "intro")
declare(TRACE, Response, "respondent")
declare(WORDS, Answer, "value")
declare(TRACE, Answer, "by")
