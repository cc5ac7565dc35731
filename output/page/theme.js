// Light or dark, and what the page remembers of its reader's choices.

export function remembered(key) {
  try {
    return localStorage.getItem(`gangmu-${key}`);
  } catch {
    return null; // a sandboxed frame has no storage
  }
}

export function remember(key, value) {
  try {
    localStorage.setItem(`gangmu-${key}`, value);
  } catch {
    // it holds for this visit only
  }
  return value;
}

export function initialTheme() {
  const dark = matchMedia("(prefers-color-scheme: dark)").matches;
  return remembered("theme") ?? (dark ? "dark" : "light");
}

export function nextTheme() {
  return document.documentElement.dataset.theme === "dark" ? "light" : "dark";
}
