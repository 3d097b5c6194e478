// sepscope run: every stage of both paths, computed on the GPU engine, as .npy files.
#include <fmt/format.h>

#include <memory>

#include "cli/command.h"
#include "cli/headless.h"
#include "io/costs.h"
#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/npy.h"

namespace sep::cli {

namespace fs = std::filesystem;

namespace {

constexpr const char* kFooter =
    "Writes into DIR, which is made if it does not exist:\n"
    "  input.npy                     what both paths read\n"
    "  image.npy                     the image, where input.npy is a channel bank made from it\n"
    "  separable-1-depthwise.npy …   every stage of the separable path, in order\n"
    "  standard-1-standard.npy       the standard path\n"
    "  costs.json                    as 'sepscope cost --format json' prints it\n"
    "Arrays are float32, [B,C,H,W]. The image has its own size unless the experiment says otherwise.\n"
    "\n"
    "Example:\n"
    "  sepscope run lesson.json -o stages && python3 -c \"import numpy; "
    "print(numpy.load('stages/input.npy').shape)\"\n"
    "\n"
    "Exit status: 0 done, 1 it failed, 2 the arguments make no sense.";

struct Options {
  std::string experiment, directory;
};

Result<void> run(const Options& options) {
  Result<LoadedExperiment> loaded = load_whole(options.experiment);
  if (!loaded) return tl::unexpected(loaded.error());
  Result<Headless> headless = start_headless();
  if (!headless) return tl::unexpected(headless.error());
  const auto plan = std::make_shared<const Plan>(std::move(loaded->plan));
  if (auto done = compute(*headless->engine, loaded->image, plan); !done) return done;
  std::error_code failed;
  fs::create_directories(options.directory, failed);
  if (failed)
    return fail(
        fmt::format("the folder '{}' cannot be made: {}.", options.directory, io::reason_of(failed.value())));
  const fs::path directory = options.directory;
  for (const NamedStage& output : named_stages(*plan)) {
    const Result<Tensor> tensor = headless->engine->read(output.ref);
    if (!tensor) return tl::unexpected(tensor.error());
    if (auto saved = io::save_npy(directory / (output.name + ".npy"), *tensor); !saved) return saved;
  }
  return io::write_file(directory / "costs.json", io::costs_json(*plan));
}

}  // namespace

void add_run(CLI::App& program, Action& action) {
  CLI::App* const command =
      program.add_subcommand("run", "Compute every stage of both paths and write them as .npy");
  const auto options = std::make_shared<Options>();
  command->add_option("EXPERIMENT", options->experiment, "An experiment file (JSON), or - for standard input")
      ->required();
  command->add_option("-o,--output", options->directory, "The folder to write to")
      ->required()
      ->type_name("DIR");
  command->footer(kFooter);
  command->callback([options, &action] {
    action = [options] {
      const Result<void> done = run(*options);
      return done ? 0 : report(done.error());
    };
  });
}

}  // namespace sep::cli
