// SHA-256 over bytes and files, and the digest that stands beside a results file in the form of sha256sum.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace tessera {

class Sha256 {
 public:
  Sha256();
  Sha256(Sha256&& other) noexcept;
  Sha256& operator=(Sha256&&) = delete;
  ~Sha256();
  void add(const void* data, std::size_t size);
  // Text with its length before it, so that neighbours can not flow into one another.
  void add_text(std::string_view text);
  void add_number(std::uint64_t number);
  std::string finish();  // 64 hexadecimal digits

 private:
  evp_md_ctx_st* context_;
};

std::string digest_of_file(const std::string& path);
std::string digest_path(const std::string& path);  // path + ".sha256"
void write_digest_beside(const std::string& path, const std::string& digest);

enum class DigestBeside { fits, differs, missing };
// Throws FileError if path can not be read.
DigestBeside check_digest_beside(const std::string& path);

}  // namespace tessera
