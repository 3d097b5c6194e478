// Reuse, which is all of the saving: how often each intermediate is read, what one output costs alone, and
// what it costs on average because its intermediates are shared. Exact integers and fractions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "core/places.h"

namespace sep {

/// In lowest terms.
struct Fraction {
  int64_t numerator = 0, denominator = 1;
  friend bool operator==(const Fraction&, const Fraction&) = default;
  static Fraction of(int64_t numerator, int64_t denominator);
  double value() const { return static_cast<double>(numerator) / static_cast<double>(denominator); }
  /// "75/256", or "3" when it is whole.
  std::string text() const;
};
Fraction operator+(const Fraction& a, const Fraction& b);

/// One stage of the separable path.
struct StageReuse {
  std::string name;
  int64_t terms = 0;      ///< multiplications for each element of it
  int64_t elements = 0;   ///< of it that one output needs, away from the borders
  int64_t uses = 0;       ///< times that an element of it is read by the next stage, at most; 0: an output
  Fraction uses_average;  ///< the same on average over all its elements, border copies counted
  Fraction share;         ///< its multiplications for each output of the path
  int64_t alone() const { return terms * elements; }
};

/// Per output element, away from the borders: alone, Wang's 3·25 + 3 = 78 and the spatial 3×3's 9 + 3 = 12;
/// on average, 75/256 + 3 ≈ 3.3 and about 6. With rank r: alone r·K_h·K_w + r·K_w; with multiplier m: alone
/// C·m·K_h·K_w + C·m.
struct Reuse {
  std::vector<StageReuse> stages;
  int64_t alone = 0;
  Fraction average;      ///< multiplications of the path / outputs
  int64_t standard = 0;  ///< multiplications for each output of the standard path

  std::string alone_text() const;    ///< "3·25 + 3 = 78"
  std::string average_text() const;  ///< "75/256 + 3 ≈ 3.3"; = when the digits shown are all there are
};
Reuse reuse_of(const Plan& plan);

/// Multiplications of the next stage of a path that read the real element [·,·,y,x] of a tensor, itself or a
/// copy in the border; the same for all its channels. 0 for the path's output and for a tensor not in it.
int64_t uses_of(const Plan& plan, PathId path, TensorRef ref, int y, int x);

}  // namespace sep
