"""A project from its selection to what comes after: its year, its logbook, what each side promised."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.foundation.audiences import Audience
from levain.foundation.models import Document
from levain.people.models import Organisation, RoleCode
from levain.programmes.models import Cohort, Engagement, Programme
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


class ProjectQuerySet(models.QuerySet):
    def followed_by(self, user):
        """The projects whose space she may enter: her own, her cohort's or programme's, her territory's."""
        return self.filter(
            Q(pk__in=user.scopes(Project, *IN_THE_PROJECT, RoleCode.STATE_SERVICE))
            | Q(cohort__in=user.scopes(Cohort, *ACROSS_PROJECTS))
            | Q(cohort__programme__in=user.scopes(Programme, *ACROSS_PROJECTS))
            | Q(
                pk__in=ProjectTerritory.objects.filter(
                    territory__outer_links__outer__in=user.scopes(Territory, RoleCode.STATE_SERVICE)
                ).values("project")
            )
        )

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
    engagements = models.ManyToManyField(Engagement, blank=True, related_name="projects")
    published = models.BooleanField(default=False)
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


class ProjectTerritory(models.Model):
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="territories")
    territory = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="project_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["project", "territory"], name="a_project_names_a_territory_once")
        ]


class Step(models.Model):
    """A dated step of the journey."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="steps")
    title = models.CharField(max_length=200)
    due = models.DateField()
    done = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["due"]

    def __str__(self):
        return self.title


class Action(models.Model):
    """Something to do, by whom and by when."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="actions")
    title = models.CharField(max_length=200)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="actions"
    )
    due = models.DateField(null=True, blank=True)
    done = models.DateField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = [models.F("done").desc(nulls_first=True), "due"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("projects:actions", args=[self.project.slug]) + f"#action-{self.pk}"


class Commitment(models.Model):
    """What someone promised the project, and whether it was kept."""

    class Kept(models.TextChoices):
        OPEN = "open", _("not yet known")
        KEPT = "kept", _("kept")
        BROKEN = "broken", _("not kept")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="commitments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="commitments")
    text = models.CharField(max_length=300)
    due = models.DateField(null=True, blank=True)
    kept = models.CharField(max_length=8, choices=Kept, default=Kept.OPEN)

    class Meta:
        ordering = ["due"]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("projects:actions", args=[self.project.slug]) + f"#commitment-{self.pk}"


class LogbookEntry(models.Model):
    """A dated note in the logbook: an evening, a phone, three taps."""

    class Kind(models.TextChoices):
        PROGRESS = "progress", _("progress")
        EVENT = "event", _("event")
        DIFFICULTY = "difficulty", _("difficulty")
        DECISION = "decision", _("decision")
        LEARNING = "learning", _("learning")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="logbook")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="logbook_entries")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.PROGRESS)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PROJECT)
    text = models.TextField(max_length=4000)
    happened_on = models.DateField(default=timezone.localdate)
    people = models.PositiveIntegerField(null=True, blank=True)
    first_timers = models.PositiveIntegerField(null=True, blank=True)
    hours = models.PositiveIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)

    documents = GenericRelation(Document, "object_id", "object_type")
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-happened_on", "-pk"]
        verbose_name_plural = "logbook entries"
        indexes = [models.Index(fields=["project", "-happened_on"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(first_timers__isnull=True)
                | Q(people__isnull=False, first_timers__lte=models.F("people")),
                name="first_timers_are_among_the_people",
            )
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("projects:entry", args=[self.project.slug, self.pk])
