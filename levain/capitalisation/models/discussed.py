"""What others say of a finding, a lesson or a lead before it is published: remarks, and the objections kept."""

from secrets import token_urlsafe
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core import signing
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models.evidence import SIDE_NAMES, SIDES, Evidence, NumberedQuerySet
from levain.capitalisation.models.finding import Finding
from levain.capitalisation.models.lesson import Lesson, PolicyLead
from levain.programmes.models import Cohort
from levain.projects.models import Project

KEYS = signing.Signer(salt="levain.capitalisation.reader")
ONE_OF_THEM = (
    Q(finding__isnull=False, lesson__isnull=True, lead__isnull=True)
    | Q(finding__isnull=True, lesson__isnull=False, lead__isnull=True)
    | Q(finding__isnull=True, lesson__isnull=True, lead__isnull=False)
)


def new_key() -> str:
    return token_urlsafe(12)


class About(models.Model):
    """Something said of one finding, one lesson or one lead."""

    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss")
    lesson = models.ForeignKey(Lesson, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss")
    lead = models.ForeignKey(PolicyLead, null=True, blank=True, on_delete=models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True

    @property
    def thing(self) -> Finding | Lesson | PolicyLead:
        return self.finding or self.lesson or self.lead

    @property
    def cohort(self) -> Cohort:
        return self.thing.cohort


class Rereading(models.Model):
    """What is given to read before publication, until when; nothing of it is public."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="rereadings")
    title = models.CharField(max_length=200)
    words = models.TextField(max_length=2000, blank=True)
    until = models.DateField()
    findings = models.ManyToManyField(Finding, blank=True, related_name="rereadings")
    lessons = models.ManyToManyField(Lesson, blank=True, related_name="rereadings")
    leads = models.ManyToManyField(PolicyLead, blank=True, related_name="rereadings")
    opened_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    opened_on = models.DateField(default=timezone.localdate)
    closed_on = models.DateField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    objects = NumberedQuerySet.as_manager()

    class Meta:
        ordering = ["-opened_on", "-pk"]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        return reverse("capitalisation:rereading", args=[self.pk])

    @property
    def is_open(self) -> bool:
        """Until the end of the last day, there where the session is held."""
        today = timezone.localdate(timezone=ZoneInfo(self.cohort.time_zone))
        return self.closed_on is None and today <= self.until


class Reader(models.Model):
    """Somebody asked to read: by her account, or by her address with a link of her own."""

    rereading = models.ForeignKey(Rereading, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    name = models.CharField(max_length=120)
    email = models.EmailField(blank=True)
    side = models.CharField(max_length=20, choices=SIDES)
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    # Changed when the invitation is taken back: the link sent before opens nothing any more.
    key = models.CharField(max_length=20, default=new_key, unique=True)
    asked_on = models.DateField(default=timezone.localdate)
    opened_on = models.DateField(null=True, blank=True)
    done_on = models.DateField(null=True, blank=True)
    withdrawn_on = models.DateField(null=True, blank=True)
    told_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["project", "side", "name", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["rereading", "user"], name="an_account_reads_once"),
            models.UniqueConstraint(
                fields=["rereading", "email"], condition=~Q(email=""), name="an_address_reads_once"
            ),
        ]

    def __str__(self):
        return self.name

    def get_absolute_url(self):
        if self.user_id:
            return reverse("capitalisation:my_rereading", args=[self.rereading_id])
        return reverse("capitalisation:reread", args=[self.token])

    @property
    def token(self) -> str:
        return KEYS.sign(self.key)

    @property
    def address(self) -> str:
        return self.user.email if self.user else self.email

    @property
    def who(self) -> str:
        return f"{self.name}, {SIDE_NAMES.get(self.side, self.side)}"


class Remark(About):
    """What a reader, or a colleague, says of one part of a text: she agrees, shades or contests."""

    class Stance(models.TextChoices):
        AGREE = "agree", _("agrees")
        SHADE = "shade", _("shades")
        CONTEST = "contest", _("contests")

    reader = models.ForeignKey(Reader, null=True, blank=True, on_delete=models.CASCADE, related_name="remarks")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=160)
    part = models.CharField(max_length=20, blank=True)
    stance = models.CharField(max_length=8, choices=Stance)
    text = models.TextField(max_length=2000, blank=True)
    read_version = models.PositiveIntegerField()
    on = models.DateField(default=timezone.localdate)
    answer = models.TextField(max_length=2000, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    answered_on = models.DateField(null=True, blank=True)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [
            models.CheckConstraint(condition=ONE_OF_THEM, name="a_remark_is_about_one_text"),
            models.CheckConstraint(condition=Q(stance="agree") | ~Q(text=""), name="a_reserve_is_said_in_words"),
            models.CheckConstraint(
                condition=Q(answer="") | Q(answered_on__isnull=False), name="an_answer_to_a_remark_has_its_day"
            ),
        ]

    def __str__(self):
        return self.text or self.get_stance_display()

    def get_absolute_url(self):
        return self.thing.get_absolute_url() + f"#remarque-{self.pk}"


class Objection(About):
    """What somebody holds against a text, kept beside it with the answer given, whoever was right."""

    remark = models.OneToOneField(Remark, null=True, blank=True, on_delete=models.SET_NULL, related_name="objection")
    by = models.CharField(max_length=200)
    side = models.CharField(max_length=20, choices=SIDES, blank=True)
    text = models.TextField(max_length=2000)
    on = models.DateField(default=timezone.localdate)
    answer = models.TextField(max_length=2000, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    evidence = models.ManyToManyField(Evidence, blank=True, related_name="objections")
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)

    class Meta:
        ordering = ["on", "pk"]
        constraints = [models.CheckConstraint(condition=ONE_OF_THEM, name="an_objection_is_about_one_text")]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return self.thing.get_absolute_url() + f"#objection-{self.pk}"

    @property
    def who(self) -> str:
        side = str(SIDE_NAMES.get(self.side, self.side))
        return self.by if not side or self.by.endswith(f", {side}") else f"{self.by}, {side}"


class Candidate(models.Model):
    """What was decided of a recurrence: written as a finding, or set aside and why; seen again if it grows."""

    class Decision(models.TextChoices):
        WRITTEN = "written", _("written as a finding")
        DISMISSED = "dismissed", _("set aside")

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="candidates")
    key = models.CharField(max_length=60)
    decision = models.CharField(max_length=9, choices=Decision)
    reason = models.CharField(max_length=500, blank=True)
    projects = models.PositiveIntegerField()
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    on = models.DateField(default=timezone.localdate)

    class Meta:
        ordering = ["-on", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "key"], name="a_recurrence_is_decided_once"),
            models.CheckConstraint(
                condition=~Q(decision="dismissed") | ~Q(reason=""), name="a_recurrence_is_set_aside_with_a_reason"
            ),
        ]

    def __str__(self):
        return self.key
