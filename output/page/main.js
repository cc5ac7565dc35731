// The page as a whole: the state, what happens when it changes, and the keys.
import { applyTheme, fit, makeCanvas, pan, reveal, select, show, zoom } from "./canvas.js";
import { makeCombobox } from "./combobox.js";
import { block, json } from "./data.js";
import { byId, isNarrow, isTouched } from "./dom.js";
import { evidenceNumbers } from "./evidence.js";
import { makeFilter } from "./filters.js";
import { makeGraph } from "./graph.js";
import { openHelp } from "./help.js";
import { applyLanguage, language, setLanguage, t } from "./i18n.js";
import { renderPanel, statusWords } from "./panel.js";
import { renderChips, renderRail } from "./rail.js";
import { makeMenu } from "./menu.js";
import { makeSearch } from "./search.js";
import { SETS, decodeState, encodeState, initialState, makeNames } from "./state.js";
import { initialTheme, nextTheme, remember, remembered } from "./theme.js";
import { makeView } from "./views.js";

const meta = json("meta");
const app = {
  meta, state: initialState(meta), graph: null, canvas: null, filter: null, view: null, search: null,
  go, choose, chooseEdge, openEgo, overview, noFilters,
};
let names = null;
let lastHash = location.hash;

/** Change the state, note it in the address, and show it. */
function go(changes) {
  app.state = { ...app.state, ...changes };
  const hash = encodeState(app.state, names, meta);
  if (`#${hash}` !== location.hash && hash !== location.hash) {
    lastHash = hash ? `#${hash}` : "";
    try {
      location.hash = hash;
      lastHash = location.hash;
    } catch {
      // A frame without an address: the view works, only a link to it does not.
    }
  }
  render();
}

/** Choose an entity; one that is not in the view is opened with its neighbours. */
function choose(i) {
  if (!app.view.nodes.some((node) => node.i === i)) return openEgo(i);
  point(i);
  const near = app.view.edges.flatMap((j) => [app.graph.head[j], app.graph.tail[j]].includes(i) ? [app.graph.head[j], app.graph.tail[j]] : []);
  reveal(app.canvas, [i, ...near]);
}

/** Choose what was clicked on the canvas: it must not move, or a second click would miss it. */
function point(i) {
  document.body.classList.add("sheet-up");
  go({ node: i, edge: -1, tab: "entity" });
}

function chooseEdge(j) {
  document.body.classList.add("sheet-up");
  go({ edge: j, node: -1, tab: "entity" });
  reveal(app.canvas, [app.graph.head[j], app.graph.tail[j]]);
}

function openEgo(i) {
  document.body.classList.add("sheet-up");
  go({ mode: "ego", focus: i, node: i, edge: -1, count: 25, tab: "entity" });
}

function overview() {
  go({ mode: "overview", focus: -1, node: -1, edge: -1, tab: "list" });
}

function noFilters() {
  return { ...Object.fromEntries(SETS.map((key) => [key, new Set()])), min: 1, sure: 0, a: "", b: "" };
}

/** Draw everything for the present state. */
function render() {
  const { graph, state } = app;
  app.filter = makeFilter(graph, meta, state);
  app.view = makeView(graph, meta, state, app.filter);
  show(app.canvas, app.view, state, app.filter);
  select(app.canvas, state.node, state.edge);
  renderRail(app);
  renderChips(app);
  renderPanel(app);
  const words = statusWords(app);
  if (byId("status").textContent !== words) byId("status").textContent = words;
  byId("nothing").hidden = app.view.nodes.length > 0;
  if (state.node >= 0 || state.edge >= 0) byId("hint").hidden = true; // it has been understood
  byId("capped").textContent = meta.leftOut ? t("capped") : "";
}

function nothingChosen() {
  document.body.classList.remove("sheet-up");
  if (app.state.node >= 0 || app.state.edge >= 0) go({ node: -1, edge: -1, tab: app.state.mode === "path" ? "path" : "list" });
}

function escape() {
  if (app.state.node >= 0 || app.state.edge >= 0) nothingChosen();
  if (app.state.mode !== "overview") overview();
}

function restore() {
  if (location.hash === lastHash || !app.graph) return;
  lastHash = location.hash;
  app.state = { ...decodeState(location.hash, names, meta) };
  render();
}

function onKey(event) {
  const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "range";
  if (!typing && (event.ctrlKey || event.metaKey) && !event.shiftKey && event.key === "z") return void history.back();
  if (event.defaultPrevented || typing || event.ctrlKey || event.metaKey || byId("help").open) return;
  if (event.altKey) return;
  const keys = {
    "/": () => byId("search").focus(), f: () => fit(app.canvas, true), F: () => fit(app.canvas, true),
    Escape: escape, "?": openHelp, ...(byId("network").contains(event.target) ? canvasKeys() : {}),
  };
  if (!keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
}

function canvasKeys() {
  const { canvas, state } = app;
  return {
    "+": () => zoom(canvas, 1.25), "=": () => zoom(canvas, 1.25), "-": () => zoom(canvas, 0.8),
    ArrowLeft: () => pan(canvas, -60, 0), ArrowRight: () => pan(canvas, 60, 0),
    ArrowUp: () => pan(canvas, 0, -60), ArrowDown: () => pan(canvas, 0, 60),
    Enter: () => state.node >= 0 && openEgo(state.node),
  };
}

function speak(lang) {
  setLanguage(lang);
  applyLanguage(document);
  const title = meta.title || t("gangmu");
  byId("title").textContent = meta.title || t("fromDocuments", { n: meta.counts.documents });
  document.title = meta.title ? `${title} · ${t("gangmu")}` : "纲目 Gangmu";
  if (app.graph) render();
}

function dress(theme) {
  document.documentElement.dataset.theme = theme;
  if (app.canvas) applyTheme(app.canvas, app.state);
  if (app.graph) render();
}

function toggleRail() {
  const open = document.body.classList.toggle("rail-up");
  byId("rail-open").setAttribute("aria-expanded", String(open));
}

function connect() {
  const on = (id, f) => byId(id).addEventListener("click", f);
  on("back", () => history.back());
  on("forward", () => history.forward());
  on("path-open", () => {
    document.body.classList.add("sheet-up");
    go({ mode: app.state.from >= 0 && app.state.to >= 0 ? "path" : app.state.mode, from: app.state.from < 0 ? app.state.node : app.state.from, tab: "path" });
    byId(app.state.from < 0 ? "path-from" : "path-to")?.focus();
  });
  on("theme", () => dress(remember("theme", nextTheme())));
  on("language", () => speak(remember("lang", language() === "zh" ? "en" : "zh")));
  on("help-open", openHelp);
  on("rail-open", toggleRail);
  on("zoom-in", () => zoom(app.canvas, 1.35));
  on("zoom-out", () => zoom(app.canvas, 0.74));
  on("fit", () => fit(app.canvas, true));
  on("skip", () => (go({ tab: "list" }), byId("panel-body").querySelector("button")?.focus()));
  on("hint-close", () => (remember("hint", "seen"), (byId("hint").hidden = true)));
  document.addEventListener("keydown", onKey);
  addEventListener("hashchange", restore);
  makeCombobox(app, byId("search"), byId("results"), (i) => {
    choose(i);
    if (!isNarrow()) byId("network").focus();
  });
  makeMenu(app);
  byId("stage").addEventListener("pointerdown", () => document.body.classList.contains("rail-up") && toggleRail());
}

/** Draw the first view at once, then read the whole graph. */
async function start() {
  dress(initialTheme());
  if (isTouched()) byId("hint").firstElementChild.dataset.t = "hintTouch";
  speak(remembered("lang") ?? meta.lang);
  const listen = {
    node: (i) => app.graph && point(i), edge: (j) => app.graph && chooseEdge(j),
    open: (i) => app.graph && openEgo(i), nothing: () => app.graph && nothingChosen(),
  };
  app.canvas = makeCanvas(byId("network"), json("view"), listen);
  fit(app.canvas, false);
  app.graph = makeGraph(await block("index"), meta);
  Object.assign(app.canvas, { graph: app.graph, meta });
  app.search = makeSearch(app.graph);
  names = makeNames(app.graph, meta);
  app.state = decodeState(location.hash, names, meta);
  connect();
  render();
  fit(app.canvas, false);
  byId("hint").hidden = remembered("hint") === "seen" || location.hash.length > 1;
  (window.requestIdleCallback ?? setTimeout)(() => evidenceNumbers());
  window.gangmu = app;
  document.documentElement.dataset.ready = "true";
}

start();
