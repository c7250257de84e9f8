"""A document is read by whoever may see the object it hangs from."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from levain.foundation import registry
from levain.foundation.models import Document
from levain.foundation.verdicts import Verdict, refused

HELD: dict[str, Any] = {
    Document.Check.WAITING: _("This file is kept, and waits for its virus check. Come back in a while."),
    Document.Check.FOUND: _("The virus check found something in this file. It was removed."),
}


def can_read_document(user, document: Document) -> Verdict:
    if not document.object:
        return refused("")
    said = registry.of(document.object)
    may = (
        said.file(user, document.object, document) if said and said.file else registry.may_see(user, document.object)
    )
    return refused(HELD[document.check_state]) if may and document.held else may
