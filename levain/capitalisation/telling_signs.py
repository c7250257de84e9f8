"""Signs by which somebody is recognised without being named: offices, roles, addresses, days, figures, nicknames."""

import re

MONTHS = "janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre"
DAYS = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"
UNITS = "premier|un|deux|trois|quatre|cinq|six|sept|huit|neuf"
TENS = r"dix(?:-\w+)?|onze|douze|treize|quatorze|quinze|seize|vingt|trente"
SPELLED = rf"(?:(?:vingt|trente)(?:[ -]et)?[ -])?(?:{UNITS}|{TENS})"

CONTACT = re.compile(
    r"[^\s@]{1,64}@[^\s@]{1,64}\.\w+|[^\s@]{1,64}\s?(?:\[at\]|\(at\)|\barobase\b)\s?[^\s@]{1,64}|(?:\d[ .\-/()]{0,2}){9,}|(?:https?://|www\.)\S+|(?<!\w)@\w{2,}"
    rf"|\bz[ée]ro[ -](?:{UNITS})\b(?:[ ,.-]+\w+)?"
    r"|\b\d+(?: ?(?:bis|ter))?,? (?:rue|avenue|chemin|place|impasse|route|allée|boulevard|quai|hameau) ",
    re.I,
)
FIGURE = re.compile(
    r"\d[\d\u00a0\u202f .,]*(?:\s?(?:€|%|euros?|m²|ha|km|habitants?))?"
    r"|\b(?:\w+[ -])?(?:cents?|mille|millions?)\b(?: \w+)?",
    re.I,
)
DATE = re.compile(
    rf"\b(?:\d{{1,2}}(?:er)?|{SPELLED}) (?:{MONTHS})\b(?: \d{{4}})?|\b\d{{1,2}}/\d{{1,2}}(?:/\d{{2,4}})?"
    rf"|\b(?:{MONTHS}) \d{{4}}|\b(?:{DAYS}) (?:\d{{1,2}}|dernier|prochain)\b(?: (?:{MONTHS}))?"
    r"|\b(?:printemps|été|automne|hiver|début|fin|en|depuis|avant|après|dès) (?:19|20)\d\d\b",
    re.I,
)
# Offices that one person, or nearly, holds in a place.
OFFICE = re.compile(
    r"\b(?:maires?|mairesses?|édiles?|(?:premi(?:er|ère)s? )magistrat(?:e|s|es)?|adjoint(?:e|s|es)?(?: au maire)?|"
    r"conseill(?:er|ère)s? municipa(?:l|le|ux|les)|sous-préf(?:et|ète)s?|préf(?:et|ète)s?|président(?:e|s|es)?|"
    r"député(?:e|s|es)?|sénat(?:eur|rice)s?|direct(?:eur|rice)s?|secrétaires? (?:général(?:e|es)?|de mairie)|DGS|"
    r"notaires?|curé|architecte des bâtiments de France|ABF|instituteur|institutrice|maître(?:sse)? d['’]école|"
    r"pharmacien(?:ne)?|médecin|garde champêtre)\b",
    re.I,
)
PEOPLE = (
    r"boulang(?:er|ère)|bouch(?:er|ère)|épici(?:er|ère)|infirmi(?:er|ère)|fact(?:eur|rice)|doyen(?:ne)?|patron(?:ne)?|"
    r"gérant(?:e)?|propriétaire|cafeti(?:er|ère)|agricult(?:eur|rice)|éleveu(?:r|se)|maraîch(?:er|ère)|berg(?:er|ère)|"
    r"vétérinaire|kiné|dentiste|garagiste|plombi(?:er|ère)|maçon(?:ne)?|menuisi(?:er|ère)|coiffeu(?:r|se)|fleuriste|"
    r"libraire|bibliothécaire|gardien(?:ne)?|animat(?:eur|rice)|entraîneu(?:r|se)|trésori(?:er|ère)|pasteur|imam|"
    r"rabbin|gendarme|commandant(?:e)?|pompi(?:er|ère)|chef(?:fe)? de (?:projet|service)|agente?|correspondante?|"
    r"architecte(?:-conseil)?|secrétaire|fondat(?:eur|rice)|responsable|élue?|bénévole|voisine?"
)
KIN = (
    r"mari|femme|fils|fille|frère|sœur|père|mère|oncle|tante|cousine?|neveu|nièce|gendre|belle-\w+|beau-\w+|"
    r"compagn(?:on|e)"
)
# « L'institutrice du village », « la seule infirmière », « mon mari »: one person, for whoever lives there.
ROLE = re.compile(
    rf"\b(?:la |le |l['’]|notre |sa |son )(?:ancien(?:ne)? |seule? |unique )?(?:{PEOPLE})\b"
    rf"|\b(?:la |le |l['’])(?:seule?|unique) \w+|\b(?:mon|ma|son|sa|leur|notre) (?:{KIN})\b",
    re.I,
)
# A service where one or two people follow a project.
SERVICE = re.compile(
    r"\b(?:DDTM?|DREAL|DRAC|UDAP|DDFIP|DDETS(?:PP)?|ARS|CAUE|ANCT|ADEME|sous-préfecture|préfecture)\b"
)
TITLED = re.compile(r"\b(?:M\.|Mr|Mme|Mlle|Monsieur|Madame|Mademoiselle|Dr|Maître) [A-ZÀ-Ý](?:\.|[\w-]+)")
INITIALS = re.compile(r"\b(?:[A-Z]\. ?){1,3}[A-Z]\.?(?!\w)")
TWICE = re.compile(r"([bcdfgjklmnprstvz]+[aeiouy]+n?)\1")
NICKNAMES = {
    "babeth": "elisabeth", "babette": "elisabeth", "bebert": "albert robert", "cathy": "catherine", "dede": "andre",
    "didou": "didier", "fanfan": "francois francoise", "gege": "gerard genevieve", "jacquot": "jacques",
    "jeannot": "jean", "jojo": "joel georges joseph josette", "lili": "liliane aline elise", "loulou": "louis louise",
    "lulu": "lucien lucie lucette ludovic", "manu": "emmanuel emmanuelle", "marco": "marc", "mado": "madeleine",
    "mimi": "michele mireille michel", "momo": "mohamed maurice", "nanou": "anne nadine", "nono": "arnaud bruno noel",
    "pierrot": "pierre", "riton": "henri", "sandy": "sandrine sandra", "suzy": "suzanne", "titi": "thierry",
    "tonio": "antoine", "zaza": "isabelle", "zouzou": "zoe",
}  # fmt: skip
# First names and names that are also words.
ALSO_WORDS = frozenset(
    """
    pierre rose claire marguerite blanche violette olive prune aube france constant juste modeste aime aimee desire
    rene renee victoire grace marin fleur iris jasmin roy roux blanc noir brun petit grand leroy moulin fontaine bois
    roche berger meunier marchand boulanger fournier boucher chevalier mercier garnier charpentier lange ange perle
    carole lune reine sage bonnet page rivage colin avril mars noel pascal aurore marine sam
    """.split()  # noqa: SIM905
)
