// The layers of a model in a dialog: what each is, what it costs, how its kernels look. Picking one closes
// it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "io/models/model.h"
#include "ui/filters/filter_files.h"
#include "ui/widgets.h"

namespace sep::ui {

class LayerBrowser {
 public:
  /// Shows the dialog from the next frame on; current: the layer that is chosen at first, by name.
  void show(const OpenModel& model, const std::string& current);
  /// Takes the dialog away; nothing was picked.
  void hide() {
    model_.reset();
    whole_ = false;
  }
  bool visible() const { return model_ != nullptr; }

  struct Picked {
    OpenModel of;
    int index = 0;
  };
  /// Draws the dialog when it is visible. Returns the layer, once, when one was picked.
  std::optional<Picked> draw(Widgets& ui);
  /// The whole model was asked for, once.
  bool take_whole() { return std::exchange(whole_, false); }

 private:
  bool listed(int index) const;
  void list_layers();
  void draw_filters(Widgets& ui);
  std::optional<int> draw_list(Widgets& ui, float height);
  void draw_row(Widgets& ui, int index, ImVec2 at, float width, float height) const;
  void draw_notes(Widgets& ui) const;
  std::optional<int> draw_buttons(Widgets& ui);
  std::optional<int> pick() const;
  void move(int by);

  std::optional<int> draw_body(Widgets& ui);

  OpenModel open_;
  std::shared_ptr<const io::Model> model_;  ///< that is listed; null: the dialog is not visible
  std::vector<int> listed_;                 ///< of the model's layers, those that the filter lets through
  int kind_ = 0;                            ///< 0: all; 1…4: a ConvKind; 5: pairs
  int selected_ = -1;                       ///< of the model's layers
  std::string typed_;
  bool just_shown_ = false, scroll_ = false, whole_ = false;
};

/// "64 → 128, 3×3, stride 2, same": a layer in one line.
std::string layer_line(const io::Layer& layer);
/// What else is to be said of it: the pair, what is left out, why it cannot be run. May be empty.
std::string layer_remark(const io::Model& model, const io::Layer& layer);

}  // namespace sep::ui
