// The whole window without a display, frame by frame: what the tests of this folder do things to.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "gpu/context.h"
#include "gpu/gl_messages.h"
#include "gpu/handle.h"
#include "ui/studio.h"

namespace sep::ui::testing {

/// A folder of its own for HOME, so that no test reads or writes the user's; removed at the end.
class OwnHome {
 public:
  OwnHome();
  ~OwnHome();
  OwnHome(const OwnHome&) = delete;
  OwnHome& operator=(const OwnHome&) = delete;
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

class OffscreenStudio {
 public:
  struct Options {
    int width = 1000, height = 640;
    float scale = 1;
    LaunchOptions launch = {};
    std::function<void()> after_imgui = {};  ///< called when Dear ImGui has its functions
  };
  /// Error: what make_studio() says.
  static Result<std::unique_ptr<OffscreenStudio>> create(const Options& options);
  ~OffscreenStudio();

  /// One frame, its GPU work within the budget (< 0: to the end); true when more are needed.
  bool frame(double budget_ms = -1);
  /// Frames until nothing is left to do; false when that takes more than `most`.
  bool settle(int most = 300);
  /// The diagram of the last frame, [height][width][3]: no measured times stand in it.
  std::string picture() const;
  /// Draws the last frame once more, whole, on another target. Empty when that has the same pixels as the
  /// window, which was drawn in parts; else where they differ first. Of a frame that is not torn.
  std::string unlike_whole();
  Studio& studio() { return *studio_; }
  Session& session() { return studio_->session; }
  /// An edit as a panel makes it.
  void edit(const std::function<void(Experiment&)>& change);
  void dismiss() { session().dismiss_message(); }
  /// OpenGL's debug messages of high or medium severity of this program's windows so far; each is printed.
  static long gl_messages();

 private:
  OffscreenStudio() = default;

  int width_ = 0, height_ = 0;
  void take_gl_messages();
  std::unique_ptr<gpu::OffscreenContext> context_;
  gpu::GlMessages messages_;
  struct Target {
    gpu::Framebuffer framebuffer = gpu::Framebuffer::make();
    gpu::Texture colour = gpu::Texture::make();
    Target(int width, int height);
  };
  std::string pixels(const Target& target) const;
  std::optional<Target> window_, whole_;
  bool imgui_ = false;
  std::unique_ptr<Studio> studio_;
};

/// A small colour picture as a PNG file.
void write_picture(const std::filesystem::path& file, int width, int height, int seed);
/// A picture of 16384×4096 pixels as a TGA file, which takes about a second to decode.
void write_slow_picture(const std::filesystem::path& file);

}  // namespace sep::ui::testing
