"""What coming to a seminar takes: where it is, what is visited, who is invited, what is asked of each person."""

from datetime import date
from secrets import token_urlsafe

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.programmes.models import Programme
from levain.projects.models import Project
from levain.questionnaires.models import Questionnaire
from levain.seminars.models.people import Registration, Side
from levain.seminars.models.seminars import Seminar
from levain.territories.models import Territory

KEYS = signing.Signer(salt="levain.seminars.invitation")


class Asked(models.TextChoices):
    """What a facilitator may ask of those who come, besides her own questions."""

    ACCESS = "access", _("what they need to take part")
    MEALS = "meals", _("meals")
    TRAVEL = "travel", _("travel, and free seats in cars")
    CHILDCARE = "childcare", _("children to mind")
    VISIT = "visit", _("the site visit")
    PHOTOS = "photos", _("photos")


def usual_questions() -> list[str]:
    return [Asked.ACCESS.value, Asked.MEALS.value, Asked.TRAVEL.value, Asked.CHILDCARE.value, Asked.PHOTOS.value]


def new_key() -> str:
    return token_urlsafe(12)


class Gathering(models.Model):
    """The practical side of a seminar; made empty when it is first needed."""

    seminar = models.OneToOneField(Seminar, on_delete=models.CASCADE, related_name="gathering")
    commune = models.ForeignKey(Territory, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # What stands around the place, to draw its small map: [{"name", "minutes", "towards", "how"}].
    landmarks = models.JSONField(default=list, blank=True)
    access = models.TextField(max_length=1000, blank=True)
    contact = models.CharField(max_length=200, blank=True)
    visit_of = models.ForeignKey(Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    visit = models.TextField(max_length=1000, blank=True)
    visit_meets = models.CharField(max_length=200, blank=True)
    visit_starts = models.DateTimeField(null=True, blank=True)
    visit_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    closes_on = models.DateField(null=True, blank=True)
    asks = models.JSONField(default=usual_questions, blank=True)
    # Questions of one's own: [{"id", "text", "choices"}]; without choices, people answer in their words.
    questions = models.JSONField(default=list, blank=True)
    # Seats are kept for the projects until that day, the last one included; `strict`: a project has no more than its.
    kept_until = models.DateField(null=True, blank=True)
    strict = models.BooleanField(default=False)
    expectations = models.ForeignKey(
        Questionnaire, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    attendance_code = models.CharField(max_length=8, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_why = models.TextField(max_length=1000, blank=True)
    version = models.PositiveIntegerField(default=1)

    def __str__(self):
        return str(self.seminar)

    def get_absolute_url(self):
        return self.seminar.get_absolute_url()

    def takes_registrations(self, on: date) -> bool:
        return self.closes_on is None or on <= self.closes_on


class ProjectSeats(models.Model):
    """Seats kept for a project."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="project_seats")
    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="+")
    seats = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["seminar", "project"], name="a_project_has_its_seats_once"),
        ]

    def __str__(self):
        return f"{self.project}: {self.seats}"


class Invitation(models.Model):
    """One person asked to come, by her account or by her address. Her letter opens her own page, and no other."""

    seminar = models.ForeignKey(Seminar, on_delete=models.CASCADE, related_name="invitations")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="seminar_invitations"
    )
    email = models.EmailField(blank=True)
    name = models.CharField(max_length=120, blank=True)
    organisation = models.CharField(max_length=200, blank=True)
    side = models.CharField(max_length=16, choices=Side, default=Side.OBSERVER)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    # Changed when the invitation is withdrawn: the links sent before open nothing any more.
    key = models.CharField(max_length=20, default=new_key, unique=True)
    registration = models.OneToOneField(
        Registration, null=True, blank=True, on_delete=models.SET_NULL, related_name="invitation"
    )
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    invited_at = models.DateTimeField(default=timezone.now)
    reminded_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["side", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["seminar", "user"], condition=Q(user__isnull=False), name="an_account_is_invited_once"
            ),
            models.UniqueConstraint(
                fields=["seminar", "email"], condition=~Q(email=""), name="an_address_is_invited_once"
            ),
            models.CheckConstraint(condition=Q(user__isnull=False) | ~Q(name=""), name="an_invitation_names_someone"),
        ]

    def __str__(self):
        return str(self.user) if self.user_id else self.name

    def get_absolute_url(self):
        return reverse("seminars:invited", args=[self.token])

    @property
    def address(self) -> str:
        return self.user.email if self.user else self.email

    @property
    def token(self) -> str:
        return KEYS.sign(self.key)


class Needs(models.Model):
    """What a person told of her coming, beyond her registration; forgotten some weeks after the seminar."""

    class Car(models.TextChoices):
        OFFERS = "offers", _("I have free seats in my car")
        LOOKS = "looks", _("I look for a seat in a car")

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="needs")
    eats = models.BooleanField(null=True, blank=True)
    childcare = models.CharField(max_length=300, blank=True)
    visits = models.BooleanField(default=False)
    car = models.CharField(max_length=8, choices=Car, blank=True)
    car_from = models.CharField(max_length=100, blank=True)
    car_seats = models.PositiveSmallIntegerField(null=True, blank=True)
    # Answers to the facilitator's own questions, by the id of each.
    answers = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "needs"

    def __str__(self):
        return str(self.registration)


class PhotoConsent(models.Model):
    """What a person agrees to for the photos where she can be recognised; no row: nothing."""

    class Channel(models.TextChoices):
        COHORT = "cohort", _("the pages and the minutes that the projects read")
        REPORT = "report", _("the report of the programme")
        PUBLIC = "public", _("the public pages, and the press")

    registration = models.OneToOneField(Registration, on_delete=models.CASCADE, related_name="photos")
    channels = models.JSONField(default=list)
    until = models.DateField()
    # Under fifteen, the child and a parent both agree; no name is ever written beside the picture.
    minor = models.BooleanField(default=False)
    parent = models.CharField(max_length=120, blank=True)
    given_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minor=False) | ~Q(parent=""), name="a_child_is_photographed_if_a_parent_agrees"
            ),
        ]

    def __str__(self):
        return str(self.registration)

    def allows(self, channel: str, on: date) -> bool:
        return self.withdrawn_at is None and on <= self.until and channel in self.channels


class SeminarTemplate(models.Model):
    """The frame of a seminar, kept to be used again by the next cohorts: its agenda, activities and questions."""

    programme = models.ForeignKey(Programme, on_delete=models.CASCADE, related_name="seminar_templates")
    name = models.CharField(max_length=120)
    purpose = models.TextField(max_length=2000, blank=True)
    format = models.CharField(max_length=8, choices=Seminar.Format, default=Seminar.Format.ON_SITE)
    # {"agenda": [...], "activities": [...], "asks": [...], "questions": [...], "starts": "09:30"}
    content = models.JSONField(default=dict)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    made_at = models.DateTimeField(default=timezone.now)
    retired = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        return reverse("seminars:template", args=[self.pk])
