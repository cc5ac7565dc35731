// The page that says how to read the graph and what the keys do.
import { button, byId, clear, h } from "./dom.js";
import { t } from "./i18n.js";

export function openHelp() {
  const dialog = byId("help");
  const close = button("×", () => dialog.close(), { class: "close", "aria-label": t("close") });
  clear(dialog, close, h("h2", { id: "help-title" }, t("helpTitle")), h("p", {}, t("helpSize")),
    h("ul", { class: "lines" }, t("helpLines").map(([line, words]) => h("li", {}, h("span", { class: `line ${line}`, "aria-hidden": "true" }), words))),
    h("dl", {}, t("helpRows").map(([what, does]) => h("div", {}, h("dt", {}, what), h("dd", {}, does)))));
  dialog.showModal();
}
