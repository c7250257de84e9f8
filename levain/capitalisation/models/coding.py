"""Who gave which code to which words, and when; what was taken away stays known."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from levain.capitalisation.models.code import Code, CodeChange
from levain.capitalisation.models.evidence import Evidence


class Coding(models.Model):
    """A code given to a piece of evidence; `by` is empty when it was given before names were kept."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="codings")
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="codings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField(default=timezone.now)
    change = models.ForeignKey(CodeChange, null=True, blank=True, on_delete=models.SET_NULL, related_name="brought")

    class Meta:
        ordering = ["at", "pk"]
        constraints = [models.UniqueConstraint(fields=["evidence", "code"], name="words_have_a_code_once")]

    def __str__(self):
        return f"{self.evidence_id} {self.code}"


class FormerCoding(models.Model):
    """A code that these words had: who had given it, who took it away, and by which merge or split if any."""

    evidence = models.ForeignKey(Evidence, on_delete=models.CASCADE, related_name="former_codings")
    code = models.ForeignKey(Code, on_delete=models.CASCADE, related_name="former_codings")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    at = models.DateTimeField()
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    ended_at = models.DateTimeField(default=timezone.now)
    change = models.ForeignKey(CodeChange, null=True, blank=True, on_delete=models.SET_NULL, related_name="took")

    class Meta:
        ordering = ["-ended_at", "-pk"]

    def __str__(self):
        return f"{self.evidence_id} {self.code}"
