// Shortest paths between two nodes over the edges that pass the filters.
import { eachEdge } from "./graph.js";

/**
 * Return up to `most` shortest paths: {routes: [{nodes: [i…], steps: [[edges between i and the next]…]}]}.
 * Directed paths follow relations from head to tail; a symmetric relation goes both ways.
 */
export function shortestPaths(graph, from, to, filter, directed, most = 5) {
  const distance = distances(graph, from, to, filter, directed);
  if (from === to || distance[to] < 0) return { routes: [] };
  const routes = [];
  const walk = (i, tail) => {
    if (routes.length >= most) return;
    if (i === from) return void routes.push(tail);
    for (const k of stepsBack(graph, i, distance, filter, directed)) walk(k, [k, ...tail]);
  };
  walk(to, [to]);
  return { routes: routes.map((nodes) => ({ nodes, steps: edgesAlong(graph, nodes, filter, directed) })) };
}

function passes(graph, j, out, filter, directed) {
  return filter.edge(j) && (out || !directed || graph.symmetric[graph.relation[j]]);
}

/** Breadth-first from a node until the other is reached; -1: not reached. */
function distances(graph, from, to, filter, directed) {
  const distance = new Int32Array(graph.n).fill(-1);
  distance[from] = 0;
  let frontier = [from];
  while (frontier.length && distance[to] < 0) {
    const next = [];
    for (const i of frontier) {
      eachEdge(graph, i, (j, other, out) => {
        if (distance[other] >= 0 || !passes(graph, j, out, filter, directed)) return;
        distance[other] = distance[i] + 1;
        next.push(other);
      });
    }
    frontier = next;
  }
  return distance;
}

/** The nodes one step before a node on shortest paths, the most central first. */
function stepsBack(graph, i, distance, filter, directed) {
  const before = new Set();
  eachEdge(graph, i, (j, other, out) => {
    if (distance[other] === distance[i] - 1 && passes(graph, j, !out, filter, directed)) before.add(other);
  });
  return [...before].sort((a, b) => a - b);
}

function edgesAlong(graph, nodes, filter, directed) {
  return nodes.slice(1).map((next, k) => {
    const edges = [];
    eachEdge(graph, nodes[k], (j, other, out) => other === next && passes(graph, j, out, filter, directed) && edges.push(j));
    return edges.sort((a, b) => graph.weight[b] - graph.weight[a] || a - b);
  });
}
