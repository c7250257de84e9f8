"""What a project costs and what pays for it, in simple lines."""

from decimal import Decimal

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from simple_history.models import HistoricalRecords

from levain.projects.models.project import Project

SMALLEST, LARGEST = Decimal("0.01"), Decimal("50000000")


class BudgetLine(models.Model):
    """One expense or one resource, in euros."""

    class Side(models.TextChoices):
        EXPENSE = "expense", _("expense")
        RESOURCE = "resource", _("resource")

    class State(models.TextChoices):
        PLANNED = "planned", pgettext_lazy("expense", "planned")
        SPENT = "spent", pgettext_lazy("expense", "spent")
        WISHED = "wished", pgettext_lazy("resource", "wished")
        ASKED = "asked", pgettext_lazy("resource", "asked for")
        OBTAINED = "obtained", pgettext_lazy("resource", "obtained")
        REFUSED = "refused", pgettext_lazy("resource", "refused")

    OF_EXPENSES = (State.PLANNED, State.SPENT)
    OF_RESOURCES = (State.WISHED, State.ASKED, State.OBTAINED, State.REFUSED)

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="budget_lines")
    side = models.CharField(max_length=8, choices=Side)
    label = models.CharField(max_length=150)
    amount = models.DecimalField(
        max_digits=10, decimal_places=2, validators=[MinValueValidator(SMALLEST), MaxValueValidator(LARGEST)]
    )
    state = models.CharField(max_length=8, choices=State)
    on = models.DateField(null=True, blank=True)
    who = models.CharField(max_length=150, blank=True)
    entered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    version = models.PositiveIntegerField(default=1)
    token = models.UUIDField(null=True, blank=True, unique=True)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["side", "on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gte=SMALLEST, amount__lte=LARGEST), name="a_budget_amount_is_sensible"
            ),
            models.CheckConstraint(
                condition=Q(side="expense", state__in=["planned", "spent"])
                | Q(side="resource", state__in=["wished", "asked", "obtained", "refused"]),
                name="a_budget_line_is_in_a_state_of_its_side",
            ),
        ]

    def __str__(self):
        return self.label

    def get_absolute_url(self):
        return reverse("projects:budget", args=[self.project.slug]) + f"#ligne-{self.pk}"
