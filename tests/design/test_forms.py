import datetime

import pytest
from django import forms

from levain.design.choices import hinted

from .render import component, page

FIELDS = {
    "text": forms.CharField(help_text="Deux mots."),
    "long": forms.CharField(widget=forms.Textarea, max_length=500),
    "number": forms.IntegerField(help_text="Un nombre."),
    "day": forms.DateField(help_text="Le jour."),
    "select": forms.ChoiceField(choices=[("a", "A")], help_text="Un seul."),
    "file": forms.FileField(help_text="10 Mo au plus."),
    "box": forms.BooleanField(help_text="Cochez."),
}
GROUPS = {
    "radio": forms.ChoiceField(choices=[("a", "A"), ("b", "B")], widget=forms.RadioSelect, help_text="Un seul."),
    "boxes": forms.MultipleChoiceField(choices=[("a", "A")], widget=forms.CheckboxSelectMultiple, help_text="x"),
}


def form(data=None, **fields):
    return type("SampleForm", (forms.Form,), fields)(data)


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_is_read_with_its_hint_then_its_mistake(name):
    html = component("{% field field=form.it %}", form=form({}, it=FIELDS[name]))

    assert 'aria-describedby="id_it_helptext id_it_error"' in html
    assert html.index('id="id_it_helptext"') < html.index('id="id_it_error"')
    assert html.count('for="id_it"') == 1
    assert 'aria-invalid="true"' in html


@pytest.mark.parametrize("name", GROUPS)
def test_a_group_is_a_fieldset_with_its_question_as_legend(name):
    html = component("{% field field=form.it %}", form=form({}, it=GROUPS[name]))

    assert '<fieldset class="fr-fieldset lv-choices fr-fieldset--error" id="id_it"' in html
    assert 'aria-describedby="id_it_helptext id_it_error"' in html
    assert "<legend" in html
    assert 'id="id_it_0"' in html
    assert html.count('id="id_it"') == 1


def test_an_optional_field_says_so():
    html = component("{% field field=form.it %}", form=form(it=forms.CharField(required=False)))

    assert "(facultatif)" in html


def test_a_long_text_says_its_limit_and_is_never_cut_by_the_browser():
    html = component("{% field field=form.it %}", form=form({"it": "x" * 501}, it=FIELDS["long"]))

    assert "500 caractères au plus." in html
    assert "maxlength" not in html
    assert "x" * 501 in html


def test_a_date_uses_the_browser_picker():
    html = component("{% field field=form.it %}", form=form({"it": "2021-03-04"}, it=FIELDS["day"]))

    assert 'type="date"' in html
    assert 'value="2021-03-04"' in html


def test_a_date_given_by_the_view_is_written_for_the_picker():
    sample = type("SampleForm", (forms.Form,), {"it": forms.DateField()})(initial={"it": datetime.date(2021, 3, 4)})

    assert 'type="date" name="it" value="2021-03-04"' in component("{% field field=form.it %}", form=sample)


def test_a_date_typed_otherwise_is_given_back_as_typed():
    html = component("{% field field=form.it %}", form=form({"it": "le 4 mars"}, it=FIELDS["day"]))

    assert 'type="text"' in html
    assert 'value="le 4 mars"' in html


def test_the_summary_leads_to_each_field_in_the_same_words():
    html = component("{% errors form=form %}", form=form({}, text=FIELDS["text"], radio=GROUPS["radio"]))

    assert '<a href="#id_text">Text\u00a0: Ce champ est obligatoire.</a>' in html
    assert '<a href="#id_radio_0">Radio\u00a0: Ce champ est obligatoire.</a>' in html
    assert 'tabindex="-1" autofocus' in html


def test_a_question_keeps_its_own_sign_in_the_summary():
    field = forms.CharField(label="Quel jour\u00a0?")

    assert ">Quel jour\u00a0? Ce champ est obligatoire.</a>" in component(
        "{% errors form=form %}", form=form({}, day=field)
    )


def test_a_form_without_mistake_has_no_summary():
    assert component("{% errors form=form %}", form=form(text=FIELDS["text"])) == ""


def test_a_mistake_in_a_hidden_field_is_told():
    html = component("{% errors form=form %}", form=form({}, token=forms.UUIDField(widget=forms.HiddenInput)))

    assert "<li>Ce champ est obligatoire.</li>" in html


def test_a_whole_form_gives_back_what_was_typed():
    html = component(
        '{% form form=form submit="Envoyer" cancel="/x/" %}',
        form=form({"text": "<b>é", "number": "douze"}, text=FIELDS["text"], number=FIELDS["number"]),
        csrf_token="abc",
    )

    assert 'value="&lt;b&gt;é"' in html
    assert 'value="douze"' in html
    assert 'method="post" novalidate>' in html
    assert '<a class="fr-btn fr-btn--tertiary-no-outline" href="/x/">Annuler</a>' in html


def test_a_form_with_a_file_can_carry_it():
    html = component('{% form form=form submit="Envoyer" %}', form=form(file=FIELDS["file"]))

    assert 'enctype="multipart/form-data"' in html


def test_a_choice_may_carry_a_hint():
    choice = forms.ChoiceField(choices=[("a", hinted("Le <collectif>", "Avec vous."))], widget=forms.RadioSelect)

    html = component("{% field field=form.it %}", form=form(it=choice))

    assert 'Le &lt;collectif&gt;<span class="fr-hint-text">Avec vous.</span>' in html


def test_django_own_rendering_uses_the_same_fields():
    html = str(form({}, text=FIELDS["text"]))

    assert 'class="fr-input"' in html
    assert "id_text_error" in html


def test_the_title_says_that_something_must_be_mended():
    source = '{% block title %}Écrire{% endblock %}{% block content %}{% form form=form submit="x" %}{% endblock %}'

    assert "<title>Erreur\u00a0: Écrire - Levain</title>" in page(source, form=form({}, text=FIELDS["text"]))
    assert "<title>Écrire - Levain</title>" in page(source, form=form(text=FIELDS["text"]))
    assert "<title>Écrire - Levain</title>" in page(source, form=form({"text": "x"}, text=FIELDS["text"]))
