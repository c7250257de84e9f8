"""What may be offered to those whom the jury did not retain, and the letters that say it."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from levain.people.models import Organisation, User
from levain.selection.models import Application, Call
from levain.selection.services import letters
from levain.selection.services.opinions import service_of
from levain.selection.services.said import every_word, said_by
from levain.support.services.ranking import Match, rank

LEADS = 3
ENOUGH = 10
GROUPS = frozenset({"association", "collectif_informel", "habitants"})


@dataclass(frozen=True)
class Orientation:
    """The supports that match what was written, the State service that can receive them, and its person if known."""

    supports: list[Match] = field(default_factory=list)
    service: Organisation | None = None
    agent: str = ""

    @property
    def correspondent(self) -> str:
        if self.agent or self.service is None:
            return self.agent
        return _("Your correspondent (%(service)s)") % {"service": self.service}


def orient(application: Application, *, top: int = LEADS, today: date | None = None) -> Orientation:
    """Read what they wrote as one reads a need; a support they may not ask for is not named to them."""
    said = said_by(application)
    parts = {
        "in_my_words": "\n".join(filter(None, [application.title, application.summary])),
        "blocks": every_word(application),
        "unblock": said.get("need", ""),
        "tried": said.get("tried", ""),
    }
    found = rank(
        {name: text for name, text in parts.items() if text},
        commune=application.commune,
        beneficiary=GROUPS,
        has_local_authority=True,
        themes=application.themes,
        today=today,
        top=ENOUGH,
    )
    supports = [match for match in found if match.eligible is not False and _for_them(match)][:top]
    opinion = application.opinions.given().select_related("service", "given_by").first()
    service = opinion.service if opinion else service_of(application)
    agent = opinion.given_by.name if opinion and opinion.given_by else ""
    return Orientation(supports, service, f"{agent} ({service})" if agent else "")


def _for_them(match: Match) -> bool:
    """A group or its local authority may ask for it."""
    asked_by = set(match.support.beneficiaries)
    return not asked_by or bool(asked_by & {*GROUPS, "collectivite"})


@transaction.atomic
def prepare_letters(call: Call, *, by: User, today: date | None = None) -> int:
    """Prepare every letter that is missing, and again those that nobody has corrected; how many were written."""
    templates = letters.templates_of(call)
    of_call = letters.of_the_call(call)
    written = 0
    decided = call.applications.filter(state__in=letters.TOLD).select_related("call", "commune").order_by("reference")
    for application in decided:
        found = orient(application, today=today)
        with translation.override(settings.LANGUAGE_CODE):
            correspondent = found.correspondent
        leads = [
            {"slug": match.support.slug, "label": f"{match.support.name} ({match.support.provider})"}
            for match in found.supports
        ]
        made = letters.write_letter(
            application,
            templates[application.state],
            by=by,
            of_call=of_call,
            leads=leads,
            correspondent=correspondent,
            again=True,
        )
        written += made is not None
    return written
