// A small force-directed layout for views that Python did not lay out. Deterministic: it starts from given places.

/** Let nodes settle: neighbours draw together, all others apart. Returns new nodes, moved. */
export function relax(nodes, pairs) {
  const n = nodes.length;
  const rounds = Math.max(24, Math.min(90, Math.round(60000 / n)));
  const edge = 60;
  const scale = spread(nodes, edge);
  const x = Float64Array.from(nodes, (node) => node.x * scale);
  const y = Float64Array.from(nodes, (node) => node.y * scale);
  for (let round = 0; round < rounds; round++) {
    const [fx, fy] = forces(x, y, pairs, edge);
    const most = edge * Math.sqrt(n) * 0.1 * (1 - round / rounds) + 1;
    for (let i = 0; i < n; i++) {
      const length = Math.hypot(fx[i], fy[i]) || 1;
      x[i] += (fx[i] / length) * Math.min(length, most);
      y[i] += (fy[i] / length) * Math.min(length, most);
    }
  }
  return nodes.map((node, i) => ({ ...node, x: Math.round(x[i]), y: Math.round(y[i]) }));
}

/** How to shrink places so that so many nodes have about an edge's length of room each. */
function spread(nodes, edge) {
  const reach = Math.max(1, ...nodes.map((node) => Math.hypot(node.x, node.y)));
  return Math.min(1, (edge * Math.sqrt(nodes.length)) / reach);
}

function forces(x, y, pairs, edge) {
  const n = x.length;
  const fx = new Float64Array(n);
  const fy = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    fx[i] -= 0.06 * x[i];
    fy[i] -= 0.06 * y[i];
    for (let k = i + 1; k < n; k++) {
      const dx = x[i] - x[k] || 0.1 * (i - k);
      const dy = y[i] - y[k] || 0.1;
      const push = (edge * edge) / (dx * dx + dy * dy + 1);
      fx[i] += dx * push; fy[i] += dy * push;
      fx[k] -= dx * push; fy[k] -= dy * push;
    }
  }
  for (const [a, b] of pairs) {
    const dx = x[b] - x[a];
    const dy = y[b] - y[a];
    const pull = Math.hypot(dx, dy) / edge / 2;
    fx[a] += dx * pull; fy[a] += dy * pull;
    fx[b] -= dx * pull; fy[b] -= dy * pull;
  }
  return [fx, fy];
}

/** Push nodes apart that stand nearer than twice the radius; a grid finds them. */
export function separate(nodes, radius, rounds = 30) {
  const placed = nodes.map((node) => ({ ...node }));
  for (let round = 0; round < rounds; round++) {
    let moved = false;
    for (const [a, b] of closePairs(placed, 2 * radius)) {
      const dx = b.x - a.x || 0.01 * (b.i - a.i);
      const dy = b.y - a.y;
      const distance = Math.hypot(dx, dy) || 1;
      if (distance >= 2 * radius) continue;
      const move = (2 * radius - distance) / 2 / distance;
      a.x -= dx * move; a.y -= dy * move;
      b.x += dx * move; b.y += dy * move;
      moved = true;
    }
    if (!moved) break;
  }
  return placed;
}

function closePairs(nodes, size) {
  const cells = new Map();
  const key = (cx, cy) => `${cx},${cy}`;
  for (const node of nodes) {
    const k = key(Math.floor(node.x / size), Math.floor(node.y / size));
    if (!cells.has(k)) cells.set(k, []);
    cells.get(k).push(node);
  }
  const pairs = [];
  for (const node of nodes) {
    const [cx, cy] = [Math.floor(node.x / size), Math.floor(node.y / size)];
    for (let dx = -1; dx <= 1; dx++) {
      for (let dy = -1; dy <= 1; dy++) {
        for (const other of cells.get(key(cx + dx, cy + dy)) ?? []) if (node.i < other.i) pairs.push([node, other]);
      }
    }
  }
  return pairs;
}
