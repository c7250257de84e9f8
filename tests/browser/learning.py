"""From words kept as evidence to a report that says its source has changed."""

from datetime import date, timedelta
from io import BytesIO

from pypdf import PdfReader

from tests.browser.visitor import Visitor, plain

COHORT = "2020-2021"
LEARNING = f"/espace/capitalisation/{COHORT}/"
FINDING = "Ce qui est noté par écrit tient mieux"
NOTE = "Samedi, vingt-deux personnes ont planté la haie. Trois voisins venaient pour la première fois."
QUOTED = {
    "note": "vingt-deux personnes ont planté la haie",
    "contribution": "un cahier où chacun note ce qu'il prend",
    "reply": "une convention d'occupation suffit",
}
COMPONENTS = ("limitations", "coherence", "adequacy", "relevance")


def in_days(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


class Learning:
    """The second half of the walk: what was said and done becomes what is learned."""

    scripts: bool
    bearer: Visitor
    adviser: Visitor
    lead: Visitor
    need: str
    contribution: str
    slug: str

    def writes_in_the_logbook(self) -> None:
        self.bearer.opens("/espace/").clicks("Écrire dans le carnet").answers(text=NOTE).clicks(
            "Écrire pour le projet"
        )
        self.bearer.page.locator("article.note", has_text=NOTE[:40]).locator("h2 a, h3 a").first.click()
        self.note = self.bearer.page.url.partition("#")[0]

    def writes_a_finding(self) -> None:
        adviser = self.adviser
        adviser.opens(LEARNING).clicks("Écrire un constat").answers(
            title=FINDING,
            text="Un cahier, une convention : ce qui est écrit dure après les premières personnes.",
            overall="modérée",
            why="Trois voix différentes, un seul projet.",
            **{name: "aucune réserve" for name in COMPONENTS},
            **{f"{name}_why": "Dit sur place, par trois personnes." for name in COMPONENTS},
        ).sends("Enregistrer")
        self.finding = adviser.page.url

    def keeps_three_passages(self) -> None:
        for source, place in (("note", self.note), ("contribution", self.contribution), ("reply", self.need)):
            self.keeps(place, QUOTED[source], "anonymous" if source == "contribution" else "pending")
        self.those_quoted_agree()
        self.adviser.opens(self.finding).reads(*QUOTED.values())
        self.settles()

    def draws_a_lesson_and_a_lead(self) -> None:
        adviser = self.adviser
        adviser.opens(LEARNING).clicks("Écrire une leçon").answers(
            title="Écrire pour durer",
            context="Quand un collectif partage des biens",
            mechanism="parce que chacun sait ce qui est convenu",
            effect="alors le partage survit aux départs.",
            for_whom="Les jardins et les ateliers partagés.",
            findings=FINDING,
        ).sends("Enregistrer")
        self.settles()
        adviser.opens(LEARNING).clicks("Écrire une piste").answers(
            title="Un modèle de convention d'une page",
            scope="local_practice",
            kind="try",
            addressee="Les services de la commune",
            text="Proposer une convention d'une page, lisible, à tout collectif qui occupe un terrain communal.",
            effort="low",
            first_step="Publier le modèle signé ici.",
            lessons="Écrire pour durer",
        ).sends("Enregistrer").reads("Un modèle de convention d'une page", "modérée")
        self.settles()

    def settles(self) -> None:
        """What everyone will read is shared, then settled."""
        self.adviser.sends("Partager pour remarques", within="#etat").sends("Arrêter le texte", within="#etat")

    def those_quoted_agree(self) -> None:
        """Each is written to, sees her words where they stand, and decides."""
        self.adviser.opens(f"{LEARNING}accords/demander/").sends("Envoyer les courriers")
        for person, source in ((self.bearer, "note"), (self.state, "reply")):
            hers = f'article.voice:has-text("{QUOTED[source]}")'
            person.opens("/espace/propos/").clicks("Je suis d’accord", within=hers).reads("Vous êtes d’accord")

    def keeps(self, place: str, words: str, consent: str) -> None:
        """Selects the words and takes the gesture that appears; or, without scripts, pastes them."""
        adviser = self.adviser
        adviser.opens(place)
        text = adviser.page.locator(".citable", has_text=words).first
        if self.scripts:
            select(text, words)
            adviser.page.locator(".citable-bar").get_by_role("link", name="Retenir ce passage").click()
        else:
            text.locator("summary").click()
            text.get_by_role("link", name="Retenir ce passage").click()
            adviser.answers(quote=words)
        adviser.page.wait_for_url("**/preuves/nouvelle/**")
        assert plain(adviser.page.locator("[name=quote]").input_value()) == plain(words)
        adviser.answers(consent=consent, finding=FINDING)
        adviser.sends("Retenir ce passage").reads(words)

    def composes_a_report(self) -> None:
        adviser = self.adviser
        adviser.opens(LEARNING).clicks("Commencer un rapport").answers(
            title="Ce que la haie nous apprend",
            slug=self.slug,
            dated=in_days(0),
        ).sends("Enregistrer")
        adviser.answers(title="Ce que nous avons vu").sends("Ajouter la partie").clicks("Écrire un paragraphe")
        adviser.answers(kind="finding", text="Ce qui est écrit dure.").sends("Enregistrer")

    def publishes_it_once_each_finding_has_a_source(self) -> None:
        adviser, lead = self.adviser, self.lead
        compose = f"/espace/rapports/{self.slug}/"
        lead.opens(compose).clicks("Publier").reads("Ce constat ne dit pas sa source", "Ce qui sera figé")
        adviser.opens(compose)
        if not adviser.page.locator(".learning-paragraph").count():
            adviser.clicks("Ce que nous avons vu")
        adviser.clicks("Modifier", within=".learning-paragraph")
        self.names("constat", "noté par écrit")
        adviser.sends("Enregistrer")
        lead.opens(compose).reads("Rien n'empêche").clicks("Publier")
        lead.reads("Qui sera prévenu").clicks("Publier l'édition 1")
        lead.opens(f"/rapports/{self.slug}/").reads("Ce qui est écrit dure.", "Édition 1")
        self.digest = lead.page.locator(".report-digest code").inner_text().strip()
        assert len(self.digest) == 64

    def names(self, kind: str, words: str) -> None:
        """Types `[[` and takes the first of the list; or, without scripts, looks for it and takes it."""
        page = self.adviser.page
        if self.scripts:
            area = page.locator("[name=stands_on]")
            area.press_sequentially(f"[[{kind} {words}")
            page.get_by_role("option", name=kind).first.wait_for()
            area.press("Enter")
        else:
            page.locator("#trouver summary").click()
            self.adviser.answers(find=f"{kind} {words}").sends("Chercher")
            page.locator("#trouver [name=insert]").first.click()
            page.wait_for_load_state()
        assert page.locator("[name=stands_on]").input_value().startswith(f"[[{kind} ")

    def holds_the_pdf(self) -> None:
        lead = self.lead
        pdf = lead.context.request.get(f"{lead.address}/rapports/{self.slug}/rapport.pdf").body()
        document = PdfReader(BytesIO(pdf))
        assert document.trailer["/Root"]["/MarkInfo"]["/Marked"], "the PDF is not tagged"
        assert document.trailer["/Root"]["/Lang"].startswith("fr")
        words = letters("".join(page.extract_text() for page in document.pages))
        for quoted in QUOTED.values():
            assert letters(quoted) in words, f"the PDF does not name {quoted!r}"
        assert self.digest in words, "the PDF does not say its digest"

    def follows_references(self) -> None:
        """From the paragraph to the finding, from the finding to each passage, in the place where it was said."""
        adviser = self.adviser
        adviser.opens(f"/rapports/{self.slug}/")
        reference = adviser.page.locator(".written-references .written-reference").first
        target = adviser.page.locator(reference.get_attribute("href"))
        reference.click()
        adviser.page.locator(".written-close").wait_for()
        assert FINDING in target.inner_text()
        for quoted in QUOTED.values():
            adviser.opens(f"/rapports/{self.slug}/")
            entry = adviser.page.locator("article.written-quotation", has_text=quoted)
            assert target.locator(f"a[href='#{entry.get_attribute('id')}']").count() == 1, (
                "the finding names no passage"
            )
            entry.locator("a[href*='/espace/preuves/']").click()
            adviser.clicks("Voir ces mots à leur place")
            assert plain(adviser.page.locator("mark").first.inner_text()) == plain(quoted)

    def changes_a_source(self) -> None:
        self.bearer.opens(self.note).clicks("Modifier ma note")
        self.bearer.answers(text=NOTE.replace("vingt-deux", "une trentaine de")).sends("Enregistrer")
        self.adviser.opens(f"/rapports/{self.slug}/").reads("1 source de cette édition a changé depuis")


def letters(text: str) -> str:
    """Words as a PDF gives them back: lines and hyphens are those of its pages."""
    return "".join(filter(str.isalnum, text)).lower()


def select(text, words: str) -> None:
    """What a mouse does: the words of a text, selected."""
    text.locator(".citable-text").evaluate(
        """(text, words) => {
            const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
            for (let node = walker.nextNode(); node; node = walker.nextNode()) {
                const start = node.data.replaceAll("’", "'").indexOf(words.replaceAll("’", "'"));
                if (start < 0) continue;
                const range = document.createRange();
                range.setStart(node, start);
                range.setEnd(node, start + words.length);
                text.scrollIntoView();
                getSelection().removeAllRanges();
                getSelection().addRange(range);
                return;
            }
            throw new Error("These words are not in the text");
        }""",
        words,
    )
