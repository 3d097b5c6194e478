// sepscope-bench: workloads of convolutions on the engine's shaders, as a table or JSON. Needs no window: it
// links core and gpu only.
#include <epoxy/gl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include "gpu/benchmark.h"
#include "gpu/context.h"

namespace {

using namespace sep;
using namespace sep::gpu;

struct Options {
  std::vector<std::string> names;  // empty: all
  int repeats = 21;
  bool json = false, list = false;
  std::string shaders = SEPSCOPE_SHADERS;
};

constexpr const char* kHelp =
    "Usage: sepscope-bench [--workload NAME]... [--repeat N] [--format table|json] [--shaders DIR] [--list]\n"
    "Runs convolutions on this machine's OpenGL and prints GPU times (timestamp queries).\n";

bool wanted(const Options& o, const Workload& w) {
  return o.names.empty() || std::ranges::find(o.names, w.name) != o.names.end();
}

/// The workloads as JSON: what another program needs to run the same.
void print_specs(const Options& o) {
  fmt::print("[");
  bool first = true;
  for (const Workload& w : workloads()) {
    if (!wanted(o, w)) continue;
    fmt::print("{}\n  {{\"workload\": \"{}\", \"what\": \"{}\", \"input\": [{}, {}, {}, {}], \"chain\": [",
               first ? "" : ",", w.name, w.what, w.in.b, w.in.c, w.in.h, w.in.w);
    first = false;
    for (size_t i = 0; i < w.chain.size(); ++i) {
      const ConvSpec& s = w.chain[i];
      fmt::print(
          "{}{{\"weights\": [{}, {}, {}, {}], \"group\": {}, \"stride\": [{}, {}], \"dilation\": [{}, {}], "
          "\"pads\": [{}, {}, {}, {}]}}",
          i == 0 ? "" : ", ", s.c_out, s.c_in_per_group(), s.kernel.h, s.kernel.w, s.group, s.stride.h,
          s.stride.w, s.dilation.h, s.dilation.w, s.pads.top, s.pads.left, s.pads.bottom, s.pads.right);
    }
    fmt::print("]}}");
  }
  fmt::print("\n]\n");
}

void print(const Options& o, const Workload& w, const Measured& m, bool first) {
  const double gbs = 1e-6 * static_cast<double>(m.bytes) / m.median_ms;
  if (o.json) {
    fmt::print(
        "{}  {{\"workload\": \"{}\", \"what\": \"{}\", \"variant\": \"{}\", \"median_ms\": {:.4f}, "
        "\"min_ms\": {:.4f}, "
        "\"max_ms\": {:.4f}, \"cpu_ms\": {:.4f}, \"first_ms\": {:.1f}, \"first_cpu_ms\": {:.1f}, "
        "\"multiplications\": {}, \"gflops\": "
        "{:.2f}, "
        "\"gb_per_s\": {:.2f}}}",
        first ? "" : ",\n", w.name, w.what, m.variants, m.median_ms, m.min_ms, m.max_ms, m.cpu_ms, m.first_ms,
        m.first_cpu_ms, m.multiplications, m.gflops(), gbs);
    return;
  }
  fmt::print(
      "{:<14} {:<44} {:>9.3f} ({:.3f}, {:.3f}) ms  cpu {:>9.3f} ms  {:>7.1f} GFLOP/s {:>6.1f} GB/s  first "
      "{:>5.0f} (cpu {:.0f}) ms  {}\n",
      w.name, w.what, m.median_ms, m.min_ms, m.max_ms, m.cpu_ms, m.gflops(), gbs, m.first_ms, m.first_cpu_ms,
      m.variants);
}

int run(const Options& o) {
  const auto context = OffscreenContext::create();
  if (!context) {
    fmt::print(stderr, "sepscope-bench: {}\n", context.error().message);
    return 1;
  }
  const std::string device = reinterpret_cast<const char*>(glGetString(GL_RENDERER));
  const Limits limits = driver_limits(device.find("llvmpipe") != std::string::npos);
  ProgramCache programs(o.shaders);
  if (o.json) {
    fmt::print("{{\"device\": \"{}\", \"repeats\": {}, \"workloads\": [\n", device, o.repeats);
  } else {
    fmt::print("{}; medians (min, max) of {}\n", device, o.repeats);
  }
  int failed = 0;
  bool first = true;
  for (const Workload& w : workloads()) {
    if (!wanted(o, w)) continue;
    const auto m = measure(programs, limits, w, o.repeats);
    if (!m) {
      fmt::print(stderr, "sepscope-bench: {}: {}\n", w.name, m.error().message);
      failed = 1;
      continue;
    }
    print(o, w, *m, first);
    std::fflush(stdout);
    first = false;
  }
  if (o.json) fmt::print("\n]}}\n");
  return failed;
}

}  // namespace

int main(int argc, char** argv) {
  Options o;
  for (int i = 1; i < argc; ++i) {
    const std::string key = argv[i];
    if (key == "--list") {
      o.list = true;
      continue;
    }
    const char* value = i + 1 < argc ? argv[++i] : nullptr;
    if (key == "--help" || value == nullptr) {
      fmt::print("{}", kHelp);
      return key == "--help" ? 0 : 2;
    }
    if (key == "--workload") {
      o.names.emplace_back(value);
    } else if (key == "--repeat") {
      o.repeats = std::max(std::atoi(value), 1);
    } else if (key == "--shaders") {
      o.shaders = value;
    } else if (key == "--format" && (std::strcmp(value, "json") == 0 || std::strcmp(value, "table") == 0)) {
      o.json = std::strcmp(value, "json") == 0;
    } else {
      fmt::print(stderr, "sepscope-bench: unknown option {}\n{}", key, kHelp);
      return 2;
    }
  }
  if (!o.list) return run(o);
  if (o.json) {
    print_specs(o);
  } else {
    for (const Workload& w : workloads()) fmt::print("{:<14} {}\n", w.name, w.what);
  }
  return 0;
}
