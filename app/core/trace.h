// The arithmetic of one element: every value, weight and product of its sum, stage by stage on the separable
// path and in one sum on the standard one, recomputed in double precision. Knows no GPU; values come through
// core/patch.h.
#pragma once

#include <cmath>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/patch.h"

namespace sep {

/// One multiplication of a sum, or the bias that is added to it after all of them (is_bias: value is the bias
/// itself, nothing is read or multiplied).
struct Term {
  bool is_bias = false;
  double value = 0, weight = 0, product = 0;
  int channel = 0;                 ///< of the stage's input
  int y = 0, x = 0;                ///< where it reads, before bordering
  bool is_padding = false;         ///< (y,x) lies outside the tensor
  int source_y = 0, source_x = 0;  ///< the real cell that it reads; −1, −1: a zero
  int i = 0, j = 0;                ///< tap
};

/// Consecutive terms of a sum, shown as one. Every list of runs covers its part of the sum without gaps.
struct TermRun {
  enum class Kind { term, row, channel, channels, slice, bias };
  Kind kind = Kind::term;
  int64_t first = 0, count = 0;
  ChannelRange channels;  ///< that it covers, of the stage's input
  double sum = 0;
  int64_t padding = 0;  ///< terms of it that read padding
};

/// One output element of a stage and what it comes to.
struct ElementSum {
  int channel = 0, y = 0, x = 0;
  double value = 0;      ///< Σ w·x + bias in double precision, from the input on
  double magnitude = 0;  ///< Σ |w·x| + |bias| from the input on: the scale of the error bound
  double gpu = NAN;      ///< as the reader gives it; NaN when it was not asked
  int64_t uses = 0;      ///< multiplications of the next stage that read it; 0 for an output
};

/// What one stage does for the traced element: all elements of it that are needed, and their terms on demand.
struct StageTrace {
  TensorRef in, out;
  std::string name;
  ConvSpec spec;
  Size2 in_size;
  std::shared_ptr<const Patch> input;                 ///< real cells that are read
  std::shared_ptr<const std::vector<float>> weights;  ///< [filters, C_in/group, K_h, K_w]
  int first_filter = 0;                               ///< channel of the first of them
  std::shared_ptr<const std::vector<float>> bias;     ///< C_out values, or null
  std::vector<ElementSum> elements;                   ///< by channel, row, column; the last stage has one

  /// Terms of each element: C_in/group · K_h · K_w.
  int64_t terms() const { return int64_t{1} * spec.c_in_per_group() * spec.kernel.h * spec.kernel.w; }
  /// What is added up for each element: its terms and the bias, which comes last.
  int64_t addends() const { return terms() + (bias ? 1 : 0); }
  /// Multiplications made here for the traced element.
  int64_t multiplications() const { return terms() * static_cast<int64_t>(elements.size()); }

  /// 0 ≤ k < addends(); the bias is the one at terms().
  Term term(const ElementSum& element, int64_t k) const;
  /// Σ products of terms first…first+count−1, added in their order.
  double sum_of(const ElementSum& element, int64_t first, int64_t count) const;
  /// One run for each input channel, and one for the bias: for a row pass of rank r these are the rank terms,
  /// for a pointwise stage the maps.
  std::vector<TermRun> subtotals(const ElementSum& element) const;
  /// Terms first…first+count−1 as at most `budget` runs: single terms if they fit, else rows of the kernel,
  /// else channels, else blocks of them; the bias is always a run of its own. Unfold one by calling this with
  /// its first and count (a budget of 2 or more always gets on).
  std::vector<TermRun> fold(const ElementSum& element, int64_t first, int64_t count, int budget) const;
  /// The element [channel, y, x], or nullptr when the traced one does not need it.
  const ElementSum* find(int channel, int y, int x) const;
};

/// One path's way to the element.
struct PathTrace {
  PathId path{};
  std::vector<StageTrace> stages;  ///< in the order of computing

  const ElementSum& result() const { return stages.back().elements.back(); }
  /// Multiplications for this element with nothing shared, padding taken as it is here: 78 in Wang's example.
  int64_t alone() const;
  /// GPU minus double.
  double difference() const { return result().gpu - result().value; }
  /// |difference| ≤ 1e-5·magnitude; false without a GPU value.
  bool within_bound() const { return std::abs(difference()) <= 1e-5 * result().magnitude; }
};

/// An output element has both paths; an intermediate one only its own; an input made by a bank its source.
struct Trace {
  TensorRef ref;
  int channel = 0, y = 0, x = 0;
  std::optional<PathTrace> separable, standard, source;
};

/// Traces element [0, channel, y, x] of a tensor. Reads the receptive field in the input once, and (with
/// read_results) every traced element's own value. Errors: outside the tensor, nothing computes it (an input
/// without a bank), values that are not there yet.
Result<Trace> trace(const Plan& plan, TensorRef ref, int channel, int y, int x, const PatchReader& reader,
                    bool read_results = true);

}  // namespace sep
