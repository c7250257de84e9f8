"""A need, and what hangs from it: proposals, questions to the State, help between projects."""

from textwrap import shorten

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.foundation.audiences import Audience
from levain.people.models import Organisation
from levain.projects.models import Project
from levain.support.models.catalogue import Support
from levain.support.models.reading import ReadableQuerySet


class Need(models.Model):
    """What would help a project take its next step, in its own words, then in the adviser's, with both agreeing."""

    class State(models.TextChoices):
        STATED = "stated", _("to be qualified")
        QUALIFIED = "qualified", _("qualified, to be confirmed by the bearer")
        OPEN = "open", _("open")
        CLOSED = "closed", _("closed")

    class Met(models.TextChoices):
        YES = "yes", _("met")
        PARTLY = "partly", _("partly met")
        NO = "no", _("not met")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="needs")
    stated_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="needs")
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # Who answers for it since whoever stated it, or put it in words, has left: the words keep their author.
    carried_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    advised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    stated_on = models.DateField(default=timezone.localdate)
    confirmed_on = models.DateField(null=True, blank=True)
    audience = models.CharField(max_length=12, choices=Audience, default=Audience.PROJECT)
    in_my_words = models.TextField(max_length=2000)
    blocks = models.TextField(max_length=2000, blank=True)
    unblock = models.TextField(max_length=2000, blank=True)
    tried = models.TextField(max_length=2000, blank=True)
    wanted_by = models.DateField(null=True, blank=True)
    theme = models.CharField(max_length=30, blank=True)
    adviser_words = models.TextField(max_length=2000, blank=True)
    qualified_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    qualified_on = models.DateField(null=True, blank=True)
    agreed_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.STATED)
    outcome = models.TextField(max_length=2000, blank=True)
    outcome_on = models.DateField(null=True, blank=True)
    met = models.CharField(max_length=8, choices=Met, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])

    objects = ReadableQuerySet.as_manager()

    class Meta:
        ordering = ["-stated_on", "-pk"]
        indexes = [models.Index(fields=["project", "state"])]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(state="closed") | (models.Q(outcome_on__isnull=False) & ~models.Q(met="")),
                name="a_closed_need_says_what_came_of_it",
            )
        ]

    def __str__(self):
        return shorten(self.in_my_words, 80, placeholder="…")

    def get_absolute_url(self):
        return reverse("support:need", args=[self.pk])

    @property
    def carrier(self):
        """Who answers for it in the project: whoever stated it, or took over from her."""
        return self.carried_by or self.stated_by

    @property
    def guide(self):
        """Who follows it on the adviser's side, once it is in words."""
        return self.advised_by or self.qualified_by


class Proposal(models.Model):
    """A support put to a project for a need, with the reason, and what the project answered."""

    class Answer(models.TextChoices):
        WAITING = "waiting", _("waiting for an answer")
        UNDER_WAY = "under_way", _("under way")
        OBTAINED = "obtained", _("obtained")
        BLOCKED = "blocked", _("blocked")
        DONE_BEFORE = "done_before", _("done before")
        NOT_FOR_US = "not_for_us", _("not for us")
        NOT_OBTAINED = "not_obtained", _("not obtained")

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="proposals")
    support = models.ForeignKey(Support, on_delete=models.PROTECT, related_name="proposals")
    why = models.TextField(max_length=1000)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    followed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    proposed_on = models.DateField(default=timezone.localdate)
    answer = models.CharField(max_length=12, choices=Answer, default=Answer.WAITING)
    answered_on = models.DateField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    comment = models.TextField(max_length=1000, blank=True)
    usefulness = models.PositiveSmallIntegerField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        ordering = ["proposed_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["need", "support"], name="a_support_is_proposed_once_for_a_need"),
            models.CheckConstraint(
                condition=models.Q(usefulness__isnull=True) | models.Q(usefulness__range=(1, 5)),
                name="usefulness_is_told_from_one_to_five",
            ),
        ]

    def __str__(self):
        return self.support.name

    def get_absolute_url(self):
        return f"{self.need.get_absolute_url()}#proposal-{self.pk}"

    @property
    def follower(self):
        """Whom its answer is told to: whoever proposed it, or took over from her."""
        return self.followed_by or self.proposed_by


class Referral(models.Model):
    """A need sent to a State service, with a hoped-for date, and its reply."""

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="referrals")
    service = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="referrals")
    question = models.TextField(max_length=2000, blank=True)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    followed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    asked_on = models.DateField(default=timezone.localdate)
    hoped_by = models.DateField()
    back_on = models.DateField(null=True, blank=True)
    back_words = models.CharField(max_length=300, blank=True)
    # The last day the mailbox of the service was written to again; what is waited for is computed.
    mailbox_reminded_on = models.DateField(null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    replied_on = models.DateField(null=True, blank=True)
    # Whoever answered from the mailbox of the service, in her own words: she has no account here.
    replied_name = models.CharField(max_length=120, blank=True)
    reply = models.TextField(max_length=4000, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["asked_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(hoped_by__gte=models.F("asked_on")),
                name="a_reply_is_hoped_for_after_the_question",
            )
        ]

    def __str__(self):
        return str(self.service)

    def get_absolute_url(self):
        return f"{self.need.get_absolute_url()}#referral-{self.pk}"

    @property
    def follower(self):
        """Whom its reply is told to: whoever asked, or took over from her."""
        return self.followed_by or self.asked_by


class PeerHelp(models.Model):
    """Another project of the cohort answers a need: done it, come and see, let us do it together."""

    class Kind(models.TextChoices):
        DONE_IT = "done_it", _("we have done it")
        COME_AND_SEE = "come_and_see", _("come and see")
        TOGETHER = "together", _("let's do it together")

    need = models.ForeignKey(Need, on_delete=models.CASCADE, related_name="peers")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="help_given")
    kind = models.CharField(max_length=14, choices=Kind)
    text = models.TextField(max_length=1000)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    met_on = models.DateField(null=True, blank=True)
    met_words = models.CharField(max_length=300, blank=True)
    offered_on = models.DateField(default=timezone.localdate)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["offered_on", "pk"]

    def __str__(self):
        return shorten(self.text, 80, placeholder="…")

    def get_absolute_url(self):
        return f"{self.need.get_absolute_url()}#help-{self.pk}"
