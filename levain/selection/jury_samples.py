"""Sample objects of a jury for the access matrix."""

from django.utils import timezone

from levain.people.models import RoleCode
from levain.selection.models import Application, Conflict, Declaration, Jury, Mask, Review


def build(world, relation, call) -> None:
    """A jury that discusses the sample file, read by the world's juror where it is `own`."""
    world.add(Jury, relation, Jury.objects.create(call=call, phase=Jury.Phase.DISCUSS))
    application = world.sample(Application, relation)
    Application.objects.filter(pk=application.pk).update(state=Application.State.ADMISSIBLE)
    application.state = Application.State.ADMISSIBLE
    other = world.stranger
    juror = world.person[RoleCode.JUROR]
    for person in (juror, world.person[RoleCode.JURY_CHAIR]) if relation == "own" else ():
        Declaration.objects.create(juror=person, application=application)
    if relation == "own":
        Review.objects.create(juror=juror, application=application)
    review = Review.objects.create(juror=other, application=application, submitted_at=timezone.now())
    world.add(Review, relation, review)
    world.add(Mask, relation, Mask.objects.create(application=application, words="Sample"))
    hidden = Application.objects.create(call=call, reference=f"closed-{relation}", title="Closed", place="Sample")
    conflict = Conflict.objects.create(juror=other, application=hidden, kind=Conflict.Kind.OTHER, declared_by=other)
    world.add(Conflict, relation, conflict)
