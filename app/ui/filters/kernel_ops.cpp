// Bodies of kernel_ops.h.
#include "ui/filters/kernel_ops.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>

#include "core/plan_shapes.h"
#include "ui/kernel_edit.h"

namespace sep::ui {
namespace {

template <class At>
Kernel made(Size2 size, At at) {
  Kernel out{size, std::vector<double>(static_cast<size_t>(size.h) * static_cast<size_t>(size.w), 0.0)};
  for (int y = 0; y < size.h; ++y) {
    for (int x = 0; x < size.w; ++x) out.at(y, x) = at(y, x);
  }
  return out;
}

Kernel flip_across(const Kernel& k) {
  return made(k.size, [&](int y, int x) { return k.at(y, k.size.w - 1 - x); });
}
Kernel flip_down(const Kernel& k) {
  return made(k.size, [&](int y, int x) { return k.at(k.size.h - 1 - y, x); });
}
Kernel flip_both(const Kernel& k) { return flip_across(flip_down(k)); }
Kernel transpose(const Kernel& k) {
  return made({k.size.w, k.size.h}, [&](int y, int x) { return k.at(x, y); });
}
Kernel rotate(const Kernel& k) { return flip_across(transpose(k)); }

Kernel times(const Kernel& k, double factor) {
  return made(k.size, [&](int y, int x) { return k.at(y, x) * factor; });
}
double sum(const Kernel& k) { return std::accumulate(k.values.begin(), k.values.end(), 0.0); }
double absolute_sum(const Kernel& k) {
  return std::accumulate(k.values.begin(), k.values.end(), 0.0,
                         [](double s, double v) { return s + std::abs(v); });
}
/// A sum that is only rounding counts as none.
bool has_sum(const Kernel& k) { return std::abs(sum(k)) > 1e-9 * absolute_sum(k); }
Kernel normalise(const Kernel& k) { return times(k, 1 / (has_sum(k) ? sum(k) : absolute_sum(k))); }

/// A ring of zeros more, or of cells less.
Kernel resized(const Kernel& k, int ring) {
  return made({k.size.h + 2 * ring, k.size.w + 2 * ring}, [&](int y, int x) {
    const int from_y = y - ring, from_x = x - ring;
    const bool inside = from_y >= 0 && from_x >= 0 && from_y < k.size.h && from_x < k.size.w;
    return inside ? k.at(from_y, from_x) : 0.0;
  });
}

constexpr std::array kOps{
    KernelOp{"flip-across", "Flip left–right", "Mirrors every row.", flip_across},
    KernelOp{"flip-down", "Flip top–bottom", "Mirrors every column.", flip_down},
    KernelOp{"flip", "Flip both",
             "Convolution flips the kernel, cross-correlation does not: this shows the difference.",
             flip_both},
    KernelOp{"rotate", "Rotate a quarter", "Turns the kernel clockwise.", rotate, false, true},
    KernelOp{"transpose", "Transpose", "Rows become columns.", transpose, false, true},
    KernelOp{"normalise", "Normalise", "Divides by the sum, or by the absolute sum where the sum is 0.",
             normalise},
    KernelOp{"double", "Scale × 2", "Doubles every value.", [](const Kernel& k) { return times(k, 2); }},
    KernelOp{"halve", "Scale × ½", "Halves every value.", [](const Kernel& k) { return times(k, 0.5); }},
    KernelOp{"negate", "Negate", "Changes every sign.", [](const Kernel& k) { return times(k, -1); }},
    KernelOp{"grow", "Grow by a ring of zeros", "Two rows and two columns more.",
             [](const Kernel& k) { return resized(k, 1); }, true},
    KernelOp{"shrink", "Shrink by a ring", "Leaves the outer rows and columns away.",
             [](const Kernel& k) { return resized(k, -1); }, true},
};

KernelSource typed(Kernel kernel, std::string origin) {
  KernelSource out;
  out.preset = std::move(origin);
  out.size = kernel.size;
  out.values = std::move(kernel);
  return out;
}

}  // namespace

std::span<const KernelOp> kernel_ops() { return kOps; }

std::string_view why_not(const KernelOp& op, const Kernel& k) {
  if (op.id == "grow" && std::max(k.size.h, k.size.w) + 2 > kMaxKernel) return "a kernel has at most 63 rows";
  if (op.id == "shrink" && std::min(k.size.h, k.size.w) < 3) return "nothing would be left";
  if (op.id == "normalise" && !(absolute_sum(k) > 0 && std::isfinite(absolute_sum(k))))
    return "there is no sum to divide by";
  return {};
}

HalfTurn half_turn(const Kernel& k) {
  const Kernel turned = flip_both(k);
  const double tolerance = 1e-9 * absolute_sum(k);
  const auto all = [&](double sign) {
    for (size_t i = 0; i < k.values.size(); ++i) {
      if (!(std::abs(k.values[i] - sign * turned.values[i]) <= tolerance)) return false;
    }
    return true;
  };
  return all(1) ? HalfTurn::same : all(-1) ? HalfTurn::negative : HalfTurn::other;
}

std::string_view half_turn_text(HalfTurn turn) {
  switch (turn) {
    case HalfTurn::same:
      return "A half turn leaves it as it is: convolution and cross-correlation are the same.";
    case HalfTurn::negative:
      return "A half turn changes its sign: convolution is minus this cross-correlation.";
    case HalfTurn::other:
      break;
  }
  return "Applied as cross-correlation. Convolution turns it first and differs:";
}

Experiment with_op(Experiment e, const KernelOp& op, int map, int maps, bool all) {
  const Size2 size = kernel_size(e.kernel);
  const bool other_size = op.resizes || (op.transposes && size.h != size.w);
  if (e.mode == Mode::spatial || !(all || other_size)) {
    e = with_map(std::move(e), map, typed(op.run(kernel_of_map(e, map)), origin_of_map(e, map)));
    if (e.mode == Mode::spatial) e.rank = 0;  // the new kernel's own
    return e;
  }
  // all maps are read before one is written: those that follow the default cycle follow map 0
  std::vector<KernelSource> made_all;
  for (int i = 0; i < maps; ++i) {
    const Kernel before = kernel_of_map(e, i);
    made_all.push_back(typed(why_not(op, before).empty() ? op.run(before) : before, origin_of_map(e, i)));
  }
  e.kernel = made_all.front();
  e.kernels = std::move(made_all);
  const int most =
      std::max(1, std::min(e.filters / std::max(1, e.groups), e.kernel.size.h * e.kernel.size.w));
  e.multiplier = std::min(e.multiplier, most);
  return e;
}

}  // namespace sep::ui
