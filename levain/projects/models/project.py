"""A project: who carries it, where, and what it wants."""

from collections.abc import Collection

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.people.models import Organisation, RoleCode
from levain.programmes.models import Cohort, Programme
from levain.territories.models import Territory

IN_THE_PROJECT = (
    RoleCode.BEARER,
    RoleCode.MEMBER,
    RoleCode.OBSERVER,
    RoleCode.LOCAL_AUTHORITY,
    RoleCode.EXPERT,
    RoleCode.PARTNER,
)


ACROSS_PROJECTS = (RoleCode.PROGRAMME_LEAD, RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.ADMINISTRATOR)


def in_any(wanted: dict[str, Collection[int]]) -> Q:
    """What is in one of these lists; an empty list is not asked of the database, where it would only cost."""
    found = Q(pk__in=[])
    for path, ids in wanted.items():
        if ids:
            found |= Q(**{f"{path}__in": ids})
    return found


class ProjectQuerySet(models.QuerySet):
    def followed_by(self, user):
        """The projects whose space she may enter: her own, her cohort's or programme's, her territory's."""
        hers = in_any(
            {
                "pk": user.scopes(Project, *IN_THE_PROJECT, RoleCode.STATE_SERVICE),
                "cohort": user.scopes(Cohort, *ACROSS_PROJECTS),
                "cohort__programme": user.scopes(Programme, *ACROSS_PROJECTS),
            }
        )
        if lands := user.scopes(Territory, RoleCode.STATE_SERVICE):
            within = ProjectTerritory.objects.filter(territory__outer_links__outer__in=lands)
            hers |= Q(pk__in=within.values("project"))
        return self.filter(hers)

    def public(self):
        return self.filter(published=True)


class Project(models.Model):
    """What inhabitants and their local authority carry together."""

    class Stage(models.TextChoices):
        EMERGENCE = "emergence", _("emergence")
        STRUCTURING = "structuration", _("structuring")
        DESIGN = "conception", _("design")
        REALISATION = "realisation", _("realisation")
        RUNNING = "fonctionnement", _("running")
        SPREADING = "essaimage", _("spreading")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="projects")
    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    pitch = models.TextField(blank=True)
    story = models.TextField(blank=True)
    themes = models.JSONField(default=list, blank=True)
    stage = models.CharField(max_length=16, choices=Stage, default=Stage.EMERGENCE)
    communes = models.ManyToManyField(Territory, through="ProjectTerritory", related_name="projects")
    collective = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="carried_projects")
    local_authority = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="co_carried_projects")
    perimeter = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    published = models.BooleanField(default=False)
    # The day it gave up its seat in the cohort: its space stays, its seat goes to another.
    left_on = models.DateField(null=True, blank=True)
    fictional = models.BooleanField(default=False)
    sourced = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = ProjectQuerySet.as_manager()

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["published", "cohort"], name="published_projects")]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("portal:project", args=[self.slug])

    @property
    def shown_pitch(self) -> str:
        """Its few words, if the bearer shows them."""
        page = getattr(self, "page", None)
        return self.pitch if page and page.shows("pitch") else ""


class ProjectTerritory(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="territories")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="project_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "territory"], name="a_project_names_a_territory_once")
        ]
