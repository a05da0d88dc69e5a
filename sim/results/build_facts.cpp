#include "results/build_facts.hpp"

#include <fmt/format.h>
#include <gnu/libc-version.h>

#include "results/hdf5_handle.hpp"

namespace tessera {
namespace {

BuildFacts collect_facts() {
  hdf5::prepare_thread();
  unsigned major = 0, minor = 0, release = 0;
  H5get_libversion(&major, &minor, &release);
  return {
      .version = TESSERA_VERSION,
      .commit = TESSERA_COMMIT,
#if defined(__clang__)
      .compiler = "clang " __clang_version__,
#else
      .compiler = "g++ " __VERSION__,
#endif
      .hdf5 = fmt::format("{}.{}.{}", major, minor, release),
      .libm = fmt::format("glibc {}", gnu_get_libc_version()),
#if defined(__AVX2__) && defined(__FMA__)
      .processor = "x86-64-v3",
#else
      .processor = "x86-64",
#endif
  };
}

}  // namespace

const BuildFacts& build_facts() {
  static const BuildFacts facts = collect_facts();
  return facts;
}

}  // namespace tessera
