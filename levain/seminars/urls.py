from django.urls import path

from levain.seminars.views import activities, composing, preparation, registrations, seminars, sorting

app_name = "seminars"
SEMINAR = "espace/seminaires/<slug:slug>"

urlpatterns = [
    path("espace/seminaires/", seminars.listed, name="list"),
    path("espace/seminaires/nouveau/", preparation.create, name="create"),
    path(f"{SEMINAR}/", seminars.seminar, name="seminar"),
    path(f"{SEMINAR}/calendrier.ics", seminars.calendar, name="calendar"),
    path(f"{SEMINAR}/deroule/", seminars.running_order, name="running_order"),
    path(f"{SEMINAR}/modifier/", preparation.edit, name="edit"),
    path(f"{SEMINAR}/compte-rendu/", preparation.minutes, name="minutes"),
    path(f"{SEMINAR}/ordre-du-jour/ajouter/", preparation.add_item, name="add_item"),
    path(f"{SEMINAR}/ordre-du-jour/<int:pk>/", preparation.edit_item, name="edit_item"),
    path(f"{SEMINAR}/ordre-du-jour/<int:pk>/deplacer/", preparation.move_item, name="move_item"),
    path(f"{SEMINAR}/je-viens/", registrations.come, name="come"),
    path(f"{SEMINAR}/je-ne-viens-pas/", registrations.stay_away, name="stay_away"),
    path(f"{SEMINAR}/mon-inscription/", registrations.mine, name="my_registration"),
    path(f"{SEMINAR}/inscriptions/", registrations.attendance, name="registrations"),
    path(f"{SEMINAR}/inscriptions/ajouter/", registrations.add, name="add_registration"),
    path(f"{SEMINAR}/inscriptions.csv", registrations.export, name="export"),
    path(f"{SEMINAR}/ateliers/ajouter/", composing.add, name="add_activity"),
    path(f"{SEMINAR}/ateliers/<int:pk>/modifier/", composing.edit, name="edit_activity"),
    path(f"{SEMINAR}/ateliers/<int:pk>/supprimer/", composing.remove, name="remove_activity"),
    path(f"{SEMINAR}/ateliers/<int:pk>/avancer/", composing.move, name="move_activity"),
    path(f"{SEMINAR}/ateliers/<int:pk>/trier/", sorting.sort, name="sort"),
    path(f"{SEMINAR}/ateliers/<int:pk>/", activities.activity, name="activity"),
    path(f"{SEMINAR}/ateliers/<int:pk>/ecrire/", activities.write, name="write"),
    path(f"{SEMINAR}/contributions/<int:pk>/", activities.contribution, name="contribution"),
    path(f"{SEMINAR}/contributions/<int:pk>/modifier/", activities.edit, name="edit_contribution"),
    path(f"{SEMINAR}/contributions/<int:pk>/masquer/", activities.hide, name="hide_contribution"),
    path(f"{SEMINAR}/contributions/<int:pk>/montrer/", activities.show, name="show_contribution"),
]
