// What there is to arrange, and how wide each column becomes: the first half of lay_out(). Pure; knows no GL.
#pragma once

#include "view/captions.h"
#include "view/layout.h"

namespace sep::view {

/// The row that a part belongs to; the shared input and the difference stand in the middle of both.
enum class Row : uint8_t { both, separable, standard };

struct StackWish {
  StackKey key;
  Shape shape;
  StageGrid grid;
  int chosen = 0;
  int column = 0;  ///< 0 the input, i the output of stage i−1, last the difference
  Row row{};
  StackCaption caption;
  float one_line_w = 0;                         ///< of the shortest form of the caption in one line
  bool crowded() const { return shape.c > 4; }  ///< too many channels for cards
};

struct OperatorWish {
  std::string id, title;
  OperatorKind kind{};
  Row row{};
  int stage = 0;
  Ink ink{};
  int first = 0, last = 0;  ///< operator columns that it spans
  int count = 1, rows = 1, columns = 1;
  int chosen = 0;
  float min_w = 0, natural_w = 0;
};

/// The operator without its places.
OperatorBox box_of(const OperatorWish& wish);

struct Parts {
  const Plan* plan = nullptr;
  int stages = 2;  ///< of the separable path
  std::vector<StackWish> stacks;
  std::vector<OperatorWish> operators;
  Domain domain;
  float aspect = 1;  ///< width / height of every large tile
};
Parts parts_of(const LayoutInput& input);

inline constexpr float kPad = 14, kHeader = 27, kEmphasis = 22, kDivider = 14, kTitle = 24, kMinCell = 14;
inline constexpr float kMinGap = 20;
inline constexpr float kHiddenLine = 17, kAmplifyRow = 30, kExplanation = 82;

/// Sizes that the parts of one row share, in window pixels.
struct Sizes {
  float s = 1;  ///< interface scale
  float tile_w = 0, tile_h = 0;
  float fan_part = 1;  ///< how far cards are pulled apart; less where each front is a whole colour picture
  bool sheets_right = false, two_lines = false;
  bool lean = false;  ///< little height: neither colour bars nor the lines about reuse and difference
  float gap = 0, row_h = 0;
  std::vector<float> stack_x, stack_w, operator_x, operator_w;

  float px(float units) const { return units * s; }
  int extra_cards(int64_t channels) const;
  /// Distance between two cards of a stack, right and up.
  float card_step(int64_t channels) const;
  float fan(int64_t channels) const {
    return card_step(channels) * static_cast<float>(extra_cards(channels));
  }
  /// Largest fan of a row.
  float fan_of(const Parts& parts, Row row) const;
  float caption_h() const { return px(two_lines ? 31 : 15); }
  float bar_h() const { return lean ? 0 : px(26); }
  float emphasis_h() const { return lean ? 0 : px(kEmphasis); }
  /// Under the difference: the ×10ⁿ control and a sentence.
  float difference_h() const { return lean ? 0 : px(kAmplifyRow + kExplanation); }
  /// Height from the front tile's bottom to the end of the colour bar's numbers.
  float below_tile_h() const { return px(7) + caption_h() + px(2) + bar_h(); }
};

/// The largest tiles that the area has room for. False when even the least do not fit.
bool solve(const Parts& parts, const LayoutInput& input, Sizes& sizes);

}  // namespace sep::view
