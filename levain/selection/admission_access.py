from levain.foundation.access import PUBLIC, asks
from levain.selection import rules
from levain.selection.models import Application, Call, CorrectionRequest, Opinion

NAMED = {"slug": "call.slug", "reference": "reference"}
ASKED = {"slug": "application.call.slug", "reference": "application.reference"}
ROUTES = {
    "selection:admission": asks(rules.can_check, of=Call, slug="slug"),
    "selection:checklist": asks(rules.can_check, of=Call, slug="slug"),
    "selection:read_questions": asks(rules.can_check, of=Call, slug="slug"),
    "selection:check": asks(rules.can_read_checks, of=Application, **NAMED),
    "selection:ask_correction": asks(rules.can_check_application, of=Application, **NAMED),
    "selection:settle": asks(rules.can_settle, of=Application, post_only=True, **NAMED),
    "selection:ask_opinion": asks(rules.can_check_application, of=Application, post_only=True, **NAMED),
    "selection:correction": asks(rules.can_read_correction, of=CorrectionRequest, **ASKED),
    "selection:opinion": asks(rules.can_read_opinion, of=Opinion),
    "selection:answer": asks(rules.can_read_answer, of=Application, **NAMED),
    "selection:answer_pdf": asks(rules.can_read_answer, of=Application, **NAMED),
    "selection:receive": asks(rules.can_bring_in, of=Call, slug="slug"),
    "selection:map_columns": asks(rules.can_bring_in, of=Call, slug="slug"),
    "selection:bring_in": asks(rules.can_bring_in, of=Call, post_only=True, slug="slug"),
    "selection:consents": asks(rules.can_read_consents, of=Call, slug="slug"),
    "selection:consent": PUBLIC,
}
