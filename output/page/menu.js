// The menu of what can be taken away.
import { button, byId, clear, h } from "./dom.js";
import { csv, download, edgeRows, evidenceRows, graphml, jsonText, nodeRows, picture, svgText } from "./export.js";
import { t } from "./i18n.js";

/** Connect the menu's button; the menu is made anew each time it opens, in the language of the moment. */
export function makeMenu(app) {
  const [opener, menu] = [byId("export-open"), byId("export-menu")];
  const close = (focus) => {
    menu.hidden = true;
    opener.setAttribute("aria-expanded", "false");
    if (focus) opener.focus();
  };
  opener.addEventListener("click", () => {
    if (!menu.hidden) return close(false);
    clear(menu, items(app).map(([key, act]) => h("li", { role: "none" }, button(t(key), () => (close(true), act()), { role: "menuitem" }))));
    menu.hidden = false;
    opener.setAttribute("aria-expanded", "true");
    menu.querySelector("button").focus();
  });
  menu.addEventListener("keydown", (event) => onKey(event, menu, close));
  document.addEventListener("click", (event) => opener.parentElement.contains(event.target) || close(false));
}

function onKey(event, menu, close) {
  const buttons = [...menu.querySelectorAll("button")];
  const at = buttons.indexOf(document.activeElement);
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step) buttons[(at + step + buttons.length) % buttons.length].focus();
  else if (event.key === "Escape") close(true);
  else return;
  event.preventDefault();
  event.stopPropagation();
}

function items(app) {
  const text = (name, type, content) => download(name, new Blob([content], { type }));
  return [
    ["png", async () => download("gangmu.png", await picture(app.canvas))],
    ["svg", () => text("gangmu.svg", "image/svg+xml", svgText(app))],
    ["nodesCsv", () => text("entities.csv", "text/csv", csv(nodeRows(app)))],
    ["edgesCsv", () => text("relations.csv", "text/csv", csv(edgeRows(app)))],
    ["evidenceCsv", async () => text("evidence.csv", "text/csv", csv(await evidenceRows(app)))],
    ["graphml", () => text("gangmu.graphml", "application/xml", graphml(app))],
    ["json", () => text("gangmu.json", "application/json", jsonText(app))],
    ["link", () => copyLink()],
  ];
}

async function copyLink() {
  try {
    await navigator.clipboard.writeText(location.href);
  } catch {
    const field = h("textarea", { class: "unseen" });
    field.value = location.href;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
  }
  byId("status").textContent = t("copied");
}
