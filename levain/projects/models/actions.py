"""What is to be done, by whom and by when."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from levain.projects.models.project import Project


class ActionQuerySet(models.QuerySet):
    def in_column(self, column):
        """Those that stand in this column of the board."""
        return self.filter(BY_DATES[column])

    def late(self, on=None):
        return self.filter(done=None, due__lt=on or timezone.localdate())


class Action(models.Model):
    """Something to do, by whom and by when; its dates say how far it is."""

    class Column(models.TextChoices):
        TO_DO = "to_do", _("To do")
        UNDER_WAY = "under_way", _("Under way")
        DONE = "done", _("Done")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    due = models.DateField(null=True, blank=True)
    begun = models.DateField(null=True, blank=True)
    done = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)

    objects = ActionQuerySet.as_manager()

    class Meta:
        ordering = [models.F("done").desc(nulls_first=True), models.F("due").asc(nulls_last=True), "pk"]
        indexes = [models.Index(fields=["project", "done", "due"], name="actions_of_a_board")]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:actions", args=[self.project.slug]) + f"#action-{self.pk}"

    @property
    def column(self) -> str:
        if self.done:
            return self.Column.DONE
        return self.Column.UNDER_WAY if self.begun else self.Column.TO_DO

    @property
    def late(self) -> str:
        return "" if self.done else lateness(self.due)


BY_DATES = {
    Action.Column.TO_DO: Q(begun=None, done=None),
    Action.Column.UNDER_WAY: Q(begun__isnull=False, done=None),
    Action.Column.DONE: Q(done__isnull=False),
}


def lateness(due: date | None) -> str:
    """By how much something that waits is past its date, in words; nothing when it is not."""
    days = (timezone.localdate() - due).days if due else 0
    if days <= 0:
        return ""
    if days < LONG_LATE:
        return ngettext("%(n)d day late", "%(n)d days late", days) % {"n": days}
    months = days // 30
    if months < LONG_LATE // 2:
        return ngettext("%(n)d month late", "%(n)d months late", months) % {"n": months}
    years = days // 365
    return ngettext("%(n)d year late", "%(n)d years late", years) % {"n": years}


# Beyond so many days, months tell more; beyond half as many months, years.
LONG_LATE = 60
