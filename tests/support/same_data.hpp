// Two results files hold the same data: everything but what FORMAT.md calls volatile.
#pragma once

#include <string>
#include <vector>

namespace tessera::test {

// Every object that one file has and the other has not, and every dataset and attribute whose type, shape or bytes differ; how
// a dataset is packed is none of its data. Empty if there is none.
std::vector<std::string> list_differences(const std::string& one, const std::string& other);

// Flips the lowest bit of the last value of a dataset of numbers, for twins.
void change_one_value(const std::string& path, const std::string& dataset);

}  // namespace tessera::test
