"""The letters of a call: their models, and one for each application, read before they leave together."""

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone

from levain.selection.models.application import Application
from levain.selection.models.call import Call


class LetterTemplate(models.Model):
    """The words of a letter for one decision, with places in braces for what differs from one file to the next."""

    call = models.ForeignKey(Call, on_delete=models.CASCADE, related_name="letter_templates")
    state = models.CharField(max_length=12, choices=Application.State)
    subject = models.CharField(max_length=200)
    body = models.TextField(max_length=8000)
    # What the team says once for all the letters of the call: signatory, day of the jury, who will call…
    said = models.JSONField(default=dict, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["state"]
        constraints = [models.UniqueConstraint(fields=["call", "state"], name="a_decision_has_one_letter_in_a_call")]

    def __str__(self):
        return self.subject


class DecisionLetter(models.Model):
    """What an application is told of its decision: nobody but the team reads it before its release."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="letters")
    state = models.CharField(max_length=12, choices=Application.State)
    subject = models.CharField(max_length=200)
    text = models.TextField()
    # The supports and the service named in it, so that they can be opened and not only read.
    leads = models.JSONField(default=list, blank=True)
    written_at = models.DateTimeField(default=timezone.now)
    corrected = models.BooleanField(default=False)
    read_at = models.DateTimeField(null=True, blank=True)
    read_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["application__reference", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["application", "state"], name="a_decision_is_told_in_one_letter")
        ]

    def __str__(self):
        return self.subject

    def get_absolute_url(self):
        return reverse("selection:answer", args=[self.application.call.slug, self.application.reference])
