"""The whole chain, from a need in plain words to a report that says its source has changed, as people walk it."""

import re

from tests.browser.learning import Learning, in_days
from tests.browser.visitor import PHONE, Visitor, box_said, tick

PROJECT = "melle"
FLASH = "Atelier flash des territoires"
NEED = (
    "On voudrait un local pour ranger les outils du jardin, mais personne ne sait à qui demander ni comment le payer."
)
REPLY = "Le terrain est communal : une convention d'occupation suffit, et le fonds vert peut payer l'abri."
SAID = "Prêter les outils le mercredi, avec un cahier où chacun note ce qu'il prend."
OBJECTIVES = ("Les outils servent à tous les quartiers.", "La haie est tenue à plusieurs.")


class Walk(Learning):
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
        self.bearer.page.wait_for_url(re.compile(r"/besoins/\d+"))
        self.bearer.reads(NEED, "Le local de la mairie est plein.")
        self.need = self.bearer.page.url.partition("?")[0].partition("#")[0]

    def qualifies_it_with_her(self) -> None:
        adviser, bearer = self.adviser, self.bearer
        adviser.opens("/espace/").clicks(NEED[:30]).reads(NEED)
        adviser.answers(
            adviser_words="Abri à outils sur terrain communal : droit d'occuper, financement de petits équipements.",
            theme="espace public",
        ).sends("Demander l’accord du projet")
        bearer.opens("/espace/").clicks(NEED[:30]).clicks("Oui, c’est bien cela").reads("C'est confirmé")

    def proposes_supports(self) -> None:
        """Two of the best ranked, and one that she looks for by its name."""
        adviser = self.adviser
        adviser.opens(self.need).clicks("Proposer des appuis").reads("Les meilleures réponses d’abord")
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
        adviser.opens(self.need).clicks("Interroger un service de l’État")
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
        adviser.opens(self.seminar).clicks("Préparer un temps d'atelier").clicks("Tableau d'idées").answers(
            title="Que mettre en commun ?", columns="Outils\nSavoir-faire", minutes=45, named=True
        ).sends("Ajouter")
        activity = adviser.page.url
        self.authority.opens("/espace/").clicks("Oui, je viens").reads("Vous venez")
        adviser.opens(self.seminar).clicks("Inscriptions et besoins").clicks("Inscrire une personne sans compte")
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
        adviser.clicks("En faire une action, un besoin…").answers(
            into="action", title="Ouvrir le cahier de prêt", due=in_days(30)
        )
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
            ).sends("Nous sommes d’accord")
            self.rates(agreed)
        self.authority.clicks("Le score d’atteinte, avec ses termes").reads(
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
