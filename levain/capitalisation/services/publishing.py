"""A report is published when nothing stands in its way; its edition never changes, and says when a source does."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.capitalisation import changes
from levain.capitalisation.checks import Blocking, NotReady, altered, blockings, compose_page
from levain.capitalisation.document import build
from levain.capitalisation.foreseen import TOLD, mark_of
from levain.capitalisation.gathering import gather
from levain.capitalisation.models import Edition, Evidence, Figure, Paragraph, Report
from levain.capitalisation.naming import told_value
from levain.capitalisation.services import pseudonyms
from levain.capitalisation.services.figures import frozen, reread
from levain.capitalisation.services.integrity import verify
from levain.capitalisation.services.showing import show_with
from levain.capitalisation.services.turns import take_turn
from levain.design.dates import in_words
from levain.foundation import journal, passages, written, written_links
from levain.foundation.written_files import render_file
from levain.foundation.written_pdf import render_within
from levain.foundation.written_web import contents, render_web
from levain.people.models import User
from levain.programmes.services import holders


class NothingNew(Exception):
    """The last edition already says this."""


class ReportChanged(Exception):
    """The report is not what was shown to whoever publishes it."""


class NoReport(Exception):
    """The cohort has no report yet."""


def check(report: Report) -> list[Blocking]:
    """Everything that stands in the way of publishing, with where to mend it."""
    return blockings(gather(report))


def publish(report: Report, *, by: User, at: datetime | None = None, seen: str | None = None) -> Edition:
    """Freeze the report as its next edition, with its digest; refuses with every reason at once.

    Its figures are read first: one that has moved is to be read again with the words around it. `seen` is the mark
    of what was shown before the button was pressed: when something has been written since, nothing is published.
    """
    moved = reread(report)
    if moved:
        raise NotReady([_moved(report, figure) for figure in moved])
    return _publish(report, by=by, at=at or timezone.now(), seen=seen)


def _moved(report: Report, figure: Figure) -> Blocking:
    paragraph = Paragraph.objects.filter(section__report=report, citations__figure=figure).first()
    said = {"label": figure.label, "value": told_value(figure)}
    reason = _("The figure “%(label)s” has changed: it is now %(value)s. Read again the paragraphs that give it.")
    return Blocking(reason % said, compose_page(report, paragraph), paragraph)


@transaction.atomic
def _publish(report: Report, *, by: User, at: datetime, seen: str | None) -> Edition:
    take_turn(report.cohort_id)
    report = Report.objects.select_for_update(of=("self",)).select_related("cohort__programme").get(pk=report.pk)
    chain = gather(report)
    found = [*blockings(chain), *altered(chain)]
    if found:
        raise NotReady(found)
    mark = mark_of(chain)
    if pseudonyms.name_all(report, chain.evidence.values()):
        chain = gather(report)
    last = report.editions.first()
    day = timezone.localtime(at).date()
    document = build(chain, on=day)
    if last and not changes.differ(last, document):
        raise NothingNew(_("The last edition already says this: there is nothing new to publish."))
    if mark_of(chain) != mark or seen not in (None, mark):
        raise ReportChanged(_("The report has changed since this page was opened. Nothing is published: look again."))
    if last:
        with translation.override(document.language):
            document = build(chain, on=day, changed=changes.told(last, document))
    content = written.to_json(document)
    parts = written.part_digests(content)
    digest = written.whole_digest(parts)
    edition = Edition.objects.create(
        report=report,
        number=last.number + 1 if last else 1,
        published_at=at,
        published_by=by,
        content=content,
        parts=parts,
        digest=digest,
        figures=frozen(chain.figures.values(), chain.scope),
    )
    show_with(edition, [*chain.lessons.values(), *chain.leads.values()], by=by)
    journal.record(
        "report.published",
        on=report,
        by=by,
        place=report.cohort,
        changes={"edition": edition.number, "digest": digest},
        tell=[role.user for role in holders(report.cohort, TOLD)],
        hold=True,
    )
    return edition


def quoted(edition: Edition) -> dict[str, Evidence]:
    """The evidence an edition shows, by the name of its entry."""
    names = [part["id"] for part in edition.parts if re.match(r"preuve-\d+$", part["id"])]
    numbers = {int(name.removeprefix("preuve-")): name for name in names}
    kept = Evidence.objects.filter(cohort=edition.report.cohort_id, number__in=numbers)
    return {numbers[one.number]: one for one in kept.select_related("passage", "project")}


def states(evidence: Mapping[str, Evidence]) -> dict[str, passages.Found]:
    """What became of each passage since it was quoted, by the name of its entry."""
    found = passages.find_all(one.passage for one in evidence.values())
    return {name: found[one.passage_id] for name, one in evidence.items()}


def changed_since(edition: Edition) -> dict[str, passages.Found]:
    """What became of each source of an edition: intact, moved, changed or gone."""
    return states(quoted(edition))


def draft_of(report: Report) -> written.Document:
    """The report as it stands, marked as a draft."""
    return build(gather(report), draft=True)


def file_name(edition: Edition, form: str) -> str:
    """Masking a passage, or moving the house, gives another name: what was laid out before is not handed any more."""
    masked = written.digest(sorted(edition.masked))[:12] if edition.masked else ""
    return f"reports/{edition.pk}-{edition.digest}{masked}-{written.digest(settings.SITE_URL)[:8]}.{form}"


def file_of(edition: Edition, form: str) -> bytes:
    """An edition as a file, built once and kept by its digest; masking a passage makes another."""
    name = file_name(edition, form)
    if not default_storage.exists(name):
        document = edition.document
        document = replace(document, blocks=[*document.blocks, told_apart(edition, document.language)])
        if verify(edition):
            return render_file(_warned(document), form)
        default_storage.save(name, ContentFile(render_file(document, form)))
    with default_storage.open(name) as kept:
        return kept.read()


def _warned(document: written.Document) -> written.Document:
    """What says first that it is not what was published, and is not kept."""
    with translation.override(document.language):
        said = _(
            "This is not what was published: this edition was altered since. Do not quote it, and tell the team."
        )
    return replace(document, blocks=[written.Note(said, tone="warning"), *document.blocks])


def note_file(document: written.Document, report: Report) -> bytes:
    """The decision note on two pages: its letters get smaller rather than its pages more.

    What it names is in the report, whose address it bears.
    """
    address = settings.SITE_URL + report.get_absolute_url()
    with translation.override(document.language):
        words = _("The findings and the leads in full are in the report: ")
    last = written.Paragraph([written.Text(words), written.Link(address, address)])
    return render_within(replace(document, blocks=[*document.blocks, last]), 2)


def told_apart(edition: Edition, language: str) -> written.Note:
    """Which edition a page out of the printer is, and the digest to compare with the one on line."""
    with translation.override(language):
        said = _(
            "Edition %(number)s, published on %(day)s and frozen since. Its digest is over the digests of its parts:"
        ) % {"number": edition.number, "day": in_words(edition.published_at)}
    return written.Note(f"{said} {edition.digest}")


def report_file(cohort_slug: str, format: str) -> bytes:
    """The cohort's report as a file, `html`, `pdf` or `odt`: its last edition, or the draft marked as such.

    A report about a part of the session does not stand for it, however late it is dated.
    """
    report = Report.objects.filter(cohort__slug=cohort_slug).widest_first().select_related("cohort").first()
    if report is None:
        raise NoReport(_("The cohort %(slug)s has no report yet.") % {"slug": cohort_slug})
    edition = report.editions.first()
    if format != "html":
        return file_of(edition, format) if edition else render_file(draft_of(report), format)
    document = written_links.addressed(edition.document if edition else draft_of(report), settings.SITE_URL)
    with translation.override(document.language):
        page = render_to_string(
            "capitalisation/report_file.html",
            {
                "document": document,
                "edition": edition,
                "body": render_web(document),
                "contents": contents(document),
            },
        )
    return page.encode()
