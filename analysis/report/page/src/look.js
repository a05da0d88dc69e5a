// The look of charts, read from the page's CSS variables, so that style.css is the one place for colours.

const remembered = "tessera-theme";

/** "light" or "dark": what the reader chose, else what the system prefers. Pages opened from disk may not remember. */
export function readTheme() {
  try {
    const theme = localStorage.getItem(remembered);
    if (theme === "light" || theme === "dark") return theme;
  } catch {
    // Storage is forbidden: the system's preference holds.
  }
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function rememberTheme(theme) {
  try {
    localStorage.setItem(remembered, theme);
  } catch {
    // Storage is forbidden: the choice lasts as long as the page.
  }
}

/**
 * Colours and fonts for chart options: ink, faint (secondary text), line (grid), paper, series[8], good, bad, neutral,
 * sequential[] (low to high), diverging[] (negative, none, positive), font.
 */
export function readLook() {
  const style = getComputedStyle(document.documentElement);
  const read = (name) => style.getPropertyValue(`--${name}`).trim();
  const list = (name) => read(name).split(/\s+/);
  return {
    ink: read("ink"), faint: read("faint"), line: read("line"), paper: read("paper"), accent: read("accent"),
    good: read("good"), bad: read("bad"), neutral: read("neutral"),
    series: list("series"), sequential: list("sequential"), diverging: list("diverging"),
    font: read("font").replaceAll('"', "'"),  // ECharts writes it into attributes as it is
  };
}

/** A colour between the stops of a scale; share 0..1. */
export function colourAt(stops, share) {
  const at = Math.min(1, Math.max(0, share)) * (stops.length - 1);
  const below = Math.min(stops.length - 2, Math.floor(at));
  const parts = (hex) => [1, 3, 5].map((from) => parseInt(hex.slice(from, from + 2), 16));
  const [low, high] = [parts(stops[below]), parts(stops[below + 1])];
  const mixed = low.map((part, k) => Math.round(part + (high[k] - part) * (at - below)));
  return `#${mixed.map((part) => part.toString(16).padStart(2, "0")).join("")}`;
}

/** Dashes and marks that tell series apart without colour. */
export const dashes = ["solid", [8, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 4], [12, 4], [6, 2, 2, 2]];
export const marks = ["circle", "rect", "triangle", "diamond", "roundRect", "pin", "arrow", "circle"];
