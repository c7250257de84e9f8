"""What quoted people are asked and answer, the paraphrases, and the names that stand for theirs in a report."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from levain.capitalisation.models.evidence import Evidence, cohorts_worked_on
from levain.capitalisation.models.report import Report
from levain.programmes.models import Cohort


class VoiceAskQuerySet(models.QuerySet):
    def visible_to(self, user):
        """Those who draw the learning of the cohort, and the person who is asked."""
        asked = Q(person=user) if user.is_authenticated else Q(pk__in=[])
        return self.filter(cohorts_worked_on(user) | asked)


class VoiceAsk(models.Model):
    """Her words, put to a quoted person all at once; a link in the letter lets her answer without an account.

    The link is signed with `round`: another round, and the links sent before open nothing more.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="voice_asks")
    report = models.ForeignKey(Report, null=True, blank=True, on_delete=models.SET_NULL, related_name="voice_asks")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    email = models.EmailField(blank=True)
    # Several people read this address: the letter quotes nothing, and whoever answers gives her name.
    shared = models.BooleanField(default=False)
    evidence = models.ManyToManyField(Evidence, related_name="voice_asks")
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(default=timezone.now)
    deadline = models.DateField()
    round = models.PositiveIntegerField(default=1)
    expires_at = models.DateTimeField()
    reminded_on = models.DateField(null=True, blank=True)
    lapsed_on = models.DateField(null=True, blank=True)

    objects = VoiceAskQuerySet.as_manager()

    class Meta:
        ordering = ["-asked_at", "-pk"]
        indexes = [models.Index(fields=["lapsed_on", "deadline"])]

    def __str__(self):
        return str(self.person or self.name or self.email)

    def get_absolute_url(self):
        return reverse("capitalisation:voice_ask", args=[self.pk])

    @property
    def address(self) -> str:
        """Where the letter goes; nothing when she cannot be written to."""
        if self.person_id and self.person.is_active:
            return self.person.email
        return "" if self.person_id else self.email


class VoiceAnswer(models.Model):
    """What a person said of her words, each time she said it: nothing is written over."""

    class How(models.TextChoices):
        PAGE = "page", _("on her page")
        LINK = "link", _("by the link of a letter")
        SPOKEN = "spoken", _("told by word of mouth or by telephone")
        WRITTEN = "written", _("written otherwise")
        KEPT = "kept", _("said when the passage was kept")
        SILENCE = "silence", _("no answer when the day came")
        TEAM = "team", _("decided by the team")

    # What somebody else than the person has written down for her.
    REPORTED = (How.SPOKEN, How.WRITTEN, How.KEPT)

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="voice_answers")
    ask = models.ForeignKey(VoiceAsk, null=True, blank=True, on_delete=models.SET_NULL, related_name="answers")
    choice = models.CharField(max_length=12, choices=Evidence.Consent)
    wording = models.TextField(max_length=1000, blank=True)
    how = models.CharField(max_length=8, choices=How)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=120, blank=True)
    said_on = models.DateField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["evidence", "at", "pk"]

    def __str__(self):
        return f"{self.evidence_id}: {self.choice}"


class Paraphrase(models.Model):
    """What a passage says, in the words of the team; a second person reads it before it may be published."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="paraphrase")
    text = models.TextField(max_length=1000)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    written_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    confirmed_on = models.DateField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)
    history = HistoricalRecords()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(confirmed_by__isnull=True)
                | Q(written_by__isnull=True)
                | ~Q(confirmed_by=models.F("written_by")),
                name="a_paraphrase_is_confirmed_by_another_person",
            )
        ]

    def __str__(self):
        return self.text[:80]

    def get_absolute_url(self):
        return reverse("capitalisation:paraphrase", args=[self.evidence_id])


class Clearance(models.Model):
    """A second person has read these very words, and answers for the people they let recognise."""

    evidence = models.OneToOneField(Evidence, on_delete=models.CASCADE, related_name="clearance")
    digest = models.CharField(max_length=64)
    reason = models.CharField(max_length=300)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField()

    def __str__(self):
        return self.reason


class Pseudonym(models.Model):
    """The name that stands for a person in a report: one for her in all of it, another in another report."""

    report = models.ForeignKey(Report, on_delete=models.CASCADE, related_name="pseudonyms")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    # Somebody without an account: her project and the words by which the passages name her.
    known_as = models.CharField(max_length=160, blank=True)
    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["report", "name"]
        constraints = [
            models.UniqueConstraint(fields=["report", "name"], name="a_pseudonym_is_one_person_s_in_a_report"),
            models.UniqueConstraint(
                fields=["report", "person"],
                condition=Q(person__isnull=False),
                name="a_person_has_one_pseudonym_in_a_report",
            ),
            models.UniqueConstraint(
                fields=["report", "known_as"],
                condition=Q(person__isnull=True),
                name="somebody_without_an_account_has_one_pseudonym_in_a_report",
            ),
        ]

    def __str__(self):
        return self.name
