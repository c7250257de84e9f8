import pytest

from tests.projects import factories as f


@pytest.fixture
def project():
    return f.ProjectFactory()


@pytest.fixture
def bearer(client, project):
    """She is signed in."""
    bearer = f.bearer_of(project)
    client.force_login(bearer)
    return bearer
