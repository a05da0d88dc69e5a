#include "command/verify.hpp"

#include <ostream>

#include "results/examine.hpp"

namespace tessera {

int verify_results(const std::string& path, std::ostream& out) {
  const Soundness soundness = examine_results(path);
  out << soundness.text;
  if (soundness.exit_code != 0) return soundness.exit_code;
  out << path << " is whole" << (soundness.digest_beside ? "\n" : "; it has no digest beside it, only those inside\n");
  return 0;
}

}  // namespace tessera
