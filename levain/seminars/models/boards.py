"""How what was said is put in order: groups of a board, where each idea stands, the tables of the room."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext as _

from levain.projects.models import Project
from levain.seminars.models.people import Contribution
from levain.seminars.models.seminars import Activity, Seminar


class Group(models.Model):
    """Ideas that go together, under words the room agreed on."""

    activity = models.ForeignKey(Activity, on_delete=models.CASCADE, related_name="groups")
    column = models.CharField(max_length=60, blank=True)
    title = models.CharField(max_length=120)
    position = models.PositiveSmallIntegerField(default=0)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["position", "pk"]

    def __str__(self):
        return self.title


class Place(models.Model):
    """Where an idea stands once the facilitator has taken it out of the inbox.

    Merged, it says the same as another one, which is shown for both; its own words stay.
    """

    contribution = models.OneToOneField(Contribution, on_delete=models.CASCADE, related_name="place")
    group = models.ForeignKey(Group, null=True, blank=True, on_delete=models.SET_NULL, related_name="places")
    merged_into = models.ForeignKey(
        Contribution, null=True, blank=True, on_delete=models.SET_NULL, related_name="merged"
    )
    pinned = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | ~Q(merged_into=models.F("contribution")),
                name="an_idea_is_not_merged_into_itself",
            ),
        ]

    def __str__(self):
        return str(self.contribution)


class Table(models.Model):
    """A table of the room, with its subject; what its note-taker writes keeps its number and its project."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="tables")
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=120, blank=True)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    note_taker = models.CharField(max_length=120, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["seminar", "number"], name="a_seminar_numbers_its_tables_once"),
            models.CheckConstraint(condition=Q(number__range=(1, 99)), name="a_table_has_a_short_number"),
        ]

    def __str__(self):
        about = self.title or (str(self.project) if self.project else "")
        name = _("Table %(n)s") % {"n": self.number}
        return f"{name}, {about}" if about else name
