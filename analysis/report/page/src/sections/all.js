// The parts of the page in their order. Each exports build(page), which returns an element, or null if there is no data for it.
import * as comparison from "./comparison.js";
import * as groups from "./groups.js";
import * as map from "./map.js";
import * as network from "./network.js";
import * as organisations from "./organisations.js";
import * as outcomes from "./outcomes.js";
import * as partnerships from "./partnerships.js";
import * as points from "./points.js";
import * as sensitivity from "./sensitivity.js";
import * as setup from "./setup.js";
import * as volunteers from "./volunteers.js";

export const sections = [
  outcomes,
  comparison,
  groups,
  map,
  volunteers,
  partnerships,
  organisations,
  network,
  sensitivity,
  points,
  setup,
];
