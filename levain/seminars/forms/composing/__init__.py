"""What is typed to prepare an activity: one form for each kind, with what that kind needs."""

from levain.seminars.forms.composing.asking import PollForm, QuestionsForm, ScaleForm, WeatherForm, WordCloudForm
from levain.seminars.forms.composing.base import ComposeForm
from levain.seminars.forms.composing.closing import ClosingForm
from levain.seminars.forms.composing.sorting import BoardForm, CommitmentsForm, ConsultationForm, DotsForm, MatrixForm

FORMS: dict[str, type[ComposeForm]] = {
    form.kind: form
    for form in (
        *(WeatherForm, PollForm, ScaleForm, WordCloudForm, BoardForm, DotsForm, MatrixForm),
        *(QuestionsForm, ConsultationForm, CommitmentsForm, ClosingForm),
    )
}

__all__ = ["FORMS", "ComposeForm"]
