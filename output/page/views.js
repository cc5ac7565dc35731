// What to draw for a state: nodes with their places, and edges. Pure: no page, no canvas.
import { eachEdge, orderBy } from "./graph.js";
import { hasPassingEdge } from "./filters.js";
import { relax, separate } from "./force.js";
import { shortestPaths } from "./paths.js";

const WHOLE = 800;

/** Return {mode, nodes: [{i, x, y}], edges: [j], total, …} for a state. */
export function makeView(graph, meta, state, filter) {
  if (state.mode === "ego" && state.focus >= 0) return ego(graph, state, filter);
  if (state.mode === "path" && state.from >= 0 && state.to >= 0) return paths(graph, state, filter);
  return overview(graph, meta, state, filter);
}

/** The most central nodes that pass the filters, and the edges among them. */
export function overview(graph, meta, state, filter) {
  const chosen = [];
  let total = 0;
  const dropsLoose = filter.filtersEdges || !state.isolates;
  for (const i of orderBy(graph, state.size)) {
    if (!filter.node(i) || (dropsLoose && !hasPassingEdge(graph, i, filter))) continue;
    total++;
    if (chosen.length < state.limit) chosen.push(i);
  }
  const edges = edgesAmong(graph, chosen, filter);
  return { mode: "overview", nodes: placed(graph, meta, chosen, edges), edges, total };
}

/** Nodes of the first view stay where Python put them; others are moved off each other. */
function placed(graph, meta, chosen, edges) {
  const nodes = chosen.map((i) => ({ i, x: graph.x[i], y: graph.y[i] }));
  const laidOut = graph.n <= WHOLE ? graph.n : meta.shown;
  if (chosen.every((i) => i < laidOut)) return nodes;
  const at = new Map(chosen.map((i, k) => [i, k]));
  const pairs = edges.map((j) => [at.get(graph.head[j]), at.get(graph.tail[j])]);
  return separate(relax(nodes, pairs), 16);
}

export function edgesAmong(graph, nodes, filter) {
  const inside = new Set(nodes);
  const edges = [];
  for (const i of nodes) eachEdge(graph, i, (j, other, out) => out && inside.has(other) && filter.edge(j) && edges.push(j));
  return edges.sort((a, b) => a - b);
}

/** A node's neighbours by strength: [{i, weight, relation, out}], the strongest first. */
export function neighbours(graph, i, filter) {
  const found = new Map();
  eachEdge(graph, i, (j, other, out) => {
    if (other === i || !filter.edge(j)) return;
    const seen = found.get(other);
    if (seen) seen.weight += graph.weight[j];
    else found.set(other, { i: other, weight: graph.weight[j], relation: graph.relation[j], out });
  });
  return [...found.values()].sort((a, b) => b.weight - a.weight || a.i - b.i);
}

/** A node in the middle, its strongest neighbours on rings around it, those of one relation side by side. */
export function ego(graph, state, filter) {
  const all = neighbours(graph, state.focus, filter);
  const near = all.slice(0, state.count).sort((a, b) => b.out - a.out || a.relation - b.relation || a.i - b.i);
  const nodes = [{ i: state.focus, x: 0, y: 0 }, ...rings(near)];
  const edges = edgesAmong(graph, nodes.map((node) => node.i), filter);
  return { mode: "ego", nodes, edges, total: all.length, focus: state.focus };
}

function rings(near) {
  const perRing = 16;
  const ringCount = Math.max(1, Math.ceil(near.length / perRing));
  return near.map(({ i }, k) => {
    const radius = 230 + (k % ringCount) * 110;
    const angle = -Math.PI / 2 + (2 * Math.PI * k) / near.length;
    return { i, x: Math.round(radius * Math.cos(angle)), y: Math.round(radius * Math.sin(angle)) };
  });
}

/** All nodes of the shortest paths between two, in columns by their distance from the first. */
export function paths(graph, state, filter) {
  const found = shortestPaths(graph, state.from, state.to, filter, state.directed);
  const columns = new Map();
  for (const route of found.routes) {
    route.nodes.forEach((i, step) => columns.set(step, (columns.get(step) ?? new Set()).add(i)));
  }
  const nodes = [];
  for (const [step, members] of columns) {
    [...members].forEach((i, k) => nodes.push({ i, x: step * 200, y: (k - (members.size - 1) / 2) * 110 }));
  }
  if (!nodes.length) [state.from, state.to].forEach((i, k) => nodes.push({ i, x: k * 400, y: 0 }));
  const edges = [...new Set(found.routes.flatMap((route) => route.steps.flat()))].sort((a, b) => a - b);
  return { mode: "path", nodes, edges, total: nodes.length, routes: found.routes };
}
