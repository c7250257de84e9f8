"""A written request, ready for the local authority to complete and send: many supports are asked for by it alone."""

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.design.dates import in_words
from levain.foundation.written import (
    Document,
    Fact,
    Heading,
    ListBlock,
    Note,
    Paragraph,
    Quotation,
    Sheet,
    Strong,
    Text,
)
from levain.people.models import Organisation
from levain.people.naming import in_a_sentence
from levain.projects.models import Project
from levain.support.models import Proposal
from levain.support.services.referrals import services_for

# The service of the State in the department, whatever its name there.
IN_THE_DEPARTMENT = ("DDT", "DDTM", "DEAL", "DGTM", "UD DRIEAT")
LANGUAGE = "fr"


def service_addressed(project: Project) -> Organisation | None:
    """The DDT(M) that covers the project, or what stands for it there; else the nearest State service."""
    around = services_for(project)
    return around.filter(service__in=IN_THE_DEPARTMENT).first() or around.first()


def request_note(proposal: Proposal) -> Document:
    """The note as it stands today: what is known is written, what the local authority must say is marked."""
    project = proposal.need.project
    with translation.override(LANGUAGE):
        return Document(
            title=_("Request: %(support)s") % {"support": proposal.support.name},
            subtitle=project.name,
            date=in_words(timezone.localdate()),
            blocks=[
                *_opening(proposal, project),
                *_the_project(project),
                *_the_need(proposal.need),
                *_what_is_asked(proposal),
                *_who_carries(project),
                _plain(_("We thank you for your attention and are ready to meet you.")),
                Paragraph([_blank(_("name, position and signature of the person who signs"))]),
            ],
            language=LANGUAGE,
            fictional=project.fictional,
        )


def _blank(what: str) -> Strong:
    """What only the local authority can say."""
    return Strong(_("[To complete: %(what)s]") % {"what": what})


def _plain(text: str) -> Paragraph:
    return Paragraph([Text(text)])


def _opening(proposal: Proposal, project: Project):
    service = service_addressed(project)
    to = Text(str(service)) if service else _blank(_("State service of the department"))
    yield Note(
        _("What is in brackets is for the local authority to complete. This note binds nobody until it is signed."),
        title=_("Before sending"),
        tone="warning",
    )
    yield Sheet(
        title=_("Request of a support"),
        level=2,
        facts=[
            Fact(_("On behalf of"), [Text(f"{project.local_authority}, "), _blank(_("address, telephone"))]),
            Fact(_("For the attention of"), [to]),
            Fact(_("About"), [Text(_("%(support)s, for the project “%(project)s”") % _names(proposal, project))]),
            Fact(_("Place and day"), [_blank(_("place and day of sending"))]),
        ],
    )
    yield _plain(_("Dear Sir or Madam,"))
    said = {
        "authority": _upper(in_a_sentence(str(project.local_authority))),
        "collective": project.collective,
        "project": project.name,
        "places": ", ".join(project.communes.order_by("name").values_list("name", flat=True)),
        "cohort": project.cohort.name,
    }
    yield _plain(
        _("%(authority)s and %(collective)s carry the project “%(project)s” together (%(places)s).") % said
        if said["places"]
        else _("%(authority)s and %(collective)s carry the project “%(project)s” together.") % said
    )
    yield _plain(_("An accelerator of citizen projects supports it: %(cohort)s.") % said)


def _names(proposal: Proposal, project: Project) -> dict[str, str]:
    return {"support": proposal.support.name, "project": project.name}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def _the_project(project: Project):
    yield Heading(2, _("The project"))
    yield _plain(project.pitch) if project.pitch else Paragraph([_blank(_("the project in a few sentences"))])
    horizon = getattr(project, "horizon", None)
    if horizon and horizon.ambition:
        yield Paragraph([Strong(_("What it wants to become:")), Text(f" {horizon.ambition}")])


def _the_need(need):
    yield Heading(2, _("The need"))
    yield Quotation(text=need.in_my_words, who=_("In the words of the collective"))
    if need.adviser_words:
        yield Quotation(text=need.adviser_words, who=_("In the words of those who support it"))
    for label, text in (
        (_("What blocks"), need.blocks),
        (_("What would unblock it"), need.unblock),
        (_("What was tried"), need.tried),
    ):
        if text:
            yield Paragraph([Strong(label), Text(f"\u00a0: {text}")])


def _what_is_asked(proposal: Proposal):
    support, need = proposal.support, proposal.need
    yield Heading(2, _("What is asked"))
    yield _plain(_("The support asked for is: %(name)s (%(provider)s).") % vars(support))
    yield _plain(support.what_it_gives)
    if need.wanted_by:
        yield _plain(_("An answer would help by %(day)s.") % {"day": in_words(need.wanted_by)})
    else:
        yield Paragraph([Text(f"{_('An answer would help by:')} "), _blank(_("a date, if there is one"))])
    yield Paragraph([Text(f"{_('What the local authority can bring:')} "), _blank(_("premises, staff, data, money"))])


def _who_carries(project: Project):
    yield Heading(2, _("Whom to talk to"))
    name = _("name and telephone, with this person's agreement")
    yield ListBlock(
        [
            [Text(f"{_('For the local authority, the elected person in charge:')} "), _blank(name)],
            [Text(f"{_('For the collective, who bears the project:')} "), _blank(name)],
            [Text(_("For the accelerator, the adviser of the project."))],
        ]
    )
