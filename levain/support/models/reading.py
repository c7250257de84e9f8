from django.db import models

from levain.projects.rules import readable


class ReadableQuerySet(models.QuerySet):
    def visible_to(self, user):
        """What she may read: her place in each project, and the audience it was written for."""
        return self.filter(readable(user))
