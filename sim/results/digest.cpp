#include "results/digest.hpp"

#include <openssl/evp.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <memory>
#include <utility>
#include <vector>

#include "base/errors.hpp"
#include "results/durable.hpp"

namespace tessera {

Sha256::Sha256() : context_(EVP_MD_CTX_new()) {
  promise(context_ != nullptr && EVP_DigestInit_ex(context_, EVP_sha256(), nullptr) == 1, "SHA-256 is available");
}

Sha256::Sha256(Sha256&& other) noexcept : context_(std::exchange(other.context_, nullptr)) {}

Sha256::~Sha256() { EVP_MD_CTX_free(context_); }

void Sha256::add(const void* data, std::size_t size) {
  if (size != 0) promise(EVP_DigestUpdate(context_, data, size) == 1, "SHA-256 takes bytes");
}

void Sha256::add_text(std::string_view text) {
  add_number(text.size());
  add(text.data(), text.size());
}

void Sha256::add_number(std::uint64_t number) { add(&number, sizeof number); }

std::string Sha256::finish() {
  std::array<unsigned char, 32> bytes{};
  promise(EVP_DigestFinal_ex(context_, bytes.data(), nullptr) == 1, "SHA-256 ends");
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const unsigned char byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
  }
  return text;
}

namespace {

constexpr std::streamsize hexadecimal_digits = 64;

std::ifstream open_to_read(const std::string& path) {
  std::error_code ignored;
  if (std::filesystem::is_directory(path, ignored)) throw FileError(path + " is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw FileError(path + " can not be opened: " + std::strerror(errno));
  return file;
}

}  // namespace

std::string digest_of_file(const std::string& path) {
  std::ifstream file = open_to_read(path);
  Sha256 digest;
  std::vector<char> block(1 << 20);
  while (file) {
    file.read(block.data(), static_cast<std::streamsize>(block.size()));
    digest.add(block.data(), static_cast<std::size_t>(file.gcount()));
  }
  if (file.bad()) throw FileError(path + " can not be read");
  return digest.finish();
}

std::string digest_path(const std::string& path) { return path + ".sha256"; }

void write_digest_beside(const std::string& path, const std::string& digest) {
  write_text(digest_path(path), digest + "  " + name_of(path) + "\n");
}

DigestBeside check_digest_beside(const std::string& path) {
  open_to_read(path);
  std::ifstream beside(digest_path(path));
  if (!beside) return DigestBeside::missing;
  std::string expected(hexadecimal_digits, '\0');
  beside.read(expected.data(), hexadecimal_digits);
  return beside && expected == digest_of_file(path) ? DigestBeside::fits : DigestBeside::differs;
}

}  // namespace tessera
