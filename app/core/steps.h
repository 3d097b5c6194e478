// The order in which the animation makes a path: stage by stage, and within a stage batch, output channel,
// row, column, and the terms of the sum in the order of the weights. Every question is answered in time that
// does not grow with the number of multiplications. Knows no clock.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/plan.h"

namespace sep {

enum class Granularity { multiplication, element, row, channel, stage };

/// One multiplication. term counts within the output element: (in-group channel · K_h + i) · K_w + j.
struct Cursor {
  int stage = 0;  ///< Steps::stages() at the very end
  int64_t b = 0;
  int channel = 0, y = 0, x = 0;  ///< of the output element
  int64_t term = 0;
  int c_in = 0;      ///< input channel, absolute
  int i = 0, j = 0;  ///< tap
  friend bool operator==(const Cursor&, const Cursor&) = default;
};

struct StageProgress {
  int64_t done = 0, total = 0;               ///< multiplications
  int64_t elements = 0, elements_total = 0;  ///< output elements that are complete
  int64_t partial = 0;  ///< terms already added into the element that is being made; 0: none is
};

/// A position is the number of multiplications done, 0…total(). Positions outside are brought inside.
class Steps {
 public:
  /// Stages in the order of computing, as in Plan::separable or Plan::standard.
  explicit Steps(std::span<const Stage> stages);

  int64_t total() const { return start_.back(); }
  int stages() const { return static_cast<int>(parts_.size()); }
  int64_t stage_start(int stage) const { return start_[static_cast<size_t>(stage)]; }

  /// The multiplication that comes next at a position; at total() the cursor past the last stage.
  Cursor at(int64_t position) const;
  /// Position of which `cursor` comes next. The term is taken from cursor.term.
  int64_t position_of(const Cursor& cursor) const;
  /// Position at which an output element is complete.
  int64_t completion(int stage, int64_t b, int channel, int y, int x) const;

  /// Next and previous place where a step of this size begins or the path ends; stays inside 0…total().
  int64_t next(int64_t position, Granularity g) const { return advance(position, g, 1); }
  int64_t previous(int64_t position, Granularity g) const { return advance(position, g, -1); }
  /// `count` steps forward, or back when negative.
  int64_t advance(int64_t position, Granularity g, int64_t count) const;

  /// Number of steps of a size, and how many of them are complete at a position.
  int64_t step_count(Granularity g) const { return steps_before(stages(), g); }
  int64_t steps_done(int64_t position, Granularity g) const;
  /// Position at which `steps` steps are complete.
  int64_t position_after(int64_t steps, Granularity g) const;

  StageProgress progress(int stage, int64_t position) const;
  /// Whether an output element is complete at a position.
  bool computed(int stage, int64_t b, int channel, int y, int x, int64_t position) const {
    return completion(stage, b, channel, y, x) <= clamped(position);
  }

 private:
  struct Part {
    ConvSpec spec;
    Shape out;
    int64_t terms = 1;
  };
  const Part& part(int stage) const { return parts_[static_cast<size_t>(stage)]; }
  int64_t clamped(int64_t position) const;
  int stage_at(int64_t position) const;
  int64_t unit(int stage, Granularity g) const;
  int64_t steps_before(int stage, Granularity g) const;

  std::vector<Part> parts_;
  std::vector<int64_t> start_;  ///< position at which each stage begins; the last is the total
};

}  // namespace sep
