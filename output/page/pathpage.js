// The panel's page for the paths between two entities.
import { bdi, button, h } from "./dom.js";
import { makeCombobox } from "./combobox.js";
import { entityButton, statements } from "./entity.js";
import { label, number, t } from "./i18n.js";
import { typeIcon } from "./looks.js";

export function pathPage(app) {
  const { state, view } = app;
  const both = state.from >= 0 && state.to >= 0;
  return h("article", { class: "about-path" },
    h("div", { class: "ends" }, picker(app, "from"), picker(app, "to")),
    h("div", { class: "actions" },
      h("label", { class: "check" },
        h("input", { type: "checkbox", checked: state.directed, on: { change: (e) => app.go({ directed: e.target.checked }) } }), t("directed")),
      button(t("swap"), () => app.go({ from: state.to, to: state.from }), { disabled: !both })),
    !both && h("p", { class: "empty" }, t("pickTwo")),
    both && view.mode === "path" && !view.routes.length && h("p", { class: "empty strong", role: "alert" }, t("noPath")),
    both && view.mode === "path" && view.routes.map((route, k) => routeSection(app, route, k, view.routes.length)));
}

/** One end of the path: the entity chosen, and a field to choose another. */
function picker(app, key) {
  const i = app.state[key];
  const list = h("ul", { class: "results", hidden: true });
  const input = h("input", { type: "text", autocomplete: "off", spellcheck: "false", placeholder: t("searchHint"), "aria-label": t(key), id: `path-${key}` });
  makeCombobox(app, input, list, (chosen) => app.go({ mode: "path", [key]: chosen, node: -1, edge: -1, tab: "path" }));
  const now = i >= 0 && h("p", { class: "chosen" }, typeIcon(app.meta.types[app.graph.type[i]], app.canvas.colours), bdi(app.graph.name[i]));
  return h("div", { class: "picker" }, h("span", { class: "end" }, t(key)), now, h("div", { class: "field" }, input, list));
}

function routeSection(app, route, k, count) {
  const body = h("ol", { class: "route" });
  route.steps.forEach((edges, step) => body.append(h("li", {}, stepRow(app, route, edges, step))));
  const last = route.nodes.at(-1);
  body.append(h("li", { class: "last" }, entityButton(app, last)));
  return h("details", { open: k === 0 }, h("summary", {}, count > 1 ? t("route", { n: number(k + 1) }) : t("pathTab")), body);
}

/** One step: where it starts, the relations that make it, and the sentences of the strongest. */
function stepRow(app, route, edges, step) {
  const here = route.nodes[step];
  const words = edges.map((j) => {
    const name = label(app.meta.relations[app.graph.relation[j]]);
    const arrow = app.graph.symmetric[app.graph.relation[j]] ? "↔" : app.graph.head[j] === here ? "→" : "←";
    return button(`${arrow} ${name}`, () => app.chooseEdge(j), { class: "link" });
  });
  return [entityButton(app, here), h("div", { class: "step" }, words, edges.length ? statements(app, edges[0], 1) : null)];
}
