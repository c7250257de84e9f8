"""The codebook and the quotations leave as tables, a codebook comes in: consent and formulas are obeyed."""

import csv
import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Code, Evidence
from levain.foundation import workbooks
from levain.people.models import RoleCode
from tests.capitalisation.factories import WORDS, Learning
from tests.people.factories import someone

HEAD = "code,sous,nom,definition\n"


@pytest.fixture
def learning(client):
    made = Learning()
    client.force_login(made.adviser)
    return made


def table(client, learning, name):
    content = client.get(reverse(f"capitalisation:{name}", args=[learning.cohort.slug]))
    if name.endswith("ods"):
        (rows,) = workbooks.read(content.content, "ods").values()
        return rows
    return list(csv.reader(io.StringIO(content.content.decode())))


def tried(client, learning, text, name="codes.csv"):
    page = reverse("capitalisation:bring_codes", args=[learning.cohort.slug])
    return client.post(page, {"file": SimpleUploadedFile(name, text.encode(), content_type="text/csv")})


def brought(client, learning, text):
    page = reverse("capitalisation:bring_codes", args=[learning.cohort.slug])
    return client.post(page, {"held": tried(client, learning, text).context["held"]})


@pytest.mark.parametrize("form", ["csv", "ods"])
def test_the_codebook_leaves_with_each_code_after_the_one_it_stands_under(client, learning, form):
    top = services.create_code(learning.cohort, "Temps", by=learning.adviser)
    services.create_code(learning.cohort, "Attendre", by=learning.adviser, parent=top, definition="=1+1")

    rows = table(client, learning, f"codes_{form}")
    assert [row[:3] for row in rows[1:]] == [["temps", "", "Temps"], ["temps.attendre", "temps", "Attendre"]]
    assert rows[2][3] == "'=1+1"


@pytest.mark.parametrize("form", ["csv", "ods"])
def test_only_words_that_may_be_published_leave(client, learning, form):
    said = {"agreed": WORDS, "pending": "Ce matin, rien.", "refused": "une boîte", "withdrawn": "On a ouvert"}
    for consent, words in said.items():
        Evidence.objects.filter(pk=learning.evidence(words).pk).update(consent=consent)
    aside = learning.evidence("le jardin")
    services.set_aside(aside, 1, by=learning.adviser)

    rows = table(client, learning, f"quotations_{form}")
    assert [row[1] for row in rows[1:]] == [WORDS]


def test_a_quotation_leaves_without_the_name_the_house_knows(client, learning):
    learning.evidence()
    rows = table(client, learning, "quotations_csv")

    assert "Odile" not in str(rows)
    assert rows[1][9] != ""


def test_words_told_otherwise_leave_no_way_back_to_the_very_words(client, learning):
    kept = learning.evidence()
    Evidence.objects.filter(pk=kept.pk).update(consent="paraphrase", wording="La clé était rangée.")
    rows = table(client, learning, "quotations_csv")

    assert rows[1][1] == "La clé était rangée."
    assert "sucre" not in str(rows)
    assert "Ce matin" not in str(rows)
    assert rows[1][7:] == ["", "", ""]


def test_who_does_not_work_on_the_session_takes_no_table(client, learning):
    client.force_login(someone(RoleCode.ADVISER, Learning().cohort))

    for name in ("codes_csv", "codes_ods", "quotations_csv", "quotations_ods", "bring_codes"):
        assert client.get(reverse(f"capitalisation:{name}", args=[learning.cohort.slug])).status_code == 403


def test_a_codebook_is_tried_then_written_whatever_the_order_of_its_rows(client, learning):
    text = HEAD + "acces.cle,acces,Clés,Qui a la clé\nacces,,Accès,\n"
    answer = tried(client, learning, text)
    assert (answer.context["report"].created, Code.objects.count()) == (2, 0)

    brought(client, learning, text)
    assert [(one.slug, one.parent and one.parent.slug) for one in Code.objects.order_by("slug")] == [
        ("acces", None),
        ("acces.cle", "acces"),
    ]
    assert tried(client, learning, text).context["report"].unchanged == 2


def test_what_leaves_comes_back_the_same_in_another_session(client, learning):
    top = services.create_code(
        learning.cohort, "=Temps", by=learning.adviser, definition="@a", exclude="l'un, l'autre"
    )
    services.create_code(learning.cohort, "Attendre", by=learning.adviser, parent=top)
    content = client.get(reverse("capitalisation:codes_csv", args=[learning.cohort.slug])).content.decode()
    other = Learning()
    client.force_login(other.adviser)
    brought(client, other, content)

    def told(cohort):
        rows = Code.objects.filter(cohort=cohort).order_by("slug")
        return list(rows.values_list("slug", "parent__slug", "label", "definition", "exclude"))

    assert told(other.cohort) == told(learning.cohort)


def test_a_known_code_is_revised_and_its_former_words_kept(client, learning):
    made = services.create_code(learning.cohort, "Accès", by=learning.adviser, definition="Avant")
    brought(client, learning, HEAD + "acces,,Accès,Après\n")

    made.refresh_from_db()
    assert (made.definition, made.version) == ("Après", 2)


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("a,b,A,\nb,a,B,\n", "cercle"),
        ("a,inconnu,A,\n", "inconnu"),
        ("a,,A,\na,,B,\n", "déjà"),
        (f"a,,{'x' * 121},\n", "120"),
        ("a,,,Sans nom\n", "nom"),
        ("a,,A\u202eB,\n", "montrer"),
        ("a,,Même,\nb,,Même,\n", "Même"),
    ],
)
def test_a_row_in_error_is_named_and_nothing_is_written(client, learning, rows, said):
    answer = tried(client, learning, HEAD + rows)

    assert said in " ".join(map(str, answer.context["report"].errors))
    assert not answer.context["held"]
    assert not Code.objects.exists()


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n", "\x00\x00"])
def test_a_file_that_is_no_codebook_writes_nothing(client, learning, text):
    assert tried(client, learning, text).status_code == 200
    assert not Code.objects.exists()


def test_a_trial_of_another_session_is_not_written_here(client, learning):
    held = tried(client, learning, HEAD + "a,,A,\n").context["held"]
    other = Learning()
    client.force_login(other.adviser)
    client.post(reverse("capitalisation:bring_codes", args=[other.cohort.slug]), {"held": held})

    assert not Code.objects.exists()
