"""What holds the house together: journal, notices to send, files, passages, the token index."""

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class AppendOnly(Exception):
    """The journal is never rewritten."""


class JournalQuerySet(models.QuerySet):
    def about(self, obj):
        return self.filter(object_type=ContentType.objects.get_for_model(obj), object_id=obj.pk)

    def in_place(self, place):
        return self.filter(place_type=ContentType.objects.get_for_model(place), place_id=place.pk)

    def update(self, **changes):
        raise AppendOnly(_("The journal cannot be changed."))

    def delete(self):
        raise AppendOnly(_("The journal cannot be changed."))

    def forget(self, user):
        """Replace an erased person by the neutral marker: the only permitted update."""
        return models.QuerySet.update(self.filter(actor=user), actor=None, actor_erased=True)


class JournalEntry(models.Model):
    """Who did what, in which role, on what, where: never free text."""

    at = models.DateTimeField(default=timezone.now, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    actor_erased = models.BooleanField(default=False)
    role = models.CharField(max_length=20, blank=True)
    verb = models.CharField(max_length=60)
    object_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    place_type = models.ForeignKey(ContentType, null=True, on_delete=models.PROTECT, related_name="+")
    place_id = models.PositiveBigIntegerField(null=True)
    place = GenericForeignKey("place_type", "place_id")
    changes = models.JSONField(default=dict, blank=True)

    objects = JournalQuerySet.as_manager()

    class Meta:
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["object_type", "object_id"]),
            models.Index(fields=["place_type", "place_id", "-at"]),
        ]

    def save(self, *args, **kwargs):
        if self.pk:
            raise AppendOnly(_("The journal cannot be changed."))
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        raise AppendOnly(_("The journal cannot be changed."))


class Kind(models.TextChoices):
    """The few kinds of notices, as people name them when they choose what reaches them by mail."""

    ANSWER = "answer", _("What waits for my answer")
    MINE = "mine", _("My projects")
    OTHERS = "others", _("The other projects")
    SEMINARS = "seminars", _("Seminars")
    PROGRAMME = "programme", _("The life of the programme")


class Rhythm(models.TextChoices):
    NOW = "now", _("At once")
    DAILY = "daily", _("Once a day")
    WEEKLY = "weekly", _("Once a week, on Monday")
    NEVER = "never", _("No mail")


class Notice(models.Model):
    """One person told of one journal entry; kept in the outbox until the worker sends it."""

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        HELD = "held", _("Held until a person releases it")
        SENT = "sent", _("Sent")
        SHOWN = "shown", _("Shown in the application, no mail wanted")
        DROPPED = "dropped", _("Not sent: no longer allowed to see it")

    entry = models.ForeignKey(JournalEntry, on_delete=models.CASCADE, related_name="notices")
    recipient = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    kind = models.CharField(max_length=9, choices=Kind, default=Kind.MINE)
    # The rhythm of its reader for this kind: kept here so that the worker finds what leaves now in one small read.
    rhythm = models.CharField(max_length=6, choices=Rhythm, default=Rhythm.DAILY)
    read_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # What waited for an answer has been answered, here or elsewhere.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-entry__at"]
        constraints = [
            models.UniqueConstraint(fields=["entry", "recipient"], name="a_person_is_told_once_of_an_entry")
        ]
        indexes = [
            models.Index(fields=["state", "recipient"]),
            models.Index(fields=["state", "rhythm"]),
            models.Index(fields=["recipient", "read_at"]),
            models.Index(
                fields=["entry"], name="what_waits_for_an_answer", condition=models.Q(kind="answer", settled_at=None)
            ),
        ]


class Preference(models.Model):
    """The rhythm a person chose for one kind of notice; without a row, the rhythm the house gives by default."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="preferences")
    kind = models.CharField(max_length=9, choices=Kind)
    rhythm = models.CharField(max_length=6, choices=Rhythm)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "kind"], name="a_person_chooses_once_for_a_kind")]


class Reminder(models.Model):
    """The last day a person was reminded of something; what is still pending is never stored, but computed."""

    kind = models.CharField(max_length=40)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    object_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    last_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "person", "object_type", "object_id"], name="a_person_is_reminded_once_of_a_thing"
            )
        ]


class CalendarFeed(models.Model):
    """A private address that a calendar reads; only its digest is kept, and its owner may close it."""

    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    read_at = models.DateTimeField(null=True, blank=True)


class Letter(models.Model):
    """A mail in the queue, written in the same transaction as what it tells.

    One that has a place (a cohort) is read in its outbox, where the team corrects, holds, releases or cancels it; its
    text then holds placeholders, filled from `values` when it leaves.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("Leaves by itself")
        HELD = "held", _("Held until a person releases it")
        CANCELLED = "cancelled", _("Cancelled")

    state = models.CharField(max_length=9, choices=State, default=State.WAITING)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="letters"
    )
    place_type = models.ForeignKey(ContentType, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    place_id = models.PositiveBigIntegerField(null=True, blank=True)
    place = GenericForeignKey("place_type", "place_id")
    values = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    text = models.TextField()
    html = models.TextField(blank=True)
    headers = models.JSONField(default=dict, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["created_at"]
        indexes = [
            models.Index(fields=["sent_at", "not_before"]),
            models.Index(fields=["place_type", "place_id", "state"]),
            models.Index(fields=["person", "-created_at"]),
        ]


class MailAnswer(models.Model):
    """A link in a letter that lets one person, or one shared mailbox, answer once without signing in.

    Only its digest is kept.
    """

    digest = models.CharField(max_length=64, unique=True)
    purpose = models.CharField(max_length=60)
    object_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.CASCADE, related_name="+")
    mailbox = models.EmailField(blank=True)
    # A mailbox may be shared: whoever answers gives her name.
    name = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, mailbox="")
                | (models.Q(person__isnull=True) & ~models.Q(mailbox="")),
                name="a_link_is_one_person_s_or_one_mailbox_s",
            )
        ]


class Document(models.Model):
    """A file given by a person: stored under a random name, served after a rights check on its object."""

    class Check(models.TextChoices):
        """What the virus check says, where there is one."""

        NONE = "", _("Not asked for")
        WAITING = "waiting", _("Waits for its virus check")
        CLEAN = "clean", _("Nothing was found")
        FOUND = "found", _("Removed by the virus check")

    file = models.FileField(max_length=200)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    alt = models.CharField(max_length=300, blank=True)
    check_state = models.CharField(max_length=8, choices=Check, default=Check.NONE, blank=True)
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    object_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id"])]

    @property
    def held(self):
        """Kept from everybody by the virus check."""
        return self.check_state in (self.Check.WAITING, self.Check.FOUND)


class Passage(models.Model):
    """Words quoted from an object: where they stood, what stood around, and the digest of the text then."""

    object_type = models.ForeignKey(ContentType, on_delete=models.PROTECT, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    field = models.CharField(max_length=60)
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    quote = models.TextField()
    before = models.CharField(max_length=32, blank=True)
    after = models.CharField(max_length=32, blank=True)
    digest = models.CharField(max_length=64)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["object_type", "object_id"])]
        constraints = [
            models.CheckConstraint(condition=models.Q(end__gt=models.F("start")), name="a_passage_has_words")
        ]

    def __str__(self):
        return self.quote


class Origin(models.Model):
    """An object that came out of a passage: the need, action or objective keeps the moment it was said."""

    object_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    object = GenericForeignKey("object_type", "object_id")
    passage = models.ForeignKey(Passage, on_delete=models.PROTECT, related_name="origins")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_type", "object_id"], name="an_object_has_one_origin")]


class SearchEntry(models.Model):
    """The tokens of an object (French stems, accents folded); the migration adds the engine's own index."""

    object_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+")
    object_id = models.PositiveBigIntegerField()
    tokens = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["object_type", "object_id"], name="an_object_is_indexed_once")]
