// One path's sums in a row of the arithmetic strip: grids, terms, folds. Draws from left to right.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "ui/panel_context.h"
#include "view/colour_map.h"

namespace sep::ui::panels {

/// How values of one tensor are coloured in the pictures.
struct Colouring {
  std::vector<view::Map> maps;  ///< by channel; the last one stands for all after it
  float low = 0, high = 1;
  ImU32 of(int channel, double value) const;
};
Colouring colouring_of(PanelContext& c, TensorRef ref);

/// Digits behind the point so that numbers of one sum are shown alike, and whether those shown add up.
struct Digits {
  int decimals = 3;
  static Digits of(double largest);
  std::string text(double value) const;
  int64_t units(double value) const;
};

/// How wide a grid of a stage may be so that all that is shown before anything is unfolded has room with its
/// products; 0: it has none.
float grid_room(const Widgets& ui, const StageTrace& stage, float room);

class ArithmeticRow {
 public:
  /// Draws into the current ImGui window from `at` on; `row` numbers the row for folds. widest: of a grid;
  /// 0: the products are in the tooltips alone.
  ArithmeticRow(PanelContext& c, ImVec2 at, float height, int row, float widest);
  /// A stage of a path: `last` for its last one.
  void stage(const StageTrace& s, int index, bool last);
  /// How many products of an element are added yet; mark: the last of them is outlined.
  void set_made(std::function<int64_t(const ElementSum&)> made, bool mark) {
    made_of_ = std::move(made);
    mark_ = mark;
  }
  float right() const { return x_; }

 private:
  void element(const StageTrace& s, const ElementSum& e, int64_t number, bool alone);
  void block(const StageTrace& s, const ElementSum& e, const TermRun& run, const Digits& digits);
  void term(const StageTrace& s, const ElementSum& e, const TermRun& run, const Digits& digits);
  /// marked: index of the cell that is outlined, or −1. Returns the cell under the mouse, or −1.
  int64_t grid(int rows, int columns, int64_t marked, const std::string& id,
               const std::function<ImU32(int, int)>& colour);
  /// Says what a term is by the mouse, and points at its factors in the pictures.
  void point(const StageTrace& s, const ElementSum& e, const Term& t);
  void caption(const std::string& text, float x);
  /// What a run of an element's terms is: "channel 2", "term 1, column 7".
  std::string run_words(const StageTrace& s, const ElementSum& e, const TermRun& run) const;
  void text(const std::string& text, ImU32 colour, ImFont* font = nullptr);
  /// A box that unfolds what it stands for when pressed.
  bool fold(const FoldId& id, const std::string& text);
  void number(double value, const Digits& digits, ImU32 fill);
  void outline(ImVec2 min, ImVec2 max);
  /// While a sum is made: folds what lies well before the last product, so that this one is in sight. Returns
  /// how many runs that is, and adds what they show to `units`.
  int64_t fold_added(const StageTrace& s, const ElementSum& e, int64_t number,
                     const std::vector<TermRun>& runs, const Digits& digits, int64_t& units);
  /// Terms of a run that are added.
  int64_t made(const TermRun& run) const { return std::clamp<int64_t>(done_ - run.first, 0, run.count); }
  /// What they come to.
  double sum_now(const StageTrace& s, const ElementSum& e, const TermRun& run) const {
    return made(run) == run.count ? run.sum : s.sum_of(e, run.first, made(run));
  }

  PanelContext& c_;
  ImDrawList* list_;
  float x_, top_, height_;
  int row_, stage_ = 0;
  float widest_;
  bool compact_, mark_ = false;
  std::function<int64_t(const ElementSum&)> made_of_;
  int64_t done_ = INT64_MAX;  ///< of the element that is drawn
  Colouring in_;
  double largest_weight_ = 0, largest_product_ = 0;
};

}  // namespace sep::ui::panels
