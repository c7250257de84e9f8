"""Files given to read: in balance, by territory or theme, by hand, from a table; conflicts are never given."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.foundation.models import JournalEntry
from levain.people.models import RoleCode
from levain.selection import services
from levain.selection.models import Application, Conflict, Declaration, Review
from levain.selection.services import assignment
from levain.selection.services.coincidences import proposed
from levain.territories.models import Containment, Territory
from tests.people.factories import OrganisationFactory, give_role
from tests.selection.factories import ApplicationFactory, give, jury


def page(name, *args):
    return reverse(f"selection:{name}", args=args)


def unread(**said):
    at = jury(**said)
    Review.objects.all().delete()
    return at


def place(name, kind="commune", inside=()):
    made = Territory.objects.create(kind=kind, code=name, name=name)
    Containment.objects.bulk_create(Containment(outer=outer, inner=made) for outer in (made, *inside))
    return made


def test_each_file_gets_its_readers_and_each_juror_as_many(client):
    at = unread(jurors=3, files=6)
    services.declare_conflict(at.files[0], at.jurors[0], kind="other", by=at.jurors[0])
    client.force_login(at.lead)
    said = {"how": "balance", "jurors": [juror.pk for juror in at.jurors], "avoid": "on"}
    at.call.jury.readers = 2
    at.call.jury.save()

    tried = client.post(page("assign", at.call.slug), said)
    assert len(tried.context["plan"].pairs) == 12
    assert not Review.objects.exists()
    client.post(page("assign", at.call.slug), said | {"really": "1"})
    client.post(page("assign", at.call.slug), said | {"really": "1"})

    assert sorted(juror.reviews.count() for juror in at.jurors) == [4, 4, 4]
    assert not Review.objects.filter(juror=at.jurors[0], application=at.files[0]).exists()
    entry = JournalEntry.objects.get(verb="jury.assigned")
    assert entry.notices.count() == 3


def test_only_the_files_of_a_territory_or_a_theme_are_given(client):
    at = unread(jurors=1, files=3)
    department = place("Creuse", "department")
    Application.objects.filter(pk=at.files[0].pk).update(commune=place("Ambazac", inside=[department]))
    Application.objects.filter(pk=at.files[1].pk).update(themes=["eau"])
    client.force_login(at.chair)
    said = {"how": "all", "jurors": [at.jurors[0].pk], "really": "1"}

    client.post(page("assign", at.call.slug), said | {"territory": department.pk})
    client.post(page("assign", at.call.slug), said | {"theme": "eau"})

    assert set(Review.objects.values_list("application", "how")) == {
        (at.files[0].pk, "territory"),
        (at.files[1].pk, "territory"),
    }


def test_what_brings_a_juror_close_to_a_file_is_not_given_unless_she_said_it_is_none():
    at = unread(jurors=1, files=2)
    juror, (close, other) = at.jurors[0], at.files
    Application.objects.filter(pk=close.pk).update(commune=place("Ambazac"))
    organisation = OrganisationFactory(name="Mairie")
    organisation.territories.add(Territory.objects.get(name="Ambazac"))
    give_role(juror, RoleCode.JUROR, at.call.cohort, organisation=organisation)
    files = list(at.call.applications.all())

    assert [pair[1].pk for pair in assignment.plan(files, [juror]).pairs] == [other.pk]
    Declaration.objects.filter(juror=juror, application=close).update(cleared=True)
    assert len(assignment.plan(files, [juror]).pairs) == 2


def test_organisations_territories_and_addresses_coincide():
    at = unread(jurors=1, files=4)
    juror = at.jurors[0]
    type(juror).objects.filter(pk=juror.pk).update(email="awa@federation-jardins.fr")
    juror.refresh_from_db()
    give_role(juror, RoleCode.JUROR, at.call.cohort, organisation=OrganisationFactory(name="Les Jardins d’Orsenne"))
    for file, said in zip(
        at.files,
        (
            {"collective": "les jardins d'orsenne"},
            {"answers": {"Qui appeler ?": [{"courriel": "paul@federation-jardins.fr"}]}},
            {"answers": {"Qui appeler ?": "AWA@federation-jardins.fr"}},
            {"answers": {"Qui appeler ?": "paul@gmail.com"}},
        ),
        strict=True,
    ):
        Application.objects.filter(pk=file.pk).update(**said)

    found = proposed([juror], at.call.applications.all())

    assert set(found) == {(juror.pk, file.pk) for file in at.files[:3]}


def test_the_readers_of_a_file_are_chosen_by_hand_and_what_is_given_stays(client):
    at = jury(jurors=3, files=1)
    file = at.files[0]
    give(at.review[at.jurors[0].pk, file.pk])
    client.force_login(at.chair)

    client.post(page("readers", file.pk), {"jurors": [at.jurors[2].pk]})

    readers = set(Review.objects.values_list("juror", flat=True))
    assert readers == {at.jurors[0].pk, at.jurors[2].pk}


TABLE = "juror,application\n{juror},{file}\n"


def test_a_table_is_tried_then_kept_and_again_adds_nothing(client):
    at = unread(jurors=1, files=1)
    client.force_login(at.lead)
    content = TABLE.format(juror=at.jurors[0].email.upper(), file=at.files[0].reference)

    def send(**said):
        upload = SimpleUploadedFile("lecteurs.csv", content.encode("utf-8-sig"), content_type="text/csv")
        return client.post(page("assign_from_file", at.call.slug), {"file": upload, **said})

    assert send().context["report"].created == 1
    assert not Review.objects.exists()
    send(really="on")
    assert send(really="on").context["report"].unchanged == 1
    assert Review.objects.get().how == "file"


@pytest.mark.parametrize(
    "lines",
    [
        "juror,application\nnobody@example.org,{file}\n",
        "juror,application\n{juror},another\n",
        "juror,application\n{chair},{file}\n",
        'juror,application\n"=cmd()",{file}\n',
    ],
)
def test_one_wrong_line_and_nothing_is_given(lines):
    at = unread(jurors=1, files=2)
    Conflict.objects.create(juror=at.chair, application=at.files[0], kind="other", declared_by=at.chair)
    good = f"{at.jurors[0].email},{at.files[1].reference}\n"
    said = lines.format(juror=at.jurors[0].email, chair=at.chair.email, file=at.files[0].reference) + good

    report = services.assign_from_csv(at.call, said.encode(), by=at.lead, dry_run=False)

    assert len(report.errors) == 1
    assert not Review.objects.exists()


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", "juror,application\né".encode("latin-1"), b"\x00\x01"])
def test_what_is_no_table_says_so(content):
    at = unread()

    with pytest.raises(services.NotReadable):
        services.assign_from_csv(at.call, content, by=at.lead, dry_run=False)


def test_a_file_out_of_the_jury_is_never_given():
    at = unread(jurors=1, files=1)
    other = ApplicationFactory(call=at.call, state="inadmissible")
    said = f"juror,application\n{at.jurors[0].email},{other.reference}\n"

    assert services.assign_from_csv(at.call, said.encode(), by=at.lead, dry_run=False).errors
