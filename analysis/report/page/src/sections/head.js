// The question and the answer.
import { make } from "../elements.js";

export function build(page) {
  return make("div", { id: "head" }, make("h1", {}, page.given(page.data.title)), make("p", { class: "lead" }, page.given(page.data.question ?? "")));
}
