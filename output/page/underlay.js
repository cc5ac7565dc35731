// What lies under the network: the whole graph as a faint map, and shades round communities.
import { mix } from "./looks.js";

const SIDE = 1600;
const MOST_SHADES = 10;
const SHADES = ["#5b7fa6", "#c08a4a", "#6f9a72", "#a6708f", "#8a83b8", "#4f9aa0", "#b5796b", "#8f9a4a", "#777f8c", "#a88f5e"];

/** Draw every node of the graph once, as a dot, into a picture; `paint` puts it under the view. */
export function makeUnderlay(graph, colours) {
  const reach = graph.x.reduce((most, x, i) => Math.max(most, Math.abs(x), Math.abs(graph.y[i])), 1);
  const picture = document.createElement("canvas");
  picture.width = picture.height = SIDE;
  const context = picture.getContext("2d");
  context.fillStyle = colours.dark ? "rgba(255,255,255,.16)" : "rgba(60,60,50,.14)";
  const scale = SIDE / (2 * reach);
  for (let i = 0; i < graph.n; i++) context.fillRect((graph.x[i] + reach) * scale, (graph.y[i] + reach) * scale, 1.4, 1.4);
  return { paint: (onto) => onto.drawImage(picture, -reach, -reach, 2 * reach, 2 * reach) };
}

/** Draw a soft area round the nodes of each of the largest communities in sight. */
export function paintShades(canvas, context) {
  const members = new Map();
  for (const { i, x, y } of canvas.view.nodes) {
    const community = canvas.graph.community[i];
    if (community) members.set(community, [...(members.get(community) ?? []), { x, y }]);
  }
  const largest = [...members].filter(([, points]) => points.length > 3).sort((a, b) => b[1].length - a[1].length || a[0] - b[0]);
  context.save();
  context.lineJoin = "round";
  for (const [community, points] of largest.slice(0, MOST_SHADES)) paintShade(context, hull(core(points)), community, canvas.colours);
  context.restore();
}

function paintShade(context, points, community, colours) {
  const colour = SHADES[community % SHADES.length];
  context.fillStyle = context.strokeStyle = mix(colours.canvas, colour, colours.dark ? 0.24 : 0.15); // opaque: no seams
  context.lineWidth = 56;
  context.beginPath();
  points.forEach(({ x, y }, k) => (k ? context.lineTo(x, y) : context.moveTo(x, y)));
  context.closePath();
  context.fill();
  context.stroke();
}

/** Points without those that lie far from the others: their area would cover half of the graph. */
function core(points) {
  const middle = (values) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)];
  const [x, y] = [middle(points.map((p) => p.x)), middle(points.map((p) => p.y))];
  const distance = (p) => Math.hypot(p.x - x, p.y - y);
  const most = 2 * middle(points.map(distance));
  return points.filter((p) => distance(p) <= most);
}

/** The convex hull of points (A. M. Andrew's monotone chain). */
export function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  const turn = (o, a, b) => (a.x - o.x) * (b.y - o.y) - (a.y - o.y) * (b.x - o.x);
  const half = (list) => {
    const chain = [];
    for (const p of list) {
      while (chain.length > 1 && turn(chain.at(-2), chain.at(-1), p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}
