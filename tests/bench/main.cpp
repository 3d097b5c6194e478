// sepscope-bench: the workloads of `sepscope bench` in a program that links neither ImGui nor GLFW, to be
// copied to a machine with a GPU.
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <string>

#include "bench/bench.h"
#include "gpu/family.h"

namespace {

constexpr const char* kHelp =
    "Usage: sepscope-bench [--workload NAME]... [--scaling] [--check] [--repeat N] [--format table|json] "
    "[--shaders "
    "DIR] [--family measured|registers|tiles] [--list]\n"
    "Runs convolutions on this machine's OpenGL and prints GPU times (timestamp queries). Shaders are taken "
    "from the source tree, else from\n"
    "the folder `shaders` beside the program.\n";

int usage(bool asked) {
  std::fputs(kHelp, asked ? stdout : stderr);
  return asked ? 0 : 2;
}

}  // namespace

int main(int argc, char** argv) {
  sep::bench::Options o;
  o.shaders = SEPSCOPE_SHADERS;
  if (!std::filesystem::exists(o.shaders))
    o.shaders = std::filesystem::path(argv[0]).parent_path() / "shaders";
  bool list = false;
  for (int i = 1; i < argc; ++i) {
    const std::string key = argv[i];
    if (key == "--help") return usage(true);
    if (key == "--list" || key == "--scaling" || key == "--check") {
      (key == "--list" ? list : key == "--check" ? o.check : o.scaling) = true;
      continue;
    }
    const char* value = i + 1 < argc ? argv[++i] : nullptr;
    if (value == nullptr) return usage(false);
    if (key == "--workload") {
      o.workloads.emplace_back(value);
    } else if (key == "--repeat") {
      o.repeats = std::atoi(value);
    } else if (key == "--shaders") {
      o.shaders = value;
    } else if (key == "--format" && (std::strcmp(value, "json") == 0 || std::strcmp(value, "table") == 0)) {
      o.json = std::strcmp(value, "json") == 0;
    } else if (key == "--family" && (std::strcmp(value, "measured") == 0 || sep::gpu::family_for(value))) {
      o.family = sep::gpu::family_for(value);
    } else {
      return usage(false);
    }
  }
  if (list) {
    sep::bench::list(o);
    return 0;
  }
  const auto said = [](const sep::Result<void>& done) {
    if (!done) std::fprintf(stderr, "sepscope-bench: %s\n", done.error().message.c_str());
    return done.has_value();
  };
  if (!said(sep::bench::sensible(o))) return 2;
  return said(sep::bench::run(o)) ? 0 : 1;
}
