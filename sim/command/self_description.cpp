// completion and manual join the program: what it says about itself, from the same source as its help.
#include <fmt/format.h>

#include <array>
#include <memory>

#include "base/version.hpp"
#include "command/completion.hpp"
#include "command/manual.hpp"
#include "command/subcommand.hpp"

namespace tessera {
namespace {

constexpr std::array<std::string_view, 3> shell_names{"bash", "zsh", "fish"};

Shell find_shell(const std::string& name) {
  for (std::size_t k = 0; k < shell_names.size(); ++k)
    if (shell_names[k] == name) return static_cast<Shell>(k);
  return Shell::bash;
}

}  // namespace

void add_self_description(CLI::App& program, Invocation& invocation) {
  CLI::App* completion = add_subcommand(program, "completion", "What a shell offers when Tab is pressed, as a script to source.",
                                        "tessera completion bash > tessera.bash\n  tessera completion fish > tessera.fish");
  const auto shell = std::make_shared<std::string>("bash");
  completion->add_option("SHELL", *shell, "Shell to complete in; in its start file: source <(tessera completion bash)")
      ->check(CLI::IsMember({"bash", "zsh", "fish"}))
      ->required();
  completion->callback([shell, &program, &invocation] {
    fmt::print("{}", completion_script(find_shell(*shell), outline_commands(program), list_known_names()));
    invocation.exit_code = 0;
  });

  CLI::App* manual = add_subcommand(program, "manual", "The manual page, for man: every command with its options.", "tessera manual > tessera.1");
  manual->callback([&program, &invocation] {
    fmt::print("{}", manual_page(outline_commands(program), std::string(program_version())));
    invocation.exit_code = 0;
  });
}

}  // namespace tessera
