// Bodies of reuse.h.
#include "core/reuse.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/axis.h"

namespace sep {
namespace {

Size2 size2(const Shape& s) { return {static_cast<int>(s.h), static_cast<int>(s.w)}; }

/// The stage of a path that reads a tensor, or nullptr.
const Stage* reader_of(const Plan& plan, PathId path, TensorRef ref) {
  const auto chain = chain_of(plan, path);
  const auto at = std::find(chain.begin(), chain.end(), ref);
  return at == chain.end() || at + 1 == chain.end() ? nullptr : maker_of(plan, *(at + 1));
}

struct AxisReads {
  int64_t most = 0, all = 0;
};
AxisReads axis_reads(const StageAxis& axis) {
  std::vector<int64_t> reads(static_cast<size_t>(axis.in), 0);
  for (int o = 0; o < axis.out; ++o) {
    for (int tap = 0; tap < axis.kernel(); ++tap) {
      const int source = source_index(axis.read_position(o, tap), axis.in, axis.spec.border);
      if (source >= 0) ++reads[static_cast<size_t>(source)];
    }
  }
  return {*std::max_element(reads.begin(), reads.end()),
          std::accumulate(reads.begin(), reads.end(), int64_t{0})};
}

void add_uses(const Stage& next, StageReuse& out) {
  const AxisReads rows = axis_reads(row_axis(next.spec, size2(next.in), size2(next.out)));
  const AxisReads cols = axis_reads(column_axis(next.spec, size2(next.in), size2(next.out)));
  const int64_t filters = next.spec.c_out_per_group();
  out.uses = rows.most * cols.most * filters;
  out.uses_average = Fraction::of(rows.all * cols.all * filters, next.in.h * next.in.w);
}

}  // namespace

Fraction Fraction::of(int64_t numerator, int64_t denominator) {
  const int64_t divisor = std::max<int64_t>(1, std::gcd(numerator, denominator));
  return {numerator / divisor, denominator / divisor};
}

std::string Fraction::text() const {
  return denominator == 1 ? fmt::format("{}", numerator) : fmt::format("{}/{}", numerator, denominator);
}

Fraction operator+(const Fraction& a, const Fraction& b) {
  const int64_t common = std::lcm(a.denominator, b.denominator);
  return Fraction::of(a.numerator * (common / a.denominator) + b.numerator * (common / b.denominator),
                      common);
}

Reuse reuse_of(const Plan& plan) {
  Reuse out;
  const int64_t outputs = plan.separable.back().out.elements();
  int64_t needed = 1;
  for (size_t k = plan.separable.size(); k-- > 0;) {
    const Stage& s = plan.separable[k];
    StageReuse stage;
    stage.name = s.name;
    stage.terms = s.spec.weight_count() / s.spec.c_out;
    stage.elements = needed;
    stage.share = Fraction::of(s.multiplications, outputs);
    if (k + 1 < plan.separable.size()) add_uses(plan.separable[k + 1], stage);
    needed *= stage.terms;
    out.alone += stage.alone();
    out.average = out.average + stage.share;
    out.stages.insert(out.stages.begin(), std::move(stage));
  }
  const ConvSpec& standard = plan.standard.back().spec;
  out.standard = standard.weight_count() / standard.c_out;
  return out;
}

std::string Reuse::alone_text() const {
  std::string text;
  for (const StageReuse& s : stages) {
    if (!text.empty()) text += " + ";
    text += s.elements == 1 ? fmt::format("{}", s.terms) : fmt::format("{}·{}", s.elements, s.terms);
  }
  return fmt::format("{} = {}", text, alone);
}

std::string Reuse::average_text() const {
  std::string text;
  for (const StageReuse& s : stages) text += (text.empty() ? "" : " + ") + s.share.text();
  const double value = average.value();
  const bool exact = 10 % average.denominator == 0;
  const std::string number =
      average.denominator == 1 ? fmt::format("{}", average.numerator) : fmt::format("{:.1f}", value);
  return fmt::format("{} {} {}", text, exact ? "=" : "≈", number);
}

int64_t uses_of(const Plan& plan, PathId path, TensorRef ref, int y, int x) {
  const Stage* next = reader_of(plan, path, ref);
  if (next == nullptr) return 0;
  const Size2 in = size2(next->in), out = size2(next->out);
  return reads_of(row_axis(next->spec, in, out), y) * reads_of(column_axis(next->spec, in, out), x) *
         next->spec.c_out_per_group();
}

}  // namespace sep
