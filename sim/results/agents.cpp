#include "results/agents.hpp"

#include <limits>
#include <map>
#include <optional>
#include <type_traits>

#include "base/errors.hpp"
#include "results/events.hpp"
#include "results/organisation_names.hpp"
#include "results/variable_group.hpp"
#include "state/fields.hpp"
#include "vocabulary/names.hpp"

namespace tessera {
namespace {

using hdf5::Handle;

// Stands where an organisation was not founded yet.
template <class T>
constexpr T fill_of() {
  if constexpr (std::is_floating_point_v<T>) return std::numeric_limits<T>::quiet_NaN();
  else return std::is_signed_v<T> ? std::numeric_limits<T>::min() : std::numeric_limits<T>::max();
}

std::vector<std::string> split_axes(std::string_view axes) {
  std::vector<std::string> list{""};
  for (const char letter : axes) {
    if (letter == ',') list.emplace_back();
    else list.back() += letter == ' ' ? '_' : letter;
  }
  return list;
}

// Rows of the table are never removed: those of the last snapshot are all there ever were.
bool is_kept_for_ever(const Field& field) {
  return field.table == "partnerships" || field.table == "memberships" || field.axes == "application";
}

std::string singular(std::string_view table) { return std::string(table.substr(0, table.size() - 1)); }

class AgentsWriter {
 public:
  AgentsWriter(hid_t group, const FileLayout& layout) : group_(group), layout_(layout) {}

  void write(std::span<const SnapshotFile> files) {
    measure_sizes(files);
    Snapshot last = read_snapshot_file(files.back().path);
    add_dimensions(last.world);
    for (const Field& field : fields(last.world)) {
      if (field.table == "organisations") add_organisation_field(field);
      if (field.table == "ties") add_tie_field(field);
    }
    add_trust();
    for (std::size_t s = 0; s < files.size(); ++s) write_snapshot(s, s + 1 < files.size() ? read_snapshot_file(files[s].path) : std::move(last));
  }

 private:
  struct Target {
    Handle dataset;
    std::vector<hsize_t> shape;
  };

  void measure_sizes(std::span<const SnapshotFile> files) {
    for (const SnapshotFile& file : files) {
      const Snapshot snapshot = read_snapshot_file(file.path);
      months_.push_back(file.month);
      tie_begin_.push_back(tie_begin_.back() + snapshot.world.ties.count());
    }
  }

  void add_dimensions(const World& world) {
    group_.add_numbered_dimension({"snapshot", "month", "month at whose end the snapshot was taken"}, months_);
    group_.add_counted_dimension({"organisation", "", "row of an organisation, in order of founding"},
                                 world.organisations.count());
    group_.add_bare_dimension("tie", tie_begin_.back());
    group_.add_counted_dimension({"partnership", "", "row of a partnership, in order of founding"},
                                 world.partnerships.count());
    group_.add_bare_dimension("membership", world.memberships.count());
    group_.add_bare_dimension("application", world.grants.count());
    for (const char* name : {"area", "group", "resource"})
      group_.add_named_dimension({name, "", std::string("name of the ") + name}, layout_.find_axis(name)->labels);
    group_.add_named_dimension({"source", "", "name of the source of income"}, {source_names.begin(), source_names.end()});
    group_.add_counted_dimension({"competence", "", "competence of a service area"}, competences);
    group_.add_counted_dimension({"hours_class", "", "volunteers by hours per month: low, middle, high, core"},
                                 hours_classes);
  }

  void add_organisation_field(const Field& field) {
    const Keeping keeping = keeping_of_organisation_field(field.name);
    if (keeping == Keeping::not_kept) return;
    std::vector<std::string> axes = split_axes(field.axes);
    if (keeping == Keeping::every_snapshot) axes.insert(axes.begin(), "snapshot");
    add_target(field, axes, keeping == Keeping::every_snapshot);
  }

  void add_tie_field(const Field& field) {
    add_target(field, split_axes(field.axes), false);
  }

  void add_trust() {
    tie_snapshot_.dataset = group_.add_variable<std::int32_t>(
        {"tie_snapshot", "", "index of the snapshot a row of ties belongs to"}, {"tie"});
    trust_ab_.dataset = group_.add_variable<double>({"tie_trust_ab", "share", "trust of tie_a in tie_b"}, {"tie"});
    trust_ba_.dataset = group_.add_variable<double>({"tie_trust_ba", "share", "trust of tie_b in tie_a"}, {"tie"});
    for (Target* target : {&tie_snapshot_, &trust_ab_, &trust_ba_}) target->shape = {tie_begin_.back()};
  }

  void add_target(const Field& field, const std::vector<std::string>& axes, bool padded) {
    const VariableText text = describe(field);
    std::visit(
        [&](const auto* data) {
          using T = typename std::decay_t<decltype(*data)>::value_type;
          Handle dataset = group_.add_variable<T>(text, axes, padded ? std::optional<T>(fill_of<T>()) : std::nullopt);
          write_meanings<T>(dataset, field);
          targets_[text.name] = {std::move(dataset), group_.shape(axes)};
        },
        field.data);
  }

  template <class T>
  void write_meanings(hid_t dataset, const Field& field) {
    if constexpr (std::is_same_v<T, std::uint8_t>)
      if (!field.labels.empty()) write_flags<T>(dataset, {field.labels.begin(), field.labels.end()});
    if constexpr (std::is_same_v<T, std::uint16_t>)
      if (field.name == "type") write_flags<T>(dataset, layout_.type_names);
    if constexpr (std::is_same_v<T, std::uint64_t>)
      if (field.name == "drawn") write_drawn_meanings(dataset);
  }

  static void write_drawn_meanings(hid_t dataset) {
    std::vector<std::uint64_t> masks;
    std::string words;
    for (const std::string_view name : drawn_value_names) {
      words += (masks.empty() ? "" : " ") + std::string(name);
      masks.push_back(std::uint64_t{1} << masks.size());
    }
    write_attribute<std::uint64_t>(dataset, "flag_masks", std::span<const std::uint64_t>(masks));
    write_text_attribute(dataset, "flag_meanings", words);
  }

  static VariableText describe(const Field& field) {
    return {singular(field.table) + "_" + std::string(field.name), std::string(field.unit), std::string(field.meaning)};
  }

  void write_snapshot(std::size_t index, Snapshot snapshot) {
    const bool last = index + 1 == months_.size();
    for (const Field& field : fields(snapshot.world)) {
      if (field.table == "organisations") write_organisation_field(field, index, last);
      if (field.table == "ties") write_tie_field(field, index);
      if (last && is_kept_for_ever(field)) write_rows_ever(field);
    }
    const std::size_t ties = snapshot.trust_ab.size();
    write_part<std::int32_t>(tie_snapshot_, tie_begin_[index], std::vector(ties, static_cast<std::int32_t>(index)));
    write_part<double>(trust_ab_, tie_begin_[index], snapshot.trust_ab);
    write_part<double>(trust_ba_, tie_begin_[index], snapshot.trust_ba);
    if (!last) return;
    group_.write_text_variable({"organisation_name", "", "what it is called"}, {"organisation"},
                               name_organisations(snapshot.world.organisations, layout_.described_names, layout_.type_names));
    write_events(snapshot.world);
  }

  // Rows of the first axis from `begin` on; further axes whole.
  template <class T>
  static void write_part(const Target& target, hsize_t begin, const std::vector<T>& values) {
    std::vector<hsize_t> from(target.shape.size(), 0), count = target.shape;
    hsize_t row = 1;
    for (std::size_t k = 1; k < target.shape.size(); ++k) row *= target.shape[k];
    from[0] = begin;
    count[0] = row == 0 ? 0 : values.size() / row;
    write_slab<T>(target, from, count, values);
  }

  template <class T>
  static void write_slab(const Target& target, const std::vector<hsize_t>& from, const std::vector<hsize_t>& count,
                         const std::vector<T>& values) {
    std::size_t size = 1;
    for (const hsize_t length : count) size *= length;
    promise(size == values.size(), "a field fits its axes");
    if (size == 0) return;
    const Handle memory(H5Screate_simple(static_cast<int>(count.size()), count.data(), nullptr), H5Sclose, "agents");
    const Handle there(H5Dget_space(target.dataset), H5Sclose, "agents");
    hdf5::check(H5Sselect_hyperslab(there, H5S_SELECT_SET, from.data(), nullptr, count.data(), nullptr), "agents");
    hdf5::check(H5Dwrite(target.dataset, hdf5::stored_type<T>(), memory, there, H5P_DEFAULT, values.data()),
                "agents can not be written (disk full?)");
  }

  void write_organisation_field(const Field& field, std::size_t index, bool last) {
    const Keeping keeping = keeping_of_organisation_field(field.name);
    if (keeping == Keeping::not_kept || (keeping == Keeping::once && !last)) return;
    const Target& target = targets_.at(describe(field).name);
    std::visit(
        [&](const auto* data) {
          if (keeping == Keeping::once) return write_part(target, 0, *data);
          std::vector<hsize_t> from(target.shape.size(), 0), count = target.shape;
          hsize_t row = 1;
          for (std::size_t k = 2; k < target.shape.size(); ++k) row *= target.shape[k];
          from[0] = index;
          count[0] = 1;
          count[1] = row == 0 ? 0 : data->size() / row;
          write_slab(target, from, count, *data);
        },
        field.data);
  }

  void write_tie_field(const Field& field, std::size_t index) {
    const auto target = targets_.find(describe(field).name);
    if (target == targets_.end()) return;
    std::visit([&](const auto* data) { write_part(target->second, tie_begin_[index], *data); }, field.data);
  }

  void write_rows_ever(const Field& field) {
    const std::vector<std::string> axes = split_axes(field.axes);
    add_target(field, axes, false);
    std::visit([&](const auto* data) { write_part(targets_.at(describe(field).name), 0, *data); }, field.data);
  }

  void write_events(const World& world) {
    std::vector<std::int32_t> month, organisation, partnership;
    std::vector<std::uint8_t> kind;
    for (const Event& event : list_events(world)) {
      month.push_back(event.month);
      kind.push_back(static_cast<std::uint8_t>(event.kind));
      organisation.push_back(event.organisation);
      partnership.push_back(event.partnership);
    }
    group_.add_bare_dimension("event", month.size());
    group_.write_variable<std::int32_t>({"event_month", "month", "month in which it happened"}, {"event"}, month);
    const Handle kinds = group_.write_variable<std::uint8_t>({"event_kind", "", "what happened"}, {"event"}, kind);
    write_flags<std::uint8_t>(kinds, {event_kind_names.begin(), event_kind_names.end()});
    group_.write_variable<std::int32_t>({"event_organisation", "", "row of the organisation, -1 = none"}, {"event"},
                                        organisation);
    group_.write_variable<std::int32_t>({"event_partnership", "", "row of the partnership, -1 = none"}, {"event"},
                                        partnership);
  }

  VariableGroup group_;
  const FileLayout& layout_;
  std::vector<std::int32_t> months_;          // [snapshot]
  std::vector<std::uint64_t> tie_begin_{0};   // [snapshot + 1]
  std::map<std::string, Target> targets_;     // by dataset name
  Target tie_snapshot_, trust_ab_, trust_ba_;
};

}  // namespace

void write_agents(hid_t file, const std::string& group_path, std::span<const SnapshotFile> snapshots,
                  const FileLayout& layout) {
  if (snapshots.empty()) return;
  const Handle group = create_group(file, group_path);
  AgentsWriter(group, layout).write(snapshots);
}

}  // namespace tessera
