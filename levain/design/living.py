"""The components with their states, for the living page: each sample is shown, then its code to copy."""

from functools import cache
from typing import NamedTuple

from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from .charts import Bars, Graph, Point, Row
from .components.icons import names


class Verdict(NamedTuple):
    """What a rule answers, for a sample."""

    granted: bool
    reason: str = ""

    def __bool__(self):
        return self.granted


class SampleForm(forms.Form):
    title = forms.CharField(label="Un mot court", max_length=80, help_text="Ce que l'on attend, avant de taper.")
    text = forms.CharField(label="Un texte", max_length=400, required=False, widget=forms.Textarea(attrs={"rows": 3}))
    day = forms.DateField(label="Un jour", required=False)
    kind = forms.ChoiceField(
        label="Un choix", choices=[("a", "Le premier"), ("b", "Le second")], widget=forms.RadioSelect
    )
    several = forms.MultipleChoiceField(
        label="Plusieurs choix",
        choices=[("a", "Un"), ("b", "Deux")],
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    listed = forms.ChoiceField(label="Une liste", choices=[("", "Choisir"), ("a", "Melle")], required=False)
    agreed = forms.BooleanField(label="Je suis d'accord", required=False)


# Each: an anchor, a title, and samples of template code.
GROUPS = (
    (
        "gestes",
        _("Gestures"),
        (
            '{% link_button label="Voir les projets" to="#gestes" icon="map-pin-2-line" %}\n'
            '{% link_button label="Annuler" to="#gestes" kind="secondary" %}\n'
            '{% link_button label="Plus tard" to="#gestes" kind="quiet" %}',
            '{% link_button label="Publier" to="#gestes" verdict=refused %}',
            '<div class="lv-actions">{% link_button label="Écrire" to="#gestes" icon="edit-line" %}'
            '{% link_button label="Demander" to="#gestes" kind="secondary" icon="hand-heart-line" %}</div>',
        ),
    ),
    (
        "messages",
        _("Messages"),
        (
            '{% notice title="Bon à savoir" %}Une phrase suffit.{% endnotice %}',
            '{% notice kind="success" %}C\'est enregistré.{% endnotice %}',
            '{% notice kind="warning" title="À compléter" %}Il manque une date.{% endnotice %}',
            '{% notice kind="error" title="Rien n\'est perdu" %}La connexion a été coupée.{% endnotice %}',
            '{% empty title="Rien pour l\'instant" text="Commencez par une phrase." to="#messages" label="Écrire" %}',
        ),
    ),
    (
        "etats",
        _("States"),
        (
            '{% badge text="en cours" kind="info" %} {% badge text="fait" kind="success" %} '
            '{% badge text="en retard" kind="warning" %} {% badge text="refusé" kind="error" %} '
            '{% badge text="nouveau" kind="new" %} {% badge text="événement" %}',
            '{% chip text="tiers-lieux" %}',
            '<nav class="lv-chips" aria-label="Nature"><a class="lv-chip" href="#etats" aria-current="true">Tout</a>'
            '<a class="lv-chip" href="#etats">Événement</a></nav>',
        ),
    ),
    (
        "cartes",
        _("Cards and facts"),
        (
            '{% cards %}{% card title="Le casino" to="#cartes" detail="Plombières-les-Bains" %}'
            "Rouvrir l'ancien casino.{% endcard %}"
            '{% card title="Sans lien" badge="en cours" %}Elle n\'ouvre rien.{% endcard %}{% endcards %}',
            '{% facts %}{% fact label="Où" %}Melle (79){% endfact %}'
            '{% fact label="Depuis" %}2020{% endfact %}{% endfacts %}',
        ),
    ),
    (
        "paroles",
        _("Words and stories"),
        (
            '{% quotation text="Tout est dans le carnet." who="Renée" where="Carnet de bord" to="#paroles" %}',
            '{% timeline %}{% moment when="11 juin 2021" title="Une clé" %}Avec une étiquette.{% endmoment %}'
            '{% moment when="26 juin 2021" kind="success" %}Premier samedi.{% endmoment %}{% endtimeline %}',
            '{% disclosure title="En savoir plus" %}<p>Ce qui était replié.</p>{% enddisclosure %}',
        ),
    ),
    (
        "tableaux",
        _("Tables and pages"),
        (
            '{% data_table caption="Besoins par projet" %}<thead><tr><th scope="col">Projet</th>'
            '<th scope="col" class="figure">Besoins</th></tr></thead><tbody><tr><th scope="row">Melle</th>'
            '<td class="figure">4</td></tr></tbody>{% enddata_table %}',
            "{% pagination page=page %}",
            "{% bars chart=chart %}",
            "{% graph chart=ties %}",
        ),
    ),
    ("formulaires", _("Forms"), ('{% form form=form submit="Enregistrer" cancel="#formulaires" %}',)),
    ("erreurs", _("A form with mistakes"), ('{% form form=wrong submit="Enregistrer" %}',)),
)


CHART = Bars(
    id="sample-chart",
    title="Besoins par projet",
    description="Deux projets ; les besoins ouverts, puis les besoins clos.",
    rows=[Row("Melle", (3, 1), "4"), Row("Plombières", (2, 4), "6")],
    highest=6,
    series=("ouverts", "clos"),
)

TIES = Graph(
    id="sample-ties",
    title="Qui travaille avec qui",
    description="Trois membres ; Melle et Plombières se nomment, Melle nomme aussi un service.",
    points=[Point("Melle"), Point("Plombières"), Point("Un service", 2, hollow=True)],
    lines=[("", {(0, 1), (1, 0), (0, 2)})],
    groups=("projet", "", "service de l'État"),
    hollow="n'a pas répondu",
)


class Sample(NamedTuple):
    shown: SafeString
    code: str


@cache
def compiled(code: str) -> Template:
    return Template("{% load design %}" + code)


def groups(request) -> list[tuple[str, str, list[Sample]]]:
    """Every group with its samples rendered; the two forms have names of their own on the page."""
    given = {
        "request": request,
        "refused": Verdict(False, "Seule l'équipe du projet publie la page."),
        "page": Paginator(range(60), 10).page(3),
        "chart": CHART,
        "ties": TIES,
        "form": SampleForm(auto_id="sample_%s"),
        "wrong": SampleForm({"day": "hier"}, auto_id="wrong_%s"),
    }
    return [
        (anchor, title, [Sample(compiled(code).render(Context(given)), code) for code in codes])
        for anchor, title, codes in GROUPS
    ]


def icons() -> list[str]:
    return sorted(names())
