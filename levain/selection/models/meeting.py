"""What a jury declares of the set it wishes, its meeting, and the record of what was decided there."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.selection.models.application import Application
from levain.selection.models.call import Call


class DiversityRule(models.Model):
    """A wish for the set that is chosen: at least, or at most, so many files of a group. Declared by a person."""

    class Bound(models.TextChoices):
        LEAST = "least", _("at least")
        MOST = "most", _("at most")

    class Group(models.TextChoices):
        REGION = "region", _("region")
        SETTING = "setting", _("kind of place")
        THEME = "theme", _("theme")

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="diversity_rules")
    bound = models.CharField(max_length=5, choices=Bound)
    number = models.PositiveSmallIntegerField()
    group = models.CharField(max_length=7, choices=Group)
    value = models.CharField(max_length=60)
    reason = models.TextField(max_length=1000)
    declared_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    declared_at = models.DateTimeField(default=timezone.now)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["declared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(bound="most") | Q(number__gte=1), name="at_least_one_or_nothing_is_asked"
            )
        ]


class Meeting(models.Model):
    """The sitting of a jury that decides; its record is closed by the first signature, and no longer changes."""

    call = models.OneToOneField(Call, on_delete=models.CASCADE, related_name="meeting")
    starts = models.DateTimeField()
    ends = models.DateTimeField(null=True, blank=True)
    place = models.CharField(max_length=200, blank=True)
    quorum = models.PositiveSmallIntegerField()
    conflicts_reminded = models.TextField(blank=True, max_length=2000)
    proceedings = models.TextField(blank=True, max_length=20_000)
    version = models.PositiveIntegerField(default=0)
    # Once it is signed: the written document as data, and the figures that the jury had before it.
    record = models.JSONField(null=True, blank=True)
    sheet = models.JSONField(null=True, blank=True)
    digest = models.CharField(max_length=64, blank=True)

    def __str__(self):
        return str(_("Meeting of the jury: %(call)s") % {"call": self.call})

    def get_absolute_url(self):
        return reverse("selection:meeting", args=[self.call.slug])

    @property
    def is_closed(self) -> bool:
        return bool(self.digest)


class Presence(models.Model):
    """How a member of the jury took part, and when she was cut off or away: she does not vote then."""

    class How(models.TextChoices):
        ROOM = "room", _("in the room")
        REMOTE = "remote", _("remotely")
        ABSENT = "absent", _("absent")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="presences")
    juror = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    chairs = models.BooleanField(default=False)
    how = models.CharField(max_length=6, choices=How, default=How.ABSENT)
    away_from = models.TimeField(null=True, blank=True)
    away_until = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["-chairs", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "juror"], name="a_juror_is_present_once"),
            models.CheckConstraint(
                condition=Q(away_from=None, away_until=None) | Q(away_until__gte=models.F("away_from")),
                name="one_is_away_from_before_until",
            ),
        ]

    @property
    def here(self) -> bool:
        return self.how != self.How.ABSENT


class Deliberation(models.Model):
    """What the meeting decided of one file: the vote, the reasons, who disagreed. Several votes are several rows."""

    class Outcome(models.TextChoices):
        RETAINED = Application.State.RETAINED, _("retained")
        RESERVE = Application.State.RESERVE, _("on the reserve list")
        NOT_RETAINED = Application.State.NOT_RETAINED, _("not retained")

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="deliberations")
    application = models.OneToOneField(Application, on_delete=models.CASCADE, related_name="deliberation")
    outcome = models.CharField(max_length=12, choices=Outcome)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_for = models.PositiveSmallIntegerField(null=True, blank=True)
    votes_against = models.PositiveSmallIntegerField(null=True, blank=True)
    abstentions = models.PositiveSmallIntegerField(null=True, blank=True)
    reason = models.TextField(blank=True, max_length=4000)
    deliberation = models.TextField(blank=True, max_length=6000)
    dissent = models.TextField(blank=True, max_length=4000)
    # How the outcome stands to the order of the notes when it was decided.
    departs = models.BooleanField(default=False)
    tied = models.BooleanField(default=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    decided_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome="reserve") | Q(rank__isnull=True), name="only_a_reserve_has_a_rank_in_a_meeting"
            ),
            models.CheckConstraint(
                condition=Q(departs=False, tied=False) | ~Q(reason=""), name="a_departure_from_the_order_has_a_reason"
            ),
        ]

    @property
    def voted(self) -> int:
        return sum(count or 0 for count in (self.votes_for, self.votes_against, self.abstentions))


class SignOff(models.Model):
    """A member of the jury has read the record and signs it, with a remark if she has one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="signatures")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(default=timezone.now)
    note = models.TextField(blank=True, max_length=1000)

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["meeting", "by"], name="a_record_is_signed_once")]
