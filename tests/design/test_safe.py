import pytest

from levain.design.safe import safe_url

from .render import component


@pytest.mark.parametrize(
    "address",
    [
        "/projets/",
        "#haut",
        "?page=2",
        "http://example.org",
        "https://example.org/a?b=c",
        "HTTPS://example.org",
        "mailto:a@example.org",
        "tel:+33123456789",
    ],
)
def test_harmless_addresses_are_kept(address):
    assert safe_url(address) == address


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "java\nscript:alert(1)",
        "\x01javascript:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org",
        "/\\example.org",
        "www.example.org",
        "https:",
        "a b",
        "",
        None,
    ],
)
def test_other_addresses_are_refused(address):
    assert safe_url(address) == ""


def test_a_refused_address_leaves_the_words_without_link():
    assert component("{% link_button label='Site' to='javascript:alert(1)' %}") == "Site"
    assert component("{% card title='Site' to='javascript:x' %}{% endcard %}").count("<a") == 0
    assert component("{{ 'javascript:x'|safe_url }}") == ""
