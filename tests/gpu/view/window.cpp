// Bodies of window.h, and main: GL debug messages of high or medium severity fail the run.
#include "window.h"

#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <stdexcept>

#include "gpu/context.h"

namespace sep::view::testing {
namespace {

template <class T>
T must(Result<T> result) {
  if (!result) throw std::runtime_error(result.error().message);
  return std::move(*result);
}

void must(const Result<void>& result) {
  if (!result) throw std::runtime_error(result.error().message);
}

}  // namespace

gpu::Engine& engine() {
  static const std::unique_ptr<gpu::Engine> one = must(gpu::Engine::create(SEPSCOPE_SHADERS));
  return *one;
}

TestWindow::TestWindow(int width, int height, int framebuffer_scale)
    : width_(width), height_(height), scale_(framebuffer_scale) {
  ImGui::CreateContext();
  ImGuiIO& io = ImGui::GetIO();
  io.IniFilename = nullptr;
  io.DisplaySize = {static_cast<float>(width), static_cast<float>(height)};
  io.DisplayFramebufferScale = {static_cast<float>(scale_), static_cast<float>(scale_)};
  ImGui_ImplOpenGL3_Init("#version 330 core");
  diagram_ = must(Diagram::create(SEPSCOPE_SHADERS));
  glGenTextures(1, &texture_);
  glBindTexture(GL_TEXTURE_2D, texture_);
  glTexImage2D(GL_TEXTURE_2D, 0, GL_RGBA8, width * scale_, height * scale_, 0, GL_RGBA, GL_UNSIGNED_BYTE,
               nullptr);
  glGenFramebuffers(1, &framebuffer_);
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glFramebufferTexture2D(GL_FRAMEBUFFER, GL_COLOR_ATTACHMENT0, GL_TEXTURE_2D, texture_, 0);
}

TestWindow::~TestWindow() {
  diagram_.reset();
  ImGui_ImplOpenGL3_Shutdown();
  ImGui::DestroyContext();
  glDeleteFramebuffers(1, &framebuffer_);
  glDeleteTextures(1, &texture_);
}

DiagramOutput TestWindow::draw(const Tensor& image, const Experiment& experiment, bool compute) {
  static uint64_t key = 1;
  ++key;
  const ImageInfo info{{static_cast<int>(image.shape.h), static_cast<int>(image.shape.w)},
                       static_cast<int>(image.shape.c),
                       key};
  plan_ = std::make_shared<const Plan>(must(sep::plan(experiment, info)));
  must(engine().set_image(image, key));
  must(engine().set_plan(plan_));
  if (compute) must(engine().advance(-1));
  ImGui::GetIO().MousePos = mouse_;
  DiagramOutput out;
  for (int frame = 0; frame < 2; ++frame) {  // ImGui knows what the mouse is over only in the second
    ImGui_ImplOpenGL3_NewFrame();
    ImGui::NewFrame();
    ImGui::SetNextWindowPos({0, 0});
    ImGui::SetNextWindowSize(ImGui::GetIO().DisplaySize);
    ImGui::Begin("centre", nullptr, ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoBackground);
    const ImVec2 size = ImGui::GetIO().DisplaySize;
    DiagramInput in;
    in.plan = plan_.get();
    in.engine = &engine();
    in.theme = &theme_;
    in.view = experiment.view;
    in.positions = positions_;
    in.min_window = {0, 0};
    in.max_window = size;
    out = diagram_->draw(in);
    ImGui::End();
    ImGui::Render();
  }
  glBindFramebuffer(GL_FRAMEBUFFER, framebuffer_);
  glViewport(0, 0, width_ * scale_, height_ * scale_);
  glClearColor(0, 0, 0, 1);
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  pixels_.resize(static_cast<size_t>(width_) * height_ * scale_ * scale_ * 4);
  glReadPixels(0, 0, width_ * scale_, height_ * scale_, GL_RGBA, GL_UNSIGNED_BYTE, pixels_.data());
  return out;
}

Pixel TestWindow::at(float x, float y) const {
  const int px = static_cast<int>(x * static_cast<float>(scale_)),
            py = height_ * scale_ - 1 - static_cast<int>(y * static_cast<float>(scale_));
  const unsigned char* p = &pixels_[(static_cast<size_t>(py) * width_ * scale_ + px) * 4];
  return {p[0], p[1], p[2]};
}

}  // namespace sep::view::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  auto context = sep::gpu::OffscreenContext::create(true);
  if (!context) {
    std::fprintf(stderr, "%s\n", context.error().message.c_str());
    return 1;
  }
  int status = RUN_ALL_TESTS();
  for (const std::string& message : sep::view::testing::engine().take_gl_messages()) {
    std::fprintf(stderr, "GL: %s\n", message.c_str());
    status = 1;
  }
  std::fflush(nullptr);
  std::_Exit(status);  // the engine outlives its context otherwise
}
