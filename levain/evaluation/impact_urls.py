"""Pages of the indicators and of the effects."""

from django.urls import path

from levain.evaluation.views import (
    accelerator,
    bringing_measures,
    impacts,
    indicators,
    measures,
    places,
    posters,
    representation,
    totals,
    usages,
)

SPACE = "espace/projets/<slug:slug>/indicateurs"
EFFECT = "espace/effets/<int:pk>"
TOTALS = "espace/evaluation/<slug:slug>/indicateurs"
COHORT = "espace/evaluation/<slug:slug>"
VALUE = "espace/releves/<int:pk>"

urlpatterns = [
    path(f"{SPACE}/", indicators.indicators, name="indicators"),
    path(f"{SPACE}/choisir/", indicators.choose, name="choose_indicator"),
    path(f"{SPACE}/suivre/", indicators.follow, name="follow_indicator"),
    path(f"{SPACE}/importer/", bringing_measures.in_project, name="bring_measures"),
    path(f"{SPACE}/a-remplir.xlsx", bringing_measures.sheet, name="measures_sheet"),
    path(f"{SPACE}/valeurs.csv", measures.as_csv, name="indicators_csv"),
    path(f"{SPACE}/<int:pk>/", indicators.followed, name="followed"),
    path(f"{SPACE}/<int:pk>/modifier/", indicators.edit_followed, name="edit_followed"),
    path(f"{SPACE}/<int:pk>/retirer/", indicators.retire, name="retire_followed"),
    path(f"{SPACE}/<int:pk>/proposer/", measures.propose, name="propose_measure"),
    path(f"{VALUE}/", measures.measure, name="measure"),
    path(f"{VALUE}/modifier/", measures.edit_measure, name="edit_measure"),
    path(f"{VALUE}/examiner/", measures.review, name="review_measure"),
    path(f"{VALUE}/valider/", measures.approve, name="approve_measure"),
    path(f"{VALUE}/renvoyer/", measures.return_measure, name="return_measure"),
    path(f"{VALUE}/verrouiller/", measures.lock, name="lock_measure"),
    path(f"{TOTALS}/", totals.totals, name="totals"),
    path(
        f"{TOTALS}/importer/",
        bringing_measures.in_cohort,
        name="bring_cohort_measures",
    ),
    path(f"{TOTALS}/<slug:code>/", totals.total, name="total"),
    path("espace/projets/<slug:slug>/effets/", impacts.effects, name="effects"),
    path("espace/projets/<slug:slug>/effets/nouveau/", impacts.new, name="new_effect"),
    path(f"{EFFECT}/", impacts.effect, name="effect"),
    path(f"{EFFECT}/modifier/", impacts.edit, name="edit_effect"),
    path(f"{EFFECT}/preuve/", impacts.add_proof, name="add_proof"),
    path(f"{EFFECT}/rivale/", impacts.add_rival, name="add_rival"),
    path(f"{EFFECT}/maillon/", impacts.add_link, name="add_causal_link"),
    path(f"{EFFECT}/solidite/", impacts.lower, name="lower_strength"),
    path(f"{EFFECT}/contribution/<int:place>/", impacts.step, name="effect_step"),
    path("espace/effets/preuves/<int:pk>/retirer/", impacts.take_off, name="take_off_proof"),
    path("espace/effets/rivales/<int:pk>/", impacts.weigh, name="weigh_rival"),
    path("usages/facteurs/", usages.factors, name="usage_factors"),
    path("usages/<slug:key>/", usages.answer, name="answer_usages"),
    path("espace/projets/<slug:slug>/usages/", usages.usages, name="usages"),
    path("espace/projets/<slug:slug>/usages/demander/", usages.hand_out, name="hand_out_usages"),
    path("espace/projets/<slug:slug>/usages/reponses/<slug:moment>/", usages.rows, name="usage_rows"),
    path("espace/usages/<int:pk>/dates/", usages.change_round, name="change_usage_round"),
    path("espace/usages/<int:pk>/affiche/", posters.usage_poster, name="usage_poster"),
    path("espace/barometre/<int:pk>/affiche/", posters.barometer_poster, name="barometer_poster"),
    path("espace/usages/facteurs/<int:pk>/", usages.edit_factor, name="edit_usage_factor"),
    path("espace/evaluation/comparer/", accelerator.compare, name="compare_cohorts"),
    path(f"{COHORT}/accelerateur/", accelerator.accelerator, name="accelerator"),
    path(f"{COHORT}/accelerateur/emergence/", accelerator.emergence, name="emergence"),
    path(f"{COHORT}/accelerateur/emergence/demander/", accelerator.ask_emergence, name="ask_emergence"),
    path(f"{COHORT}/accelerateur/barometre/", accelerator.barometer, name="barometer"),
    path(f"{COHORT}/accelerateur/barometre/ouvrir/", accelerator.open_wave, name="open_wave_barometer"),
    path("emergence/<slug:key>/", accelerator.answer_emergence, name="answer_emergence"),
    path("barometre/<slug:key>/", accelerator.answer_barometer, name="answer_barometer"),
    path(f"{SPACE}/place-des-habitants/", places.places, name="places"),
    path(f"{SPACE}/place-des-habitants/evenements/", places.tell_places, name="tell_places"),
    path(f"{SPACE}/place-des-habitants/charte/", places.answer_charter, name="answer_charter"),
    path(f"{SPACE}/qui-manque/", representation.representation, name="representation"),
    path(f"{SPACE}/qui-manque/part/", representation.tell_share, name="tell_share"),
]
