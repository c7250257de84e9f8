from levain.foundation.access import PUBLIC, SIGNED_IN, asks, declare
from levain.programmes.models import Cohort
from levain.programmes.rules import can_steer
from levain.projects.models import Project
from levain.projects.rules import can_open_space, can_read_public_page

declare(
    {
        "portal:home": PUBLIC,
        "portal:public_projects": PUBLIC,
        "portal:public_project": asks(can_read_public_page, of=Project, public=True, slug="slug"),
        # Whoever holds the private link may open it: the secret is the right.
        "portal:shared_project": PUBLIC,
        "portal:shared_photo": PUBLIC,
        "portal:space": SIGNED_IN,
        "portal:project": asks(can_open_space, of=Project, slug="slug"),
        "portal:cohort": asks(can_steer, of=Cohort, slug="slug"),
    }
)
