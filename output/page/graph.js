// The whole graph in memory: typed arrays, nodes numbered by importance, edges sorted by head.

/** Make the graph out of the `index` block and the page's meta data. */
export function makeGraph(raw, meta) {
  const { nodes, edges } = raw;
  const n = nodes.name.length;
  const m = edges.tail.length;
  const head = sums(edges.head, false);
  const tail = Uint32Array.from(edges.tail);
  return {
    n, m, head, tail,
    name: nodes.name,
    type: Uint16Array.from(nodes.type),
    mentions: Uint32Array.from(nodes.mentions),
    documents: Uint32Array.from(nodes.documents),
    community: Uint32Array.from(nodes.community),
    x: Int32Array.from(nodes.x),
    y: Int32Array.from(nodes.y),
    aliases: new Map(Object.entries(nodes.aliases).map(([i, rows]) => [Number(i), rows])),
    relation: Uint16Array.from(edges.relation),
    weight: Uint32Array.from(edges.weight),
    proposed: Uint32Array.from(edges.proposed),
    negated: Uint32Array.from(edges.negated),
    sure: Uint8Array.from(edges.sure),
    measures: Object.fromEntries(Object.entries(raw.measures).map(([k, v]) => [k, Float64Array.from(v)])),
    texts: raw.documents.map(([id, title, issuer, number, date]) => ({ id, title, issuer, number, date })),
    nodeDocuments: ragged(raw.nodeDocuments),
    edgeDocuments: ragged(raw.edgeDocuments),
    out: incidence(head, n),
    into: incidence(tail, n),
    pinyin: readings(raw.pinyin),
    symmetric: meta.relations.map((kind) => Boolean(kind.symmetric)),
  };
}

/** Running sums; with `leading`, from 0 and one longer. */
export function sums(numbers, leading) {
  const out = new Uint32Array(numbers.length + (leading ? 1 : 0));
  let sum = 0;
  for (let i = 0; i < numbers.length; i++) {
    sum += numbers[i];
    out[i + (leading ? 1 : 0)] = sum;
  }
  return out;
}

/** Lists of ascending numbers, written as lengths and differences; `start[i]` to `start[i + 1]` of `items`. */
export function ragged({ lengths, deltas }) {
  const start = sums(lengths, true);
  const items = new Uint32Array(deltas.length);
  for (let i = 0; i < lengths.length; i++) {
    let value = 0;
    for (let k = start[i]; k < start[i + 1]; k++) items[k] = value += deltas[k];
  }
  return { start, items };
}

/** Which edges have their end at each node: `items[start[i]]` to `items[start[i + 1] - 1]`. */
export function incidence(ends, n) {
  const counts = new Uint32Array(n);
  for (const end of ends) counts[end]++;
  const start = sums(counts, true);
  const next = start.slice(0, n);
  const items = new Uint32Array(ends.length);
  for (let j = 0; j < ends.length; j++) items[next[ends[j]]++] = j;
  return { start, items };
}

/** Call f(edge, other end, whether it goes out) for each edge of a node. */
export function eachEdge(graph, i, f) {
  for (let k = graph.out.start[i]; k < graph.out.start[i + 1]; k++) {
    const j = graph.out.items[k];
    f(j, graph.tail[j], true);
  }
  for (let k = graph.into.start[i]; k < graph.into.start[i + 1]; k++) {
    const j = graph.into.items[k];
    if (graph.head[j] !== i) f(j, graph.head[j], false);
  }
}

/** Whether the list of an owner has one of the wanted numbers. */
export function hasAny(lists, owner, wanted) {
  for (let k = lists.start[owner]; k < lists.start[owner + 1]; k++) if (wanted.has(lists.items[k])) return true;
  return false;
}

export function listOf(lists, owner) {
  return lists.items.subarray(lists.start[owner], lists.start[owner + 1]);
}

/** The modality that an edge is drawn with: asserted wins over proposed, proposed over negated. */
export function modalityOf(graph, j) {
  if (graph.weight[j] > graph.proposed[j] + graph.negated[j]) return "asserted";
  if (graph.proposed[j]) return "proposed";
  return graph.negated[j] ? "negated" : "asserted";
}

/** Nodes in descending order of a measure; the graph's own numbering breaks ties. */
export function orderBy(graph, measure) {
  const values = graph.measures[measure];
  const order = Uint32Array.from({ length: graph.n }, (_, i) => i);
  if (values && measure !== "weighted_degree") order.sort((a, b) => values[b] - values[a] || a - b);
  return order;
}

/** The place of a node in a measure: 1 is the first; equals share a place. */
export function rankOf(graph, measure, i) {
  const values = graph.measures[measure];
  let above = 0;
  for (let k = 0; k < values.length; k++) if (values[k] > values[i]) above++;
  return above + 1;
}

/** The readings of each character, by its code. */
function readings(bySyllable) {
  const of = [];
  for (const [syllable, characters] of Object.entries(bySyllable)) {
    for (const c of characters) of[c.charCodeAt(0)] = [...(of[c.charCodeAt(0)] ?? []), syllable];
  }
  return of;
}
