// Bodies of offscreen.h, and render_picture: the window's picture, everything computed to its end.
#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <fmt/format.h>

#include <cmath>

#include "gpu/context.h"
#include "gpu/handle.h"
#include "ui/offscreen.h"
#include "view/canvas.h"

namespace sep::ui {
namespace {

constexpr int kMaxSide = 16384;
constexpr int kMaxFrames = 200;
constexpr double kBetweenLooks_ms = 50;

/// Dear ImGui's context and its OpenGL half, for as long as this lives.
class ImGuiHeadless {
 public:
  ImGuiHeadless() {
    ImGui::CreateContext();
    ImGui::GetIO().IniFilename = nullptr;
    ImGui::GetIO().MousePos = {-1e6F, -1e6F};
    ImGui_ImplOpenGL3_Init("#version 430 core");
  }
  ~ImGuiHeadless() {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
  }
  ImGuiHeadless(const ImGuiHeadless&) = delete;
  ImGuiHeadless& operator=(const ImGuiHeadless&) = delete;
};

struct Target {
  gpu::Framebuffer framebuffer = gpu::Framebuffer::make();
  gpu::Texture colour = gpu::Texture::make();
};

Result<Target> make_target(int width, int height) {
  Target t;
  glBindTexture(GL_TEXTURE_2D, t.colour.get());
  glTexStorage2D(GL_TEXTURE_2D, 1, GL_RGBA8, width, height);
  glBindTexture(GL_TEXTURE_2D, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, t.framebuffer.get());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, t.colour.get(), 0);
  if (glCheckFramebufferStatus(GL_FRAMEBUFFER) != GL_FRAMEBUFFER_COMPLETE) {
    return fail(fmt::format("this OpenGL cannot draw a picture of {}×{} pixels; choose a smaller size.",
                            width, height));
  }
  return t;
}

std::string read_rgb(const Target& t, int width, int height) {
  std::string flipped(static_cast<size_t>(width) * static_cast<size_t>(height) * 3, '\0'), rgb = flipped;
  glBindFramebuffer(GL_FRAMEBUFFER, t.framebuffer.get());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(0, 0, width, height, GL_RGB, GL_UNSIGNED_BYTE, flipped.data());
  const size_t row = static_cast<size_t>(width) * 3;
  for (size_t y = 0; y < static_cast<size_t>(height); ++y)
    rgb.replace(y * row, row, flipped, (static_cast<size_t>(height) - 1 - y) * row, row);
  return rgb;
}

class OffscreenImpl final : public Offscreen {
 public:
  OffscreenImpl(std::unique_ptr<gpu::OffscreenContext> context, Target target, ImVec2 size, float sharpness)
      : context_(std::move(context)), target_(std::move(target)), size_(size), sharpness_(sharpness) {}
  Result<void> start(const LaunchOptions& options);
  Result<void> settle(const GoOn& go_on) override;
  void draw() override;
  Picture picture() const override;
  Result<view::Drawing> drawing(const GoOn& go_on) override;
  Studio& studio() override { return *studio_; }

 private:
  Result<void> compute(const GoOn& go_on);
  int pixels(float units) const { return static_cast<int>(std::lround(units * sharpness_)); }

  // in the order in which they must go, the last one first
  std::unique_ptr<gpu::OffscreenContext> context_;
  Target target_;
  ImGuiHeadless imgui_;
  std::unique_ptr<Studio> studio_;
  ImVec2 size_;
  float sharpness_ = 1;
};

Result<void> OffscreenImpl::start(const LaunchOptions& options) {
  auto made = make_studio(options, options.scale > 0 ? options.scale : 1, false);
  if (!made) return fail(made.error().message);
  studio_ = std::move(*made);
  studio_->framebuffer = target_.framebuffer.get();
  studio_->framebuffer_scale = sharpness_;
  studio_->damage.emplace();  // nobody else draws into the target
  return {};
}

/// Computes with looks in between and no frames: those of a large picture take longer than the looks.
Result<void> OffscreenImpl::compute(const GoOn& go_on) {
  Session& session = studio_->session;
  while (!session.advance(kBetweenLooks_ms) || session.splitting()) {
    if (auto on = go_on(studio_->engine->progress()); !on) return on;
  }
  return {};
}

Result<void> OffscreenImpl::settle(const GoOn& go_on) {
  // auto-sized parts know their size one frame late, so the picture is the one after nothing moved any more
  int quiet = 0;
  for (int frame = 0; frame < kMaxFrames && quiet < 3; ++frame) {
    if (go_on) {
      if (auto computed = compute(go_on); !computed) return computed;
      if (auto on = go_on(1); !on) return on;
    }
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    quiet = draw_frame(*studio_, size_, -1) ? 0 : quiet + 1;
  }
  if (studio_->session.plan() == nullptr) return fail(studio_->session.plan_error());
  if (studio_->session.failed()) return fail(studio_->session.message()->text);
  if (studio_->health.in_a_row > 0 || studio_->health.lost)
    return fail("the graphics driver could not draw this picture: choose a smaller size, or a smaller input");
  return {};
}

void OffscreenImpl::draw() {
  constexpr int kMost = 6;  // a channel that comes to the front is shown a frame later
  for (int frame = 0; frame < kMost; ++frame) {
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    if (!draw_frame(*studio_, size_, -1)) return;
  }
}

Picture OffscreenImpl::picture() const {
  const int width = pixels(size_.x), height = pixels(size_.y);
  return {width, height, read_rgb(target_, width, height)};
}

Result<view::Drawing> OffscreenImpl::drawing(const GoOn& go_on) {
  if (auto settled = settle(go_on); !settled) return tl::unexpected(settled.error());
  view::Drawing out;
  studio_->drawing = &out;
  draw_frame(*studio_, size_, -1);
  studio_->drawing = nullptr;
  out.width = size_.x;
  out.height = size_.y;
  out.ground = view::plain(studio_->theme.background);
  const Picture frame = picture();
  view::fill_pictures(out, {frame.width, frame.height, &frame.rgb, sharpness_});
  return out;
}

}  // namespace

Result<std::unique_ptr<Offscreen>> Offscreen::create(const LaunchOptions& options, float sharpness) {
  const int width = options.width_px, height = options.height_px;
  if (width < 64 || height < 64 || width > kMaxSide || height > kMaxSide) {
    return fail(fmt::format("a picture can be 64 to {} pixels a side, not {}×{}.", kMaxSide, width, height));
  }
  auto context = gpu::OffscreenContext::create();
  if (!context) return fail(context.error().message);
  const auto frame = [sharpness](int side) {
    return static_cast<int>(std::lround(static_cast<float>(side) * sharpness));
  };
  auto target = make_target(frame(width), frame(height));
  if (!target) return fail(target.error().message);
  auto out = std::make_unique<OffscreenImpl>(std::move(*context), std::move(*target),
                                             ImVec2{static_cast<float>(width), static_cast<float>(height)},
                                             sharpness);
  if (auto started = out->start(options); !started) return fail(started.error().message);
  return out;
}

Result<Picture> render_picture(const LaunchOptions& options) {
  auto window = Offscreen::create(options);
  if (!window) return fail(window.error().message);
  if (auto settled = (*window)->settle(nullptr); !settled) return fail(settled.error().message);
  return (*window)->picture();
}

}  // namespace sep::ui
