"""Sample objects of the jury's meeting for the access matrix."""

from django.utils import timezone

from levain.selection.models import DiversityRule, Meeting


def build(world, relation, call) -> None:
    world.add(Meeting, relation, Meeting.objects.create(call=call, starts=timezone.now(), quorum=1))
    wish = {"bound": "most", "number": 1, "group": "setting", "value": "rural", "reason": "Sample"}
    world.add(DiversityRule, relation, DiversityRule.objects.create(call=call, **wish))
