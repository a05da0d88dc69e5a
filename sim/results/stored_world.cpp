#include "results/stored_world.hpp"

#include <fmt/format.h>

#include "base/errors.hpp"
#include "state/soundness.hpp"

namespace tessera {
namespace {

std::string name_of_array(const Field& field) { return std::string(field.table) + "." + std::string(field.name); }

template <class T>
std::vector<T> read_scalars(const ArrayFileReader& file, std::string_view name, std::size_t count) {
  std::vector<T> values = file.read<T>(name);
  if (values.size() != count) throw FileError(fmt::format("{} holds no world: {} has {} values", file.path(), name, values.size()));
  return values;
}

}  // namespace

void store_world(ArrayFileWriter& file, const World& world, const std::function<bool(const Field&)>& wanted) {
  const Community& community = world.community;
  file.add("world.month", std::vector{world.month});
  file.add("world.economy", std::vector{world.economy});
  file.add("world.dimensions", std::vector{community.districts, community.groups, community.areas});
  for (const Field& field : fields(const_cast<World&>(world)))  // fields() hands out pointers; nothing is written here
    if (wanted(field)) std::visit([&](const auto* data) { file.add(name_of_array(field), *data); }, field.data);
}

World restore_world(const ArrayFileReader& file, const std::function<bool(const Field&)>& wanted) {
  World world;
  world.month = read_scalars<std::int32_t>(file, "world.month", 1)[0];
  world.economy = read_scalars<double>(file, "world.economy", 1)[0];
  const auto dimensions = read_scalars<std::uint32_t>(file, "world.dimensions", 3);
  world.community.districts = dimensions[0];
  world.community.groups = dimensions[1];
  world.community.areas = dimensions[2];
  for (const Field& field : fields(world))
    if (wanted(field))
      std::visit(
          [&](auto* data) { *data = file.read<typename std::decay_t<decltype(*data)>::value_type>(name_of_array(field)); },
          field.data);
  if (const std::string fault = first_unsound_field(world, wanted); !fault.empty())
    throw FileError(fmt::format("{} holds no world: {}", file.path(), fault));
  return world;
}

}  // namespace tessera
