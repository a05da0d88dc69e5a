// Tables as `tessera import` takes them (our own columns, IRS 990, Open Referral HSDS): they are refused, or become a
// scenario that reads.
#include "accept.hpp"
#include "pieces.hpp"
#include "scenario/import.hpp"
#include "scenario/read.hpp"

namespace {

constexpr const char* names[] = {"organisations.csv", "ties.csv", "districts.csv", "service.csv", "location.csv",
                                 "service_at_location.csv"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace tessera;
  static const fuzz::Folder folder;
  for (const char* name : names) std::filesystem::remove(folder.file(name));
  for (const fuzz::Piece& piece : fuzz::take_apart(data, size))
    for (const char* name : names)
      if (piece.name == name) folder.write(name, piece.content);
  const auto given = [&](const char* name) {
    return std::filesystem::exists(folder.file(name)) ? folder.file(name) : std::string();
  };
  std::string scenario;
  fuzz::accept_or_refuse([&] {
    const Imported imported = read_import({folder.file(names[0]), given(names[1]), given(names[2])});
    scenario = write_import(imported, folder.file("made.toml")).front();
  });
  if (!scenario.empty()) read_scenario(scenario);  // what import wrote is never refused
  return 0;
}
