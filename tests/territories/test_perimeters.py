import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.territories import perimeters
from levain.territories.models import Containment, PerimeterOutline, Territory
from tests.projects import factories as f

SQUARE = [[-0.2, 46.2], [-0.1, 46.2], [-0.1, 46.3], [-0.2, 46.3], [-0.2, 46.2]]
POLYGON = {"type": "Polygon", "coordinates": [SQUARE]}


def geojson(rings):
    return json.dumps({"type": "Polygon", "coordinates": rings})


@pytest.mark.parametrize(
    "told",
    [
        POLYGON,
        {"type": "MultiPolygon", "coordinates": [[SQUARE]]},
        {"type": "Feature", "properties": {}, "geometry": POLYGON},
        {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": POLYGON}, None]},
    ],
)
def test_an_outline_is_read_wherever_its_polygon_stands(told):
    assert perimeters.read_outline(json.dumps(told)) == [SQUARE]


@pytest.mark.parametrize(
    "text",
    [
        *("", "pas du json", "[]", "null", '{"type": "Point", "coordinates": [1, 2]}', "[" * 100_000),
        '{"type": "Polygon", "coordinates": 3}',
        '{"type": "Polygon", "coordinates": [[[NaN, 1], [1, 1], [1, 2], [NaN, 1]]]}',
        '{"type": "Polygon", "coordinates": [[["a", 1], [1, 1], [1, 2], ["a", 1]]]}',
        geojson([SQUARE[:-1]]),
        geojson([[[200, 1], [1, 1], [1, 2], [200, 1]]]),
        geojson([[[10**400, 1], [1, 1], [1, 2], [10**400, 1]]]),
        geojson([[*([[0.1, 0.2]] * 5001), [0.1, 0.2]]]),
        " " * 200_001,
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_sentence(text):
    with pytest.raises(perimeters.NotAnOutline) as refused:
        perimeters.read_outline(text)

    assert refused.value.messages[0].endswith(".")


def test_a_drawing_stays_in_its_frame():
    drawn = perimeters.drawing([SQUARE], [])

    numbers = [int(number) for number in drawn.path.replace("M", " ").replace("L", " ").replace("z", " ").split()]
    assert len(numbers) == 8
    assert min(numbers) >= 0
    assert max(numbers) <= perimeters.WIDTH


@pytest.fixture
def project():
    project = f.ProjectFactory()
    commune = project.communes.get()
    Territory.objects.filter(pk=commune.pk).update(longitude=-0.15, latitude=46.25, kind="commune")
    return project


def page(project):
    return reverse("projects:edit_perimeter", args=[project.slug])


def test_a_project_names_its_perimeter_and_draws_it_again_over_the_same_one(client, project):
    client.force_login(f.bearer_of(project))
    commune = project.communes.get()
    typed = {"name": "La plaine", "communes": commune.name, "outline": json.dumps(POLYGON)}

    client.post(page(project), typed)
    client.post(page(project), typed | {"name": "La grande plaine", "outline": ""})

    perimeter = Territory.objects.get(kind="perimeter")
    assert perimeter.name == "La grande plaine"
    assert perimeters.communes_of(perimeter) == [commune]
    assert not PerimeterOutline.objects.exists()
    assert Containment.objects.filter(outer=perimeter).count() == 2


def test_an_outline_given_as_a_file_is_drawn_on_the_page(client, project):
    client.force_login(f.bearer_of(project))
    upload = SimpleUploadedFile("contour.geojson", json.dumps(POLYGON).encode())

    client.post(page(project), {"name": "La plaine", "communes": project.communes.get().name, "file": upload})

    shown = client.get(reverse("projects:perimeter", args=[project.slug])).content.decode()
    assert '<path d="M' in shown


def test_longitudes_in_the_place_of_latitudes_are_noticed(client, project):
    client.force_login(f.bearer_of(project))
    swapped = geojson([[[latitude, longitude] for longitude, latitude in SQUARE]])

    answer = client.post(
        page(project), {"name": "La plaine", "communes": project.communes.get().name, "outline": swapped}
    )

    assert "outline" in answer.context["form"].errors
    assert answer.context["form"]["outline"].value() == swapped


def test_a_commune_that_does_not_exist_is_said(client, project):
    client.force_login(f.bearer_of(project))

    answer = client.post(page(project), {"name": "La plaine", "communes": "Nullepart-les-Oies"})

    assert "communes" in answer.context["form"].errors
    assert not Territory.objects.filter(kind="perimeter").exists()
