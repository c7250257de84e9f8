"""What several people write together: where it stands, who wrote it, and whether it must be looked at again."""

from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class State(models.TextChoices):
    """From a first draft to words that stand; set aside, it did not hold and is kept to say so."""

    DRAFT = "draft", pgettext_lazy("text", "draft")
    SHARED = "shared", _("shared for comments")
    SETTLED = "settled", pgettext_lazy("text", "settled")
    SET_ASIDE = "set_aside", _("set aside: it did not hold")


# The same said of a lesson or a lead: French agrees.
OF_A_LESSON = {
    State.DRAFT: pgettext_lazy("lesson or lead", "draft"),
    State.SHARED: pgettext_lazy("lesson or lead", "shared for comments"),
    State.SETTLED: pgettext_lazy("lesson or lead", "settled"),
    State.SET_ASIDE: pgettext_lazy("lesson or lead", "set aside: it did not hold"),
}


class Because(models.TextChoices):
    """Why something must be looked at again (M-CHAIN): what it stands on is no longer what it was."""

    WITHDRAWN = "withdrawn", _("words it stands on were withdrawn")
    REFUSED = "refused", _("a person quoted refused to be")
    SET_ASIDE = "set_aside", _("what it stands on was set aside")
    UNDER_REVIEW = "under_review", _("what it stands on must be looked at again")


class WrittenTogether(models.Model):
    """A finding, a lesson or a lead: drafted, shared, settled by several people, with its versions."""

    WORDS: tuple[str, ...] = ()
    # Who wrote the version being saved: the versions keep it.
    _history_user: Any

    state = models.CharField(max_length=9, choices=State, default=State.DRAFT)
    authors = models.ManyToManyField(settings.AUTH_USER_MODEL, blank=True, related_name="+")
    review_since = models.DateField(null=True, blank=True)
    review_because = models.CharField(max_length=12, choices=Because, blank=True)

    class Meta:
        abstract = True

    @property
    def to_review(self) -> bool:
        return self.review_since is not None
