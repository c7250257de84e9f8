"""What this package keeps of people."""

from levain.foundation.personal import ACCOUNT, INVITATIONS, NOT_PERSONAL, TRACE, declare
from levain.people.models import AccessKey, Affiliation, Invitation, Organisation, Role, User

declare(ACCOUNT, User, "email", "name", "about")
declare(ACCOUNT, AccessKey, "person", "name")
declare(NOT_PERSONAL, Organisation, "name", "mailbox")
declare(ACCOUNT, Affiliation, "user")
declare(TRACE, Affiliation, "validated_by")
declare(ACCOUNT, Role, "user")
declare(TRACE, Role, "granted_by")
declare(INVITATIONS, Invitation, "email", "name")
declare(TRACE, Invitation, "invited_by")
