// sepscope cost: what both paths of an experiment cost, without computing anything.
#include <memory>

#include "cli/command.h"
#include "io/costs.h"

namespace sep::cli {

namespace {

constexpr const char* kFooter =
    "Formats:\n"
    "  table  for people: thousands grouped, verdict and closed form\n"
    "  csv    path,name,formula,multiplications,parameters,output_shape; a row named total ends each path\n"
    "  json   stages[] {path, name, formula, multiplications, parameters, output_shape [B,C,H,W]} and\n"
    "         totals {separable, standard, ratio, times_fewer, separable_parameters, standard_parameters};\n"
    "         ratio = separable / standard, times_fewer = standard / separable\n"
    "\n"
    "Counted is one multiplication per weight per output element, zero padding included.\n"
    "\n"
    "Examples:\n"
    "  sepscope cost lesson.json\n"
    "  sepscope cost lesson.json --format json | jq .totals.times_fewer\n"
    "\n"
    "Exit status: 0 done, 1 the experiment is not valid or cannot be read, 2 the arguments make no sense.";

struct Options {
  std::string experiment, format = "table";
};

int run(const Options& options) {
  const Result<LoadedExperiment> loaded = load_whole(options.experiment);
  if (!loaded) return report(loaded.error());
  const std::string text = options.format == "json"  ? io::costs_json(loaded->plan)
                           : options.format == "csv" ? io::costs_csv(loaded->plan)
                                                     : io::costs_table(loaded->plan);
  const Result<void> written = write_stdout(text);
  return written ? 0 : report(written.error());
}

}  // namespace

void add_cost(CLI::App& program, Action& action) {
  CLI::App* const command = program.add_subcommand("cost", "Print what both paths of an experiment cost");
  const auto options = std::make_shared<Options>();
  command->add_option("EXPERIMENT", options->experiment, "An experiment file (JSON), or - for standard input")
      ->required();
  command->add_option("--format", options->format, "How to print it")
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->capture_default_str();
  command->footer(kFooter);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace sep::cli
