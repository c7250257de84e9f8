"""The call of the demonstration, with its files, its jurors and their notes, as a jury would have given them."""

from functools import cache
from pathlib import Path
from types import SimpleNamespace

from levain.foundation import yaml_files
from levain.people.models import RoleCode
from levain.selection.models import Declaration, Jury
from levain.selection.services import Given, Received, announce_call, receive_reviews, seat
from levain.selection.services.conflicts import declare_conflict
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.selection.factories import ApplicationFactory, CallFactory

STORY = Path(__file__).parents[2] / "levain/portal/demonstration/data/call-2020.yaml"


@cache
def story():
    return yaml_files.read(STORY)


def whole_jury(phase=Jury.Phase.DELIBERATE):
    """`call`, `files` and `jurors` by their names in the story, `chair`, `lead`; conflicts declared, notes given."""
    told = story()
    blank = CallFactory.build(cohort=None)
    cohort = CohortFactory(seats=5)
    lead = someone(RoleCode.PROGRAMME_LEAD, on=cohort)
    criteria = [{"code": one["id"], "label": one["label"], "weight": str(one["weight"])} for one in told["criteria"]]
    dates = {"opens": blank.opens, "closes": blank.closes}
    call = announce_call(cohort, criteria, by=lead, slug="appel", title="Appel", short="Venez", **dates)
    files = {one["id"]: a_file(call, one) for one in told["applications"]}
    jurors = {
        one["id"]: someone(RoleCode.JURY_CHAIR if one["id"] == "j1" else RoleCode.JUROR, on=call, name=one["name"])
        for one in told["jurors"]
    }
    for one in told["conflicts"]:
        juror = jurors[one["juror"]]
        declare_conflict(files[one["application"]], juror, kind="other", by=juror)
    receive_reviews(call, list(received(told, files, jurors)), by=lead)
    for juror in jurors.values():
        Declaration.objects.bulk_create(
            (Declaration(juror=juror, application=one) for one in files.values()), ignore_conflicts=True
        )
    jury = seat(call)
    jury.phase = phase
    jury.save()
    return SimpleNamespace(
        call=call, files=files, jurors=jurors, chair=jurors["j1"], lead=lead, jury=jury, cohort=cohort
    )


def a_file(call, one):
    place = one.get("fictional_commune") or one
    return ApplicationFactory(
        call=call,
        reference=one["id"],
        title=one["title"],
        state="admissible",
        themes=one["themes"],
        setting=place["setting"],
        region=place["region"],
    )


def received(told, files, jurors):
    tied = {(one["juror"], one["application"]) for one in told["conflicts"]}
    for juror, of_files in told["scores"].items():
        for reference, levels in of_files.items():
            if (juror, reference) not in tied and levels:
                scores = {code: Given(level, abstained=level is None, reason="…") for code, level in levels.items()}
                yield Received(jurors[juror], files[reference], scores)


def stranger():
    return UserFactory()
