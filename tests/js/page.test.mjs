// The page's pure modules: search, paths, filters, views, state, labels, export. Run with `node --test tests/js`.
import assert from "node:assert/strict";
import { test } from "node:test";
import { cell, csv } from "../../output/page/export.js";
import { marked } from "../../output/page/evidence.js";
import { hasShownModality, makeFilter } from "../../output/page/filters.js";
import { relax, separate } from "../../output/page/force.js";
import { incidence, makeGraph, modalityOf, orderBy, ragged, rankOf, sums } from "../../output/page/graph.js";
import { counted, setLanguage } from "../../output/page/i18n.js";
import { overlap, placeLabels, shorten } from "../../output/page/labels.js";
import { bend, corners, lineWidth, mix, SHAPES } from "../../output/page/looks.js";
import { crosses, stripsOf } from "../../output/page/panning.js";
import { shortestPaths } from "../../output/page/paths.js";
import { makeSearch, scorePinyin } from "../../output/page/search.js";
import { decodeState, encodeState, initialState, makeNames } from "../../output/page/state.js";
import { hull } from "../../output/page/underlay.js";
import { makeView } from "../../output/page/views.js";
import { WORDS } from "../../output/page/words.js";

const META = {
  types: [{ id: "ORG", zh: "组织" }, { id: "POLICY", zh: "政策" }],
  relations: [{ id: "LEADS", layer: "stated" }, { id: "COOPERATES", layer: "stated", symmetric: true }, { id: "CITES", layer: "structure" }],
  shown: 6,
};
// 0 → 1 → 3, 0 → 2 → 3 (proposed), 3 ↔ 4 (symmetric, stored 3 → 4), 5 alone; 1 → 0 denied
const RAW = {
  nodes: {
    name: ["国务院", "重庆市", "银行", "长江大桥", "Bank|A", "=1+1"], type: [0, 0, 0, 1, 0, 1], mentions: [5, 4, 3, 2, 1, 1],
    documents: [2, 1, 1, 1, 1, 1], community: [1, 1, 1, 2, 2, 0], x: [0, 10, 20, 30, 40, 50], y: [0, 0, 0, 0, 0, 0],
    aliases: { 0: [["中央政府", "简称", "usage"]] },
  },
  edges: { head: [0, 0, 1, 0, 1, 1], tail: [1, 2, 0, 3, 3, 4], relation: [0, 0, 0, 0, 2, 1], weight: [2, 1, 1, 1, 1, 3], proposed: [1, 1, 0, 0, 0, 0], negated: [0, 0, 1, 0, 0, 0], sure: [90, 60, 100, 40, 75, 60] },
  documents: [["a.txt", "甲", "", "", ""], ["b|c.txt", "乙", "", "", ""]],
  nodeDocuments: { lengths: [2, 1, 1, 1, 1, 1], deltas: [0, 1, 0, 0, 1, 1, 1] },
  edgeDocuments: { lengths: [2, 1, 1, 1, 1, 1], deltas: [0, 1, 0, 0, 0, 1, 1] },
  measures: { weighted_degree: [4, 4, 2, 5, 3, 0], pagerank: [0.1, 0.1, 0.3, 0.2, 0.2, 0.1] },
  pinyin: { guo: "国", wu: "务", yuan: "院", chong: "重", zhong: "重", qing: "庆", shi: "市", yin: "银", hang: "行", xing: "行", chang: "长", jiang: "江" },
};
const graph = makeGraph(RAW, META);
const all = () => makeFilter(graph, META, initialState(META));

test("sums, lists and incidence", () => {
  assert.deepEqual([...sums([1, 2, 3], true)], [0, 1, 3, 6]);
  assert.deepEqual([...ragged({ lengths: [2, 0, 1], deltas: [1, 2, 5] }).items], [1, 3, 5]);
  assert.deepEqual([...graph.head], [0, 0, 1, 1, 2, 3]);
  assert.deepEqual([...incidence(graph.tail, graph.n).items], [2, 0, 1, 3, 4, 5]);
});

test("an edge is drawn as asserted if anything asserts it", () => {
  assert.deepEqual([0, 1, 2, 3].map((j) => modalityOf(graph, j)), ["asserted", "proposed", "negated", "asserted"]);
});

test("order and ranks by a measure", () => {
  assert.deepEqual([...orderBy(graph, "pagerank")], [2, 3, 4, 0, 1, 5]);
  assert.equal(rankOf(graph, "pagerank", 4), 2);
});

for (const [query, wanted] of [
  ["国务", 0], ["中央", 0], ["gwy", 0], ["guowuyuan", 0], ["guowy", 0], ["gwyuan", 0], ["cq", 1], ["zq", 1], ["chongqing", 1],
  ["yh", 2], ["yinhang", 2], ["yinxing", 2], ["bank", 4], ["cj", 3], ["changj", 3],
]) {
  test(`search finds ${query}`, () => assert.equal(makeSearch(graph)(query)[0]?.i, wanted));
}

test("search finds nothing for nothing, and says which alias matched", () => {
  assert.deepEqual(makeSearch(graph)("  "), []);
  assert.deepEqual(makeSearch(graph)("zzz"), []);
  assert.equal(makeSearch(graph)("中央政府")[0].alias, "中央政府");
});

test("pinyin: whole, beginning, part", () => {
  assert.deepEqual(["gwy", "gw", "wy", "x"].map((q) => scorePinyin("国务院", q, graph.pinyin)), [6, 4, 2, 0]);
});

test("paths: all shortest ones, directed or not, and none", () => {
  const routes = (from, to, directed) => shortestPaths(graph, from, to, all(), directed).routes.map((route) => route.nodes);
  assert.deepEqual(routes(0, 3, true), [[0, 1, 3], [0, 2, 3]]);
  assert.deepEqual(routes(3, 0, true), []);
  assert.deepEqual(routes(3, 0, false), [[3, 1, 0], [3, 2, 0]]);
  assert.deepEqual(routes(4, 3, true), [[4, 3]], "a symmetric relation goes both ways");
  assert.deepEqual(routes(0, 5, false), []);
  assert.deepEqual(routes(0, 0, false), []);
  assert.deepEqual(shortestPaths(graph, 0, 1, all(), false).routes[0].steps, [[0, 2]]);
});

test("filters: types, relations, layers, modality, weight, documents", () => {
  const pass = (changes) => {
    const filter = makeFilter(graph, META, { ...initialState(META), ...changes });
    return [0, 1, 2, 3, 4, 5].filter((j) => filter.edge(j));
  };
  assert.deepEqual(pass({}), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(pass({ types: new Set(["POLICY"]) }), [0, 1, 2]);
  assert.deepEqual(pass({ relations: new Set(["LEADS"]) }), [4, 5]);
  assert.deepEqual(pass({ layers: new Set(["structure"]) }), [0, 1, 2, 3, 5]);
  assert.deepEqual(pass({ modalities: new Set(["asserted"]) }), [0, 1, 2], "edge 0 has a proposed statement as well");
  assert.deepEqual(pass({ min: 2 }), [0, 5]);
  assert.deepEqual(pass({ sure: 75 }), [0, 2, 4]);
  assert.deepEqual(pass({ docs: new Set([1]) }), [5]);
  assert.equal(hasShownModality(graph, 2, new Set(["negated"])), false);
});

test("overview: the most central that pass; nodes without a passing edge go when edges are filtered", () => {
  const view = (changes) => {
    const state = { ...initialState(META), ...changes };
    return makeView(graph, META, state, makeFilter(graph, META, state));
  };
  assert.deepEqual(view({}).nodes.map((n) => n.i), [0, 1, 2, 3, 4, 5]);
  assert.deepEqual(view({ limit: 2 }).edges, [0, 2]);
  assert.deepEqual(view({ min: 2 }).nodes.map((n) => n.i), [0, 1, 3, 4]);
  assert.deepEqual(view({ isolates: false }).nodes.map((n) => n.i), [0, 1, 2, 3, 4]);
  const ego = view({ mode: "ego", focus: 3 });
  assert.deepEqual(ego.nodes.map((n) => n.i).sort(), [1, 2, 3, 4]);
  assert.deepEqual([ego.nodes[0].x, ego.nodes[0].y, ego.total], [0, 0, 3]);
  assert.deepEqual(view({ mode: "path", from: 0, to: 3, directed: true }).edges, [0, 1, 3, 4]);
});

test("a view survives the way through the address", () => {
  const names = makeNames(graph, META);
  const state = {
    ...initialState(META), mode: "ego", focus: 4, node: 4, edge: 5, types: new Set(["POLICY"]), docs: new Set([1]), min: 2, sure: 65, limit: 3,
    size: "pagerank", isolates: false, shade: true, tab: "entity", count: 50,
  };
  assert.deepEqual(decodeState(`#${encodeState(state, names, META)}`, names, META), state);
  assert.equal(encodeState(initialState(META), names, META), "");
  const nonsense = decodeState("#ego=ORG:nobody&min=-3&limit=x&docs=none&edge=a", names, META);
  assert.deepEqual(nonsense, initialState(META));
});

test("labels never overlap, and strong ones come first", () => {
  const wishes = Array.from({ length: 200 }, (_, k) => ({ id: k, text: "标签文字", x: 60 + (k % 20) * 30, y: 30 + Math.floor(k / 20) * 20, r: 5, size: 12 }));
  const placed = placeLabels(wishes, (text, size) => text.length * size, { width: 640, height: 420 });
  assert.ok(placed.length > 10);
  assert.equal(placed[0].id, 0);
  for (const a of placed) for (const b of placed) if (a !== b) assert.ok(!overlap(a, b));
});

test("long names are shortened, short ones not", () => {
  assert.equal(shorten("国务院"), "国务院");
  assert.equal([...shorten("关于推进社区治理体系和治理能力现代化建设的实施意见")].length, 14);
});

test("sentences are cut at their marks; bad spans are passed over", () => {
  const join = (pieces) => pieces.map((p) => (p.mark ? `[${p.text}]` : p.text)).join("");
  assert.equal(join(marked("国务院领导各省", [[0, 3, "head"], [5, 7, "tail"]])), "[国务院]领导[各省]");
  assert.equal(join(marked("国务院", [[-1, -1, "a"], [2, 99, "b"], [0, 2, "c"], [1, 3, "d"]])), "[国务]院");
});

test("tables cannot carry formulas", () => {
  for (const [value, wanted] of [["=1+1", "'=1+1"], ["+a", "'+a"], ["@x", "'@x"], ["-2", "-2"], ["-x", "'-x"], ["a,b", '"a,b"'], ['"', '""""'], ["\t=1", "'\t=1"]]) {
    assert.equal(cell(value), wanted);
  }
  assert.equal(csv([["甲", 1]]), "\ufeff甲,1\r\n");
});

test("shapes, bends, colours", () => {
  for (const shape of SHAPES) assert.ok(shape === "dot" ? corners(shape, 5) === null : corners(shape, 5).length >= 3);
  assert.equal(bend(0, true), false);
  assert.notEqual(bend(1, true).type, bend(1, false).type);
  assert.equal(mix("#000000", "#ffffff", 0.5), "#808080");
  assert.ok(lineWidth(8) > lineWidth(1));
});

test("nodes are moved apart, always to the same places", () => {
  const nodes = Array.from({ length: 30 }, (_, i) => ({ i, x: i % 3, y: i % 2 }));
  const apart = separate(relax(nodes, [[0, 1], [1, 2]]), 10, 200);
  for (const a of apart) for (const b of apart) if (a.i < b.i) assert.ok(Math.hypot(a.x - b.x, a.y - b.y) > 15);
  assert.deepEqual(apart, separate(relax(nodes, [[0, 1], [1, 2]]), 10, 200));
});

test("a hull holds only the outer points", () => {
  const square = [{ x: 0, y: 0 }, { x: 4, y: 0 }, { x: 4, y: 4 }, { x: 0, y: 4 }, { x: 2, y: 2 }];
  assert.equal(hull(square).length, 4);
});

test("both languages say the same things", () => {
  assert.deepEqual(Object.keys(WORDS.zh).sort(), Object.keys(WORDS.en).sort());
  for (const [key, words] of Object.entries(WORDS.zh)) {
    if (typeof words !== "string") continue;
    const slots = (text) => (text.match(/\{\w+\}/g) ?? []).sort();
    assert.deepEqual(slots(words), slots(WORDS.en[key]), key);
  }
});

test("documents in groups, and sides of a comparison", async () => {
  const { BOTH, comparable, documentsOf, FIRST, SECOND, sideOf, yearOf } = await import("../../output/page/groups.js");
  const texts = [{ id: "a", title: "", issuer: "甲", date: "2018-01" }, { id: "b", title: "乙文", issuer: "", date: "2020" }, { id: "c", title: "", issuer: "乙", date: "" }];
  assert.deepEqual(texts.map(yearOf), ["2018", "2020", ""]);
  assert.deepEqual(comparable(texts).year.map(({ key }) => key), ["year:2018", "year:2020"]);
  assert.deepEqual([...documentsOf(texts, "issuer:乙")], [2]);
  assert.equal(documentsOf(texts, "year:1999").size, 0);
  const lists = ragged({ lengths: [1, 2, 0], deltas: [0, 0, 1] });
  const [a, b] = [new Set([0]), new Set([1])];
  assert.deepEqual([0, 1, 2].map((owner) => sideOf(lists, owner, a, b)), [FIRST, BOTH, 0]);
  assert.equal(sideOf(lists, 0, b, a), SECOND);
});

test("GraphML of hostile names is well-formed text", async () => {
  const { graphmlText } = await import("../../output/page/graphml.js");
  const text = graphmlText([["entity_id", "name"], ["a\u0000<&\"'", "]]>\ud800"]], [["head_id", "relation", "tail_id"], ["a\u0000<&\"'", "x", "a\u0000<&\"'"]]);
  assert.ok(!/[\u0000\ud800]/.test(text) && text.includes("a&lt;&amp;&quot;&#39;") && text.includes("]]&gt;"));
});

test("panning: what a shifted picture leaves bare, and the lines that meet it", () => {
  const size = { width: 100, height: 50 };
  for (const by of [{ dx: 10, dy: 0 }, { dx: 0, dy: -5 }, { dx: -10, dy: 5 }, { dx: 7, dy: -3 }]) {
    const bare = stripsOf(by, size).flatMap(({ x, y, w, h }) => Array.from({ length: w * h }, (_, k) => `${x + (k % w)} ${y + Math.floor(k / w)}`));
    const expected = [];
    for (let x = 0; x < size.width; x++) for (let y = 0; y < size.height; y++) {
      if (x < by.dx || x >= size.width + by.dx || y < by.dy || y >= size.height + by.dy) expected.push(`${x} ${y}`);
    }
    assert.deepEqual(bare.sort(), expected.sort());
  }
  const box = { left: 0, right: 10, top: 0, bottom: 10 };
  assert.ok(crosses({ x: -5, y: 5 }, { x: 15, y: 5 }, box, 0) && crosses({ x: 3, y: 3 }, { x: 3, y: 3 }, box, 0));
  assert.ok(!crosses({ x: -5, y: 10 }, { x: 3, y: 20 }, box, 0), "its bounding box meets the box, the line does not");
  assert.ok(crosses({ x: -5, y: 10 }, { x: 3, y: 20 }, box, 8) && !crosses({ x: 12, y: 1 }, { x: 12, y: 9 }, box, 1));
});

test("one mention, two mentions; Chinese knows no plural", () => {
  setLanguage("en");
  assert.deepEqual([0, 1, 2].map((n) => counted("mentions", n)), ["mentions", "mention", "mentions"]);
  setLanguage("zh");
  assert.deepEqual([1, 2].map((n) => counted("mentions", n)), ["提及", "提及"]);
});
