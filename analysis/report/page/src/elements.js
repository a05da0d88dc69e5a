// Elements of the page. Everything that comes from data goes in as text, never as HTML.

/**
 * An element with attributes and children; children are nodes, texts, or lists of them; null and false are left out.
 * Attributes: `class` and the like as text, `onclick` and the like as functions, true for those without a value.
 */
export function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "function") element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? "" : String(value));
  }
  element.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

/** A part of the page with a heading; `intro` are paragraphs. Its id is what the table of contents links to. */
export function makeSection(page, id, title, intro, ...children) {
  const heading = make("h2", { id: `${id}-title` }, title);
  const paragraphs = [intro].flat().filter(Boolean).map((text) => (text instanceof Node ? text : make("p", { class: "intro" }, text)));
  return make("section", { id, "aria-labelledby": `${id}-title`, "data-title": title }, heading, paragraphs, children);
}

/** A text without the signs that turn the direction of letters, which would reach beyond a name. */
export const withoutTurns = (text) => String(text).replace(/[\u202a-\u202e]/g, "");

/** A name that a user gave, kept apart from the direction of the text around it. */
export const given = (text) => make("bdi", {}, withoutTurns(text));
