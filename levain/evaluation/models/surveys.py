"""A survey puts one questionnaire to some people at one moment, with a promise that its storage keeps.

Named: the answers bear the person's name. Confidential: the house knows who answered, no reader knows what; only a
seal made with the house's secret ties the two, so the database alone does not. Anonymous: nothing is kept of who
answered, nor when, nor in which order.
"""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from levain.people.models import RoleCode
from levain.programmes.models import Cohort
from levain.projects.models import Project
from levain.questionnaires.models import Questionnaire, Response, Revision
from levain.seminars.models import Seminar

# Without the letters and digits that are mistaken for one another when a poster is copied by hand.
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    return "".join(secrets.choice(ALPHABET) for _place in range(12))


class SurveyQuerySet(models.QuerySet):
    def counted(self):
        return self.filter(state=Survey.State.COUNTED)

    def whole(self):
        """With what its title, its address and its questions need."""
        return self.select_related("cohort__programme", "project__cohort__programme", "questionnaire", "revision")


class Survey(models.Model):
    class Audience(models.TextChoices):
        BEARERS = "bearers", _("project bearers")
        PARTICIPANTS = "participants", _("participants in a seminar")
        PARTNERS = "partners", _("local authorities and State services")
        INHABITANTS = "inhabitants", _("inhabitants")

    class Moment(models.TextChoices):
        """Of the framework: the questions of a questionnaire may be asked at some only."""

        START = "baseline", pgettext_lazy("moment", "At the start")
        SEMINAR = "seminar", pgettext_lazy("moment", "After a seminar")
        MIDDLE = "mid", pgettext_lazy("moment", "Mid-way")
        END = "final", pgettext_lazy("moment", "At the end")

    class Promise(models.TextChoices):
        NAMED = "named", _("named")
        CONFIDENTIAL = "confidential", _("confidential")
        ANONYMOUS = "anonymous", _("anonymous")

    class State(models.TextChoices):
        DRAFT = "draft", _("being prepared")
        OPEN = "open", pgettext_lazy("survey", "open")
        COUNTED = "counted", _("counted")

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="surveys")
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="surveys")
    seminar = models.ForeignKey(Seminar, null=True, blank=True, on_delete=models.PROTECT, related_name="surveys")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="surveys")
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="surveys")
    title = models.CharField(max_length=200)
    audience = models.CharField(max_length=12, choices=Audience)
    moment = models.CharField(max_length=8, choices=Moment)
    promise = models.CharField(max_length=12, choices=Promise)
    state = models.CharField(max_length=8, choices=State, default=State.DRAFT)
    opens_on = models.DateField()
    closes_on = models.DateField()
    # Sheets handed out, letters in boxes: those asked whom nobody counts one by one.
    handed_out = models.PositiveIntegerField(null=True, blank=True)
    # The one question by which the results are told apart, chosen before anybody sees them.
    breakdown = models.CharField(max_length=60, blank=True)
    # The choices that depend on what it is about, the same for everybody: {"objectives": [{"code", "label"}]}.
    lists = models.JSONField(default=dict, blank=True)
    key = models.CharField(max_length=12, unique=True, default=new_key)
    counted_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    fictional = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    token = models.UUIDField(null=True, blank=True, unique=True)
    version = models.PositiveIntegerField(default=1)

    objects = SurveyQuerySet.as_manager()

    class Meta:
        ordering = ["-opens_on", "title", "pk"]
        indexes = [
            models.Index(fields=["cohort", "state"], name="surveys_of_a_cohort"),
            models.Index(fields=["project", "state"], name="surveys_of_a_project"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(closes_on__gte=models.F("opens_on")), name="a_survey_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True) | Q(state="counted"), name="a_published_survey_is_counted"
            ),
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("evaluation:survey", args=[self.pk])

    @property
    def path(self) -> str:
        """The address people are given: short, on a poster too."""
        return reverse("evaluation:answer_survey", args=[self.key])

    @property
    def named(self) -> bool:
        return self.promise == self.Promise.NAMED

    @property
    def anonymous(self) -> bool:
        return self.promise == self.Promise.ANONYMOUS

    @property
    def counted(self) -> bool:
        return self.state == self.State.COUNTED

    @property
    def minutes(self) -> int:
        return self.revision.duration_min or 0

    @property
    def sample_code(self) -> str:
        """Its first question: what the access matrix opens."""
        return self.revision.questions.values_list("code", flat=True).first() or "q01"

    sample_source = "enquetes"

    @property
    def rate_code(self) -> str:
        """The figure of its response rate."""
        return f"s{self.pk}-reponses"

    def takes_answers(self, day=None) -> bool:
        """Whether people may answer by themselves today; sheets of paper are typed in until it is counted."""
        day = day or timezone.localdate()
        return self.state == self.State.OPEN and self.opens_on <= day <= self.closes_on


class Invitee(models.Model):
    """Somebody asked to answer. What she answered is tied here only when the survey is named.

    Of an anonymous survey, whether she answered is not known: `answered` stays false for everybody.
    """

    survey = models.ForeignKey(Survey, on_delete=models.CASCADE, related_name="invitees")
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="survey_invitations"
    )
    address = models.EmailField(blank=True)
    side = models.CharField(max_length=16, choices=RoleCode, blank=True)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    response = models.OneToOneField(Response, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    answered = models.BooleanField(default=False)
    invited_on = models.DateField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "person"],
                condition=Q(person__isnull=False),
                name="a_person_is_asked_once_by_a_survey",
            ),
            models.UniqueConstraint(
                fields=["survey", "address"], condition=~Q(address=""), name="an_address_is_asked_once_by_a_survey"
            ),
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(address=""), name="an_invitee_is_somebody"),
        ]

    def __str__(self):
        return str(self.person or self.address)


class Seal(models.Model):
    """Ties a confidential response to its invitee, and to the same person's later ones, for whoever has the secret.

    Both are digests keyed by the house's secret, which is not in the database.
    """

    response = models.OneToOneField(Response, on_delete=models.CASCADE, related_name="seal")
    of_invitee = models.CharField(max_length=64, unique=True)
    of_person = models.CharField(max_length=64, db_index=True)
