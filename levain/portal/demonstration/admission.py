"""The checks, the three requests for correction, the opinions of the State services, and the letters of the call."""

from datetime import date, datetime, time, timedelta
from functools import partial

from levain.chain.services import prepare_letters
from levain.portal.demonstration.clock import PARIS
from levain.portal.demonstration.story import Story, read
from levain.selection.models import Application, Check, Opinion
from levain.selection.rules.admission import applicants
from levain.selection.services import admission, checklist, letters, opinions
from levain.selection.services.said import set_read_from

CHECKED, ADMITTED = date(2020, 7, 3), date(2020, 9, 1)
OPINION = date(2020, 7, 21)
READ_BY = timedelta(days=1)
AT_SIX = time(18)
REASON = (
    "Merci pour votre dossier, il a été lu en entier. Il y manque une chose, que nous vous demandons avant de le "
    "transmettre au jury. Le reste de votre candidature demeure comme vous l'avez déposée."
)
OPINIONS = {
    "plombieres": "Le groupe et la commune se parlent. Nous pouvons les aider à lire les règles d'un bâtiment fermé.",
    "melle": "Un petit groupe, une commune présente. Le service suivra volontiers les questions d'eau.",
    "saint-bonnet": "Nous connaissons la commune. L'année d'appui aurait de l'effet, faute de bras sur place.",
    "vallouise": "Le sujet des déplacements revient chaque saison. Nous pouvons ouvrir des portes à la région.",
    "suresnes": "Une dynamique d'habitants ancienne. Le service peut recevoir le groupe dès l'automne.",
}
# What its form tells of needs and hopes, by question.
GIVES = {"story": "q05", "need": "q16", "tried": "q17", "hoped": "q11", "authority_hopes": "q14"}
# What the team says once for all the letters of its call.
ONCE = {
    "signataire": "L'équipe nationale de l'accélérateur",
    "accompagnateur": "Inès K.",
    "date_seminaire": "8 décembre 2020",
    "date_limite_appel": "30 novembre 2020",
}
# The letters of the story, in the words that the house fills.
REWORDED = {
    "Bonjour {prenom_1}, bonjour {prenom_2},": "{salutation}",
    "{correspondant}, dans les services de l'État de votre département, a lu": (
        "{si_correspondant}{correspondant}, dans les services de l'État de votre département, a lu"
    ),
    "se présentera à vous. ": "se présentera à vous. {fin}",
    "{correspondant}, dans les services de l'État de votre département, connaît": (
        "{si_correspondant}{correspondant}, dans les services de l'État de votre département, connaît"
    ),
    "peut vous recevoir. ": "peut vous recevoir. {fin}",
}


def plan(story: Story) -> None:
    told = read("call-2020")
    story.on(CHECKED, partial(look, story, told))
    for asked in told["admissibility_requests"]:
        story.on(asked["asked_on"], partial(ask, story, asked))
        story.on(asked["answered_on"], partial(answer, story, asked))
    story.on(OPINION, partial(give_opinions, story, told))
    story.on(ADMITTED, partial(admit, story))
    published = date.fromisoformat(str(told["call"]["decisions_published_on"]))
    story.on(published - READ_BY, partial(write_letters, story, told))


def look(story: Story, told: dict) -> None:
    """Every file is looked at; what is missing is noted on the point it belongs to."""
    story.call.refresh_from_db()
    set_read_from(story.call, {**story.call.read_from, **GIVES}, by=story.adviser)
    points = checklist.first_checklist(story.call)
    missing = {asked["application"]: asked["missing"] for asked in told["admissibility_requests"]}
    yes = {point.pk: (Check.Answer.YES, "") for point in points}
    for application in story.call.applications.filter(state=Application.State.DEPOSITED):
        found = dict(yes)
        if lacks := missing.get(application.reference):
            found[_point(points, lacks).pk] = (Check.Answer.ASK, lacks)
        checklist.check(application, found, by=story.adviser)


def _point(points: list, lacks: str):
    """The point of the list that a missing piece belongs to."""
    place = 2 if "courriel" in lacks else 1 if "personne" in lacks else 0
    return points[min(place, len(points) - 1)]


def ask(story: Story, said: dict) -> None:
    application = story.call.applications.get(reference=said["application"])
    admission.ask_correction(
        application,
        by=story.adviser,
        reason=REASON,
        missing=[said["missing"]],
        due=datetime.combine(said["due"], AT_SIX, PARIS),
        grace_minutes=story.call.grace_minutes,
    )


def answer(story: Story, said: dict) -> None:
    """They send it, the team looks, and the file is admissible."""
    application = story.call.applications.get(reference=said["application"])
    request = application.corrections.get()
    # Some answered by mail: the team then typed it in.
    by = next(iter(applicants(application)), story.adviser)
    admission.answer_correction(request, by=by, answer="Voici ce qui manquait. Merci d'avoir attendu.")
    points = checklist.first_checklist(story.call)
    checklist.check(application, {point.pk: (Check.Answer.YES, "") for point in points}, by=story.adviser)
    admission.settle(application, admissible=True, by=story.lead, reason="La pièce demandée est arrivée à temps.")


def give_opinions(story: Story, told: dict) -> None:
    """From a shared mailbox, by somebody who gives her name: nobody there had an account yet."""
    projects = {said["id"]: said["project"] for said in told["applications"] if "project" in said}
    waiting = Opinion.objects.waiting().filter(application__call=story.call).select_related("application", "service")
    for opinion in waiting:
        name = projects.get(opinion.application.reference)
        if name in OPINIONS:
            who = "Une personne du service (inventée)"
            opinions.give_opinion(opinion, kind="favourable", text=OPINIONS[name], by=None, name=who)


def admit(story: Story) -> None:
    for application in story.call.applications.filter(state=Application.State.DEPOSITED):
        admission.settle(application, admissible=True, by=story.lead)


def write_letters(story: Story, told: dict) -> None:
    """All of them prepared, then read one by one by the national team."""
    known = letters.templates_of(story.call)
    for said in told["letters"]:
        template = known[said["for_state"]]
        body, subject = said["body"], said["subject"]
        for words, ours in REWORDED.items():
            body = body.replace(words, ours)
        _write(story, template, subject, body)
    written = {said["for_state"] for said in told["letters"]}
    for state, template in known.items():
        if state not in written:
            _write(story, template, template.subject, template.body)
    prepare_letters(story.call, by=story.adviser)
    for letter in letters.letters_of(story.call):
        letters.mark_read(letter, by=story.lead, version=letter.version)


def _write(story: Story, template, subject: str, body: str) -> None:
    letters.write_template(
        story.call, template.state, by=story.lead, version=template.version, subject=subject, body=body, said=ONCE
    )
