// Change series opens above the grid: its heading gets the focus, and the link that opened it gets it back.
(() => {
  const grid = document.getElementById("grid");
  const panel = () => document.getElementById("entries-series");
  let opener = null;

  function close() {
    panel().replaceChildren();
    opener?.focus();
    opener = null;
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest(".grid__change");
    if (link) opener = link;
    if (!event.target.closest("[data-puts-away]")) return;
    event.preventDefault();
    close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && panel().contains(document.activeElement)) close();
  });

  document.addEventListener("htmx:after:swap", () => {
    const heading = document.getElementById("series-heading");
    if (heading) {
      if (!panel().contains(document.activeElement)) heading.focus();
    } else if (opener) {
      grid.dispatchEvent(new Event("grid:replaced"));
      opener.focus();
      opener = null;
    }
  });
})();
