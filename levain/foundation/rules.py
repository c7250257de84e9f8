"""A document is read by whoever may see the object it hangs from."""

from levain.foundation import registry
from levain.foundation.models import Document
from levain.foundation.verdicts import Verdict, refused


def can_read_document(user, document: Document) -> Verdict:
    if not document.object:
        return refused("")
    said = registry.of(document.object)
    return (
        said.file(user, document.object, document) if said and said.file else registry.may_see(user, document.object)
    )
