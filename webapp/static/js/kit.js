// What every page gains from script; all of it works without.
document.documentElement.classList.add("has-script");

document.addEventListener("DOMContentLoaded", () => {
  const summary = document.querySelector(".govuk-error-summary");
  if (!summary) return;
  summary.tabIndex = -1;
  summary.focus();
});

// What was chosen or typed before the page could listen, or was put back by the browser, counts now;
// htmx begins to listen in a timeout of its own that was set before this one.
setTimeout(() => {
  for (const field of document.querySelectorAll(":is(form, .find)[hx-post][hx-trigger] :is(select, input[type=search])")) {
    const stood = field.matches("select")
      ? (field.querySelector("option[selected]") ?? field.options[0])?.value
      : field.defaultValue;
    if (field.value === stood) continue;
    field.dispatchEvent(new Event(field.matches("select") ? "change" : "input", { bubbles: true }));
  }
});

// One box ticks all boxes of a name, data-ticks="candidate_id", and is ticked only while all of them are.
document.addEventListener("change", ({ target }) => {
  const form = target.form;
  const named = (name) => [...form.querySelectorAll(`input[type=checkbox][name="${name}"]`)];
  if (target.dataset.ticks) {
    for (const box of named(target.dataset.ticks)) box.checked = target.checked;
    return;
  }
  const whole = form?.querySelector(`[data-ticks="${target.name}"]`);
  if (whole) whole.checked = named(target.name).every((box) => box.checked);
});

// An answer that was asked for before a box was ticked doesn't know the tick: it is asked for again.
document.addEventListener("change", ({ target }) => {
  const searching = target.matches("input[type=checkbox]") && document.querySelector("#find.htmx-request");
  if (searching) htmx.trigger(searching, "again");
});

document.addEventListener("click", (event) => {
  if (event.target.closest("[data-print]")) window.print();
  for (const menu of document.querySelectorAll(".nav__details[open]")) {
    if (!menu.parentElement.contains(event.target)) menu.open = false;
  }
});

// Escape puts the menu away, whether it was opened or only hovered over.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll(".nav__menu")) {
    const inside = menu.contains(document.activeElement);
    menu.querySelector("details").open = false;
    menu.classList.add("nav__menu--shut");
    if (inside) menu.querySelector("summary").focus();
    menu.addEventListener("mouseleave", () => menu.classList.remove("nav__menu--shut"), { once: true });
  }
});
document.addEventListener("toggle", (event) => {
  if (event.target.open) event.target.closest(".nav__menu")?.classList.remove("nav__menu--shut");
}, true);

// A button that leaves the page with what stands in a form that otherwise stays on it.
document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-leaves]");
  if (!button?.form) return;
  event.preventDefault();
  button.form.action = button.formAction;
  button.form.submit();
});

// Coming back to a tab shows what other tabs have done in the meantime.
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "visible") htmx.trigger(document.body, "seen-again");
});

// When what had the focus is gone, the focus goes to what is named for that, in the nearest part that still is there.
let around = [];
document.addEventListener("focusin", ({ target }) => {
  around = [];
  for (let one = target.parentElement; one; one = one.parentElement) if (one.id) around.push(one.id);
});
document.addEventListener("htmx:after:swap", () => {
  if (document.activeElement !== document.body && document.activeElement !== null) return;
  const named = (id) => document.getElementById(id)?.querySelector("[data-takes-focus]");
  const place = around.map(named).find(Boolean) ?? document.querySelector("[data-takes-focus]");
  place?.focus({ preventScroll: true });
});

// Screen readers tell a change of a place that was there before, so what a swap brings is said there;
// only the last of quick answers, when the typing pauses.
const heard = new WeakSet(document.querySelectorAll("[data-heard]"));
let saying;
document.addEventListener("htmx:after:swap", () => {
  const news = [...document.querySelectorAll("[data-heard]")].filter((one) => !heard.has(one));
  if (!news.length) return;
  for (const one of news) heard.add(one);
  const place = document.getElementById("heard");
  place.textContent = "";
  clearTimeout(saying);
  saying = setTimeout(() => { place.textContent = news.map((one) => one.textContent.trim()).join(" "); }, 400);
});

document.addEventListener("htmx:error", (event) => {
  if (event.detail?.error?.name === "AbortError") return;
  const place = document.getElementById("errors");
  if (!place) return;
  place.textContent = "The server cannot be reached. What you did last was not saved; check the connection and try again.";
  place.className = "trouble";
});
// Whatever went wrong before is over with the next answer.
document.addEventListener("htmx:after:request", () => {
  const place = document.getElementById("errors");
  place.className = "";
  place.textContent = "";
});
document.querySelectorAll("[data-print]").forEach((button) => { button.hidden = false; });
