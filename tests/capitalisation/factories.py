from datetime import date

from levain.capitalisation import services
from levain.capitalisation.models import Evidence, Finding, Lesson, Paragraph, PolicyLead, State
from levain.people.models import RoleCode
from tests.people.factories import someone
from tests.projects.factories import LogbookEntryFactory, ProjectFactory

SURE = {
    **dict.fromkeys(("limitations", "coherence", "adequacy", "relevance"), 1),
    **dict.fromkeys(("limitations_why", "coherence_why", "adequacy_why", "relevance_why"), "Dit en une phrase."),
    "overall": 3,
    "why": "Plusieurs lieux le disent.",
}
LEAD = {
    "title": "Garder l'appel mensuel",
    "scope": "accelerator",
    "kind": "continue",
    "addressee": "Le bureau",
    "text": "On propose de le garder.",
    "effort": "low",
    "first_step": "L'écrire dans la lettre d'accueil.",
}
WORDS = "La clé se trouvait dans une boîte à sucre."


class Learning:
    """A cohort with its project, its note, and those who draw what it teaches."""

    def __init__(self, project=None):
        self.project = project or ProjectFactory()
        self.cohort = self.project.cohort
        self.adviser = someone(RoleCode.ADVISER, self.cohort)
        self.lead = someone(RoleCode.PROGRAMME_LEAD, self.cohort.programme)
        self.bearer = someone(RoleCode.BEARER, self.project, name="Odile Perrin")
        self.note = self.written(f"Ce matin, rien. {WORDS} On a ouvert le jardin.")

    def written(self, text):
        return LogbookEntryFactory(project=self.project, author=self.bearer, text=text)

    def evidence(self, quote=WORDS, source=None, consent=Evidence.Consent.AGREED, **said):
        return services.cite_as_evidence(source or self.note, "text", quote, by=self.adviser, consent=consent, **said)

    def finding(self, evidence=(), stance="supports", **said):
        given = {"title": "La première demande est d'entrer", "text": "Trois projets sur cinq.", **SURE, **said}
        made = services.write_finding(self.cohort, by=self.adviser, **given)
        for one in evidence:
            services.link_evidence(made, one, stance, by=self.adviser)
        return made

    def lesson(self, *findings, **said):
        given = {"title": "Commencer par l'accès", "context": "c", "mechanism": "m", "effect": "e", "for_whom": "f"}
        return services.write_lesson(self.cohort, findings=findings, by=self.adviser, **{**given, **said})

    def policy_lead(self, *lessons, **said):
        return services.write_lead(self.cohort, lessons=lessons, by=self.adviser, **{**LEAD, **said})

    def chain(self):
        """One of each, from the passage to the lead."""
        self.kept = self.evidence()
        self.found = self.finding([self.kept])
        self.learned = self.lesson(self.found)
        self.asked = self.policy_lead(self.learned)
        return self

    def settle(self):
        """What has been written so far has been read by those it speaks of, and stands."""
        for model in (Finding, Lesson, PolicyLead):
            model.objects.filter(cohort=self.cohort).update(state=State.SETTLED)
            for thing in vars(self).values():
                if isinstance(thing, model):
                    thing.state = State.SETTLED

    def report(self, slug="rapport", **said):
        self.settle()
        self.written_report = services.create_report(
            self.cohort, slug, "Ce que nous avons appris", by=self.adviser, dated=date(2022, 3, 11), **said
        )
        self.section = services.add_section(self.written_report, "L'appui", by=self.adviser)
        return self.written_report

    def paragraph(
        self, *refs, kind=Paragraph.Kind.FINDING, text="La première demande est rarement de l'argent.", **said
    ):
        self.settle()
        return services.add_paragraph(self.section, kind, text, by=self.adviser, refs=refs, **said)

    def published(self, **said):
        self.chain().report(**said)
        self.paragraph(self.found)
        self.edition = services.publish(self.written_report, by=self.lead)
        return self
