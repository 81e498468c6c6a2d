"""The upload page as a test session, for every test of it."""

import pytest
from streamlit import config


@pytest.fixture
def page(open_page):
    """page(home to copy | None) -> the upload page as a test session."""
    # AppTest keeps the label functions of select boxes in the session; what is ours there is pickled in `settle`.
    checked = config.get_option("runner.enforceSerializableSessionState")
    config.set_option("runner.enforceSerializableSessionState", False)
    yield lambda home=None: open_page("upload", home)
    config.set_option("runner.enforceSerializableSessionState", checked)
