// A search field with a list of answers under it: type, arrows, Enter; Escape closes.
import { bdi, debounce, h } from "./dom.js";
import { label, t } from "./i18n.js";
import { typeIcon } from "./looks.js";

let count = 0;

/** Make a field and a list into a combobox; `pick(i)` is called with the entity chosen. */
export function makeCombobox(app, input, list, pick) {
  const id = `options${count++}`;
  const box = { app, input, list, pick, found: [], active: -1 };
  list.id ||= id;
  list.setAttribute("role", "listbox");
  for (const [name, value] of Object.entries({ role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": list.id })) {
    input.setAttribute(name, value);
  }
  const update = debounce(() => refresh(box), 30);
  input.addEventListener("input", update);
  input.addEventListener("focus", () => input.value && refresh(box));
  input.addEventListener("blur", () => setTimeout(() => document.activeElement === input || close(box), 120));
  input.addEventListener("keydown", (event) => onKey(box, event));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  return box;
}

function refresh(box) {
  const { app, input, list } = box;
  if (!app.search || !input.value.trim()) return close(box);
  box.found = app.search(input.value);
  box.active = box.found.length ? 0 : -1;
  const rows = box.found.map((found, k) => option(box, found, k));
  list.replaceChildren(...(rows.length ? rows : [h("li", { class: "empty", role: "option", "aria-disabled": "true" }, t("noResults"))]));
  list.hidden = false;
  input.setAttribute("aria-expanded", "true");
  mark(box);
}

function option(box, { i, alias }, k) {
  const { app, list } = box;
  const kind = app.meta.types[app.graph.type[i]];
  const onCanvas = app.canvas.nodes.get(i) !== null;
  return h("li", { id: `${list.id}-${k}`, role: "option", class: onCanvas ? "" : "off", on: { click: () => choose(box, k) } },
    typeIcon(kind, app.canvas.colours), bdi(app.graph.name[i], { class: "name" }),
    alias && bdi(alias, { class: "alias" }), h("span", { class: "type" }, label(kind)));
}

function mark(box) {
  [...box.list.children].forEach((row, k) => row.setAttribute("aria-selected", String(k === box.active)));
  const row = box.list.children[box.active];
  if (box.active >= 0) box.input.setAttribute("aria-activedescendant", row.id);
  else box.input.removeAttribute("aria-activedescendant");
  row?.scrollIntoView({ block: "nearest" });
}

function onKey(box, event) {
  if (event.isComposing) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step && box.list.hidden) refresh(box);
  else if (step && box.found.length) {
    box.active = (box.active + step + box.found.length) % box.found.length;
    mark(box);
  } else if (event.key === "Enter" && !box.list.hidden && box.active >= 0) choose(box, box.active);
  else if (event.key === "Escape") {
    if (box.list.hidden && !box.input.value) box.input.blur();
    box.input.value = "";
    close(box);
  } else return;
  event.preventDefault();
  event.stopPropagation();
}

function choose(box, k) {
  const { i } = box.found[k];
  box.input.value = "";
  close(box);
  box.pick(i);
}

function close(box) {
  box.list.hidden = true;
  box.input.setAttribute("aria-expanded", "false");
  box.input.removeAttribute("aria-activedescendant");
}
