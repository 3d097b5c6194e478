// render_picture: the window's picture in an off-screen context, everything computed to its end.
#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <fmt/format.h>

#include "gpu/context.h"
#include "gpu/handle.h"
#include "ui/studio.h"

namespace sep::ui {
namespace {

constexpr int kMaxSide = 16384;
constexpr int kMaxFrames = 200;

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
    return fail(fmt::format("this OpenGL cannot draw a picture of {}×{} pixels; choose a smaller size", width,
                            height));
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

}  // namespace

Result<Picture> render_picture(const LaunchOptions& options) {
  const int width = options.width_px, height = options.height_px;
  if (width < 64 || height < 64 || width > kMaxSide || height > kMaxSide) {
    return fail(fmt::format("a picture can be 64 to {} pixels a side, not {}×{}", kMaxSide, width, height));
  }
  auto context = gpu::OffscreenContext::create();
  if (!context) return fail(context.error().message);
  auto target = make_target(width, height);
  if (!target) return fail(target.error().message);
  const ImGuiHeadless imgui;
  auto made = make_studio(options, options.scale > 0 ? options.scale : 1, false);
  if (!made) return fail(made.error().message);
  Studio& studio = **made;
  studio.framebuffer = target->framebuffer.get();
  const ImVec2 size{static_cast<float>(width), static_cast<float>(height)};
  // auto-sized parts know their size one frame late, so the picture is the one after nothing moved any more
  int quiet = 0;
  for (int frame = 0; frame < kMaxFrames && quiet < 3; ++frame) {
    ImGui::GetIO().DeltaTime = 1.0F / 60;
    quiet = draw_frame(studio, size, -1) ? 0 : quiet + 1;
  }
  if (studio.session.plan() == nullptr) return fail(studio.session.plan_error());
  if (studio.session.failed()) return fail(studio.session.message()->text);
  Picture picture{width, height, read_rgb(*target, width, height)};
  made->reset();  // before the context goes
  return picture;
}

}  // namespace sep::ui
