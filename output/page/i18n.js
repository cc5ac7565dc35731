// The language of the interface: one at a time, changed in place.
import { WORDS } from "./words.js";

const spoken = { lang: "zh" };

export function language() {
  return spoken.lang;
}

export function setLanguage(lang) {
  spoken.lang = lang === "en" ? "en" : "zh";
}

/** Say something; {x} in it becomes values.x. */
export function t(key, values = {}) {
  const words = WORDS[spoken.lang][key] ?? key;
  return typeof words === "string" ? words.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all) : words;
}

/** The word for a number of things: "mention|mentions" has one for one and one for more. */
export function counted(key, n) {
  const [one, more] = t(key).split("|");
  return n === 1 ? one : (more ?? one);
}

/** The label of a type or relation of the schema. */
export function label(kind) {
  return kind[spoken.lang] || kind.id;
}

export function number(n) {
  return n.toLocaleString("en-US");
}

/** Put the words of the language into everything that has a `data-t…` attribute. */
export function applyLanguage(root) {
  document.documentElement.lang = spoken.lang === "zh" ? "zh-Hans" : "en";
  for (const e of root.querySelectorAll("[data-t]")) e.textContent = t(e.dataset.t);
  for (const e of root.querySelectorAll("[data-t-placeholder]")) e.placeholder = t(e.dataset.tPlaceholder);
  for (const e of root.querySelectorAll("[data-t-label]")) {
    e.setAttribute("aria-label", t(e.dataset.tLabel));
    if (e.tagName === "BUTTON") e.title = t(e.dataset.tLabel);
  }
}
