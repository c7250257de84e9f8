from datetime import date
from pathlib import Path

import pytest
import yaml
from django.urls import reverse
from django.utils import translation

from levain.formulas.matching import measure
from levain.foundation import yaml_files
from levain.foundation.models import JournalEntry, SearchEntry
from levain.people.models import RoleCode
from levain.support.models import Support, Synonym
from levain.support.services import catalogue
from levain.support.services.loading import DATA, SHIPPED
from levain.support.services.places_named import around_places_named
from levain.support.services.ranking import territories_around
from levain.territories.models import Territory
from tests.people.factories import UserFactory, someone
from tests.programmes.factories import CohortFactory
from tests.projects.factories import ProjectFactory
from tests.support.factories import NeedFactory, SupportFactory
from tests.territories.factories import DepartmentFactory, TerritoryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def france():
    country = TerritoryFactory(kind=Territory.Kind.COUNTRY, code="FR", name="France")
    rows = yaml_files.read(SHIPPED)["supports"]
    for code in sorted({place for row in rows if row["scope"] != "national" for place in row["scope"]}):
        kind, number = code.split(":")
        kind = Territory.Kind.REGION if kind == "region" else Territory.Kind.DEPARTMENT
        TerritoryFactory(kind=kind, code=number, name=code, inside=[country])
    return country


@pytest.fixture
def shipped(france):
    assert catalogue.load_supports().errors == []
    catalogue.load_synonyms()


def written(tmp_path: Path, **changes) -> Path:
    row = {"id": "appui", "name": "Un appui", "provider": "Un réseau", "kind": "expertise", "scope": "national"}
    row |= {
        "what_it_gives": "Un jardin.",
        "themes": ["eau"],
        "beneficiaries": ["association"],
        "stages": [],
    } | changes
    path = tmp_path / "supports.yaml"
    path.write_text(yaml.safe_dump({"supports": [row]}, allow_unicode=True))
    return path


def test_the_shipped_catalogue_loads_once(shipped):
    assert Support.objects.count() == SearchEntry.objects.count() == 113
    assert Synonym.objects.count() >= 250
    assert [place.code for place in Support.objects.get(slug="pqn-a").territories.all()] == ["75"]

    again = catalogue.load_supports()

    assert (again.created, again.updated, again.unchanged) == (0, 0, 113)
    assert catalogue.load_synonyms() == 0
    assert Support.history.count() == 113


def test_a_dry_run_counts_and_writes_nothing(france, tmp_path):
    report = catalogue.load_supports(written(tmp_path), dry_run=True)

    assert (report.created, report.errors) == (1, [])
    assert not Support.objects.exists()
    assert not SearchEntry.objects.exists()


def test_a_changed_row_changes_its_support_and_what_is_found(france, tmp_path):
    catalogue.load_supports(written(tmp_path))
    report = catalogue.load_supports(written(tmp_path, what_it_gives="Une citerne."))

    assert report.updated == 1
    assert [match.support.slug for match in catalogue.rank("des citernes")] == ["appui"]
    assert catalogue.rank("jardin") == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "magie"},
        {"themes": ["eau", "feu"]},
        {"themes": "eau"},
        {"themes": [["eau"]]},
        {"scope": "partout"},
        {"scope": ["region:99"]},
        {"scope": [{"region": 1}]},
        {"name": ""},
        {"name": ["Un"]},
        {"name": "x" * 201},
        {"id": "../etc"},
        {"url": "javascript:alert(1)"},
        {"closes": "demain"},
        {"confidence": {}},
    ],
)
def test_one_wrong_row_writes_nothing_and_is_named(france, tmp_path, wrong):
    path = written(tmp_path, **wrong)
    rows = yaml_files.read(path)["supports"]
    right = yaml_files.read(written(tmp_path, id="juste"))["supports"]
    path.write_text(yaml.safe_dump({"supports": right + rows}))

    report = catalogue.load_supports(path)

    assert [error.row for error in report.errors] == [2]
    assert report.lines()[0].startswith(("Support 2", "Appui 2"))
    assert not Support.objects.exists()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe\x00", b"supports: 3", b"[1, 2", b"a: &a [*a]", b"{}", b"- 1"])
def test_a_file_that_holds_no_supports_is_refused(france, tmp_path, content):
    path = tmp_path / "supports.yaml"
    path.write_bytes(content)

    assert catalogue.load_supports(path).errors
    assert catalogue.load_supports(tmp_path / "missing.yaml").errors


def test_the_labelled_needs_are_well_answered(shipped):
    """A floor well under what is measured, so that a change that breaks the matcher is seen."""
    needs = [need for group in yaml_files.read(DATA / "labelled_needs.yaml").values() for need in group]
    assert len(needs) >= 80
    found = [[match.support.slug for match in catalogue.rank(need["need"], top=10)] for need in needs]

    measured = measure(found, [set(need["supports"]) for need in needs])

    assert measured["hit@5"] > 0.9
    assert measured["mrr"] > 0.75


def test_a_support_of_another_territory_comes_last_and_says_why():
    here, there = DepartmentFactory(), DepartmentFactory(name="Ailleurs")
    commune = TerritoryFactory(inside=[here])
    far = SupportFactory(what_it_gives="Un jardin, un jardin.", name="Jardin lointain")
    far.territories.add(there)
    near = SupportFactory(what_it_gives="Un jardin.", beneficiaries=["association"], stages=["emergence"])
    near.territories.add(here)

    with translation.override("fr"):
        found = catalogue.rank("un jardin", commune=commune.code, beneficiary="association", stage="emergence")

    assert [(match.support, match.eligible) for match in found] == [(near, True), (far, False)]
    assert "Ailleurs" in found[1].missing[0]


def test_a_need_is_ranked_for_its_project_and_its_local_authority_may_ask():
    project = ProjectFactory(stage="emergence")
    support = SupportFactory(what_it_gives="Un jardin.", beneficiaries=["collectivite"], stages=["emergence"])
    support.territories.add(*project.communes.all())

    [match] = catalogue.rank_for(NeedFactory(project=project, in_my_words="Un jardin"))

    assert (match.support, match.eligible, len(match.missing)) == (support, None, 1)


def test_a_former_commune_counts_as_its_successor():
    department = DepartmentFactory()
    today = TerritoryFactory(inside=[department])
    TerritoryFactory(kind=Territory.Kind.FORMER, code="55000", successor=today)

    assert f"department:{department.code}" in territories_around("55000")


@pytest.mark.parametrize("facet", [{"commune": "00000"}, {"beneficiary": "roi"}, {"stage": "fin"}])
def test_an_unknown_facet_is_said(facet):
    with pytest.raises(catalogue.UnknownFacet):
        catalogue.match_command("un jardin", **facet)


def test_match_command_gives_the_agreed_shape():
    SupportFactory(slug="jardins", name="Jardins", what_it_gives="Un jardin.")

    [found] = catalogue.match_command("Un jardin")

    assert set(found) == {"support", "name", "score", "eligible", "reasons", "missing"}
    assert (found["support"], found["eligible"]) == ("jardins", None)
    assert 0 < found["score"] <= 1


@pytest.mark.parametrize("text", ["", "   ", "de la", "🙂", "x" * 50_000, "'; DROP TABLE", "\x00"])
def test_odd_words_answer_nothing_and_break_nothing(text):
    SupportFactory()
    assert catalogue.rank(text) == []


def test_a_new_synonym_and_a_changed_support_count_at_once():
    support = SupportFactory(what_it_gives="Un potager.")
    assert catalogue.rank("des radis") == []

    catalogue.write_synonym(said="radis", means="potager", by=UserFactory())
    assert [match.support for match in catalogue.rank("des radis")] == [support]

    support.what_it_gives = "Une radio."
    support.save()
    catalogue.index_supports([support])
    assert catalogue.rank("des radis") == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_catalogue_page_costs_the_same_for_any_number(client, count, django_assert_max_num_queries):
    SupportFactory.create_batch(count)
    client.force_login(UserFactory())

    with django_assert_max_num_queries(6):
        response = client.get(reverse("support:catalogue"), {"q": "regard"})

    assert len(response.context["page"].object_list) == count


def test_facets_narrow_the_catalogue_and_keep_to_closed_lists(client):
    client.force_login(UserFactory())
    water = SupportFactory(themes=["eau"], kind="financement", stages=["emergence"], beneficiaries=["habitants"])
    SupportFactory(themes=["eaux"], kind="formation")
    facets = {"theme": "eau", "kind": "financement", "stage": "emergence", "beneficiary": "habitants"}

    assert list(client.get(reverse("support:catalogue"), facets).context["page"]) == [water]
    assert client.get(reverse("support:catalogue"), {"theme": "feu"}).status_code == 400
    assert client.get(reverse("support:catalogue"), {"q": "x" * 201}).status_code == 200
    assert not client.get(reverse("support:catalogue"), {"q": "introuvable"}).context["page"].object_list
    assert client.get(reverse("support:catalogue"), {"page": "1e9"}).status_code == 200


def test_the_catalogue_asks_for_a_sign_in(client):
    assert client.get(reverse("support:catalogue")).status_code == 302


def test_a_support_shows_its_source_and_never_an_unsafe_link(client):
    support = SupportFactory(url="javascript:alert(1)", confidence="general_knowledge", source="Une page lue.")
    client.force_login(UserFactory())

    page = client.get(support.get_absolute_url()).content.decode()

    assert "Une page lue." in page
    assert "javascript:" not in page
    assert client.get(reverse("support:support", args=["inconnu"])).status_code == 404


def seen_then_saved(client, page, typed):
    """The effect is shown first; the same words sent again are saved."""
    shown = client.post(page, typed)
    assert shown.context["effect"] is not None
    return client.post(page, {**typed, "seen": shown.context["form"]["seen"].value()})


class TestSynonyms:
    @pytest.fixture
    def adviser(self, client):
        adviser = someone(RoleCode.ADVISER, CohortFactory())
        client.force_login(adviser)
        return adviser

    def test_only_advisers_and_the_national_team_keep_them(self, client):
        client.force_login(someone(RoleCode.BEARER, ProjectFactory()))
        synonym = Synonym.objects.create(said="radis", means="potager")

        assert client.get(reverse("support:synonyms")).status_code == 403
        assert client.post(reverse("support:synonym_remove", args=[synonym.pk])).status_code == 403
        assert client.post(reverse("support:synonyms"), {"said": "a", "means": "b"}).status_code == 403

    def test_add_twice_change_and_remove_leave_their_trace(self, client, adviser):
        for _ in range(2):
            seen_then_saved(client, reverse("support:synonyms"), {"said": "radis, navet", "means": "potager"})
        synonym = Synonym.objects.get()
        change = {"said": "radis", "means": "jardin", "version": synonym.version}
        seen_then_saved(client, reverse("support:synonym_edit", args=[synonym.pk]), change)
        synonym.refresh_from_db()
        assert (synonym.said, synonym.means) == ("radis", "jardin")

        for _ in range(2):
            client.post(reverse("support:synonym_remove", args=[synonym.pk]))

        verbs = JournalEntry.objects.filter(actor=adviser).order_by("pk").values_list("verb", flat=True)
        assert list(verbs) == ["synonym.added", "synonym.changed", "synonym.removed"]
        assert not Synonym.objects.exists()

    def test_what_was_typed_comes_back_with_the_reason(self, client, adviser):
        Synonym.objects.create(said="radis", means="potager")
        for said, means in (("de la", "potager"), ("radis", "jardin"), ("navet", ""), ("x" * 301, "potager")):
            response = client.post(reverse("support:synonyms"), {"said": said, "means": means})
            assert response.status_code == 200
            assert response.context["form"].errors
            assert response.context["form"]["said"].value() == said
        assert Synonym.objects.count() == 1

    def test_the_effect_on_the_labelled_needs_is_shown_before_anything_is_saved(self, client, adviser, shipped):
        said = {"said": "salle des fêtes, mairie d’ici", "means": "jardins partagés compost"}

        page = client.post(reverse("support:synonyms"), said)

        assert not Synonym.objects.filter(said__startswith="salle des fêtes").exists()
        assert page.context["effect"].heard > 0
        assert "besoins" in page.content.decode()

        other = {**said, "means": "énergie", "seen": page.context["form"]["seen"].value()}
        assert client.post(reverse("support:synonyms"), other).context["effect"] is not None
        assert not Synonym.objects.filter(said__startswith="salle des fêtes").exists()

    def test_what_a_removal_loses_is_shown_first(self, client, adviser, shipped):
        synonym = Synonym.objects.get(said="argent")

        page = client.get(reverse("support:synonym_remove", args=[synonym.pk]))

        assert page.context["effect"].heard > 0
        assert Synonym.objects.filter(pk=synonym.pk).exists()

    def test_a_second_change_of_an_older_row_overwrites_nothing(self, client, adviser):
        synonym = Synonym.objects.create(said="radis", means="potager")
        old = synonym.version
        catalogue.change_synonym(synonym, said="radis", means="jardin", version=old, by=UserFactory())

        page = reverse("support:synonym_edit", args=[synonym.pk])
        response = seen_then_saved(client, page, {"said": "radis", "means": "ferme", "version": old})

        synonym.refresh_from_db()
        assert synonym.means == "jardin"
        form = response.context["form"]
        assert form["means"].value() == "ferme"
        seen_then_saved(client, page, {"said": "radis", "means": "ferme", "version": form["version"].value()})
        synonym.refresh_from_db()
        assert synonym.means == "ferme"

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_table_costs_the_same_for_any_number(self, client, adviser, count, django_assert_max_num_queries):
        for number in range(count):
            Synonym.objects.create(said=f"radis {number}", means="potager")
        with django_assert_max_num_queries(6):
            response = client.get(reverse("support:synonyms"), {"q": "RADIS"})
        assert len(response.context["page"].object_list) == count


def test_dates_exclude_only_when_certain():
    SupportFactory(name="Clos", closes=date(2021, 5, 25), what_it_gives="Un jardin.")
    SupportFactory(name="À venir", opens=date(2021, 9, 1), what_it_gives="Un jardin.")

    found = catalogue.rank("un jardin", today=date(2021, 6, 1))

    assert [(match.support.name, match.eligible) for match in found] == [("À venir", None), ("Clos", False)]


class TestPlacesNamed:
    @pytest.fixture
    def maine(self):
        region = TerritoryFactory(kind=Territory.Kind.REGION, code="11", name="Île-de-France")
        department = TerritoryFactory(
            kind=Territory.Kind.DEPARTMENT, code="77", name="Seine-et-Marne", inside=[region]
        )
        TerritoryFactory(kind=Territory.Kind.DEPARTMENT, code="18", name="Cher")
        TerritoryFactory(code="77288", name="Melun", population=40_000, inside=[region, department])
        return region

    @pytest.mark.parametrize("text", ["Ville de Seine-et-Marne, on réfléchit.", "À Melun, on réfléchit."])
    def test_a_place_named_hints_where_the_need_is(self, maine, text):
        assert "region:11" in around_places_named(text)

    @pytest.mark.parametrize("text", ["C'est trop cher.", "Cher monsieur, on réfléchit.", "rien de nommé", ""])
    def test_a_word_is_not_a_place(self, maine, text):
        assert around_places_named(text) == frozenset()

    def test_it_favours_what_is_given_there_and_excludes_nothing(self, maine):
        here = SupportFactory(name="Atelier local", what_it_gives="Un atelier.")
        here.territories.add(maine)
        SupportFactory(name="Atelier national", what_it_gives="Un atelier.")

        found = catalogue.rank("Un atelier à Melun ?", top=5)

        assert [match.support.name for match in found] == ["Atelier local", "Atelier national"]
        assert found[0].eligible is not False
