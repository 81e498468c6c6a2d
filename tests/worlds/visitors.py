"""Visitors of pages in a test's own process, each in a real session."""

from pages.ui.access.visitors import OWNER, handle_of, sessions


def owner() -> dict[str, str]:
    """Streamlit's user of a page opened by whoever sits at the machine."""
    return {"visit": handle_of(sessions().begin(OWNER.login))}
