// Two minutes before the session ends the page says so, and how to stay. Other tabs may have kept it
// alive in the meantime, so the server is asked before anything is said.
const WARNING = 120;
const bar = document.getElementById("kit-session");
const words = document.getElementById("session-words");
const stay = document.getElementById("session-stay");
let waiting = 0;
let ends = 0;

function wait(left) {
  clearTimeout(waiting);
  ends = Date.now() + left * 1000;
  waiting = setTimeout(ask, Math.max(0, left - WARNING) * 1000);
}

// A live region speaks when it is shown already and then changes; saying the same again is no change.
function say(text, mayStay) {
  bar.hidden = false;
  stay.hidden = !mayStay;
  if (words.textContent !== text) words.textContent = text;
}

async function answer(path, options) {
  const reply = await fetch(path, { ...options, headers: { "HX-Request": "true" } });
  if (reply.status === 401) return null;
  if (!reply.ok) throw new Error(reply.statusText);
  return reply.json();
}

function hide() {
  const focused = bar.contains(document.activeElement);
  bar.hidden = true;
  stay.hidden = true;
  words.textContent = "";
  if (focused) document.getElementById("main").focus({ preventScroll: true });
}

async function ask() {
  let session;
  try {
    session = await answer("/session/left");
  } catch {
    // The server cannot be reached: what the page knew last is what counts.
    session = { left: Math.max(0, Math.round((ends - Date.now()) / 1000)), most: Infinity };
    if (session.left === 0) return;
  }
  if (session === null) {
    say("You are signed out now. What you have typed is still here: send it, and it is kept while you sign in again.", false);
    return;
  }
  if (session.left > WARNING) {
    hide();
    wait(session.left);
    return;
  }
  clearTimeout(waiting);
  waiting = setTimeout(ask, (session.left + 1) * 1000);
  ends = Date.now() + session.left * 1000;
  const at = new Date(ends).toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
  if (session.most > session.left) {
    say(`You will be signed out at ${at}, because nothing has been done for almost an hour. Do you want to go on?`, true);
  } else {
    say(`You will be signed out at ${at}: nobody stays signed in for longer than twelve hours, and this cannot be put off. Send what you have typed; what comes later is kept while you sign in again.`, false);
  }
}

if (bar) {
  wait(Number(bar.dataset.left));
  stay.addEventListener("submit", async (event) => {
    event.preventDefault();
    try {
      const session = await answer("/session/stay", { method: "POST", body: new URLSearchParams(new FormData(stay)) });
      if (session && session.left > WARNING) {
        hide();
        wait(session.left);
        return;
      }
    } catch {
      say("The server cannot be reached. Check the connection and press the button again.", true);
      return;
    }
    ask();
  });
  // A computer that slept, or a tab that was frozen, has missed its time.
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "visible" && Date.now() > ends - WARNING * 1000) ask();
  });
}
