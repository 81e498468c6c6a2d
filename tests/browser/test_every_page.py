"""What every page owes every reader: words in their language, headings in order, nothing cut, keyboard, contrast.

The points are those of the checklist for screens; the pages are the ones the navigation names, so a new page is tested
the day it is added.
"""

import re
from itertools import pairwise

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import TimeoutError, expect

from data.terms.actors import EMPLOYEE, RIGHTS, ROLES
from pages.ui.page.navigation import GROUPS, ORDER
from pages.ui.words import LANGUAGES, strings
from tests.browser.visits import DESK, NAMES, NARROW, PHONE, address, settled

pytestmark = pytest.mark.browser

# Everything a reader or a screen reader meets as text.
SPOKEN = """() => {
  const named = [...document.querySelectorAll('[aria-label], [title], [placeholder]')];
  const said = named.flatMap((e) => ['aria-label', 'title', 'placeholder'].map((name) => e.getAttribute(name) || ''));
  // An icon is a word in a font of icons.
  const icons = [...document.querySelectorAll('[data-testid=stIconMaterial]')].map((e) => e.innerText);
  const read = icons.reduce((text, icon) => text.replace(icon, ''), document.body.innerText);
  return [read, ...said].join('\\n');
}"""

# Where the keyboard is: what has the focus, where it stands, whether it is on screen.
FOCUSED = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), main = document.querySelector('[data-testid=stMainBlockContainer]');
  return {
    what: (e.ariaLabel || e.innerText || e.id || e.tagName).slice(0, 60),
    main: main.contains(e),
    left: box.left,
    top: box.top - main.getBoundingClientRect().top,
    seen: box.bottom > 0 && box.top < innerHeight,
  };
}"""


@pytest.fixture(scope="module", params=NAMES)
def name(request):
    """Each page in turn, all tests of one before those of the next, so that `look` need not open it again."""
    return request.param


@pytest.fixture
def visit(reader, reading_room):
    """visit(page, size, theme, **url) -> the page opened anew, after its script has run."""
    return lambda name, *screen, **url: reader.visit(address(reading_room, name, **url), *screen)


@pytest.fixture
def look(reader, reading_room):
    """look(page, size, theme) -> the page, as tall as what it holds: for tests that change nothing on it."""
    return lambda name, *screen: reader.look(address(reading_room, name), *screen)


def nothing_serious(page, part=None):
    found = Axe().run(page, context=part).response["violations"]
    serious = [one for one in found if one["impact"] in ("serious", "critical")]
    assert not serious, "\n".join(f"{one['id']}: {node['html'][:160]}" for one in serious for node in one["nodes"][:3])


def test_headings_are_one_tree(look, name):
    levels = look(name).eval_on_selector_all(
        "[data-testid=stMain] :is(h1, h2, h3, h4)", "all => all.map((one) => Number(one.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_an_indonesian_page_says_nothing_english(look, name):
    """No text of ours in its English form, no word of Streamlit's left as it came."""
    page = look(name)
    assert page.evaluate("document.documentElement.lang") == "id"
    spoken = page.evaluate(SPOKEN)
    lines = {line.strip() for line in spoken.splitlines()}
    indonesian = {text["id"] for text in strings().values()}
    english = {text["en"] for text in strings().values() if text["en"] not in indonesian and "{" not in text["en"]}
    assert not lines & english
    assert not re.findall(
        r"\b(?:the|and|with|of|is|are|not|selected|press|enter|help|for|open|clear|remove|show|hide)\b",
        spoken,
        re.IGNORECASE,
    )


def test_every_chart_says_what_it_shows_and_has_its_table(look, name):
    page = look(name)
    charts = page.get_by_test_id("stPlotlyChart")
    assert page.locator("[data-testid=stPlotlyChart] a").count() == 0  # Plotly's toolbar: links without a name
    tables = page.get_by_text("Lihat tabel").count() + page.get_by_test_id("stTable").count()
    assert tables >= charts.count()
    for chart in charts.all():
        spoken = chart.evaluate("e => (e.closest('[aria-label]') || e.querySelector('[aria-label]'))?.ariaLabel || ''")
        assert len(spoken) > 20


def test_navigation_says_where_we_are(look, name):
    """By weight, ground and a bar at its side, and to a screen reader."""
    page = look(name)
    active = page.locator("[data-testid=stSidebarNavLink][aria-current=page]")
    expect(active).to_have_text(strings()[f"{name}.nav"]["id"])
    assert active.evaluate("e => getComputedStyle(e).boxShadow").endswith("3px 0px 0px 0px inset")
    assert int(active.locator("span").first.evaluate("e => getComputedStyle(e.querySelector('p')).fontWeight")) >= 600


@pytest.mark.parametrize("size", [DESK, pytest.param(PHONE, marks=pytest.mark.whole)], ids=["desk", "phone"])
def test_nothing_serious_for_a_screen_reader(look, name, size):
    nothing_serious(look(name, size))


@pytest.mark.whole
def test_targets_are_large_enough_for_a_thumb(look, name):
    """24 by 24 CSS pixels at least, links inside a sentence excepted (WCAG 2.5.8)."""
    page = look(name, PHONE)
    small = page.evaluate(
        """() => [...document.querySelector('[data-testid=stMain]')
                .querySelectorAll('button, a[href], [role=radio], [role=checkbox], summary')]
            .filter((e) => e.offsetParent && !e.closest('p, [data-testid=stSidebar], [data-testid=stSelectbox]'))
            .map((e) => [e.innerText || e.ariaLabel, e.getBoundingClientRect()])
            .filter(([, r]) => r.width && (r.width < 24 || r.height < 24))
            .map(([what, r]) => `${what}: ${Math.round(r.width)} x ${Math.round(r.height)}`)"""
    )
    assert not small


@pytest.mark.whole
@pytest.mark.parametrize("size", [PHONE, NARROW], ids=["phone", "zoomed"])
def test_nothing_hangs_over_the_side(look, name, size):
    """320 pixels is also a desk at 400 %: a table scrolls in its own frame, the page never."""
    page = look(name, size)
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1
    cut = page.evaluate(
        """() => [...document.querySelectorAll('h1, h2, h3, button, [data-testid=stMetricValue]')]
            .filter((e) => e.offsetParent && e.getBoundingClientRect().right > window.innerWidth + 1
                           && !e.closest('[data-testid=stSidebar]') && !e.closest('[class*=st-key-table_]')
                           && !e.closest('[data-testid=stDataFrame]'))
            .map((e) => e.innerText)"""
    )
    assert not cut


@pytest.mark.whole
@pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])
def test_nothing_serious_on_a_dark_screen(look, name, size):
    nothing_serious(look(name, size, "dark"))


@pytest.mark.whole
def test_paper_is_light_and_without_the_frame(look, name):
    """Printed from a dark screen: no navigation, no filters, dark ink on white."""
    page = look(name, DESK, "dark")
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    expect(page.locator("[class*=st-key-filters_]").first).to_be_hidden()
    assert page.evaluate("getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor") in (
        "rgb(255, 255, 255)",
        "rgba(0, 0, 0, 0)",
    )


@pytest.mark.whole
def test_whatever_can_be_pressed_is_reached_by_tab_and_seen(visit, name):
    """Tab walks through the page in the order it is read, and what has the focus is on screen."""
    page = visit(name)
    seen = []
    for _ in range(60):
        page.keyboard.press("Tab")
        here = page.evaluate(FOCUSED)
        if here is None:
            break
        if seen and here == seen[0]:
            break
        seen.append(here)
    assert len(seen) > 8
    assert not [one["what"] for one in seen if not one["seen"]]
    main = [one for one in seen if one["main"]]
    for before, after in pairwise(main):
        next_column = after["left"] > before["left"] + 80
        assert next_column or after["top"] > before["top"] - 80, (before["what"], after["what"])


@pytest.mark.whole
@pytest.mark.parametrize("role", ["leader", "planner"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_navigation_is_short_and_grouped(visit, size, lang, role):
    """At most ten pages for anybody, each a list item of its group, and nothing that only a pointer could fold away."""
    page = visit("method", size, lang=lang, peran=role)
    if size is PHONE:
        page.get_by_test_id("stExpandSidebarButton").click()
    wanted = {
        strings()[f"group.{group}"][lang]: [
            strings()[f"{name}.nav"][lang] for name, right in rows if name in NAMES and role in RIGHTS[right].roles
        ]
        for group, rows in GROUPS.items()
    }
    assert all(sum(role in RIGHTS[right].roles for _, right in ORDER) <= 10 for role in (*ROLES, EMPLOYEE))
    navigation = page.get_by_role("navigation")
    for group, names in wanted.items():
        shown = navigation.get_by_role("list", name=group, exact=True).get_by_role("listitem")
        expect(shown).to_have_text(names)
        for one in shown.all():
            expect(one).to_be_visible()
        with pytest.raises(TimeoutError):
            navigation.get_by_text(group, exact=True).click(timeout=300)
    nothing_serious(page, ["nav"])
    assert page.evaluate("document.documentElement.scrollWidth - window.innerWidth") <= 1


def test_a_link_shows_the_next_reader_the_same_and_back_the_choice_before(visit, reader):
    """The URL alone brings a view back; every choice and every page is one step, and Back undoes one step at a time."""
    page = visit("sector_comparison")
    page.wait_for_url("**daerah=*")  # the page completes a bare address at the end of its run
    bare = page.url
    page.get_by_role("combobox", name="Sektor").click()
    page.get_by_role("option").nth(1).click()
    page.wait_for_url("**sektor=*")
    settled(page)
    chosen, title = page.url, page.locator("h1").inner_text()
    page.get_by_role("link", name=strings()["competency_gaps.nav"]["id"]).first.click()
    page.wait_for_url("**/competency_gaps?*sektor=*")
    settled(page)
    for before in (chosen, bare):
        page.go_back()
        page.wait_for_url(before)
        settled(page)
    expect(page.get_by_role("combobox", name="Sektor")).to_have_value("Semua sektor")
    assert reader.visit(chosen).locator("h1").inner_text() == title


@pytest.mark.whole
def test_an_unknown_code_is_ignored_with_a_notice(visit):
    page = visit("home", sektor="TIDAKADA")
    expect(page.get_by_text("TIDAKADA")).to_be_visible()
    assert "sektor=" not in page.url


@pytest.mark.whole
def test_terms_are_explained_without_a_pointer(visit):
    """An abbreviation beside a figure has its meaning one Tab away."""
    page = visit("home")
    sign = page.get_by_role("button", name="Bantuan untuk Berbeda nyata")
    sign.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("Organisasi perangkat daerah")
