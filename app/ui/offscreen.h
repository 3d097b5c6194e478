// The window in an off-screen context: frame after frame of it as pictures, or the diagram as a drawing.
#pragma once

#include <memory>

#include "core/go_on.h"
#include "ui/app.h"
#include "ui/studio.h"
#include "view/drawing.h"

namespace sep::ui {

class Offscreen {
 public:
  /// options.width_px × options.height_px pixels of the window, `sharpness` of the frame for each of them.
  /// Error: what the machine lacks, or the experiment cannot be shown.
  static Result<std::unique_ptr<Offscreen>> create(const LaunchOptions& options, float sharpness = 1);
  virtual ~Offscreen() = default;

  /// Computes and draws until nothing moves any more. Error: the experiment's, the driver's, or go_on's.
  virtual Result<void> settle(const GoOn& go_on) = 0;
  /// One more frame after what is shown was changed; all is computed.
  virtual void draw() = 0;
  /// The frame that was drawn last.
  virtual Picture picture() const = 0;
  /// The diagram of the next frames as a drawing of width × height, tensors included; settle() came before.
  virtual Result<view::Drawing> drawing(const GoOn& go_on) = 0;
  virtual Studio& studio() = 0;
};

}  // namespace sep::ui
