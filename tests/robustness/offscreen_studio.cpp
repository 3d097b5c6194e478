// Bodies of offscreen_studio.h.
#include "offscreen_studio.h"

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <thread>

#include "io/experiment_file.h"
#include "io/image.h"

namespace sep::ui::testing {
namespace {

/// Dear ImGui's own keys, as the GLFW backend sets them.
void set_keys(ImGuiIO& io) {
  const std::pair<int, int> keys[] = {{ImGuiKey_Tab, GLFW_KEY_TAB},
                                      {ImGuiKey_LeftArrow, GLFW_KEY_LEFT},
                                      {ImGuiKey_RightArrow, GLFW_KEY_RIGHT},
                                      {ImGuiKey_UpArrow, GLFW_KEY_UP},
                                      {ImGuiKey_DownArrow, GLFW_KEY_DOWN},
                                      {ImGuiKey_PageUp, GLFW_KEY_PAGE_UP},
                                      {ImGuiKey_PageDown, GLFW_KEY_PAGE_DOWN},
                                      {ImGuiKey_Home, GLFW_KEY_HOME},
                                      {ImGuiKey_End, GLFW_KEY_END},
                                      {ImGuiKey_Delete, GLFW_KEY_DELETE},
                                      {ImGuiKey_Backspace, GLFW_KEY_BACKSPACE},
                                      {ImGuiKey_Space, GLFW_KEY_SPACE},
                                      {ImGuiKey_Enter, GLFW_KEY_ENTER},
                                      {ImGuiKey_Escape, GLFW_KEY_ESCAPE},
                                      {ImGuiKey_A, GLFW_KEY_A},
                                      {ImGuiKey_C, GLFW_KEY_C},
                                      {ImGuiKey_V, GLFW_KEY_V},
                                      {ImGuiKey_X, GLFW_KEY_X},
                                      {ImGuiKey_Y, GLFW_KEY_Y},
                                      {ImGuiKey_Z, GLFW_KEY_Z}};
  for (const auto& [imgui, glfw] : keys) io.KeyMap[imgui] = glfw;
}

}  // namespace

OwnHome::OwnHome() {
  std::string name = (std::filesystem::temp_directory_path() / "sepscope-robustness-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) std::abort();
  folder_ = name;
  ::setenv("HOME", name.c_str(), 1);
  for (const char* variable : {"XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"}) ::unsetenv(variable);
}

OwnHome::~OwnHome() {
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

/// Stands for the window, which the system makes.
OffscreenStudio::Target::Target(int width, int height) {
  glBindTexture(GL_TEXTURE_2D, colour.get());
  glTexStorage2D(GL_TEXTURE_2D, 1, GL_RGBA8, width, height);
  glBindTexture(GL_TEXTURE_2D, 0);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer.get());
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, colour.get(), 0);
}

Result<std::unique_ptr<OffscreenStudio>> OffscreenStudio::create(const Options& o) {
  std::unique_ptr<OffscreenStudio> w(new OffscreenStudio);
  w->width_ = o.width;
  w->height_ = o.height;
  auto context = gpu::OffscreenContext::create(true);
  if (!context) return fail(context.error().message);
  w->context_ = std::move(*context);
  w->messages_.install();
  ImGui::CreateContext();
  w->imgui_ = true;
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.MousePos = {-1e6F, -1e6F};
  set_keys(io);
  ImGui_ImplOpenGL3_Init("#version 430 core");
  w->window_.emplace(o.width, o.height);
  if (o.after_imgui) o.after_imgui();
  auto studio = make_studio(o.launch, o.scale, true);
  if (!studio) return fail(studio.error().message);
  w->studio_ = std::move(*studio);
  w->studio_->framebuffer = w->window_->framebuffer.get();
  w->studio_->damage.emplace();  // a target of its own keeps its pixels, as the window does
  return w;
}

OffscreenStudio::~OffscreenStudio() {
  studio_.reset();
  take_gl_messages();
  if (imgui_) {
    ImGui_ImplOpenGL3_Shutdown();
    ImGui::DestroyContext();
  }
  whole_.reset();
  window_.reset();
}

bool OffscreenStudio::frame(double budget_ms) {
  ImGui::GetIO().DeltaTime = 1.0F / 60;
  const bool more =
      draw_frame(*studio_, {static_cast<float>(width_), static_cast<float>(height_)}, budget_ms);
  take_gl_messages();
  return more;
}

namespace {

long g_messages = 0;

}  // namespace

void OffscreenStudio::take_gl_messages() {
  for (const std::string& text : messages_.take()) {
    std::fprintf(stderr, "OpenGL: %s\n", text.c_str());
    ++g_messages;
  }
}

long OffscreenStudio::gl_messages() { return g_messages; }

bool OffscreenStudio::settle(int most) {
  constexpr int kQuiet = 3;  // Dear ImGui knows some sizes a frame late
  int quiet = 0;
  for (int i = 0; i < most && quiet < kQuiet && !studio_->health.lost; ++i) {
    const bool more = frame();
    const bool beside = works_beside(*studio_) || session().measuring();
    if (beside) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    quiet = more || beside ? 0 : quiet + 1;
  }
  return quiet >= kQuiet;
}

std::string OffscreenStudio::picture() const {
  const auto area = studio_->widgets.rects().find("centre.area");
  if (area == studio_->widgets.rects().end()) return {};
  const int x = static_cast<int>(area->second.min.x), y = height_ - static_cast<int>(area->second.max.y);
  const int w = static_cast<int>(area->second.width()), h = static_cast<int>(area->second.height());
  std::string rgb(static_cast<size_t>(w) * static_cast<size_t>(h) * 3, '\0');
  glBindFramebuffer(GL_FRAMEBUFFER, window_->framebuffer.get());
  glPixelStorei(GL_PACK_ALIGNMENT, 1);
  glReadPixels(x, y, w, h, GL_RGB, GL_UNSIGNED_BYTE, rgb.data());
  return rgb;
}

std::string OffscreenStudio::pixels(const Target& target) const {
  std::string rgba(static_cast<size_t>(width_) * static_cast<size_t>(height_) * 4, '\0');
  glBindFramebuffer(GL_FRAMEBUFFER, target.framebuffer.get());
  glReadPixels(0, 0, width_, height_, GL_RGBA, GL_UNSIGNED_BYTE, rgba.data());
  return rgba;
}

std::string OffscreenStudio::unlike_whole() {
  const std::string parts = pixels(*window_);
  if (!whole_) whole_.emplace(width_, height_);
  ImDrawData& frame = *ImGui::GetDrawData();
  studio_->damage->put_back(frame);
  glBindFramebuffer(GL_FRAMEBUFFER, whole_->framebuffer.get());
  const ImVec4 back = ImGui::ColorConvertU32ToFloat4(studio_->theme.background);
  glClearColor(back.x, back.y, back.z, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(&frame);
  const std::string whole = pixels(*whole_);
  const auto at = std::mismatch(parts.begin(), parts.end(), whole.begin()).first - parts.begin();
  if (at == static_cast<std::ptrdiff_t>(parts.size())) return {};
  const auto pixel = static_cast<int>(at / 4);
  return "at (" + std::to_string(pixel % width_) + ", " + std::to_string(height_ - 1 - pixel / width_) + ")";
}

void OffscreenStudio::edit(const std::function<void(Experiment&)>& change) {
  Experiment after = session().experiment();
  change(after);
  session().apply({"test", "", std::move(after)});
  session().end_drag();
}

void write_picture(const std::filesystem::path& file, int width, int height, int seed) {
  std::string rgb;
  for (int y = 0; y < height; ++y) {
    for (int x = 0; x < width; ++x) {
      for (const int value : {x * 5 + seed, y * 7 + seed * 3, (x ^ y) * 4}) rgb += static_cast<char>(value);
    }
  }
  const auto png = io::png_bytes(width, height, rgb);
  if (!png || !io::write_file(file, *png)) std::abort();
}

void write_slow_picture(const std::filesystem::path& file) {
  std::string bytes{0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 64, 0, 16, 24, 0};
  for (int i = 0; i < 128 * 4096; ++i) bytes += {static_cast<char>(0xFF), static_cast<char>(i), 2, 3};
  if (!io::write_file(file, bytes)) std::abort();
}

}  // namespace sep::ui::testing
