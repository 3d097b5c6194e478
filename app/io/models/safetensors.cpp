// Filters from .safetensors.
#include "io/models/safetensors.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <map>

#include "io/models/floats.h"
#include "io/models/layers.h"
#include "io/models/safetensors_header.h"
#include "io/stop.h"

namespace sep::io {

namespace {

/// "layer.2" before "layer.10": digits compare as numbers.
bool natural_less(std::string_view a, std::string_view b) {
  size_t i = 0, j = 0;
  const auto digit = [](char c) { return c >= '0' && c <= '9'; };
  const auto run = [&](std::string_view text, size_t& at) {
    const size_t start = at;
    while (at < text.size() && digit(text[at])) ++at;
    std::string_view digits = text.substr(start, at - start);
    while (digits.size() > 1 && digits.front() == '0') digits.remove_prefix(1);
    return digits;
  };
  while (i < a.size() && j < b.size()) {
    if (digit(a[i]) && digit(b[j])) {
      const std::string_view x = run(a, i), y = run(b, j);
      if (x.size() != y.size()) return x.size() < y.size();
      if (x != y) return x < y;
    } else {
      if (a[i] != b[j]) return static_cast<unsigned char>(a[i]) < static_cast<unsigned char>(b[j]);
      ++i, ++j;
    }
  }
  if (i < a.size() || j < b.size()) return i == a.size();
  return a < b;
}

std::string without_weight(const std::string& name) {
  constexpr std::string_view kEnd = ".weight";
  return name.size() > kEnd.size() && name.ends_with(kEnd) ? name.substr(0, name.size() - kEnd.size()) : name;
}

class Loader {
 public:
  Loader(const ByteSource& source, const SafetensorsHeader& header)
      : source_(source), header_(header), budget_(source.size()) {
    for (const TensorEntry& tensor : header.tensors) by_name_[tensor.name] = &tensor;
  }

  Result<Model> run(const std::string& name) {
    Model model{name, {}, {}};
    const std::vector<const TensorEntry*> found = filters(model.warnings);
    for (const TensorEntry* tensor : found) will_go_through(tensor->count * bytes_of(*tensor->type));
    for (const TensorEntry* tensor : found) {
      Result<Layer> layer = read(*tensor);
      if (!layer) return tl::unexpected(layer.error());
      model.layers.push_back(std::move(*layer));
    }
    if (model.layers.empty()) return nothing();
    guess_groups(model.layers);
    for (Layer& layer : model.layers) note_non_finite(layer, model.warnings);
    return model;
  }

 private:
  std::vector<const TensorEntry*> filters(std::vector<std::string>& warnings) const {
    std::vector<const TensorEntry*> found;
    for (const TensorEntry& tensor : header_.tensors) {
      if (tensor.shape.size() != 4 || tensor.count == 0) continue;
      if (tensor.type)
        found.push_back(&tensor);
      else if (warnings.size() < 20)
        warnings.push_back(fmt::format("Tensor {} is left out: numbers of type {} are not read.",
                                       shown_name(tensor.name), tensor.dtype));
    }
    std::sort(found.begin(), found.end(),
              [](const auto* a, const auto* b) { return natural_less(a->name, b->name); });
    return found;
  }

  Result<std::vector<float>> values(const TensorEntry& tensor) {
    if (!budget_.take(tensor.count)) {
      return fail(fmt::format("{}, tensor {}: its numbers need more memory than such a file may take.",
                              source_.name(), shown_name(tensor.name)));
    }
    std::vector<float> numbers;
    const auto read =
        read_floats(source_, header_.data_start + tensor.begin, *tensor.type, tensor.count, numbers);
    if (!read) return tl::unexpected(read.error());
    return numbers;
  }

  Result<Layer> read(const TensorEntry& tensor) {
    Result<std::vector<float>> numbers = values(tensor);
    if (!numbers) return tl::unexpected(numbers.error());
    Result<Layer> layer = layer_of_bank(
        without_weight(tensor.name), {tensor.shape[0], tensor.shape[1], tensor.shape[2], tensor.shape[3]},
        std::make_shared<const std::vector<float>>(std::move(*numbers)),
        fmt::format("{}, tensor {}", source_.name(), shown_name(tensor.name)));
    if (!layer || layer->name == tensor.name) return layer;
    const auto bias = by_name_.find(layer->name + ".bias");
    if (bias == by_name_.end() || !bias->second->type) return layer;
    if (bias->second->shape != std::vector<int64_t>{tensor.shape[0]}) return layer;
    numbers = values(*bias->second);
    if (!numbers) return tl::unexpected(numbers.error());
    layer->bias = std::move(*numbers);
    return layer;
  }

  tl::unexpected<Error> nothing() const {
    return fail(
        fmt::format("{} holds no filters: none of its {} tensors is a 4-D bank [N, C, K_h, K_w] of "
                    "floating-point numbers.",
                    source_.name(), header_.tensors.size()));
  }

  const ByteSource& source_;
  const SafetensorsHeader& header_;
  WeightBudget budget_;
  std::map<std::string_view, const TensorEntry*> by_name_;
};

}  // namespace

bool looks_like_safetensors(std::string_view head, int64_t file_bytes) {
  if (head.size() < 9 || file_bytes < 9 || head[8] != '{') return false;
  uint64_t length = 0;
  std::memcpy(&length, head.data(), 8);
  // Text would make a number with large high bytes.
  return length < uint64_t{1} << 48U;
}

Result<Model> parse_safetensors(const ByteSource& source, const std::string& name) {
  const Result<SafetensorsHeader> header = read_safetensors_header(source);
  if (!header) return tl::unexpected(header.error());
  return Loader(source, *header).run(name);
}

}  // namespace sep::io
