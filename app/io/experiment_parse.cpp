// JSON to Experiment. Knows names, types and ranges; whether the whole makes sense is plan()'s business.
#include <fmt/format.h>

#include <algorithm>
#include <limits>

#include "io/experiment_file.h"
#include "io/experiment_words.h"
#include "io/file_bytes.h"
#include "io/json_reader.h"

namespace sep::io {

namespace fs = std::filesystem;

namespace {

constexpr int64_t kMaxFileBytes = 64'000'000;

void read_input(JsonReader& reader, const Json& json, const std::string& path, InputSource& out) {
  if (!reader.object(json, path, {"file", "sample", "size", "fit", "channels", "seed"})) return;
  if (const Json* j = find(json, "file")) reader.text(*j, path + ".file", out.file);
  if (const Json* j = find(json, "sample")) reader.text(*j, path + ".sample", out.sample);
  if (const Json* j = find(json, "size"))
    reader.pair(*j, path + ".size", 0, kMaxSideInFile, out.height, out.width);
  if (const Json* j = find(json, "fit")) read_word(reader, *j, path + ".fit", kFitWords, out.fit);
  if (const Json* j = find(json, "channels")) reader.whole_as(*j, path + ".channels", 0, 512, out.channels);
  if (const Json* j = find(json, "seed")) {
    reader.whole_as(*j, path + ".seed", 0, std::numeric_limits<uint32_t>::max(), out.seed);
  }
}

void read_bank(JsonReader& reader, const Json& json, const std::string& path, BankSource& out) {
  if (!reader.object(json, path, {"file", "layer"})) return;
  if (const Json* j = find(json, "file")) reader.text(*j, path + ".file", out.file);
  if (const Json* j = find(json, "layer")) reader.text(*j, path + ".layer", out.layer);
}

/// [[row], [row], …] of equal lengths; each row 1…max_columns numbers.
void read_rows(JsonReader& reader, const Json& json, const std::string& path, Kernel& out) {
  if (!json.is_array() || json.empty() || json.size() > kMaxKernel) {
    return reader.complain(
        path, fmt::format("is {}: it must be a list of 1 to {} rows [[…], …]", shown(json), kMaxKernel));
  }
  Kernel kernel;
  for (size_t y = 0; y < json.size(); ++y) {
    const Json& row = json[y];
    const std::string row_path = fmt::format("{}[{}]", path, y);
    if (!row.is_array() || row.empty() || row.size() > kMaxKernel) {
      return reader.complain(
          row_path, fmt::format("is {}: it must be a row of 1 to {} numbers", shown(row), kMaxKernel));
    }
    if (y > 0 && row.size() != json[0].size()) {
      return reader.complain(
          row_path, fmt::format("has {} numbers, the first row has {}: give all rows the same length",
                                row.size(), json[0].size()));
    }
    for (size_t x = 0; x < row.size(); ++x) {
      double value = 0;
      reader.value(row[x], fmt::format("{}[{}]", row_path, x), false, value);
      kernel.values.push_back(value);
    }
  }
  kernel.size = {static_cast<int>(json.size()), static_cast<int>(json[0].size())};
  out = std::move(kernel);
}

/// "" is no preset: typed values alone, or the default of the depthwise cycle.
void read_preset(JsonReader& reader, const Json& json, const std::string& path, std::string& out) {
  std::string id;
  reader.text(json, path, id);
  if (!reader.ok()) return;
  if (!id.empty() && find_preset(id) == nullptr) {
    std::vector<std::string_view> known;
    for (const KernelPreset& preset : kernel_presets()) known.push_back(preset.id);
    return reader.complain(
        path, fmt::format("is \"{}\"{}: presets are {}", id, suggestion(id, known), fmt::join(known, ", ")));
  }
  out = id;
}

/// Without a size, typed values have their own and a preset the nearest to what is in out.
void read_kernel(JsonReader& reader, const Json& json, const std::string& path, KernelSource& out) {
  if (!reader.object(json, path, {"preset", "size", "values"})) return;
  if (const Json* j = find(json, "preset")) read_preset(reader, *j, path + ".preset", out.preset);
  if (const Json* j = find(json, "values"); j != nullptr && !j->is_null()) {
    Kernel values;
    read_rows(reader, *j, path + ".values", values);
    out.values = std::move(values);
  }
  if (const Json* j = find(json, "size")) {
    reader.pair(*j, path + ".size", 1, kMaxKernel, out.size.h, out.size.w);
  } else if (out.values) {
    out.size = out.values->size;
  } else if (const KernelPreset* preset = find_preset(out.preset)) {
    out.size = nearest_size(*preset, out.size);
  }
}

void read_kernels(JsonReader& reader, const Json& json, const std::string& path, Experiment& out) {
  constexpr size_t kMost = 512 * 1024;
  if (!json.is_array() || json.size() > kMost) {
    return reader.complain(
        path, fmt::format("is {}: it must be a list of kernels, null where the default stays", shown(json)));
  }
  for (size_t i = 0; i < json.size() && reader.ok(); ++i) {
    KernelSource source{"", out.kernel.size, std::nullopt};
    if (!json[i].is_null()) read_kernel(reader, json[i], fmt::format("{}[{}]", path, i), source);
    out.kernels.push_back(std::move(source));
  }
}

void read_weights(JsonReader& reader, const Json& json, const std::string& path, std::vector<float>& out) {
  if (!json.is_array()) {
    return reader.complain(
        path, fmt::format("is {}: it must be a list of N rows [[…], …] of C·m numbers", shown(json)));
  }
  for (size_t i = 0; i < json.size() && reader.ok(); ++i) {
    const std::string item_path = fmt::format("{}[{}]", path, i);
    if (json[i].is_array() != json[0].is_array() || json[i].size() != json[0].size()) {
      return reader.complain(item_path, "is not as long as the first row: give all rows the same length");
    }
    if (json[i].is_array()) {
      read_weights(reader, json[i], item_path, out);
    } else {
      double value = 0;
      reader.value(json[i], item_path, true, value);
      out.push_back(static_cast<float>(value));
    }
  }
}

void read_pointwise(JsonReader& reader, const Json& json, const std::string& path, PointwiseSource& out) {
  if (!reader.object(json, path, {"presets", "seed", "values"})) return;
  if (const Json* j = find(json, "presets")) {
    if (!j->is_array())
      return reader.complain(path + ".presets", "must be a list of luminance, opponent, identity");
    out.presets.clear();
    for (size_t i = 0; i < j->size(); ++i) {
      size_t index = 0;
      const std::string item_path = fmt::format("{}.presets[{}]", path, i);
      reader.word((*j)[i], item_path, kPointwiseWords, index);
      if (!reader.ok()) return;
      out.presets.push_back((*j)[i].get<std::string>());
    }
  }
  if (const Json* j = find(json, "seed")) {
    reader.whole_as(*j, path + ".seed", 0, std::numeric_limits<uint32_t>::max(), out.seed);
  }
  if (const Json* j = find(json, "values"); j != nullptr && !j->is_null()) {
    read_weights(reader, *j, path + ".values", out.values);
  }
}

void read_pads(JsonReader& reader, const Json& json, const std::string& path, Pads& out) {
  if (!json.is_array() || json.size() != 4) {
    return reader.complain(path, fmt::format("is {}: it must be [top, left, bottom, right]", shown(json)));
  }
  int* const sides[] = {&out.top, &out.left, &out.bottom, &out.right};
  for (size_t i = 0; i < 4; ++i)
    reader.whole_as(json[i], fmt::format("{}[{}]", path, i), 0, kMaxPad, *sides[i]);
}

void read_padding(JsonReader& reader, const Json& json, Experiment& out) {
  if (json.is_string()) return read_word(reader, json, "padding", kPaddingWords, out.padding);
  if (!json.is_object()) {
    return reader.complain("padding", fmt::format("is {}: it must be \"valid\", \"same\", \"same-lower\" or "
                                                  "{{\"pads\": [top, left, bottom, right]}}",
                                                  shown(json)));
  }
  if (!reader.object(json, "padding", {"pads", "use"})) return;
  out.padding = Padding::explicit_pads;
  if (const Json* j = find(json, "pads")) read_pads(reader, *j, "padding.pads", out.pads);
  if (const Json* j = find(json, "use")) read_word(reader, *j, "padding.use", kPaddingWords, out.padding);
}

void read_mutes(JsonReader& reader, const Json& json, const std::string& path, Mutes& out) {
  if (!reader.object(json, path, {"channels", "kernels", "filters"})) return;
  const auto list = [&](const char* key, std::vector<int>& to) {
    const Json* j = find(json, key);
    if (j == nullptr) return;
    const std::string at = path + "." + key;
    constexpr int kMost = 1024 * 512;
    if (!j->is_array() || j->size() > static_cast<size_t>(kMost))
      return reader.complain(at, fmt::format("is {}: it must be a list of indices, from 0", shown(*j)));
    for (size_t i = 0; i < j->size() && reader.ok(); ++i) {
      to.push_back(0);
      reader.whole_as((*j)[i], fmt::format("{}[{}]", at, i), 0, kMost, to.back());
    }
    std::ranges::sort(to);
    to.erase(std::unique(to.begin(), to.end()), to.end());
  };
  list("channels", out.channels);
  list("kernels", out.kernels);
  list("filters", out.filters);
}

void read_space(JsonReader& reader, const Json& json, const std::string& path, SpaceView& out) {
  if (!reader.object(json, path, {"on", "yaw", "pitch", "zoom", "move"})) return;
  const auto real = [&](const Json& j, const std::string& at, double low, double high, float& to) {
    double value = to;
    reader.number(j, at, low, high, value);
    to = static_cast<float>(value);
  };
  if (const Json* j = find(json, "on")) {
    if (!j->is_boolean())
      return reader.complain(path + ".on", fmt::format("is {}: it must be true or false", shown(*j)));
    out.on = j->get<bool>();
  }
  if (const Json* j = find(json, "yaw")) real(*j, path + ".yaw", -360, 360, out.yaw);
  if (const Json* j = find(json, "pitch")) real(*j, path + ".pitch", -90, 90, out.pitch);
  if (const Json* j = find(json, "zoom")) real(*j, path + ".zoom", 1e-3, 1e4, out.zoom);
  const Json* move = find(json, "move");
  if (move == nullptr) return;
  if (!move->is_array() || move->size() != 3)
    return reader.complain(path + ".move",
                           fmt::format("is {}: it must be a list of three numbers", shown(*move)));
  real((*move)[0], path + ".move[0]", -1e4, 1e4, out.x);
  real((*move)[1], path + ".move[1]", -1e4, 1e4, out.y);
  real((*move)[2], path + ".move[2]", -1e4, 1e4, out.z);
}

void read_view(JsonReader& reader, const Json& json, const std::string& path, ViewState& out) {
  if (!reader.object(json, path,
                     {"map", "range", "fixed", "filter", "channel", "zoom", "centre", "amplify", "space"}))
    return;
  constexpr double kFloatMax = std::numeric_limits<float>::max();
  const auto real = [&](const Json& j, const std::string& at, double low, double high, float& to) {
    double value = to;
    reader.number(j, at, low, high, value);
    to = static_cast<float>(value);
  };
  const auto two = [&](const char* key, float& first, float& second) {
    const Json* j = find(json, key);
    if (j == nullptr) return;
    const std::string at = path + "." + key;
    if (!j->is_array() || j->size() != 2)
      return reader.complain(at, fmt::format("is {}: it must be a list of two numbers", shown(*j)));
    real((*j)[0], at + "[0]", -kFloatMax, kFloatMax, first);
    real((*j)[1], at + "[1]", -kFloatMax, kFloatMax, second);
  };
  if (const Json* j = find(json, "map")) read_word(reader, *j, path + ".map", kMapWords, out.map);
  if (const Json* j = find(json, "range")) read_word(reader, *j, path + ".range", kRangeWords, out.range);
  two("fixed", out.fixed_low, out.fixed_high);
  if (const Json* j = find(json, "filter")) reader.whole_as(*j, path + ".filter", 0, 1023, out.filter);
  if (const Json* j = find(json, "channel"))
    reader.whole_as(*j, path + ".channel", 0, 1024 * 512, out.channel);
  if (const Json* j = find(json, "zoom")) real(*j, path + ".zoom", 1e-6, 1e6, out.zoom);
  two("centre", out.centre_x, out.centre_y);
  if (const Json* j = find(json, "amplify")) reader.whole_as(*j, path + ".amplify", -12, 12, out.amplify);
  if (const Json* j = find(json, "space")) read_space(reader, *j, path + ".space", out.space);
}

void check_version(JsonReader& reader, const Json& json) {
  const Json* version = find(json, "version");
  if (version == nullptr) return;
  if (version->is_number_integer() && version->get<int64_t>() > kExperimentVersion) {
    return reader.complain(
        "", fmt::format("this experiment was written by a newer SepScope (format {}; this program reads "
                        "up to {}): update SepScope to open it",
                        shown(*version), kExperimentVersion));
  }
  int64_t ignored = 0;
  reader.whole(*version, "version", 1, kExperimentVersion, ignored);
}

}  // namespace

Result<Experiment> parse_experiment(const std::string& text, const std::string& source) {
  const Result<Json> json = parse_json(text, source);
  if (!json) return tl::unexpected(json.error());
  JsonReader reader(source);
  if (json->is_object()) check_version(reader, *json);
  if (!reader.ok()) return tl::unexpected(reader.error());
  Experiment out;
  if (!reader.object(
          *json, "",
          {"version", "mode", "input", "bank", "groups", "kernel", "kernels", "pointwise", "filters", "rank",
           "multiplier", "split", "stride", "dilation", "padding", "border", "mute", "view"})) {
    return tl::unexpected(reader.error());
  }
  if (const Json* j = find(*json, "mode")) read_word(reader, *j, "mode", kModeWords, out.mode);
  if (const Json* j = find(*json, "input")) read_input(reader, *j, "input", out.input);
  if (const Json* j = find(*json, "kernel")) read_kernel(reader, *j, "kernel", out.kernel);
  if (const Json* j = find(*json, "kernels")) read_kernels(reader, *j, "kernels", out);
  if (const Json* j = find(*json, "pointwise")) read_pointwise(reader, *j, "pointwise", out.pointwise);
  if (const Json* j = find(*json, "bank")) read_bank(reader, *j, "bank", out.bank);
  if (const Json* j = find(*json, "groups")) reader.whole_as(*j, "groups", 1, 4096, out.groups);
  if (const Json* j = find(*json, "filters")) reader.whole_as(*j, "filters", 1, 1024, out.filters);
  if (const Json* j = find(*json, "rank")) reader.whole_as(*j, "rank", 0, kMaxKernel, out.rank);
  if (const Json* j = find(*json, "multiplier")) reader.whole_as(*j, "multiplier", 1, 1024, out.multiplier);
  if (const Json* j = find(*json, "split")) read_word(reader, *j, "split", kSplitWords, out.split);
  if (const Json* j = find(*json, "stride"))
    reader.pair(*j, "stride", 1, kMaxStride, out.stride.h, out.stride.w);
  if (const Json* j = find(*json, "dilation"))
    reader.pair(*j, "dilation", 1, kMaxDilation, out.dilation.h, out.dilation.w);
  if (const Json* j = find(*json, "padding")) read_padding(reader, *j, out);
  if (const Json* j = find(*json, "border")) read_word(reader, *j, "border", kBorderWords, out.border);
  if (const Json* j = find(*json, "mute")) read_mutes(reader, *j, "mute", out.mutes);
  if (const Json* j = find(*json, "view")) read_view(reader, *j, "view", out.view);
  if (!reader.ok()) return tl::unexpected(reader.error());
  return out;
}

Result<Experiment> load_experiment(const fs::path& file) {
  const Result<std::string> text = read_file(file, kMaxFileBytes);
  if (!text) return tl::unexpected(text.error());
  return parse_experiment(*text, file.string());
}

}  // namespace sep::io
