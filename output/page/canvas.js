// The network on its canvas: vis-network draws nodes and edges; highlight, labels and the faint map are drawn here.
import { sideColour } from "./compare.js";
import { isNarrow, reducedMotion } from "./dom.js";
import { makeSizes, themeColours, visEdges, visNode } from "./looks.js";
import { paintLabels } from "./paint.js";
import { makePanning } from "./panning.js";
import { makeUnderlay, paintShades } from "./underlay.js";

/** Put a network into an element, with the nodes and edges that pyvis wrote into the page. */
export function makeCanvas(element, first, listen) {
  const nodes = new vis.DataSet(first.nodes);
  const edges = new vis.DataSet(first.edges);
  const network = new vis.Network(element, { nodes, edges }, first.options);
  const canvas = {
    element, network, nodes, edges, colours: themeColours(), labels: [],
    graph: null, meta: null, view: null, selected: -1, selectedEdge: -1, hovered: -1, hoveredEdge: -1,
  };
  canvas.panning = makePanning(network);
  network.on("beforeDrawing", (context) => paintBehind(canvas, context));
  network.on("afterDrawing", (context) => paintOver(canvas, context));
  connect(canvas, listen);
  return canvas;
}

function connect(canvas, listen) {
  const { network } = canvas;
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) listen.node(nodes[0]);
    else if (edges.length) listen.edge(edges[0]);
    else listen.nothing();
  });
  network.on("doubleClick", ({ nodes }) => nodes.length && listen.open(nodes[0]));
  network.on("hoverNode", ({ node }) => hover(canvas, node, -1));
  network.on("blurNode", () => hover(canvas, -1, -1));
  network.on("hoverEdge", ({ edge }) => hover(canvas, -1, edge));
  network.on("blurEdge", () => hover(canvas, -1, -1));
  network.on("resize", () => setTimeout(() => afterResize(canvas), 0));
  for (const event of ["dragStart", "zoom"]) network.on(event, () => Object.assign(canvas, { fitsWhole: false, revealed: null }));
}

/** What was in sight before the sheet came up or the window shrank should be so afterwards. */
function afterResize(canvas) {
  if (canvas.fitsWhole) fit(canvas, false);
  else if (canvas.revealed) reveal(canvas, canvas.revealed);
}

function hover(canvas, node, edge) {
  canvas.hovered = node;
  canvas.hoveredEdge = edge;
  canvas.element.style.cursor = node >= 0 || edge >= 0 ? "pointer" : "";
  canvas.network.redraw();
}

/** Show a view: what stays is kept, what is new is added, what is gone is taken away. */
export function show(canvas, view, state, filter) {
  const { graph, meta, nodes, edges, colours } = canvas;
  const size = makeSizes(graph, state.size);
  canvas.filter = filter;
  const sides = filter?.compares ? { node: (i) => sideColour(filter.side(i), colours), edge: (j) => sideColour(filter.edgeSide(j), colours) } : null;
  const wantedNodes = view.nodes.map((node) => visNode(graph, meta, node, size, colours, sides));
  const wantedEdges = visEdges(graph, meta, view.edges, colours, sides);
  replace(edges, wantedEdges, new Set(view.edges), () => replace(nodes, wantedNodes, new Set(view.nodes.map(({ i }) => i))));
  const moved = canvas.view?.mode !== view.mode || canvas.view?.focus !== view.focus || view.mode === "path";
  const resized = canvas.view?.nodes.length !== view.nodes.length;
  canvas.view = view;
  canvas.shade = state.shade;
  if (moved) fit(canvas, true);
  else if (resized && canvas.fitsWhole) fit(canvas, false);
}

/** Take away edges before nodes, and add nodes before edges. */
function replace(data, wanted, keep, between) {
  data.remove(data.getIds().filter((id) => !keep.has(id)));
  between?.();
  data.update(wanted);
}

export function select(canvas, node, edge) {
  canvas.selected = node;
  canvas.selectedEdge = edge;
  canvas.network.redraw();
}

export function applyTheme(canvas, state) {
  canvas.colours = themeColours();
  canvas.underlay = null;
  if (canvas.view) show(canvas, canvas.view, state, canvas.filter);
  canvas.network.redraw();
}

/** Bring all nodes into sight. */
export function fit(canvas, animated) {
  canvas.fitsWhole = true;
  const { element, network } = canvas;
  const box = bounds(canvas.nodes.get());
  const margin = isNarrow() ? 26 : 56;
  const room = { width: Math.max(80, element.clientWidth - 2 * margin), height: Math.max(80, element.clientHeight - 2 * margin) };
  const scale = Math.min(room.width / box.width, room.height / box.height, 1.15);
  move(network, { position: box.centre, scale }, animated);
}

function bounds(nodes) {
  const xs = nodes.map((node) => node.x);
  const ys = nodes.map((node) => node.y);
  const [left, right] = [Math.min(...xs, Infinity), Math.max(...xs, -Infinity)];
  const [top, bottom] = [Math.min(...ys, Infinity), Math.max(...ys, -Infinity)];
  if (left === Infinity) return { width: 1, height: 1, centre: { x: 0, y: 0 } };
  return { width: Math.max(1, right - left), height: Math.max(1, bottom - top), centre: { x: (left + right) / 2, y: (top + bottom) / 2 } };
}

function move(network, where, animated) {
  const animation = animated && !reducedMotion() ? { duration: 320, easingFunction: "easeInOutQuad" } : false;
  network.moveTo({ ...where, animation });
}

export function zoom(canvas, factor) {
  canvas.fitsWhole = false;
  move(canvas.network, { scale: Math.min(8, Math.max(0.02, canvas.network.getScale() * factor)) }, true);
}

export function pan(canvas, dx, dy) {
  canvas.fitsWhole = false;
  const { x, y } = canvas.network.getViewPosition();
  const scale = canvas.network.getScale();
  canvas.network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale } });
}

/** Bring the first of some nodes into sight, and all of them nearer if they are small and close together. */
export function reveal(canvas, ids) {
  const { network, element } = canvas;
  canvas.revealed = ids;
  const nodes = ids.map((i) => canvas.nodes.get(i)).filter(Boolean);
  if (!nodes.length) return;
  const { centre, width, height } = bounds(nodes);
  const fits = Math.min((element.clientWidth - 140) / width, (element.clientHeight - 120) / height, 0.95);
  const scale = Math.max(fits, network.getScale());
  if (isInSight(canvas, nodes[0]) && scale < 1.6 * network.getScale()) return;
  canvas.fitsWhole = false;
  const { x, y } = nodes[0];
  move(network, { position: scale > fits ? { x, y } : centre, scale }, true);
}

function isInSight({ network, element }, node) {
  const margin = isNarrow() ? 50 : 30;
  const { x, y } = network.canvasToDOM({ x: node.x, y: node.y });
  return x > margin && y > margin && x < element.clientWidth - margin && y < element.clientHeight - margin;
}

/** The node and edge that stand out, and all that belongs to them; null if nothing does. */
function lit(canvas) {
  const edge = canvas.hoveredEdge >= 0 ? canvas.hoveredEdge : canvas.hovered < 0 ? canvas.selectedEdge : -1;
  const node = canvas.hovered >= 0 ? canvas.hovered : canvas.hoveredEdge < 0 ? canvas.selected : -1;
  const line = edge >= 0 ? canvas.edges.get(edge) : null;
  if (line) return { nodes: new Set([line.from, line.to]), edges: [edge], node: -1 };
  if (node < 0 || !canvas.nodes.get(node)) return null;
  const edges = canvas.network.getConnectedEdges(node);
  const nodes = new Set([node]);
  for (const { from, to } of canvas.edges.get(edges)) nodes.add(from).add(to); // getConnectedNodes would take a node's id
  return { nodes, edges, node };
}

function paintBehind(canvas, context) {
  if (canvas.view?.mode !== "overview") return;
  if (canvas.graph.n > canvas.view.nodes.length) {
    canvas.underlay ??= makeUnderlay(canvas.graph, canvas.colours);
    canvas.underlay.paint(context);
  }
  if (canvas.shade) paintShades(canvas, context);
}

/** Dim everything, then draw what is lit again on top: cheaper than restyling every node. */
function paintOver(canvas, context) {
  const highlight = lit(canvas);
  const bodies = canvas.network.body; // vis-network's own drawing objects; the vendored version is pinned
  if (highlight) {
    onScreen(canvas, context, (width, height) => {
      context.globalAlpha = canvas.colours.dark ? 0.8 : 0.82;
      context.fillStyle = canvas.colours.canvas;
      context.fillRect(0, 0, width, height);
      context.globalAlpha = 1;
    });
    for (const id of highlight.edges) drawLit(bodies.edges[id], context);
    for (const id of highlight.nodes) bodies.nodes[id]?.draw(context);
  }
  if (canvas.panning.partial) return; // labels come with the next full drawing
  onScreen(canvas, context, (width, height) => paintLabels(canvas, context, highlight, { width, height }));
}

/** Draw an edge as vis-network draws a selected one: in the colour of the ink. */
function drawLit(edge, context) {
  if (!edge) return;
  const before = edge.selected;
  edge.selected = true;
  edge.draw(context);
  edge.drawArrows(context);
  edge.selected = before;
}

function onScreen(canvas, context, paint) {
  const { clientWidth, clientHeight } = canvas.element;
  const ratio = context.canvas.width / Math.max(1, clientWidth);
  context.save();
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  paint(clientWidth, clientHeight);
  context.restore();
}
