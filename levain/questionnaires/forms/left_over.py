"""What a page sends that was opened before a new version: words for questions no longer asked are not lost."""

from collections.abc import Iterator

from django.core.exceptions import ValidationError

from levain.questionnaires.forms import fields as asking
from levain.questionnaires.models import Question, Revision
from levain.questionnaires.services.filling import Deed, mark
from levain.questionnaires.services.moving import alike
from levain.questionnaires.services.reading import Asked

MOST = 200


def left_over(form) -> Iterator[Deed]:
    """Answers to questions that the page had shown, and that the response's version no longer asks so."""
    shown = str(form.data.get(form.add_prefix("revision"), ""))
    if not (shown.isascii() and shown.isdigit() and len(shown) < 16) or int(shown) == form.response.revision_id:
        return
    before = Revision.objects.filter(pk=shown, questionnaire=form.response.revision.questionnaire_id).first()
    if before is None or not before.published_at:
        return
    gone = {
        one.code: one for one in Asked(before).questions if not _still_asked(one, form) and one.is_for(form.parts)
    }
    for name in list(form.data)[: MOST * 2]:
        code, _dash, row = name.removeprefix(form.add_prefix("")).partition("-")
        question = gone.get(code)
        if question is None or not (row == "" or row.isascii() and row.isdigit() and len(row) < 10):
            continue
        value = _typed(question, name, form)
        known = form.sent.get(f"{code}-{row}" if row else code, (0, ""))
        if value is not None and mark(value) != known[1]:
            yield Deed(question, int(row or 0), value, known)


def _still_asked(question: Question, form) -> bool:
    now = form.sheet.asked.by_code.get(question.code)
    return now is not None and alike(question, now)


def _typed(question: Question, name: str, form):
    if question.kind in (Question.Kind.FILE, Question.Kind.BLOCK):
        return None
    field = asking.field_for(question, form.response.lists, lambda option: True)
    field.required = False
    try:
        return asking.kept(question, field.clean(field.widget.value_from_datadict(form.data, form.files, name)))
    except ValidationError:
        return None
