// sepscope cost: what both paths of an experiment cost, without computing anything.
#include <memory>

#include "cli/command.h"
#include "io/chart_table.h"
#include "io/costs.h"
#include "io/network/network_costs.h"
#include "io/paths.h"

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
    "With --network: a whole network, by name (course, mobilenet_v1, mobilenet_v2, vgg16, xception) or from "
    "a\n"
    "JSON file, or an ONNX model (its convolutions; --resolution sets its input); a line or layers[] for "
    "each layer and the same totals. separable is the network as "
    "published\n"
    "(vgg16: made depthwise separable), standard the one with standard convolutions.\n"
    "\n"
    "With --against: a row for each value of that number, everything else as it is: value, separable, "
    "standard,\n"
    "ratio, and which is the present one.\n"
    "\n"
    "Counted is one multiplication per weight per output element, zero padding included.\n"
    "\n"
    "Examples:\n"
    "  sepscope cost lesson.json\n"
    "  sepscope cost lesson.json --format json | jq .totals.times_fewer\n"
    "  sepscope cost lesson.json --against kernel --format csv\n"
    "  sepscope cost --network mobilenet_v1 --width 0.75 --resolution 192\n"
    "\n"
    "Exit status: 0 done, 1 the experiment is not valid or cannot be read, 2 the arguments make no sense.";

struct Options {
  std::string experiment, format = "table", against;
  io::NetworkCostOptions network;
};

int run_network(io::NetworkCostOptions network, const std::string& format) {
  const Result<std::filesystem::path> data = io::data_dir();
  if (!data) return report(data.error());
  network.assets_dir = *data / "assets";
  network.format = format == "json"  ? io::CostFormat::json
                   : format == "csv" ? io::CostFormat::csv
                                     : io::CostFormat::table;
  const Result<std::string> text = io::network_costs(network);
  if (!text) return report(text.error());
  const Result<void> written = write_stdout(*text);
  return written ? 0 : report(written.error());
}

std::string series_text(const Plan& plan, SeriesAxis axis, const std::string& format) {
  const CostSeries series = cost_series(plan, axis);
  return format == "json"  ? io::series_json(series, plan)
         : format == "csv" ? io::series_csv(series, plan)
                           : io::series_table(series, plan);
}

int run(const Options& options) {
  if (!options.network.network.empty()) return run_network(options.network, options.format);
  const Result<LoadedExperiment> loaded = load_whole(options.experiment);
  if (!loaded) return report(loaded.error());
  if (const auto axis = io::axis_of_word(options.against)) {
    const Result<void> written = write_stdout(series_text(loaded->plan, *axis, options.format));
    return written ? 0 : report(written.error());
  }
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
  CLI::Option_group* const what = command->add_option_group("What");
  CLI::Option* const experiment = what->add_option("EXPERIMENT", options->experiment,
                                                   "An experiment file (JSON), or - for standard input");
  CLI::Option* const network =
      what->add_option("--network", options->network.network,
                       "A whole network instead: its name, a JSON file, or an ONNX model")
          ->excludes(experiment);
  what->require_option(1);
  command
      ->add_option(
          "--against", options->against,
          "A chart's numbers instead: both paths while one number changes: kernel, channels, filters, "
          "terms or size")
      ->check(CLI::IsMember({"kernel", "channels", "filters", "terms", "size"}).description(""))
      ->type_name("NUMBER")
      ->needs(experiment);
  command->add_option("--width", options->network.width, "The network's width multiplier")
      ->check(CLI::Range(kMinWidth, kMaxWidth))
      ->needs(network);
  command
      ->add_option("--resolution", options->network.resolution, "The network's input size in pixels, square")
      ->check(CLI::Range(1, kMaxResolution))
      ->needs(network);
  add_format(*command, options->format);
  command->footer(kFooter);
  command->callback([options, &action] { action = [options] { return run(*options); }; });
}

}  // namespace sep::cli
