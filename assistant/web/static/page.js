// Turns clicks on the parts of a page into one "click" event for the server, and does what needs no server:
// panels, copying, editing, the sheet, the address bar, printing, marks under text that is being written, words kept
// until they are sent. Elements say what they want in data- attributes. Gradio runs `attachPart` once for each gr.HTML.

window.attachPart ??= (() => {
const page = document.documentElement;
const KEPT = "unsent-words";
const senders = {};  // by part: how it sends an event, so that asking quietly never holds up a button elsewhere

// A sign-in that ran out, or no connection: say so, and keep what was typed.
const plainFetch = window.fetch;
window.fetch = async (...request) => {
  const isEvent = String(request[0]?.url ?? request[0]).includes("/gradio_api/run/");
  if (!isEvent) return plainFetch(...request);
  try {
    const response = await plainFetch(...request);
    if (response.status === 401) {
      page.toggleAttribute("data-offline", true);
      location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`);
    } else {
      page.toggleAttribute("data-offline", !response.ok);
    }
    return response;
  } catch (error) {
    page.toggleAttribute("data-offline", true);
    throw error;
  } finally {
    setTimeout(() => { delete page.dataset.busy; }, 50);
  }
};

// Gradio reloads the page when the program answers again, and a sign-in leads away and back.
window.addEventListener("pagehide", () => {
  const typed = document.querySelector("#composer textarea")?.value;
  if (typed && page.hasAttribute("data-offline")) sessionStorage.setItem(KEPT, typed);
});

// ---- Text that is being written: marks under it, the box that grows with it

// Marks were made for the text as the server read it; they stay under what was not changed since.
function paint(box) {
  const mirror = box.closest(".mirrored")?.querySelector(".mirror");
  if (!mirror) return;
  const text = box.value;
  const pieces = [...(document.querySelector(`[data-marks="${box.id}"]`)?.children ?? [])];
  const read = pieces.map((piece) => piece.textContent).join("");
  const same = unchanged(read, text);
  const shown = [];
  let at = 0;
  let done = 0;
  for (const piece of pieces) {
    const start = at;
    at += piece.textContent.length;
    if (piece.localName !== "mark" || (at > same.head && start < read.length - same.tail)) continue;
    const moved = start >= read.length - same.tail ? text.length - read.length : 0;
    const mark = document.createElement("mark");
    mark.textContent = text.slice(start + moved, at + moved);
    shown.push(text.slice(done, start + moved), mark);
    done = at + moved;
  }
  mirror.replaceChildren(...shown, `${text.slice(done)}\n`);
}

function unchanged(read, text) {
  const shorter = Math.min(read.length, text.length);
  let head = 0;
  while (head < shorter && read[head] === text[head]) head += 1;
  let tail = 0;
  while (tail < shorter - head && read[read.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  return { head, tail };
}

// What is said about a box is said only while there is something in it.
function settle(box) {
  paint(box);
  for (const about of document.querySelectorAll(`[data-about="${box.id}"]`)) about.hidden = !box.value.trim();
}

function keep(box) {
  if (box.value.trim()) sessionStorage.setItem(`kept:${box.dataset.keep}`, box.value);
  else sessionStorage.removeItem(`kept:${box.dataset.keep}`);
}

function bringBack(box) {
  if ("sent" in box.dataset) {
    sessionStorage.removeItem(`kept:${box.dataset.keep}`);
    box.value = "";
  }
  const kept = sessionStorage.getItem(`kept:${box.dataset.keep}`);
  if (!kept || box.value) return;
  box.value = kept;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function put(box, text) {
  box.focus();
  box.select();
  if (document.execCommand("insertText", false, text)) return;  // can be undone
  box.value = text;
  box.dispatchEvent(new Event("input", { bubbles: true }));
}

function outputOf(field) {
  for (const output of document.querySelectorAll(`output[for~="${field.id}"]`)) {
    output.textContent = output.dataset.text.replace("{}", field.value);
  }
}

// ---- Forms

// What a form holds, the button that sends it included, with what its data- attributes say.
function held(form, action, submitter) {
  const { act, auto, autoPart, pause, ...detail } = form.dataset;
  return { ...detail, ...Object.fromEntries(new FormData(form, submitter)), action };
}

let sent = null;  // the form whose action runs; shown anew, it holds what the server holds

// A form with data-auto asks by itself after a pause: data-pause milliseconds, through the part data-auto-part.
const pauses = new WeakMap();

function askSoon(form, wait, action = form.dataset.auto) {
  clearTimeout(pauses.get(form));
  pauses.set(form, setTimeout(() => {
    if (form.isConnected && form.checkValidity()) senders[form.dataset.autoPart]?.(held(form, action));
  }, wait));
}

return function attachPart(element, trigger, watch) {

function send(detail) {
  page.dataset.busy = detail.action;
  trigger("click", { ...detail, place: location.search });
}

senders[element.closest(".part:not(.part .part)").id] = send;

function composer() {
  return document.querySelector("#composer textarea");
}

function putInComposer(text, placeholder) {
  const box = composer();
  if (!box) return;
  if (text !== null) {
    box.value = text;
    box.dispatchEvent(new Event("input", { bubbles: true }));
  }
  if (placeholder) box.placeholder = placeholder;
  closeSheet();
  box.focus();
}

function closeSheet() {
  const handle = document.querySelector("[data-open-sheet]");
  if (handle && page.dataset.sheet === "open") handle.click();
}

const inPage = {
  openSheet(button) {
    const open = page.dataset.sheet !== "open";
    page.dataset.sheet = open ? "open" : "closed";
    button.setAttribute("aria-expanded", String(open));
    button.textContent = open ? button.dataset.hide : button.dataset.show;
  },
  panel(button) {
    const open = button.getAttribute("aria-expanded") !== "true";
    const group = button.parentElement.querySelectorAll("[data-panel][aria-expanded=true]");
    for (const other of [...group, button]) {
      const on = other === button && open;
      other.setAttribute("aria-expanded", String(on));
      const panel = document.getElementById(other.dataset.panel);
      if (panel) panel.hidden = !on;
    }
    if (open) document.getElementById(button.dataset.panel)?.querySelector("textarea, input, select")?.focus();
  },
  async copy(button) {
    await navigator.clipboard.writeText(button.dataset.copy);
    const label = button.textContent;
    button.textContent = button.dataset.done;
    setTimeout(() => { button.textContent = label; }, 1600);
  },
  edit() { editing(true); },
  editCancel() { editing(false); },
  fill(button) { putInComposer(button.dataset.fill, null); },
  say(button) { putInComposer(null, button.dataset.say); },
  print() { window.print(); },
  focus(button) { document.getElementById(button.dataset.focus)?.focus(); },
  useIn(button) { put(document.getElementById(button.dataset.useIn), button.dataset.use); },
  sort(button) { sortRows(button.closest("th"), button.dataset.sort); },
  autoNow(button) { if (button.form.reportValidity()) askSoon(button.form, 0, button.dataset.autoNow); },
};

// Sorts the rows of a table by a column, the other way round when it is sorted by it already; blanks stay last.
function sortRows(heading, kind) {
  const table = heading.closest("table");
  const column = [...heading.parentElement.children].indexOf(heading);
  const first = kind === "number" ? "descending" : "ascending";
  const other = first === "ascending" ? "descending" : "ascending";
  const order = heading.getAttribute("aria-sort") === first ? other : first;
  const key = (row) => row.children[column].dataset.key;
  const compare = (a, b) => (kind === "number" ? Number(a) - Number(b) : a.localeCompare(b));
  const rows = [...table.tBodies[0].rows];
  const blank = (row) => key(row) === "" || (kind === "number" && Number.isNaN(Number(key(row))));
  const known = rows.filter((row) => !blank(row)).sort((a, b) => compare(key(a), key(b)));
  if (order === "descending") known.reverse();
  table.tBodies[0].append(...known, ...rows.filter(blank));
  for (const one of heading.parentElement.children) one.removeAttribute("aria-sort");
  heading.setAttribute("aria-sort", order);
}

function editing(on) {
  const form = element.querySelector("[data-editing]");
  const reading = element.querySelector("[data-reading]");
  if (!form || !reading) return;
  form.hidden = !on;
  reading.hidden = on;
  const box = form.querySelector("textarea");
  box.value = box.defaultValue;
  if (on) box.focus();
}

// A link with data-go is a place of this workspace: it opens without a reload, and in a new tab as any link.
element.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-go]");
  if (link && element.contains(link) && !(event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) {
    event.preventDefault();
    return send({ action: "go", to: link.search });
  }
  const button = event.target.closest("button");
  if (!button || !element.contains(button)) return;
  for (const name of Object.keys(inPage)) {
    if (name in button.dataset) return inPage[name](button);
  }
  if ("act" in button.dataset) {
    const { act, ...detail } = button.dataset;
    send({ action: act, ...detail });
  }
});

// Files beyond a limit are not even sent: the program would hang up on them, and nobody would read why.
element.addEventListener("change", (event) => {
  const { files, dataset } = event.target;
  if (!files || !("bytesMax" in dataset)) return;
  const size = [...files].reduce((sum, file) => sum + file.size, 0);
  event.target.setCustomValidity(size > Number(dataset.bytesMax) ? dataset.tooLarge : "");
  event.target.reportValidity();
});

element.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.getAttribute("action") === "/sign-out") sessionStorage.clear();
  if (!("act" in form.dataset)) return;
  event.preventDefault();
  clearTimeout(pauses.get(form));
  sent = form;
  send(held(form, form.dataset.act, event.submitter));
});

element.addEventListener("input", (event) => {
  const field = event.target;
  if (field.id) outputOf(field);
  if (field.id && field.localName === "textarea") settle(field);
  if ("keep" in field.dataset) keep(field);
  if (field.form && "auto" in field.form.dataset) askSoon(field.form, Number(field.form.dataset.pause));
});

function shown() {
  const part = element.querySelector("[data-turn]");
  if (!part) return;
  const { url, view } = part.dataset;
  if (view && page.dataset.view !== view) {
    page.dataset.view = view;
    page.dataset.sheet = "closed";
    window.scrollTo(0, 0);
  }
  if (url !== undefined && url !== (location.search || "?")) {
    history.pushState(null, "", url === "?" ? location.pathname : url);
  }
  element.querySelector("[data-editing]") && editing(false);
  if (sent && element.contains(sent)) {
    sent.reset();
    sent = null;
  }
  for (const box of element.querySelectorAll("textarea[data-keep]")) bringBack(box);
  for (const box of document.querySelectorAll(".mirrored textarea")) settle(box);
  for (const slider of element.querySelectorAll("[data-as-shown]")) slider.value = slider.defaultValue;
  element.querySelector(".tabs [aria-current]")?.scrollIntoView({ inline: "center", block: "nearest" });
  const polled = element.querySelector("[data-poll]");
  if (polled) setTimeout(() => polled.isConnected && send({ action: polled.dataset.poll }), Number(polled.dataset.pollMs));
  const goal = element.querySelector("[data-arrive]");
  if (goal) setTimeout(() => { goal.scrollIntoView(); goal.focus({ preventScroll: true }); }, 60);
  const bubbles = element.querySelector(".bubbles");
  if (bubbles) bubbles.scrollTop = bubbles.scrollHeight;
}

watch("value", () => requestAnimationFrame(shown));
requestAnimationFrame(shown);

if (element.closest("#tabs")) {
  const kept = sessionStorage.getItem(KEPT);
  sessionStorage.removeItem(KEPT);
  if (kept) putInComposer(kept, null);
  window.addEventListener("popstate", () => send({ action: "reload" }));
}
};
})();
