"""What is looked at on every page, each a function of an open page that yields complaints."""

from collections.abc import Iterator
from pathlib import Path

import axe_playwright_python
from playwright.sync_api import Page

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text()
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 320, "height": 640}

# Everything that axe knows, and the smallest size of targets, which it leaves out unless asked.
# Contrast takes longer than all the rest, and no colour depends on the width.
RUN_AXE = """async (contrast) => (await axe.run(document, {
  preload: false, resultTypes: ["violations"],
  rules: {"target-size": {enabled: true}, "color-contrast": {enabled: contrast}},
})).violations.map(({id, nodes}) => `${id}: ${nodes.map(({html}) => html.slice(0, 160)).join(" ; ")}`)"""
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
SHOWN = (
    "(one) => one.checkVisibility({visibilityProperty: true}) && one.getClientRects().length > 0"
)
TABBED = """const tabbed = [...document.querySelectorAll(
  "a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex='0']")]
  .filter((one) => !one.disabled && one.tabIndex >= 0 && shown(one));"""

# Notes each element that gets the focus: whether it can be seen and looks other than without the
# focus.
WATCH = """() => {
  const look = (one) => [one, ...(one.labels ?? [])].flatMap((part) => ["", "::before"].map((which) => {
    const {outline, boxShadow, backgroundColor, borderColor, borderWidth, color} = getComputedStyle(part, which || null);
    return [outline, boxShadow, backgroundColor, borderColor, borderWidth, color].join();
  })).join("|");
  window.walked = [];
  document.addEventListener("focusin", ({target}) => {
    const {left, top, right, bottom} = target.getBoundingClientRect();
    window.walked.push({
      target, focused: look(target), html: target.outerHTML.slice(0, 160),
      seen: right > 0 && bottom > 0 && left < innerWidth && top < innerHeight && right > left && bottom > top,
    });
  });
  window.walkedOver = () => {
    document.activeElement.blur();
    return window.walked.flatMap(({target, focused, html, seen}) => [
      ...(seen ? [] : [`out of sight with the focus: ${html}`]),
      ...(target.isConnected && target.id !== "main" && look(target) === focused ? [`looks the same with the focus: ${html}`] : []),
    ]);
  };
}"""
PRESSES = 45


def axe(page: Page, contrast: bool) -> Iterator[str]:
    if not page.evaluate("Boolean(window.axe)"):
        page.evaluate(AXE)
    yield from page.evaluate(RUN_AXE, contrast)


def reflow(page: Page) -> Iterator[str]:
    if (wide := page.evaluate(SIDEWAYS)) > 0:
        yield f"scrolls sideways by {wide} pixels"


def one_heading(page: Page) -> Iterator[str]:
    if (count := page.locator("h1").count()) != 1:
        yield f"{count} headings of level 1"


def problem_first(page: Page) -> Iterator[str]:
    """An error summary gets the focus when the page opens, and the title says so."""
    if page.locator(".govuk-error-summary").count() and not page.evaluate(
        "document.title.startsWith('Error: ') &&"
        " document.activeElement.matches('.govuk-error-summary')"
    ):
        yield "the error summary has not got the focus, or the title does not begin with Error"


def tab(page: Page) -> Iterator[str]:
    """Press Tab from the top of the page, as far as most pages go."""
    # A set of radio buttons is one stop.
    stops = page.evaluate(f"""() => {{ const shown = {SHOWN}; {TABBED}
      return new Set(tabbed.map((one) => one.type === "radio" ? one.name : one)).size; }}""")
    page.evaluate("() => { document.activeElement?.blur(); scrollTo(0, 0); }")
    page.evaluate(WATCH)
    for _ in range(min(stops, PRESSES)):
        page.keyboard.press("Tab")
    if page.evaluate("document.activeElement === document.body"):
        yield "the focus is lost on the way"
    yield from page.evaluate("walkedOver()")


def forced_colours(page: Page) -> Iterator[str]:
    """In the system's own colours the focus is an outline, for backgrounds and shadows are gone."""
    page.emulate_media(forced_colors="active", reduced_motion="reduce")
    yield from page.evaluate(f"""() => {{ const shown = {SHOWN}; {TABBED}
      return tabbed.slice(0, 120).flatMap((one) => {{
        one.focus({{focusVisible: true, preventScroll: true}});
        const parts = [one, ...(one.labels ?? [])].flatMap((part) => [getComputedStyle(part), getComputedStyle(part, "::before")]);
        const outlined = parts.some(({{outlineStyle, outlineWidth}}) => outlineStyle === "auto" || outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
        return outlined ? [] : [`no outline in forced colours: ${{one.outerHTML.slice(0, 160)}}`];
      }}); }}""")
    yield from page.evaluate("""() => [...document.querySelectorAll("*")].flatMap((one) => {
      const {animationName, animationDuration, transitionDuration, scrollBehavior} = getComputedStyle(one);
      // "settle" moves nothing: it keeps buttons from taking the second half of a double click.
      const moves = (!["none", "settle"].includes(animationName) && parseFloat(animationDuration)) || parseFloat(transitionDuration) || scrollBehavior === "smooth";
      return moves ? [`moves although motion is not wanted: ${one.outerHTML.slice(0, 160)}`] : [];
    })""")
    page.emulate_media(forced_colors="none", reduced_motion="no-preference")


def printed(page: Page) -> Iterator[str]:
    page.emulate_media(media="print")
    yield from page.evaluate(f"""() => {{ const shown = {SHOWN};
      return [...document.querySelectorAll("button, [type=submit], nav, [role=button], .govuk-button")].filter(shown)
        .map((one) => `is printed: ${{one.outerHTML.slice(0, 160)}}`); }}""")
    if not page.evaluate(f"[...document.querySelectorAll('h1, h2')].some({SHOWN})"):
        yield "no heading is printed"
    page.emulate_media(media="screen")


def without_script(page: Page) -> Iterator[str]:
    """Every button that shows sends a form; nothing is there that only script could work."""
    yield from one_heading(page)
    yield from reflow(page)
    yield from page.evaluate(f"""() => {{ const shown = {SHOWN};
      return [...document.querySelectorAll("button, input[type=button]")].filter(shown)
        .filter((one) => one.type !== "submit" || !one.form?.getAttribute("action"))
        .map((one) => `does nothing without script: ${{one.outerHTML.slice(0, 160)}}`); }}""")
