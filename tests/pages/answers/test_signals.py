"""What a command is told is what the cards on home say."""

import pandas as pd

from pages.answers.choice import choose
from pages.answers.reader import StoreReader
from pages.answers.signals import signals
from pages.ui.home import signal_cards
from pages.ui.page import cached
from pages.ui.words import formats
from tests.pages.visits import chosen
from tests.worlds.actors import SYSTEM
from tests.worlds.homes import REGION


def test_the_signals_of_a_command_are_those_of_the_cards(visit):
    visit("home", "full")
    screen = chosen()
    news = signals(choose(StoreReader(cached.store(), SYSTEM), REGION, screen.period))
    cards = signal_cards.cards(screen)
    assert len(news) == len(cards) > 0
    for row, card in zip(news.itertuples(), cards, strict=True):
        assert (row.agency, row.kind, formats.signed(row.estimate)) == (card.agency, card.kind, card.amount)
    pd.testing.assert_frame_equal(news, signals(screen))
