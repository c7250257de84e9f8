"""A lead goes to those who can decide; they answer; what was done is noted, year after year."""

from datetime import date
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from levain.capitalisation.models import FollowUp, LeadAnswer, PolicyLead, Sending, State
from levain.design.dates import in_words
from levain.foundation import journal, letters, mail_answers, passages
from levain.foundation.models import Letter
from levain.foundation.typed import a_passage, address
from levain.foundation.versions import save_over
from levain.people.models import User


class AlreadyAnswered(Exception):
    """The lead has this answer already."""


class ReasonMissing(Exception):
    """A lead was declined without saying why."""


class SetAside(Exception):
    """The lead was set aside: nothing more is asked."""


class TooEarly(Exception):
    """What was done cannot be later than today."""


class TakenUpAlready(Exception):
    """A lead cannot take up itself, or one of the leads that take it up."""


def _require_standing(lead: PolicyLead) -> None:
    if lead.state == State.SET_ASIDE:
        raise SetAside(_("This lead was set aside. Take it back before sending it."))


@transaction.atomic
def send_lead(
    lead: PolicyLead,
    *,
    by: User,
    to: str,
    email: str,
    words: str = "",
    token: UUID | None = None,
    on: date | None = None,
) -> Sending:
    """Write to whoever can decide; the letter waits in the outbox until somebody has read it, and holds a link that
    answers without an account. Sent again, it is another letter, with a fresh link."""
    known = Sending.objects.filter(token=token).first() if token else None
    if known:
        return known
    lead = PolicyLead.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=lead.pk)
    _require_standing(lead)
    email = address(email)
    sending = Sending.objects.create(
        lead=lead,
        version=lead.version,
        to=to,
        email=email,
        person=User.objects.filter(email=email, is_active=True).first(),
        words=words,
        by=by,
        on=on or timezone.localdate(),
        token=token,
    )
    _write(sending)
    journal.record("lead.sent", on=lead, by=by, place=lead.cohort, changes={"version": lead.version})
    return sending


def _write(sending: Sending) -> Letter:
    lead = sending.lead
    with translation.override(settings.LANGUAGE_CODE):
        text = _(
            "Hello,\n\n%(words)s“%(title)s” is a lead drawn from the session %(cohort)s, addressed to: %(to)s.\n\n"
            "%(text)s\n\nFirst step proposed: %(step)s\n\n%(hoped)sYou can answer without an account, "
            "from this page: accepted, in part, under study, declined and why.\n{lien}\n\nThe link works once, "
            "for thirty days. Whoever answers gives her name. You may forward this message to the person who "
            "knows.\n\nThank you."
        ) % _said(sending)
        if lead.fictional:
            text += "\n\n" + _("This lead is invented: this message shows how the service works.")
        subject = _("A lead addressed to you: %(title)s") % {"title": _plain(lead.title, 120)}
        return letters.queue(
            sending.email,
            subject,
            text,
            person=sending.person,
            place=lead.cohort,
            values={"lien": _link(sending), "sending": str(sending.pk)},
            state=Letter.State.HELD,
        )


def _link(sending: Sending) -> str:
    name = "capitalisation.lead"
    if sending.person:
        return mail_answers.answer_link(name, sending, sending.person)
    return mail_answers.mailbox_link(name, sending, sending.email)


def _plain(words: str, longest: int) -> str:
    """What people typed, in a letter of the outbox: no link, and no brace that it would fill."""
    return a_passage(words, longest).replace("{", "(").replace("}", ")")


def _said(sending: Sending) -> dict[str, str]:
    lead = sending.lead
    hoped = _("An answer is hoped for by %(day)s. ") % {"day": in_words(lead.hoped_by)} if lead.hoped_by else ""
    return {
        "title": _plain(lead.title, 250),
        "cohort": _plain(str(lead.cohort), 120),
        "to": _plain(sending.to, 200),
        "text": _plain(lead.text, 3000),
        "step": _plain(lead.first_step, 1000),
        "words": _plain(sending.words, 2000) + "\n\n" if sending.words.strip() else "",
        "hoped": hoped,
    }


def worded(lead: PolicyLead, version: int) -> Any:
    """The lead as it was worded at a version; as it is now when that version was not kept."""
    return lead.history.filter(version=version).order_by("history_id").last() or lead


def digest_of(worded: Any) -> str:
    """Over the words and the choices of a lead, not over its answers."""
    names = (*PolicyLead.WORDS, *PolicyLead.CHOSEN)
    return passages.digest("\x1f".join(str(getattr(worded, name) or "") for name in names))


@transaction.atomic
def answer_lead(
    lead: PolicyLead,
    version: int,
    *,
    status: str,
    answered_by: str,
    by: User | None,
    text: str = "",
    on: date | None = None,
    fictional: bool = False,
    sending: Sending | None = None,
) -> LeadAnswer:
    """Record what the addressee answered, and to which version; the earlier answers stay below the last."""
    if status == PolicyLead.Answer.DECLINED and not text.strip():
        raise ReasonMissing(_("Say why it is declined: the reason is what those who wrote it will work with."))
    if (lead.answer, lead.answer_text, lead.answered_by) == (status, text, answered_by):
        raise AlreadyAnswered(_("This answer is already recorded."))
    day = on or timezone.localdate()
    save_over(
        lead,
        version,
        answer=status,
        answered_by=answered_by,
        answered_on=day,
        answer_text=text,
        answer_fictional=fictional,
    )
    made = LeadAnswer.objects.create(
        lead=lead,
        sending=sending,
        version=sending.version if sending else version,
        words=digest_of(worded(lead, sending.version) if sending else lead),
        status=status,
        text=text,
        by=answered_by,
        on=day,
        recorded_by=by,
        fictional=fictional,
    )
    tell = [person for person in lead.authors.all() if person != by]
    verb = "lead.answered" if by else "lead.answered_by_mail"
    journal.record(verb, on=lead, by=by, place=lead.cohort, changes={"answer": status}, tell=tell)
    return made


@transaction.atomic
def answer_from_letter(sending: Sending, *, by: User | None, name: str, choice: str, text: str) -> None:
    """Whoever reads the letter answers, and to the version she read, even when the lead has changed since."""
    lead = PolicyLead.objects.select_for_update(of=("self",)).select_related("cohort").get(pk=sending.lead_id)
    _require_standing(lead)
    who = f"{name}, {sending.to}" if name and name != sending.to else sending.to
    answer_lead(
        lead,
        lead.version,
        status=choice,
        answered_by=who[:200],
        by=by,
        text=text,
        sending=sending,
        fictional=lead.fictional,
    )


@transaction.atomic
def follow_up(
    lead: PolicyLead,
    *,
    by: User,
    state: str,
    text: str,
    token: UUID | None = None,
    on: date | None = None,
    **said: Any,
) -> FollowUp:
    """What was done, on its day, with what proves it; told to those who wrote the lead."""
    known = FollowUp.objects.filter(token=token).first() if token else None
    if known:
        return known
    day = on or timezone.localdate()
    if day > timezone.localdate():
        raise TooEarly(_("This day is still to come. Write what has been done."))
    made = FollowUp.objects.create(lead=lead, by=by, state=state, text=text, on=day, token=token, **said)
    tell = [person for person in lead.authors.all() if person != by]
    journal.record("lead.followed", on=lead, by=by, place=lead.cohort, changes={"state": state}, tell=tell)
    return made


def refuse_loop(lead: PolicyLead | None, former: PolicyLead) -> None:
    """Going back from session to session never comes round."""
    here: PolicyLead | None = former
    while here is not None and lead is not None:
        if here.pk == lead.pk:
            raise TakenUpAlready(_("This lead is already taken up by the one you are writing."))
        here = here.takes_up


@transaction.atomic
def take_up(lead: PolicyLead, former: PolicyLead | None, *, by: User) -> None:
    """Say which lead of a former session this one takes up again; both pages show the other."""
    if former is not None:
        if former.cohort_id == lead.cohort_id:
            raise TakenUpAlready(_("A lead takes up one of a former session, not of its own."))
        refuse_loop(lead, former)
    PolicyLead.objects.filter(pk=lead.pk).update(takes_up=former)
    lead.takes_up = former
    changes = {"takes_up": former.pk if former else None}
    journal.record("lead.taken_up", on=lead, by=by, place=lead.cohort, changes=changes)
