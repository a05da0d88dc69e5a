// How a family of measures is made: one pass over the world gives its totals, and every measure is read off them.
#pragma once

#include <limits>
#include <span>

#include "measures/measures.hpp"

namespace tessera {

// A measure and how it is read off the totals of its family into the places of its axis.
template <class Totals>
struct Reading {
  Measure measure;
  void (*read)(const Totals& totals, std::span<double> places);
};

// Where each measure of a family goes in the row: empty if it is not taken this month.
using Places = std::span<const std::span<double>>;

template <class Totals>
void read_off(std::span<const Reading<Totals>> readings, const Totals& totals, Places places) {
  for (std::size_t k = 0; k < readings.size(); ++k)
    if (!places[k].empty()) readings[k].read(totals, places[k]);
}

template <class Totals>
std::vector<Measure> measures_of(std::span<const Reading<Totals>> readings) {
  std::vector<Measure> measures;
  for (const auto& reading : readings) measures.push_back(reading.measure);
  return measures;
}

struct SoloChain;

struct Family {
  std::vector<Measure> (*measures)();
  void (*take)(Places places, const World& world, const Parameters& parameters);
};

// Every family, in the order of the table.
std::vector<Measure> need_measures();
void take_need(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> reach_measures();
void take_reach(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> volunteers_measures();
void take_volunteers(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> trust_measures();
void take_trust(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> network_measures();
void take_network(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> structure_measures();  // of the formal network; costly
void take_structure(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> reports_measures();  // the network as a survey finds it
void take_reports(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> partnerships_measures();
void take_partnerships(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> conflicts_measures();
void take_conflicts(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> organisations_measures();
void take_organisations(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> learning_measures();  // standing besides
void take_learning(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> sizes_measures();  // how revenue and reserves are spread; costly
void take_sizes(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> grants_measures();
void take_grants(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> solo_measures();  // of the solo benchmark; its chain is costly
void take_solo(Places places, const SoloChain& chain, const World& world);
std::vector<Measure> books_measures();
void take_books(Places places, const World& world, const Parameters& parameters);
std::vector<Measure> policies_measures();
void take_policies(Places places, const World& world, const Parameters& parameters);

// What part is of whole; NaN where there is no whole.
inline double ratio(double part, double whole) {
  return whole > 0.0 ? part / whole : std::numeric_limits<double>::quiet_NaN();
}

}  // namespace tessera
