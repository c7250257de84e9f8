"""The sections of a report: written, named again, put in another order, taken out once they hold nothing."""

from django.db import transaction
from django.utils.translation import gettext as _

from levain.capitalisation.models import Paragraph, Report, Section
from levain.capitalisation.services.report import hold, last_place
from levain.foundation import journal
from levain.people.models import User


class NamedMeanwhile(Exception):
    """Somebody gave the section another title since it was opened: `title`."""

    def __init__(self, title: str):
        super().__init__(_("Somebody changed this title meanwhile. It is now: “%(title)s”.") % {"title": title})
        self.title = title


class SectionHolds(Exception):
    """The section still holds paragraphs."""


class OtherReport(Exception):
    """The paragraph and the section belong to two reports."""


@transaction.atomic
def add_section(report: Report, title: str, *, by: User) -> Section:
    hold(report.pk)
    section = Section.objects.create(report=report, title=title, position=last_place(report.sections) + 1)
    _revised(report, by, section=section.pk)
    return section


@transaction.atomic
def rename_section(section: Section, title: str, *, was: str, by: User) -> None:
    """Give it another title, unless somebody did since this one was read."""
    hold(section.report_id)
    if not Section.objects.filter(pk=section.pk, title=was).update(title=title):
        raise NamedMeanwhile(Section.objects.get(pk=section.pk).title)
    section.title = title
    _revised(section.report, by, section=section.pk)


@transaction.atomic
def move_section(section: Section, *, up: bool, by: User) -> bool:
    """Exchange it with its neighbour; False at the end of the report."""
    hold(section.report_id)
    others = list(section.report.sections.all())
    here = others.index(section)
    there = here - 1 if up else here + 1
    if not 0 <= there < len(others):
        return False
    others[here], others[there] = others[there], others[here]
    for position, one in enumerate(others, start=1):
        one.position = position
    Section.objects.bulk_update(others, ["position"])
    _revised(section.report, by, section=section.pk)
    return True


@transaction.atomic
def remove_section(section: Section, *, by: User) -> None:
    """Take an empty section out; one that holds words never goes with them."""
    hold(section.report_id)
    if section.paragraphs.exists():
        raise SectionHolds(_("This section still holds paragraphs. Put them in another one, or take them out first."))
    _revised(section.report, by, removed=section.pk)
    section.delete()


@transaction.atomic
def put_paragraph(paragraph: Paragraph, section: Section, *, by: User) -> None:
    """Put a paragraph at the end of another section of its report; its words stay confirmed."""
    if section.pk == paragraph.section_id:
        return
    if section.report_id != paragraph.section.report_id:
        raise OtherReport(_("This section belongs to another report."))
    hold(section.report_id)
    paragraph.section, paragraph.position = section, last_place(section.paragraphs) + 1
    paragraph.save(update_fields=["section", "position"])
    cohort = section.report.cohort
    journal.record("paragraph.moved", on=paragraph, by=by, place=cohort, changes={"section": section.pk})


def _revised(report: Report, by: User, **changes: int) -> None:
    journal.record("report.revised", on=report, by=by, place=report.cohort, changes=changes)
