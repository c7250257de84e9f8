"""What is answered from the mail itself: a question put to a State service, the words of a need."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from levain.foundation import mail_answers
from levain.foundation.versions import ChangedSince
from levain.support import rules
from levain.support.models import MissionOffer, Need, Referral
from levain.support.services import missions, needs, referrals

LATER = timedelta(days=15)


class NothingSaid(Exception):
    """A reply without words."""


def _question(referral: Referral) -> str:
    project = referral.need.project
    asked = referral.question or referral.need.adviser_words or referral.need.in_my_words
    return _("%(project)s asks %(service)s: “%(question)s”") % {
        "project": project,
        "service": referral.service,
        "question": asked,
    }


def _reply(referral: Referral, *, by, name, choice, text) -> None:
    if choice == "later":
        back_on = timezone.localdate() + LATER
        referrals.come_back_later(referral, by=by, back_on=back_on, words=text[:300])
    elif text.strip() and by is None:
        referrals.reply_from_mailbox(referral, name=name, text=text.strip())
    elif text.strip():
        referrals.reply(referral, by=by, text=text.strip())
    else:
        raise NothingSaid(_("Write your reply: the project waits for these words."))


def _wording(need: Need) -> str:
    return _("Your need in the adviser's words: “%(words)s” Are these words right?") % {"words": need.adviser_words}


def _agree(need: Need, *, by, name, choice, text) -> None:
    if choice == "yes":
        needs.agree(need, by=by)
    elif text.strip():
        needs.reword(need, by=by, in_my_words=f"{need.in_my_words}\n\n{text.strip()}")
    else:
        raise NothingSaid(_("Say in a few words what is not right: the adviser will look at it again."))


def _written_for(need: Need) -> str:
    said = {"writer": need.written_by, "words": need.in_my_words}
    return _("%(writer)s wrote this need in your name: “%(words)s” Are these your words?") % said


def _confirm(need: Need, *, by, name, choice, text) -> None:
    if choice == "no" and not text.strip():
        raise NothingSaid(_("Say it in your words: they replace what was written."))
    needs.confirm(need, by=by, correction=text.strip() if choice == "no" else "")


def _mission(offer: MissionOffer) -> str:
    said = {"project": offer.mission.project, "days": f"{offer.mission.days:g}", "brief": offer.mission.brief}
    return _("%(project)s, %(days)s days: “%(brief)s” Are you ready to do it?") % said


def _take(offer: MissionOffer, *, by, name, choice, text) -> None:
    missions.answer_offer(offer, by=by, takes=choice == "yes", words=text.strip()[:300])


def say() -> None:
    mail_answers.register(
        "support.confirm",
        model=Need,
        verb="need.stated",
        question=_written_for,
        choices=lambda need: [
            ("yes", gettext_lazy("Yes, that is it")),
            ("no", gettext_lazy("Not quite, here are my words")),
        ],
        rule=rules.can_confirm,
        handle=_confirm,
        text_label=gettext_lazy("Your words"),
        refusals=(NothingSaid, needs.NeedClosed, ChangedSince),
    )
    mail_answers.register(
        "support.mission",
        model=MissionOffer,
        verb="mission.offered",
        question=_mission,
        choices=lambda offer: [
            ("yes", gettext_lazy("I am ready to do it")),
            ("no", gettext_lazy("Not this time")),
        ],
        rule=rules.can_answer_offer,
        handle=_take,
        text_label=gettext_lazy("A word to the adviser"),
        refusals=(missions.NotTheMoment,),
    )
    mail_answers.register(
        "support.reply",
        model=Referral,
        verb="referral.asked",
        also=("reminder.reply",),
        question=_question,
        choices=lambda referral: [
            ("reply", gettext_lazy("I reply below")),
            ("later", gettext_lazy("I do not know yet: I come back to you within two weeks")),
        ],
        rule=rules.can_reply,
        mailbox=rules.can_reply_by_mailbox,
        handle=_reply,
        text_label=gettext_lazy("Your reply"),
        refusals=(NothingSaid, referrals.AlreadyReplied, ChangedSince),
    )
    mail_answers.register(
        "support.agree",
        model=Need,
        verb="need.qualified",
        also=("reminder.need_bearer",),
        question=_wording,
        choices=lambda need: [
            ("yes", gettext_lazy("Yes, that is it")),
            ("no", gettext_lazy("Not quite, here is what I mean")),
        ],
        rule=rules.can_agree,
        handle=_agree,
        text_label=gettext_lazy("What you mean, in your words"),
        refusals=(NothingSaid, needs.NotTheMoment, needs.NeedClosed, ChangedSince),
    )
