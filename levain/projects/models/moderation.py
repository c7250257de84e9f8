"""What somebody finds wrong in what is public, and what was hidden, why, and whether it came back."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.projects.models.helping import HelpCall
from levain.projects.models.neighbours import NeighbourMessage
from levain.projects.models.project import Project


class Reason(models.TextChoices):
    HARM = "harm", _("it attacks or insults somebody")
    PRIVACY = "privacy", _("it tells something private of somebody")
    FALSE = "false", _("it is false or misleading")
    ILLEGAL = "illegal", _("it is against the law")
    ADVERT = "advert", _("it sells or promotes something")
    OTHER = "other", _("another reason")


class OfSomethingPublic(models.Model):
    """About a published message, or about a call for help; never both."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    message = models.ForeignKey(
        NeighbourMessage, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss"
    )
    call = models.ForeignKey(HelpCall, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss")
    reason = models.CharField(max_length=8, choices=Reason)
    words = models.TextField(max_length=1000, blank=True)

    class Meta:
        abstract = True

    @property
    def thing(self):
        return self.message or self.call


ONE_THING = Q(message__isnull=False, call=None) | Q(message=None, call__isnull=False)


class FlagQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(settled_at=None)


class Flag(OfSomethingPublic):
    """Somebody, without an account, says that something public should not be."""

    email = models.EmailField(blank=True)
    language = models.CharField(max_length=2, default="fr")
    token = models.UUIDField(null=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    hidden = models.BooleanField(default=False)

    objects = FlagQuerySet.as_manager()

    class Meta:
        ordering = ["created_at", "pk"]
        indexes = [models.Index(fields=["settled_at", "project"])]
        constraints = [models.CheckConstraint(condition=ONE_THING, name="a_flag_is_about_one_thing")]

    def __str__(self):
        return str(self.thing)


class HidingQuerySet(models.QuerySet):
    def appealed(self):
        """Those whose writer asked for a second look, not given yet."""
        return self.filter(appealed_at__isnull=False, decided_at=None)


class Hiding(OfSomethingPublic):
    """Something taken off with its reason; its writer may appeal once, to the national team."""

    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="hidings")
    hidden_at = models.DateTimeField(default=timezone.now)
    appeal = models.TextField(max_length=1000, blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decision = models.TextField(max_length=1000, blank=True)
    restored = models.BooleanField(default=False)

    objects = HidingQuerySet.as_manager()

    class Meta:
        ordering = ["-hidden_at", "-pk"]
        indexes = [models.Index(fields=["project", "decided_at"])]
        constraints = [
            models.CheckConstraint(condition=ONE_THING, name="a_hiding_is_of_one_thing"),
            models.CheckConstraint(
                condition=Q(decided_at=None) | Q(appealed_at__isnull=False), name="a_decision_answers_an_appeal"
            ),
        ]

    def __str__(self):
        return str(self.thing)

    @property
    def may_appeal(self) -> bool:
        return self.appealed_at is None and self.thing.hidden_at is not None
