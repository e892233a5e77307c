// The grid of entry options: every tick is sent at once, arrows move, shift with space fills down.
(() => {
  const grid = document.getElementById("grid");
  const ticker = document.getElementById("grid-ticker");
  const told = document.getElementById("told");
  const shown = document.querySelector("#grid-form [name=shown]");
  const waiting = [];
  const unsaved = new Set();
  const saved = new Set(shown.value.split(" "));

  const boxes = () => [...grid.querySelectorAll("input[name=tick]")];
  const ids = (box) => box.value.split("-");
  const open = (box) => box && !box.disabled;

  // The grid is one stop for the Tab key; inside it the arrows move.
  let current = boxes().find((box) => open(box) && !ids(box).includes("0"))?.value;
  function keepOneStop() {
    for (const box of boxes()) box.tabIndex = box.value === current ? 0 : -1;
  }
  keepOneStop();
  grid.addEventListener("focusin", (event) => {
    if (event.target.name !== "tick") return;
    current = event.target.value;
    keepOneStop();
  });

  function send(cells, ticked) {
    if (!cells.length) return;
    const values = cells.map((box) => box.value);
    values.forEach((value) => unsaved.add(value));
    waiting.push({ values, ticked });
    told.textContent = "Saving …";
    ticker.setAttribute("hx-vals", JSON.stringify({ cells: values.join(" "), ticked: ticked ? "1" : "0" }));
    htmx.trigger(ticker, "tick");
  }

  // What could not be saved before goes along with the next tick that can.
  function sendAgain() {
    const left = boxes().filter((box) => unsaved.has(box.value));
    for (const ticked of [true, false]) send(left.filter((box) => box.checked === ticked), ticked);
  }

  // Whole-row and whole-column boxes follow the cells they stand for.
  function followUp() {
    for (const whole of boxes()) {
      const [row, column] = ids(whole);
      if (row !== "0" && column !== "0") continue;
      const cells = covered(whole).filter(open);
      whole.checked = cells.length > 0 && cells.every((box) => box.checked);
    }
  }

  function covered(whole) {
    const [row, column] = ids(whole);
    return boxes().filter((box) => {
      const [r, c] = ids(box);
      if (r === "0" || c === "0") return false;
      return row === "0" ? c === column : r === row && !(whole.checked && box.dataset.choice);
    });
  }

  grid.addEventListener("change", (event) => {
    const box = event.target;
    const [row, column] = ids(box);
    const cells = row === "0" || column === "0" ? covered(box).filter(open) : [box];
    cells.forEach((cell) => { cell.checked = box.checked; });
    send(cells, box.checked);
    followUp();
  });

  // Cells that came anew with another series.
  grid.addEventListener("grid:replaced", () => {
    followUp();
    keepOneStop();
  });

  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  function neighbour(box, [down, right]) {
    let cell = box.closest("td, th");
    let row = cell.parentElement;
    let place = [...row.children].indexOf(cell);
    for (;;) {
      place += right;
      if (down) {
        const rows = [...grid.querySelectorAll("thead tr.grid__columns, tbody tr")];
        row = rows[rows.indexOf(row) + down];
      }
      cell = row?.children[place];
      if (!cell) return null;
      const found = cell.querySelector("input[name=tick]");
      if (open(found)) return found;
      if (!down && !right) return null;
    }
  }

  grid.addEventListener("keydown", (event) => {
    const box = event.target.closest("input[name=tick]");
    if (!box) return;
    if (steps[event.key]) {
      event.preventDefault();
      neighbour(box, steps[event.key])?.focus();
    } else if (event.key === "Home" || event.key === "End") {
      event.preventDefault();
      const row = [...box.closest("tr").querySelectorAll("input[name=tick]")].filter(open);
      row.at(event.key === "Home" ? 0 : -1)?.focus();
    } else if (event.key === " " && event.shiftKey) {
      event.preventDefault();
      fillDown(box);
    }
  });
  // Firefox ticks on keyup; shift with space must not tick a second time.
  grid.addEventListener("keyup", (event) => {
    if (event.key === " " && event.shiftKey) event.preventDefault();
  });

  function fillDown(box) {
    const [row, column] = ids(box);
    if (row === "0" || column === "0") return;
    const same = boxes().filter((one) => ids(one)[1] === column && ids(one)[0] !== "0");
    const cells = same.slice(same.indexOf(box)).filter(open);
    const ticked = !box.checked;
    cells.forEach((cell) => { cell.checked = ticked; });
    send(cells, ticked);
    followUp();
  }

  ticker.addEventListener("htmx:finally:request", (event) => {
    const sent = waiting.shift();
    if (!sent) return;
    const status = event.detail?.ctx?.response?.status;
    if (status === 200) {
      for (const value of sent.values) {
        if (sent.ticked) saved.add(value);
        else saved.delete(value);
        if (!waiting.some((later) => later.values.includes(value))) unsaved.delete(value);
      }
      told.textContent = unsaved.size ? "Saving …" : "Saved";
      followUp();
      keepOneStop();
      if (!waiting.length) sendAgain();
    } else {
      told.textContent = "Not saved. Next tries again.";
    }
  });

  // What was saved tick by tick is not sent a second time over what another tab did since.
  document.getElementById("grid-form").addEventListener("submit", () => {
    const now = boxes().filter((box) => open(box) && (unsaved.has(box.value) ? saved.has(box.value) : box.checked));
    shown.value = now.map((box) => box.value).join(" ");
  });
})();
