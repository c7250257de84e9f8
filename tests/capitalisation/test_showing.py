"""What everyone reads: only what is published, at addresses that stay, with nothing that was not agreed on."""

from xml.etree import ElementTree

import pytest
from django.urls import reverse

from levain.capitalisation import services
from levain.capitalisation.models import Evidence, Showing
from levain.people.models import RoleCode
from levain.programmes.models import Programme
from tests.capitalisation.factories import Learning
from tests.capitalisation.test_practice import complete
from tests.people.factories import someone
from tests.projects.factories import LogbookEntryFactory, ProjectFactory

ATOM = "{http://www.w3.org/2005/Atom}"


def lesson_page(learning, number=1):
    return reverse("capitalisation:public_lesson", args=[learning.cohort.slug, number])


def lead_page(learning, number=1):
    return reverse("capitalisation:public_lead", args=[learning.cohort.slug, number])


def entries(client):
    answer = client.get(reverse("capitalisation:feed"))
    assert answer["Content-Type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(answer.content)  # noqa: S314 - our own answer
    return feed, feed.findall(f"{ATOM}entry")


def settled(learning):
    """The whole chain, its lesson and its lead settled."""
    for thing in (learning.learned, learning.asked):
        settle(thing, learning)
    return learning


def settle(thing, learning):
    for state in ("shared", "settled"):
        services.move(thing, state, by=learning.adviser)
    return thing


@pytest.fixture
def learning(db):
    return settled(Learning().chain())


def test_a_lesson_nobody_shows_answers_as_one_that_does_not_exist(client, learning):
    client.force_login(learning.lead)
    never, unknown = client.get(lesson_page(learning)), client.get(lesson_page(learning, 999))

    assert (never.status_code, unknown.status_code) == (404, 404)
    assert len(never.content) == len(unknown.content)


def test_a_lesson_is_shown_by_a_deed_with_the_words_of_that_day(client, learning):
    services.show(learning.learned, by=learning.lead)
    services.revise_lesson(
        learning.learned, 1, findings=[learning.found], by=learning.adviser, effect="Un effet encore en débat."
    )
    page = client.get(lesson_page(learning)).content.decode()

    assert "Commencer par l" in page
    assert "encore en débat" not in page
    assert "La clé se trouvait dans une boîte à sucre." in page


def test_the_edition_of_a_report_shows_its_lessons_and_leads(client, db):
    learning = Learning().published()

    page = client.get(lead_page(learning)).content.decode()
    assert client.get(lesson_page(learning)).status_code == 200
    assert f"{learning.written_report.get_absolute_url()}#constat-1" in page


@pytest.mark.parametrize("consent", [Evidence.Consent.REFUSED, Evidence.Consent.PENDING, Evidence.Consent.WITHDRAWN])
def test_a_passage_that_may_not_be_published_is_on_no_page(client, learning, consent):
    services.show(learning.learned, by=learning.lead)
    services.show(learning.asked, by=learning.lead)
    learning.kept.consent = consent
    learning.kept.save()

    for page in (lesson_page(learning), lead_page(learning)):
        assert "boîte à sucre" not in client.get(page).content.decode()
    with pytest.raises(services.NotReady):
        services.show(learning.learned, by=learning.lead)


def test_what_is_taken_off_says_so_and_leaves_lists_feed_and_picture(client, learning):
    services.show(learning.asked, by=learning.lead)
    card = lead_page(learning) + "carte.png"
    assert client.get(card).content[:8] == b"\x89PNG\r\n\x1a\n"
    services.take_off(learning.asked, "Le bureau a changé de nom.", by=learning.lead)

    answer = client.get(lead_page(learning))
    assert (answer.status_code, "Le bureau a changé de nom." in answer.content.decode()) == (410, True)
    assert client.get(card).status_code == 404
    assert learning.asked.title not in client.get(reverse("capitalisation:public_leads")).content.decode()
    assert entries(client)[1] == []
    with pytest.raises(services.NotShown):
        services.take_off(learning.asked, "Encore.", by=learning.lead)


def test_the_adviser_prepares_and_the_national_team_shows(client, learning):
    address = reverse("capitalisation:show", args=["lecons", learning.learned.pk])
    client.force_login(learning.adviser)
    assert client.post(address).status_code == 403
    client.force_login(someone(RoleCode.PROGRAMME_LEAD, Learning().cohort.programme))
    assert client.post(address).status_code == 403
    client.force_login(learning.lead)
    client.post(address)
    client.post(address)

    assert Showing.objects.get().lesson == learning.learned
    off = reverse("capitalisation:take_off", args=["lecons", learning.learned.pk])
    assert "why" in client.post(off, {"why": " "}).context["form"].errors
    client.post(off, {"why": "Trop tôt."})
    assert Showing.objects.public().count() == 0
    assert client.get(reverse("capitalisation:shown", args=[learning.cohort.slug])).status_code == 200


def test_a_lead_is_shown_with_the_answer_it_received_since(client, learning):
    services.show(learning.asked, by=learning.lead)
    learning.asked.refresh_from_db()
    services.answer_lead(
        learning.asked, 1, status="declined", answered_by="Le bureau", text="Ce n'est pas à nous.", by=learning.lead
    )
    assert "pas à nous" in client.get(lead_page(learning)).content.decode()
    titles = [one.find(f"{ATOM}title").text for one in entries(client)[1]]
    assert len(titles) == 2
    listed = client.get(reverse("capitalisation:public_leads"), {"reponse": "declined"})
    assert listed.context["page"].paginator.count == 1


def test_leads_are_found_by_session_kind_addressee_and_place(client, learning):
    services.show(learning.asked, by=learning.lead)
    other = settled(Learning().chain())
    services.show(other.asked, by=other.lead)
    address = reverse("capitalisation:public_leads")

    found = client.get(
        address, {"session": learning.cohort.slug, "destinataire": "le-bureau", "decision": "continue"}
    )

    assert [one.lead for one in found.context["page"]] == [learning.asked]
    assert len(found.context["filters"]) == 3


def test_a_theme_and_a_region_count_each_text_once_however_many_projects_and_passages_it_stands_on(client, learning):
    learning.project.themes = ["mobilite", "eau"]
    learning.project.save()
    second = ProjectFactory(cohort=learning.cohort, themes=["mobilite"])
    others = [LogbookEntryFactory(project=second, author=learning.bearer, text="Le bus ne passe plus.")]
    for note in (learning.note, *others):
        passage = services.cite_as_evidence(note, "text", note.text.strip(), by=learning.adviser, consent="agreed")
        services.link_evidence(learning.found, passage, "supports", by=learning.adviser)
    services.show(learning.asked, by=learning.lead)
    services.show(learning.learned, by=learning.lead)

    for name in ("public_leads", "public_lessons"):
        lists = {
            one["name"]: one["options"] for one in client.get(reverse(f"capitalisation:{name}")).context["lists"]
        }
        assert [(code, n) for code, _words, n in lists["theme"]] == [("eau", 1), ("mobilite", 1)]
        for code, _words, n in lists["theme"]:
            found = client.get(reverse(f"capitalisation:{name}"), {"theme": code})
            assert found.context["page"].paginator.count == n


def test_a_lead_nobody_has_answered_is_found_as_such(client, learning):
    services.show(learning.asked, by=learning.lead)
    other = settled(Learning().chain())
    services.show(other.asked, by=other.lead)
    services.answer_lead(other.asked, 1, status="accepted", answered_by="Le bureau", by=other.lead)
    page = client.get(reverse("capitalisation:public_leads"), {"reponse": "aucune"})

    assert [one.lead for one in page.context["page"]] == [learning.asked]
    (answers,) = [one["options"] for one in page.context["lists"] if one["name"] == "reponse"]
    assert answers == [("accepted", "acceptée", 1), ("aucune", "pas encore de réponse", 1)]


@pytest.mark.parametrize("query", ["?session=../../etc", "?theme=inconnu", "?x=1", "?decision=%27--", "?page=abc"])
@pytest.mark.parametrize("name", ["public_leads", "public_lessons", "public_practices", "reports"])
def test_a_hostile_address_of_a_list_never_breaks(client, db, name, query):
    assert client.get(reverse(f"capitalisation:{name}") + query).status_code in (200, 400)


def test_the_feed_says_what_is_new_and_holds_whatever_was_typed(client, learning):
    services.revise_lead(
        learning.asked,
        1,
        lessons=[learning.learned],
        by=learning.adviser,
        title="</title><script>alert(1)</script> & “fin” \x0b]]>",
    )
    services.move(learning.asked, "settled", by=learning.adviser)
    services.show(learning.asked, by=learning.lead)
    services.publish_sheet(complete(Learning()), by=learning.lead)
    Learning().published()

    feed, found = entries(client)

    assert [one.tag for one in found[0]].count(f"{ATOM}id") == 1
    assert len({one.find(f"{ATOM}id").text for one in found}) == len(found) == 5
    assert feed.find(f"{ATOM}updated").text == max(one.find(f"{ATOM}updated").text for one in found)
    assert all(one.find(f"{ATOM}link").get("href").startswith("http") for one in found)
    authors = {one.find(f"{ATOM}author/{ATOM}name").text for one in (feed, *found)}
    assert authors == set(Programme.objects.values_list("name", flat=True))
    assert not list(feed.iter("script"))


def test_the_canonical_address_and_the_card_never_follow_the_request(client, learning, settings):
    settings.ALLOWED_HOSTS = ["*"]
    services.show(learning.learned, by=learning.lead)
    page = client.get(
        lesson_page(learning) + "?next=//evil.example", headers={"host": "evil.example"}
    ).content.decode()

    assert "evil.example" not in page
    assert f'<link rel="canonical" href="{settings.SITE_URL}{lesson_page(learning)}">' in page
    assert f'<meta property="og:image" content="{settings.SITE_URL}{lesson_page(learning)}carte.png">' in page


def test_the_same_words_are_drawn_once(client, learning, monkeypatch):
    from levain.capitalisation import cards

    services.show(learning.learned, by=learning.lead)
    first = client.get(lesson_page(learning) + "carte.png").content
    monkeypatch.setattr(cards, "_drawn", None)
    assert client.get(lesson_page(learning) + "carte.png").content == first


@pytest.mark.parametrize("count", [1, 3])
def test_the_public_pages_cost_the_same_for_any_number(client, learning, count, django_assert_max_num_queries):
    for _ in range(count):
        again = learning.lesson(learning.found, title=f"Autre {_}")
        services.show(settle(again, learning), by=learning.lead)
        services.show(settle(learning.policy_lead(again), learning), by=learning.lead)
    names = ("learned", "public_lessons", "public_leads", "public_practices", "reports", "feed")
    for address in (
        *(reverse(f"capitalisation:{name}") for name in names),
        lesson_page(learning, 2),
        lead_page(learning, 2),
    ):
        with django_assert_max_num_queries(12):
            assert client.get(address).status_code == 200


def test_what_is_not_settled_or_must_be_looked_at_again_is_not_shown(learning):
    services.move(learning.learned, "shared", by=learning.adviser)
    with pytest.raises(services.NotReady):
        services.show(learning.learned, by=learning.lead)
    learning.asked.review_since = learning.cohort.starts
    with pytest.raises(services.NotReady):
        services.show(learning.asked, by=learning.lead)


def test_an_answer_does_not_say_that_words_changed_and_new_words_do(client, learning):
    services.show(learning.asked, by=learning.lead)
    learning.asked.refresh_from_db()
    told = {"status": "accepted", "answered_by": "Le bureau", "by": learning.lead}
    services.answer_lead(learning.asked, learning.asked.version, **told)
    content = Showing.objects.get().content
    assert not services.reworded(learning.asked, content)
    learning.asked.text = "Autrement dit."
    assert services.reworded(learning.asked, content)


def test_what_was_done_since_is_read_with_the_lead(client, learning):
    services.show(learning.asked, by=learning.lead)
    said = {"state": "done", "text": "La lettre part chaque mois.", "proof": "La lettre de mars"}
    services.follow_up(learning.asked, by=learning.lead, address="https://exemple.fr/lettre", **said)

    page = client.get(lead_page(learning)).content.decode()
    assert "La lettre part chaque mois." in page
    assert 'href="https://exemple.fr/lettre"' in page


def test_a_page_names_nobody_by_the_name_the_house_knows(client, learning):
    """The pseudonym is that of a report; outside of one, the side alone."""
    Evidence.objects.update(speaker="Odile Perrin", consent=Evidence.Consent.AGREED)
    services.show(learning.learned, by=learning.lead)
    services.publish_sheet(complete(other := Learning()), by=other.lead)

    for page in (lesson_page(learning), "/fiches/ouvrir-un-jardin-avec-une-seule-cle/"):
        said = client.get(page).content.decode()
        assert "boîte à sucre" in said
        assert "Odile" not in said


def test_words_that_recognise_somebody_else_wait_for_a_second_reader(client, learning):
    told = learning.written("Le notaire a dit que Marguerite Dupuis vendrait.")
    someone(RoleCode.MEMBER, learning.project, name="Marguerite Dupuis")
    kept = learning.evidence("Marguerite Dupuis vendrait", source=told)
    services.link_evidence(learning.found, kept, "supports", by=learning.adviser)

    with pytest.raises(services.NotReady):
        services.show(learning.learned, by=learning.lead)


def test_a_sentence_that_repeats_refused_words_is_not_shown(learning):
    refused = learning.evidence("Ce matin, rien.", consent=Evidence.Consent.REFUSED)
    other = learning.written("On nous a volé la brouette du jardin en plein jour.")
    learning.evidence("On nous a volé la brouette du jardin", source=other, consent=Evidence.Consent.REFUSED)
    sheet = complete(learning)
    assert services.sheet_blockings(sheet) == []
    services.write_part(
        sheet, sheet.version, "obstacles", "On nous a volé la brouette du jardin, disent-ils.", by=learning.adviser
    )

    assert any("brouette" in one.reason for one in services.sheet_blockings(sheet))
    assert refused.consent == Evidence.Consent.REFUSED
