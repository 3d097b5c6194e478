// Bodies of axis.h.
#include "core/axis.h"

#include <algorithm>

namespace sep {
namespace {

/// Positions marked in a range that is known beforehand: a set without sorting.
class Marks {
 public:
  Marks(int low, int high) : low_(low), marked_(static_cast<size_t>(std::max(0, high - low)), 0) {}
  void add(int p) { marked_[static_cast<size_t>(p - low_)] = 1; }
  std::vector<int> list() const {
    std::vector<int> out;
    for (size_t k = 0; k < marked_.size(); ++k) {
      if (marked_[k] != 0) out.push_back(low_ + static_cast<int>(k));
    }
    return out;
  }

 private:
  int low_;
  std::vector<char> marked_;
};

AxisLink link_from(const StageAxis& axis, const std::vector<int>& window) {
  AxisLink link;
  Marks cells(0, axis.in);
  for (const int p : window) {
    const int source = source_index(p, axis.in, axis.spec.border);
    if (p < 0 || p >= axis.in) link.padding.push_back({p, source});
    if (source >= 0) cells.add(source);
  }
  link.window = AxisSet::of(window);
  link.cells = AxisSet::of(cells.list());
  return link;
}

AxisSet forward(const StageAxis& axis, int p) {
  if (axis.rows) {
    const Window w = forward_window(axis.spec, {axis.out, 1}, p, 0);
    return AxisSet::range(w.y0, w.y1, w.step_y);
  }
  const Window w = forward_window(axis.spec, {1, axis.out}, 0, p);
  return AxisSet::range(w.x0, w.x1, w.step_x);
}

/// Calls f(q, source) for each cell of the border on either side.
template <class F>
void each_border_cell(const StageAxis& axis, F f) {
  for (int q = -axis.before(); q < 0; ++q) f(q, source_index(q, axis.in, axis.spec.border));
  for (int q = axis.in; q < axis.in + axis.after(); ++q) f(q, source_index(q, axis.in, axis.spec.border));
}

}  // namespace

AxisSet AxisSet::of(std::vector<int> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  if (list.empty()) return {};
  AxisSet set{list.front(), list.back() + 1, 1, {}};
  if (list.size() < 2) return set;
  set.step = list[1] - list[0];
  for (size_t k = 2; k < list.size(); ++k) {
    if (list[k] - list[k - 1] == set.step) continue;
    set.step = 1;
    set.positions = std::move(list);
    break;
  }
  return set;
}

AxisSet AxisSet::range(int first, int end, int step) {
  if (end <= first) return {};
  const int last = first + (end - 1 - first) / step * step;
  return {first, last + 1, last == first ? 1 : step, {}};
}

int AxisSet::size() const {
  if (!regular()) return static_cast<int>(positions.size());
  return empty() ? 0 : (end - 1 - first) / step + 1;
}

int AxisSet::at(int k) const { return regular() ? first + k * step : positions[static_cast<size_t>(k)]; }

int AxisSet::index_of(int p) const {
  if (p < first || p >= end) return -1;
  if (regular()) return (p - first) % step == 0 ? (p - first) / step : -1;
  const auto found = std::lower_bound(positions.begin(), positions.end(), p);
  return *found == p ? static_cast<int>(found - positions.begin()) : -1;
}

std::vector<int> AxisSet::list() const {
  std::vector<int> out(static_cast<size_t>(size()));
  for (size_t k = 0; k < out.size(); ++k) out[k] = at(static_cast<int>(k));
  return out;
}

int StageAxis::read_position(int o, int tap) const {
  return rows ? o * spec.stride.h - spec.pads.top + tap * spec.dilation.h
              : o * spec.stride.w - spec.pads.left + tap * spec.dilation.w;
}

StageAxis row_axis(const ConvSpec& spec, Size2 in, Size2 out) { return {spec, in.h, out.h, true}; }
StageAxis column_axis(const ConvSpec& spec, Size2 in, Size2 out) { return {spec, in.w, out.w, false}; }

AxisLink inputs_of(const StageAxis& axis, const AxisSet& outputs) {
  Marks window(-axis.before(), axis.in + axis.after());
  for (int k = 0; k < outputs.size(); ++k) {
    const int o = outputs.at(k);
    const Window w = axis.rows ? backward_window(axis.spec, o, 0) : backward_window(axis.spec, 0, o);
    const AxisSet read =
        axis.rows ? AxisSet::range(w.y0, w.y1, w.step_y) : AxisSet::range(w.x0, w.x1, w.step_x);
    for (int p = read.first; p < read.end; p += read.step) window.add(p);
  }
  return link_from(axis, window.list());
}

AxisLink inputs_of_tap(const StageAxis& axis, int tap) {
  std::vector<int> window(static_cast<size_t>(axis.out));
  for (int o = 0; o < axis.out; ++o) window[static_cast<size_t>(o)] = axis.read_position(o, tap);
  return link_from(axis, window);
}

AxisSet outputs_of(const StageAxis& axis, const AxisSet& inputs) {
  Marks outputs(0, axis.out);
  const auto feed = [&](int p) {
    const AxisSet fed = forward(axis, p);
    for (int o = fed.first; o < fed.end; o += fed.step) outputs.add(o);
  };
  for (int k = 0; k < inputs.size(); ++k) feed(inputs.at(k));
  if (axis.spec.border != Border::zero) {
    each_border_cell(axis, [&](int q, int source) {
      if (inputs.contains(source)) feed(q);
    });
  }
  return AxisSet::of(outputs.list());
}

std::vector<PaddingCell> copies_of(const StageAxis& axis, const AxisSet& inputs) {
  std::vector<PaddingCell> copies;
  if (axis.spec.border == Border::zero) return copies;
  each_border_cell(axis, [&](int q, int source) {
    if (inputs.contains(source) && !forward(axis, q).empty()) copies.push_back({q, source});
  });
  return copies;
}

AxisSet taps_between(const StageAxis& axis, const AxisSet& outputs, const AxisSet& inputs, bool zeros) {
  std::vector<int> taps;
  for (int tap = 0; tap < axis.kernel(); ++tap) {
    bool linked = false;
    for (int k = 0; k < outputs.size() && !linked; ++k) {
      const int source = source_index(axis.read_position(outputs.at(k), tap), axis.in, axis.spec.border);
      linked = source < 0 ? zeros : inputs.contains(source);
    }
    if (linked) taps.push_back(tap);
  }
  return AxisSet::of(std::move(taps));
}

int64_t reads_of(const StageAxis& axis, int p) {
  int64_t reads = forward(axis, p).size();
  if (axis.spec.border == Border::zero) return reads;
  each_border_cell(axis, [&](int q, int source) {
    if (source == p) reads += forward(axis, q).size();
  });
  return reads;
}

int unread_tail(const StageAxis& axis) {
  int first = axis.in;
  while (first > 0 && reads_of(axis, first - 1) == 0) --first;
  return first;
}

}  // namespace sep
