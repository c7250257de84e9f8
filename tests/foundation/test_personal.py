"""No field may hold something of a person without saying why, on which basis, for whom and how long."""

from django.urls import reverse

from levain.foundation import personal


def test_every_field_that_may_hold_a_person_is_in_the_register():
    """Declare yours in the `personal.py` of its app; NOT_PERSONAL for the names and texts of things."""
    assert personal.undeclared() == []


def test_every_treatment_says_everything():
    for treatment, fields in personal.register():
        said = (treatment.title, treatment.data, treatment.purpose, treatment.basis, treatment.recipients)
        assert all(str(words) for words in (*said, treatment.retention))
        assert fields, treatment.title


def test_everyone_reads_the_register(client):
    page = client.get(reverse("foundation:personal_data")).content.decode()

    assert "projects.Follower.email" in page
    assert "territories.Territory.name" not in page
