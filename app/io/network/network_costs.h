// What a network costs, as text: a table for people, CSV and JSON for programs. Exact whole numbers.
#pragma once

#include <filesystem>
#include <string>

#include "core/network.h"

namespace sep::io {

enum class CostFormat { table, csv, json };

/// One line a layer (sizes, multiplications and parameters of both paths, share, running share), totals, the
/// published figures beside the computed ones, and the convention of counting.
std::string network_table(const Network& network, const NetworkCosts& costs);
/// Columns layer,kind,input,output,separable_multiplications,standard_multiplications,separable_parameters,
/// standard_parameters,separable_share,standard_share,separable_running,standard_running; then one row named
/// total.
std::string network_csv(const NetworkCosts& costs);
/// network, title, width, resolution, published_as, layers[] {name, kind, input_shape and output_shape
/// [B,C,H,W], separable and standard {multiplications, parameters, weights, batch_norm, bias, share,
/// parameter_share, running, running_parameters, operations[]}}, totals {separable, standard, ratio,
/// times_fewer, separable_parameters, standard_parameters}, parts, published[], notes[], convention.
std::string network_json(const Network& network, const NetworkCosts& costs);

/// Words of a LayerKind in files and tables: "inverted_residual".
std::string kind_word(LayerKind kind);
/// The same for people: "inverted residual".
std::string kind_text(LayerKind kind);
/// What a published figure says beside what is computed, and whether they agree, in one sentence; the note
/// behind it.
std::string check_text(const PublishedCheck& check);

struct NetworkCostOptions {
  std::string network;               ///< a name or a path, as load_network takes it
  std::filesystem::path assets_dir;  ///< data_dir()/assets
  double width = 1;
  int resolution = 0;  ///< square input in pixels; 0: the network's own
  CostFormat format = CostFormat::table;
};
/// The whole of `sepscope cost --network`. Errors: those of load_network and costs_of.
Result<std::string> network_costs(const NetworkCostOptions& options);

}  // namespace sep::io
