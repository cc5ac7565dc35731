// The view as GraphML, the same keys as the file that Gangmu writes.

const ILLEGAL = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu;

export function xml(text) {
  const signs = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return String(text).replace(ILLEGAL, "").replace(/[&<>"']/g, (c) => signs[c]);
}

/** GraphML of tables with a head: nodes by `entity_id`, edges by `head_id` and `tail_id`. */
export function graphmlText([nodeHead, ...nodes], [edgeHead, ...edges]) {
  const keys = (domain, head, rows) => head.map((name, k) => {
    const numbers = rows.every((row) => typeof row[k] === "number");
    const type = !numbers ? "string" : rows.every((row) => Number.isInteger(row[k])) ? "long" : "double";
    return `<key id="${domain[0]}${k}" for="${domain}" attr.name="${xml(name === "name" ? "label" : name)}" attr.type="${type}"/>`;
  });
  const data = (prefix, row) => row.map((value, k) => `<data key="${prefix}${k}">${xml(value)}</data>`).join("");
  const at = (head, name) => head.indexOf(name);
  const [id, from, to] = [at(nodeHead, "entity_id"), at(edgeHead, "head_id"), at(edgeHead, "tail_id")];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>', '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">',
    ...keys("node", nodeHead, nodes), ...keys("edge", edgeHead, edges), '<graph id="G" edgedefault="directed">',
    ...nodes.map((row) => `<node id="${xml(row[id])}">${data("n", row)}</node>`),
    ...edges.map((row, k) => `<edge id="e${k}" source="${xml(row[from])}" target="${xml(row[to])}">${data("e", row)}</edge>`),
    "</graph>", "</graphml>", "",
  ].join("\n");
}
