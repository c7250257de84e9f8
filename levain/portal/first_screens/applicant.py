"""Those who write an application: what comes next of it, and nothing else."""

from levain.selection.models import Application
from levain.selection.panels import applications_written

TEMPLATE = "portal/first/applicant.html"


def context(user, hat) -> dict:
    written = applications_written(hat.scopes(Application))
    return {
        "written": written,
        "fictional": user.fictional or any(one.application.fictional for one in written),
    }
