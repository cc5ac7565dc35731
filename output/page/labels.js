// Names on the canvas, drawn in screen space: always legible, never one over another.

const FONT = '"PingFang SC","Hiragino Sans GB","Microsoft YaHei","Noto Sans CJK SC","Source Han Sans SC","WenQuanYi Micro Hei",system-ui,sans-serif';
const LONGEST = 14;
const ROOM = 9500;
const widths = new Map();

/** Shorten a name for the canvas; the panel has the whole of it. */
export function shorten(name, most = LONGEST) {
  const characters = [...name];
  const wide = characters.reduce((sum, c) => sum + (c.charCodeAt(0) < 0x2000 ? 0.55 : 1), 0);
  if (wide <= most) return name;
  const kept = Math.max(2, Math.floor((characters.length * most) / wide) - 1);
  return `${characters.slice(0, kept).join("")}…`;
}

/**
 * Choose places for labels: each in turn gets the first free of four places around its node, or none.
 * Wishes: [{id, text, x, y, r, size, strong, must}], the most important first; a strong one may stand on nodes; obstacles: boxes of nodes to keep clear of. Returns [{id, text, x, y, w, h, size}].
 */
export function placeLabels(wishes, measure, bounds, obstacles = []) {
  const placed = [];
  const most = Math.max(12, (bounds.width * bounds.height) / ROOM);
  for (const wish of wishes) {
    if (placed.length >= most && !wish.must) break;
    const box = freeBox(wish, measure(wish.text, wish.size), { placed, bounds, obstacles });
    if (box) placed.push(box);
  }
  return placed;
}

function freeBox(wish, w, { placed, bounds, obstacles }) {
  const h = wish.size * 1.25;
  const { x, y, r } = wish;
  const gap = r + 3;
  const places = [[x - w / 2, y + gap], [x + gap, y - h / 2], [x - w / 2, y - gap - h], [x - gap - w, y - h / 2]];
  const boxes = places.map(([left, top]) => ({ ...wish, x: left, y: top, w, h }));
  const clearOf = (others) => (box) => inside(box, bounds) && !others.some((other) => other.id !== wish.id && overlap(box, other));
  const free = boxes.find(clearOf([...placed, ...obstacles])) ?? (wish.strong ? boxes.find(clearOf(placed)) : null);
  return free ?? (wish.must ? boxes[0] : null);
}

function inside(box, bounds) {
  return box.x > 2 && box.y > 0 && box.x + box.w < bounds.width - 2 && box.y + box.h < bounds.height;
}

export function overlap(a, b) {
  return a.x < b.x + b.w + 2 && b.x < a.x + a.w + 2 && a.y < b.y + b.h && b.y < a.y + a.h;
}

/** Measure text, remembering what was measured. */
export function textWidth(context, text, size, weight = 400) {
  const key = `${weight} ${size} ${text}`;
  let width = widths.get(key);
  if (width === undefined) {
    context.font = `${weight} ${size}px ${FONT}`;
    width = context.measureText(text).width;
    if (widths.size > 20000) widths.clear();
    widths.set(key, width);
  }
  return width;
}

/** Draw labels with a halo in the colour of the ground. */
export function drawLabels(context, labels, colours) {
  context.textBaseline = "middle";
  context.textAlign = "left";
  context.lineJoin = "round";
  context.strokeStyle = colours.canvas;
  for (const label of labels) {
    context.font = `${label.weight ?? 400} ${label.size}px ${FONT}`;
    context.lineWidth = 3.5;
    context.globalAlpha = label.alpha ?? 1;
    context.strokeText(label.text, label.x, label.y + label.h / 2);
    context.fillStyle = label.colour ?? colours.ink;
    context.fillText(label.text, label.x, label.y + label.h / 2);
  }
  context.globalAlpha = 1;
}

export function fontFamily() {
  return FONT;
}
