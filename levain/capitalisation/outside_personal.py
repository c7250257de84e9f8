"""What documents from outside keep of people."""

from levain.capitalisation.models import DocumentParagraph, DocumentVersion, OutsideDocument
from levain.foundation.personal import TRACE, WORDS, declare

declare(TRACE, OutsideDocument, "given_by")
declare(WORDS, OutsideDocument, "author")
declare(TRACE, DocumentVersion, "given_by")
declare(WORDS, DocumentVersion, "name")
declare(WORDS, DocumentParagraph, "text", "voice")
