"""What this package says of its objects to the rest of the house, and the gesture it offers on every text."""

from django.db.models import Q
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from levain.capitalisation import open_answers, outside_registered, rules
from levain.capitalisation.kept import kept_in
from levain.capitalisation.models import (
    Code,
    CodeChange,
    Edition,
    Evidence,
    Finding,
    Lesson,
    Memo,
    Paragraph,
    PolicyLead,
    Report,
    VoiceAsk,
)
from levain.capitalisation.services import asking, corpus, erasing, mask_withdrawn
from levain.foundation import answers, erasures, passages, registry, withdrawals, work
from levain.foundation.registry import Gesture, Speaker

TEXTS = {
    Finding: {"title": _("finding"), "text": _("finding"), "why": _("confidence of a finding")},
    Lesson: {"mechanism": _("lesson"), "effect": _("lesson")},
    PolicyLead: {"text": _("lead"), "answer_text": _("answer to a lead")},
}


def _side(user, cohort) -> str:
    held = rules.codes(user, cohort) if user else set()
    return next((code for code in rules.WORK_ON_IT if code in held), "")


def uses(obj) -> list[str]:
    """What was made of an object's words: how many passages are kept, and which reports already show them."""
    kept = list(Evidence.objects.filter(passage__in=passages.of(obj)).values_list("number", "cohort"))
    if not kept:
        return []
    said = [
        ngettext(
            "%(n)d passage is kept for what the cohort teaches. It will be masked.",
            "%(n)d passages are kept for what the cohort teaches. They will be masked.",
            len(kept),
        )
        % {"n": len(kept)}
    ]
    names = {f"preuve-{number}" for number, _cohort in kept}
    for edition in Edition.objects.filter(report__cohort__in={cohort for _number, cohort in kept}).select_related(
        "report"
    ):
        if names & {part["id"] for part in edition.parts} - set(edition.masked):
            told = gettext("Published in “%(report)s”, edition %(number)d: the words are masked, the digest stays.")
            said.append(told % {"report": edition.report.title, "number": edition.number})
    return said


def _title_of_ask(ask) -> str:
    return gettext("Your words in “%(session)s”") % {"session": ask.cohort.name}


def _told_of(evidence: Evidence) -> str:
    """The passage and its author, as the pages of the team name them."""
    return gettext("Evidence %(number)d (%(who)s)") % {"number": evidence.number, "who": evidence.who}


def say() -> None:
    registry.register(
        Evidence,
        visible=rules.can_read_evidence,
        title=lambda evidence: str(_("Evidence %(number)d")) % {"number": evidence.number},
        told=_told_of,
        along=("cohort__programme", "project__cohort__programme"),
        place=lambda evidence: evidence.project or evidence.cohort,
        date=lambda evidence: evidence.said_on,
    )
    for model, texts in TEXTS.items():
        registry.register(
            model,
            visible=rules.can_work,
            title=str,
            place=lambda thing: thing.cohort,
            texts=texts,
            speaker=lambda thing, field: Speaker(
                _side(thing.created_by, thing.cohort), str(thing.created_by or ""), thing.created_by
            ),
            date=lambda thing: thing.created_at,
        )
    registry.register(
        Report, visible=rules.can_read_report, title=lambda report: report.title, place=lambda report: report.cohort
    )
    registry.register(Edition, visible=rules.can_read_edition, title=str, place=lambda edition: edition.report.cohort)
    registry.register(
        Paragraph,
        visible=rules.can_edit_paragraph,
        title=str,
        place=lambda paragraph: paragraph.section.report.cohort,
    )
    registry.register(Code, visible=rules.can_read_code, title=str, place=lambda code: code.cohort)
    registry.register(CodeChange, visible=rules.can_undo_change, title=str, place=lambda change: change.code.cohort)
    registry.register(Memo, visible=rules.can_read_memo, title=str, place=lambda memo: memo.cohort)
    registry.offer_everywhere(
        Gesture(label=_("Keep this passage"), url_name="capitalisation:cite", rule=rules.can_cite, passage=True)
    )
    outside_registered.say()
    open_answers.say()
    work.every_tick(corpus.sweep)
    work.every_run(corpus.catch_up)
    registry.register(VoiceAsk, visible=rules.can_read_ask, title=_title_of_ask, place=lambda ask: ask.cohort)
    answers.wait_for(**dict.fromkeys(("voices.asked", "voices.reminded"), Q(evidence__consent="pending")))
    work.every_tick(asking.tick)
    erasures.erases(erasing.forget)
    registry.tell_kept(kept_in)
    work.every_tick(corpus.catch_up)
    withdrawals.register(uses=uses, withdrawn=mask_withdrawn)
    registry.word(
        **{
            "evidence.kept": _("%(actor)s kept a passage as evidence"),
            "evidence.sorted": _("%(actor)s gave a piece of evidence its codes"),
            "evidence.consent": _("%(actor)s recorded whether the person quoted agrees"),
            "evidence.renewed": _("%(actor)s took the new words of a source that had changed"),
            "evidence.frozen": _("%(actor)s kept words as they were, although their source changed"),
            "evidence.set_aside": _("%(actor)s set a piece of evidence aside"),
            "evidence.followed": _("%(actor)s took up a piece of evidence again"),
            "code.created": _("%(actor)s wrote a code: %(object)s"),
            "code.revised": _("%(actor)s changed a code: %(object)s"),
            "code.merged": _("%(actor)s merged a code into another: %(object)s"),
            "code.split": _("%(actor)s split a code: %(object)s"),
            "code.retired": _("%(actor)s retired a code: %(object)s"),
            "code.restored": _("%(actor)s put a code back in use: %(object)s"),
            "memo.written": _("%(actor)s wrote a memo"),
            "memo.revised": _("%(actor)s changed a memo"),
            "evidence.withdrawn": _("%(actor)s withdrew words that were kept as evidence"),
            "evidence.answered_for": _("%(actor)s wrote down what the person quoted said of her words"),
            "evidence.cleared": _("%(actor)s read again a passage that names somebody"),
            "paraphrase.written": _("%(actor)s told a passage in other words"),
            "paraphrase.confirmed": _("%(actor)s read again how your words are told: see it and answer"),
            "voices.asked": _("%(actor)s asks whether your words may be quoted"),
            "voices.reminded": _("Your answer is still hoped for: may your words be quoted?"),
            "voices.answered": _("%(object)s: the person quoted has answered"),
            "voices.answered_all": _("%(object)s and other passages: the person quoted has answered"),
            "voices.silent": _("%(object)s: no answer, the words are to be told otherwise"),
            "voices.silent_all": _("%(object)s and other passages: no answer, the words are to be told otherwise"),
            "voices.closed": _("%(actor)s closed the link sent to a person quoted"),
            "pseudonyms.renamed": _("%(actor)s changed a name that stands for a person in a report"),
            "pseudonyms.opened": _("%(actor)s opened the table of names of a report"),
            "evidence.linked": _("%(actor)s linked evidence to a finding: %(object)s"),
            "evidence.unlinked": _("%(actor)s took evidence away from a finding: %(object)s"),
            "finding.written": _("%(actor)s wrote a finding: %(object)s"),
            "finding.revised": _("%(actor)s changed a finding: %(object)s"),
            "lesson.written": _("%(actor)s wrote a lesson: %(object)s"),
            "lesson.revised": _("%(actor)s changed a lesson: %(object)s"),
            "lead.written": _("%(actor)s wrote a policy lead: %(object)s"),
            "lead.revised": _("%(actor)s changed a policy lead: %(object)s"),
            "lead.answered": _("%(actor)s recorded the answer to a policy lead: %(object)s"),
            "figure.kept": _("%(actor)s kept a figure for the report"),
            "report.begun": _("%(actor)s began a report: %(object)s"),
            "report.revised": _("%(actor)s changed the report: %(object)s"),
            "report.published": _("%(actor)s published the report: %(object)s"),
            "paragraph.written": _("%(actor)s wrote a paragraph of the report"),
            "paragraph.revised": _("%(actor)s changed a paragraph of the report"),
            "paragraph.moved": _("%(actor)s moved a paragraph of the report"),
            "paragraph.confirmed": _("%(actor)s confirmed a paragraph of the report"),
            "paragraph.read_otherwise": _("%(actor)s reads a paragraph of the report otherwise than it is called"),
        }
    )
