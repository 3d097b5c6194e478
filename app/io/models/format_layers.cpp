// The list of a model's layers as a table for people, as CSV and as JSON.
#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "io/costs.h"
#include "io/models/bytes.h"
#include "io/models/model.h"
#include "io/text_table.h"

namespace sep::io {

namespace {

using Json = nlohmann::ordered_json;
using Row = std::vector<std::string>;

std::string size_text(Size2 size) {
  return size.h == size.w ? fmt::format("{}", size.h) : fmt::format("{}×{}", size.h, size.w);
}

std::string pads_text(const Layer& layer) {
  const Pads& p = layer.spec.pads;
  std::string numbers = p.top == p.left && p.left == p.bottom && p.bottom == p.right
                            ? fmt::format("{}", p.top)
                            : fmt::format("{},{},{},{}", p.top, p.left, p.bottom, p.right);
  switch (layer.auto_pad) {
    case AutoPad::same_upper:
      return layer.input ? "same " + numbers : "same";
    case AutoPad::same_lower:
      return layer.input ? "same lower " + numbers : "same lower";
    case AutoPad::valid:
      return "valid";
    case AutoPad::explicit_pads:
      break;
  }
  return numbers;
}

std::array<int64_t, 4> weight_shape(const Layer& layer) {
  return {layer.spec.c_out, layer.spec.c_in_per_group(), layer.spec.kernel.h, layer.spec.kernel.w};
}

std::string chw_text(const std::optional<Shape>& shape) { return shape ? to_text(*shape) : "?"; }

/// What else there is to say: activations, the pair, refusals, guesses.
std::string remarks(const Model& model, const Layer& layer) {
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
  if (!layer.norm_scale.empty()) add("batch norm");
  for (const std::string& name : layer.between) add(name);
  if (layer.pair >= 0) add("pair with " + model.layers[static_cast<size_t>(layer.pair)].name);
  if (layer.has_non_finite) add("not all finite");
  if (!layer.refusal.empty()) add(layer.refusal);
  if (!layer.note.empty()) add(layer.note);
  return clean_text(text, 200);
}

int64_t parameters(const Layer& layer) {
  return static_cast<int64_t>(layer.weights->size() + layer.bias.size() + layer.norm_scale.size() * 2);
}

Row row_of(const Model& model, const Layer& layer) {
  const std::optional<int64_t> count = layer_multiplications(layer);
  return {clean_text(layer.name, 60),
          kind_name(layer.kind),
          shape_text(weight_shape(layer)),
          layer.between_known ? size_text(layer.spec.stride) : "?",
          layer.between_known ? pads_text(layer) : "?",
          layer.between_known ? size_text(layer.spec.dilation) : "?",
          chw_text(layer.input),
          chw_text(layer_output(layer)),
          grouped(parameters(layer)),
          count ? grouped(*count) : "?",
          remarks(model, layer)};
}

std::string table(const Model& model) {
  std::vector<Row> rows{{"layer", "kind", "weights", "stride", "pads", "dilation", "input (h×w×c)", "output",
                         "parameters", "multiplications", "remarks"}};
  for (const Layer& layer : model.layers) rows.push_back(row_of(model, layer));
  std::string out = aligned_table(rows, "llllllllrrl");
  for (const std::string& warning : model.warnings) out += warning + "\n";
  return out;
}

std::string dims_or_empty(const std::optional<Shape>& shape) {
  return shape ? fmt::format("{}x{}x{}x{}", shape->b, shape->c, shape->h, shape->w) : "";
}

std::string csv(const Model& model) {
  std::string out =
      "layer,kind,filters,channels_per_group,kernel_h,kernel_w,group,stride_h,stride_w,pad_top,pad_left,pad_"
      "bottom,"
      "pad_right,dilation_h,dilation_w,input_shape,output_shape,parameters,multiplications,pair,remarks\n";
  for (const Layer& layer : model.layers) {
    const ConvSpec& s = layer.spec;
    const std::optional<int64_t> count = layer_multiplications(layer);
    out += fmt::format("{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}\n",
                       csv_cell(clean_text(layer.name, 1000)), kind_name(layer.kind), s.c_out,
                       s.c_in_per_group(), s.kernel.h, s.kernel.w, s.group, s.stride.h, s.stride.w,
                       s.pads.top, s.pads.left, s.pads.bottom, s.pads.right, s.dilation.h, s.dilation.w,
                       dims_or_empty(layer.input), dims_or_empty(layer_output(layer)), parameters(layer),
                       count ? std::to_string(*count) : "",
                       layer.pair >= 0 ? csv_cell(model.layers[static_cast<size_t>(layer.pair)].name) : "",
                       csv_cell(remarks(model, layer)));
  }
  return out;
}

Json shape_json(const std::optional<Shape>& shape) {
  return shape ? Json::array({shape->b, shape->c, shape->h, shape->w}) : Json(nullptr);
}

Json layer_json(const Model& model, const Layer& layer) {
  static constexpr const char* kAutoPads[] = {"NOTSET", "SAME_UPPER", "SAME_LOWER", "VALID"};
  const ConvSpec& s = layer.spec;
  const std::optional<int64_t> count = layer_multiplications(layer);
  return Json{
      {"name", clean_text(layer.name, 1000)},
      {"kind", kind_name(layer.kind)},
      {"weights", weight_shape(layer)},
      {"group", s.group},
      {"strides", {s.stride.h, s.stride.w}},
      {"pads", {s.pads.top, s.pads.left, s.pads.bottom, s.pads.right}},
      {"auto_pad", kAutoPads[static_cast<size_t>(layer.auto_pad)]},
      {"dilations", {s.dilation.h, s.dilation.w}},
      {"graph_known", layer.between_known},
      {"bias", !layer.bias.empty()},
      {"batch_norm", !layer.norm_scale.empty()},
      {"activations", layer.between},
      {"input_shape", shape_json(layer.input)},
      {"output_shape", shape_json(layer_output(layer))},
      {"parameters", parameters(layer)},
      {"multiplications", count ? Json(*count) : Json(nullptr)},
      {"pair", layer.pair >= 0 ? Json(model.layers[static_cast<size_t>(layer.pair)].name) : Json(nullptr)},
      {"finite", !layer.has_non_finite},
      {"refusal", layer.refusal},
      {"note", layer.note}};
}

}  // namespace

std::string format_layers(const Model& model, ListFormat format) {
  if (format == ListFormat::table) return table(model);
  if (format == ListFormat::csv) return csv(model);
  Json layers = Json::array();
  for (const Layer& layer : model.layers) layers.push_back(layer_json(model, layer));
  const Json json{
      {"model", clean_text(model.name, 1000)}, {"layers", std::move(layers)}, {"warnings", model.warnings}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace sep::io
