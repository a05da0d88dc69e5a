// The place: districts with residents by group, and what they need. Arrays only; index comments say the shape.
#pragma once

#include <cstdint>
#include <vector>

#include "base/block_lists.hpp"

namespace tessera {

struct Community {
  std::uint32_t districts = 0;
  std::uint32_t groups = 0;
  std::uint32_t areas = 0;

  std::vector<double> x_km;                // [district] centroid; written by: founding
  std::vector<double> y_km;                // [district]
  std::vector<std::int64_t> residents;     // [district][group] persons
  std::vector<std::int64_t> adults;        // [district] persons; equals the sum of `people`, always
  std::vector<std::int64_t> people;        // [district][people class] persons; written by: volunteering, entry_exit
  std::vector<double> recruiting_norm;     // [district] summed attractiveness as founded; written by: founding
  std::vector<std::int64_t> founded_here;  // [district] founding organisations; sets the entry rate

  // Survey quantities over years of twelve months; written by: volunteering (never-yet values are NaN).
  std::vector<double> participation;       // [district] share of adults who volunteered in the last full year
  std::vector<double> survey_retention;    // [district] share of last year's volunteers who volunteered again this year
  std::vector<double> volunteer_hours_this_year;  // [1] hours given since the year began
  std::vector<double> volunteer_hours_last_year;  // [1] hours given in the last full year

  // Public money; written by: calendar, grants.
  std::vector<double> public_spending_usd;        // [lever] this month
  std::vector<double> public_spending_total_usd;  // [lever] since the run began
  std::vector<double> grants_paid_usd;            // [call] this month, all calls, also those no policy pays for

  std::size_t cell(std::uint32_t area, std::uint32_t district, std::uint32_t group) const {
    return (std::size_t{area} * districts + district) * groups + group;
  }
  std::size_t cells() const { return std::size_t{areas} * districts * groups; }
};

// Service units per month by cell; index Community::cell(area, district, group).
struct Need {
  std::vector<double> fresh;      // [cell] arose this month; written by: needs
  std::vector<double> wanted;     // [cell] fresh plus what persists of last month's unmet; written by: needs
  std::vector<double> met;        // [cell] written by: delivery
  std::vector<double> delivered;  // [cell] sum of producers' output, duplicates included; written by: delivery
};

// Who is where; derived from Organisations, rebuilt by rebuild_indexes.
struct Geography {
  struct Reacher {
    std::uint32_t organisation;
    std::uint32_t reach;  // row of Organisations::reach_*
    double weight;        // of that row, at hand: reading it there would be a cache miss per reacher
  };
  BlockLists<std::uint32_t> homes;   // [district] organisations whose home is here, ever, in order of founding
  BlockLists<Reacher> reachers;      // [district] organisations that serve here, ever, in order of founding
};

}  // namespace tessera
