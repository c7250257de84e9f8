"""What was learned: codes, evidence, findings, lessons, leads and their invented answers."""

from datetime import date, datetime, time
from functools import partial

from levain.capitalisation.models import Confidence, Evidence, Finding, Lesson, PolicyLead, Reserve
from levain.capitalisation.services import (
    add_code,
    answer_lead,
    cite_as_evidence,
    link_evidence,
    write_finding,
    write_lead,
    write_lesson,
)
from levain.portal.demonstration import coding, quoted, report
from levain.portal.demonstration.clock import PARIS
from levain.portal.demonstration.story import Story, read

CODED = date(2021, 12, 20)
KEPT = date(2022, 1, 4)
FOUND = date(2022, 1, 10)
LEARNED = date(2022, 1, 11)
LED = date(2022, 1, 12)
RESERVES = {
    "aucune_reserve": Reserve.NONE,
    "mineures": Reserve.MINOR,
    "moderees": Reserve.MODERATE,
    "serieuses": Reserve.SERIOUS,
}
CONFIDENCE = {
    "tres_faible": Confidence.VERY_LOW,
    "faible": Confidence.LOW,
    "moderee": Confidence.MODERATE,
    "elevee": Confidence.HIGH,
}
COMPONENTS = {
    "limites_methodologiques": "limitations",
    "coherence": "coherence",
    "adequation": "adequacy",
    "pertinence": "relevance",
}
EFFORT = {"faible": "low", "moyen": "medium", "fort": "high"}
INHABITANT = "inhabitant"
PENDING, ANONYMOUS = Evidence.Consent.PENDING, Evidence.Consent.ANONYMOUS


def plan(story: Story) -> None:
    told = read("learning")
    story.on(CODED, partial(code, story, told["codebook"]))
    for said in told["evidence"]:
        story.on(KEPT, partial(keep, story, said))
    for said in told["findings"]:
        story.on(FOUND, partial(find, story, said, told["evidence"]))
    for said in told["lessons"]:
        story.on(LEARNED, partial(learn, story, said))
    for said in told["policy_leads"]:
        story.on(LED, partial(lead, story, said))
        if said["answer"]:
            story.on(said["answer"]["date"], partial(answered, story, said["id"], said["answer"]))
    report.plan(story, told["report"], told["figures"])
    quoted.plan(story, KEPT)
    coding.plan(story)


def code(story: Story, told: list[dict]) -> None:
    for said in told:
        parent = story.made.get(f"code {said['parent']}")
        made = add_code(story.cohort, said["id"], said["label"], parent=parent, definition=said["definition"])
        story.made[f"code {said['id']}"] = made


def source_of(story: Story, said: dict):
    """The object and the field in which the words stand: `referrals.0.reply` is the reply of a need's referral."""
    source = said["source"]
    known, field = source["id"], source["field"]
    if source["kind"] == "appraisal":
        known = f"{source['file'].removesuffix('.yaml')}/{known}"
    elif source["kind"] == "open_answer":
        known, field = f"{known}.{field}", "text"
    elif source["kind"] == "objective_rating":
        _ratings, moment, voice, field = field.split(".")
        known = f"{known}.{moment}.{voice}"
    elif "." in field:
        path, _dot, field = field.rpartition(".")
        known = f"{known}.{path}"
    return story.made[known], field


def keep(story: Story, said: dict) -> None:
    obj, field = source_of(story, said)
    told = {"side": said["side"]}
    if said["side"] == INHABITANT:
        told |= {"speaker": "", "speaker_user": None}
    if said.get("date"):
        told["said_on"] = said["date"]
    story.made[said["id"]] = cite_as_evidence(
        obj,
        field,
        said["passage"],
        by=story.adviser,
        codes=[story.made[f"code {slug}"] for slug in said["codes"]],
        start=said["start"],
        # Whoever is known is asked later.
        consent=ANONYMOUS if said["consent"] == ANONYMOUS else PENDING,
        at=noon(KEPT),
        **told,
    )


def noon(day: date) -> datetime:
    return datetime.combine(day, time(12), PARIS)


def find(story: Story, said: dict, evidence: list[dict]) -> None:
    sure = said["cerqual"]
    confidence = {}
    for component, name in COMPONENTS.items():
        confidence[name] = RESERVES[sure[component]["level"]]
        confidence[f"{name}_why"] = sure[component]["text"]
    finding: Finding = write_finding(
        story.cohort,
        by=story.people["evaluator-estelle"],
        at=noon(FOUND),
        title=said["title"],
        text=said["text"],
        overall=CONFIDENCE[sure["overall"]],
        why=sure["why"],
        fictional=True,
        **confidence,
    )
    story.made[said["id"]] = finding
    for one in evidence:
        if one["finding"] == said["id"]:
            link_evidence(finding, story.made[one["id"]], one["stance"], by=story.people["evaluator-estelle"])


def learn(story: Story, said: dict) -> None:
    lesson: Lesson = write_lesson(
        story.cohort,
        findings=[story.made[one] for one in said["findings"]],
        by=story.people["evaluator-estelle"],
        at=noon(LEARNED),
        **{field: said[field] for field in ("title", "context", "mechanism", "effect", "for_whom")},
        fictional=True,
    )
    story.made[said["id"]] = lesson


def lead(story: Story, said: dict) -> None:
    made: PolicyLead = write_lead(
        story.cohort,
        lessons=[story.made[one] for one in said["lessons"]],
        by=story.adviser,
        at=noon(LED),
        kind=said["type"],
        effort=EFFORT[said["effort"]],
        **{field: said[field] for field in ("title", "scope", "addressee", "text", "first_step")},
        fictional=True,
    )
    story.made[said["id"]] = made


def answered(story: Story, known: str, said: dict) -> None:
    """Invented, and marked so, each page saying it once: never shown as the ministry's."""
    made = PolicyLead.objects.get(pk=story.made[known].pk)
    answer_lead(
        made,
        made.version,
        status=said["status"],
        answered_by=said["by"].removesuffix(" (réponse inventée)"),
        text=said["text"],
        on=said["date"],
        by=story.lead,
        fictional=True,
    )
