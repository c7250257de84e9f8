"""Two people edit the same text: the second save gets a comparison, nothing is overwritten in silence."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ChangedSince(Exception):
    """Somebody saved the object after it was opened; `current` is what it holds now."""

    def __init__(self, current: models.Model):
        super().__init__(
            _("Somebody changed this text while you were writing. Nothing of yours is lost: compare below.")
        )
        self.current = current


def save_over(obj: models.Model, version: int, **changes) -> None:
    """Save `changes` if `obj` is still at `version` (a counter in its row), and count one more.

    Raises ChangedSince otherwise. Belongs in the transaction of the service that calls it.
    """
    model = type(obj)
    if not model._default_manager.filter(pk=obj.pk, version=version).update(version=version + 1):
        raise ChangedSince(model._default_manager.get(pk=obj.pk))
    for field, value in changes.items():
        setattr(obj, field, value)
    obj.version = version + 1
    obj.save()
