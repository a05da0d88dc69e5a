// What an alternative means to the one who decides; private to mechanisms/partner_search.
#pragma once

#include "mechanisms/partner_search/view.hpp"

namespace tessera::partner_search {

// In working with `other`.
PairTerms terms_of_pair(const View& view, const Partners& partners, std::uint32_t decider, std::uint32_t other,
                        double intercept);
// For an outsider: in joining partnership p, known through `via`.
PairTerms terms_of_joining(const View& view, const Partners& partners, std::uint32_t outsider, std::uint32_t via,
                           std::uint32_t p, double intercept);
// For a member of p: in admitting an outsider.
PairTerms terms_of_admitting(const View& view, const Partners& partners, std::uint32_t member, std::uint32_t outsider,
                             std::uint32_t p, double intercept);
// Relative gain from pooling spare resources, -1..1, as seen by i.
double gain_of(const View& view, std::uint32_t i, const Alternative& alternative);

}  // namespace tessera::partner_search
