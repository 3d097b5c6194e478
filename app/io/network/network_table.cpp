// The table for people: one line a layer, then totals and the published figures.
#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <vector>

#include "io/costs.h"
#include "io/network/network_costs.h"
#include "io/text_table.h"

namespace sep::io {

namespace {

using Line = std::vector<std::string>;

std::string percent(double share) { return fmt::format("{:.1f} %", 100 * share); }

Line line_of(const LayerCost& layer, int64_t total) {
  const PathCost &a = layer.separable, &b = layer.standard;
  const double running = static_cast<double>(a.running_multiplications) / static_cast<double>(total);
  return {layer.name,
          kind_text(layer.kind),
          to_text(layer.in),
          to_text(layer.out),
          grouped(a.multiplications),
          grouped(b.multiplications),
          percent(a.multiplication_share) + ", " + percent(running),
          grouped(a.parameters()),
          grouped(b.parameters())};
}

/// "569 million", "4.2 million", "22,855,952": to the digits that were printed.
std::string figure_text(const PublishedFigure& figure) {
  if (figure.step < 1000) return grouped(figure.value);
  int digits = 0;
  for (int64_t step = figure.step; step < 1'000'000; step *= 10) ++digits;
  return fmt::format("{:.{}f} million", static_cast<double>(figure.value) / 1e6, digits);
}

std::string convention_text(const PublishedFigure& f) {
  if (f.counts == Counts::convolutions) return ", fully connected layers left out";
  if (f.counts == Counts::weights) return ", weights only";
  return f.quantity == Quantity::parameters ? ", with batch norm and biases" : "";
}

}  // namespace

std::string kind_text(LayerKind kind) {
  std::string word = kind_word(kind);
  std::replace(word.begin(), word.end(), '_', ' ');
  return word;
}

std::string check_text(const PublishedCheck& check) {
  const PublishedFigure& f = check.figure;
  std::string out = fmt::format("{} {} published ({}): {} computed{}, ", figure_text(f),
                                f.quantity == Quantity::parameters ? "parameters" : "multiplications",
                                f.source, grouped(check.computed), convention_text(f));
  if (check.agrees) {
    out += f.step == 1 ? "exactly the same." : "the same to the printed digits.";
  } else {
    const double off = 100 * (static_cast<double>(check.computed) / static_cast<double>(f.value) - 1);
    out += fmt::format("{:+.2f} %.", off);
  }
  return f.note.empty() ? out : out + " " + f.note;
}

std::string network_table(const Network& network, const NetworkCosts& costs) {
  const Size2 size = input_size(network);
  std::string out = fmt::format("{} ({}), width {:.6g}, input {}×{}×{}\n\n", network.title, network.source,
                                network.width, size.h, size.w, network.channels);
  const Totals& t = costs.totals;
  std::vector<Line> lines{{"layer", "kind", "input (h×w×c)", "output", "separable mult.", "standard mult.",
                           "share, running", "separable param.", "standard param."}};
  for (const LayerCost& layer : costs.layers) lines.push_back(line_of(layer, t.separable));
  lines.push_back({"total", "", "", "", grouped(t.separable), grouped(t.standard), "",
                   grouped(t.separable_parameters), grouped(t.standard_parameters)});
  out += aligned_table(lines, "llllrrrrr");
  out += fmt::format("\n{} multiplications: separable / standard = {:.4g}\n", verdict_text(t), t.ratio());
  out += fmt::format("As published the network is the {} one.\n",
                     network.published_as == PathId::standard ? "standard" : "separable");
  for (const PublishedCheck& check : costs.published) {
    out += fmt::format("{}: {}\n", check.figure.path == PathId::standard ? "Standard" : "Separable",
                       check_text(check));
  }
  for (const std::string& note : notes_of(network)) out += note + "\n";
  return out;
}

}  // namespace sep::io
