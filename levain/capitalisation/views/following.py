"""A lead is sent, answered, followed year after year, and taken up again by a later session."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from levain.capitalisation import followed, services, talk_rules
from levain.capitalisation.forms.following import FollowedForm, FollowUpForm, SendForm, TakeUpForm
from levain.capitalisation.models import PolicyLead, State
from levain.capitalisation.views import answer, thing_or_404
from levain.foundation.verdicts import require
from levain.programmes.models import Programme
from levain.programmes.rules import can_keep_outbox

ON_A_PAGE = 25
NOT_NOW = (services.NotSettledYet, services.DayPast)


def send(request, pk):
    lead = thing_or_404(request, PolicyLead, pk, talk_rules.can_send_lead, select=("body",))
    initial = {"to": lead.addressee[:200]}
    if lead.body:
        initial["email"] = lead.body.mailbox
    form = SendForm(request.POST or None, initial=initial)

    def write(form):
        services.send_lead(lead, by=request.user, **form.cleaned_data)
        if can_keep_outbox(request.user, lead.cohort):
            said = _("The letter waits in the outbox of the session: read it, then let it go.")
        else:
            said = _("The letter is ready. The national team reads it, then lets it go.")
        messages.success(request, said)
        return lead

    return _form(
        request,
        form,
        write,
        lead,
        _("Send the lead to its addressee"),
        NOT_NOW,
        template="capitalisation/send_lead.html",
        shaky=lead.lessons.exclude(state=State.SETTLED),
    )


def follow(request, pk):
    lead = thing_or_404(request, PolicyLead, pk)
    form = FollowUpForm(request.POST or None)

    def note(form):
        services.follow_up(lead, by=request.user, fictional=lead.fictional, **form.told())
        messages.success(request, _("What became of the lead is written down."))
        return lead

    return _form(request, form, note, lead, _("Write what became of the lead"), services.TooEarly)


def take_up(request, pk):
    lead = thing_or_404(request, PolicyLead, pk)
    form = TakeUpForm(request.POST or None, lead=lead, user=request.user, initial={"former": lead.takes_up_id})

    def say(form):
        services.take_up(lead, form.cleaned_data["former"], by=request.user)
        messages.success(request, _("Saved. Both leads show the other."))
        return lead

    return _form(request, form, say, lead, _("Take up a lead of a former session"), services.TakenUpAlready)


def _form(request, form, deed, lead, name, refusals, **more):
    return answer(
        request,
        form,
        deed,
        refusals,
        cohort=lead.cohort,
        name=name,
        cancel=lead.get_absolute_url(),
        fictional=lead.fictional,
        **more,
    )


def followed_leads(request, programme):
    """What became of the leads of a programme, session after session."""
    programme = get_object_or_404(Programme, slug=programme)
    require(talk_rules.can_follow_leads(request.user, programme))
    leads = followed.leads_of(programme, request.user)
    answers = dict(leads.order_by().values_list("answer").annotate(n=Count("pk")))
    form = FollowedForm(
        request.GET or None,
        years=followed.years_of(leads),
        addressees=sorted(set(leads.order_by().values_list("addressee", flat=True))),
    )
    chosen = form.cleaned_data if form.is_valid() else {}
    pages = Paginator(followed.with_what_followed(leads.filter(followed.narrowed(chosen))), ON_A_PAGE)
    page = pages.get_page(request.GET.get("page"))
    return render(
        request,
        "capitalisation/followed_leads.html",
        {
            "programme": programme,
            "form": form,
            "narrowed": any(chosen.values()),
            "leads": page,
            "found": pages.count,
            "all": sum(answers.values()),
            "answers": [(label, answers.get(value, 0)) for value, label in PolicyLead.Answer.choices],
            "unanswered": answers.get("", 0),
            "fictional": any(lead.fictional for lead in page),
            "wide": True,
        },
    )
