// What became of the partnerships of a run: their lives with their members, what happened month by month, how long they last.
#pragma once

#include "analysis/report/agents_shown.hpp"

namespace tessera {

PageJson describe_partnerships(const StoredAgents& agents, const ShownAgents& shown);  // those shown
PageJson describe_events(const StoredAgents& agents, const ShownAgents& shown);        // of those shown

// Of all partnerships of the run, shown or not, from their signing to the last snapshot.
PageJson describe_survival(const StoredAgents& agents);
PageJson count_ends(const StoredAgents& agents);  // by reason, the most frequent first

}  // namespace tessera
