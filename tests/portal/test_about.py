"""What the house says of itself to people and to search engines."""

import xml.etree.ElementTree as xml

from django.urls import reverse

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
