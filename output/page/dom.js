// Building the page's elements. Text from the corpus only ever becomes text nodes: nothing here parses HTML.

/** Make an element. Properties: `on` (listeners by event), `data` (dataset), anything else is an attribute. */
export function h(tag, properties, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(properties ?? {})) {
    if (value === undefined || value === null || value === false) continue;
    if (name === "on") for (const [event, f] of Object.entries(value)) element.addEventListener(event, f);
    else if (name === "data") Object.assign(element.dataset, value);
    else if (name === "value" || name === "checked") element[name] = value;
    else element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

export function byId(id) {
  return document.getElementById(id);
}

/** A name in the text's own direction, whatever stands around it. */
export function bdi(text, properties) {
  return h("bdi", properties, text);
}

/** A button that looks like what it holds. */
export function button(label, onclick, properties) {
  return h("button", { type: "button", on: { click: onclick }, ...properties }, label);
}

export function clear(element, ...children) {
  element.replaceChildren(...children.flat(3).filter(Boolean));
  return element;
}

/** Call `f` once things have been quiet for a while. */
export function debounce(f, milliseconds) {
  let timer = 0;
  return (...args) => {
    clearTimeout(timer);
    timer = setTimeout(() => f(...args), milliseconds);
  };
}

export function reducedMotion() {
  return matchMedia("(prefers-reduced-motion: reduce)").matches;
}

export function isTouched() {
  return matchMedia("(hover: none)").matches;
}

export function isNarrow() {
  return matchMedia("(max-width: 720px)").matches;
}
