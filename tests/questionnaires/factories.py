"""Questionnaires ready to be answered, in a line."""

from itertools import count

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from levain.questionnaires.forms import StepForm
from levain.questionnaires.models import Questionnaire, Revision
from levain.questionnaires.services import build, publish, save_step

numbers = count(1)


def question(code, kind="text", **said):
    return {"code": code, "kind": kind, "text": f"Question {code} ?", **said}


def drafted(*questions, of=None, sections=None, **said):
    of = of or Questionnaire.objects.create(slug=f"q{next(numbers)}", title="Dossier", audience="bearers")
    revision = Revision.objects.create(questionnaire=of, number=of.revisions.count() + 1, **said)
    build(revision, sections or [{"code": "s1", "title": "Vous", "questions": list(questions)}])
    return revision


def published(*questions, **said):
    revision = drafted(*questions, **said)
    publish(revision)
    return revision


def shown(response, section=None, **said):
    return StepForm(response, section or response.revision.sections.first(), **said)


def typed(page, **answers):
    """What a browser sends from a page as it was shown: its fields as they were, and those that were changed."""
    data = QueryDict(mutable=True)
    data["r-known"] = page.known_text
    data["r-revision"] = str(page.sheet.asked.revision.pk)
    for block in page.lines:
        if hasattr(block, "rows"):
            data[f"r-{block.question.code}.rows"] = ",".join(map(str, block.rows))
    for name in page.places:
        value = page[name].value()
        if isinstance(value, dict):
            data.update({f"r-{name}.{line}": str(point) for line, point in value.items()})
        elif value not in (None, "", [], False):
            data.setlist(f"r-{name}", list(map(str, value)) if isinstance(value, list) else [str(value)])
    for name, value in answers.items():
        name = name.replace("__", "-")
        data.setlist(f"r-{name}", value if isinstance(value, list) else [value])
    return data


def send(response, data, *, by=None, files=None, section=None, **said):
    form = StepForm(
        response,
        section or response.revision.sections.first(),
        data=data,
        files=MultiValueDict({f"r-{name}": given for name, given in (files or {}).items()}),
        user=by,
        **said,
    )
    form.is_valid()
    saved = save_step(response, form, by=by)
    form.show(saved)
    return form, saved


def answer(response, *, by=None, section=None, files=None, **answers):
    """Open the step, change some answers, send it."""
    return send(response, typed(shown(response, section), **answers), by=by, section=section, files=files)


def values(response):
    return {(one.code, one.row): one.value for one in response.answers.filter(aside=None) if one.value is not None}
