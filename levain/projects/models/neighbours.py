"""People without an account: those who write to a project's team, those who follow its news."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.foundation.typed import without_contacts
from levain.projects.models.helping import Hand, HelpCall
from levain.projects.models.project import Project


class NeighbourMessageQuerySet(models.QuerySet):
    def delivered(self):
        """A message reaches the team once its writer has confirmed it from the mail."""
        return self.filter(confirmed_at__isnull=False)

    def waiting(self):
        """Those to which the team still owes an answer."""
        return self.delivered().filter(answered_at=None)

    def shown(self):
        """What everyone may read: the bearer published it, and nobody hid it."""
        return self.filter(published_at__isnull=False, hidden_at=None)

    def offers(self):
        return self.filter(kind=NeighbourMessage.Kind.HELP)


class NeighbourMessage(models.Model):
    """A hand offered, a question, an objection, something to report; the address of the writer is shown to nobody.

    Nothing of it is public unless its writer agreed (`may_publish`) and the bearer chose to (`published_at`).
    """

    class Kind(models.TextChoices):
        HELP = "help", _("give a hand")
        QUESTION = "question", _("ask a question")
        OBJECTION = "object", _("object to something")
        CONCERN = "concern", _("report something")

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="neighbour_messages")
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.QUESTION)
    name = models.CharField(max_length=80)
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fr")
    text = models.TextField(max_length=2000)
    gives = models.CharField(max_length=9, choices=Hand, blank=True)
    call = models.ForeignKey(HelpCall, null=True, blank=True, on_delete=models.SET_NULL, related_name="offers")
    may_publish = models.BooleanField(default=False)
    public_name = models.CharField(max_length=30, blank=True)
    token = models.UUIDField(null=True, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    answer_by = models.DateField(null=True, blank=True)
    answer = models.TextField(max_length=2000, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    published_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    taken_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = NeighbourMessageQuerySet.as_manager()

    class Meta:
        ordering = [models.F("answered_at").asc(nulls_first=True), "-created_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="only_a_confirmed_message_is_answered",
            ),
            models.CheckConstraint(
                condition=Q(published_at__isnull=True) | Q(confirmed_at__isnull=False, may_publish=True),
                name="only_what_its_writer_lets_go_is_public",
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(taken_at__isnull=False), name="an_offer_is_taken_before_done"
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.name}"

    def get_absolute_url(self):
        return reverse("projects:message", args=[self.project.slug, self.pk])

    @property
    def thing(self) -> str:
        """What it is, for whoever reads it; the label of its kind is what one chooses to do."""
        return str(THINGS[self.kind])

    @property
    def is_offer(self) -> bool:
        return self.kind == self.Kind.HELP

    @property
    def public(self) -> bool:
        return self.published_at is not None and self.hidden_at is None

    @property
    def late(self) -> bool:
        """Nobody has answered by the day that was told to the writer."""
        due = self.answer_by
        return self.answered_at is None and due is not None and due < timezone.localdate()

    @property
    def public_text(self) -> str:
        """Her words without any way to reach anyone: an address or a number never shows."""
        return without_contacts(self.text)

    @property
    def public_answer(self) -> str:
        return without_contacts(self.answer)


class Follower(models.Model):
    """An address that asked, then confirmed, to receive the news of a project; the row goes when she stops."""

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="followers")
    email = models.EmailField()
    language = models.CharField(max_length=2, default="fr")
    asked_at = models.DateTimeField(default=timezone.now)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), "project", name="an_address_follows_a_project_once")]
        indexes = [models.Index(fields=["confirmed_at", "told_at"])]

    def __str__(self):
        return str(self.project)


THINGS = {
    NeighbourMessage.Kind.HELP: _("a hand offered"),
    NeighbourMessage.Kind.QUESTION: _("a question"),
    NeighbourMessage.Kind.OBJECTION: _("an objection"),
    NeighbourMessage.Kind.CONCERN: _("a report"),
}
