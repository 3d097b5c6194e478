// An off-screen window with Dear ImGui for tests of the diagram: one frame in, pixels out.
#pragma once

#include <memory>
#include <vector>

#include "gpu/engine.h"
#include "view/diagram.h"

namespace sep::view::testing {

gpu::Engine& engine();

struct Pixel {
  int r = 0, g = 0, b = 0;
};

class TestWindow {
 public:
  /// Sizes in window pixels; framebuffer pixels per window pixel.
  TestWindow(int width, int height, int framebuffer_scale);
  ~TestWindow();

  /// Gives the plan and the image to the engine, computes all and draws one frame.
  DiagramOutput draw(const Tensor& image, const Experiment& experiment, bool compute = true);
  /// At a place in window pixels.
  Pixel at(float x, float y) const;
  const Plan& plan() const { return *plan_; }
  /// Of both paths, as if they were stepped; none: all is computed.
  void step_to(std::optional<PathPositions> at) { positions_ = at; }
  const Theme& theme() const { return theme_; }
  void point(float x, float y) { mouse_ = {x, y}; }

 private:
  int width_, height_, scale_;
  ImVec2 mouse_{-1, -1};
  std::optional<PathPositions> positions_;
  unsigned framebuffer_ = 0, texture_ = 0;
  Theme theme_;
  std::shared_ptr<const Plan> plan_;
  std::unique_ptr<Diagram> diagram_;
  std::vector<unsigned char> pixels_;
};

}  // namespace sep::view::testing
