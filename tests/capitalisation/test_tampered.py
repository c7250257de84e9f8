"""Somebody who writes in the base by hand: what she changed is not published, and what was published says so."""

from copy import deepcopy
from datetime import timedelta

import pytest

from levain.capitalisation import services
from levain.capitalisation.models import Edition, Evidence
from levain.capitalisation.views import reading
from levain.foundation import passages, written
from tests.capitalisation.factories import WORDS, Learning
from tests.capitalisation.test_words_around import read_in

pytestmark = pytest.mark.django_db
LIE = "La clé se trouvait chez le maire."


@pytest.fixture
def learning():
    return Learning().chain()


@pytest.fixture
def report(learning):
    report = learning.report()
    learning.paragraph(learning.found)
    return report


def refused(learning):
    with pytest.raises(services.NotReady) as reasons:
        services.publish(learning.written_report, by=learning.lead)
    return [one.reason for one in reasons.value.blockings]


def test_a_source_and_its_passage_rewritten_together_with_every_digest_are_not_published(learning, report):
    """The source, the words, what stands around, the offsets and the digest agree: the journal does not."""
    passage = learning.kept.passage
    text = learning.note.text.replace(WORDS, LIE)
    type(learning.note).objects.filter(pk=learning.note.pk).update(text=text)
    start = text.index(LIE)
    said = {"quote": LIE, "start": start, "end": start + len(LIE), "digest": passages.digest(text)}
    said |= {"after": text[start + len(LIE) :][: passages.AROUND]}
    type(passage).objects.filter(pk=passage.pk).update(**said)
    passage.refresh_from_db()
    assert passages.find(passage).state == passages.State.INTACT

    assert "preuve 1" in refused(learning)[0]


@pytest.mark.parametrize(
    "forged",
    [
        {"consent": "agreed"},
        {"consent": "anonymous", "speaker_user": None},
        {"consent": "paraphrase", "wording": "Le maire ment."},
    ],
)
def test_an_answer_forged_in_the_base_is_not_published(learning, report, forged):
    services.record_consent(learning.kept, "paraphrase", wording="Une clé, quelque part.", by=learning.bearer)
    Evidence.objects.update(**{"wording": "", **forged})

    assert any("réponse de la preuve 1" in reason for reason in refused(learning))


def test_an_answer_given_twice_is_the_last_one(learning, report):
    for consent, wording in (("paraphrase", "Une clé."), ("agreed", ""), ("paraphrase", "Une autre clé.")):
        services.record_consent(learning.kept, consent, wording=wording, by=learning.bearer)

    assert services.publish(report, by=learning.lead).number == 1


def block(edition, name):
    return next(one for one in edition.content["blocks"] if one.get("id") == name)


def a_word(edition):
    block(edition, "constat-1")["title"] = "Autre chose"


def a_date(edition):
    edition.content["date"] = "1er janvier 2001"


def a_part_gone(edition):
    edition.content["blocks"].pop()


def a_part_gone_with_its_digest(edition):
    edition.content["blocks"].pop()
    edition.parts.pop()


def a_part_more(edition):
    edition.content["blocks"].append({"kind": "paragraph", "runs": [], "id": "p-9-9", "label": LIE})


def the_order(edition):
    edition.content["blocks"].reverse()


def a_word_under_a_mask(edition):
    a_word(edition)
    edition.masked = ["constat-1"]
    edition.parts[rank_of(edition, "constat-1")]["masked"] = "f" * 64


def a_passage_put_back(edition):
    block(edition, "preuve-1").update(text=LIE)
    edition.masked = ["preuve-1"]


def everything_counted_again(edition):
    a_word(edition)
    edition.parts = written.part_digests(edition.content)
    edition.digest = written.whole_digest(edition.parts)


def a_name_that_is_none(edition):
    edition.parts[rank_of(edition, "preuve-1")]["id"] = "preuve-1'--"


def rank_of(edition, name):
    return next(rank for rank, part in enumerate(edition.parts) if part["id"] == name)


DEEDS = [
    a_word,
    a_date,
    a_part_gone,
    a_part_gone_with_its_digest,
    a_part_more,
    the_order,
    a_word_under_a_mask,
    a_passage_put_back,
    everything_counted_again,
    a_name_that_is_none,
]


@pytest.mark.parametrize("deed", DEEDS)
def test_an_edition_altered_by_hand_says_so_on_its_page_and_in_its_files(client, deed):
    learning = Learning().published()
    assert "Ce n’est pas ce qui a été publié" not in client.get("/rapports/rapport/").content.decode()
    edition = Edition.objects.get()
    deed(edition)
    edition.save()
    reading._kept.cache_clear()

    assert services.verify(Edition.objects.get()) != []
    for page in ("/rapports/rapport/", "/rapports/rapport/editions/1/"):
        assert "Ce n’est pas ce qui a été publié" in client.get(page).content.decode()
    for form in ("pdf", "odt"):
        assert "Ce n’est pas ce qui a été publié" in read_in(form, services.report_file(learning.cohort.slug, form))


def test_a_file_made_before_is_handed_as_it_was(client):
    learning = Learning().published()
    before = services.file_of(learning.edition, "pdf")
    edition = Edition.objects.get()
    a_word(edition)
    edition.save()

    assert services.file_of(Edition.objects.get(), "pdf") == before


def test_what_was_masked_and_nothing_else_is_what_was_published():
    learning = Learning().published()
    services.record_consent(learning.kept, "refused", by=learning.adviser)
    edition = Edition.objects.get()
    kept = deepcopy(edition.content)

    assert services.verify(edition) == []
    for one in edition.content["blocks"]:
        if one.get("id") == "preuve-1":
            one["title"] = "Preuve 1, mensongère"
    assert services.verify(edition) == ["preuve-1"]
    assert kept != edition.content


def test_an_edition_masked_before_its_parts_kept_what_is_left_of_them_is_sound():
    learning = Learning().published()
    services.record_consent(learning.kept, "refused", by=learning.adviser)
    edition = Edition.objects.get()
    for part in edition.parts:
        part.pop("masked", None)

    assert services.verify(edition) == []


def test_an_edition_brought_from_another_house_has_no_journal_here():
    learning = Learning().published()
    edition = Edition.objects.get()
    edition.number = 7

    assert services.verify(edition) == []
    assert learning.edition.published_at - edition.published_at < timedelta(seconds=1)
