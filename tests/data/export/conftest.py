import pytest

from tests.worlds import plan_papers


@pytest.fixture
def papers():
    return plan_papers.papers()
