// Comparing two groups of documents: what stands in the first alone, in the second alone, in both, in three colours.
import { h } from "./dom.js";
import { BOTH, FIRST, SECOND, comparable } from "./groups.js";
import { number, t } from "./i18n.js";

/** The colours of the sides in a theme: blue, orange, grey, told apart by all; the words say it as well. */
export function sideColour(side, colours) {
  if (side === FIRST) return colours.dark ? "#6fb1e0" : "#0b62a4";
  if (side === SECOND) return colours.dark ? "#f0a35c" : "#c2570c";
  return colours.dark ? "#8d9197" : "#8a8d92";
}

/** Two lists to choose from, and what the colours mean. */
export function compareFacet(app) {
  const { state, graph } = app;
  const groups = comparable(graph.texts);
  const list = (side) => h("label", { class: "row" }, h("span", {}, t(side === "a" ? "compareA" : "compareB")),
    h("select", { data: { facet: `compare ${side}` }, "aria-label": t(side === "a" ? "compareA" : "compareB"), on: { change: (e) => app.go({ [side]: e.target.value, mode: "overview", focus: -1 }) } },
      h("option", { value: "" }, "—"), Object.entries(groups).filter(([, rows]) => rows.length).map(([kind, rows]) =>
        h("optgroup", { label: t(`by_${kind}`) }, rows.map(({ key, words }) => h("option", { value: key, selected: state[side] === key }, words.slice(0, 40)))))));
  return [list("a"), list("b"), app.filter.compares && sides(app)];
}

function sides(app) {
  const counts = { [FIRST]: 0, [SECOND]: 0, [BOTH]: 0 };
  for (const { i } of app.view.nodes) counts[app.filter.side(i)]++;
  const lines = { [FIRST]: 0, [SECOND]: 0, [BOTH]: 0 };
  for (const j of app.view.edges) lines[app.filter.edgeSide(j)]++;
  return h("ul", { class: "sides" }, [[FIRST, t("onlyA")], [BOTH, t("inBoth")], [SECOND, t("onlyB")]].map(([side, words]) =>
    h("li", {}, h("span", { class: "swatch", "aria-hidden": "true", style: `--side:${sideColour(side, app.canvas.colours)}` }), words,
      h("span", { class: "count" }, t("entitiesAndRelations", { n: number(counts[side]), m: number(lines[side]) })))));
}
