// A search box in the combobox pattern of WAI-ARIA 1.2: type, walk with the arrows, Enter takes, Escape closes, then empties.
import { make } from "../elements.js";
import { search } from "./search.js";

let boxes = 0;

const makeOption = (entry, id) =>
  make("li", { role: "option", id, "aria-selected": "false" },
    make("bdi", { class: "found-label" }, entry.label), " ", make("bdi", { class: "found-detail" }, entry.detail));

/**
 * parts: label and hint (texts), entries: () => what can be found (search.js), take(entry): called with the one chosen.
 * Returns {element, show(text)}.
 */
export function makeCombobox(page, { label, hint, entries, take }) {
  const id = `search-${(boxes += 1)}`;
  let shown = [];
  let at = -1;
  const list = make("ul", {
    role: "listbox", id: `${id}-list`, "aria-label": label, hidden: true,
    onpointerdown: (event) => event.preventDefault(),
    onclick: (event) => pick([...list.children].indexOf(event.target.closest("li"))),
  });
  const input = make("input", {
    id, type: "search", role: "combobox", autocomplete: "off", spellcheck: "false", placeholder: hint,
    "aria-expanded": "false", "aria-controls": list.id, "aria-autocomplete": "list",
    oninput: () => open(), onclick: () => list.hidden && open(), onblur: () => close(),
    onkeydown: (event) => {
      if (!keys[event.key]) return;
      event.preventDefault();
      keys[event.key]();
    },
  });
  const status = make("span", { class: "unseen", role: "status" });

  const forget = () => {
    at = -1;
    input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    forget();
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
  };
  const open = () => {
    forget();
    const { found, of } = search(entries(), input.value);
    shown = found;
    list.replaceChildren(...found.map((entry, k) => makeOption(entry, `${id}-${k}`)));
    if (!found.length) list.append(make("li", { role: "option", "aria-disabled": "true", "aria-selected": "false" }, page.t("network.nothing_found")));
    list.hidden = false;
    input.setAttribute("aria-expanded", "true");
    status.textContent = page.t("network.found", { shown: page.number(found.length), of: page.number(of) });
  };
  const walk = (step) => {
    if (list.hidden) open();
    if (!shown.length) return;
    at = at < 0 && step < 0 ? shown.length - 1 : (at + step + shown.length) % shown.length;
    [...list.children].forEach((item, k) => item.setAttribute("aria-selected", String(k === at)));
    list.children[at].scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", list.children[at].id);
  };
  const pick = (k) => {
    const entry = shown[k];
    if (!entry) return;
    input.value = entry.label;
    close();
    take(entry);
  };
  const keys = {
    ArrowDown: () => walk(1),
    ArrowUp: () => walk(-1),
    Enter: () => (list.hidden ? open() : pick(Math.max(at, 0))),
    Escape: () => {
      if (list.hidden) input.value = "";
      close();
    },
  };
  return { element: make("div", { class: "search" }, make("label", { for: id }, label), input, list, status), show: (text) => { input.value = text; } };
}
