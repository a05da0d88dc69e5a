// The parts of the page in their order. Each exports build(page), which returns an element, or null if there is no data for it.
import * as comparison from "./comparison.js";
import * as network from "./network.js";
import * as outcomes from "./outcomes.js";

export const sections = [
  outcomes,
  comparison,
  network,
];
