// The grid of entry options: every tick is sent at once, arrows move, shift with space fills down.
(() => {
  const grid = document.getElementById("grid");
  const ticker = document.getElementById("grid-ticker");
  const told = document.getElementById("told");
  const shown = document.querySelector("#grid-form [name=shown]");
  const waiting = [];
  const unsaved = new Set();
  const saved = new Set(shown.value.split(" "));

  // The index: one pass over the boxes, so that a tick looks at its own row and column alone.
  // A line is a row or a column: its whole box, its cells from the top or the left, and how many of
  // them are open and ticked. Only boxes that a whole box ticks are counted.
  let cells, rows, columns, order, places;
  const line = () => ({ whole: null, cells: [], open: 0, ticked: 0 });
  const kept = (lines, id) => lines.get(id) ?? lines.set(id, line()).get(id);

  function build() {
    [cells, rows, columns, order, places] = [new Map(), new Map(), new Map(), [], new Map()];
    for (const box of grid.querySelectorAll("input[name=tick]")) {
      const [row, column] = box.value.split("-");
      const tr = box.closest("tr");
      if (!places.has(tr)) places.set(tr, order.push(tr) - 1);
      if (row === "0") kept(columns, column).whole = box;
      else if (column === "0") kept(rows, row).whole = box;
      else {
        const cell = { box, row: kept(rows, row), column: kept(columns, column), counted: [] };
        cells.set(box.value, cell);
        cell.row.cells.push(cell);
        cell.column.cells.push(cell);
        count(cell);
      }
      box.tabIndex = box.value === current ? 0 : -1;
    }
    for (const one of [...rows.values(), ...columns.values()]) follow(one);
  }

  const open = (box) => box && !box.disabled;

  function count(cell) {
    const { box } = cell;
    const counts = open(box) && !box.dataset.warned;
    for (const [place, one] of [cell.row, cell.column].entries()) {
      const is = counts && !(one === cell.row && box.dataset.choice);
      const [wasOpen, wasTicked] = cell.counted[place] ?? [false, false];
      const now = [is, is && box.checked];
      one.open += now[0] - wasOpen;
      one.ticked += now[1] - wasTicked;
      cell.counted[place] = now;
    }
  }

  // A whole-row or whole-column box follows the cells it stands for.
  function follow(one) {
    if (one.whole) one.whole.checked = one.open > 0 && one.ticked === one.open;
  }

  function recount(changed) {
    for (const cell of changed) count(cell);
    for (const one of new Set(changed.flatMap((cell) => [cell.row, cell.column]))) follow(one);
  }

  // Boxes that an answer replaced take the place of the old ones; after any other change it is built anew.
  const observer = new MutationObserver(catchUp);
  function catchUp(records = observer.takeRecords()) {
    const boxes = (nodes) => [...nodes].flatMap((node) => (
      node.nodeType !== Node.ELEMENT_NODE ? []
        : node.matches("input[name=tick]") ? [node] : [...node.querySelectorAll("input[name=tick]")]
    ));
    const came = records.flatMap((record) => boxes(record.addedNodes)).filter((box) => grid.contains(box));
    const went = records.flatMap((record) => boxes(record.removedNodes)).filter((box) => !grid.contains(box));
    const changed = [];
    for (const box of came) {
      const cell = cells.get(box.value);
      if (!cell) return build();
      cell.box = box;
      box.tabIndex = box.value === current ? 0 : -1;
      changed.push(cell);
    }
    if (went.some((box) => (cells.get(box.value)?.box ?? box) === box)) return build();
    recount(changed);
  }

  // The grid is one stop for the Tab key; inside it the arrows move.
  let current = grid.querySelector("tbody td input[name=tick]:enabled")?.value;
  build();
  observer.observe(grid, { childList: true, subtree: true });
  const boxOf = (value) => cells.get(value)?.box ?? document.getElementById(`box-${value}`);
  grid.addEventListener("focusin", ({ target }) => {
    if (target.name !== "tick" || target.value === current) return;
    const before = current && boxOf(current);
    if (before) before.tabIndex = -1;
    current = target.value;
    target.tabIndex = 0;
  });

  // many: what changed them all at one press, fill or whole.
  function send(values, ticked, many = "") {
    if (!values.length) return;
    values.forEach((value) => unsaved.add(value));
    waiting.push({ values, ticked });
    told.textContent = "Saving …";
    ticker.setAttribute("hx-vals", JSON.stringify({ cells: values.join(" "), ticked: ticked ? "1" : "0", many }));
    htmx.trigger(ticker, "tick");
  }

  // What could not be saved before goes along with the next tick that can.
  function sendAgain() {
    const left = [...unsaved].filter((value) => cells.has(value));
    for (const ticked of [true, false]) send(left.filter((value) => cells.get(value).box.checked === ticked), ticked);
  }

  // Many boxes given one tick at one press; those that have it already are not sent.
  function give(to, ticked, many) {
    const changed = to.filter((cell) => cell.box.checked !== ticked);
    for (const cell of changed) cell.box.checked = ticked;
    recount(changed);
    send(changed.map((cell) => cell.box.value), ticked, many);
    if (!changed.length) told.textContent = "Nothing to change: these boxes are already like that, or must be ticked one at a time.";
  }

  grid.addEventListener("change", ({ target: box }) => {
    if (box.name !== "tick") return;
    const cell = cells.get(box.value);
    if (cell) {
      recount([cell]);
      send([box.value], box.checked);
      return;
    }
    const [row, column] = box.value.split("-");
    const one = row === "0" ? columns.get(column) : rows.get(row);
    const covered = ({ box: each }) => open(each) && !(box.checked && (each.dataset.warned || (column === "0" && each.dataset.choice)));
    give(one.cells.filter(covered), box.checked, "whole");
    follow(one);
  });

  // Cells that came anew with another series.
  grid.addEventListener("grid:replaced", () => {
    catchUp();
    if (open(boxOf(current))) return;
    const first = grid.querySelector("tbody td input[name=tick]:enabled");
    current = first?.value;
    if (first) first.tabIndex = 0;
  });

  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };

  function neighbour(box, [down, right]) {
    const cell = box.closest("td, th");
    let row = places.get(cell.parentElement);
    let place = cell.cellIndex;
    for (;;) {
      place += right;
      row += down;
      const next = order[row]?.children[place];
      if (!next) return null;
      const found = next.querySelector("input[name=tick]");
      if (open(found)) return found;
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

  // This cell's tick, or its being unticked, goes to every cell below that may be changed with others.
  function fillDown(box) {
    const cell = cells.get(box.value);
    if (!cell) return;
    const below = cell.column.cells.slice(cell.column.cells.indexOf(cell) + 1);
    give(below.filter(({ box: each }) => open(each) && !each.dataset.warned), box.checked, "fill");
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
      catchUp();
      if (!waiting.length) sendAgain();
    } else {
      told.textContent = "Not saved. Next tries again.";
    }
  });

  // What was saved tick by tick is not sent a second time over what another tab did since.
  document.getElementById("grid-form").addEventListener("submit", () => {
    const now = [...grid.querySelectorAll("input[name=tick]:enabled")]
      .filter((box) => (unsaved.has(box.value) ? saved.has(box.value) : box.checked));
    shown.value = now.map((box) => box.value).join(" ");
  });
})();
