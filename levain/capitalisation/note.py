"""The decision note: who is asked for what, the first step, how sure we are. Two pages, and no more."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from levain.capitalisation.gathering import Gathered
from levain.capitalisation.models import PolicyLead
from levain.capitalisation.naming import anchor, confidence, refer
from levain.foundation import written as w

# What two pages hold in the smallest letters the layout takes, with a margin (tests/capitalisation/test_editions.py).
SIGNS, A_LEAD = 7400, 270


def decision_note(chain: Gathered) -> Iterator[w.Block]:
    if not chain.decisions:
        return
    yield w.Heading(2, _("Decision note"), "note")
    if chain.report.intro:
        yield w.Paragraph([w.Text(chain.report.intro)])
    for lead in chain.decisions:
        yield _asked(lead, chain)


def _asked(lead: PolicyLead, chain: Gathered) -> w.Sheet:
    return w.Sheet(
        title=lead.title,
        compact=True,
        id=f"note-{anchor(lead)}",
        label=_("Lead %(number)d") % {"number": lead.number},
        facts=[
            w.Fact(_("To"), [w.Text(lead.addressee)]),
            w.Fact(_("Decision asked"), [w.Text(lead.asked)]),
            w.Fact(_("First step"), [w.Text(lead.first_step)]),
            w.Fact(_("Confidence"), confidence(lead, chain)),
            w.Fact(_("In full"), [refer(lead)]),
        ],
    )


def length(chain: Gathered) -> int:
    """How many signs the note takes, each lead counting for its frame and its labels too."""
    words = [chain.report.intro, chain.report.title, chain.report.subtitle]
    words += [text for lead in chain.decisions for text in (lead.title, lead.addressee, lead.first_step)]
    return sum(map(len, words)) + A_LEAD * len(chain.decisions)
