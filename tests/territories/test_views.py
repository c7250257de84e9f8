import pytest

from levain.territories.services import load_territories
from tests.territories.conftest import SMALL

URL = "/territoires/communes/"


def options(response):
    return [line for line in response.content.decode().splitlines() if line.strip()]


@pytest.mark.parametrize("asked", [{"q": "mel"}, {"field": "commune", "commune": "mel"}])
def test_anybody_gets_the_communes_that_begin_so(client, small, asked):
    response = client.get(URL, asked)

    assert response.status_code == 200
    assert options(response) == ['<option value="Melle (79)">79500</option>']


def test_a_former_commune_is_answered_by_its_successor(client, small):
    first, *others = options(client.get(URL, {"q": "vallouise"}))

    assert first.startswith('<option value="Vallouise-Pelvoux (05)">')
    assert others == []


@pytest.mark.parametrize("asked", ["", "me", "  m ", "x" * 201, "%%%", "\x00\x00\x00", "<b>"])
def test_too_little_too_much_or_nonsense_gets_no_answer(client, small, asked):
    response = client.get(URL, {"q": asked})

    assert (response.status_code, options(response)) == (200, [])


def test_ten_answers_at_most(client, table):
    load_territories(path=table(SMALL + "\n".join(f"commune,791{n},Bourg {n},75,79" for n in range(10, 40))))

    assert len(options(client.get(URL, {"q": "bourg"}))) == 10


@pytest.mark.parametrize("count", [1, 3])
def test_answers_cost_one_query_whatever_their_number(client, table, count, django_assert_num_queries):
    load_territories(path=table(SMALL + "\n".join(f"commune,791{n},Bourg {n},75,79" for n in range(10, 10 + count))))

    with django_assert_num_queries(1):
        assert len(options(client.get(URL, {"q": "bourg"}))) == count


def test_only_reading_is_possible(client):
    assert client.post(URL, {"q": "melle"}).status_code == 405
