"""The programme and the people of the story: real services and communes, invented persons."""

from contextlib import suppress
from datetime import date
from decimal import Decimal
from functools import partial

from django.utils.text import slugify

from levain.evaluation.services import adopt_framework
from levain.people.models import Organisation, RoleCode, User
from levain.people.services import AlreadyHeld, give_role, make_person
from levain.portal.demonstration.story import PROJECTS, Story, read
from levain.programmes.founding import found_house, found_programme
from levain.programmes.services import open_cohort, set_phases
from levain.territories.models import Territory

COHORT = "2020-2021"
FOUNDED = date(2020, 1, 20)
JURY_SITS = date(2020, 9, 1)
WELCOMED = date(2020, 10, 24)
# Read in programme.md, §1; the rest of this file's names is invented.
PURPOSE = (
    "Programme expérimental de la Direction générale de l'aménagement, du logement et de la nature (DGALN), rattaché "
    "à la démarche ÉcoQuartier, qui accompagne pendant environ un an au plus cinq projets de transition écologique "
    "portés par des habitants et des usagers."
)
# Each stretch of the session: its three names, its days. The months of selection and end are sourced, days are not.
PHASES = (
    ("Appel à projets à venir", "Appel à projets ouvert", "Appel à projets clos", "2020-02-10", "2020-06-30"),
    ("Lecture à venir", "Lecture des dossiers", "Dossiers lus", "2020-07-01", "2020-10-12"),
    ("Jury à venir", "Jury et décisions", "Jury réuni, cinq projets choisis", "2020-10-13", "2020-11-01"),
    ("Accompagnement à venir", "Accompagnement en cours", "Une année accompagnée", "2020-11-02", "2021-12-31"),
    ("Bilan à venir", "Bilan et rapport en cours", "Bilan rendu", "2022-01-01", "2022-03-31"),
)
STAFF = {
    "admin-dominique": ("Dominique A.", "S'occupe des comptes et de la santé du service.", RoleCode.ADMINISTRATOR),
    "lead-marc": (
        "Marc D.",
        "Équipe nationale ; lit l'état des cinq projets le lundi.",
        RoleCode.PROGRAMME_LEAD,
    ),
    "adviser-ines": ("Inès K.", "Suit les cinq projets ; appelle plus qu'elle n'écrit.", RoleCode.ADVISER),
    "facilitator-theo": ("Théo M.", "Anime les séminaires, un œil sur la montre.", RoleCode.FACILITATOR),
    "evaluator-estelle": ("Estelle V.", "Évalue ; demande toujours combien ils étaient.", RoleCode.EVALUATOR),
}
KINDS = {"collectif_informel": Organisation.Kind.COLLECTIVE, "association": Organisation.Kind.ASSOCIATION}


def person(story: Story, name: str, about: str, known_as: str) -> User:
    """An invented person, at an address where no letter can arrive."""
    if known_as not in story.people:
        address = ".".join(slugify(part) for part in name.replace(".", "").split())
        if any(known.email.startswith(f"{address}@") for known in story.people.values()):
            address = f"{address}.{known_as.rpartition('-')[0]}"
        email = f"{address}@demonstration.example"
        story.people[known_as] = make_person(email, name, about=about[:200], fictional=True)
    return story.people[known_as]


def plan(story: Story) -> None:
    story.on(FOUNDED, partial(found, story))
    story.on(JURY_SITS, partial(seat_the_jury, story))
    story.on(WELCOMED, partial(welcome, story))


def found(story: Story) -> None:
    """The programme, its session and those who run it."""
    for known_as, (name, about, _code) in STAFF.items():
        person(story, name, about, known_as)
    # Those who apply first are not always those whom a visitor meets first.
    for project in PROJECTS:
        for said in read(project)["people"]:
            if said["role"] in (RoleCode.BEARER, RoleCode.LOCAL_AUTHORITY):
                person(story, said["name"], said["one_line"], said["id"])
    # She has no role before the second session, which she leads; she evaluates both.
    person(story, "Aline P.", "Suit la suite imaginée et compare les deux sessions.", "lead-aline")
    marc = story.lead
    found_house(story.people["admin-dominique"].email)
    story.programme = found_programme(
        slug="accelerateur-de-projets-citoyens", name="Accélérateur de projets citoyens", purpose=PURPOSE, by=marc
    )
    story.cohort = open_cohort(
        story.programme,
        slug=COHORT,
        name="Session 2020-2021",
        seats=5,
        starts=date(2020, 2, 10),
        ends=date(2021, 12, 31),
        expertise_days=Decimal(read("support")["envelope_days"]),
        by=marc,
        fictional=True,
    )
    names = ("name_before", "name_during", "name_after")
    phases = [
        dict(zip(names, said, strict=True)) | {"starts": date.fromisoformat(starts), "ends": date.fromisoformat(ends)}
        for *said, starts, ends in PHASES
    ]
    set_phases(story.cohort, phases, by=marc)
    story.team = organisation("Équipe nationale (fictive)", Organisation.Kind.MINISTRY)
    advising = organisation("Équipe d'accompagnement (fictive)", Organisation.Kind.COMPANY)
    teams = {"lead-marc": story.team, "adviser-ines": advising, "facilitator-theo": advising}
    for known_as, (_name, _about, code) in STAFF.items():
        national = code in (RoleCode.ADMINISTRATOR, RoleCode.PROGRAMME_LEAD)
        scope = story.programme if national else story.cohort
        give_role(story.people[known_as], code, scope, by=marc, organisation=teams.get(known_as))
    # The adviser also hosts with the facilitator: somebody in the story looks at the house in two capacities.
    give_role(story.adviser, RoleCode.FACILITATOR, story.cohort, by=marc, organisation=advising)
    adopt_framework(story.cohort, by=marc)


def organisation(name: str, kind: str, **said) -> Organisation:
    return Organisation.objects.create(name=name, kind=kind, **{"fictional": True} | said)


def seat_the_jury(story: Story) -> None:
    for juror in read("call-2020")["jurors"]:
        user = person(story, juror["name"], juror["organisation_kind"].capitalize(), f"jury-{juror['id']}")
        code = RoleCode.JURY_CHAIR if juror["role"].startswith("président") else RoleCode.JUROR
        give_role(user, code, story.call, by=story.lead)


def commune_of(told: dict) -> Territory:
    return Territory.objects.communes().get(code=told["project"]["commune"])


def carriers(told: dict) -> tuple[Organisation, Organisation]:
    """The collective, invented, and the local authority, real: what she says stays under a fictional project."""
    commune = commune_of(told)
    said = told["project"]["collective"]
    collective = organisation(said["name"], KINDS[said["kind"]])
    collective.territories.add(commune)
    said = told["project"]["local_authority"]
    local = organisation(said["name"], Organisation.Kind.COMMUNE, fictional=False)
    local.territories.add(commune)
    return collective, local


def department_of(commune: Territory) -> Territory:
    return Territory.objects.containing(commune).get(kind=Territory.Kind.DEPARTMENT)


def welcome(story: Story) -> None:
    """Give the people of each project their place in it."""
    for name in PROJECTS:
        project, told = story.projects[name], read(name)
        department = department_of(commune_of(told))
        service = Organisation.objects.get(kind=Organisation.Kind.STATE_SERVICE, territories=department)
        story.services[name] = service
        theirs = {told["project"]["collective"]["name"]: project.collective}
        theirs |= {told["project"]["local_authority"]["name"]: project.local_authority}
        for said in told["people"]:
            if said["id"] in STAFF:
                continue
            user = person(story, said["name"], said["one_line"], said["id"])
            if said["role"] == RoleCode.STATE_SERVICE:
                give_role(user, said["role"], department, by=story.lead, organisation=service)
            else:
                body = theirs.get(said["organisation"])
                # Those who wrote the application were given their place when the project opened.
                with suppress(AlreadyHeld):
                    give_role(user, said["role"], project, by=story.adviser, organisation=body)
