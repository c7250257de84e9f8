"""Erasing a person: what her projects keep is then signed by nobody in particular."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.foundation import erasures, journal
from levain.foundation.models import JournalEntry, Letter, MailAnswer, Notice
from levain.people.models import AccessKey, Affiliation, Invitation, Role, User


@transaction.atomic
def erase(user: User, *, by: User | None) -> None:
    """Forget who she is, and put her on the list that every restore replays."""
    erasures.remember(user)
    erasures.forget(user)
    journal.record("account.erased", on=user, by=by if by != user else None)


@transaction.atomic
def forget(user: User) -> None:
    """What an erasure takes away; done again, it changes nothing."""
    address, today = user.email, timezone.localdate()
    Role.objects.filter(user=user, since__gt=today).delete()
    Role.objects.filter(user=user, until=None).update(until=today)
    Affiliation.objects.filter(user=user).delete()
    AccessKey.objects.filter(person=user).delete()
    Notice.objects.filter(recipient=user).delete()
    MailAnswer.objects.filter(person=user).delete()
    EmailAddress.objects.filter(user=user).delete()
    Invitation.objects.filter(email__iexact=address).delete()
    Letter.objects.filter(to__iexact=address).delete()
    JournalEntry.objects.forget(user)
    with translation.override(settings.LANGUAGE_CODE):
        user.name = _("A person who has left")
    user.email, user.about = f"erased-{user.pk}@erased.invalid", ""
    user.is_active = user.wants_letters = False
    user.set_unusable_password()
    user.save()
