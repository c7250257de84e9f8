"""A published edition keeps its words and its digest in another house; its links open there what they opened here."""

import io
import re
from zipfile import ZipFile

import pytest
from django.urls import resolve

from levain.capitalisation import changes, services
from levain.capitalisation.models import Edition, Evidence, PracticeSheet, Report, SheetEdition
from levain.evaluation.models import Followed
from levain.foundation import written as w
from levain.foundation.access import routes
from levain.foundation.written_links import urls
from levain.people.models import RoleCode
from levain.portal.exchange import addresses, export_cohort, import_cohort
from levain.portal.sample_world import sample_world
from levain.projects.models import LogbookEntry
from levain.seminars.models import Activity
from levain.support.models import Contact, Need
from tests.people.factories import someone
from tests.portal.test_exchange import SLUG, _lived_before, contents, rewrite, rows
from tests.projects.factories import ProjectFactory

ELSEWHERE = "https://example.invalid/page/12/"


def frozen(links):
    """An edition of the session of the sample world, with these links."""
    runs = [w.Link(url, f"lien {place}") for place, url in enumerate(links)]
    content = w.to_json(w.Document(title="Figé", date="1er mai", blocks=[w.Paragraph(runs, id="p-1-1")]))
    parts = w.part_digests(content)
    return {"number": 1, "content": content, "parts": parts, "digest": w.whole_digest(parts)}


@pytest.fixture
def package(tmp_path, settings):
    """A session whose report and practice sheet are published with links of every sort."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.SITE_URL = "https://avant.example.invalid"
    with sample_world() as world:
        things = [world.sample(kind, "own") for kind in (LogbookEntry, Need, Contact, Evidence, Activity)]
        followed = world.sample(Followed, "own")
        figure = f"/espace/evaluation/{SLUG}/chiffres/indicateurs/suivi-{followed.pk}/"
        lost = ProjectFactory()
        note = LogbookEntry.objects.create(project=lost, author=followed.author, text="Ailleurs", kind="progress")
        links = [thing.get_absolute_url() for thing in things]
        said = [*links, f"{settings.SITE_URL}{links[0]}", figure, note.get_absolute_url(), ELSEWHERE]
        words = {str(type(thing).__name__): text_of(thing) for thing in things} | {"Followed": followed.label}
        report = Report.objects.create(cohort=things[0].project.cohort, slug="fige", title="Figé")
        Edition.objects.create(report=report, **frozen(said))
        SheetEdition.objects.create(sheet=world.sample(PracticeSheet, "own"), **frozen(said) | {"number": 7})
        export_cohort(SLUG, tmp_path / "package")
    settings.SITE_URL = "https://apres.example.invalid"
    return {"links": said, "words": words, "folder": tmp_path / "package"}


@pytest.fixture
def moved(package):
    """The same in another house, whose numbers are taken."""
    _lived_before()
    for project in (ProjectFactory(), ProjectFactory()):
        for _n in range(3):
            LogbookEntry.objects.create(
                project=project, author=someone(RoleCode.BEARER, project), text="A", kind="progress"
            )
    assert import_cohort(package["folder"]).errors == []
    return package


def text_of(thing):
    return str(getattr(thing, "text", "") or getattr(thing, "in_my_words", "") or thing)


def opened(url):
    """The words of the row that an address of this house names."""
    head, _sign, end = url.partition("#")
    if end.startswith("contact-"):
        return text_of(Contact.objects.get(pk=int(end.removeprefix("contact-"))))
    if code := re.search(r"suivi-(\d+)/", head):
        return Followed.objects.get(pk=int(code[1])).label
    found = resolve(head)
    return text_of(routes()[found.view_name].of.objects.get(pk=found.kwargs["pk"]))


@pytest.mark.parametrize("model", [Edition, SheetEdition])
def test_each_link_opens_its_own_source_in_the_other_house(moved, model):
    edition = model.objects.filter(content__title="Figé").get()

    here = [getattr(run, "url", "") for run in w.every_run(edition.document.blocks)]

    assert [opened(url) for url in here[:5]] == list(moved["words"].values())[:5]
    assert opened(here[5]) == moved["words"]["LogbookEntry"]
    assert opened(here[6]) == moved["words"]["Followed"]
    assert here[:5] != moved["links"][:5]


def test_a_link_to_what_did_not_come_is_words_and_opens_nothing_else(moved):
    run = w.every_run(Edition.objects.get(report__slug="fige").document.blocks)

    assert list(run)[7] == w.Text("lien 7")


def test_what_was_frozen_is_not_touched_and_its_digest_holds(moved):
    edition = Edition.objects.get(report__slug="fige")

    assert list(urls(edition.content)) == moved["links"]
    assert services.verify(edition) == []
    assert ELSEWHERE not in edition.addresses


def test_exported_again_from_the_other_house_it_is_equal(moved, tmp_path):
    export_cohort(SLUG, tmp_path / "again")

    assert contents(tmp_path / "again") == contents(moved["folder"])


def test_the_page_and_the_file_of_the_edition_lead_to_this_house(moved, client, settings):
    edition = Edition.objects.get(report__slug="fige")
    page = client.get(edition.get_absolute_url()).content.decode()

    assert f'href="{edition.addresses[moved["links"][0]]}"' in page
    assert moved["links"][0] not in page.split("<main")[1]
    written = ZipFile(io.BytesIO(services.file_of(edition, "odt"))).read("content.xml").decode()
    assert f"{settings.SITE_URL}{edition.addresses[moved['links'][1]]}" in written
    assert "avant.example" not in written


def test_a_program_is_told_where_the_links_lead_beside_the_frozen_words(moved, client):
    told = client.get("/api/v1/reports/fige").json()

    assert list(urls(told["content"])) == moved["links"]
    assert opened(told["addresses"][moved["links"][0]]) == moved["words"]["LogbookEntry"]


def test_moving_from_one_house_to_another_is_no_change_to_publish(moved):
    edition = Edition.objects.get(report__slug="fige")

    assert not changes.differ(edition, edition.document)
    assert changes.differ(edition, w.Document(title="Autre", date="", blocks=[]))


@pytest.mark.parametrize(
    "to", ["javascript:alert(1)", "//example.invalid/", "portal:home", "capitalisation:evidence(pk=99999)", "a(b"]
)
def test_a_package_cannot_lead_a_link_out_of_the_house(package, to):
    told = next(
        row["addresses"] for row in rows(package["folder"], "capitalisation-edition") if len(row["addresses"]) > 2
    )
    first = re.search(r'":"([^"]+)"', told)[1]
    rewrite(package["folder"], "capitalisation-edition", lambda text: text.replace(first, to))

    [error] = import_cohort(package["folder"]).errors

    assert error.table == "capitalisation-edition"
    assert not Edition.objects.exists()


def test_an_edition_that_no_page_could_show_is_refused(package):
    rewrite(package["folder"], "capitalisation-edition", lambda text: text.replace("paragraph", "trap"))

    [error] = import_cohort(package["folder"]).errors

    assert "cannot be read" in error.words


def test_every_page_told_by_a_number_says_the_number_of_what():
    for name, route in routes().items():
        told = dict(addresses._told_by_number(route))
        assert all(model is None or hasattr(model, "_meta") for model in told.values()), name
