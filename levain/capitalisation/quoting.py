"""Words as a published document quotes them: whom they are from, where and when, and what may stand around."""

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from levain.capitalisation.models import Evidence
from levain.capitalisation.naming import where
from levain.capitalisation.voices_shown import side_of
from levain.design.dates import in_words
from levain.foundation import written as w

Consent = Evidence.Consent


def quotation(evidence: Evidence, who: str, runs: list[w.Run]) -> w.Quotation:
    """The words agreed to, and nothing of what stands around them; those told otherwise, or said without a name,
    say neither their project nor their day."""
    place, day = _place(evidence)
    return w.Quotation(
        text=evidence.words if evidence.publishable else _("(words whose author has not agreed yet)"),
        id=f"preuve-{evidence.number}",
        title=_("Evidence %(number)d") % {"number": evidence.number},
        who=capfirst(who),
        when=day,
        where=capfirst(place),
        runs=runs,
    )


def _place(evidence: Evidence) -> tuple[str, str]:
    day = evidence.said_on
    if evidence.consent == Consent.TOLD:
        return _("told in other words by the team"), str(day.year) if day else ""
    if evidence.consent == Consent.ANONYMOUS:
        return _("said without a name"), str(day.year) if day else ""
    if evidence.consent == Consent.PARAPHRASE:
        return ", ".join(part for part in (where(evidence), _("in words she chose")) if part), in_words(day)
    return where(evidence), in_words(day)


def who_of_the_project(evidence: Evidence) -> str:
    """Where a page is about one project: the side alone, or nobody's when the side would tell."""
    if evidence.consent in (Consent.TOLD, Consent.ANONYMOUS):
        return _("a person of the session")
    return side_of(evidence)
