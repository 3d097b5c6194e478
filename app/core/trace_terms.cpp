// Terms of one sum and how they fold: the part of trace.h that needs no reading.
#include <algorithm>

#include "core/trace.h"

namespace sep {
namespace {

/// Terms first…end−1 in runs that end at multiples of `unit`.
template <class F>
void split(int64_t first, int64_t end, int64_t unit, F f) {
  while (first < end) {
    const int64_t next = std::min(end, (first / unit + 1) * unit);
    f(first, next - first);
    first = next;
  }
}

/// Runs that split() makes.
int64_t pieces(int64_t first, int64_t count, int64_t unit) {
  return count == 0 ? 0 : (first + count - 1) / unit - first / unit + 1;
}

/// Size of the runs: the finest of terms, rows, channels and blocks of them that needs at most `budget` runs.
/// Blocks are counted from the first term of the sum, which may cost one run more than their size promises;
/// the loop finds the next size that does not.
int64_t grain_of(const ConvSpec& spec, int64_t first, int64_t count, int64_t budget) {
  const int64_t row = spec.kernel.w, channel = row * spec.kernel.h;
  if (count <= budget) return 1;
  int64_t base = 1;
  for (const int64_t unit : {row, channel}) {
    const int64_t runs = pieces(first, count, unit);
    if (runs == 1) break;
    if (runs <= budget) return unit;
    base = unit;
  }
  int64_t times = ceil_div(ceil_div(count, base), budget);
  while (pieces(first, count, base * times) > budget) ++times;
  return base * times;
}

TermRun::Kind kind_of(const ConvSpec& spec, int64_t first, int64_t count) {
  const int64_t row = spec.kernel.w, channel = row * spec.kernel.h;
  if (count == 1) return TermRun::Kind::term;
  if (count == channel && first % channel == 0) return TermRun::Kind::channel;
  if (count % channel == 0 && first % channel == 0) return TermRun::Kind::channels;
  return count == row && first % row == 0 ? TermRun::Kind::row : TermRun::Kind::slice;
}

TermRun run_of(const StageTrace& s, const ElementSum& e, int64_t first, int64_t count) {
  if (first == s.terms()) return {TermRun::Kind::bias, first, 1, {}, s.term(e, first).product, 0};
  TermRun run{kind_of(s.spec, first, count), first, count, {}, 0, 0};
  for (int64_t k = first; k < first + count; ++k) {
    const Term t = s.term(e, k);
    run.sum += t.product;
    run.padding += t.is_padding ? 1 : 0;
  }
  const int64_t taps = int64_t{1} * s.spec.kernel.h * s.spec.kernel.w;
  const int c = input_channels(s.spec, e.channel).first;
  run.channels = {c + static_cast<int>(first / taps), c + static_cast<int>((first + count - 1) / taps) + 1};
  return run;
}

}  // namespace

Term StageTrace::term(const ElementSum& e, int64_t k) const {
  const int taps = spec.kernel.h * spec.kernel.w;
  Term t;
  if (k == terms()) {
    t.is_bias = true;
    t.weight = 1;
    t.value = t.product = static_cast<double>((*bias)[static_cast<size_t>(e.channel)]);
    return t;
  }
  t.i = static_cast<int>(k % taps) / spec.kernel.w;
  t.j = static_cast<int>(k % taps) % spec.kernel.w;
  t.channel = input_channels(spec, e.channel).first + static_cast<int>(k / taps);
  t.y = row_axis(spec, in_size, {}).read_position(e.y, t.i);
  t.x = column_axis(spec, in_size, {}).read_position(e.x, t.j);
  t.is_padding = t.y < 0 || t.y >= in_size.h || t.x < 0 || t.x >= in_size.w;
  t.source_y = source_index(t.y, in_size.h, spec.border);
  t.source_x = source_index(t.x, in_size.w, spec.border);
  t.weight = static_cast<double>((*weights)[static_cast<size_t>((e.channel - first_filter) * terms() + k)]);
  if (t.source_y < 0 || t.source_x < 0) {
    t.source_y = t.source_x = -1;
  } else {
    t.value = input->values[input->index(t.channel, t.source_y, t.source_x)];
    t.product = t.value * t.weight;
  }
  return t;
}

double StageTrace::sum_of(const ElementSum& e, int64_t first, int64_t count) const {
  double sum = 0;
  for (int64_t k = first; k < first + count; ++k) sum += term(e, k).product;
  return sum;
}

std::vector<TermRun> StageTrace::subtotals(const ElementSum& e) const {
  std::vector<TermRun> runs;
  split(0, terms(), int64_t{1} * spec.kernel.h * spec.kernel.w,
        [&](int64_t first, int64_t count) { runs.push_back(run_of(*this, e, first, count)); });
  if (bias) runs.push_back(run_of(*this, e, terms(), 1));
  return runs;
}

std::vector<TermRun> StageTrace::fold(const ElementSum& e, int64_t first, int64_t count, int budget) const {
  first = std::clamp<int64_t>(first, 0, addends());
  count = std::clamp<int64_t>(count, 0, addends() - first);
  const bool with_bias = first + count > terms();
  if (with_bias) --count, --budget;
  const int64_t unit = grain_of(spec, first, count, std::max(1, budget));
  std::vector<TermRun> runs;
  split(first, first + count, unit,
        [&](int64_t from, int64_t length) { runs.push_back(run_of(*this, e, from, length)); });
  if (with_bias) runs.push_back(run_of(*this, e, terms(), 1));
  return runs;
}

const ElementSum* StageTrace::find(int channel, int y, int x) const {
  const auto found = std::find_if(elements.begin(), elements.end(), [&](const ElementSum& e) {
    return e.channel == channel && e.y == y && e.x == x;
  });
  return found == elements.end() ? nullptr : &*found;
}

}  // namespace sep
