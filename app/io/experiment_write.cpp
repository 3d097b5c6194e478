// Experiment to JSON: every field, laid out for people (lists of numbers on one line). What it writes reads
// back equal.
#include <fmt/format.h>

#include "io/experiment_file.h"
#include "io/experiment_words.h"
#include "io/json_reader.h"

namespace sep::io {

namespace {

Json number_json(double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value > 0 ? "inf" : "-inf";
  return value;
}

/// 0.3 rather than 0.30000001192092896, where the short form reads back as the same float.
Json number_json(float value) {
  if (!std::isfinite(value)) return number_json(static_cast<double>(value));
  const double plain = std::stod(fmt::format("{:.9g}", value));
  const double shortest = std::stod(fmt::format("{}", value));
  return static_cast<float>(shortest) == value ? shortest : plain;
}

/// 5 for a square, else [h, w].
Json pair_json(int h, int w) { return h == w ? Json(h) : Json::array({h, w}); }

Json kernel_json(const KernelSource& source) {
  Json json = Json::object();
  json["preset"] = source.preset;
  json["size"] = pair_json(source.size.h, source.size.w);
  if (source.values) {
    Json rows = Json::array();
    for (int y = 0; y < source.values->size.h; ++y) {
      Json row = Json::array();
      for (int x = 0; x < source.values->size.w; ++x) row.push_back(number_json(source.values->at(y, x)));
      rows.push_back(std::move(row));
    }
    json["values"] = std::move(rows);
  }
  return json;
}

Json pointwise_json(const PointwiseSource& source, int filters) {
  Json json{{"presets", source.presets}, {"seed", source.seed}};
  if (source.values.empty()) return json;
  const size_t count = source.values.size();
  const size_t columns =
      count % static_cast<size_t>(filters) == 0 ? count / static_cast<size_t>(filters) : count;
  Json rows = Json::array();
  for (size_t i = 0; i < count; i += columns) {
    Json row = Json::array();
    for (size_t k = 0; k < columns; ++k) row.push_back(number_json(source.values[i + k]));
    rows.push_back(std::move(row));
  }
  json["values"] = std::move(rows);
  return json;
}

Json padding_json(const Experiment& e) {
  if (e.padding != Padding::explicit_pads && e.pads == Pads{}) return word_of(kPaddingWords, e.padding);
  Json json{{"pads", Json::array({e.pads.top, e.pads.left, e.pads.bottom, e.pads.right})}};
  if (e.padding != Padding::explicit_pads) json["use"] = word_of(kPaddingWords, e.padding);
  return json;
}

Json mutes_json(const Mutes& m) {
  return Json{{"channels", m.channels}, {"kernels", m.kernels}, {"filters", m.filters}};
}

Json space_json(const SpaceView& s) {
  return Json{{"on", s.on},
              {"yaw", number_json(s.yaw)},
              {"pitch", number_json(s.pitch)},
              {"zoom", number_json(s.zoom)},
              {"move", Json::array({number_json(s.x), number_json(s.y), number_json(s.z)})}};
}

Json view_json(const ViewState& v) {
  return Json{{"map", word_of(kMapWords, v.map)},
              {"range", word_of(kRangeWords, v.range)},
              {"fixed", Json::array({number_json(v.fixed_low), number_json(v.fixed_high)})},
              {"filter", v.filter},
              {"channel", v.channel},
              {"zoom", number_json(v.zoom)},
              {"centre", Json::array({number_json(v.centre_x), number_json(v.centre_y)})},
              {"amplify", v.amplify},
              {"space", space_json(v.space)}};
}

Json input_json(const InputSource& i) {
  return Json{{"file", i.file},
              {"sample", i.sample},
              {"size", pair_json(i.height, i.width)},
              {"fit", word_of(kFitWords, i.fit)},
              {"channels", i.channels},
              {"seed", i.seed}};
}

bool plain_list(const Json& json) {
  if (!json.is_array()) return false;
  for (const Json& item : json) {
    if (item.is_structured()) return false;
  }
  return true;
}

void print(const Json& json, int indent, std::string& out) {
  const auto new_line = [&](int depth) { out.append(1, '\n').append(static_cast<size_t>(depth) * 2, ' '); };
  const auto scalar = [](const Json& j) { return j.dump(-1, ' ', false, Json::error_handler_t::replace); };
  if (!json.is_structured() || json.empty()) {
    out += scalar(json);
    return;
  }
  if (plain_list(json)) {
    out += "[";
    for (size_t i = 0; i < json.size(); ++i) out.append(i > 0 ? ", " : "").append(scalar(json[i]));
    out += "]";
    return;
  }
  out += json.is_object() ? "{" : "[";
  bool first = true;
  for (const auto& [key, value] : json.items()) {
    if (!first) out += ",";
    first = false;
    new_line(indent + 1);
    if (json.is_object()) out.append(scalar(Json(key))).append(": ");
    print(value, indent + 1, out);
  }
  new_line(indent);
  out += json.is_object() ? "}" : "]";
}

/// What every experiment has, whatever its filters come from.
void write_rest(const Experiment& e, Json& json) {
  json["multiplier"] = e.multiplier;
  json["split"] = word_of(kSplitWords, e.split);
  json["stride"] = pair_json(e.stride.h, e.stride.w);
  json["dilation"] = pair_json(e.dilation.h, e.dilation.w);
  json["padding"] = padding_json(e);
  json["border"] = word_of(kBorderWords, e.border);
  if (!e.mutes.empty()) json["mute"] = mutes_json(e.mutes);
  json["view"] = view_json(e.view);
}

}  // namespace

std::string to_json(const Experiment& e) {
  Json json{
      {"version", kExperimentVersion}, {"mode", word_of(kModeWords, e.mode)}, {"input", input_json(e.input)}};
  if (!e.bank.file.empty()) {  // its file says C, N, kernel and groups
    json["bank"] = Json{{"file", e.bank.file}, {"layer", e.bank.layer}};
    json["input"].erase("channels");
    json["rank"] = e.rank;
    write_rest(e, json);
    std::string text;
    print(json, 0, text);
    return text + "\n";
  }
  json["kernel"] = kernel_json(e.kernel);
  if (!e.kernels.empty()) {
    json["kernels"] = Json::array();
    const KernelSource left_open{"", e.kernel.size, std::nullopt};
    for (const KernelSource& kernel : e.kernels) {
      json["kernels"].push_back(kernel == left_open ? Json(nullptr) : kernel_json(kernel));
    }
  }
  json["pointwise"] = pointwise_json(e.pointwise, e.filters);
  json["filters"] = e.filters;
  json["groups"] = e.groups;
  json["rank"] = e.rank;
  write_rest(e, json);
  std::string out;
  print(json, 0, out);
  return out + "\n";
}

Result<void> save_experiment(const std::filesystem::path& file, const Experiment& experiment) {
  return write_file(file, to_json(experiment));
}

}  // namespace sep::io
