"""Those quoted are asked: most agree, some choose other words, one refuses, two keep silent."""

from datetime import date, timedelta
from functools import partial
from random import Random
from typing import Any

from django.utils import timezone

from levain.capitalisation.models import Evidence, VoiceAnswer
from levain.capitalisation.services import asking, cite_as_evidence, paraphrases, pseudonyms, record_consent, voices
from levain.portal.demonstration.story import Story, read

Consent = Evidence.Consent


def plan(story: Story, kept_on: date) -> None:
    told = read("quoted")
    for said in told["kept"]:
        story.on(kept_on, partial(keep, story, said))
    story.on(told["asked"], partial(ask, story, told))
    story.on(told["answered"], partial(answer, story, told))
    story.on(told["deadline"] + timedelta(days=1), partial(asking.lapse, told["deadline"] + timedelta(days=1)))
    story.on(told["told"], partial(tell_otherwise, story, told))
    story.on(told["read_again"], partial(read_again, story, told))
    if story.moment == "end":
        pending = told["pending"]
        story.on(timezone.localdate() - timedelta(days=pending["days_ago"]), partial(ask_again, story, pending))


def keep(story: Story, said: dict[str, str]) -> None:
    made = cite_as_evidence(story.made[said["source"]], "text", said["passage"], by=story.adviser)
    story.made[said["id"]] = made


def ask(story: Story, told: dict[str, Any]) -> None:
    """One letter each; the names are drawn with a stored seed, so that the story is told the same again."""
    everything = Evidence.objects.filter(cohort=story.cohort)
    pseudonyms.name_all(story.made["report"], everything, chance=Random("quoted"))  # noqa: S311
    said = {"by": story.adviser, "deadline": told["deadline"], "report": story.made["report"]}
    waiting, _others = asking.to_ask(story.cohort)
    asking.ask_people(story.cohort, [one.person.pk for one in waiting], **said)
    for one in told["by_mail"]:
        rows = [story.made[known] for known in one["ids"]]
        story.made[f"ask {one['email']}"] = asking.ask_by_mail(
            story.cohort, rows, name=one["name"], email=one["email"], shared=True, **said
        )


def answer(story: Story, told: dict[str, Any]) -> None:
    words = told["reworded"]
    choices = dict.fromkeys(words, Consent.PARAPHRASE) | dict.fromkeys(told["refused"], Consent.REFUSED)
    choices |= dict.fromkeys(told["otherwise"], Consent.REWRITE)
    aside = {story.made[known].pk for known in told["silent"]}
    for known, choice in choices.items():
        one = fresh(story, known)
        voices.answer([one], choice, by=one.speaker_user, wording=words.get(known, ""))
    left = Evidence.objects.filter(cohort=story.cohort, consent=Consent.PENDING, speaker_user__isnull=False)
    for one in left.exclude(pk__in=aside).select_related("cohort", "project", "passage", "speaker_user"):
        voices.answer([one], Consent.AGREED, by=one.speaker_user)
    for said in told["by_mail"]:
        made = story.made[f"ask {said['email']}"]
        voices.answer(made.evidence.all(), Consent.AGREED, by=None, ask=made, name=said["answered_by"])
    for said in told["spoken"]:
        for known in said["ids"]:
            heard = {"how": VoiceAnswer.How.SPOKEN, "said_on": said["day"], "name": said["name"]}
            record_consent(fresh(story, known), Consent.AGREED, by=story.adviser, **heard)


def fresh(story: Story, known: str) -> Evidence:
    rows = Evidence.objects.select_related("cohort", "project", "passage", "speaker_user")
    return rows.get(pk=story.made[known].pk)


def tell_otherwise(story: Story, told: dict[str, Any]) -> None:
    for known, text in told["paraphrases"].items():
        story.made[f"paraphrase {known}"] = paraphrases.write(fresh(story, known), text, by=story.adviser)


def read_again(story: Story, told: dict[str, Any]) -> None:
    """Somebody else reads again what the adviser wrote, and what lets a third person be recognised."""
    evaluator = story.people["evaluator-estelle"]
    for known in told["paraphrases"]:
        if known not in told["not_read_again"]:
            made = story.made[f"paraphrase {known}"]
            paraphrases.confirm(made, by=evaluator, version=made.version)
    for known, reason in told["cleared"].items():
        paraphrases.clear(fresh(story, known), reason, by=evaluator)


def ask_again(story: Story, pending: dict[str, Any]) -> None:
    """Years later, two passages more wait for their author."""
    for said in pending["kept"]:
        keep(story, said)
    deadline = timezone.localdate() + timedelta(days=pending["days_left"])
    people = {fresh(story, said["id"]).speaker_user_id for said in pending["kept"]}
    asking.ask_people(story.cohort, people, by=story.adviser, deadline=deadline, report=story.made["report"])
