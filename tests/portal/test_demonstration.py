import re
from datetime import date
from types import SimpleNamespace

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.test import Client, override_settings
from django.utils import timezone

from levain.capitalisation.checks import coverage
from levain.capitalisation.gathering import gather
from levain.capitalisation.models import CorpusText, Evidence, Figure, Finding, Lesson, Paragraph, PolicyLead, Report
from levain.capitalisation.services import check, verify
from levain.evaluation.models import Effect
from levain.foundation import clock, passages
from levain.foundation.models import JournalEntry, Letter, Notice, Origin
from levain.foundation.passages import State
from levain.people.demonstration import accounts
from levain.people.models import Organisation, Role, RoleCode, User
from levain.portal import demonstration
from levain.portal.demonstration import call, large, running
from levain.portal.demonstration.story import LAST_DAY, PROJECTS, read
from levain.portal.house import load_references
from levain.portal.moments import STANDS_ON
from levain.programmes.models import Cohort
from levain.projects.models import Action, LogbookEntry, Project
from levain.selection.models import Application, Call
from levain.seminars.models import ANONYMOUS, Activity, Contribution, Minutes, Seminar
from levain.support.models import Need, Proposal, Referral

pytestmark = pytest.mark.xdist_group("demonstration")


class Interrupted(Exception):
    pass


def needs_of_the_year():
    return Need.objects.filter(stated_on__lte=LAST_DAY)


def interrupt(story, told):
    raise Interrupted


def looked_at(moment):
    """What a demonstration holds at a moment of its year, and what its people see first; it is then undone."""
    day = STANDS_ON[moment]
    with transaction.atomic():
        demonstration.build(moment=moment)
        with clock.told_by(clock.standing_on(day)), override_settings(DEMONSTRATION_DAY=day):
            found = SimpleNamespace(
                held=Seminar.objects.filter(ends__lt=timezone.now()).count(),
                to_come=Seminar.objects.filter(starts__gt=timezone.now()).count(),
                needs=Need.objects.exclude(state=Need.State.CLOSED).count(),
                latest=JournalEntry.objects.first().at.date(),
                findings=Finding.objects.count(),
                late=Referral.objects.filter(replied_on=None, hoped_by__lt=timezone.localdate()).count(),
                screens={group.role: first_screen(group.first) for group in accounts()},
                today=timezone.localdate(),
            )
        transaction.set_rollback(True)
    return found


def first_screen(person):
    client = Client()
    client.force_login(person)
    return client.get("/espace/").content.decode()


@pytest.fixture(scope="module", autouse=True)
def house(django_db_setup, django_db_blocker):
    """The references, a build that is interrupted, two that stop on a day, then the whole story; once."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_references()
        release, call.release = call.release, interrupt
        with pytest.raises(Interrupted):
            demonstration.build()
        call.release = release
        left = Cohort.objects.count() + User.objects.count()
        early = {moment: looked_at(moment) for moment in ("start", "middle")}
        demonstration.build()
        yield SimpleNamespace(left=left, early=early)
        transaction.set_rollback(True)


def test_an_interrupted_build_leaves_nothing(house):
    assert house.left == 0


def test_at_the_start_the_first_needs_are_there_and_nothing_is_learned(house):
    start = house.early["start"]

    assert (start.held, start.to_come, start.findings) == (0, 1, 0)
    assert start.needs
    assert start.latest < start.today == date(2020, 12, 4)


def test_in_the_middle_two_seminars_are_over(house):
    middle = house.early["middle"]

    assert (middle.held, middle.findings) == (2, 0)
    assert middle.needs > house.early["start"].needs
    assert middle.latest < middle.today == date(2021, 6, 24)


@pytest.mark.parametrize("moment", ["start", "middle"])
def test_a_demonstration_that_stands_on_a_day_says_so_and_nothing_in_it_is_late(house, moment):
    found = house.early[moment]
    day = {"start": "4 décembre 2020", "middle": "24 juin 2021"}[moment]

    assert found.late == 0
    assert {f"nous sommes le {day}" in page for page in found.screens.values()} == {True}


WAITS = {
    ("start", RoleCode.BEARER): "Une salle chauffée",
    ("start", RoleCode.ADVISER): "Savoir compter nos trajets",
    ("start", RoleCode.STATE_SERVICE): "habitants peuvent se réunir",
    ("start", RoleCode.FACILITATOR): "Faire connaissance",
    ("start", RoleCode.PROGRAMME_LEAD): "Faire connaissance",
    ("middle", RoleCode.BEARER): "On a un bâtiment immense",
    ("middle", RoleCode.ADVISER): "Des gilets à la taille des petits",
    ("middle", RoleCode.STATE_SERVICE): "Le rez-de-chaussée est ouvert",
    ("middle", RoleCode.LOCAL_AUTHORITY): "Le rez-de-chaussée est ouvert",
}


@pytest.mark.parametrize(("moment", "role"), WAITS)
def test_something_waits_at_each_moment_for_those_who_open_the_demonstration(house, moment, role):
    assert WAITS[moment, role] in house.early[moment].screens[str(role.label)]


def test_the_whole_story_is_there():
    told = [read(name) for name in PROJECTS]
    sheets = Contribution.objects.exclude(activity__kind=Activity.Kind.CLOSING_QUESTIONNAIRE, value=None)

    assert Project.objects.filter(cohort__slug="2020-2021").count() == 5
    assert Project.objects.filter(cohort__slug="2022-2023").count() == 3
    assert LogbookEntry.objects.filter(project__cohort__slug="2020-2021").count() == 97
    assert Application.objects.count() == 23
    assert needs_of_the_year().count() == sum(len(one["needs"]) for one in told)
    assert sheets.count() == 553
    held = Seminar.objects.filter(cohort__slug="2020-2021").exclude(slug=running.SLUG)
    assert held.count() == Minutes.objects.exclude(approved_on=None).count() == 3
    learned = {model: model.objects.filter(cohort__slug="2020-2021") for model in (Evidence, Finding, Lesson)}
    assert [found.count() for found in learned.values()] == [46, 12, 8]
    leads = PolicyLead.objects.filter(cohort__slug="2020-2021")
    assert (leads.count(), leads.filter(answer="").count()) == (9, 2)


def test_building_again_changes_nothing():
    before = JournalEntry.objects.count(), User.objects.count()

    demonstration.build()

    assert (JournalEntry.objects.count(), User.objects.count()) == before


def test_five_retained_projects_three_in_reserve_and_reasons_for_all():
    states = [application.state for application in Application.objects.all()]

    assert (states.count("retained"), states.count("reserve"), states.count("not_retained")) == (5, 3, 15)
    assert not Application.objects.filter(reason="").exists()
    assert Application.objects.exclude(project=None).count() == 5
    assert Call.objects.get().released_at.date() == date(2020, 10, 23)


def test_the_report_is_published_and_each_finding_says_its_source():
    report = Report.objects.get()
    chain = gather(report)
    edition = report.editions.get()

    assert check(report) == []
    assert verify(edition) == []
    assert Paragraph.objects.filter(section__report=report).count() == 79
    assert coverage(chain.sections).left == []
    assert len(chain.findings) == 12
    assert edition.published_at.date() == date(2022, 3, 11)


def test_every_passage_stands_in_its_source():
    found = passages.find_all(one.passage for one in Evidence.objects.select_related("passage"))

    assert {one.state for one in found.values()} == {State.INTACT}


def test_the_figures_of_the_report_count_what_is_in_the_house():
    needs = {"satisfaits": 0, "en partie": 0, "non satisfaits": 0, "ouverts": 0}
    words = {"yes": "satisfaits", "partly": "en partie", "no": "non satisfaits", "": "ouverts"}
    for need in needs_of_the_year():
        needs[words[need.met]] += 1
    delays = sorted((one.replied_on - one.asked_on).days for one in Referral.objects.filter(asked_on__lte=LAST_DAY))
    middle = len(delays) // 2

    assert Figure.objects.get(slug="needs").value == needs
    assert Figure.objects.get(slug="referrals").value == (delays[middle - 1] + delays[middle]) / 2
    for rank in (1, 2, 3):
        sheets = Contribution.objects.filter(
            activity__seminar__number=rank, activity__kind=Activity.Kind.CLOSING_QUESTIONNAIRE, value__isnull=False
        )
        figure = Figure.objects.get(slug=f"sat{rank}")
        assert figure.n == sheets.count()
        assert figure.value == sum(sheet.value["s02"] >= 4 for sheet in sheets)


def test_an_idea_of_a_board_became_an_action_that_keeps_its_origin():
    said = [origin for origin in Origin.objects.all() if isinstance(origin.passage.object, Contribution)]

    ideas = [origin for origin in said if origin.passage.object.activity.kind == Activity.Kind.BOARD]
    assert any(isinstance(origin.object, Action) for origin in ideas)


def test_the_journal_carries_the_dates_of_the_story():
    at = [entry.at for entry in JournalEntry.objects.order_by("pk")]

    assert at == sorted(at)
    assert at[0].date() == date(2020, 1, 20)
    assert JournalEntry.objects.get(verb="report.published").at.date() == date(2022, 3, 11)
    assert at[-1] < timezone.now()


def test_no_letter_of_a_year_that_is_over_waits_to_be_sent():
    assert not Letter.objects.filter(sent_at=None, created_at__date__lte=LAST_DAY).exists()
    assert not Notice.objects.filter(state=Notice.State.WAITING).exists()
    assert Notice.objects.filter(read_at=None).exists()


def test_each_person_has_a_name_of_her_own():
    assert User.objects.values("name").distinct().count() == User.objects.count()


def test_each_role_has_an_account():
    assert set(Role.objects.values_list("code", flat=True)) == set(RoleCode.values)
    said = demonstration.invitation_to_sign_in("http://127.0.0.1:8000")
    assert "http://127.0.0.1:8000/connexion/" in said
    assert "Renée R." in said


INVENTED = [Cohort, Project, Call, Application, Seminar, Evidence, Finding, Lesson, PolicyLead, Figure, Report, User]


@pytest.mark.parametrize("model", INVENTED)
def test_what_is_invented_is_marked(model):
    assert model.objects.exists()
    assert not model.objects.filter(fictional=False).exists()


def test_every_word_of_a_closed_list_is_one_of_the_list():
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if field.choices and model is not CorpusText:
                known = {value for value, _words in field.flatchoices} | {"", None}
                assert set(model._base_manager.values_list(field.name, flat=True)) <= known, (model, field.name)


def test_only_communes_and_state_services_are_real():
    real = Organisation.objects.filter(fictional=False, general_knowledge=False)

    assert set(real.values_list("kind", flat=True)) == {Organisation.Kind.COMMUNE}
    assert real.count() == 5


def test_invented_communes_are_tied_to_no_territory_and_invented_answers_are_marked():
    assert Application.objects.exclude(commune=None).count() == 5
    assert not PolicyLead.objects.exclude(answer="").filter(answer_fictional=False).exists()


def test_an_effect_of_an_invented_commune_is_told_in_its_six_steps():
    effect = Effect.objects.get(project__slug="ombreuil")
    assert effect.project.fictional
    steps = ("question", "confidence_wanted", "theory", "risks", "weak_links", "disagreements", "to_find", "revised")
    assert [step for step in steps if not getattr(effect, step)] == []
    assert [rival.because for rival in effect.rivals.all()] != [""]
    assert {proof.link.effect for proof in effect.proofs.all()} == {effect}


def test_no_real_service_is_late():
    waiting = Referral.objects.filter(replied_on=None)

    assert waiting.count() == 1
    assert not waiting.filter(hoped_by__lte=timezone.localdate()).exists()


def test_something_waits_for_those_who_open_the_demonstration():
    assert Need.objects.filter(state=Need.State.STATED).count() == 2
    assert Proposal.objects.filter(answer=Proposal.Answer.WAITING).count() == 2


LINKS = re.compile(r'<a [^>]*href="(/espace/[^"#]*)')
PAGES_READ = 60


@pytest.mark.skipif(connection.vendor != "sqlite", reason="What a page offers does not hang on the engine.")
@pytest.mark.parametrize("role", [code for code in RoleCode.values if code != RoleCode.ADMINISTRATOR])
def test_no_link_offered_to_a_person_refuses_her(role):
    """From her first screen, a page of each kind, and every link of it."""
    person = User.objects.filter(fictional=True, roles__code=role).order_by("pk").first()
    client = Client()
    client.force_login(person)
    waiting, asked, read, refused = ["/espace/"], {"/espace/"}, set(), []
    while waiting and len(read) < PAGES_READ:
        page = waiting.pop(0)
        answer = client.get(page)
        if answer.status_code >= 400:
            refused.append((page, answer.status_code))
        kind = answer.resolver_match and answer.resolver_match.view_name
        if kind in read or not answer.headers["Content-Type"].startswith("text/html"):
            continue
        read.add(kind)
        found = {link.replace("&amp;", "&") for link in LINKS.findall(answer.content.decode())} - asked
        asked |= found
        waiting += sorted(found)

    assert not refused


def test_everything_chosen_is_among_the_choices():
    strange = [
        f"{field.model._meta.label}.{field.name}: {value}"
        for model in apps.get_models()
        if model.__module__.startswith("levain.")
        for field in model._meta.concrete_fields
        if field.choices
        for value in model._base_manager.order_by().values_list(field.attname, flat=True).distinct()
        if value not in ("", None, ANONYMOUS) and value not in dict(field.flatchoices)
    ]

    assert strange == []


def test_a_large_house_grows_once():
    large.enlarge(cohorts=2)
    large.enlarge(cohorts=2)

    invented = Project.objects.filter(cohort__slug__startswith="essai-")
    assert invented.count() == 10
    assert LogbookEntry.objects.filter(project__in=invented).count() == 280
    assert not invented.filter(fictional=False).exists()
