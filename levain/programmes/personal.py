"""What this package keeps of people."""

from levain.foundation.personal import NOT_PERSONAL, declare
from levain.programmes.models import Cohort, Engagement, Programme

declare(NOT_PERSONAL, Programme, "name", "purpose", "contact")
declare(NOT_PERSONAL, Cohort, "name")
declare(NOT_PERSONAL, Engagement, "meaning", "for_a_citizen_project")
