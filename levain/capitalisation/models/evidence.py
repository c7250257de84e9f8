"""Passages kept for what they show, sorted with a nested codebook."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from levain.foundation.models import Passage
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project

SIDES = [*RoleCode.choices, ("inhabitant", _("inhabitant"))]
# Asked for each row of long lists: Django makes its own dictionary again at each call.
SIDE_NAMES = dict(SIDES)


WORK_ON_IT = (RoleCode.ADVISER, RoleCode.EVALUATOR, RoleCode.PROGRAMME_LEAD)


def cohorts_worked_on(user, path: str = "cohort") -> Q:
    """The filter of what belongs to the cohorts whose learning she draws."""
    if not user.is_authenticated:
        return Q(pk__in=[])
    return Q(**{f"{path}__in": user.scopes(Cohort, *WORK_ON_IT)}) | Q(
        **{f"{path}__programme__in": user.scopes(Programme, *WORK_ON_IT)}
    )


class NumberedQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(cohorts_worked_on(user))


class EvidenceQuerySet(NumberedQuerySet):
    def visible_to(self, user):
        """Those who draw the learning of the cohort, and the person quoted."""
        quoted = Q(speaker_user=user) if user.is_authenticated else Q(pk__in=[])
        return self.filter(cohorts_worked_on(user) | quoted)


class Code(models.Model):
    """An entry of the codebook: its slug is a path (`acces.clef`); without a cohort, it serves every cohort."""

    cohort = models.ForeignKey(Cohort, null=True, blank=True, on_delete=models.CASCADE, related_name="codes")
    slug = models.CharField(max_length=80)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="children")
    label = models.CharField(max_length=120)
    definition = models.TextField(max_length=1000, blank=True)

    class Meta:
        ordering = ["slug"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "slug"], name="a_code_stands_once_in_a_codebook"),
            models.UniqueConstraint(
                fields=["slug"], condition=Q(cohort__isnull=True), name="a_shared_code_stands_once"
            ),
        ]

    def __str__(self):
        return self.label


class Numbered(models.Model):
    """Known by a number in its cohort: a report refers to finding 3 for good."""

    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="%(class)ss")
    number = models.PositiveIntegerField()
    fictional = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)

    objects = NumberedQuerySet.as_manager()

    class Meta:
        abstract = True
        ordering = ["cohort", "number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "number"], name="%(class)s_has_its_number_in_its_cohort")
        ]


class Evidence(Numbered):
    """A passage kept for what it shows: who said it, when, from which project, and whether it may be published."""

    class Consent(models.TextChoices):
        PENDING = "pending", _("waiting for the person's answer")
        AGREED = "agreed", _("the person agrees")
        REFUSED = "refused", _("the person refuses")
        ANONYMOUS = "anonymous", _("said without a name")
        PARAPHRASE = "paraphrase", _("the person chose other words")
        WITHDRAWN = "withdrawn", _("the person has withdrawn her words")

    PUBLISHABLE = (Consent.AGREED, Consent.ANONYMOUS, Consent.PARAPHRASE)

    passage = models.OneToOneField(Passage, on_delete=models.PROTECT, related_name="evidence")
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    codes = models.ManyToManyField(Code, blank=True, related_name="evidence")
    side = models.CharField(max_length=20, choices=SIDES)
    speaker = models.CharField(max_length=120, blank=True)
    speaker_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_on = models.DateField(null=True, blank=True)
    consent = models.CharField(max_length=12, choices=Consent, default=Consent.PENDING)
    wording = models.TextField(max_length=1000, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta(Numbered.Meta):
        verbose_name_plural = "evidence"
        constraints = [
            *Numbered.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(consent="paraphrase") | ~Q(wording=""), name="a_paraphrase_gives_the_chosen_words"
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("capitalisation:evidence", args=[self.pk])

    @property
    def words(self) -> str:
        """What may be shown as hers: the words quoted, or those she chose instead; none once she withdrew them."""
        if self.consent == self.Consent.WITHDRAWN:
            return gettext("(words withdrawn by the person who said them)")
        return self.wording if self.consent == self.Consent.PARAPHRASE else self.passage.quote

    @property
    def publishable(self) -> bool:
        return self.consent in self.PUBLISHABLE

    @property
    def who(self) -> str:
        """Her pseudonym and her side; her side alone when it was said without a name."""
        side = str(SIDE_NAMES.get(self.side, self.side))
        if self.consent == self.Consent.ANONYMOUS or not self.speaker:
            return side
        return f"{self.speaker}, {side}"
