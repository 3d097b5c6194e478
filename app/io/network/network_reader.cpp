// Bodies of network_reader.h: the keys of a network file, their bounds and what each kind of row may say.
#include "io/network/network_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "io/network/network_file.h"

namespace sep::io {
namespace {

constexpr int kMaxPad = 64;
constexpr size_t kMaxNotes = 32, kMaxFigures = 64;

constexpr std::string_view kPoolWords[]{"max", "average"};
constexpr std::string_view kNamedPaddings[]{"valid", "same"};

}  // namespace

bool NetworkReader::row_object(const Json& json, const std::string& path, LayerKind kind) {
  switch (kind) {
    case LayerKind::convolution:
      return object(json, path,
                    {"kind", "name", "repeat", "kernel", "stride", "dilation", "padding", "filters", "group",
                     "batch_norm", "bias", "width", "shortcut", "adds"});
    case LayerKind::separable:
      return object(json, path,
                    {"kind", "name", "repeat", "kernel", "stride", "dilation", "padding", "filters",
                     "multiplier", "batch_norm", "bias", "width", "shortcut", "adds"});
    case LayerKind::inverted_residual:
      return object(json, path,
                    {"kind", "name", "repeat", "kernel", "stride", "dilation", "padding", "filters",
                     "expansion", "batch_norm", "bias", "width", "shortcut", "adds"});
    case LayerKind::pool:
      return object(json, path,
                    {"kind", "name", "pool", "global", "kernel", "stride", "padding", "shortcut", "adds"});
    case LayerKind::fully_connected:
      break;
  }
  return object(json, path, {"kind", "name", "filters", "batch_norm", "bias", "width"});
}

void NetworkReader::padding(const Json& json, const std::string& path, NetworkRow& row) {
  const std::string place = path_of(path, "padding");
  field(json, path, "padding", [&](JsonReader& r, const Json& v) {
    if (v.is_string()) {
      size_t index = 0;
      r.word(v, place, kNamedPaddings, index);
      row.padding = index == 0 ? Padding::valid : Padding::same;
      return;
    }
    row.padding = Padding::explicit_pads;
    if (v.is_number()) {
      int all = 0;
      r.whole_as(v, place, 0, kMaxPad, all);
      row.pads = {all, all, all, all};
    } else if (v.is_array() && v.size() == 4) {
      int* const sides[] = {&row.pads.top, &row.pads.left, &row.pads.bottom, &row.pads.right};
      for (size_t i = 0; i < 4; ++i) r.whole_as(v[i], fmt::format("{}[{}]", place, i), 0, kMaxPad, *sides[i]);
    } else {
      r.complain(place, fmt::format("is {}: it must be \"same\", \"valid\", a number of pixels or a list "
                                    "[top, left, bottom, right]",
                                    shown(v)));
    }
  });
}

void NetworkReader::stages_of(const Json& json, const std::string& path, NetworkRow& row) {
  word(json, path, "batch_norm", kBatchNormWords, row.batch_norm);
  yes_or_no(json, path, "bias", row.bias);
  padding(json, path, row);
}

void NetworkReader::defaults(const Json& json) {
  if (const Json* d = find(json, "defaults");
      d != nullptr && object(*d, "defaults", {"batch_norm", "bias", "padding"})) {
    stages_of(*d, "defaults", default_row_);
  }
}

void NetworkReader::row(const Json& json, const std::string& path) {
  if (!json.is_object()) return complain(path, fmt::format("is {}: a layer must be an object", shown(json)));
  NetworkRow row = default_row_;
  required(json, path, {"kind", "name"});
  word(json, path, "kind", kLayerKindWords, row.kind);
  if (!message_.empty() || !row_object(json, path, row.kind)) return;
  text(json, path, "name", row.name);
  yes_or_no(json, path, "global", row.global);
  if (row.kind != LayerKind::pool) required(json, path, {"filters"});
  if (row.kind == LayerKind::convolution || row.kind == LayerKind::separable ||
      (row.kind == LayerKind::pool && !row.global)) {
    required(json, path, {"kernel"});
  }
  if (row.kind == LayerKind::fully_connected) {
    row.batch_norm = BatchNorm::none;
    row.width = Scaling::fixed;
  }
  pair(json, path, "kernel", kMaxKernel, row.kernel);
  if (row.kind == LayerKind::pool) row.stride = row.kernel;
  pair(json, path, "stride", kMaxKernel, row.stride);
  pair(json, path, "dilation", 32, row.dilation);
  stages_of(json, path, row);
  whole(json, path, "repeat", 1, 256, row.repeat);
  whole(json, path, "filters", 1, kMaxNetworkChannels, row.filters);
  whole(json, path, "group", 1, kMaxNetworkChannels, row.group);
  whole(json, path, "multiplier", 1, 64, row.multiplier);
  whole(json, path, "expansion", 1, 64, row.expansion);
  word(json, path, "width", kScalingWords, row.width);
  word(json, path, "pool", kPoolWords, row.average);
  yes_or_no(json, path, "shortcut", row.shortcut);
  text(json, path, "adds", row.adds);
  network_.rows.push_back(std::move(row));
}

void NetworkReader::path_word(const Json& json, const std::string& path, const char* key, PathId& out) {
  bool standard = out == PathId::standard;
  word(json, path, key, kPathWords, standard);
  out = standard ? PathId::standard : PathId::separable;
}

void NetworkReader::figure(const Json& json, const std::string& path) {
  if (!object(json, path,
              {"quantity", "path", "counts", "value", "step", "width", "resolution", "source", "note"}))
    return;
  required(json, path, {"quantity", "value", "source"});
  PublishedFigure f;
  word(json, path, "quantity", kQuantityWords, f.quantity);
  path_word(json, path, "path", f.path);
  word(json, path, "counts", kCountsWords, f.counts);
  const auto count = [&](const char* key, int64_t& out) {
    field(json, path, key,
          [&](JsonReader& r, const Json& v) { r.whole(v, path_of(path, key), 1, kMaxCount, out); });
  };
  count("value", f.value);
  count("step", f.step);
  field(json, path, "width", [&](JsonReader& r, const Json& v) {
    r.number(v, path_of(path, "width"), kMinWidth, kMaxWidth, f.width);
  });
  whole(json, path, "resolution", 1, kMaxResolution, f.resolution);
  text(json, path, "source", f.source);
  text(json, path, "note", f.note);
  const Counts other = f.quantity == Quantity::multiplications ? Counts::weights : Counts::convolutions;
  if (f.counts == other) {
    complain(path_of(path, "counts"),
             "does not fit the quantity: multiplications count \"all\" or \"convolutions\", "
             "parameters \"all\" or \"weights\"");
  }
  network_.published.push_back(std::move(f));
}

void NetworkReader::version(const Json& json) {
  int version = kNetworkVersion;
  whole(json, "", "version", 1, 1'000'000, version);
  if (version > kNetworkVersion) {
    complain("version",
             fmt::format(
                 "is {}: this program reads networks up to version {}, so this file needs a newer SepScope",
                 version, kNetworkVersion));
  }
}

void NetworkReader::input(const Json& json) {
  const Json* in = find(json, "input");
  if (in == nullptr || !object(*in, "input", {"size", "channels"})) return;
  required(*in, "input", {"size"});
  pair(*in, "input", "size", kMaxResolution, network_.input);
  whole(*in, "input", "channels", 1, kMaxNetworkChannels, network_.channels);
}

Result<Network> NetworkReader::read(const Json& json) {
  if (json.is_object()) version(json);  // First: a newer file may well have keys that are not known here.
  if (message_.empty() &&
      object(json, "",
             {"version", "name", "title", "about", "source", "input", "width_rule", "published_as",
              "defaults", "layers", "published", "notes", "notes_as_published"})) {
    required(json, "", {"version", "name", "input", "layers"});
    text(json, "", "name", network_.name);
    network_.title = network_.name;
    text(json, "", "title", network_.title);
    text(json, "", "about", network_.about);
    text(json, "", "source", network_.source);
    input(json);
    word(json, "", "width_rule", kWidthRuleWords, network_.width_rule);
    path_word(json, "", "published_as", network_.published_as);
    defaults(json);
    const auto each = [&](const char* key, size_t most, const auto& read) {
      const Json* items = list(json, key, most);
      for (size_t i = 0; items != nullptr && i < items->size() && message_.empty(); ++i) {
        read((*items)[i], fmt::format("{}[{}]", key, i));
      }
    };
    each("layers", static_cast<size_t>(kMaxRows),
         [&](const Json& v, const std::string& path) { row(v, path); });
    each("published", kMaxFigures, [&](const Json& v, const std::string& path) { figure(v, path); });
    const auto notes = [&](const char* key, std::vector<std::string>& out) {
      each(key, kMaxNotes, [&](const Json& v, const std::string& path) {
        out.emplace_back();
        text_of(v, path, out.back());
      });
    };
    notes("notes", network_.notes);
    notes("notes_as_published", network_.notes_as_published);
  }
  if (!message_.empty()) return fail(message_);
  if (const auto costs = costs_of(network_); !costs) {
    return fail(fmt::format("{}: {}.", source_, costs.error().message));
  }
  return std::move(network_);
}

}  // namespace sep::io
