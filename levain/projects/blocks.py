"""The parts of a public page that come from the project itself."""

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, QuerySet, Sum
from django.utils.formats import number_format
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from levain.design.dates import in_words
from levain.foundation.audiences import Audience
from levain.foundation.models import Document
from levain.projects import hands
from levain.projects.models import Commitment, EngagementAnswer, LogbookEntry, Project, Step
from levain.projects.showcase import add_block

FIGURES = {
    "people": _("People met"),
    "first_timers": _("There for the first time"),
    "hours": _("Hours given"),
}


def journey(project: Project) -> QuerySet[Step]:
    return project.steps.all()


def commitments(project: Project) -> QuerySet[Commitment]:
    """What became of a promise, once both sides have agreed to let it be read."""
    return project.commitments.published().select_related("by", "organisation")


def news(project: Project) -> QuerySet[LogbookEntry]:
    """Notes written for everyone: those who wrote them said so on the button."""
    return project.logbook.standing().filter(audience=Audience.PUBLIC)


def photos(project: Project) -> QuerySet[Document]:
    kind = ContentType.objects.get_for_model(LogbookEntry)
    notes = news(project).order_by().values("pk")
    return Document.objects.filter(object_type=kind, object_id__in=notes, kind="image/webp").order_by("-pk")


def engagements(project: Project) -> QuerySet[EngagementAnswer]:
    """Those of the version of the framework that the project chose."""
    answers = EngagementAnswer.objects.filter(sheet__project=project, engagement__version=F("sheet__framework"))
    return answers.select_related("engagement", "sheet").order_by("engagement__number")


def figures(project: Project) -> list[tuple[str, str]]:
    """What the notes written for everyone count together."""
    counted = news(project).order_by().aggregate(**{name: Sum(name) for name in FIGURES})
    return [(label, number_format(counted[name])) for name, label in FIGURES.items() if counted[name]]


def named_note(note: LogbookEntry) -> str:
    return f"{in_words(note.happened_on)} · {note.text}"


def named_photo(photo: Document) -> str:
    return photo.alt or gettext("Photo without a description: %(name)s") % {"name": Truncator(photo.name).chars(40)}


def say_blocks() -> None:
    add_block(
        "pitch", _("In a few words"), lambda project: project.pitch, template="projects/blocks/lead.html", order=1
    )
    add_block("story", _("The story"), lambda project: project.story, order=10)
    add_block(
        "news",
        _("The last news"),
        news,
        rows=True,
        label_of=named_note,
        template="projects/blocks/news.html",
        order=30,
    )
    add_block(
        "photos",
        _("Photos"),
        photos,
        rows=True,
        label_of=named_photo,
        template="projects/blocks/photos.html",
        order=35,
    )
    add_block("journey", _("The journey"), journey, rows=True, template="projects/blocks/journey.html", order=40)
    add_block(
        "commitments",
        _("Commitments, told by both sides"),
        commitments,
        rows=True,
        template="projects/blocks/commitments.html",
        hint=_("Only those that the collective and whoever made them have agreed to publish."),
        order=45,
    )
    add_block(
        "engagements",
        _("ÉcoQuartier engagements"),
        engagements,
        rows=True,
        label_of=lambda answer: str(answer.engagement),
        template="projects/blocks/engagements.html",
        hint=_("Those the project takes up, with how, in the version it chose."),
        order=60,
    )
    add_block(
        "figures",
        _("In figures"),
        figures,
        template="projects/blocks/figures.html",
        hint=_("People, first-timers and hours, added up from the notes written for everyone."),
        order=50,
    )
    add_block(
        "contact",
        _("Write to the team"),
        lambda project: project.slug,
        template="projects/blocks/contact.html",
        hint=_("Anyone may write to the collective, without an account. No address is shown."),
        order=90,
    )
    add_block(
        "hands",
        _("Lend a hand"),
        hands.of_page,
        template="projects/blocks/hands.html",
        hint=_("What you look for, and the offers you chose to publish."),
        order=84,
    )
    add_block(
        "answers",
        _("Questions and objections, with their answers"),
        hands.answers_of_page,
        template="projects/blocks/answers.html",
        hint=_("Those you chose to publish, when the person who wrote accepts it."),
        order=86,
    )
    add_block(
        "sources",
        _("What is known from public sources"),
        lambda project: project.sourced,
        template="projects/blocks/sources.html",
        hint=_("Facts already public, each with its source."),
        order=80,
    )
