// What is not on the page, and how the page was made.
import { make } from "../elements.js";

export function build(page) {
  const absent = Object.entries(page.data.absent ?? {});
  return make("footer", {}, absent.length ? [make("h2", {}, page.t("foot.absent")), make("ul", {}, absent.map(([key, why]) => make("li", {}, `${key}: ${why}`)))] : null);
}
