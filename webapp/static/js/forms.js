// Forms that leave the page: sent once however often the button is pressed, and nothing typed is lost by leaving.
(() => {
  // The page is told of no download and no Stop, so after this time a form may be sent again.
  const MAY_BE_SENT_AGAIN_SECONDS = 5;
  // Less than that, or a slow answer would let go of a form that is still to be sent.
  const REACHED_WITHIN_SECONDS = 3;
  const UNREACHABLE =
    "The server cannot be reached, so nothing was sent. What you typed is still here: check the connection, then press the button again.";
  const sent = new Map();
  const reached = new WeakSet();
  let leaving = false;

  function release(form) {
    clearTimeout(sent.get(form)?.timer);
    sent.delete(form);
    leaving = false;
  }
  function releaseAll() {
    for (const form of [...sent.keys()]) release(form);
  }
  function stays(form, submitter) {
    return form.matches("[data-stays]") || submitter?.matches("[data-stays]");
  }

  // htmx sends its own forms, and keeps order among them.
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (event.defaultPrevented || form.matches("[hx-post]:not([hx-trigger^=change])")) return;
    if (reached.delete(form)) return;
    const before = sent.get(form);
    // A download holds up no other button of its form.
    if (before && !(before.isDownload && before.submitter !== event.submitter)) {
      event.preventDefault();
      return;
    }
    release(form);
    const isDownload = stays(form, event.submitter);
    const seconds = isDownload ? 1 : MAY_BE_SENT_AGAIN_SECONDS;
    sent.set(form, { isDownload, submitter: event.submitter, timer: setTimeout(() => release(form), seconds * 1000) });
    leaving = form.closest("main") !== null;
    if (!form.matches("[data-asks-before-leaving]") || stays(form, event.submitter)) return;
    event.preventDefault();
    sendOnceReached(form, event.submitter);
  });

  // A browser that cannot reach the server puts a page of its own in the form's place.
  async function sendOnceReached(form, submitter) {
    try {
      const reply = await fetch("/session/left", {
        headers: { "HX-Request": "true" }, signal: AbortSignal.timeout(REACHED_WITHIN_SECONDS * 1000),
      });
      if (reply.status >= 502) throw new TypeError(reply.statusText);
    } catch (error) {
      if (error.name !== "TimeoutError") {
        release(form);
        say(UNREACHABLE);
        return;
      }
    }
    if (!sent.has(form)) return;
    say("");
    reached.add(form);
    form.requestSubmit(submitter);
  }

  function say(text) {
    const place = document.getElementById("errors");
    place.textContent = text;
    place.className = text ? "trouble" : "";
  }

  window.addEventListener("pageshow", releaseAll);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape") releaseAll(); });
  window.navigation?.addEventListener("navigateerror", releaseAll);

  // Enter in a field presses the button that belongs to it, where that is not the first one of its form.
  document.addEventListener("keydown", (event) => {
    const button = event.key === "Enter" && document.getElementById(event.target.dataset?.enterPresses);
    if (!button) return;
    event.preventDefault();
    button.click();
  });

  function isTyped(field) {
    if (field.matches("input[type=checkbox], input[type=radio]")) return field.checked !== field.defaultChecked;
    if (field.matches("select")) {
      const stood = [...field.options].find((option) => option.defaultSelected) ?? field.options[0];
      return field.value !== (stood?.value ?? "");
    }
    if (field.matches("input[type=file]")) return field.files.length > 0;
    return field.matches("input:not([type=hidden]), textarea") && field.value !== field.defaultValue;
  }
  // data-asks-before-leaving="typed": the page came back with what was typed in it.
  window.addEventListener("beforeunload", (event) => {
    if (leaving) return;
    for (const form of document.querySelectorAll("form[data-asks-before-leaving]")) {
      if (form.dataset.asksBeforeLeaving === "typed" || [...form.elements].some(isTyped)) event.preventDefault();
    }
  });
})();
