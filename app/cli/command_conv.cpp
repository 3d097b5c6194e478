// sepscope conv: one convolution on the GPU engine, from .npy to .npy, with the semantics of ONNX Conv.
#include <fmt/format.h>

#include <array>
#include <memory>
#include <span>

#include "cli/command.h"
#include "cli/headless.h"
#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/models/model.h"
#include "io/npy.h"

namespace sep::cli {

namespace {

constexpr const char* kFooter =
    "Arrays:\n"
    "  x.npy  [B, C, H, W]\n"
    "  w.npy  [C_out, C/group, K_h, K_w], as PyTorch and ONNX hold weights; kernels are not flipped\n"
    "  b.npy  [C_out]\n"
    "  y.npy  [B, C_out, H', W'], float32, H' = floor((H + t + b - (K_h - 1)*dh - 1) / sh) + 1\n"
    "Every real type is read, in either byte order, C or Fortran order.\n"
    "--model takes weights, bias, stride, pads, dilation and group from a layer as the file has them; a "
    "batch\n"
    "norm or an activation after it is another operator, and left out.\n"
    "\n"
    "Examples:\n"
    "  sepscope conv --input x.npy --weight w.npy --pads 1,1,1,1 -o y.npy\n"
    "  sepscope conv --input x.npy --weight depthwise.npy --group 64 --stride 2,2 -o y.npy\n"
    "  sepscope conv --model model.onnx --layer conv1 --input x.npy -o y.npy\n"
    "\n"
    "Exit status: 0 done, 1 it failed, 2 the arguments make no sense.";

constexpr int kMost = 1 << 20;

struct Options {
  std::string input, weight, bias, output, model, layer;
  ConvSpec spec;
};

void warn_not_finite(const std::string& file, int64_t count) {
  if (count > 0)
    warn(fmt::format("'{}' holds {} values that are NaN or infinite; they are used as they are.", file,
                     count));
}

/// The array with as many axes as its use has; none of them empty.
Result<io::NpyArray<float>> load(const std::string& file, size_t axes, const char* use) {
  Result<io::NpyArray<float>> array = io::load_npy<float>(file);
  if (!array) return array;
  if (array->shape.size() != axes || array->values.empty()) {
    return fail(fmt::format("'{}' has the shape {}: {}.", file, io::npy_shape_text(array->shape), use));
  }
  for (const int64_t extent : array->shape) {
    if (extent > kMost)
      return fail(fmt::format("'{}' has the shape {}, and an axis may have at most {}.", file,
                              io::npy_shape_text(array->shape), kMost));
  }
  warn_not_finite(file, array->not_finite);
  return array;
}

Result<void> fit_spec(const Options& options, const io::NpyArray<float>& x, const io::NpyArray<float>& w,
                      ConvSpec& spec) {
  spec.c_in = static_cast<int>(x.shape[1]);
  spec.c_out = static_cast<int>(w.shape[0]);
  spec.kernel = {static_cast<int>(w.shape[2]), static_cast<int>(w.shape[3])};
  if (w.shape[1] * spec.group == x.shape[1]) return {};
  return fail(fmt::format(
      "'{}' has {} channels, but '{}' is for {} channels a group in {}: --group must be {} ÷ {}.",
      options.input, x.shape[1], options.weight, w.shape[1],
      spec.group == 1 ? "1 group" : fmt::format("{} groups", spec.group), x.shape[1], w.shape[1]));
}

Result<void> write_array(const std::string& file, const Tensor& y) {
  if (file != "-") return io::save_npy(file, y);
  const std::array<int64_t, 4> shape{y.shape.b, y.shape.c, y.shape.h, y.shape.w};
  std::string bytes = io::npy_header(shape);
  bytes.append(reinterpret_cast<const char*>(y.values.data()), y.values.size() * sizeof(float));
  return write_output(file, bytes);
}

Result<void> convolve(const Options& options, const Tensor& input, std::span<const float> weights,
                      std::span<const float> bias, const ConvSpec& spec) {
  if (const Result<Shape> shape = output_shape(spec, input.shape); !shape)
    return fail(fmt::format("{}.", shape.error().message));
  const Result<Headless> headless = start_headless();
  if (!headless) return tl::unexpected(headless.error());
  const Result<Tensor> y = headless->engine->convolve(input, weights, bias, spec);
  if (!y) return tl::unexpected(y.error());
  return write_array(options.output, *y);
}

Result<void> run_layer(const Options& options, const Tensor& input) {
  const Result<io::Model> model = io::load_model(options.model);
  if (!model) return tl::unexpected(model.error());
  const bool only = options.layer.empty() && model->layers.size() == 1;
  const Result<int> index = only ? Result<int>(0) : io::find_layer(*model, options.layer);
  if (!index) return tl::unexpected(index.error());
  const io::Layer& layer = model->layers[static_cast<size_t>(*index)];
  if (!layer.refusal.empty())
    return fail(fmt::format("layer '{}' cannot be run: {}.", layer.name, layer.refusal));
  if (layer.spec.c_in != input.shape.c) {
    return fail(fmt::format("'{}' has {} channels, but layer '{}' reads {}.", options.input, input.shape.c,
                            layer.name, layer.spec.c_in));
  }
  if (layer.has_non_finite)
    warn(fmt::format("layer '{}' holds values that are NaN or infinite; they are used as they are.",
                     layer.name));
  const Size2 size{static_cast<int>(input.shape.h), static_cast<int>(input.shape.w)};
  return convolve(options, input, *layer.weights, layer.bias, io::spec_for(layer, size));
}

Result<void> run(const Options& options) {
  Result<io::NpyArray<float>> x = load(options.input, 4, "the input must be [B, C, H, W], none of them 0");
  if (!x) return tl::unexpected(x.error());
  if (!options.model.empty()) {
    return run_layer(options, {{x->shape[0], x->shape[1], x->shape[2], x->shape[3]}, std::move(x->values)});
  }
  const Result<io::NpyArray<float>> w =
      load(options.weight, 4, "weights must be [C_out, C/group, K_h, K_w], none of them 0");
  if (!w) return tl::unexpected(w.error());
  ConvSpec spec = options.spec;
  if (auto fits = fit_spec(options, *x, *w, spec); !fits) return fits;
  std::vector<float> bias;
  if (!options.bias.empty()) {
    Result<io::NpyArray<float>> b = load(options.bias, 1, "a bias must be [C_out]");
    if (!b) return tl::unexpected(b.error());
    if (b->values.size() != static_cast<size_t>(spec.c_out)) {
      return fail(fmt::format("'{}' has {} values, and the weights make {} channels.", options.bias,
                              b->values.size(), spec.c_out));
    }
    bias = std::move(b->values);
  }
  const Tensor input{{x->shape[0], x->shape[1], x->shape[2], x->shape[3]}, std::move(x->values)};
  return convolve(options, input, w->values, bias, spec);
}

}  // namespace

void add_conv(CLI::App& program, Action& action) {
  CLI::App* const command =
      program.add_subcommand("conv", "Run one convolution on the GPU, from .npy to .npy");
  const auto options = std::make_shared<Options>();
  ConvSpec& spec = options->spec;
  command->add_option("-i,--input", options->input, "The input, [B, C, H, W]")
      ->required()
      ->type_name("x.npy");
  CLI::Option_group* const what = command->add_option_group("Filters");
  CLI::Option* const model =
      what->add_option("-m,--model", options->model, "A model or a bank, instead of weights")
          ->type_name("FILE");
  what->add_option("-w,--weight", options->weight, "The weights, [C_out, C/group, K_h, K_w]")
      ->type_name("w.npy");
  what->require_option(1);
  command->add_option("-l,--layer", options->layer, "The layer's name; not needed where there is only one")
      ->needs(model)
      ->type_name("NAME");
  command->add_option("-b,--bias", options->bias, "One number per output channel")
      ->excludes(model)
      ->type_name("b.npy");
  add_numbers(*command, "--stride", {&spec.stride.h, &spec.stride.w}, 1, kMost, true,
              "Down and across, one number for both; default 1")
      ->excludes(model)
      ->type_name("SH,SW");
  add_numbers(*command, "--pads", {&spec.pads.top, &spec.pads.left, &spec.pads.bottom, &spec.pads.right}, 0,
              kMost, true, "Zeros around the input, one number for all sides; default 0")
      ->excludes(model)
      ->type_name("T,L,B,R");
  add_numbers(*command, "--dilation", {&spec.dilation.h, &spec.dilation.w}, 1, kMost, true,
              "Down and across, one number for both; default 1")
      ->excludes(model)
      ->type_name("DH,DW");
  add_numbers(*command, "--group", {&spec.group}, 1, kMost, false, "Number of groups; default 1")
      ->excludes(model)
      ->type_name("G");
  command->add_option("-o,--output", options->output, "Where to write the output, or - for standard output")
      ->required()
      ->type_name("y.npy");
  command->footer(kFooter);
  command->callback([options, &action] {
    action = [options] {
      const Result<void> done = run(*options);
      return done ? 0 : report(done.error());
    };
  });
}

}  // namespace sep::cli
