"""Passages kept for what they show."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from levain.capitalisation.models.code import Code
from levain.foundation.models import Passage
from levain.foundation.passages import State
from levain.people.models import RoleCode
from levain.programmes.models import Cohort, Programme
from levain.projects.models import Project

SIDES = [*RoleCode.choices, ("inhabitant", _("inhabitant"))]
# Asked for each row of long lists: Django makes its own dictionary again at each call.
SIDE_NAMES = dict(SIDES) | {"anonymous": _("without a name")}


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


# What those who kept the words have to look at: the words are no longer in their source as they were.
UNSETTLED = Q(source_state__in=[State.CHANGED, State.GONE, State.ALTERED], hold="live")


class EvidenceQuerySet(NumberedQuerySet):
    def unsettled(self):
        return self.filter(UNSETTLED).exclude(consent=Evidence.Consent.WITHDRAWN)

    def visible_to(self, user):
        """Those who draw the learning of the cohort, and the person quoted."""
        quoted = Q(speaker_user=user) if user.is_authenticated else Q(pk__in=[])
        return self.filter(cohorts_worked_on(user) | quoted)


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
        REWRITE = "rewrite", _("to be told in other words by the team")
        TOLD = "told", _("told in other words by the team")
        WITHDRAWN = "withdrawn", _("the person has withdrawn her words")

    class Hold(models.TextChoices):
        """What was decided when the source was no longer what it was."""

        LIVE = "live", _("follows its source")
        FROZEN = "frozen", _("kept as it was when quoted")
        ASIDE = "aside", _("set aside by those who kept it")

    PUBLISHABLE = (Consent.AGREED, Consent.ANONYMOUS, Consent.PARAPHRASE, Consent.TOLD)
    IN_OTHER_WORDS = (Consent.PARAPHRASE, Consent.TOLD)

    passage = models.OneToOneField(Passage, on_delete=models.PROTECT, related_name="evidence")
    project = models.ForeignKey(Project, null=True, blank=True, on_delete=models.PROTECT, related_name="evidence")
    codes = models.ManyToManyField(Code, blank=True, related_name="evidence", through="Coding")
    side = models.CharField(max_length=20, choices=SIDES)
    speaker = models.CharField(max_length=120, blank=True)
    speaker_user = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    said_on = models.DateField(null=True, blank=True)
    consent = models.CharField(max_length=12, choices=Consent, default=Consent.PENDING)
    wording = models.TextField(max_length=1000, blank=True)
    source_state = models.CharField(max_length=10, choices=State, default=State.INTACT)
    hold = models.CharField(max_length=6, choices=Hold, default=Hold.LIVE)
    held_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    held_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = EvidenceQuerySet.as_manager()

    class Meta(Numbered.Meta):
        verbose_name_plural = "evidence"
        constraints = [
            *Numbered.Meta.constraints,
            models.CheckConstraint(
                condition=~Q(consent__in=["paraphrase", "told"]) | ~Q(wording=""),
                name="a_paraphrase_gives_the_chosen_words",
            ),
        ]

    def __str__(self):
        return self.words

    def get_absolute_url(self):
        return reverse("capitalisation:evidence", args=[self.pk])

    def get_side_display(self) -> str:
        return str(SIDE_NAMES.get(self.side, self.side))

    @property
    def words(self) -> str:
        """What may be shown as hers: the words quoted, or those she chose instead; none once she withdrew them."""
        if self.consent == self.Consent.WITHDRAWN:
            return gettext("(words withdrawn by the person who said them)")
        return self.wording if self.consent in self.IN_OTHER_WORDS else self.passage.quote

    @property
    def publishable(self) -> bool:
        return self.consent in self.PUBLISHABLE and self.hold != self.Hold.ASIDE

    @property
    def who(self) -> str:
        """Her pseudonym and her side; her side alone when it was said without a name."""
        side = self.get_side_display()
        if self.consent == self.Consent.ANONYMOUS or not self.speaker:
            return side
        return f"{self.speaker}, {side}" if side else self.speaker
