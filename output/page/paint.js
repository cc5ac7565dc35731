// Labels and marks over the network, in screen space.
import { label } from "./i18n.js";
import { drawLabels, placeLabels, shorten, textWidth } from "./labels.js";
import { modalityOf } from "./graph.js";

const MOST_OBSTACLES = 160;
const FEW_LINES = 14;
const STRONG = 14;

/** Draw names, relations of what is lit, rings round the chosen node, and the mark of denied relations. */
export function paintLabels(canvas, context, highlight, bounds) {
  if (!canvas.graph) return void (canvas.labels = []);
  const scale = canvas.network.getScale();
  paintRing(canvas, context, scale);
  paintDenials(canvas, context, highlight, scale);
  const wishes = nodeWishes(canvas, highlight, scale, bounds);
  const lines = edgeWishes(canvas, highlight, bounds);
  const obstacles = wishes.filter((w) => w.r > 3).slice(0, MOST_OBSTACLES).map(({ id, x, y, r }) => ({ id, x: x - r * 0.8, y: y - r * 0.8, w: r * 1.6, h: r * 1.6 }));
  const measure = (text, size) => textWidth(context, text, size, 500);
  canvas.labels = placeLabels([...wishes.filter((w) => w.must), ...lines, ...wishes.filter((w) => !w.must)], measure, bounds, obstacles);
  drawLabels(context, canvas.labels, canvas.colours);
}

function nodeWishes(canvas, highlight, scale, bounds) {
  const wishes = [];
  for (const node of canvas.nodes.get()) {
    if (highlight && !highlight.nodes.has(node.id)) continue;
    const { x, y } = canvas.network.canvasToDOM(canvas.network.getPosition(node.id));
    if (x < -20 || y < -20 || x > bounds.width + 20 || y > bounds.height + 20) continue;
    const must = highlight?.node === node.id || (canvas.view?.mode === "ego" && canvas.view.focus === node.id);
    const size = Math.round(2 * Math.min(15, Math.max(11, 9.5 + node.size * 0.21))) / 2;
    const text = shorten(node.label, must ? 26 : canvas.view?.mode === "overview" ? 12 : 16);
    wishes.push({ id: node.id, text, x, y, r: node.size * scale, size: must ? size + 1 : size, must, weight: node.size > 14 || must ? 500 : 400, rank: node.size });
  }
  wishes.sort((a, b) => b.must - a.must || b.rank - a.rank || a.id - b.id);
  return wishes.map((wish, k) => ({ ...wish, strong: k < STRONG }));
}

/** Relations are named on the lines that are lit, and in the views of few lines. */
function edgeWishes(canvas, highlight, bounds) {
  const { graph, meta, view } = canvas;
  const few = view && view.mode !== "overview";
  const ids = highlight ? (few || highlight.edges.length <= FEW_LINES ? highlight.edges : []) : few ? view.edges : [];
  return ids.flatMap((j) => {
    if (few && !highlight && view.mode === "ego" && graph.head[j] !== view.focus && graph.tail[j] !== view.focus) return [];
    const middle = middleOf(canvas, j);
    if (!middle || middle.x < 0 || middle.y < 0 || middle.x > bounds.width || middle.y > bounds.height) return [];
    const text = label(meta.relations[graph.relation[j]]);
    return [{ id: `e${j}`, text, x: middle.x, y: middle.y - 8, r: -3, size: 11, strong: true, colour: canvas.colours.soft }];
  });
}

function middleOf(canvas, j) {
  const edge = canvas.network.body.edges[j];
  if (!edge?.edgeType) return null;
  return canvas.network.canvasToDOM(edge.edgeType.getPoint(0.5));
}

function paintRing(canvas, context, scale) {
  const node = canvas.nodes.get(canvas.selected);
  if (!node) return;
  const { x, y } = canvas.network.canvasToDOM(canvas.network.getPosition(node.id));
  context.beginPath();
  context.arc(x, y, node.size * scale * 1.25 + 5, 0, 2 * Math.PI);
  context.lineWidth = 2;
  context.strokeStyle = canvas.colours.accent;
  context.stroke();
}

/** A small cross on lines that the texts only deny. */
function paintDenials(canvas, context, highlight, scale) {
  if (scale < 0.35 && !highlight) return;
  context.strokeStyle = canvas.colours.accent;
  context.lineWidth = 1.6;
  context.beginPath();
  for (const j of highlight ? highlight.edges : (canvas.view?.edges ?? [])) {
    if (modalityOf(canvas.graph, j) !== "negated") continue;
    const middle = middleOf(canvas, j);
    if (!middle) continue;
    for (const turn of [1, -1]) {
      context.moveTo(middle.x - 4, middle.y - 4 * turn);
      context.lineTo(middle.x + 4, middle.y + 4 * turn);
    }
  }
  context.stroke();
}
