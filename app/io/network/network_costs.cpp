// Bodies of network_costs.h: CSV, JSON and the command. The table is network_table.cpp's.
#include "io/network/network_costs.h"

#include <fmt/format.h>

#include "io/costs.h"
#include "io/json_reader.h"
#include "io/network/network_file.h"
#include "io/network/network_reader.h"
#include "io/text_table.h"

namespace sep::io {

namespace {

constexpr const char* kConvention =
    "one multiplication per weight per output element, zero padding included (as in Wang's article and the "
    "MobileNet paper); "
    "pooling, additions, activations and batch norm count none; parameters are weights, batch norm's γ and "
    "β, and biases";

std::string word_at(Words words, size_t index) { return std::string(words[index]); }

Json shape_json(const Shape& s) { return Json::array({s.b, s.c, s.h, s.w}); }

Json operations_json(const PathCost& path) {
  Json list = Json::array();
  for (const OperationCost& op : path.operations) {
    list.push_back(Json{{"name", op.name},
                        {"kernel", Json::array({op.spec.kernel.h, op.spec.kernel.w})},
                        {"stride", Json::array({op.spec.stride.h, op.spec.stride.w})},
                        {"group", op.spec.group},
                        {"c_in", op.spec.c_in},
                        {"c_out", op.spec.c_out},
                        {"multiplications", op.multiplications},
                        {"parameters", op.parameters()}});
  }
  return list;
}

Json path_json(const PathCost& path) {
  return Json{{"multiplications", path.multiplications},
              {"parameters", path.parameters()},
              {"weights", path.weights},
              {"batch_norm", path.batch_norm},
              {"bias", path.bias},
              {"share", path.multiplication_share},
              {"parameter_share", path.parameter_share},
              {"running", path.running_multiplications},
              {"running_parameters", path.running_parameters},
              {"operations", operations_json(path)}};
}

Json part_json(const PathTotal& total) {
  return Json{{"multiplications", total.multiplications},
              {"convolution_multiplications", total.convolution_multiplications},
              {"weights", total.weights},
              {"batch_norm", total.batch_norm},
              {"bias", total.bias},
              {"parameters", total.parameters()}};
}

Json check_json(const PublishedCheck& check) {
  const PublishedFigure& f = check.figure;
  Json json{{"quantity", word_at(kQuantityWords, static_cast<size_t>(f.quantity))},
            {"path", path_name(f.path)},
            {"counts", word_at(kCountsWords, static_cast<size_t>(f.counts))},
            {"published", f.value},
            {"step", f.step},
            {"computed", check.computed},
            {"agrees", check.agrees},
            {"source", f.source}};
  if (!f.note.empty()) json["note"] = f.note;
  return json;
}

}  // namespace

std::string kind_word(LayerKind kind) { return word_at(kLayerKindWords, static_cast<size_t>(kind)); }

std::string network_csv(const NetworkCosts& costs) {
  std::string out =
      "layer,kind,input,output,separable_multiplications,standard_multiplications,separable_parameters,"
      "standard_parameters,separable_share,standard_share,separable_running,standard_running\n";
  const auto shape = [](const Shape& s) { return fmt::format("{}x{}x{}x{}", s.b, s.c, s.h, s.w); };
  for (const LayerCost& layer : costs.layers) {
    const PathCost &a = layer.separable, &b = layer.standard;
    out += fmt::format("{},{},{},{},{},{},{},{},{:.6f},{:.6f},{},{}\n", csv_cell(layer.name),
                       kind_word(layer.kind), shape(layer.in), shape(layer.out), a.multiplications,
                       b.multiplications, a.parameters(), b.parameters(), a.multiplication_share,
                       b.multiplication_share, a.running_multiplications, b.running_multiplications);
  }
  const Totals& t = costs.totals;
  return out + fmt::format("total,,,,{},{},{},{},1,1,{},{}\n", t.separable, t.standard,
                           t.separable_parameters, t.standard_parameters, t.separable, t.standard);
}

std::string network_json(const Network& network, const NetworkCosts& costs) {
  Json layers = Json::array();
  for (const LayerCost& layer : costs.layers) {
    layers.push_back(Json{{"name", layer.name},
                          {"kind", kind_word(layer.kind)},
                          {"input_shape", shape_json(layer.in)},
                          {"output_shape", shape_json(layer.out)},
                          {"separable", path_json(layer.separable)},
                          {"standard", path_json(layer.standard)}});
  }
  Json published = Json::array();
  for (const PublishedCheck& check : costs.published) published.push_back(check_json(check));
  const Totals& t = costs.totals;
  const Size2 size = input_size(network);
  const Json json{
      {"network", network.name},
      {"title", network.title},
      {"source", network.source},
      {"width", network.width},
      {"resolution", Json::array({size.h, size.w})},
      {"published_as", path_name(network.published_as)},
      {"totals",
       {{"separable", t.separable},
        {"standard", t.standard},
        {"ratio", t.ratio()},
        {"times_fewer", t.times_fewer()},
        {"separable_parameters", t.separable_parameters},
        {"standard_parameters", t.standard_parameters}}},
      {"parts", {{"separable", part_json(costs.separable)}, {"standard", part_json(costs.standard)}}},
      {"layers", std::move(layers)},
      {"published", std::move(published)},
      {"notes", notes_of(network)},
      {"convention", kConvention}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

Result<std::string> network_costs(const NetworkCostOptions& options) {
  auto network = load_network(options.network, options.assets_dir, options.resolution);
  if (!network) return fail(network.error().message);
  if (is_model(network->rows) && options.width != 1)
    return fail(fmt::format("{} is a model and has the width that it was made with: leave --width away.",
                            network->title));
  const Network set = with_resolution(with_width(std::move(*network), options.width), options.resolution);
  const auto costs = costs_of(set);
  if (!costs) return fail(fmt::format("{}: {}.", set.title, costs.error().message));
  if (options.format == CostFormat::csv) return network_csv(*costs);
  if (options.format == CostFormat::json) return network_json(set, *costs);
  return network_table(set, *costs) + fmt::format("Counted: {}.\n", kConvention);
}

}  // namespace sep::io
