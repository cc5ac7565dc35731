// Panning: the last full drawing is shifted, and only what comes into sight is drawn anew, until the next full one.

const FRESH = 200; // milliseconds that a full drawing serves
const SHARE = 0.5; // of the width or height: a shift beyond it is drawn in full
const REACH = 24; // around a node or an end of an edge, in pixels

/**
 * Make the drawing of a network reuse its last picture while nothing but the place of the view changes.
 * A full drawing follows within FRESH milliseconds, so that labels come in and nothing stays out of date.
 * Returns {partial}: true while only a strip at the border is drawn.
 */
export function makePanning(network) {
  const { renderer, canvas: { frame: { canvas } }, body } = network; // vis-network's own; the vendored version is pinned
  const full = renderer._redraw.bind(renderer);
  const picture = makePicture(canvas, body.view);
  const panning = { partial: false };
  let last = { x: 0, y: 0, scale: 0 };
  let settling = 0;

  function shift(by, hidden) {
    const { nodeIndices, edgeIndices } = body;
    const strips = stripsOf(by, canvas);
    const near = nearTo(strips, canvas, body);
    Object.assign(body, { nodeIndices: nodeIndices.filter(near.node), edgeIndices: edgeIndices.filter(near.edge) });
    panning.partial = true;
    picture.paint(by, strips, () => full(hidden));
    panning.partial = false;
    Object.assign(body, { nodeIndices, edgeIndices });
  }

  renderer._redraw = (hidden) => {
    const { translation: { x, y }, scale } = body.view;
    const pans = scale === last.scale && (x !== last.x || y !== last.y);
    last = { x, y, scale };
    clearTimeout(settling);
    if (!pans) picture.drop();
    const by = picture.shift();
    if (by) shift(by, hidden);
    else {
      full(hidden);
      if (pans) picture.take();
    }
    if (pans) settling = setTimeout(() => renderer._requestRedraw(), FRESH);
  };
  return panning;
}

/** The picture of a canvas at the time it was taken, in the canvas's own pixels. */
function makePicture(canvas, view) {
  const held = document.createElement("canvas").getContext("2d");
  let taken = null;
  return {
    drop: () => (taken = null),
    take() {
      const { width, height } = canvas;
      if (held.canvas.width !== width || held.canvas.height !== height) Object.assign(held.canvas, { width, height });
      held.globalCompositeOperation = "copy";
      held.drawImage(canvas, 0, 0);
      taken = { ...view.translation, time: performance.now() };
    },
    /** By how many pixels the view has moved since; null if the picture is too old or too far away to serve. */
    shift() {
      if (!taken || performance.now() - taken.time > FRESH) return null;
      if (held.canvas.width !== canvas.width || held.canvas.height !== canvas.height) return null;
      const ratio = canvas.width / Math.max(1, canvas.clientWidth);
      const [dx, dy] = [Math.round((view.translation.x - taken.x) * ratio), Math.round((view.translation.y - taken.y) * ratio)];
      return Math.abs(dx) < SHARE * canvas.width && Math.abs(dy) < SHARE * canvas.height ? { dx, dy } : null;
    },
    /** Draw strips anew, and the shifted picture beside them. */
    paint({ dx, dy }, strips, draw) {
      const context = canvas.getContext("2d");
      const { width, height } = canvas;
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      context.beginPath();
      for (const { x, y, w, h } of strips) context.rect(x, y, w, h);
      context.clip();
      draw();
      context.restore();
      context.save();
      context.setTransform(1, 0, 0, 1, 0, 0);
      const box = [Math.max(0, dx), Math.max(0, dy), width - Math.abs(dx), height - Math.abs(dy)];
      context.clearRect(...box);
      context.drawImage(held.canvas, Math.max(0, -dx), Math.max(0, -dy), box[2], box[3], ...box);
      context.restore();
    },
  };
}

/** What a shifted picture leaves bare: up to two boxes {x, y, w, h} in pixels of the canvas. */
export function stripsOf({ dx, dy }, { width, height }) {
  const beside = { x: dx > 0 ? 0 : width + dx, y: 0, w: Math.abs(dx), h: height };
  const above = { x: Math.max(0, dx), y: dy > 0 ? 0 : height + dy, w: width - Math.abs(dx), h: Math.abs(dy) };
  return [beside, above].filter(({ w, h }) => w && h);
}

/** Tests of whether a node or an edge may be seen in any of the strips. */
function nearTo(strips, canvas, body) {
  const { translation, scale } = body.view;
  const ratio = canvas.width / Math.max(1, canvas.clientWidth);
  const reach = REACH / scale;
  const boxes = strips.map(({ x, y, w, h }) => {
    const [left, top] = [(x / ratio - translation.x) / scale, (y / ratio - translation.y) / scale];
    return { left: left - reach, top: top - reach, right: left + w / ratio / scale + reach, bottom: top + h / ratio / scale + reach };
  });
  return {
    node(id) {
      const node = body.nodes[id];
      const size = Math.max(node.shape.width ?? 0, node.shape.height ?? 0);
      return boxes.some((box) => crosses(node, node, box, size));
    },
    edge(id) {
      const { from, to, options } = body.edges[id];
      if (!from || !to) return false;
      const bend = options.smooth?.enabled ? options.smooth.roundness * Math.hypot(from.x - to.x, from.y - to.y) : 0;
      return boxes.some((box) => crosses(from, to, box, bend));
    },
  };
}

/** Whether a line from a to b meets a box widened by a margin (Y.-D. Liang and B. A. Barsky 1984). */
export function crosses(a, b, { left, right, top, bottom }, margin) {
  let [enters, leaves] = [0, 1];
  for (const [from, way, low, high] of [[a.x, b.x - a.x, left - margin, right + margin], [a.y, b.y - a.y, top - margin, bottom + margin]]) {
    if (way === 0) {
      if (from < low || from > high) return false;
      continue;
    }
    const [one, other] = [(low - from) / way, (high - from) / way];
    enters = Math.max(enters, Math.min(one, other));
    leaves = Math.min(leaves, Math.max(one, other));
  }
  return enters <= leaves;
}
