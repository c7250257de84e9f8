import pytest
from django import forms
from django.urls import reverse
from django.utils import translation

from levain.territories.forms import CommuneField
from levain.territories.services import load_territories
from tests.territories.conftest import SMALL


class PlaceForm(forms.Form):
    commune = CommuneField()
    other = CommuneField(required=False)


@pytest.fixture
def namesakes(table):
    load_territories(path=table(SMALL + "commune,05130,Melle,93,05,,05200,12\ncommune,05131,Melleroy,93,05,,05200,3"))


def test_the_field_gives_the_commune_of_today(small, place):
    form = PlaceForm({"commune": "Vallouise", "other": ""})

    assert form.is_valid()
    assert form.cleaned_data == {"commune": place("commune", "05101"), "other": None}


def test_namesakes_are_listed_and_what_was_typed_is_kept(namesakes):
    with translation.override("fr"):
        form = PlaceForm({"commune": "melle"})
        assert form.errors["commune"] == [
            "Plusieurs communes s’appellent melle\u00a0: précisez le département, par exemple Melle (79), Melle (05)."
        ]
        assert 'value="melle"' in form.as_p()


def test_the_department_tells_namesakes_apart(namesakes, place):
    form = PlaceForm({"commune": "Melle (05)"})

    assert form.is_valid(), form.errors
    assert form.cleaned_data["commune"] == place("commune", "05130")


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", "required"), ("Nulle-Part", "unknown"), ("melle", "several"), ("mell", "beginning"), ("05200", "postcode")],
)
def test_each_failure_has_its_own_sentence(namesakes, typed, code):
    form = PlaceForm({"commune": typed})

    assert [error.code for error in form.errors.as_data()["commune"]] == [code]


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "' OR 1=1 --", "x" * 201, "\x00", "%%%"])
def test_hostile_input_is_an_error_shown_as_text(small, typed):
    form = PlaceForm({"commune": typed})

    assert "commune" in form.errors
    assert "<script>" not in form.as_p()


def test_a_commune_already_chosen_is_shown_by_its_name(small, place):
    melle = place("commune", "79174")

    for initial in (melle, melle.pk):
        form = PlaceForm(initial={"commune": initial})
        assert 'value="Melle (79)"' in str(form["commune"])
        assert not PlaceForm({"commune": "Melle (79)"}, initial={"commune": initial}).has_changed()


def test_the_input_completes_and_works_without_scripts(small):
    html = str(PlaceForm()["commune"])

    assert f'hx-get="{reverse("territories:communes")}?field=commune"' in html
    assert 'list="id_commune_options"' in html
    assert '<datalist id="id_commune_options">' in html
    assert 'type="text"' in html
