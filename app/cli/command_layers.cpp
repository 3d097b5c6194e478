// sepscope layers: every convolution of a model, or every kernel of a file.
#include <memory>

#include "cli/command.h"
#include "io/models/model.h"

namespace sep::cli {

namespace {

constexpr const char* kFooter =
    "FILE is an ONNX model, .safetensors, .npy, a text matrix (.txt, .csv, .tsv) or JSON kernels, told by\n"
    "content. A depthwise layer that a pointwise one follows is named with it, and so are the activations\n"
    "between them. '?' stands where the file does not say.\n"
    "\n"
    "Examples:\n"
    "  sepscope layers model.onnx\n"
    "  sepscope layers model.onnx --format json | jq '.layers[] | select(.kind == \"depthwise\").name'\n"
    "\n"
    "Exit status: 0 done, 1 the file cannot be read, 2 the arguments make no sense.";

struct Options {
  std::string file, format = "table";
};

Result<void> run(const Options& options) {
  const Result<io::Model> model = io::load_model(options.file);
  if (!model) return tl::unexpected(model.error());
  const io::ListFormat format = options.format == "json"  ? io::ListFormat::json
                                : options.format == "csv" ? io::ListFormat::csv
                                                          : io::ListFormat::table;
  return write_stdout(io::format_layers(*model, format));
}

}  // namespace

void add_layers(CLI::App& program, Action& action) {
  CLI::App* const command = program.add_subcommand("layers", "List the convolutions of a model");
  const auto options = std::make_shared<Options>();
  command->add_option("FILE", options->file, "A model, a bank or kernels")->required()->type_name("");
  add_format(*command, options->format);
  command->footer(kFooter);
  command->callback([options, &action] {
    action = [options] {
      const Result<void> done = run(*options);
      return done ? 0 : report(done.error());
    };
  });
}

}  // namespace sep::cli
