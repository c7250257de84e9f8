import pytest
from django.db import transaction

from levain.territories.files import COLUMNS
from levain.territories.models import Territory
from levain.territories.services import load_territories

SMALL = """
country,FR,France
region,75,Nouvelle-Aquitaine
region,93,Provence-Alpes-Côte d'Azur
department,79,Deux-Sèvres,75
department,86,Vienne,75
department,05,Hautes-Alpes,93
epci,200069755,CC Mellois en Poitou
epci,241700000,CC des deux départements
commune,79174,Melle,75,79,200069755,79500,5752,-0.14,46.22
commune,79049,Bressuire,75,79,241700000,79300,19000
commune,86194,Poitiers,75,86,241700000,86000 86180,90000
commune,05101,Vallouise-Pelvoux,93,05,,05290 05340,1138,6.42,44.87
former,05175,Vallouise,,,,,,,,05101
former,79110,Saint-Léger-de-la-Martinière,,,,,,,,79174
"""


@pytest.fixture
def table(tmp_path):
    """Writes rows, shortened at will, as a file of territories."""

    def write(rows, name="territories.csv", heading=COLUMNS):
        lines = [line.split(",") for line in rows.strip().splitlines()]
        full = [heading, *(line + [""] * (len(COLUMNS) - len(line)) for line in lines)]
        path = tmp_path / name
        path.write_text("\n".join(",".join(line) for line in full) + "\n", encoding="utf-8")
        return path

    return write


@pytest.fixture
def small(table):
    """A country of four communes."""
    path = table(SMALL)
    load_territories(path=path)
    return path


@pytest.fixture
def place(db):
    return lambda kind, code: Territory.objects.get(kind=kind, code=code)


@pytest.fixture(scope="module")
def france(django_db_setup, django_db_blocker):
    """The whole shipped country, for the tests of one module; nothing of it is left to the next."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield load_territories()
        transaction.set_rollback(True)
