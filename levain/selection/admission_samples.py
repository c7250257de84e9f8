"""Sample objects of admissibility for the access matrix."""

from datetime import timedelta

from django.utils import timezone

from levain.people.models import Organisation, Role, RoleCode
from levain.selection.models import Application, CorrectionRequest, DecisionLetter, Opinion
from levain.territories.models import Territory


def build(world, relation, call) -> None:
    """An application written by the world's bearer and asked about the world's State service, where it is `own`."""
    application = Application.objects.create(
        call=call, reference=f"sample-{relation}", title="Sample", summary="Sample", place="Sample"
    )
    world.add(Application, relation, application)
    if relation == "own":
        for code in (RoleCode.BEARER, RoleCode.MEMBER, RoleCode.LOCAL_AUTHORITY):
            Role.objects.create(user=world.person[code], code=code, scope=application)
    now = timezone.now()
    asked = CorrectionRequest.objects.create(
        application=application, reason="Sample", missing=["Sample"], due=now + timedelta(days=9)
    )
    world.add(CorrectionRequest, relation, asked)
    service = Organisation.objects.create(name=f"Sample {relation}", kind=Organisation.Kind.STATE_SERVICE)
    if relation == "own":
        lands = world.person[RoleCode.STATE_SERVICE].scopes(Territory, RoleCode.STATE_SERVICE)
        service.territories.set(lands)
    opinion = Opinion.objects.create(application=application, service=service, hoped_by=now.date())
    world.add(Opinion, relation, opinion)
    decided = Application.objects.create(
        call=call,
        reference=f"sample-told-{relation}",
        title="Sample",
        summary="Sample",
        place="Sample",
        state=Application.State.NOT_RETAINED,
        decided_on=now.date(),
    )
    letter = DecisionLetter.objects.create(application=decided, state=decided.state, subject="Sample", text="Sample")
    world.add(DecisionLetter, relation, letter)
