"""What documents from outside say of themselves to the rest of the house."""

from django.utils.translation import gettext_lazy as _

from levain.capitalisation import outside_rules as rules
from levain.capitalisation.models import DocumentParagraph, DocumentVersion, OutsideDocument
from levain.capitalisation.services.outside_reading import read_waiting
from levain.foundation import registry, work
from levain.foundation.registry import Speaker


def speaker(paragraph: DocumentParagraph, field: str) -> Speaker:
    """Its author, for her side; another voice (who asks the questions) speaks for nobody we know."""
    document = paragraph.version.document
    if paragraph.voice and paragraph.voice != document.author:
        return Speaker("", paragraph.voice)
    return Speaker(document.side, document.author)


def say() -> None:
    registry.register(
        OutsideDocument,
        visible=rules.can_read_outside,
        title=str,
        place=lambda document: document.place,
        date=lambda document: document.written_on,
    )
    registry.register(
        DocumentVersion,
        visible=rules.can_read_version,
        title=str,
        place=lambda version: version.document.place,
        date=lambda version: version.document.written_on,
    )
    registry.register(
        DocumentParagraph,
        visible=rules.can_read_paragraph,
        title=lambda one: ", ".join(part for part in (str(one.version), one.where) if part),
        place=lambda one: one.version.document.place,
        texts={"text": _("document from outside")},
        speaker=speaker,
        date=lambda one: one.version.document.written_on,
    )
    registry.word(
        **{
            "outside.given": _("%(actor)s gave a document from outside: %(object)s"),
            "outside.renewed": _("%(actor)s gave a new version of a document from outside: %(object)s"),
            "outside.edited": _("%(actor)s said better what a document from outside is: %(object)s"),
            "outside.withdrawn": _("%(actor)s withdrew a document from outside: %(object)s"),
        }
    )
    work.every_run(read_waiting)
