// Documents in groups: by year, by issuer, or one by one; and on which side of a comparison something stands.

/** The year of a document, or "" where it has no date. */
export function yearOf(text) {
  return /^\d{4}/.exec(text.date)?.[0] ?? "";
}

/** The documents of each value: [[value, [d…]]…], values in order; those without one are left out. */
export function grouped(texts, valueOf) {
  const groups = new Map();
  texts.forEach((text, d) => {
    const value = valueOf(text);
    if (value) groups.set(value, [...(groups.get(value) ?? []), d]);
  });
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1));
}

/** All groups that can be compared: [{key, words, docs}]; years first, then issuers, then documents. */
export function comparable(texts) {
  const of = (kind, rows) => rows.map(([value, docs]) => ({ key: `${kind}:${value}`, words: value, docs }));
  const years = of("year", grouped(texts, yearOf));
  const issuers = of("issuer", grouped(texts, (text) => text.issuer));
  const documents = texts.map((text, d) => ({ key: `doc:${text.id}`, words: text.title || text.id, docs: [d] }));
  return { year: years.length > 1 ? years : [], issuer: issuers.length > 1 ? issuers : [], doc: documents };
}

/** The documents of a group by its key, as a set; empty where there is none such. */
export function documentsOf(texts, key) {
  return new Set(Object.values(comparable(texts)).flat().find((group) => group.key === key)?.docs ?? []);
}

export const NEITHER = 0;
export const FIRST = 1;
export const SECOND = 2;
export const BOTH = 3;

/** On which side of a comparison an owner of documents stands: in the first group, in the second, in both. */
export function sideOf(lists, owner, a, b) {
  let side = NEITHER;
  for (let k = lists.start[owner]; k < lists.start[owner + 1] && side !== BOTH; k++) {
    if (a.has(lists.items[k])) side |= FIRST;
    if (b.has(lists.items[k])) side |= SECOND;
  }
  return side;
}
