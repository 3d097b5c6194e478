// sepscope bench: the engine's shaders on named workloads, measured here and now.
#include <fmt/format.h>

#include <memory>

#include "bench/bench.h"
#include "cli/command.h"
#include "gpu/family.h"
#include "io/paths.h"

namespace sep::cli {

namespace {

constexpr const char* kFooter =
    "Every workload runs on random tensors; a time is the median of timestamp queries of the GPU, between "
    "the least\n"
    "and the most. Shares are of the multiply-adds (by those that are made: Winograd makes fewer than "
    "GFLOP/s "
    "count) and of the\ncopied bytes that this machine manages in the same run.\n"
    "Workloads named -large have tensors of 256 MB, those named -naive run the shader that one writes first; "
    "both are\n"
    "measured only when asked for by name.\n"
    "\n"
    "Example:\n"
    "  sepscope bench --workload B --workload E --format json\n"
    "\n"
    "Exit status: 0 done, 1 a workload failed, 2 the arguments make no sense.";

int run(bench::Options options, const std::string& format, const std::string& family, bool list) {
  options.json = format == "json";
  options.family = gpu::family_for(family);
  if (list) {
    bench::list(options);
    return 0;
  }
  const auto data = io::data_dir();
  if (!data) return report(data.error());
  options.shaders = *data / "shaders";
  if (auto fits = bench::sensible(options); !fits) {
    report(fits.error());
    return 2;
  }
  const auto done = bench::run(options);
  return done ? 0 : report(done.error());
}

}  // namespace

void add_bench(CLI::App& program, Action& action) {
  CLI::App* command = program.add_subcommand("bench", "Measure the convolutions of this machine's OpenGL");
  command->footer(kFooter);
  auto options = std::make_shared<bench::Options>();
  auto format = std::make_shared<std::string>("table");
  auto family = std::make_shared<std::string>("measured");
  auto list = std::make_shared<bool>(false);
  command->add_option("--workload", options->workloads, "Which to measure; may be given several times")
      ->type_name("NAME");
  command->add_option("--repeat", options->repeats, "Runs of each; default 21")
      ->check(CLI::Range(1, bench::kMostRepeats))
      ->type_name("N");
  command->add_option("--format", *format, "table or json; default table")
      ->check(CLI::IsMember({"table", "json"}))
      ->type_name("FORMAT");
  command
      ->add_option(
          "--family", *family,
          "How shaders work: in registers, in tiles of shared memory, or measured: whichever is faster "
          "here; default measured")
      ->check(CLI::IsMember({"measured", "registers", "tiles"}))
      ->type_name("FAMILY");
  command->add_flag("--check", options->check,
                    "Compare every result with the double-precision reference, which takes seconds each");
  command->add_flag("--scaling", options->scaling,
                    "Measure how time grows with pixels, channels and kernels");
  command->add_flag("--list", *list, "Name the workloads and leave");
  command->callback([options, format, family, list, &action] {
    action = [options, format, family, list] { return run(*options, *format, *family, *list); };
  });
}

}  // namespace sep::cli
