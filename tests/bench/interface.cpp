// interface_frames: the whole window without a display, frame by frame, and how long the frames take. Prints
// one line of JSON for each thing measured, with every sample; interface.py makes medians of them. Usage:
// interface_frames [SCENARIO…]
#include <backends/imgui_impl_opengl3.h>
#include <epoxy/gl.h>
#include <imgui_internal.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <thread>
#include <vector>

#include "gpu/stopwatch.h"
#include "offscreen_studio.h"
#include "ui/actions.h"
#include "ui/pace.h"

namespace sep::ui::testing {

int g_samples = 200;

namespace {

constexpr double kBudgetMs = 8;  ///< as the window has it
constexpr int kMostFrames = 3000;

using Clock = std::chrono::steady_clock;
double ms_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

std::string g_picture;  ///< the name of a picture of 512×512 pixels

void print(const std::string& name, const std::vector<double>& values) {
  std::printf("{\"name\": \"%s\", \"values\": [", name.c_str());
  for (size_t i = 0; i < values.size(); ++i) std::printf("%s%.3f", i > 0 ? ", " : "", values[i]);
  std::printf("]}\n");
  std::fflush(stdout);
}

/// Frames as the window draws them, until the pixels are there; the time that took.
double frame(OffscreenStudio& w) {
  const auto start = Clock::now();
  w.frame(kBudgetMs);
  glFinish();
  return ms_since(start);
}

void must_be_valid(OffscreenStudio& w) {
  if (w.session().valid()) return;
  std::fprintf(stderr, "interface_frames: %s\n", w.session().plan_error().c_str());
  std::exit(1);
}

void rest(OffscreenStudio& w) {
  for (int i = 0, quiet = 0; i < kMostFrames && quiet < 3; ++i) quiet = w.frame(kBudgetMs) ? 0 : quiet + 1;
  glFinish();
}

/// Until shaders that are prepared beside the window are there.
void wait_for_shaders() {
  constexpr double kLook_ms = 200, kIdle_ms = 10;
  for (double before = -kLook_ms; gpu::processor_ms() - before > kIdle_ms;) {
    before = gpu::processor_ms();
    std::this_thread::sleep_for(std::chrono::duration<double, std::milli>(kLook_ms));
  }
}

/// From an edit to the end of the first frame that shows all that follows from it.
void edits(OffscreenStudio& w, const char* name, const std::function<void(Experiment&, int)>& change) {
  constexpr int kWarmUp = 8;  // both kinds of shaders are there then, as after a moment in the window
  std::vector<double> total, cpu, worst_frame, frames, work, build;
  Pace pace;
  for (int i = 0; i < g_samples + kWarmUp; ++i) {
    rest(w);
    if (i < kWarmUp) wait_for_shaders();
    const double cpu_before = gpu::processor_ms();
    const auto start = Clock::now();
    w.edit([&](Experiment& e) { change(e, i); });
    double longest = 0, worked = 0, built = ms_since(start);
    int count = 0;
    double drawing = 0;
    do {
      const auto between = Clock::now();
      if (count > 0) pace.compute(w.session(), {kBudgetMs, drawing, true, [] { return false; }});
      worked += ms_since(between);
      const double took = frame(w);
      drawing = w.studio().times.shown_ms = took - w.studio().times.work_ms;
      longest = std::max(longest, took);
      worked += w.studio().times.work_ms;
      built += w.studio().times.build_ms;
      ++count;
    } while (w.session().busy() && count < kMostFrames);
    must_be_valid(w);
    if (i < kWarmUp) continue;
    total.push_back(ms_since(start));
    cpu.push_back(gpu::processor_ms() - cpu_before);
    work.push_back(worked);
    build.push_back(built);
    worst_frame.push_back(longest);
    frames.push_back(count);
  }
  print(std::string(name) + ".picture_ms", total);
  print(std::string(name) + ".cpu_ms", cpu);
  print(std::string(name) + ".stages_ms", work);
  print(std::string(name) + ".build_ms", build);
  print(std::string(name) + ".longest_frame_ms", worst_frame);
  print(std::string(name) + ".frames", frames);
}

void begin(OffscreenStudio& w, const std::function<void(Experiment&)>& change) {
  w.edit([&](Experiment& e) {
    e = first_experiment();
    change(e);
  });
  rest(w);
  must_be_valid(w);
}

/// Two kernels in turn, so that every edit changes all weights.
void other_kernel(Experiment& e, int i) { e.kernel.preset = i % 2 == 0 ? "gaussian" : "binomial"; }

void spatial(OffscreenStudio& w) {
  begin(w, [](Experiment& e) {
    e.input.file = g_picture;
    e.input.height = e.input.width = 512;
    e.kernel.size = {15, 15};
  });
  edits(w, "edit_spatial", other_kernel);
}

void block(OffscreenStudio& w) {
  begin(w, [](Experiment& e) {
    e.mode = Mode::depthwise;
    e.input.height = e.input.width = 256;
    e.input.channels = 32;
    e.filters = 64;
    e.kernel.size = {3, 3};
    e.padding = Padding::same;
  });
  edits(w, "edit_block", other_kernel);
}

void wang(OffscreenStudio& w) {
  begin(w, [&](Experiment& e) { e = wang_example(e, w.session().image_info()); });
  edits(w, "edit_wang", other_kernel);
}

void many_tiles(OffscreenStudio& w) {
  begin(w, [](Experiment& e) {
    e.mode = Mode::depthwise;
    e.input.height = e.input.width = 16;
    e.input.channels = 512;
    e.filters = 64;
    e.kernel.size = {3, 3};
  });
  int tiles = 0;
  for (const auto& [id, rect] : w.studio().widgets.rects()) tiles += id.starts_with("tile.") ? 1 : 0;
  print("tiles.count", {static_cast<double>(tiles)});
}

/// A frame of Dear ImGui's demo window, in the window's place and with its fonts: building, and all of it.
std::pair<double, double> demo_frame(OffscreenStudio& w) {
  ImGuiIO& io = ImGui::GetIO();
  io.DeltaTime = 1.0F / 60;
  const auto start = Clock::now();
  ImGui_ImplOpenGL3_NewFrame();
  ImGui::NewFrame();
  ImGui::ShowDemoWindow();
  ImGui::Render();
  const double built = ms_since(start);
  glBindFramebuffer(GL_FRAMEBUFFER, w.studio().framebuffer);
  glViewport(0, 0, static_cast<GLsizei>(io.DisplaySize.x), static_cast<GLsizei>(io.DisplaySize.y));
  glClear(GL_COLOR_BUFFER_BIT);
  ImGui_ImplOpenGL3_RenderDrawData(ImGui::GetDrawData());
  glFinish();
  return {built, ms_since(start)};
}

/// Opens the sections of the demo window, as somebody who looks for something in it does.
void open_demo(OffscreenStudio& w) {
  demo_frame(w);
  ImGuiWindow* window = ImGui::FindWindowByName("Dear ImGui Demo");
  for (const char* section : {"Help", "Configuration", "Window options", "Widgets", "Layout & Scrolling",
                              "Popups & Modal windows", "Tables & Columns", "Inputs, Navigation & Focus"})
    window->StateStorage.SetInt(window->GetID(section), 1);
}

void demo_frames(OffscreenStudio& w, const std::string& name) {
  std::vector<double> all, build, cpu;
  for (int i = 0; i < 5; ++i) demo_frame(w);
  for (int i = 0; i < g_samples; ++i) {
    const double before = gpu::processor_ms();
    const auto [built, whole] = demo_frame(w);
    cpu.push_back(gpu::processor_ms() - before);
    all.push_back(whole);
    build.push_back(built);
  }
  print(name + ".all_ms", all);
  print(name + ".build_ms", build);
  print(name + ".cpu_ms", cpu);
}

void beside_demo(OffscreenStudio& w) {
  many_tiles(w);
  std::vector<double> all, build, cpu;
  for (int i = 0; i < 5; ++i) frame(w);
  for (int i = 0; i < g_samples; ++i) {
    w.studio().damage->forget();  // as Dear ImGui's is drawn: all of it, though nothing changes
    const double before = gpu::processor_ms();
    all.push_back(frame(w));
    cpu.push_back(gpu::processor_ms() - before);
    build.push_back(w.studio().times.build_ms);
  }
  print("frame_512_tiles.all_ms", all);
  print("frame_512_tiles.build_ms", build);
  print("frame_512_tiles.cpu_ms", cpu);
  demo_frames(w, "demo");
  open_demo(w);
  demo_frames(w, "demo_open");
}

/// Frames from a move of the mouse to the picture that stays, 1 being the frame of the move itself.
int frames_to_show(OffscreenStudio& w, float x, float y, double& ms) {
  const std::string before = w.picture();
  ImGui::GetIO().MousePos = {x, y};
  std::vector<std::string> seen;
  ms = frame(w);
  seen.push_back(w.picture());
  for (int i = 0; i < 4; ++i) {
    frame(w);
    seen.push_back(w.picture());
  }
  int first = 4;
  while (first > 0 && seen[static_cast<size_t>(first - 1)] == seen.back()) --first;
  return seen.back() == before ? 0 : first + 1;
}

void hover(OffscreenStudio& w) {
  begin(w, [&](Experiment& e) { e = wang_example(e, w.session().image_info()); });
  const Rect tile = w.studio().widgets.rects().at("stack.separable.0");
  std::vector<double> frames, ms;
  for (int i = 0; i < g_samples; ++i) {
    double took = 0;
    const float x = tile.min.x + tile.width() * (0.3F + 0.06F * static_cast<float>(i % 7)),
                y = tile.min.y + tile.height() * (0.3F + 0.06F * static_cast<float>(i % 5));
    frames.push_back(frames_to_show(w, x, y, took));
    ms.push_back(took);
  }
  ImGui::GetIO().MousePos = {-1e6F, -1e6F};
  print("hover.frames", frames);
  print("hover.frame_ms", ms);
}

/// Row by row through the sheet of 512 large channels, to its end and back.
void scroll(OffscreenStudio& w) {
  begin(w, [](Experiment& e) {
    e.mode = Mode::depthwise;
    e.input.file = g_picture;
    e.input.height = e.input.width = 512;
    e.input.channels = 512;
    e.filters = 1;
    e.kernel.size = {3, 3};
  });
  const auto& rects = w.studio().widgets.rects();
  const auto sheet = rects.find("sheet.separable.0");
  if (sheet == rects.end()) {
    std::fprintf(stderr, "interface_frames: no sheet of 512 channels: %s\n",
                 w.session().plan_error().c_str());
    return;
  }
  ImGuiIO& io = ImGui::GetIO();
  io.MousePos = {(sheet->second.min.x + sheet->second.max.x) / 2,
                 (sheet->second.min.y + sheet->second.max.y) / 2};
  frame(w);
  std::vector<double> ms;
  for (int i = 0; i < g_samples; ++i) {
    io.KeyShift = true;
    io.MouseWheel = i / 20 % 2 == 0 ? -1 : 1;
    ms.push_back(frame(w));
  }
  io.KeyShift = false;
  io.MouseWheel = 0;
  io.MousePos = {-1e6F, -1e6F};
  print("scroll_512.frame_ms", ms);
}

/// Both paths at work on Wang's example, a frame for each sixtieth of a second.
void race(OffscreenStudio& w) {
  begin(w, [&](Experiment& e) { e = wang_example(e, w.session().image_info()); });
  run_action("time.race", w.studio());
  std::vector<double> ms;
  for (int i = 0; i < g_samples; ++i) ms.push_back(frame(w));
  run_action("time.close", w.studio());
  print("race.frame_ms", ms);
}

struct Scenario {
  const char* name;
  void (*run)(OffscreenStudio&);
};
constexpr Scenario kScenarios[] = {{"spatial", spatial},  {"block", block}, {"wang", wang},
                                   {"demo", beside_demo}, {"hover", hover}, {"race", race},
                                   {"scroll", scroll}};

int run(const std::vector<std::string>& wanted) {
  const OwnHome home;
  g_picture = (home.folder() / "picture.png").string();
  write_picture(g_picture, 512, 512, 1);
  OffscreenStudio::Options options;
  options.width = 1600;
  options.height = 1000;
  auto made = OffscreenStudio::create(options);
  if (!made) {
    std::fprintf(stderr, "interface_frames: %s\n", made.error().message.c_str());
    return 1;
  }
  std::printf("{\"device\": \"%s\"}\n", (*made)->studio().engine->device().c_str());
  for (const Scenario& s : kScenarios) {
    if (wanted.empty() || std::ranges::count(wanted, s.name) > 0) s.run(**made);
  }
  return 0;
}

}  // namespace
}  // namespace sep::ui::testing

int main(int argc, char** argv) {
  if (argc > 1) sep::ui::testing::g_samples = std::max(std::atoi(argv[1]), 1);
  return sep::ui::testing::run({argv + std::min(argc, 2), argv + argc});
}
