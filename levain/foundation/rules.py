"""A document is read by whoever may see the object it hangs from."""

from levain.foundation import registry
from levain.foundation.models import Document
from levain.foundation.verdicts import Verdict, refused


def can_read_document(user, document: Document) -> Verdict:
    return registry.may_see(user, document.object) if document.object else refused("")
