// Which nodes and edges pass: types, relations, modalities and layers that are not hidden, chosen documents, weight, confidence.
import { eachEdge, hasAny, modalityOf } from "./graph.js";
import { documentsOf, sideOf } from "./groups.js";

/**
 * Make the tests of a state: `node(i)`, `edge(j)`, and whether edges are filtered at all; where two groups of documents
 * are compared (`compares`), on which `side(i)` or `edgeSide(j)` something stands.
 */
export function makeFilter(graph, meta, state) {
  const hiddenTypes = meta.types.map((kind) => state.types.has(kind.id));
  const hiddenRelations = meta.relations.map((kind) => state.relations.has(kind.id) || state.layers.has(kind.layer));
  const byDocument = state.docs.size > 0;
  const [a, b] = [documentsOf(graph.texts, state.a), documentsOf(graph.texts, state.b)];
  const compares = a.size > 0 && b.size > 0;
  const side = (i) => sideOf(graph.nodeDocuments, i, a, b);
  const edgeSide = (j) => sideOf(graph.edgeDocuments, j, a, b);
  const node = (i) =>
    !hiddenTypes[graph.type[i]] &&
    (!state.communities.size || state.communities.has(graph.community[i])) &&
    (!byDocument || hasAny(graph.nodeDocuments, i, state.docs)) &&
    (!compares || side(i) > 0);
  const own = (j) =>
    !hiddenRelations[graph.relation[j]] &&
    graph.weight[j] >= state.min &&
    graph.sure[j] >= state.sure &&
    hasShownModality(graph, j, state.modalities) &&
    (!byDocument || hasAny(graph.edgeDocuments, j, state.docs)) &&
    (!compares || edgeSide(j) > 0);
  const edge = (j) => own(j) && node(graph.head[j]) && node(graph.tail[j]);
  const filtersEdges = state.relations.size + state.layers.size + state.modalities.size > 0 || state.min > 1 || state.sure > 0;
  return { node, edge, own, filtersEdges, compares, side, edgeSide };
}

/** An edge passes if any of its statements has a modality that is not hidden. */
export function hasShownModality(graph, j, hidden) {
  if (!hidden.size) return true;
  const proposed = graph.proposed[j];
  const negated = graph.negated[j];
  const asserted = graph.weight[j] - proposed - negated;
  return (
    (asserted > 0 && !hidden.has("asserted")) ||
    (proposed > 0 && !hidden.has("proposed")) ||
    (negated > 0 && !hidden.has("negated"))
  );
}

export function hasPassingEdge(graph, i, filter) {
  let found = false;
  eachEdge(graph, i, (j) => (found ||= filter.edge(j)));
  return found;
}

/** How many nodes there are of each type, and edges of each relation, modality and layer, in the whole graph. */
export function countFacets(graph, meta) {
  const counts = { types: {}, relations: {}, modalities: {}, layers: {}, communities: {}, docs: new Uint32Array(graph.texts.length) };
  const add = (table, key) => (table[key] = (table[key] ?? 0) + 1);
  for (let i = 0; i < graph.n; i++) {
    add(counts.types, meta.types[graph.type[i]].id);
    if (graph.community[i]) add(counts.communities, graph.community[i]);
  }
  for (let j = 0; j < graph.m; j++) {
    const kind = meta.relations[graph.relation[j]];
    add(counts.relations, kind.id);
    add(counts.layers, kind.layer);
    add(counts.modalities, modalityOf(graph, j));
  }
  for (const d of graph.nodeDocuments.items) counts.docs[d]++;
  return counts;
}
