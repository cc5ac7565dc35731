// The panel beside the canvas: a list of what is shown, the page of what is chosen, the path between two.
import { sideColour } from "./compare.js";
import { button, byId, clear, h } from "./dom.js";
import { entityButton, entityPage, relationPage } from "./entity.js";
import { BOTH, FIRST, SECOND } from "./groups.js";
import { label, number, t } from "./i18n.js";
import { pathPage } from "./pathpage.js";

const ROWS = 200;

/** Draw the panel for the present state. */
export function renderPanel(app) {
  const { state } = app;
  const chosen = state.node >= 0 || state.edge >= 0;
  const tab = state.tab === "entity" && !chosen ? "list" : state.tab;
  const tabs = [["list", t("list"), true], ["entity", state.edge >= 0 && state.node < 0 ? t("relation") : t("entity"), chosen], ["path", t("pathTab"), true]];
  clear(byId("panel-tabs"), tabs.filter(([, , there]) => there).map(([key, words]) =>
    button(words, () => app.go({ tab: key }), { "aria-pressed": String(key === tab) })), sheetButton());
  const body = byId("panel-body");
  const hadFocus = body.contains(document.activeElement) && document.activeElement.id !== "panel-body";
  const key = `${tab} ${state.node} ${state.edge}`;
  const scroll = body.dataset.key === key ? body.scrollTop : 0;
  clear(body, content(app, tab));
  body.dataset.key = key;
  body.scrollTop = scroll;
  if (hadFocus && tab !== "path") body.focus({ preventScroll: true });
}

function content(app, tab) {
  if (!app.graph) return h("p", { class: "empty" }, t("loading"));
  if (tab === "path") return pathPage(app);
  if (tab === "entity") return app.state.node >= 0 ? entityPage(app, app.state.node) : relationPage(app, app.state.edge);
  return listPage(app);
}

/** On a phone the panel is a sheet over the canvas: this makes it larger and smaller. */
function sheetButton() {
  const toggle = () => document.body.classList.toggle("sheet-up");
  return button("", toggle, { class: "sheet-button", "aria-label": t("details") });
}

/** All entities in sight as a list that does by keyboard what the canvas does by mouse. */
function listPage(app) {
  const { graph, meta, view, state } = app;
  const values = graph.measures[state.size];
  const nodes = view.nodes.map(({ i }) => i);
  if (view.mode === "overview") nodes.sort((a, b) => (values?.[b] ?? 0) - (values?.[a] ?? 0) || a - b);
  if (!nodes.length) return h("p", { class: "empty" }, t("nothing"));
  const list = h("ol", { class: "entities", id: "entities" });
  const add = (some) => list.append(...some.map((i) => h("li", {}, entityButton(app, i), sideMark(app, i), h("span", { class: "count" }, figure(values, i)))));
  add(nodes.slice(0, ROWS));
  const more = nodes.length > ROWS && button(t("showAll", { n: number(nodes.length) }), () => {
    add(nodes.slice(ROWS));
    more.remove();
  }, { class: "more" });
  return [egoHead(app), h("p", { class: "list-head" }, h("span", {}, t("entity")), h("span", {}, t(state.size))), list, more, typesRead(meta)];
}

/** In a comparison, on which side an entity stands, in words and colour. */
function sideMark(app, i) {
  if (!app.filter.compares) return null;
  const side = app.filter.side(i);
  const words = { [FIRST]: t("compareA"), [SECOND]: t("compareB"), [BOTH]: t("inBothShort") }[side];
  return h("span", { class: "side", style: `--side:${sideColour(side, app.canvas.colours)}` }, words);
}

function egoHead(app) {
  const { view, state } = app;
  if (view.mode !== "ego" || view.total <= state.count) return null;
  return button(t("more", { n: number(Math.min(25, view.total - state.count)) }), () => app.go({ count: state.count + 25 }), { class: "more" });
}

function figure(values, i) {
  const value = values?.[i] ?? 0;
  if (Number.isInteger(value)) return number(value);
  return value >= 0.001 ? value.toFixed(3) : value.toExponential(1);
}

/** The types once more in words, for those who cannot see the signs. */
function typesRead(meta) {
  return h("p", { class: "unseen" }, meta.types.map(label).join(", "));
}

/** The line under the canvas that says how much of the graph is in sight. */
export function statusWords(app) {
  const { graph, view, state } = app;
  if (view.mode === "ego") return t("egoOf", { name: graph.name[state.focus], n: number(view.nodes.length - 1), total: number(view.total) });
  if (view.mode === "path") {
    const steps = view.routes.length ? view.routes[0].nodes.length - 1 : 0;
    if (!view.routes.length) return t("noPath");
    return t("pathStatus", { a: graph.name[state.from], b: graph.name[state.to], n: steps, k: view.routes.length });
  }
  return t("showing", { n: number(view.nodes.length), total: number(graph.n), m: number(view.edges.length), edges: number(graph.m) });
}
