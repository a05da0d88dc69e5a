// A small experiment with a factor of every kind, runs of several lengths, and some that fail.
#pragma once

#include <string>

namespace tessera::test {

// Of the village: two variants, as many points as a Sobol design of `samples`. near_share + acquaintance_share may not
// exceed 1, which each alone does not: runs of a quarter of the points fail.
inline std::string wide_experiment(int samples = 8, const std::string& more = "replicates = 3\n") {
  return "tessera = 1\nname = \"wide\"\nscenario = \"" TESSERA_SOURCE_DIR "/scenarios/village.toml\"\n" + more +
         "[[variant]]\nname = \"alone\"\n"
         "[[variant]]\nname = \"helped\"\n[[variant.policy]]\nname = \"helpers\"\nlever = \"facilitation\"\nstart_month = 7\n"
         "[[factor]]\npath = \"trust.weight\"\nlow = 0.1\nhigh = 0.4\n"
         "[[factor]]\npath = \"policy.helpers.intensity\"\nlow = 0.2\nhigh = 0.9\n"
         "[[factor]]\npath = \"district.mill_lane.residents\"\nlow = 1500\nhigh = 2500\n"
         "[[factor]]\npath = \"partner_search.near_share\"\nlow = 0.3\nhigh = 0.69\n"
         "[[factor]]\npath = \"partner_search.acquaintance_share\"\nlow = 0.2\nhigh = 0.59\n"
         "[[factor]]\npath = \"run.months\"\nlow = 8\nhigh = 20\n"
         "[design]\nkind = \"sobol\"\nsamples = " + std::to_string(samples) + "\n[results]\nevery_months = 5\n"
         "measures = [\"coverage\", \"coverage_by_area\", \"coverage_by_group\", \"volunteers\", \"volunteers_by_district\"]\n";
}

}  // namespace tessera::test
