"""The pages in a real browser, served as a person would open them."""

from __future__ import annotations

import re
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, expect, sync_playwright

from sayso.ledger import Ledger
from sayso.show import server
from sayso.show.page import reading_page
from tests.show import invented

CHROMIUM = Path("/usr/bin/chromium")
PAGES = ("/", "/outlets", "/outlets/Lowland%20Courier", "/articles", "/statements", "/sources", "/figures")
ARTICLE = f"/articles/{invented.document().id}"


@pytest.fixture(scope="module")
def site(ledger: Ledger) -> Iterator[str]:
    """The address of a server in a thread of its own."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        running = uvicorn.Server(uvicorn.Config(server.app(ledger), log_level="warning", lifespan="off"))
        thread = threading.Thread(target=running.run, kwargs={"sockets": [listening]}, daemon=True)
        thread.start()
        for _ in range(100):
            if running.started:
                break
            time.sleep(0.05)
        assert running.started, "the server did not start within five seconds"
        yield f"http://127.0.0.1:{port}"
        running.should_exit = True
        thread.join(10)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM.exists():
        pytest.fail(f"{CHROMIUM} is missing: install Debian's package 'chromium' to test the pages in a browser")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=str(CHROMIUM), args=["--no-sandbox"])
        yield launched
        launched.close()


class Watched:
    """A page whose complaints and requests are kept."""

    def __init__(self, browser: Browser, **context: object) -> None:
        values: dict[str, object] = {"viewport": {"width": 1280, "height": 900}, "reduced_motion": "reduce"}
        self.context = browser.new_context(**(values | context))  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.requests: list[str] = []
        self.page.on("console", lambda message: self.complaints.append(f"{message.type}: {message.text}"))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("request", lambda request: self.requests.append(request.url))


@pytest.fixture
def watched(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Watched]:
    made = Watched(browser, **getattr(request, "param", {}))
    yield made
    made.context.close()
    assert made.complaints == []


PHONE = {"viewport": {"width": 375, "height": 720}, "has_touch": True}
DARK = {"color_scheme": "dark"}
NO_SCRIPT = {"java_script_enabled": False}


@pytest.mark.parametrize("path", [*PAGES, ARTICLE, f"/articles/{invented.hostile().document.id}"])
@pytest.mark.parametrize("watched", [{}, PHONE], ids=["desk", "phone"], indirect=True)
def test_pages_open_without_errors_or_outside_requests(watched: Watched, site: str, path: str) -> None:
    answer = watched.page.goto(site + path)
    assert answer
    assert answer.status == 200
    assert watched.page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert all(url.startswith(site + "/") for url in watched.requests)
    expect(watched.page.locator("h1")).to_be_visible()


def test_a_search_finds_a_statement_and_leads_to_it_in_the_article(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site)
    page.get_by_label("Search the statements").fill("sirens")
    page.keyboard.press("Enter")
    expect(page.locator(".row .words").first).to_contain_text("never sounded")
    page.locator(".row .where .title").first.click()
    page.wait_for_url(re.compile(r"/articles/[0-9a-f]{16}#s9$"))
    expect(page.locator("#panel")).to_contain_text("Ilko Brandt, a farmer")
    expect(page.locator("#s9")).to_be_focused()


def test_filters_narrow_the_list(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(f"{site}/statements")
    page.get_by_label("Kind").select_option("narrator")
    page.get_by_label("Outlet").select_option("The Evening & Hill Post")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator(".row .who")).to_have_text("article's own assertion")


def test_pointing_at_any_part_lights_the_others_and_shows_who_said_it(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site + ARTICLE)
    panel = page.locator("#panel")
    expect(panel).to_contain_text("Point at a marked passage")
    for part in ("#s2", "span.source[data-s='2']", "span.cue[data-s='2']", "span.figure[data-s='2'] >> nth=0"):
        page.mouse.move(2, 2)
        page.locator(part).hover()
        expect(panel.locator(".source")).to_have_text("Mara Voss, who leads the Tolm Relief Society")
        expect(panel.locator(".cue")).to_have_text("said")
        expect(panel).to_contain_text("at least 82")
        assert page.locator(".text .lit[data-s~='2']").count() == page.locator(".text [data-s~='2']").count()
    page.mouse.move(2, 2)
    expect(panel).to_contain_text("Point at a marked passage")


def test_a_quotation_within_a_statement_shows_both_innermost_first(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site + ARTICLE)
    page.locator("#s10").hover()
    expect(page.locator("#panel .source").first).to_have_text("his brother")
    expect(page.locator("#panel .entry")).to_have_count(2)


def test_the_keyboard_alone_is_enough(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site + ARTICLE)
    panel = page.locator("#panel")
    page.keyboard.press("j")
    expect(page.locator("#s1")).to_be_focused()
    expect(panel).to_contain_text("article's own assertion")
    page.keyboard.press("j")
    expect(panel.locator(".source")).to_have_text("Mara Voss, who leads the Tolm Relief Society")
    page.keyboard.press("Enter")
    expect(panel.locator(".kept")).to_be_visible()
    page.locator("#s7").hover()
    expect(panel.locator(".source")).to_have_text("Mara Voss, who leads the Tolm Relief Society")
    page.keyboard.press("Escape")
    expect(panel).to_contain_text("Point at a marked passage")
    page.mouse.move(2, 2)
    page.keyboard.press("k")
    expect(page.locator("#s1")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#s2")).to_be_focused()
    expect(panel.locator(".cue")).to_have_text("said")


def test_the_first_tab_leads_past_the_navigation(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site + ARTICLE)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("watched", [PHONE], indirect=True)
def test_on_a_phone_the_panel_opens_at_the_bottom(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site + ARTICLE)
    panel = page.locator("#panel")
    expect(panel).to_be_hidden()
    page.locator("#s3").tap()
    expect(panel).to_contain_text("The water ministry")
    box = panel.bounding_box()
    assert box
    assert box["y"] + box["height"] == pytest.approx(720, abs=1)
    assert box["width"] == pytest.approx(375, abs=1)
    page.get_by_role("button", name="Close").tap()
    expect(panel).to_be_hidden()


LUMINANCE = """element => {
  const parts = colour => colour.match(/[\\d.]+/g).slice(0, 3).map(Number);
  const channel = value => { value /= 255; return value <= .03928 ? value / 12.92 : ((value + .055) / 1.055) ** 2.4; };
  const light = colour => { const [r, g, b] = parts(colour).map(channel); return .2126 * r + .7152 * g + .0722 * b; };
  const paper = getComputedStyle(document.documentElement).backgroundColor;
  const [a, b] = [light(getComputedStyle(element).color), light(paper)].sort((x, y) => y - x);
  return (a + .05) / (b + .05);
}"""


@pytest.mark.parametrize("watched", [{}, DARK], ids=["light", "dark"], indirect=True)
def test_text_stands_out_from_the_paper(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site + ARTICLE)
    for part in ("h1", "#s1", "#s2", ".text .cue", ".text .source", ".kicker a", ".meta", ".keys", ".legend summary"):
        assert page.locator(part).first.evaluate(LUMINANCE) >= 4.5, part


@pytest.mark.parametrize("watched", [DARK], indirect=True)
def test_dark_mode_is_dark(watched: Watched, site: str) -> None:
    watched.page.goto(site + ARTICLE)
    red = watched.page.evaluate("getComputedStyle(document.documentElement).backgroundColor.match(/\\d+/)[0]")
    assert int(red) < 60


def test_kinds_and_roles_differ_by_more_than_colour(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site + ARTICLE)

    def style(part: str, name: str) -> str:
        return str(page.locator(part).first.evaluate(f"element => getComputedStyle(element).{name}"))

    assert style("#s2", "textDecorationStyle") == "solid"
    assert style("#s4", "textDecorationStyle") == "dashed"
    assert style("#s3", "textDecorationStyle") == "dotted"
    assert style("#s1", "textDecorationLine") == "none"
    assert style(".text .source", "borderTopStyle") == "solid"
    assert style(".text .figure", "borderTopStyle") == "dashed"
    assert style(".text .cue", "fontStyle") == "italic"
    assert style(".text .marker", "textDecorationStyle") == "wavy"


@pytest.mark.parametrize("watched", [NO_SCRIPT], indirect=True)
def test_without_script_text_and_list_lead_to_each_other(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(site + ARTICLE)
    expect(page.locator("#panel")).to_be_hidden()
    page.locator("#s2 > a.n").click()
    page.wait_for_url("**#a2")
    expect(page.locator("#a2 .source")).to_have_text("Mara Voss, who leads the Tolm Relief Society")
    page.locator("#a2 a.number").click()
    page.wait_for_url("**#s2")


def test_a_copied_passage_is_the_text_alone(watched: Watched, site: str) -> None:
    watched.page.goto(site + ARTICLE)
    copied = watched.page.evaluate(
        """() => { getSelection().selectAllChildren(document.querySelector(".text p:nth-of-type(2)"));
                   return getSelection().toString(); }"""
    )
    assert copied.strip() == invented.TEXT.split("\n\n")[1]


def test_a_statements_own_page_shows_it_in_its_place(watched: Watched, site: str) -> None:
    page = watched.page
    page.goto(f"{site}/statements?text=brother&outlet=Lowland+Courier")
    page.locator(".row .words a").first.click()
    expect(page.locator("#panel")).to_contain_text("Ilko Brandt, a farmer")
    expect(page.locator(".text .here").first).to_be_visible()


def test_the_self_contained_page_works_from_a_file(watched: Watched, tmp_path: Path) -> None:
    file = tmp_path / "reading.html"
    file.write_text(reading_page(invented.reading()), encoding="utf-8")
    page = watched.page
    page.goto(file.as_uri())
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator("#panel .source")).to_have_text("Mara Voss, who leads the Tolm Relief Society")
    assert watched.requests == [file.as_uri()]
