// The panel's page about one entity, and the one about one relation.
import { bdi, button, h } from "./dom.js";
import { growingList, mentionsOf, modalityBadge, quote, readSentence, sourceLine, statementsOf, surety } from "./evidence.js";
import { eachEdge, modalityOf, rankOf } from "./graph.js";
import { counted, label, number, t } from "./i18n.js";
import { typeColour, typeIcon } from "./looks.js";

const AT_FIRST = 6;
const RANKED = ["weighted_degree", "degree", "pagerank", "betweenness", "eigenvector", "core"];

/** A button that leads to an entity. */
export function entityButton(app, i, properties = {}) {
  const kind = app.meta.types[app.graph.type[i]];
  const content = [typeIcon(kind, app.canvas.colours, 13), bdi(app.graph.name[i])];
  return button(content, () => app.choose(i), { class: "entity", title: label(kind), ...properties });
}

/** All about an entity: type, names, figures, relations, and the sentences that mention it. */
export function entityPage(app, i) {
  const { graph, meta } = app;
  const kind = meta.types[graph.type[i]];
  return h("article", { class: "about-entity" },
    h("p", { class: "kind" }, typeIcon(kind, app.canvas.colours), label(kind)),
    h("h2", {}, bdi(graph.name[i])),
    figures(app, i),
    h("div", { class: "actions" },
      button(t("focus"), () => app.openEgo(i), { class: "primary" }),
      button(t("pathFrom"), () => app.go({ mode: "path", from: i, tab: "path" })),
      button(t("pathTo"), () => app.go({ mode: "path", to: i, tab: "path" }))),
    aliases(graph, i), ranks(graph, i), relations(app, i), mentions(app, i));
}

function figures(app, i) {
  const { graph } = app;
  const pairs = [["mentions", graph.mentions[i]], ["documentCount", graph.documents[i]], ["statements", graph.measures.weighted_degree?.[i] ?? 0]];
  return h("p", { class: "figures" }, pairs.map(([key, value]) => h("span", {}, h("b", {}, number(value)), ` ${counted(key, value)}`)));
}

function aliases(graph, i) {
  const rows = graph.aliases.get(i);
  if (!rows) return null;
  return section(t("aliases"), h("ul", { class: "aliases" }, rows.map(([name, zh, en]) => {
    const reason = document.documentElement.lang === "en" ? en || zh : zh;
    return h("li", {}, bdi(name), reason && h("span", { class: "reason" }, reason));
  })));
}

function ranks(graph, i) {
  const known = RANKED.filter((measure) => graph.measures[measure]);
  return section(t("ranks"), h("dl", { class: "ranks" }, known.map((measure) => {
    const place = rankOf(graph, measure, i);
    const share = 1 - (place - 1) / graph.n;
    return h("div", {}, h("dt", {}, t(measure)), h("dd", {}, graph.measures[measure][i] > 0 ? t("rank", { n: number(place) }) : "—"),
      h("span", { class: "bar", style: `--share:${graph.measures[measure][i] > 0 ? share.toFixed(3) : 0}`, "aria-hidden": "true" }));
  })));
}

function section(title, ...content) {
  return h("section", {}, h("h3", {}, title), ...content);
}

/** The relations of an entity by kind and direction, each with its other ends. */
function relations(app, i) {
  const groups = new Map();
  eachEdge(app.graph, i, (j, other, out) => {
    if (!app.filter.own(j)) return;
    const kind = app.meta.relations[app.graph.relation[j]];
    const key = `${app.graph.relation[j]} ${out || kind.symmetric}`;
    if (!groups.has(key)) groups.set(key, { kind, out, rows: [] });
    groups.get(key).rows.push({ j, other });
  });
  const ordered = [...groups.values()].sort((a, b) => b.rows.length - a.rows.length);
  return section(t("relation"), ordered.length ? ordered.map((group) => relationGroup(app, group)) : h("p", { class: "empty" }, t("noRelations")));
}

function relationGroup(app, { kind, out, rows }) {
  rows.sort((a, b) => app.graph.weight[b.j] - app.graph.weight[a.j] || a.other - b.other);
  const name = kind.symmetric ? label(kind) : t(out ? "outgoing" : "incoming", { relation: label(kind) });
  const list = h("ul", { class: "neighbours" });
  const add = (some) => list.append(...some.map((row) => neighbourRow(app, row)));
  add(rows.slice(0, AT_FIRST));
  const more = rows.length > AT_FIRST && button(t("showAll", { n: number(rows.length) }), () => {
    add(rows.slice(AT_FIRST));
    more.remove();
  }, { class: "more" });
  return h("div", { class: "group" }, h("h4", {}, name, h("span", { class: "count" }, number(rows.length))), list, more);
}

function neighbourRow(app, { j, other }) {
  const modality = modalityOf(app.graph, j);
  const evidence = button([modality !== "asserted" && h("span", { class: `dot ${modality}`, title: t(modality) }), `${number(app.graph.weight[j])}`],
    () => app.chooseEdge(j), { class: "weight", "aria-label": `${app.graph.weight[j]} ${counted("statements", app.graph.weight[j])}` });
  return h("li", {}, entityButton(app, other), evidence);
}

/** The sentences that mention an entity, read when they are shown. */
function mentions(app, i) {
  const place = h("div", {}, h("p", { class: "empty" }, t("loading")));
  const colours = { name: typeColour(app.meta.types[app.graph.type[i]], app.canvas.colours) };
  mentionsOf(i).then((rows) => {
    const chosen = app.state.docs.size ? keepDocuments(app, rows) : Promise.resolve(rows);
    return chosen.then((kept) => place.replaceChildren(...(kept.length ? growingList(kept, (row) => mention(app, row, colours)) : [h("p", { class: "empty" }, t("noEvidence"))])));
  });
  return section(t("evidence"), place);
}

async function keepDocuments(app, rows) {
  const kept = [];
  for (const row of rows) if (app.state.docs.has((await readSentence(row.sentence, app.meta.chunk)).document)) kept.push(row);
  return kept;
}

async function mention(app, row, colours) {
  const found = await readSentence(row.sentence, app.meta.chunk);
  const spans = row.spans.map(([from, to]) => [from, to, "name"]);
  return [quote(found.text, spans, colours), sourceLine(app.graph.texts[found.document], found.heading)];
}

/** All about a relation: its two ends and every statement of it. */
export function relationPage(app, j) {
  const { graph, meta } = app;
  const kind = meta.relations[graph.relation[j]];
  return h("article", { class: "about-relation" },
    h("p", { class: "kind" }, t(kind.layer)),
    h("div", { class: "triple" }, entityButton(app, graph.head[j]),
      h("p", { class: "arrow" }, label(kind), h("span", { "aria-hidden": "true" }, kind.symmetric ? "↔" : "↓")), entityButton(app, graph.tail[j])),
    h("p", { class: "figures" }, h("span", {}, h("b", {}, number(graph.weight[j])), ` ${counted("statements", graph.weight[j])}`)),
    statements(app, j));
}

/** The statements of an edge as a list that grows. */
export function statements(app, j, first = 6) {
  const place = h("div", {}, h("p", { class: "empty" }, t("loading")));
  const of = (i) => typeColour(app.meta.types[app.graph.type[i]], app.canvas.colours);
  const colours = { head: of(app.graph.head[j]), tail: of(app.graph.tail[j]) };
  statementsOf(j).then((rows) => place.replaceChildren(
    ...(rows.length ? growingList(rows, (row) => statement(app, row, colours), { first }) : [h("p", { class: "empty" }, t("noEvidence"))])));
  return place;
}

async function statement(app, row, colours) {
  const found = await readSentence(row.sentence, app.meta.chunk);
  const spans = [[...row.head, "head"], [...row.tail, "tail"]];
  const badges = h("p", { class: "badges" }, modalityBadge(app.meta.modalities[row.modality], app.meta.forces[row.force]), surety(row.sure));
  return [badges, quote(found.text, spans, colours),
    sourceLine(app.graph.texts[found.document], found.heading)];
}
