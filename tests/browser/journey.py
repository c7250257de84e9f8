"""The whole chain, from a need in plain words to a report that says its source has changed, as people walk it."""

from datetime import date, timedelta
from io import BytesIO

from pypdf import PdfReader

from tests.browser.visitor import PHONE, Visitor, box_said, plain, tick

PROJECT = "melle"
COHORT = "2020-2021"
LEARNING = f"/espace/capitalisation/{COHORT}/"
FINDING = "Ce qui est noté par écrit tient mieux"
FLASH = "Atelier flash des territoires"
NEED = (
    "On voudrait un local pour ranger les outils du jardin, mais personne ne sait à qui demander ni comment le payer."
)
REPLY = "Le terrain est communal : une convention d'occupation suffit, et le fonds vert peut payer l'abri."
SAID = "Prêter les outils le mercredi, avec un cahier où chacun note ce qu'il prend."
NOTE = "Samedi, vingt-deux personnes ont planté la haie. Trois voisins venaient pour la première fois."
QUOTED = {
    "note": "vingt-deux personnes ont planté la haie",
    "contribution": "un cahier où chacun note ce qu'il prend",
    "reply": "une convention d'occupation suffit",
}
COMPONENTS = ("limitations", "coherence", "adequacy", "relevance")
OBJECTIVES = ("Les outils servent à tous les quartiers.", "La haie est tenue à plusieurs.")


def in_days(days: int) -> str:
    return (date.today() + timedelta(days=days)).isoformat()


class Walk:
    """Who walks; what was made on the way is remembered by its address."""

    def __init__(self, visitor, *, scripts: bool) -> None:
        self.scripts = scripts
        self.slug = "ce-que-la-haie-nous-apprend"
        self.bearer = visitor("Solange P.", screen=PHONE, scripts=scripts)
        self.adviser: Visitor = visitor("Inès K.", scripts=scripts)
        self.state: Visitor = visitor("Béatrice M.", scripts=scripts)
        self.authority: Visitor = visitor("Nadège L.", scripts=scripts)
        self.lead: Visitor = visitor("Marc D.", scripts=scripts)

    def all(self) -> None:
        self.states_a_need()
        self.qualifies_it_with_her()
        self.proposes_supports()
        self.refers_to_the_state()
        self.state_replies()
        self.answers_and_tells_what_came_of_it()
        self.meets_in_a_seminar()
        self.rates_objectives()
        self.writes_in_the_logbook()
        self.writes_a_finding()
        self.keeps_three_passages()
        self.draws_a_lesson_and_a_lead()
        self.composes_a_report()
        self.publishes_it_once_each_finding_has_a_source()
        self.holds_the_pdf()
        self.follows_references()
        self.changes_a_source()

    def states_a_need(self) -> None:
        self.bearer.opens("/espace/").clicks("Demander un coup de main").answers(
            in_my_words=NEED, blocks="Le local de la mairie est plein.", wanted_by=in_days(120)
        ).sends("le projet, collectivité comprise")
        self.bearer.reads(NEED, "Le local de la mairie est plein.")
        self.need = self.bearer.page.url.partition("?")[0].partition("#")[0]

    def qualifies_it_with_her(self) -> None:
        adviser, bearer = self.adviser, self.bearer
        adviser.opens("/espace/").clicks(NEED[:30]).reads(NEED).clicks("Mettre en mots")
        adviser.answers(
            adviser_words="Abri à outils sur terrain communal : droit d'occuper, financement de petits équipements.",
            theme="espace public",
        ).sends("Demander l'accord du projet")
        bearer.opens("/espace/").clicks(NEED[:30]).clicks("Oui, c'est bien cela").reads("C'est confirmé")

    def proposes_supports(self) -> None:
        """Two of the best ranked, and one that she looks for by its name."""
        adviser = self.adviser
        adviser.opens(self.need).clicks("Proposer des appuis").reads("Les meilleures réponses d'abord")
        ranked = adviser.page.locator(".lv-cards .lv-card")
        assert ranked.count() >= 3
        assert ranked.first.locator("ul li").count() >= 1, "the first support gives no reason"
        for rank in range(2):
            tick(adviser.page.locator("[name$=chosen]").nth(rank))
        adviser.page.locator("[name=q]").fill(FLASH)
        adviser.clicks("Chercher")
        card = ranked.filter(has=adviser.page.locator("h3", has_text=FLASH))
        tick(card.locator("[name$=chosen]"))
        assert adviser.page.locator("[name$=chosen]:checked").count() == 3, "the search lost what was ticked"
        adviser.sends("Proposer ce qui est coché").reads("Ce qui est proposé", FLASH)
        assert adviser.page.locator("#propositions h3").count() == 3

    def refers_to_the_state(self) -> None:
        adviser = self.adviser
        adviser.opens(self.need).clicks("Interroger un service de l'État")
        tick(box_said(adviser.page, "service", "Deux-Sèvres"))
        adviser.answers(question="Qui autorise un abri sur ce terrain ?", hoped_by=in_days(21))
        adviser.sends("Envoyer la question").reads("Qui autorise un abri sur ce terrain ?")

    def state_replies(self) -> None:
        self.state.opens("/espace/").reads("Qui autorise un abri").clicks("Qui autorise un abri")
        self.state.page.locator("form [name=reply]").fill(REPLY)
        self.state.sends("Envoyer la réponse").reads(REPLY)

    def answers_and_tells_what_came_of_it(self) -> None:
        bearer = self.bearer
        bearer.opens(self.need).reads(REPLY)
        card = bearer.page.locator("#propositions .lv-card", has=bearer.page.locator("h3", has_text=FLASH))
        card.get_by_role("link", name="Répondre avec un mot").click()
        bearer.answers(answer="obtained", comment="Une matinée, et le plan de l'abri était dessiné.", usefulness="5")
        bearer.sends("Garder cette réponse").reads("Une matinée, et le plan de l'abri était dessiné.")
        bearer.clicks("Dire ce qui en est sorti")
        bearer.answers(met="yes", outcome="La convention est signée et l'abri est commandé.")
        bearer.sends("Garder ce qui en est sorti").reads("La convention est signée et l'abri est commandé.")

    def meets_in_a_seminar(self) -> None:
        adviser = self.adviser
        adviser.opens("/espace/seminaires/").clicks("Nouveau séminaire").answers(
            cohort="2020-2021",
            title="Une journée pour les outils",
            purpose="Décider comment les outils se partagent.",
            starts=f"{in_days(7)}T09:30",
            ends=f"{in_days(7)}T12:30",
            time_zone="Europe/Paris",
            place="Salle des fêtes",
        ).sends("Annoncer")
        self.seminar = adviser.page.url
        for title, minutes in (("Accueil", 30), ("Qui prête quoi ?", 90)):
            adviser.opens(self.seminar).clicks("Déroulé").clicks("Ajouter une ligne")
            adviser.answers(title=title, minutes=minutes).sends("Ajouter la ligne")
        adviser.reads("Accueil", "09:30", "Qui prête quoi ?", "10:00")
        adviser.opens(self.seminar).clicks("Préparer un temps d'atelier").answers(
            title="Que mettre en commun ?", kind="board", answers="Outils\nSavoir-faire", minutes=45, named=True
        ).sends("Ajouter")
        activity = adviser.page.url
        self.authority.opens("/espace/").clicks("Oui, je viens").reads("Vous venez")
        adviser.opens(self.seminar).clicks("Inscriptions et présences").clicks("Inscrire une personne sans compte")
        adviser.answers(name="Une voisine", side="partner").sends("Inscrire cette personne").reads("Une voisine")
        self.turns_what_was_said_into_an_action(activity)

    def turns_what_was_said_into_an_action(self, activity: str) -> None:
        adviser = self.adviser
        adviser.opens(activity)
        if not adviser.page.locator("[name=text]").is_visible():
            adviser.opens_up("Noter ce qui a été dit")
        adviser.answers(text=SAID, column="1", side="bearer", project="De jardin en jardin")
        adviser.sends("Envoyer", within="#ecrire").reads(SAID)
        adviser.page.locator("#contributions li", has_text=SAID).get_by_role("link", name="ouvrir").click()
        self.contribution = adviser.page.url
        adviser.clicks("Reprendre…").answers(into="action", title="Ouvrir le cahier de prêt", due=in_days(30))
        adviser.sends("Garder").reads("Ouvrir le cahier de prêt", SAID)
        made = adviser.page.locator("li", has_text="Ouvrir le cahier de prêt")
        made.get_by_role("link", name="voir où cela a été dit").click()
        adviser.page.wait_for_load_state()
        adviser.reads(SAID).looks()
        assert adviser.page.locator("mark").count() == 1

    def rates_objectives(self) -> None:
        for number, agreed in enumerate(OBJECTIVES):
            self.adviser.opens(f"/espace/projets/{PROJECT}/objectifs/nouveau/").answers(
                agreed=agreed,
                inhabitants="Que ça serve à tout le monde.",
                authority="Que le lieu reste ouvert.",
                **{f"level_{rank}": f"Niveau observable numéro {rank} de l'objectif {number}." for rank in range(5)},
            ).sends("Nous sommes d'accord")
            self.rates(agreed)
        self.authority.clicks("Le score d'atteinte, avec ses termes").reads(
            "Kiresuk", "50 + 10", "Niveau x", "Poids w"
        )
        self.authority.reads(*OBJECTIVES)

    def rates(self, agreed: str) -> None:
        """The collective and the local authority, at two dates; a gap of two levels at the second."""
        given = ((self.bearer, "Au départ", -2), (self.authority, "Au départ", -2))
        given += ((self.bearer, "À mi-parcours", 1), (self.authority, "À mi-parcours", -1))
        for person, moment, level in given:
            person.opens(f"/espace/projets/{PROJECT}/objectifs/")
            objective = person.page.locator("article", has=person.page.locator("h2", has_text=agreed))
            objective.get_by_role("link", name=f"Donner un niveau : {moment}").click()
            person.answers(level=level, reason=f"Vu sur place, {moment}, par {level} pas.")
            person.sends("Enregistrer ce niveau")
        self.authority.opens(f"/espace/projets/{PROJECT}/objectifs/")
        objective = self.authority.page.locator("article", has=self.authority.page.locator("h2", has_text=agreed))
        assert objective.locator("tbody tr").count() == 5
        assert "2" in objective.locator("tfoot .ev-apart").last.inner_text(), "the gap is not shown"
        objective.get_by_role("link", name="Les mots et les raisons").click()
        self.authority.looks()
        self.authority.reads("Vu sur place, À mi-parcours, par 1 pas.", "Vu sur place, À mi-parcours, par -1 pas.")

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
            self.keeps(place, QUOTED[source])
        self.adviser.opens(self.finding).reads(*QUOTED.values())

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

    def keeps(self, place: str, words: str) -> None:
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
        adviser.answers(consent="agreed", finding=FINDING)
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
        lead.opens(compose).clicks("Publier").reads("Rien n'est perdu", "Ce constat ne dit pas sa source")
        adviser.opens(compose)
        if not adviser.page.locator(".learning-paragraph").count():
            adviser.clicks("Ce que nous avons vu")
        adviser.clicks("Modifier", within=".learning-paragraph")
        adviser.answers(findings=FINDING).sends("Enregistrer")
        lead.opens(compose).reads("Rien n'empêche").clicks("Publier")
        lead.opens(f"/rapports/{self.slug}/").reads("Ce qui est écrit dure.", "Édition 1")
        self.digest = lead.page.locator(".report-digest code").inner_text().strip()
        assert len(self.digest) == 64

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
        if self.scripts:
            beside = adviser.page.locator(".written-beside")
            beside.wait_for()
            assert FINDING in beside.inner_text()
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
