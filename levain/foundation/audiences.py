"""The four audiences of what is written in a project; the choice stands on the button."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Audience(models.TextChoices):
    COLLECTIVE = "collective", _("the collective and its adviser")
    PROJECT = "project", _("the project, local authority included")
    COHORT = "cohort", _("all the projects of the cohort")
    PUBLIC = "public", _("everyone")
