#include "results/stored_world.hpp"

namespace tessera {
namespace {

std::string name_of_array(const Field& field) { return std::string(field.table) + "." + std::string(field.name); }

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
  world.month = file.read<std::int32_t>("world.month").at(0);
  world.economy = file.read<double>("world.economy").at(0);
  const auto dimensions = file.read<std::uint32_t>("world.dimensions");
  world.community.districts = dimensions.at(0);
  world.community.groups = dimensions.at(1);
  world.community.areas = dimensions.at(2);
  for (const Field& field : fields(world))
    if (wanted(field))
      std::visit(
          [&](auto* data) { *data = file.read<typename std::decay_t<decltype(*data)>::value_type>(name_of_array(field)); },
          field.data);
  return world;
}

}  // namespace tessera
