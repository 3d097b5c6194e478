// Bodies of check_model.h.
#include "check_model.h"

#include <cstdio>
#include <cstdlib>

#include "io/models/block.h"

namespace sep::fuzz {

namespace {

void require(bool holds, const char* rule) {
  if (holds) return;
  std::fprintf(stderr, "rule broken: %s\n", rule);
  std::abort();
}

bool none_or(size_t size, int channels) { return size == 0 || size == static_cast<size_t>(channels); }

void check_layer(const io::Model& model, const io::Layer& layer) {
  const ConvSpec& spec = layer.spec;
  require(layer.weights != nullptr, "a layer has weights");
  require(spec.c_in >= 1 && spec.c_out >= 1 && spec.group >= 1, "extents are positive");
  require(spec.c_in % spec.group == 0 && spec.c_out % spec.group == 0, "groups divide the channels");
  require(static_cast<int64_t>(layer.weights->size()) == spec.weight_count(), "weights fill their shape");
  require(none_or(layer.bias.size(), spec.c_out), "bias fills its channels");
  require(none_or(layer.norm_scale.size(), spec.c_out), "scale fills its channels");
  require(layer.norm_scale.size() == layer.norm_shift.size(), "scale and shift match");
  require(layer.pair >= -1 && layer.pair < static_cast<int>(model.layers.size()), "pair is a layer");
  require(!layer.kernel || layer.kernel->values.size() == layer.weights->size(), "kernel and weights match");
  require(!layer.input || layer.input->c == spec.c_in, "input channels match");
  (void)io::layer_multiplications(layer);
  (void)io::spec_for(layer, {7, 9});
}

}  // namespace

void check(const Result<io::Model>& model) {
  if (!model) {
    const std::string& message = model.error().message;
    require(!message.empty() && message.back() == '.', "a message is a sentence");
    require(message.find('\n') == std::string::npos && message.size() < 2000, "a message is one short line");
    return;
  }
  require(!model->layers.empty(), "a model has layers");
  for (const io::Layer& layer : model->layers) check_layer(*model, layer);
  for (size_t i = 0; i < model->layers.size() && i < 16; ++i) {
    if (model->layers[i].pair < 0) continue;
    const auto block = io::block_of(*model, static_cast<int>(i));
    require(block.has_value(), "a pair is a block");
    const int64_t products =
        block->pointwise.weight_count() * block->depthwise.kernel.h * block->depthwise.kernel.w;
    if (products < 1'000'000)
      require(composed(*block).spec.c_in == block->depthwise.c_in, "a block composes");
  }
  for (const auto format : {io::ListFormat::table, io::ListFormat::csv, io::ListFormat::json}) {
    if (model->layers.size() < 200) (void)io::format_layers(*model, format);
  }
}

}  // namespace sep::fuzz
