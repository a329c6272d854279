// Turns clicks on the parts of a page into one "click" event for the server, and does what needs no server:
// panels, copying, editing, the sheet, the address bar. Buttons say what they want in data- attributes.
// Gradio runs `attachPart` once for each gr.HTML.

window.attachPart ??= (() => {
const page = document.documentElement;
const KEPT = "unsent-words";

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

return function attachPart(element, trigger, watch) {

function send(detail) {
  page.dataset.busy = detail.action;
  trigger("click", { ...detail, place: location.search });
}

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
    if (open) document.getElementById(button.dataset.panel)?.querySelector("textarea")?.focus();
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
};

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

element.addEventListener("click", (event) => {
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

element.addEventListener("submit", (event) => {
  const form = event.target;
  if (!("act" in form.dataset)) return;
  event.preventDefault();
  const { act, ...detail } = form.dataset;
  send({ action: act, ...detail, ...Object.fromEntries(new FormData(form)) });
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
