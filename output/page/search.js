// Finding entities by name, alias, pinyin and pinyin initials. Pure: no page.

/** Make the search of a graph: `find(query, most)` returns [{i, alias}], the best first. */
export function makeSearch(graph) {
  const entries = [];
  for (let i = 0; i < graph.n; i++) entries.push({ i, text: graph.name[i].toLowerCase(), alias: "" });
  for (const [i, rows] of graph.aliases) for (const [alias] of rows) entries.push({ i, text: alias.toLowerCase(), alias });
  return (query, most = 12) => find(entries, graph.pinyin, query, most);
}

function find(entries, pinyin, query, most) {
  const wanted = query.trim().toLowerCase();
  if (!wanted) return [];
  const spelled = /^[a-z'’ ]+$/.test(wanted) ? wanted.replace(/['’ ]/g, "") : "";
  const best = new Map();
  for (const entry of entries) {
    const score = scoreText(entry.text, wanted) || (spelled ? scorePinyin(entry.text, spelled, pinyin) : 0);
    if (!score) continue;
    const points = score * 1000 - Math.min(entry.text.length, 99) * 2 - (entry.alias ? 1 : 0);
    const seen = best.get(entry.i);
    if (!seen || seen.points < points) best.set(entry.i, { i: entry.i, alias: entry.alias, points });
  }
  return [...best.values()].sort((a, b) => b.points - a.points || a.i - b.i).slice(0, most);
}

/** 9 for the name itself, 7 for its beginning, 5 for a part, 0 for none. */
export function scoreText(text, wanted) {
  const at = text.indexOf(wanted);
  if (at < 0) return 0;
  if (text.length === wanted.length) return 9;
  return at === 0 ? 7 : 5;
}

/** 6 for a whole name spelled, 4 for its beginning, 2 for a part; syllables and initials may be mixed (guowy). */
export function scorePinyin(text, spelled, pinyin) {
  for (let from = 0; from < text.length; from++) {
    const end = spell(text, from, spelled, 0, pinyin);
    if (end < 0) continue;
    if (from > 0) return spelled.length > 1 ? 2 : 0;
    return end === text.length ? 6 : 4;
  }
  return 0;
}

/** Where the spelling ends in the text if it can be read from a character on; -1 if not. */
function spell(text, at, spelled, done, pinyin) {
  if (done === spelled.length) return at;
  if (at === text.length) return -1;
  const syllables = pinyin[text.charCodeAt(at)];
  if (!syllables) return text[at] === spelled[done] ? spell(text, at + 1, spelled, done + 1, pinyin) : -1;
  for (const syllable of syllables) {
    if (syllable.charCodeAt(0) !== spelled.charCodeAt(done)) continue;
    for (const length of syllableLengths(syllable, spelled, done)) {
      const end = spell(text, at + 1, spelled, done + length, pinyin);
      if (end >= 0) return end;
    }
  }
  return -1;
}

/** How much of the spelling a syllable may take: all of it, its beginning where the spelling ends, or its initial. */
function syllableLengths(syllable, spelled, done) {
  const rest = spelled.length - done;
  if (rest === 1) return [1];
  if (spelled.startsWith(syllable, done)) return syllable.length > 1 ? [syllable.length, 1] : [1];
  if (rest < syllable.length && syllable.startsWith(spelled.slice(done))) return [rest, 1];
  return syllable[1] === "h" && spelled[done + 1] === "h" ? [2, 1] : [1];
}
