// The rail: the legend, which filters, and the other filters, each with counts.
import { button, byId, clear, debounce, h } from "./dom.js";
import { compareFacet } from "./compare.js";
import { countFacets } from "./filters.js";
import { grouped, yearOf } from "./groups.js";
import { label, number, t } from "./i18n.js";
import { typeIcon } from "./looks.js";

const DOCUMENTS_AT_ONCE = 60;
const closed = new Set(["layers", "docs", "relations", "issuers", "communityList", "compare"]);
const COMMUNITIES = 20;
const SUREST = 90;
let counts = null;

/** Draw the rail for the present state. */
export function renderRail(app) {
  counts ??= countFacets(app.graph, app.meta);
  const rail = byId("rail");
  const focus = document.activeElement?.dataset?.facet;
  const scroll = rail.scrollTop;
  const compared = compare(app);
  const first = app.filter.compares;
  clear(rail, legend(app), first && compared, display(app), modalities(app), relations(app), layers(app), timeline(app), issuers(app), communities(app), documents(app), !first && compared, close());
  rail.scrollTop = scroll;
  if (focus) rail.querySelector(`[data-facet="${CSS.escape(focus)}"]`)?.focus();
}

function close() {
  return button(t("close"), () => byId("rail-open").click(), { class: "rail-close" });
}

function legend(app) {
  const rows = app.meta.types.filter((kind) => counts.types[kind.id]).map((kind) =>
    toggle(app, "types", kind.id, [typeIcon(kind, app.canvas.colours, 16), label(kind)], counts.types[kind.id]));
  return h("section", { class: "facet" }, h("h2", {}, t("legend")), h("ul", {}, rows));
}

/** A row that hides or shows one member of a set; with `only`, all others are hidden. */
function toggle(app, key, id, content, count) {
  const hidden = app.state[key].has(id);
  const flip = () => {
    const next = new Set(app.state[key]);
    if (!next.delete(id)) next.add(id);
    app.go({ [key]: next });
  };
  const all = Object.keys(counts[key]);
  const isOnly = !hidden && all.every((other) => other === id || app.state[key].has(other));
  const only = () => app.go({ [key]: isOnly ? new Set() : new Set(all.filter((other) => other !== id)) });
  return h("li", {}, button([...content, h("span", { class: "count" }, number(count))], flip,
    { "aria-pressed": String(!hidden), class: "toggle", data: { facet: `${key} ${id}` } }),
    button(isOnly ? t("all") : t("only"), only, { class: "only", data: { facet: `${key} only ${id}` } }));
}

/** A part of the rail that folds. `toggle` comes late, after the rail may have been drawn anew: the click counts as well. */
function folding(key, title, ...content) {
  const keep = (open) => (open ? closed.delete(key) : closed.add(key));
  const details = h("details", { class: "facet", open: !closed.has(key), on: { toggle: () => keep(details.open) } },
    h("summary", { on: { click: () => keep(!details.open) } }, h("h2", {}, title)), ...content);
  return details;
}

function lineSample(modality) {
  return h("span", { class: `line ${modality}`, "aria-hidden": "true" });
}

function modalities(app) {
  const shown = app.meta.modalities.filter((id) => counts.modalities[id]);
  if (shown.length < 2) return null;
  return folding("modalities", t("modality"), h("ul", {}, shown.map((id) =>
    toggle(app, "modalities", id, [lineSample(id), t(id)], counts.modalities[id]))));
}

function relations(app) {
  const used = app.meta.relations.filter((kind) => counts.relations[kind.id]);
  used.sort((a, b) => counts.relations[b.id] - counts.relations[a.id]);
  if (!used.length) return null;
  return folding("relations", t("relations"), h("ul", {}, used.map((kind) =>
    toggle(app, "relations", kind.id, [label(kind)], counts.relations[kind.id]))));
}

function layers(app) {
  const used = app.meta.layers.filter((id) => counts.layers[id]);
  if (used.length < 2) return null;
  return folding("layers", t("layer"), h("ul", {}, used.map((id) =>
    toggle(app, "layers", id, [h("span", { class: `line ${id}`, "aria-hidden": "true" }), t(id)], counts.layers[id]))));
}

/** From which year to which: chooses the documents of these years. */
function timeline(app) {
  const years = grouped(app.graph.texts, yearOf);
  if (years.length < 2) return null;
  const chosen = years.map(([, docs], k) => (docs.some((d) => app.state.docs.has(d)) ? k : -1)).filter((k) => k >= 0);
  const [low, high] = chosen.length ? [chosen[0], chosen.at(-1)] : [0, years.length - 1];
  const span = (from, to) => {
    const [a, b] = [Math.min(from, to), Math.max(from, to)];
    const all = a === 0 && b === years.length - 1;
    app.go({ docs: new Set(all ? [] : years.slice(a, b + 1).flatMap(([, docs]) => docs)) });
  };
  const most = Math.max(...years.map(([, docs]) => docs.length));
  const bars = h("div", { class: "years", "aria-hidden": "true" }, years.map(([, docs], k) =>
    h("span", { class: k >= low && k <= high ? "on" : "", style: `--share:${docs.length / most}` })));
  const end = (words, value, change, facet) => {
    const output = h("output", {}, years[value][0]);
    return h("label", { class: "slider" }, h("span", {}, words, output), h("input", { type: "range", min: 0, max: years.length - 1, step: 1, value, data: { facet },
      "aria-label": words, "aria-valuetext": years[value][0], on: { input: (e) => (output.textContent = years[Number(e.target.value)][0]), change: (e) => change(Number(e.target.value)) } }));
  };
  return folding("time", t("time"), bars, end(t("fromYear"), low, (from) => span(from, high), "year from"), end(t("toYear"), high, (to) => span(low, to), "year to"));
}

/** Who issued the documents: choosing an issuer chooses its documents. */
function issuers(app) {
  const rows = grouped(app.graph.texts, (text) => text.issuer);
  if (rows.length < 2) return null;
  return folding("issuers", t("issuers"), h("ul", { class: "documents" }, rows.map(([name, docs]) => chooser(app, name, docs.length, {
    checked: docs.every((d) => app.state.docs.has(d)), facet: `issuer ${name}`,
    change: (on) => app.go({ docs: new Set([...app.state.docs].filter((d) => !docs.includes(d)).concat(on ? docs : [])) }),
  }))));
}

/** The largest communities, each named by its most central entities; none chosen means all. */
function communities(app) {
  const { graph, state } = app;
  const ids = Object.keys(counts.communities).map(Number).sort((a, b) => a - b).slice(0, COMMUNITIES);
  if (ids.length < 2) return null;
  const names = new Map(ids.map((id) => [id, []]));
  for (let i = 0; i < graph.n; i++) {
    const found = names.get(graph.community[i]);
    if (found && found.length < 3) found.push(graph.name[i]);
  }
  return folding("communityList", t("communityList"), h("ul", { class: "documents" }, ids.map((id) => chooser(app, names.get(id).join("、"), counts.communities[id], {
    checked: state.communities.has(id), facet: `community ${id}`,
    change: (on) => app.go({ communities: new Set([...state.communities].filter((v) => v !== id).concat(on ? [id] : [])) }),
  }))));
}

function chooser(app, words, count, { checked, change, facet }) {
  return h("li", {}, h("label", { class: "check" }, h("input", { type: "checkbox", checked, data: { facet }, on: { change: (e) => change(e.target.checked) } }),
    h("span", { class: "title" }, words), h("span", { class: "count" }, number(count))));
}

/** Two groups of documents side by side. */
function compare(app) {
  if (app.graph.texts.length < 2) return null;
  if (app.filter.compares) closed.delete("compare");
  return folding("compare", t("compare"), compareFacet(app));
}

/** Documents to choose: none chosen means all. */
function documents(app) {
  const { texts } = app.graph;
  if (texts.length < 2) return null;
  const list = h("ul", { class: "documents" });
  const field = texts.length > 12 && h("input", { type: "text", placeholder: t("filterDocuments"), "aria-label": t("filterDocuments"),
    on: { input: debounce((event) => fill(event.target.value), 80) } });
  const order = texts.map((_, d) => d).sort((a, b) => app.state.docs.has(b) - app.state.docs.has(a) || a - b);
  const fill = (wanted) => {
    const match = (d) => `${texts[d].title} ${texts[d].id} ${texts[d].issuer} ${texts[d].number} ${texts[d].date}`.toLowerCase().includes(wanted.toLowerCase());
    clear(list, order.filter(match).slice(0, DOCUMENTS_AT_ONCE).map((d) => documentRow(app, d)));
  };
  fill("");
  return folding("docs", `${t("documents")} (${number(texts.length)})`, field, list);
}

function documentRow(app, d) {
  const text = app.graph.texts[d];
  const choose = () => {
    const next = new Set(app.state.docs);
    if (!next.delete(d)) next.add(d);
    app.go({ docs: next });
  };
  const about = [text.date, text.issuer].filter(Boolean).join(" · ");
  return h("li", {}, h("label", { class: "check", title: text.id },
    h("input", { type: "checkbox", checked: app.state.docs.has(d), on: { change: choose }, data: { facet: `docs ${d}` } }),
    h("span", { class: "title" }, text.title || text.id, about && h("small", {}, about)), h("span", { class: "count" }, number(counts.docs[d]))));
}

/** How many entities, sized by what, the least number of statements and the least confidence. */
function display(app) {
  const { graph, meta, state } = app;
  const most = Math.min(graph.n, 2000);
  const heaviest = Math.min(10, graph.weight.reduce((top, weight) => Math.max(top, weight), 1));
  const lowest = graph.sure.reduce((least, sure) => Math.min(least, 5 * Math.floor(sure / 5)), 100);
  const measures = Object.keys(graph.measures);
  const select = h("select", { "aria-label": t("sizeBy"), data: { facet: "size" }, on: { change: (e) => app.go({ size: e.target.value }) } },
    measures.map((measure) => h("option", { value: measure, selected: measure === state.size }, t(measure))));
  return folding("display", t("display"),
    graph.n > 100 && slider(t("howMany"), { min: 50, max: most, step: 50, value: Math.min(state.limit, most) }, (limit) => app.go({ limit: limit >= most ? most : limit }), "limit"),
    heaviest > 1 && slider(t("minWeight"), { min: 1, max: heaviest, step: 1, value: state.min }, (min) => app.go({ min }), "min"),
    lowest < 100 && slider(t("minSure"), { min: lowest, max: SUREST, step: 5, value: Math.max(lowest, state.sure) }, (sure) => app.go({ sure: sure > lowest ? sure : 0 }), "sure", "%"),
    h("label", { class: "row" }, t("sizeBy"), select),
    check(t("isolates"), state.isolates, (isolates) => app.go({ isolates }), "isolates"),
    meta.counts.edges > 0 && check(t("communities"), state.shade, (shade) => app.go({ shade }), "shade"));
}

function slider(words, bounds, change, facet, unit = "") {
  const output = h("output", {}, number(bounds.value) + unit);
  const input = h("input", { type: "range", ...bounds, "aria-label": words, data: { facet },
    on: { input: (e) => (output.textContent = number(Number(e.target.value)) + unit), change: (e) => change(Number(e.target.value)) } });
  return h("label", { class: "slider" }, h("span", {}, words, output), input);
}

function check(words, checked, change, facet) {
  return h("label", { class: "check" }, h("input", { type: "checkbox", checked, data: { facet }, on: { change: (e) => change(e.target.checked) } }), words);
}

/** What is filtered, as chips over the canvas that can be taken off. */
export function renderChips(app) {
  const { state, meta, graph } = app;
  const chip = (words, changes) => button([h("span", {}, words), h("span", { class: "x", "aria-hidden": "true" }, "×")], () => app.go(changes), { class: "chip" });
  const without = (key, id) => ({ [key]: new Set([...state[key]].filter((v) => v !== id)) });
  const labels = { types: (id) => named(meta.types, id), relations: (id) => named(meta.relations, id), modalities: t, layers: t };
  const hidden = Object.entries(labels).flatMap(([key, words]) =>
    state[key].size > 4 ? [chip(`− ${state[key].size} ${t(key === "types" ? "legend" : key === "relations" ? "relations" : "layer")}`, { [key]: new Set() })]
      : [...state[key]].map((id) => chip(`− ${words(id)}`, without(key, id))));
  const chosen = state.docs.size > 4 ? [] : [...state.docs].map((d) => chip(graph.texts[d].title || graph.texts[d].id, without("docs", d)));
  const groups = [...state.communities].slice(0, 4).map((id) => chip(t("community", { n: id }), without("communities", id)));
  const sides = app.filter.compares && chip(`${state.a.replace(/^\w+:/, "")} ↔ ${state.b.replace(/^\w+:/, "")}`, { a: "", b: "" });
  const many = state.docs.size > 4 && chip(t("documentsChosen", { n: number(state.docs.size) }), { docs: new Set() });
  const view = state.mode !== "overview" && button(`← ${t("overview")}`, () => app.overview(), { class: "chip home" });
  const weight = state.min > 1 && chip(`${t("minWeight")} ${state.min}`, { min: 1 });
  const surely = state.sure > 0 && chip(`${t("minSure")} ${state.sure}%`, { sure: 0 });
  const chips = [...hidden, ...chosen, many, ...groups, sides, weight, surely].filter(Boolean);
  const reset = chips.length > 1 && button(t("reset"), () => app.go(app.noFilters()), { class: "chip reset" });
  clear(byId("chips"), view, chips, reset);
}

function named(kinds, id) {
  const kind = kinds.find((k) => k.id === id);
  return kind ? label(kind) : id;
}
