// How nodes and edges look: colours of the theme, shapes by type, lines by modality and layer.
import { modalityOf } from "./graph.js";

export const SHAPES = ["dot", "square", "diamond", "hexagon", "triangle", "triangleDown", "star"];
const DASHES = { asserted: false, proposed: [7, 4], negated: [1, 4] };
const BEND = 0.14;
const [SMALLEST, LARGEST] = [6, 26];

/** The colours of the present theme, from the style sheet. */
export function themeColours() {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(`--${name}`).trim();
  return {
    dark: of("scheme") === "dark", canvas: of("canvas"), ink: of("ink"), soft: of("soft"), accent: of("accent"),
    lit: of("line-lit"), stated: of("line"), structure: of("line-structure"), cooccurrence: of("line-cooccurrence"),
  };
}

/** A type's colour in the present theme: lighter on a dark ground. */
export function typeColour(kind, colours) {
  const hex = /^#[0-9a-f]{6}$/i.test(kind.colour) ? kind.colour : "#777777";
  return colours.dark ? mix(hex, "#ffffff", 0.28) : hex;
}

export function mix(a, b, share) {
  const part = (hex, at) => Number.parseInt(hex.slice(at, at + 2), 16);
  const channel = (at) => Math.round(part(a, at) * (1 - share) + part(b, at) * share).toString(16).padStart(2, "0");
  return `#${channel(1)}${channel(3)}${channel(5)}`;
}

export function shapeOf(kind) {
  return SHAPES.includes(kind.shape) ? kind.shape : "dot";
}

/** The size of each node: by the square root of a measure, as a share of its greatest value. */
export function makeSizes(graph, measure) {
  const values = graph.measures[measure] ?? graph.measures.weighted_degree ?? new Float64Array(graph.n);
  const top = values.reduce((most, value) => Math.max(most, value), 0) || 1;
  return (i) => SMALLEST + (LARGEST - SMALLEST) * Math.sqrt(Math.max(0, values[i]) / top);
}

/** vis-network's dict for a node; in a comparison, `sides` gives its colour. */
export function visNode(graph, meta, { i, x, y }, size, colours, sides = null) {
  const kind = meta.types[graph.type[i]];
  const background = sides ? sides.node(i) : typeColour(kind, colours);
  const plain = { background, border: colours.canvas };
  const color = { ...plain, highlight: plain, hover: plain };
  return { id: i, label: graph.name[i], x, y, size: size(i), shape: shapeOf(kind), color };
}

/** vis-network's dicts for edges; lines between the same two nodes are bent apart, the first stays straight. */
export function visEdges(graph, meta, edges, colours, sides = null) {
  const between = new Map();
  return edges.map((j) => {
    const kind = meta.relations[graph.relation[j]];
    const [low, high] = [Math.min(graph.head[j], graph.tail[j]), Math.max(graph.head[j], graph.tail[j])];
    const turn = between.get(`${low} ${high}`) ?? 0;
    between.set(`${low} ${high}`, turn + 1);
    return {
      id: j, from: graph.head[j], to: graph.tail[j], width: lineWidth(graph.weight[j]),
      dashes: DASHES[modalityOf(graph, j)], arrows: kind.symmetric ? "" : "to",
      color: { color: sides ? sides.edge(j) : (colours[kind.layer] ?? colours.stated), highlight: colours.lit, hover: colours.lit, inherit: false }, smooth: bend(turn, graph.head[j] === low),
    };
  });
}

export function lineWidth(weight) {
  return 0.8 + 0.7 * Math.floor(Math.log2(Math.max(1, weight)));
}

export function bend(turn, fromLow) {
  if (!turn) return false;
  const clockwise = (turn % 2 === 1) === fromLow;
  return { enabled: true, type: clockwise ? "curvedCW" : "curvedCCW", roundness: BEND * Math.ceil(turn / 2) };
}

/** The corners of a shape around (0, 0) as vis-network draws it; null for a disc. */
export function corners(shape, r) {
  const polygon = (n, turn, radius = () => r) =>
    Array.from({ length: n }, (_, k) => {
      const angle = turn + (2 * Math.PI * k) / n;
      return [radius(k) * Math.cos(angle), radius(k) * Math.sin(angle)];
    });
  const up = -Math.PI / 2;
  if (shape === "square") return [[-r, -r], [r, -r], [r, r], [-r, r]];
  if (shape === "diamond") return polygon(4, up);
  if (shape === "hexagon") return polygon(6, 0);
  if (shape === "triangle") return polygon(3, up, () => r * 1.15).map(([x, y]) => [x, y + r * 0.15]);
  if (shape === "triangleDown") return polygon(3, -up, () => r * 1.15).map(([x, y]) => [x, y - r * 0.15]);
  if (shape === "star") return polygon(10, up, (k) => (k % 2 ? 0.5 : 1.25) * r);
  return null;
}

/** A type's sign as an SVG element, for the legend and lists. */
export function typeIcon(kind, colours, size = 14) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const points = corners(shapeOf(kind), shapeOf(kind) === "square" ? 5.2 : 6.2);
  const mark = document.createElementNS(space, points ? "polygon" : "circle");
  if (points) mark.setAttribute("points", points.map((p) => p.map((v) => v.toFixed(2)).join(",")).join(" "));
  else mark.setAttribute("r", "6");
  mark.setAttribute("fill", typeColour(kind, colours));
  for (const [name, value] of Object.entries({ viewBox: "-8 -8 16 16", width: size, height: size, "aria-hidden": "true", class: "sign" })) {
    svg.setAttribute(name, value);
  }
  svg.append(mark);
  return svg;
}
