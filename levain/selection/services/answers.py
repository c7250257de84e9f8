"""What lists and letters show of an application is read from the answers of its form."""

from hashlib import sha256
from typing import Any

from levain.people.models import User
from levain.questionnaires.models import Answer, Question, Response, Revision
from levain.questionnaires.services import Asked, Sheet, Told, ToldBlock, close, start, told
from levain.selection.models import Application, Call
from levain.territories.models import Territory

Kind = Question.Kind
# What is read of an application, and the kinds of questions that may give it.
READ = {
    "title": (Kind.TEXT,),
    "summary": (Kind.LONG_TEXT,),
    "commune": (Kind.COMMUNE,),
    "themes": (Kind.CHOICES,),
    "collective": (Kind.TEXT,),
    "local_authority": (Kind.TEXT,),
    "consent": (Kind.CONSENT,),
}
# Read without being said: the first question of the kind is the right one.
GUESSED = ("title", "summary", "commune", "themes", "consent")


def revision_of(call: Call) -> Revision | None:
    """The newest published version of the form of a call."""
    if call.questionnaire is None:
        return None
    return call.questionnaire.revisions.filter(published_at__isnull=False).order_by("-number").first()


def read_from(call: Call, asked: Asked) -> dict[str, str]:
    """The code of the question that gives each thing: what the team said, the one of that name, or the first."""
    found = {}
    for name, kinds in READ.items():
        said = call.read_from.get(name)
        fit = [one.code for one in asked.outer if one.kind in kinds]
        if said in fit:
            found[name] = said
        elif said is None and name in fit:
            found[name] = name
        elif said is None and name in GUESSED and fit:
            found[name] = fit[0]
    return found


def kept_apart(application: Application, sheet: Sheet) -> str | None:
    """The code of the consent, which leaves the file when it is deposited: no answer there does not mean no."""
    return read_from(application.call, sheet.asked).get("consent") if application.deposited_at else None


def offered(asked: Asked) -> dict[str, list[tuple[str, str]]]:
    """The questions of a form that may give each thing."""
    return {
        name: [(one.code, one.text_shown) for one in asked.outer if one.kind in kinds] for name, kinds in READ.items()
    }


def response_of(application: Application) -> Response | None:
    return Response.objects.about(application).select_related("revision").order_by("pk").first()


def attach_answers(application: Application, values: dict[str, Any], *, by: User | None = None) -> Response | None:
    """Keep what was answered elsewhere, by code of question, as handed in; a code that the form has not is left."""
    revision = revision_of(application.call)
    if revision is None:
        return None
    response = start(revision, subject=application)
    known = set(revision.questions.values_list("code", flat=True))
    at = application.deposited_at
    Answer.objects.bulk_create(
        Answer(response=response, code=code, value=value, by=by, at=at)
        for code, value in values.items()
        if code in known
    )
    close(response, by=by, even_incomplete=True)
    application.digest = digest_of(response)
    application.save(update_fields=["digest"])
    return response


def the_response_of(application: Application) -> Response:
    """Its answers; one that was received elsewhere has none here."""
    found = response_of(application)
    if found is None:
        raise Response.DoesNotExist
    return found


def refresh(application: Application, sheet: Sheet) -> list[str]:
    """Read again what is shown of an application; the names of the fields that changed."""
    given = {name: sheet.value(code) for name, code in read_from(application.call, sheet.asked).items()}
    given.pop("consent", None)
    changes: dict[str, Any] = {}
    for name in ("title", "collective", "local_authority"):
        if name in given:
            changes[name] = " ".join(str(given[name] or "").split())[:200]
    if "summary" in given:
        changes["summary"] = given["summary"] or ""
    if "themes" in given:
        changes["themes"] = given["themes"] or []
    if "commune" in given:
        commune = Territory.objects.communes().filter(code=given["commune"] or "").first()
        changes |= {"commune": commune, "place": commune.name if commune else ""}
    for name, value in changes.items():
        setattr(application, name, value)
    return list(changes)


def lines(response: Response, sheet: Sheet | None = None, *, personal: bool = True):
    """Each section with its answers in a row: (title, [(question, words, who wrote it, files)])."""
    for section in told(response, sheet=sheet):
        rows = [row for row in section.told if personal or not row.question.personal_data]
        yield section, [one for row in rows for one in flat(row)]


def flat(row) -> list[tuple[str, Any]]:
    """A question, or each question of each row of a block, numbered under the words of the block."""
    if not isinstance(row, ToldBlock):
        return [(row.question.text_shown, row)]
    found = [
        (f"{number}. {one.question.text_shown}", one) for number, inner in enumerate(row.rows, 1) for one in inner
    ]
    if not found:
        return [(row.question.text_shown, Told(row.question, 0, None, ""))]
    first, one = found[0]
    return [(f"{row.question.text_shown} {first}", one), *found[1:]]


def digest_of(response: Response) -> str:
    """A mark of what was deposited: any later change of an answer shows."""
    rows = response.answers.filter(aside=None).order_by("code", "row").values_list("code", "row", "value")
    return sha256(repr(list(rows)).encode()).hexdigest()
