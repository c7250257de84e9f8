"""Sample documents from outside for the access matrix."""

from datetime import date

from django.contrib.contenttypes.models import ContentType

from levain.capitalisation.models import CorpusText, DocumentParagraph, DocumentVersion, OutsideDocument
from levain.capitalisation.services import corpus


def build(world, relation, project, note) -> None:
    """A document read, whose words are in the corpus; and a text of the project's own."""
    document = OutsideDocument.objects.create(
        cohort=project.cohort,
        project=project,
        title="A study",
        written_on=date(2021, 3, 11),
        origin="By hand",
        licence="Licence Ouverte",
        audience="cohort",
    )
    world.add(OutsideDocument, relation, document)
    version = DocumentVersion.objects.create(
        document=document, number=1, name="a.txt", sha256="0", state="read", digest="0", paragraphs_count=1
    )
    world.add(DocumentVersion, relation, version)
    said = DocumentParagraph.objects.create(version=version, position=1, text="The key was found.", digest="0")
    world.add(DocumentParagraph, relation, said)
    corpus.refresh(DocumentParagraph, [said.pk])
    corpus.refresh(type(note), [note.pk])
    kind = ContentType.objects.get_for_model(note)
    world.add(CorpusText, relation, CorpusText.objects.get(object_type=kind, object_id=note.pk))
