// The page's words stand in its HTML; this finds them.

const words = document.getElementById("words").content;

export const word = (name) => words.querySelector(`[data-word="${name}"]`)?.textContent ?? name;

export const fromTemplate = (id) =>
  document.getElementById(id).content.firstElementChild.cloneNode(true);
