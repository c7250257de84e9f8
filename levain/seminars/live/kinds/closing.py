"""The closing questionnaire: the questions of a published version. Nothing is shown of fewer than five sheets."""

from collections import Counter

from django import forms

from levain.questionnaires.forms import fields as asking
from levain.seminars import closing
from levain.seminars.live import counting
from levain.seminars.live.kinds import ActivityKind, register
from levain.seminars.rules import FLOOR


class ClosingQuestionnaire(ActivityKind):
    code = "closing_questionnaire"
    keeps_side = True

    def form(self, activity, data=None):
        form = forms.Form(data)
        form.asked = {question.code: question for question in closing.questions(activity)}
        for code, question in form.asked.items():
            form.fields[code] = asking.field_for(question, {}, lambda _option: True)
        return form

    def answer(self, activity, form):
        """The words stand apart from the sheet: nobody's answers can be put together again."""
        value, apart = {}, {}
        for code, question in form.asked.items():
            given = asking.kept(question, form.cleaned_data.get(code))
            if question.kind in closing.WORDS:
                apart[code] = given or ""
            elif given is not None:
                value[code] = given
        return {"value": value, "apart": apart}

    def initial(self, activity, given):
        asked = {question.code: question for question in closing.questions(activity)}
        return {
            code: asking.shown_in_field(asked[code], value) for code, value in given.value.items() if code in asked
        }

    def merged(self, activity, stage):
        sheets = list(counting.shown(activity).filter(value__isnull=False).values_list("value", flat=True))
        said = {"n": len(sheets), "floor": FLOOR}
        if len(sheets) < FLOOR:
            return said
        asked = [question for question in closing.questions(activity) if question.kind == question.Kind.SCALE]
        return said | {"questions": [counted(question, sheets) for question in asked]}


def counted(question, sheets: list[dict]) -> dict:
    given = [sheet[question.code] for sheet in sheets if isinstance(sheet.get(question.code), int)]
    counts = Counter(given)
    points = [(point, f"{point} · {label}" if label else str(point)) for point, label in question.points()]
    return {"text": question.text_shown, "n": len(given), "lines": counting.shares(points, counts, len(given))}


register(ClosingQuestionnaire())
