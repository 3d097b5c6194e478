// The program's options and commands put together; every parse error of CLI11 ends here.
#include "cli/cli.h"

#include <algorithm>
#include <csignal>
#include <iostream>

#include "cli/command.h"

namespace sep::cli {

namespace {

constexpr const char* kAbout =
    "SepScope shows, on your own images and kernels, what separable convolutions do and what they save.\n"
    "Without a command it opens the window. FILE is an image (PNG, JPEG, BMP, TGA, HDR), an experiment "
    "(JSON) or filters\n"
    "(ONNX, .safetensors, .npy, text, JSON), or an image and one of the others; or a lesson (.md).";

constexpr const char* kFooter =
    "Examples:\n"
    "  sepscope photo.jpg                         the window, with your photograph\n"
    "  sepscope model.onnx --layer conv1          one layer of a trained model\n"
    "  sepscope render lesson.json -o lesson.png  the window's picture, with no display\n"
    "  sepscope cost lesson.json --format csv     what both paths cost\n"
    "  sepscope export lesson.json -o lesson.pdf  something to hand out\n"
    "  sepscope COMMAND --help                    a command's own options\n"
    "\n"
    "Exit status: 0 done, 1 it failed (one sentence on stderr says why), 2 the arguments make no sense.\n"
    "A file that is named like a command: write ./run for it.";

int usage_error(const CLI::App& program, const CLI::ParseError& error) {
  const CLI::App* at = &program;
  while (!at->get_subcommands().empty()) at = at->get_subcommands().front();
  const std::string command = at == &program ? "sepscope" : "sepscope " + at->get_name();
  warn(std::string(error.what()) + ". See '" + command + " --help'.");
  return 2;
}

/// Files and options of the window do nothing when a command is given: better to say so.
bool has_stray_arguments(const CLI::App& program) {
  if (program.get_subcommands().empty()) return false;
  const std::vector<const CLI::Option*> options = program.get_options();
  return std::any_of(options.begin(), options.end(),
                     [](const CLI::Option* option) { return option->count() > 0; });
}

}  // namespace

int main_of(int argc, char** argv) {
  // A file-size limit then makes write() fail, and a sentence says so, where the signal would end the
  // program.
  std::signal(SIGXFSZ, SIG_IGN);
  CLI::App program(kAbout, "sepscope");
  program.footer(kFooter);
  program.set_version_flag("--version", std::string("sepscope ") + SEPSCOPE_VERSION,
                           "Print the version and leave");
  program.set_help_flag("-h,--help", "Print this help and leave");
  program.require_subcommand(0, 1);
  Action action;
  add_window(program, action);
  add_render(program, action);
  add_run(program, action);
  add_conv(program, action);
  add_cost(program, action);
  add_count(program, action);
  add_bench(program, action);
  add_layers(program, action);
  add_export(program, action);
  try {
    program.parse(argc, argv);
  } catch (const CLI::Success& help_or_version) {
    return program.exit(help_or_version, std::cout, std::cerr);
  } catch (const CLI::ParseError& error) {
    return usage_error(program, error);
  }
  if (has_stray_arguments(program)) {
    const std::string command = program.get_subcommands().front()->get_name();
    warn("Files and options must stand after the command '" + command + "'. See 'sepscope " + command +
         " --help'.");
    return 2;
  }
  return action();
}

}  // namespace sep::cli
