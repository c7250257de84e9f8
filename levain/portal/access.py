from django.utils import timezone

from levain.capitalisation.models import PolicyLead, PracticeSheet, Report, Showing
from levain.capitalisation.showing_rules import can_read_lead, is_still_shown
from levain.foundation.access import PUBLIC, SIGNED_IN, Route, asks, declare
from levain.foundation.verdicts import GRANTED, refused
from levain.portal.extracts.taking import can_fetch, can_hand_over
from levain.portal.models import Extraction
from levain.portal.preparing import can_prepare
from levain.programmes.models import Cohort, Programme
from levain.programmes.rules import can_see_programme, can_steer, can_steer_programme
from levain.projects.models import Project
from levain.projects.rules import can_open_space, can_read_public_page
from levain.selection.models import Call


def may_hear_of(user, cohort):
    """A session is public once it has begun, or its call has opened."""
    begun = cohort.starts <= timezone.localdate() or Call.objects.visible_to(user).filter(cohort=cohort).exists()
    return GRANTED if begun else refused("")


def may_read_published(user, project):
    """A program without a key is anybody, whoever runs it."""
    return GRANTED if project.published else refused("")


def may_read_an_edition(user, report):
    """Programs read what was published, never a draft."""
    return GRANTED if report.editions.exists() else refused("")


def can_take(user, extraction):
    """The list of a session is asked for by the session: whoever steers it."""
    return can_steer(user, extraction.cohort)


def is_public_sheet(user, sheet):
    """Programs read the sheets that stand published."""
    return refused("") if sheet.withdrawn_on or not sheet.editions.exists() else GRANTED


declare(
    {
        "portal:home": PUBLIC,
        "portal:public_projects": PUBLIC,
        "portal:public_project": asks(can_read_public_page, of=Project, public=True, slug="slug"),
        "portal:statistics": PUBLIC,
        "portal:sitemap": PUBLIC,
        "portal:open_data": PUBLIC,
        "api:api-root": PUBLIC,
        "api:root": PUBLIC,
        "api:openapi-json": PUBLIC,
        "api:sessions": PUBLIC,
        "api:projects": PUBLIC,
        "api:projects_geojson": PUBLIC,
        "api:project": asks(may_read_published, of=Project, public=True, slug="slug"),
        "api:calls": PUBLIC,
        "api:reports": PUBLIC,
        "api:report": asks(may_read_an_edition, of=Report, public=True, slug="slug"),
        "api:sheets": PUBLIC,
        "api:sheet": asks(is_public_sheet, of=PracticeSheet, public=True, slug="slug"),
        "api:lessons": PUBLIC,
        "api:lesson": asks(is_still_shown, of=Showing, public=True, session="cohort.slug", number="lesson.number"),
        "api:leads": PUBLIC,
        "api:lead": asks(can_read_lead, of=PolicyLead, public=True, session="cohort.slug", number="number"),
        "api:figures": PUBLIC,
        # The key is the right: whoever sends none, or a closed one, is told so.
        "api:things": PUBLIC,
        "api:nowhere": PUBLIC,
        "portal:seasons": PUBLIC,
        "portal:season": asks(may_hear_of, of=Cohort, public=True, slug="slug"),
        # Whoever holds the private link may open it: the secret is the right.
        "portal:shared_project": PUBLIC,
        "portal:shared_photo": PUBLIC,
        "portal:space": SIGNED_IN,
        "portal:expected": SIGNED_IN,
        "portal:here_as": Route(post_only=True),
        "portal:project": asks(can_open_space, of=Project, slug="slug"),
        "portal:cohort": asks(can_steer, of=Cohort, slug="slug"),
        "portal:extracts": asks(can_steer, of=Cohort, slug="slug"),
        "portal:extract": asks(can_take, of=Extraction, slug="cohort.slug", kind="kind"),
        "portal:extract_schema": asks(can_take, of=Extraction, slug="cohort.slug", kind="kind"),
        "portal:recoco": asks(can_hand_over, of=Cohort, post_only=True, slug="slug"),
        "portal:fetch_extract": asks(can_fetch, of=Extraction),
        "portal:prepare": asks(can_prepare, of=Cohort, slug="slug"),
        "portal:programme": asks(can_see_programme, of=Programme, slug="slug"),
        "portal:cohorts": asks(can_steer_programme, of=Programme, slug="slug"),
    }
)
