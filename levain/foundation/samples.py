"""Sample objects of this package for the access matrix: a file of each project."""

from levain.foundation.models import Document


def build(world) -> None:
    for relation, project in world.project.items():
        document = Document.objects.create(
            object=project, file="documents/sample.txt", name="sample.txt", kind="text/plain", size=1, sha256="0" * 64
        )
        world.add(Document, relation, document)
