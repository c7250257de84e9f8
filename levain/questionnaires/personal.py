"""What this package keeps of people."""

from levain.foundation.personal import NOT_PERSONAL, declare
from levain.questionnaires.models import Revision

declare(NOT_PERSONAL, Revision, "intro")
