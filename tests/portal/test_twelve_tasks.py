"""The twelve main tasks (FS6), each in at most five page loads from the first screen."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from levain.capitalisation.models import Evidence, Paragraph
from levain.evaluation.models import Rating
from levain.foundation.models import Document
from levain.people.models import Invitation
from levain.projects.models import Action, LogbookEntry
from levain.seminars.models import Registration
from levain.support.models import Contact, Need
from tests.capitalisation.factories import Learning
from tests.evaluation.factories import ObjectiveFactory
from tests.foundation.test_documents import picture
from tests.portal.journey import Journey
from tests.projects import factories as f
from tests.seminars.factories import SeminarFactory
from tests.support.factories import NeedFactory, ProposalFactory, ReferralFactory, SupportFactory

MOST = 5


@pytest.fixture
def project():
    return f.ProjectFactory()


@pytest.fixture
def begin(client):
    """A person sits down at her first screen; what she does there is counted when the test ends."""
    begun = []

    def sit(person):
        begun.append(Journey(client, person))
        return begun[-1]

    yield sit
    assert [journey.loads for journey in begun if not 0 < journey.loads <= MOST] == []


def test_1_write_in_the_logbook_with_a_photo(begin, project):
    walk = begin(f.bearer_of(project))
    walk.follow(reverse("projects:write", args=[project.slug]))
    photo = SimpleUploadedFile("jardin.png", picture("PNG"), "image/png")
    walk.send(text="Ce soir, quatre personnes.", photos=photo, photo_alt="Le jardin", audience="project")

    assert LogbookEntry.objects.get().text == "Ce soir, quatre personnes."
    assert Document.objects.count() == 1


def test_2_state_a_need(begin, project):
    walk = begin(f.bearer_of(project))
    walk.follow(reverse("support:need_new", args=[project.slug]))
    walk.send(in_my_words="Un local pour l'hiver.", audience="project")

    assert Need.objects.get().in_my_words == "Un local pour l'hiver."


def test_3_answer_a_proposal(begin, project):
    proposal = ProposalFactory(need__project=project)
    walk = begin(f.bearer_of(project))
    walk.follow(proposal.need.get_absolute_url())
    walk.send(to=reverse("support:answer", args=[proposal.pk]), answer="under_way")

    proposal.refresh_from_db()
    assert proposal.answer == "under_way"


def test_4_register_for_a_seminar(begin, project):
    seminar = SeminarFactory(cohort=project.cohort)
    bearer = f.bearer_of(project)
    begin(bearer).send(to=reverse("seminars:come", args=[seminar.slug]))

    assert Registration.objects.get().user == bearer


def test_5_record_a_call(begin, project):
    walk = begin(f.adviser_of(project))
    walk.follow(reverse("support:call"))
    walk.send(text="Appelée : tout va bien.", audience="project")

    assert Contact.objects.get().text == "Appelée : tout va bien."


def test_6_qualify_a_need_and_propose_a_support(begin, project):
    need = NeedFactory(project=project, in_my_words="Un regard extérieur sur la cour.")
    support = SupportFactory(name="Regard extérieur")
    walk = begin(f.adviser_of(project))
    walk.follow(reverse("support:qualify", args=[need.pk]))
    walk.send(adviser_words="Un diagnostic d'usage.", theme="mobilite")
    walk.follow(reverse("support:propose", args=[need.pk]))
    walk.send(**{f"s{support.pk}-chosen": "on", f"s{support.pk}-why": "Il est gratuit."})

    assert need.proposals.get().support == support


def test_7_reply_to_a_question(begin):
    referral = ReferralFactory()
    walk = begin(f.state_agent_of(referral.need.project))
    walk.follow(reverse("support:reply", args=[referral.pk]))
    walk.send(reply="Non, une déclaration suffit.")

    referral.refresh_from_db()
    assert referral.reply == "Non, une déclaration suffit."


def test_8_rate_an_objective(begin, project):
    ObjectiveFactory(project=project)
    walk = begin(f.bearer_of(project))
    walk.follow(next(link for link in links(walk) if "/evaluer/" in link))
    walk.send(level="-1", reason="Un seul jardin.")

    assert Rating.objects.get().level == -1


def test_9_add_an_action(begin, project):
    walk = begin(f.bearer_of(project))
    walk.follow(project.get_absolute_url())
    walk.follow(reverse("projects:actions", args=[project.slug]))
    walk.follow(reverse("projects:add_action", args=[project.slug]))
    walk.send(title="Demander la clé")

    assert Action.objects.get().title == "Demander la clé"


def test_10_invite_someone(begin, project):
    walk = begin(f.bearer_of(project))
    walk.follow(project.get_absolute_url())
    walk.follow(reverse("projects:team", args=[project.slug]))
    walk.follow(reverse("projects:invite", args=[project.slug]))
    walk.send(email="paul@example.org", name="Paul", code="member")

    assert Invitation.objects.get().email == "paul@example.org"


def test_11_cite_a_passage(begin, project):
    note = f.LogbookEntryFactory(project=project, text="La clé se trouvait dans une boîte à sucre.")
    walk = begin(f.adviser_of(project))
    walk.follow(project.get_absolute_url())
    walk.follow(next(link for link in links(walk) if link.startswith("/espace/preuves/nouvelle/")))
    walk.send(quote="une boîte à sucre")

    assert Evidence.objects.get().passage.object == note


def test_12_compose_a_paragraph_of_the_report(begin):
    learning = Learning()
    report = learning.report()
    walk = begin(learning.adviser)
    walk.follow(reverse("capitalisation:mine"))
    walk.follow(reverse("capitalisation:compose", args=[report.slug]))
    walk.follow(next(link for link in links(walk) if link.endswith("/paragraphes/nouveau/")))
    walk.send(kind="context", text="Le programme a commencé en 2020.")

    assert Paragraph.objects.get(text="Le programme a commencé en 2020.").kind == "context"


def links(walk):
    return [link.get("href", "").split("?")[0] for link in walk.page.iter("a")]
