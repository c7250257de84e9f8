"""Those a text speaks of read it before publication, say what they think, and are answered; nothing is public."""

from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone

from levain.capitalisation import services
from levain.capitalisation.models import Evidence, Finding, Objection, Reader, Remark, Rereading, State
from levain.capitalisation.services import rereadings
from levain.foundation import letters, outbox
from levain.foundation.models import Letter, Notice
from levain.people import erasing
from levain.people.models import RoleCode
from tests.capitalisation.factories import WORDS, Learning
from tests.people.factories import UserFactory, someone
from tests.projects.factories import ProjectFactory, state_agent_of

pytestmark = pytest.mark.django_db
HOSTILE = "<script>alert(1)</script> {lien} https://mauvais.example"


@pytest.fixture
def learning():
    return Learning().chain()


def opened(learning, **said):
    given = {"findings": [learning.found], "lessons": [learning.learned], "leads": [learning.asked]}
    until = timezone.localdate() + timedelta(days=9)
    return rereadings.open_rereading(
        learning.cohort, **{"by": learning.adviser, "title": "Avant le bilan", "until": until, **given, **said}
    )


def guest(learning, rereading, **said):
    people = [{"name": "Jeanne Roy", "email": "mairie@exemple.org"}]
    told = {"side": RoleCode.LOCAL_AUTHORITY, "project": learning.project, "by": learning.adviser, **said}
    return rereadings.ask_addresses(rereading, people, **told)[0]


def page_of(reader):
    return urlsplit(rereadings.link_of(reader)).path


def say(client, reader, thing, kind="finding", **said):
    page = reverse("capitalisation:read_one", args=[reader.token, kind, thing.pk])
    return client.post(page, {"part": "text", "stance": "contest", "text": "Ce n'est pas notre cas.", **said})


def test_opening_shares_the_drafts_and_asks_nobody_yet(learning):
    opened(learning)

    assert Finding.objects.get().state == State.SHARED
    assert not Letter.objects.exists()


def test_people_are_asked_by_project_and_side_once_and_their_letters_wait(learning, mailoutbox):
    rereading = opened(learning)
    mayor = someone(RoleCode.LOCAL_AUTHORITY, learning.project)
    for _time in range(2):
        sides = (RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY)
        rereadings.ask_people(rereading, [learning.project], sides, by=learning.adviser)
    letters.deliver_waiting()

    assert {reader.user for reader in rereading.readers.all()} == {learning.bearer, mayor}
    assert not mailoutbox
    outbox.release_all(learning.cohort, by=learning.lead)
    letters.deliver_waiting()
    assert len(mailoutbox) == 2
    assert "/relectures/" in mailoutbox[0].body


def test_the_state_services_of_the_territory_are_asked_too(learning):
    agent = state_agent_of(learning.project)
    rereadings.ask_people(opened(learning), [learning.project], [RoleCode.STATE_SERVICE], by=learning.adviser)

    assert [reader.user for reader in Reader.objects.all()] == [agent]


def test_without_an_account_she_reads_first_what_is_said_of_her_project(learning, client):
    other = Learning(ProjectFactory(cohort=learning.cohort))
    elsewhere = learning.finding([other.evidence()], title="Ailleurs")
    reader = guest(learning, opened(learning, findings=[elsewhere, learning.found]))
    page = client.get(page_of(reader)).content.decode()

    assert WORDS in page
    assert page.index("La première demande") < page.index("Ailleurs")
    assert Reader.objects.get().opened_on == timezone.localdate()


def test_words_whose_speaker_has_not_agreed_are_counted_not_shown(learning, client):
    services.link_evidence(
        learning.found,
        learning.evidence("On a ouvert le jardin.", consent="pending"),
        "supports",
        by=learning.adviser,
    )
    page = client.get(page_of(guest(learning, opened(learning)))).content.decode()

    assert "On a ouvert le jardin." not in page
    assert "1 autre passage" in page


def test_a_remark_is_said_again_and_the_last_word_holds_until_it_is_answered(learning, client):
    reader = guest(learning, opened(learning))
    say(client, reader, learning.found)
    say(client, reader, learning.found, stance="shade", text="À nuancer.")
    remark = Remark.objects.get()
    assert (remark.stance, remark.text, remark.name) == ("shade", "À nuancer.", reader.who)

    rereadings.answer_remark(remark, by=learning.adviser, text="Entendu.")
    assert (
        "Entendu."
        in client.get(
            reverse("capitalisation:read_one", args=[reader.token, "finding", learning.found.pk])
        ).content.decode()
    )
    say(client, reader, learning.found, text="Encore.")
    assert Remark.objects.count() == 2


def test_contesting_without_words_is_given_back_and_agreeing_needs_none(learning, client):
    reader = guest(learning, opened(learning))

    assert "text" in say(client, reader, learning.found, text=" ").context["form"].errors
    assert say(client, reader, learning.found, stance="agree", text="").status_code == 302


def test_what_is_contested_and_kept_becomes_an_objection_with_its_answer(learning, client):
    reader = guest(learning, opened(learning))
    say(client, reader, learning.found, text=HOSTILE)
    client.force_login(learning.adviser)
    page = reverse("capitalisation:answer_remark", args=[Remark.objects.get().pk])
    client.post(page, {"text": "Deux lieux le disent.", "keep": "on"})

    objection = Objection.objects.get()
    assert (objection.finding, objection.answer, objection.side) == (
        learning.found,
        "Deux lieux le disent.",
        RoleCode.LOCAL_AUTHORITY,
    )
    shown = client.get(learning.found.get_absolute_url()).content.decode()
    assert "<script>alert" not in shown


def test_two_colleagues_answer_at_once_nothing_is_written_over(learning, client):
    say(client, guest(learning, opened(learning)), learning.found)
    first, second = Remark.objects.get(), Remark.objects.get()
    rereadings.answer_remark(first, by=learning.adviser, text="La première.")

    with pytest.raises(rereadings.AnsweredAlready):
        rereadings.answer_remark(second, by=learning.lead, text="La seconde.")
    assert Remark.objects.get().answer == "La première."


def test_an_answer_reaches_who_has_an_account_and_who_has_none_once_a_day(learning, client, mailoutbox):
    rereading = opened(learning)
    reader = guest(learning, rereading)
    (bearer,) = rereadings.ask_people(rereading, [learning.project], [RoleCode.BEARER], by=learning.adviser)
    say(client, reader, learning.found)
    say(client, reader, learning.learned, kind="lesson", part="context")
    say(client, bearer, learning.found)
    for remark in Remark.objects.all():
        rereadings.answer_remark(remark, by=learning.adviser, text="Oui.")
    letters.deliver_waiting()

    assert [letter.to for letter in mailoutbox] == [["mairie@exemple.org"]]
    assert Notice.objects.filter(entry__verb="remark.answered", recipient=learning.bearer).count() == 1


def test_once_over_nothing_more_is_said_and_the_answers_stay(learning, client):
    rereading = opened(learning)
    reader = guest(learning, rereading)
    say(client, reader, learning.found)
    rereadings.close(rereading, by=learning.adviser)

    answer = say(client, reader, learning.found, text="Trop tard.")
    assert answer.status_code == 200
    assert Remark.objects.get().text != "Trop tard."
    with pytest.raises(rereadings.ReadingOver):
        guest(learning, Rereading.objects.get())


def test_a_link_taken_back_or_made_up_opens_nothing(learning, client):
    reader = guest(learning, opened(learning))
    before = page_of(reader)
    rereadings.take_back(reader, by=learning.adviser)

    assert client.get(before).status_code == 410
    assert client.get("/relectures/nimporte:quoi/").status_code == 410
    assert Letter.objects.get().state == Letter.State.CANCELLED


def test_a_reader_reads_only_what_is_given_to_her(learning, client):
    other = learning.finding(title="Pas donné")
    reader = guest(learning, opened(learning))

    for kind, pk in (("finding", other.pk), ("rapport", 1), ("lead", 999)):
        assert client.get(reverse("capitalisation:read_one", args=[reader.token, kind, pk])).status_code == 404


def test_from_her_account_she_reaches_her_own_page_and_nobody_elses(learning, client):
    rereading = opened(learning)
    (reader,) = rereadings.ask_people(rereading, [learning.project], [RoleCode.BEARER], by=learning.adviser)
    page = reverse("capitalisation:my_rereading", args=[rereading.pk])
    client.force_login(learning.bearer)
    assert client.get(page).url == page_of(reader)
    client.force_login(UserFactory())
    assert client.get(page).status_code == 403


@pytest.mark.parametrize("page", ["rereading", "ask_readers", "close_rereading"])
def test_the_people_of_the_project_do_not_hold_the_reading(learning, client, page):
    rereading = opened(learning)
    client.force_login(learning.bearer)

    assert client.post(reverse(f"capitalisation:{page}", args=[rereading.pk])).status_code == 403


def test_the_team_opens_asks_and_reads_from_its_pages(learning, client):
    client.force_login(learning.adviser)
    new = reverse("capitalisation:new_rereading", args=[learning.cohort.slug])
    until = (timezone.localdate() + timedelta(days=5)).isoformat()
    assert client.post(new, {"title": "R", "until": until}).status_code == 200
    assert client.post(new, {"title": "R", "until": "2020-01-01", "findings": [learning.found.pk]}).status_code == 200
    token = str(client.get(new).context["form"]["token"].value())
    for _time in range(2):
        client.post(new, {"title": "R", "until": until, "findings": [learning.found.pk], "token": token})
    rereading = Rereading.objects.get()
    ask = reverse("capitalisation:ask_readers", args=[rereading.pk])
    assert client.post(ask, {"addresses": "sans adresse"}).status_code == 200
    assert client.post(ask, {}).status_code == 200
    said = {"addresses": "Jeanne Roy jeanne@exemple.org\nPaul <paul@exemple.org>", "side": "local_authority"}
    client.post(ask, said | {"projects": [learning.project.pk], "sides": ["bearer"]})

    assert sorted(reader.name for reader in Reader.objects.all()) == ["Jeanne Roy", "Odile Perrin", "Paul"]
    assert client.get(rereading.get_absolute_url()).status_code == 200


def test_a_colleague_makes_a_remark_once_and_the_author_is_told(learning, client):
    client.force_login(learning.lead)
    page = reverse("capitalisation:lead_remarks", args=[learning.asked.pk])
    token = str(client.get(page).context["form"]["token"].value())
    for _time in range(2):
        client.post(page, {"part": "", "stance": "shade", "text": "Pour un an.", "token": token})

    assert Remark.objects.count() == 1
    assert Notice.objects.filter(entry__verb="remark.made", recipient=learning.adviser).exists()


def test_addresses_are_forgotten_a_year_after(learning):
    learning.settle()
    guest(learning, opened(learning))
    services.send_lead(learning.asked, by=learning.lead, to="Le bureau", email="b@exemple.org")
    rereadings.forget_addresses(timezone.now())
    assert Reader.objects.get().email
    rereadings.forget_addresses(timezone.now() + timedelta(days=400))

    assert Reader.objects.get().email == ""


@pytest.mark.parametrize("count", [1, 3])
@pytest.mark.parametrize("page", ["reread", "rereading", "read_one", "rereadings"])
def test_a_page_costs_the_same_for_any_number(learning, client, count, page, django_assert_max_num_queries):
    found = [learning.finding([learning.kept], title=f"F{number}") for number in range(count)]
    rereading = opened(learning, findings=[learning.found, *found])
    reader = guest(learning, rereading)
    for one in found:
        say(client, reader, one)
        say(client, reader, learning.found, part=f"text{count}")
    client.force_login(learning.adviser)
    address = {
        "reread": page_of(reader),
        "rereading": rereading.get_absolute_url(),
        "read_one": reverse("capitalisation:read_one", args=[reader.token, "finding", learning.found.pk]),
        "rereadings": reverse("capitalisation:rereadings", args=[learning.cohort.slug]),
    }[page]
    client.get(address)

    with django_assert_max_num_queries(12):
        assert client.get(address).status_code == 200


def test_a_reader_of_the_project_never_reads_the_name_of_who_spoke(learning, client):
    reader = guest(learning, opened(learning))
    pages = [page_of(reader), reverse("capitalisation:read_one", args=[reader.token, "finding", learning.found.pk])]

    for page in (client.get(address).content.decode() for address in pages):
        assert WORDS in page
        assert "Odile" not in page
        assert "Pour · portage du projet" in page


@pytest.mark.parametrize("consent", ["told", "anonymous", "refused", "rewrite", "withdrawn"])
def test_words_that_may_not_say_their_project_are_not_shown_to_it_nor_counted(learning, client, consent):
    Evidence.objects.update(consent=consent, wording="Dit autrement." if consent == "told" else "")
    page = client.get(page_of(guest(learning, opened(learning)))).content.decode()

    assert WORDS not in page
    assert "Dit autrement." not in page
    assert "Ce qui est dit de votre projet" not in page
    assert "La première demande est" in page


def test_her_own_words_are_said_to_be_hers(learning, client):
    (reader,) = rereadings.ask_people(opened(learning), [learning.project], [RoleCode.BEARER], by=learning.adviser)
    Evidence.objects.update(consent="pending")
    page = client.get(page_of(reader)).content.decode()

    assert WORDS in page
    assert "Pour · vous" in page


def test_the_same_words_are_read_once_however_many_texts_stand_on_them(learning, client):
    page = client.get(page_of(guest(learning, opened(learning)))).content.decode()

    assert page.count(WORDS) == 1
    assert page.count("repose sur 1 passage lu plus haut") == 2
    assert "Constat 1" in page


def test_what_an_erased_reader_said_stays_signed_by_nobody_and_her_link_closes(learning, client):
    (reader,) = rereadings.ask_people(opened(learning), [learning.project], [RoleCode.BEARER], by=learning.adviser)
    remark = rereadings.say(reader, learning.found, part="text", stance="contest", text="Non.", version=1)
    rereadings.answer_remark(remark, by=learning.adviser, text="Entendu.", keep=True)
    erasing.erase(learning.bearer, by=None)

    said = [*Reader.objects.values_list("name", flat=True), *Remark.objects.values_list("name", flat=True)]
    said += Objection.objects.values_list("by", flat=True)
    assert not [name for name in said if "Odile" in name]
    assert Objection.objects.get().text == "Non."
    assert client.get(page_of(reader)).status_code == 410
