// sepscope count: the multiplications of both paths as shaders count them while doing them, beside the
// formula.
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <memory>

#include "cli/command.h"
#include "cli/headless.h"
#include "io/counts.h"

namespace sep::cli {

namespace {

constexpr const char* kFooter =
    "Both paths are computed, and then computed again by a plain shader whose counter stands beside the\n"
    "multiply; its sums must be the paths' results. That takes about twenty times as long.\n"
    "\n"
    "Formats:\n"
    "  table  for people: formula and count of each stage, and those that see the image\n"
    "  csv    path,name,multiplications,counted,counted_useful\n"
    "  json   stages[] {path, name, multiplications, counted, counted_useful}, totals {separable, "
    "standard},\n"
    "         equal\n"
    "counted_useful leaves out the multiplications that read a cell of the padding.\n"
    "\n"
    "Example:\n"
    "  sepscope count lesson.json --format json | jq .equal\n"
    "\n"
    "Exit status: 0 done and equal, 1 it failed or a count is not the formula, 2 the arguments make no "
    "sense.";

struct Options {
  std::string experiment, format = "table";
};

/// To the end, with a line of progress where somebody watches.
Result<void> count_all(gpu::Engine& engine) {
  using Clock = std::chrono::steady_clock;
  const bool watched = isatty(STDERR_FILENO) == 1;
  const auto start = Clock::now();
  engine.request_counts();
  while (engine.counting()) {
    if (const Result<bool> more = engine.advance(200); !more) return tl::unexpected(more.error());
    if (watched && Clock::now() - start > std::chrono::seconds(1))
      std::fprintf(stderr, "\rcounting: %3.0f %%", 100 * engine.counting_progress());
  }
  if (watched) std::fprintf(stderr, "\r               \r");
  return {};
}

Result<bool> run(const Options& options) {
  Result<LoadedExperiment> loaded = load_whole(options.experiment);
  if (!loaded) return tl::unexpected(loaded.error());
  Result<Headless> headless = start_headless();
  if (!headless) return tl::unexpected(headless.error());
  gpu::Engine& engine = *headless->engine;
  const auto plan = std::make_shared<const Plan>(std::move(loaded->plan));
  if (auto done = compute(engine, loaded->image, plan); !done) return tl::unexpected(done.error());
  if (auto done = count_all(engine); !done) return tl::unexpected(done.error());
  const std::vector<CountedStage> stages = engine.counted();
  const std::string text = options.format == "json"  ? io::counts_json(stages)
                           : options.format == "csv" ? io::counts_csv(stages)
                                                     : io::counts_table(stages);
  if (const Result<void> written = write_stdout(text); !written) return tl::unexpected(written.error());
  return io::all_equal(stages);
}

}  // namespace

void add_count(CLI::App& program, Action& action) {
  CLI::App* const command =
      program.add_subcommand("count", "Count the multiplications of both paths while the GPU performs them");
  const auto options = std::make_shared<Options>();
  command->add_option("EXPERIMENT", options->experiment, "An experiment file (JSON), or - for standard input")
      ->required();
  add_format(*command, options->format);
  command->footer(kFooter);
  command->callback([options, &action] {
    action = [options] {
      const Result<bool> equal = run(*options);
      if (!equal) return report(equal.error());
      return *equal ? 0 : 1;
    };
  });
}

}  // namespace sep::cli
