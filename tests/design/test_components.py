import datetime

import pytest
from django.core.paginator import Paginator
from django.template import TemplateSyntaxError

from levain.foundation.verdicts import GRANTED, refused

from .render import component

HOSTILE = '"><script>alert(1)</script>'


def test_a_granted_button_is_a_link_with_its_icon():
    html = component('{% link_button label="Publier" to="/x/" verdict=may icon="add-line" %}', may=GRANTED)

    assert html == (
        '<a class="fr-btn" href="/x/"><svg class="lv-icon" aria-hidden="true">'
        '<use href="/static/design/icons.svg#add-line"/></svg>Publier</a>'
    )


def test_a_refused_button_gives_its_reason_instead():
    html = component('{% link_button label="Publier" to="/x/" verdict=may %}', may=refused("Le jury délibère."))

    assert "Le jury délibère." in html
    assert "<a" not in html


def test_a_refusal_without_reason_shows_nothing():
    assert component('{% link_button label="Publier" to="/x/" verdict=may %}', may=refused("")) == ""
    assert component('{% post_button label="Publier" to="/x/" verdict=may %}', may=refused("")) == ""


def test_a_post_button_carries_the_proof_of_origin_and_its_answer():
    html = component('{% post_button label="Oui" to="/x/" name="coming" value="yes" %}', csrf_token="abc")

    assert '<input type="hidden" name="csrfmiddlewaretoken" value="abc">' in html
    assert '<button class="fr-btn" name="coming" value="yes">Oui</button>' in html


@pytest.mark.parametrize(
    "source",
    [
        '{% link_button label="x" to="/" colour="red" %}',
        '{% card titel="x" %}{% endcard %}',
        "{% notice type='info' %}x{% endnotice %}",
        "{% badge %}",
        '{% link_button "x" "/" %}',
    ],
)
def test_an_unknown_missing_or_unnamed_argument_fails(source):
    with pytest.raises((TemplateSyntaxError, TypeError)):
        component(source)


@pytest.mark.parametrize(
    "source",
    [
        '{% badge text="x" kind="danger" %}',
        '{% link_button label="x" to="/" kind="big" %}',
        '{% icon name="no-such-icon" %}',
        '{% section title="x" level=1 %}{% endsection %}',
        '{% notice kind="new" %}x{% endnotice %}',
    ],
)
def test_a_word_outside_the_list_fails(source):
    with pytest.raises(ValueError):
        component(source)


@pytest.mark.parametrize(
    "source",
    [
        "{% link_button label=bad to=bad about=bad %}",
        "{% post_button label=bad to=bad name=bad value=bad %}",
        "{% notice title=bad %}{{ bad }}{% endnotice %}",
        "{% card title=bad to=bad detail=bad badge=bad %}{{ bad }}{% endcard %}",
        "{% badge text=bad %}{% chip text=bad %}{% unseen text=bad %}",
        "{% empty title=bad text=bad to=bad label=bad %}",
        "{% quotation text=bad who=bad when=bad where=bad to=bad %}",
        "{% disclosure title=bad %}{{ bad }}{% enddisclosure %}",
        "{% fact label=bad %}{{ bad }}{% endfact %}",
        "{% person user=bad role=bad %}",
        "{% section title=bad id=bad %}{{ bad }}{% endsection %}",
        "{% data_table caption=bad %}{% enddata_table %}",
        "{% moment when=bad title=bad %}{{ bad }}{% endmoment %}",
        "{% crumb label=bad to=bad %}",
    ],
)
def test_nothing_typed_by_people_becomes_markup(source):
    html = component(source, bad=HOSTILE)

    assert "<script" not in html
    assert "&lt;script&gt;" in html


def test_a_card_opens_its_page_and_shows_its_state():
    html = component('{% card title="Besoin" to="/x/" detail="6 jours" badge="Ouvert" %}Un local{% endcard %}')

    assert html == (
        '<div class="lv-card lv-card--link"><h3 class="lv-card__title"><a href="/x/">Besoin</a></h3>'
        '<p class="lv-card__badge"><span class="fr-badge fr-badge--sm fr-badge--no-icon">Ouvert</span></p>'
        '<p class="lv-card__detail">6 jours</p><p>Un local</p></div>'
    )


def test_markup_in_a_block_stays_and_bare_words_become_a_paragraph():
    assert "<p>Bonjour</p>" in component("{% notice %} Bonjour {% endnotice %}")
    assert "<div><ul><li>un</li></ul></div>" in component(
        "{% columns %}{% column %}<ul><li>un</li></ul>{% endcolumn %}{% endcolumns %}"
    )
    assert "<p><p>" not in component("{% notice %}\n<p>Bonjour</p>\n{% endnotice %}")


def test_a_quotation_says_who_when_and_where():
    html = component(
        '{% quotation text=text who="Amina" when=day where="Carnet" to="/c/" %}',
        text="Un.\n\nDeux.",
        day=datetime.date(2021, 3, 4),
    )

    assert "<p>Un.</p>\n\n<p>Deux.</p>" in html
    assert 'Amina · <time datetime="2021-03-04">4 mars 2021</time> · <a href="/c/">Carnet</a>' in html


def test_a_moment_says_its_hour():
    html = component(
        '{% moment when=then title="Visite" %}Oui{% endmoment %}', then=datetime.datetime(2021, 3, 4, 18, 30)
    )

    assert "4 mars 2021 à 18:30</time>" in html


def test_a_table_is_a_named_scroller_that_the_keyboard_reaches():
    html = component('{% data_table caption="Niveaux" %}<tbody></tbody>{% enddata_table %}')

    assert 'role="region" tabindex="0" aria-label="Niveaux"' in html
    assert "<caption>Niveaux</caption>" in html


def test_one_page_needs_no_pagination():
    assert component("{% pagination page=page %}", page=Paginator([1], 5).page(1)) == ""


def test_pagination_names_the_last_page_and_keeps_filters(rf):
    request = rf.get("/", {"theme": "habitat & co", "page": "1"})

    html = component("{% pagination page=page %}", page=Paginator(range(100), 5).page(4), request=request)

    assert 'href="?theme=habitat+%26+co&amp;page=20"' in html
    assert html.count('aria-current="page"') == 1


def test_someone_erased_is_nobody_in_particular():
    assert "Une personne qui est partie" in component("{% person user=user %}", user=None)
