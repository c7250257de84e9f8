"""Who helps the projects without an account here: organisations, and the people met in them."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.foundation.audiences import Audience
from levain.projects.models.project import Project
from levain.territories.folding import fold


class PartyKind(models.TextChoices):
    """What someone is for a project, on the map of stakeholders as in the directory."""

    INHABITANTS = "inhabitants", _("inhabitants")
    LOCAL_AUTHORITY = "local_authority", _("local authority")
    STATE_SERVICE = "state_service", _("State service")
    PUBLIC_BODY = "public_body", _("public body")
    LANDLORD = "landlord", _("social landlord")
    ASSOCIATION = "association", _("association")
    COMPANY = "company", _("company")
    SCHOOL = "school", _("school")
    EXPERT = "expert", _("expert or designer")
    OTHER = "other", _("other")


class PartnerQuerySet(models.QuerySet):
    def find(self, words: str):
        """Those in whose sheet, or in a person of it, every word stands; accents and capitals do not count."""
        found = self
        for word in fold(words[:200]).split()[:8]:
            told = models.Q(folded__contains=word) | models.Q(
                pk__in=ContactPerson.objects.filter(folded__contains=word).values("partner")
            )
            found = found.filter(told)
        return found


class Partner(models.Model):
    """An organisation that helps or could help; one project enters it, the cohort may share it."""

    AUDIENCES = (Audience.COHORT, Audience.PROJECT)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partners_entered")
    name = models.CharField(max_length=150)
    kind = models.CharField(max_length=16, choices=PartyKind, default=PartyKind.ASSOCIATION)
    territory = models.CharField(max_length=120, blank=True)
    helps_with = models.TextField(max_length=600, blank=True)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.COHORT)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    retired_on = models.DateField(null=True, blank=True)
    folded = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)
    history = HistoricalRecords(excluded_fields=["token", "folded"])

    objects = PartnerQuerySet.as_manager()

    class Meta:
        ordering = ["name", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=["cohort", "project"]),
                name="a_partner_is_shared_with_the_cohort_or_kept_to_the_project",
            )
        ]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded = fold(f"{self.name} {self.territory} {self.helps_with} {self.get_kind_display()}")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return reverse("projects:partner", args=[self.project.slug, self.pk])


class ContactPerson(models.Model):
    """Someone to call at a partner's: no more than is needed, with where it comes from."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="persons")
    name = models.CharField(max_length=120)
    function = models.CharField(max_length=120, blank=True)
    phone = models.CharField(max_length=30, blank=True)
    mail = models.EmailField(blank=True)
    helps_with = models.CharField(max_length=300, blank=True)
    agreement = models.CharField(max_length=200)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    folded = models.TextField(editable=False, default="")
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)
    history = HistoricalRecords(excluded_fields=["token", "folded"])

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        self.folded = fold(f"{self.name} {self.function} {self.helps_with}")
        super().save(*args, **kwargs)

    def get_absolute_url(self):
        return f"{self.partner.get_absolute_url()}#personne-{self.pk}"

    @property
    def project(self):
        return self.partner.project


class Partnership(models.Model):
    """What a partner brings to a project."""

    partner = models.ForeignKey(Partner, on_delete=models.CASCADE, related_name="links")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="partnerships")
    brings = models.CharField(max_length=300, blank=True)
    linked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    since = models.DateField(default=timezone.localdate)
    history = HistoricalRecords()

    class Meta:
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["partner", "project"], name="a_partner_is_linked_once_to_a_project")
        ]

    def __str__(self):
        return self.partner.name

    def get_absolute_url(self):
        return self.partner.get_absolute_url()
