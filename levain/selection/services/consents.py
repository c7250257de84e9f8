"""The consent to be called for the evaluation: given by each side, apart from the file, taken back at will."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from levain.foundation import typed
from levain.people.models import User
from levain.selection.models import Application, EvaluationConsent

SIGNER = signing.Signer(salt="levain.selection.consent")
KEPT_FOR = timedelta(days=3 * 365)


@transaction.atomic
def give_consent(
    application: Application, *, side: str = "bearer", name: str = "", email: str = "", person: User | None = None
) -> EvaluationConsent:
    """One side of an application agrees to be called later; said twice it is kept once, said anew it holds again."""
    if person:
        name, email = name or person.name, email or person.email
    consent, _new = EvaluationConsent.objects.update_or_create(
        call_id=application.call_id,
        reference=application.reference,
        side=side,
        defaults={
            "name": typed.one_line(name)[:120],
            "email": typed.address(email) if email else "",
            "person": person,
            "withdrawn_at": None,
        },
    )
    return consent


@transaction.atomic
def withdraw_consent(consent: EvaluationConsent) -> None:
    """Take it back: who it was is forgotten at once, that somebody had agreed is only counted."""
    EvaluationConsent.objects.filter(pk=consent.pk, withdrawn_at=None).update(
        name="", email="", person=None, withdrawn_at=timezone.now()
    )
    consent.refresh_from_db()


def consent_link(consent: EvaluationConsent) -> str:
    """The address that takes a consent back without signing in."""
    return settings.SITE_URL + reverse("selection:consent", args=[SIGNER.sign(str(consent.pk))])


def consent_of(token: str) -> EvaluationConsent | None:
    try:
        return EvaluationConsent.objects.select_related("call__cohort").filter(pk=SIGNER.unsign(token)).first()
    except (signing.BadSignature, ValueError):
        return None


def purge_consents(now: datetime) -> int:
    """Nobody is called three years after the decisions."""
    old = EvaluationConsent.objects.filter(call__released_at__lt=now - KEPT_FOR, withdrawn_at=None)
    return old.update(name="", email="", person=None, withdrawn_at=now)


def outcome_labels() -> dict[str, str]:
    """What became of an application, for whoever calls."""
    return {state.value: str(state.label) for state in Application.State}
