// A folder for the scenario files of one test, and short ways to read them.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "base/errors.hpp"
#include "scenario/read.hpp"

namespace tessera {

class ScenarioFiles {
 public:
  ScenarioFiles() {
    const auto* test = testing::UnitTest::GetInstance()->current_test_info();
    folder_ = std::filesystem::temp_directory_path() /
              (std::string("tessera_") + test->test_suite_name() + "_" + test->name() + "_" + std::to_string(getpid()));
    std::filesystem::create_directories(folder_);
  }
  ~ScenarioFiles() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  ScenarioFiles(const ScenarioFiles&) = delete;
  ScenarioFiles& operator=(const ScenarioFiles&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  std::string write(const std::string& name, const std::string& content) const {
    std::filesystem::create_directories(std::filesystem::path(path(name)).parent_path());
    std::ofstream(path(name), std::ios::binary) << content;
    return path(name);
  }

 private:
  std::filesystem::path folder_;
};

// The faults of a text; empty if it reads.
inline std::vector<Fault> faults_of_text(const std::string& text, const std::vector<std::string>& sets = {}) {
  try {
    read_scenario_text(text, "test.toml", sets);
  } catch (const InputError& error) {
    return error.faults();
  }
  return {};
}

inline std::vector<Fault> faults_of_file(const std::string& file) {
  try {
    read_scenario(file);
  } catch (const InputError& error) {
    return error.faults();
  }
  return {};
}

// The value of a path as `explain` lists it, "" if there is none.
inline std::string value_of(const Scenario& scenario, const std::string& path) {
  for (const Origin& origin : scenario.origins)
    if (origin.path == path) return origin.value;
  return "";
}

inline std::string origin_of(const Scenario& scenario, const std::string& path) {
  for (const Origin& origin : scenario.origins)
    if (origin.path == path) return origin.origin;
  return "";
}

}  // namespace tessera
