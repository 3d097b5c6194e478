// Bodies of network.h: from rows to layers, sums, shares and the figures that were published.
#include "core/network.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/network_layer.h"

namespace sep {
namespace {

Result<void> check_settings(const Network& n) {
  if (!(n.width >= kMinWidth && n.width <= kMaxWidth)) {
    return fail(
        fmt::format("the width multiplier is {:.6g}: it can be {} to {}", n.width, kMinWidth, kMaxWidth));
  }
  const Size2 size = input_size(n);
  if (std::min(size.h, size.w) < 1 || std::max(size.h, size.w) > kMaxResolution) {
    return fail(
        fmt::format("the input is {}×{} pixels: each side can be 1 to {}", size.h, size.w, kMaxResolution));
  }
  if (n.channels < 1 || n.channels > kMaxNetworkChannels) {
    return fail(
        fmt::format("the input has {} channels: it can have 1 to {}", n.channels, kMaxNetworkChannels));
  }
  if (n.rows.empty()) return fail("the network has no layers");
  int64_t layers = 0;
  for (const NetworkRow& row : n.rows) layers += std::max(1, row.repeat);
  if (n.rows.size() > static_cast<size_t>(kMaxRows) || layers > kMaxLayers) {
    return fail(fmt::format("the network has {} rows and {} layers: it can have up to {} and {}",
                            n.rows.size(), layers, kMaxRows, kMaxLayers));
  }
  return {};
}

/// Bounds that keep the arithmetic exact, for rows that no file reader has checked.
Result<void> check_row(const NetworkRow& row) {
  const bool has_filters = row.kind != LayerKind::pool;
  if (has_filters && (row.filters < 1 || row.filters > kMaxNetworkChannels)) {
    return fail(fmt::format("it has {} filters: it can have 1 to {}", row.filters, kMaxNetworkChannels));
  }
  if (row.multiplier < 1 || row.multiplier > 64 || row.expansion < 1 || row.expansion > 64 || row.group < 1) {
    return fail("its group, depth multiplier and expansion must be at least 1, the last two at most 64");
  }
  if (row.shortcut && row.repeat != 1) return fail("a shortcut cannot be repeated");
  return {};
}

int filters_of(const Network& network, const NetworkRow& row) {
  if (row.kind == LayerKind::pool || row.width == Scaling::fixed) return row.filters;
  const double alpha = row.width == Scaling::grows ? std::max(1.0, network.width) : network.width;
  return scaled_filters(row.filters, alpha, network.width_rule);
}

/// Walks the rows: what the next row reads, and the shortcuts that wait to be added.
class Walk {
 public:
  explicit Walk(const Network& network) : network_(network) {
    const Size2 size = input_size(network);
    now_ = {1, network.channels, size.h, size.w};
  }

  Result<std::vector<LayerCost>> run() {
    for (size_t i = 0; i < network_.rows.size(); ++i) {
      if (auto done = row(i); !done) {
        return fail(
            fmt::format("layer '{}' (row {}): {}", network_.rows[i].name, i + 1, done.error().message));
      }
    }
    if (!aside_.empty()) {
      return fail(fmt::format("the shortcut '{}' is never added: name it in the \"adds\" of a later layer",
                              aside_.begin()->first));
    }
    return std::move(layers_);
  }

 private:
  Result<void> row(size_t index) {
    const NetworkRow& row = network_.rows[index];
    if (auto fine = check_row(row); !fine) return fine;
    for (int k = 0; k < row.repeat; ++k) {
      auto layer = layer_cost(row, row.input.value_or(now_), filters_of(network_, row), k == 0);
      if (!layer) return fail(layer.error().message);
      layer->row = index;
      if (row.repeat > 1) layer->name += fmt::format(" {}", k + 1);
      if (!row.shortcut) now_ = layer->out;
      layers_.push_back(std::move(*layer));
    }
    return join(row);
  }

  Result<void> join(const NetworkRow& row) {
    if (row.shortcut && !aside_.emplace(row.name, layers_.back().out).second) {
      return fail("another shortcut of this name waits to be added: give it its own name");
    }
    if (row.adds.empty()) return {};
    const auto found = aside_.find(row.adds);
    if (found == aside_.end())
      return fail(fmt::format("it adds '{}', but no earlier shortcut has this name", row.adds));
    if (found->second != now_) {
      return fail(fmt::format("it adds '{}' of shape {} to its own {}: both must have the same shape",
                              row.adds, to_text(found->second), to_text(now_)));
    }
    aside_.erase(found);
    return {};
  }

  const Network& network_;
  Shape now_;
  std::map<std::string, Shape> aside_;
  std::vector<LayerCost> layers_;
};

/// Running sums, total and shares of one path.
Result<PathTotal> sum_up(std::vector<LayerCost>& layers, PathCost LayerCost::*path) {
  PathTotal total;
  for (LayerCost& layer : layers) {
    PathCost& cost = layer.*path;
    total.multiplications += cost.multiplications;
    if (layer.kind != LayerKind::fully_connected) total.convolution_multiplications += cost.multiplications;
    total.weights += cost.weights;
    total.batch_norm += cost.batch_norm;
    total.bias += cost.bias;
    cost.running_multiplications = total.multiplications;
    cost.running_parameters = total.parameters();
    if (total.multiplications > kMaxCount || total.parameters() > kMaxCount) {
      return fail(fmt::format(
          "up to layer '{}' the network needs more than {:.1e} multiplications, more than are counted "
          "here",
          layer.name, static_cast<double>(kMaxCount)));
    }
  }
  for (LayerCost& layer : layers) {
    PathCost& cost = layer.*path;
    const auto share = [](int64_t part, int64_t whole) {
      return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
    };
    cost.multiplication_share = share(cost.multiplications, total.multiplications);
    cost.parameter_share = share(cost.parameters(), total.parameters());
  }
  return total;
}

int64_t counted(const PathTotal& total, const PublishedFigure& figure) {
  if (figure.quantity == Quantity::multiplications) {
    return figure.counts == Counts::convolutions ? total.convolution_multiplications : total.multiplications;
  }
  return figure.counts == Counts::weights ? total.weights : total.parameters();
}

std::vector<PublishedCheck> checks_of(const Network& network, const NetworkCosts& costs) {
  std::vector<PublishedCheck> checks;
  for (const PublishedFigure& figure : network.published) {
    const Size2 size = figure.resolution > 0 ? Size2{figure.resolution, figure.resolution} : network.input;
    if (size != input_size(network) || std::abs(figure.width - network.width) > 1e-9) continue;
    PublishedCheck check{figure,
                         counted(figure.path == PathId::standard ? costs.standard : costs.separable, figure)};
    check.agrees = 2 * std::abs(check.computed - figure.value) <= (figure.step == 1 ? 0 : figure.step);
    checks.push_back(std::move(check));
  }
  return checks;
}

}  // namespace

Network with_width(Network network, double alpha) {
  network.width = alpha;
  return network;
}

std::vector<std::string> notes_of(const Network& n) {
  std::vector<std::string> notes = n.notes;
  const bool as_published = n.width == 1 && input_size(n) == n.input;
  if (as_published) notes.insert(notes.end(), n.notes_as_published.begin(), n.notes_as_published.end());
  return notes;
}

Network with_resolution(Network network, int resolution) {
  network.resolution = resolution;
  return network;
}

Size2 input_size(const Network& network) {
  return network.resolution == 0 ? network.input : Size2{network.resolution, network.resolution};
}

int scaled_filters(int c, double alpha, WidthRule rule) {
  if (alpha == 1) return c;
  // α is meant in decimals: 0.29·100 is 29, though its binary product is a little less.
  const double wanted = alpha * c + 1e-9;
  const int least = std::min(c, 8);
  if (rule == WidthRule::floor) return std::max(least, static_cast<int>(wanted));
  const int rounded = std::max(least, static_cast<int>(wanted + 4) / 8 * 8);
  return rounded < 0.9 * (alpha * c) ? rounded + 8 : rounded;
}

Result<NetworkCosts> costs_of(const Network& network) {
  if (auto fine = check_settings(network); !fine) return fail(fine.error().message);
  auto layers = Walk(network).run();
  if (!layers) return fail(layers.error().message);
  NetworkCosts costs;
  costs.layers = std::move(*layers);
  const auto separable = sum_up(costs.layers, &LayerCost::separable);
  if (!separable) return fail(separable.error().message);
  const auto standard = sum_up(costs.layers, &LayerCost::standard);
  if (!standard) return fail(standard.error().message);
  costs.separable = *separable;
  costs.standard = *standard;
  costs.totals = {separable->multiplications, standard->multiplications, separable->parameters(),
                  standard->parameters()};
  if (costs.totals.separable == 0) return fail("the network has no layer that multiplies: add a convolution");
  costs.published = checks_of(network, costs);
  return costs;
}

}  // namespace sep
