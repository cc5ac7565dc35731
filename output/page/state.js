// What is shown: one plain object, and its form in the address, so that a view can be sent and gone back to.

export const SETS = ["types", "relations", "modalities", "layers", "communities", "docs"];

export function initialState(meta) {
  return {
    mode: "overview", focus: -1, count: 25, node: -1, edge: -1,
    from: -1, to: -1, directed: true,
    types: new Set(), relations: new Set(), modalities: new Set(), layers: new Set(), communities: new Set(), docs: new Set(),
    a: "", b: "", min: 1, sure: 0, limit: meta.shown, size: "weighted_degree", isolates: true, shade: false, tab: "list",
  };
}

/**
 * Write the state as the part of the address behind #. Entities go by type and name, so that the link outlives another
 * build; sets hold what is hidden, but `docs` and
 * `communities` what is chosen; `a` and `b` are the groups of documents that are compared.
 */
export function encodeState(state, names, meta) {
  const parts = new URLSearchParams();
  if (state.mode === "ego") parts.set("ego", names.node(state.focus));
  if (state.mode === "path") {
    if (state.from >= 0) parts.set("from", names.node(state.from));
    if (state.to >= 0) parts.set("to", names.node(state.to));
    if (!state.directed) parts.set("directed", "0");
  }
  if (state.node >= 0) parts.set("node", names.node(state.node));
  if (state.edge >= 0) for (const part of names.edge(state.edge)) parts.append("edge", part);
  for (const key of SETS) for (const v of [...state[key]].sort()) parts.append(key, names.member(key, v));
  for (const side of ["a", "b"]) if (state[side]) parts.set(side, state[side]);
  if (state.min > 1) parts.set("min", state.min);
  if (state.sure > 0) parts.set("sure", state.sure);
  if (state.limit !== meta.shown) parts.set("limit", state.limit);
  if (state.mode === "ego" && state.count !== 25) parts.set("count", state.count);
  if (state.size !== "weighted_degree") parts.set("size", state.size);
  if (!state.isolates) parts.set("isolates", "0");
  if (state.shade) parts.set("shade", "1");
  return parts.toString();
}

/** Read a state back; what is not known is passed over. */
export function decodeState(hash, names, meta) {
  const parts = new URLSearchParams(hash.replace(/^#/, ""));
  const state = initialState(meta);
  const node = (key) => (parts.has(key) ? names.findNode(parts.get(key)) : -1);
  state.focus = node("ego");
  state.from = node("from");
  state.to = node("to");
  state.node = node("node");
  state.edge = parts.has("edge") ? names.findEdge(...parts.getAll("edge")) : -1;
  state.mode = state.focus >= 0 ? "ego" : parts.has("from") || parts.has("to") ? "path" : "overview";
  state.tab = state.mode === "path" ? "path" : state.node >= 0 || state.edge >= 0 ? "entity" : "list";
  for (const key of SETS) {
    state[key] = new Set(parts.getAll(key).map((v) => names.findMember(key, v)).filter((v) => v !== -1));
  }
  state.a = parts.get("a") ?? "";
  state.b = parts.get("b") ?? "";
  state.min = whole(parts.get("min"), 1);
  state.sure = Math.min(100, whole(parts.get("sure"), 0));
  state.limit = whole(parts.get("limit"), meta.shown);
  state.count = whole(parts.get("count"), 25);
  state.size = parts.get("size") ?? "weighted_degree";
  state.directed = parts.get("directed") !== "0";
  state.isolates = parts.get("isolates") !== "0";
  state.shade = parts.get("shade") === "1";
  return state;
}

function whole(text, fallback) {
  const value = Number.parseInt(text ?? "", 10);
  return value >= 1 && value <= 1e6 ? value : fallback;
}

/** How nodes, edges and members of the filters are called in the address. */
export function makeNames(graph, meta) {
  let byName = null;
  const nodeName = (i) => `${meta.types[graph.type[i]].id}:${graph.name[i]}`;
  const findNode = (name) => {
    byName ??= new Map(Array.from({ length: graph.n }, (_, i) => [nodeName(graph.n - 1 - i), graph.n - 1 - i]));
    return byName.get(name) ?? -1;
  };
  const findEdge = (head, relation, tail) => {
    const [h, r, t] = [findNode(head), meta.relations.findIndex((kind) => kind.id === relation), findNode(tail)];
    if (h < 0) return -1;
    for (let k = graph.out.start[h]; k < graph.out.start[h + 1]; k++) {
      const j = graph.out.items[k];
      if (graph.tail[j] === t && graph.relation[j] === r) return j;
    }
    return -1;
  };
  return {
    node: nodeName, findNode, findEdge,
    edge: (j) => [nodeName(graph.head[j]), meta.relations[graph.relation[j]].id, nodeName(graph.tail[j])],
    member: (key, v) => (key === "docs" ? graph.texts[v].id : v),
    findMember: (key, v) => (key === "docs" ? graph.texts.findIndex((text) => text.id === v) : key === "communities" ? whole(v, -1) : v),
  };
}
