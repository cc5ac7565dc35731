// The sentences behind nodes and edges, and how they are shown.
import { block } from "./data.js";
import { bdi, button, h } from "./dom.js";
import { sums } from "./graph.js";
import { number, t } from "./i18n.js";

let numbers = null;

/** Read which sentences belong to which edges and nodes; once. */
export function evidenceNumbers() {
  numbers ??= block("evidence").then((raw) => ({ statements: table(raw.statements), mentions: table(raw.mentions) }));
  return numbers;
}

function table({ lengths, columns }) {
  return { start: sums(lengths, true), columns: columns.map((column) => Int32Array.from(column)) };
}

/** The statements of an edge: [{sentence, modality, force, head: [start, end], tail: [start, end], sure}]. */
export async function statementsOf(edge) {
  const { start, columns } = (await evidenceNumbers()).statements;
  return range(start[edge], start[edge + 1]).map((k) => {
    const [sentence, modality, force, h0, h1, t0, t1, sure] = columns.map((column) => column[k]);
    return { sentence, modality, force, head: [h0, h1], tail: [t0, t1], sure };
  });
}

/** The sentences that mention a node: [{sentence, spans: [[start, end]…]}], in the order of the documents. */
export async function mentionsOf(node) {
  const { start, columns } = (await evidenceNumbers()).mentions;
  const bySentence = new Map();
  for (const k of range(start[node], start[node + 1])) {
    const [sentence, from, to] = columns.map((column) => column[k]);
    bySentence.set(sentence, [...(bySentence.get(sentence) ?? []), [from, to]]);
  }
  return [...bySentence].map(([sentence, spans]) => ({ sentence, spans })).sort((a, b) => a.sentence - b.sentence);
}

function range(from, to) {
  return Array.from({ length: to - from }, (_, k) => from + k);
}

/** A sentence: {text, document, heading, start}. */
export async function readSentence(id, chunk) {
  const texts = await block(`s${Math.floor(id / chunk)}`);
  const at = id % chunk;
  return { text: texts.text[at], document: texts.document[at], heading: texts.headings[texts.heading[at]], start: texts.start[at] };
}

/** Cut a text into [{text, mark}] by spans [[start, end, mark]…]; where spans overlap, the earlier one wins. */
export function marked(text, spans) {
  const pieces = [];
  let at = 0;
  for (const [from, to, mark] of [...spans].sort((a, b) => a[0] - b[0] || b[1] - a[1])) {
    if (from < at || to <= from || to > text.length) continue;
    if (from > at) pieces.push({ text: text.slice(at, from), mark: "" });
    pieces.push({ text: text.slice(from, to), mark });
    at = to;
  }
  if (at < text.length) pieces.push({ text: text.slice(at), mark: "" });
  return pieces;
}

/** Show a sentence with names marked; a colour for each mark, as a custom property. */
export function quote(text, spans, colours) {
  const pieces = marked(text, spans).map((piece) =>
    piece.mark ? h("mark", { style: `--mark:${colours[piece.mark]}` }, piece.text) : piece.text,
  );
  return h("blockquote", {}, ...pieces);
}

export function modalityBadge(modality, force) {
  const words = [t(modality), ...(force ? [t(force)] : [])].join(" · ");
  return h("span", { class: `badge ${modality}` }, words);
}

/** How sure a statement is, in percent; nothing where that is not known. */
export function surety(percent) {
  return percent < 0 ? "" : h("span", { class: "sure", title: t("sureHelp") }, t("sure", { n: percent }));
}

/** Where a sentence is from: the document's title, and the heading above it. */
export function sourceLine(text, heading) {
  const title = text.title || text.id || t("unnamed");
  const about = [text.issuer, text.number, text.date].filter(Boolean).join(" · ");
  return h("p", { class: "source" }, bdi(title, { class: "document", title: text.id }),
    about && h("span", { class: "about" }, about), heading && heading !== title && bdi(heading, { class: "heading" }));
}

/** A list that shows its first items, and more when asked. `make` may be asynchronous. */
export function growingList(items, make, { first = 5, step = 10, className = "evidence" } = {}) {
  const list = h("ol", { class: className });
  const more = button("", () => grow(step), { class: "more" });
  let shown = 0;
  async function grow(by) {
    const next = items.slice(shown, shown + by);
    shown += next.length;
    more.hidden = shown >= items.length;
    more.textContent = t("moreSentences", { n: number(Math.min(step, items.length - shown)) });
    const rows = await Promise.all(next.map(make));
    list.append(...rows.map((row) => h("li", {}, row)));
  }
  more.hidden = true;
  grow(first);
  return [list, more];
}
