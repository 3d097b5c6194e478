// Bodies of bank_source.h.
#include "io/models/bank_source.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/models/block.h"
#include "io/stop.h"

namespace sep::io {
namespace {

constexpr int kMaxChannels = 4096;

using BankResult = Result<std::shared_ptr<const FilterBank>>;

BankResult pair_bank(const Model& model, int index) {
  auto block = block_of(model, index);
  if (!block) return tl::unexpected(block.error());
  const ComposedBlock whole = composed(*block);
  std::vector<std::string> left_out = block->between;
  return make_pair(block->name, block->depthwise.c_in, block->multiplier, block->pointwise.c_out,
                   block->depthwise.kernel, std::move(block->depthwise_weights),
                   std::move(block->pointwise_weights), whole.bias, std::move(left_out));
}

BankResult single_bank(const Layer& layer, const std::atomic<bool>* cancel) {
  FoldedLayer own = folded(layer);
  const ConvSpec& s = layer.spec;
  return make_bank(layer.name, s.c_out, s.c_in, s.group, s.kernel, std::move(own.weights),
                   std::move(own.bias), cancel);
}

bool is_pair(const Layer& layer, const Model& model) {
  return layer.pair >= 0 && model.layers[static_cast<size_t>(layer.pair)].spec.stride == Size2{1, 1};
}

BankResult bank_of(const Model& model, int index, const std::atomic<bool>* cancel) {
  const Layer& layer = model.layers[static_cast<size_t>(index)];
  if (!layer.refusal.empty()) return fail(layer.refusal);
  if (std::max(layer.spec.c_in, layer.spec.c_out) > kMaxChannels) {
    return fail(fmt::format("layer {} has {} input and {} output channels; the window shows at most {}",
                            layer.name, layer.spec.c_in, layer.spec.c_out, kMaxChannels));
  }
  return is_pair(layer, model) ? pair_bank(model, index) : single_bank(layer, cancel);
}

void take_geometry(Experiment& e, const Layer& layer, std::vector<std::string>& notes) {
  e.stride = {std::min(layer.spec.stride.h, kMaxStride), std::min(layer.spec.stride.w, kMaxStride)};
  e.dilation = {std::min(layer.spec.dilation.h, kMaxDilation), std::min(layer.spec.dilation.w, kMaxDilation)};
  if (e.stride != layer.spec.stride || e.dilation != layer.spec.dilation) {
    notes.push_back(fmt::format(
        "Layer {} has a stride or dilation above {}, which the window does not offer: it shows {}.",
        layer.name, kMaxStride, kMaxStride));
  }
  e.border = Border::zero;
  if (layer.auto_pad == AutoPad::explicit_pads) {
    e.padding = layer.spec.pads == Pads{} ? Padding::valid : Padding::explicit_pads;
    e.pads = layer.spec.pads;
  } else {
    e.padding = layer.auto_pad == AutoPad::valid        ? Padding::valid
                : layer.auto_pad == AutoPad::same_lower ? Padding::same_lower
                                                        : Padding::same;
  }
}

}  // namespace

Result<int> chosen_layer(const Model& model, const std::string& name) {
  if (!name.empty()) return find_layer(model, name);
  if (model.layers.empty()) return fail(fmt::format("{} has no convolution layer", model.name));
  for (size_t i = 0; i < model.layers.size(); ++i) {
    const Layer& layer = model.layers[i];
    if (layer.refusal.empty() && (layer.pair >= 0 || layer.kind == ConvKind::standard))
      return static_cast<int>(i);
  }
  return 0;
}

Result<LayerExperiment> layer_experiment(const Experiment& base, const std::string& file, const Model& model,
                                         int index, const std::atomic<bool>* cancel) {
  const Layer& layer = model.layers.at(static_cast<size_t>(index));
  LayerExperiment out{base, {}};
  if (!layer.note.empty()) out.notes.push_back(layer.note);
  if (layer.kernel) {
    out.experiment.mode = Mode::spatial;
    out.experiment.kernel = {"", layer.kernel->size, *layer.kernel};
    out.experiment.rank = 0;
    out.experiment.bank = {};
    return out;
  }
  auto bank = bank_of(model, index, cancel);
  if (!bank) return tl::unexpected(bank.error());
  out.experiment = with_bank(base, {file, layer.name, *bank});
  take_geometry(out.experiment, layer, out.notes);
  if (is_pair(layer, model)) {
    const auto block = block_of(model, index);
    if (std::string note = block_note(*block); !note.empty()) out.notes.push_back(std::move(note));
  } else if (!layer.between.empty()) {
    out.notes.push_back(fmt::format("Layer {} is followed by {}, which is left out.", layer.name,
                                    fmt::join(layer.between, ", ")));
  }
  return out;
}

Result<std::shared_ptr<const FilterBank>> bank_of_layer(const Model& model, const std::string& layer) {
  const auto index = chosen_layer(model, layer);
  if (!index) return tl::unexpected(index.error());
  std::atomic<bool> unwanted = false;
  const std::stop_callback ends(reading_token(), [&] { unwanted = true; });
  return bank_of(model, *index, &unwanted);
}

Experiment with_renewed_bank(const Experiment& e, std::shared_ptr<const FilterBank> bank) {
  const bool pair = bank->is_pair;
  Experiment next = with_bank(e, {e.bank.file, e.bank.layer, std::move(bank)});
  next.view = e.view;
  if (!pair) next.multiplier = e.multiplier;
  return next;
}

Result<void> resolve_bank(Experiment& experiment, const std::filesystem::path& base_dir) {
  if (experiment.bank.file.empty() || experiment.bank.loaded) return {};
  const auto path = base_dir / experiment.bank.file;
  const auto model = load_model(path);
  if (!model) return tl::unexpected(model.error());
  if (auto index = chosen_layer(*model, experiment.bank.layer); !index) return tl::unexpected(index.error());
  auto made = bank_of_layer(*model, experiment.bank.layer);
  if (!made) return fail(fmt::format("{}: {}", path.filename().string(), made.error().message));
  experiment = with_renewed_bank(experiment, *made);
  return {};
}

}  // namespace sep::io
