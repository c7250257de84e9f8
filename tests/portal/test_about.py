"""What the house says of itself to people and to search engines."""

import xml.etree.ElementTree as xml

from django.urls import reverse

from levain.capitalisation.models import PolicyLead
from tests.capitalisation.factories import Learning
from tests.projects import factories as f

NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def test_statistics_count_only_what_is_public_and_open_what_they_count(client):
    f.ProjectFactory()
    f.ProjectFactory(published=False)

    page = client.get(reverse("portal:statistics"))

    assert (page.context["projects"], page.context["communes"]) == (1, 1)
    assert 'href="/projets/"' in page.content.decode()


def test_the_site_map_names_published_pages_only(client, settings):
    shown, hidden = f.ProjectFactory(), f.ProjectFactory(published=False)

    answer = client.get("/sitemap.xml")

    addresses = [loc.text for loc in xml.fromstring(answer.content).iter(f"{NAMESPACE}loc")]
    assert f"{settings.SITE_URL}/projets/{shown.slug}/" in addresses
    assert not [address for address in addresses if hidden.slug in address]


def test_the_site_map_says_that_a_lead_changed_the_day_it_was_answered(client):
    learning = Learning().published()
    PolicyLead.objects.filter(pk=learning.asked.pk).update(
        answer="accepted", answered_by="Le bureau", answered_on="2099-03-04"
    )

    page = xml.fromstring(client.get("/sitemap.xml").content)
    days = {url.findtext(f"{NAMESPACE}loc"): url.findtext(f"{NAMESPACE}lastmod") for url in page}
    assert [day for address, day in days.items() if "/pistes/" in address and day] == ["2099-03-04"]
