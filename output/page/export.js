// Taking the view away: pictures, tables, data, a link.
import { fontFamily, shorten } from "./labels.js";
import { corners, mix, shapeOf, typeColour } from "./looks.js";
import { modalityOf } from "./graph.js";
import { graphmlText, xml } from "./graphml.js";
import { readSentence, statementsOf } from "./evidence.js";

/** A cell of a CSV table: quoted where needed, and never a formula. */
export function cell(value) {
  const text = String(value);
  const safe = /^[=+\-@\t\r|]/.test(text) && Number.isNaN(Number(text)) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** A table as CSV, with a byte order mark, so that spreadsheets read its Chinese. */
export function csv(rows) {
  return `\ufeff${rows.map((row) => row.map(cell).join(",")).join("\r\n")}\r\n`;
}

export function nodeRows({ graph, meta, view }) {
  const measures = Object.keys(graph.measures);
  const head = ["entity_id", "type", "name", "aliases", "mentions", "documents", "community", ...measures];
  return [head, ...view.nodes.map(({ i }) => {
    const type = meta.types[graph.type[i]].id;
    const aliases = (graph.aliases.get(i) ?? []).map(([name]) => name).join("|");
    return [`${type}:${graph.name[i]}`, type, graph.name[i], aliases, graph.mentions[i], graph.documents[i], graph.community[i],
      ...measures.map((measure) => graph.measures[measure][i])];
  })];
}

export function edgeRows({ graph, meta, view }) {
  const id = (i) => `${meta.types[graph.type[i]].id}:${graph.name[i]}`;
  const head = ["head_id", "relation", "tail_id", "layer", "weight", "asserted", "proposed", "negated"];
  return [head, ...view.edges.map((j) => {
    const kind = meta.relations[graph.relation[j]];
    const [weight, proposed, negated] = [graph.weight[j], graph.proposed[j], graph.negated[j]];
    return [id(graph.head[j]), kind.id, id(graph.tail[j]), kind.layer, weight, weight - proposed - negated, proposed, negated];
  })];
}

export function jsonText(app) {
  const objects = ([head, ...rows]) => rows.map((row) => Object.fromEntries(row.map((value, k) => [head[k], value])));
  return JSON.stringify({ nodes: objects(nodeRows(app)), edges: objects(edgeRows(app)) }, null, 1);
}

export function graphml(app) {
  return graphmlText(nodeRows(app), edgeRows(app));
}

/** The edges whose evidence is asked for: the chosen one, those of the chosen entity, or all in view. */
export function evidenceEdges({ graph, view, state }) {
  if (state.edge >= 0) return [state.edge];
  if (state.node < 0) return view.edges;
  return view.edges.filter((j) => graph.head[j] === state.node || graph.tail[j] === state.node);
}

/** The statements of the selection with their sentences, as far as the page holds them. */
export async function evidenceRows(app) {
  const { graph, meta } = app;
  const rows = [["head", "relation", "tail", "modality", "force", "sentence", "document", "title", "section", "start", "confidence"]];
  for (const j of evidenceEdges(app)) {
    for (const said of await statementsOf(j)) {
      const from = await readSentence(said.sentence, meta.chunk);
      const text = graph.texts[from.document];
      rows.push([graph.name[graph.head[j]], meta.relations[graph.relation[j]].id, graph.name[graph.tail[j]],
        meta.modalities[said.modality], meta.forces[said.force], from.text, text.id, text.title, from.heading, from.start,
        said.sure < 0 ? "" : said.sure / 100]);
    }
  }
  return rows;
}

/** The view as an SVG drawing, its text as text. */
export function svgText(app) {
  const { canvas, view } = app;
  const at = new Map(view.nodes.map(({ i }) => [i, { ...canvas.network.getPosition(i), r: canvas.nodes.get(i).size }]));
  const [xs, ys] = [[...at.values()].map((p) => p.x), [...at.values()].map((p) => p.y)];
  const [left, top] = [Math.min(...xs) - 80, Math.min(...ys) - 60];
  const box = [left, top, Math.max(...xs) + 80 - left, Math.max(...ys) + 60 - top].map(Math.round);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box.join(" ")}" font-family="${xml(fontFamily())}">`,
    `<rect x="${box[0]}" y="${box[1]}" width="${box[2]}" height="${box[3]}" fill="${canvas.colours.canvas}"/>`,
    `<defs><marker id="a" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="6" markerHeight="6" markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0l8 4-8 4z" fill="${mixLine(canvas)}"/></marker></defs>`,
    ...view.edges.map((j) => svgLine(app, at, j)), ...view.nodes.map(({ i }) => svgNode(app, at, i)), "</svg>",
  ].join("\n");
}

function mixLine(canvas) {
  return mix(canvas.colours.canvas, canvas.colours.ink, 0.4);
}

function svgLine({ graph, canvas, meta }, at, j) {
  const [a, b] = [at.get(graph.head[j]), at.get(graph.tail[j])];
  const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
  const end = { x: b.x - ((b.x - a.x) * (b.r + 2)) / length, y: b.y - ((b.y - a.y) * (b.r + 2)) / length };
  const dash = { asserted: "", proposed: ' stroke-dasharray="7 4"', negated: ' stroke-dasharray="1 4"' }[modalityOf(graph, j)];
  const arrow = meta.relations[graph.relation[j]].symmetric ? "" : ' marker-end="url(#a)"';
  return `<path d="M${a.x} ${a.y}L${end.x.toFixed(1)} ${end.y.toFixed(1)}" stroke="${mixLine(canvas)}" stroke-width="1"${dash}${arrow}/>`;
}

function svgNode({ graph, meta, canvas }, at, i) {
  const { x, y, r } = at.get(i);
  const kind = meta.types[graph.type[i]];
  const fill = `fill="${typeColour(kind, canvas.colours)}" stroke="${canvas.colours.canvas}"`;
  const points = corners(shapeOf(kind), r)?.map(([dx, dy]) => `${(x + dx).toFixed(1)},${(y + dy).toFixed(1)}`).join(" ");
  const mark = points ? `<polygon points="${points}" ${fill}/>` : `<circle cx="${x}" cy="${y}" r="${r.toFixed(1)}" ${fill}/>`;
  const name = `<text x="${x}" y="${(y + r + 13).toFixed(1)}" font-size="12" text-anchor="middle" fill="${canvas.colours.ink}">${xml(shorten(graph.name[i], 16))}</text>`;
  return `<g>${mark}${name}<title>${xml(graph.name[i])}</title></g>`;
}

/** The canvas at twice its size, on its ground. */
export function picture(canvas) {
  const from = canvas.element.querySelector("canvas");
  const ratio = from.width / canvas.element.clientWidth;
  const onto = document.createElement("canvas");
  const factor = 2 / ratio;
  const old = { width: from.width, height: from.height };
  onto.width = Math.round(old.width * factor);
  onto.height = Math.round(old.height * factor);
  const context = onto.getContext("2d");
  context.fillStyle = canvas.colours.canvas;
  context.fillRect(0, 0, onto.width, onto.height);
  canvas.network.canvas.pixelRatio = 2; // draw the same view with twice the dots
  from.width = onto.width;
  from.height = onto.height;
  canvas.network.redraw();
  canvas.network.renderer._redraw();
  context.drawImage(from, 0, 0);
  canvas.network.canvas.pixelRatio = ratio;
  Object.assign(from, old);
  canvas.network.redraw();
  return new Promise((done) => onto.toBlob(done, "image/png"));
}

/** Hand a file to the reader. */
export function download(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}
