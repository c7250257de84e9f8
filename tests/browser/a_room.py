"""A seminar of today with its activities, in the house of a browser test: `python -m tests.browser.a_room`."""

from datetime import timedelta

import django

django.setup()

from django.utils import timezone  # noqa: E402

from levain.programmes.models import Cohort  # noqa: E402
from levain.seminars import services  # noqa: E402

now = timezone.now()
seminar = services.create_seminar(
    Cohort.objects.get(slug="2020-2021"),
    title="Se retrouver, et décider de la suite",
    slug="essai-direct",
    starts=now,
    ends=now + timedelta(hours=3),
    purpose="Choisir ensemble.",
    place="Salle des fêtes",
)
services.add_activity(
    seminar, kind="weather", title="Comment j’arrive", named=False, options=["soleil", "nuages", "orage"]
)
services.add_activity(
    seminar, kind="poll", title="De quoi avez-vous besoin ?", options=["D’une salle", "De temps", "D’un coup de main"]
)
services.add_activity(seminar, kind="wordcloud", title="Un mot pour cette année", named=False)
services.add_activity(seminar, kind="questions", title="Vos questions")
services.add_activity(
    seminar,
    kind="board",
    title="Ce qui coince, ce qui aide",
    columns=[{"id": "coince", "label": "Ce qui coince"}, {"id": "aide", "label": "Ce qui aide"}],
)
services.add_activity(
    seminar, kind="dots", title="Par quoi commencer ?", options=["Les clés", "Le droit"], setup={"dots_each": 2}
)
