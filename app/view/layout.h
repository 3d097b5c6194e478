// The arrangement of the centre as a pure function: plan + area + text metrics → rectangles of stacks, tiles,
// operators, captions, colour bars and connectors, all in window pixels. Knows no GL and no ImGui; nothing in
// it overlaps or leaves the area.
#pragma once

#include <string>
#include <vector>

#include "core/plan.h"
#include "view/geometry.h"
#include "view/sheet.h"
#include "view/text.h"

namespace sep::view {

/// Names one stack of tiles.
enum class StackKind : uint8_t { input, separable, maps, standard, difference };
struct StackKey {
  StackKind kind = StackKind::input;
  int index = 0;  ///< stage of the path; 0 elsewhere
  friend bool operator==(const StackKey&, const StackKey&) = default;
};
/// "input", "separable.0", "standard.0", "maps.0", "difference".
std::string id_of(StackKey key);

/// A large tile; those behind it are cards of the same stack.
struct Card {
  Rect rect;
  int channel = 0;
};

struct StackBox {
  StackKey key;
  Shape shape;
  StageGrid grid;
  int chosen = 0;           ///< channel of the front card
  std::vector<Card> cards;  ///< from the back to the front, never empty
  Sheet sheet;              ///< of all channels; may be empty
  Rect sheet_note;          ///< room for "16 of 256 shown" under it
  Rect bar;                 ///< the colour bar
  Rect bar_text;            ///< its numbers, low at the left and high at the right
  Rect bounds;              ///< all of it
  const Card& front() const { return cards.back(); }
};

/// Weights as a heat map: kernel `index` of the operator.
struct KernelBox {
  Rect rect;
  int index = 0;
  int rows = 1, columns = 1;
};
/// One 1×1 weight that is written out beside its swatch.
struct WeightRow {
  Rect swatch, text;
  int index = 0;
};

enum class OperatorKind : uint8_t { kernels, weights, sum };
struct OperatorBox {
  std::string id;  ///< "depthwise", "pointwise", "standard", "add", "column", "row"
  OperatorKind kind{};
  PathId path{};
  int stage = 0;  ///< of its path
  Ink ink{};      ///< of the frame
  Rect box;
  std::vector<KernelBox> kernels;  ///< written out or large
  std::vector<WeightRow> weights;
  Sheet sheet;  ///< of kernels or weights beyond those
  int kernel_rows = 1, kernel_columns = 1, count = 1;
  int divisor = 0;  ///< not 0: the numbers are whole and stand for number / divisor
};

/// A line with rounded corners; the last point has an arrow head.
struct Connector {
  std::vector<Point> points;
};

struct Layout {
  bool fits = false;  ///< false: the area is too small for anything but a sentence
  Rect area;
  Domain domain;
  std::vector<StackBox> stacks;
  std::vector<OperatorBox> operators;
  std::vector<Connector> connectors;
  std::vector<PlacedLine> texts;
  Rect separable_cost, standard_cost;  ///< the words of what each path costs
  Rect divider;                        ///< between the two paths
  Rect less, amplify, more;            ///< the ×10ⁿ control under the difference
  Rect explanation;                    ///< room for a sentence under it
  float corner = 4;                    ///< radius of boxes

  const StackBox* find(StackKey key) const;
};

struct LayoutInput {
  const Plan* plan = nullptr;
  Rect area;
  const Metrics* metrics = nullptr;
  int filter = 0, channel = 0;  ///< chosen, of the view
};

Layout lay_out(const LayoutInput& input);

}  // namespace sep::view
