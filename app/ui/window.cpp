// run_window: GLFW window, input, and a loop that draws only when something changed.
#include <epoxy/gl.h>

#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_opengl3.h>
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "io/prepared_sample.h"
#include "lessons/progress.h"
#include "ui/end_signals.h"
#include "ui/fonts.h"
#include "ui/frame_rate.h"
#include "ui/imgui_compat.h"
#include "ui/kept_pixels.h"
#include "ui/launch.h"
#include "ui/look_actions.h"
#include "ui/open_window.h"
#include "ui/pace.h"
#include "ui/shader_family.h"
#include "ui/start.h"
#include "ui/studio.h"
#include "ui/timeline_actions.h"

namespace sep::ui {
namespace {

constexpr double kBudgetMs = 8;
constexpr int kNewBufferFrames = 4;
constexpr int kSettleFrames = 3;  // ImGui needs a frame or two to settle after input

std::string g_glfw_error;

struct Glfw {
  bool ok = false;
  Glfw() {
    glfwSetErrorCallback([](int, const char* text) { g_glfw_error = text; });
    ok = glfwInit() == GLFW_TRUE;
  }
  ~Glfw() {
    if (ok) glfwTerminate();
  }
  Glfw(const Glfw&) = delete;
  Glfw& operator=(const Glfw&) = delete;
};

/// What the callbacks touch.
struct Loop {
  Studio* studio = nullptr;
  ShaderFamily family;
  int settle = kSettleFrames;
  int whole = 0;             ///< frames that are drawn whole, because the window's buffers may be new ones
  bool exposed = true;       ///< the last frame is shown again even if nothing changed
  double frame_began_s = 0;  ///< GLFW's clock
  FrameRate rate;
  Pace pace;
  std::vector<std::filesystem::path> dropped;
};

Loop& loop_of(GLFWwindow* window) { return *static_cast<Loop*>(glfwGetWindowUserPointer(window)); }

void set_callbacks(GLFWwindow* window, Loop& loop) {
  glfwSetWindowUserPointer(window, &loop);
  glfwSetDropCallback(window, [](GLFWwindow* w, int count, const char** paths) {
    for (int i = 0; i < count; ++i) loop_of(w).dropped.emplace_back(paths[i]);
  });
  glfwSetWindowRefreshCallback(window, [](GLFWwindow* w) {
    loop_of(w).settle = kSettleFrames;
    loop_of(w).exposed = true;
  });
  glfwSetFramebufferSizeCallback(window,
                                 [](GLFWwindow* w, int, int) { loop_of(w).whole = kNewBufferFrames; });
  glfwSetWindowContentScaleCallback(
      window, [](GLFWwindow* w, float, float) { loop_of(w).studio->rebuild_fonts = true; });
}

void update_fonts(GLFWwindow* window, Studio& s) {
  if (!s.rebuild_fonts) return;
  s.rebuild_fonts = false;
  const float scale = scale_of(window, s.state.scale_setting) * (s.state.presenter ? kPresenterScale : 1);
  if (scale == s.theme.scale && s.state.presenter == s.theme.large) return;
  s.theme.scale = scale;
  s.theme.large = s.state.presenter;
  load_fonts(s.theme);
  apply_style(s.theme);
  ImGui_ImplOpenGL3_DestroyFontsTexture();
  ImGui_ImplOpenGL3_CreateFontsTexture();
  if (s.damage) s.damage->forget();
}

void set_title(GLFWwindow* window, const Studio& s, std::string& shown) {
  const auto& file = s.session.file();
  std::string title = file.empty()
                          ? "SepScope"
                          : file.filename().string() + (s.session.modified() ? " • SepScope" : " – SepScope");
  if (title == shown) return;
  glfwSetWindowTitle(window, title.c_str());
  shown = std::move(title);
}

/// Waits for input. After a second without any, what is kept for the next edit is freed.
void wait_for_input(Studio& s) {
  constexpr double kRest_s = 1;
  const double start = glfwGetTime();
  glfwWaitEventsTimeout(kRest_s);
  if (glfwGetTime() - start < kRest_s * 0.98) return;  // something arrived
  s.engine->trim();
  glfwWaitEvents();
}

/// The same, and looks meanwhile whether a file that is shown was changed; looking draws nothing.
void wait_beside_files(Loop& loop) {
  for (;;) {
    const double start = glfwGetTime();
    glfwWaitEventsTimeout(FileWatch::kEvery_s);
    if (look_at_files(*loop.studio, glfwGetTime())) return;
    if (glfwGetTime() - start < FileWatch::kEvery_s * 0.98) return;  // something arrived
    loop.studio->engine->trim();
  }
}

ImVec2 mouse_in(GLFWwindow* window) {
  double x = 0, y = 0;
  glfwGetCursorPos(window, &x, &y);
  return {static_cast<float>(x), static_cast<float>(y)};
}

/// Waits for input unless frames are due.
void wait_for_work(Loop& loop, bool more) {
  // neither typing nor computing waits
  if (!loop.studio->session.busy() && !compat::InputQueue::pending()) loop.rate.wait();
  if (more || loop.settle > 0 || compat::InputQueue::pending()) {
    glfwPollEvents();
    return;
  }
  const float wake = loop.studio->wake_after_s;
  if (wake > 0) {
    // of the time since the frame began, not since it was shown: steps follow each other evenly
    const double spent = glfwGetTime() - loop.frame_began_s;
    glfwWaitEventsTimeout(std::max(1e-3, static_cast<double>(wake) - spent));
  } else if (loop.studio->followed.watch.any()) {
    wait_beside_files(loop);
  } else {
    wait_for_input(*loop.studio);
  }
  loop.settle = std::max(loop.settle, 1);
}

/// What the GPU has to do goes on until somebody does something or a frame is due.
void compute_meanwhile(GLFWwindow* window, Loop& loop) {
  const auto interrupted = [&] {
    glfwPollEvents();
    return compat::InputQueue::pending() || !loop.dropped.empty() || loop.settle >= kSettleFrames ||
           glfwWindowShouldClose(window) != 0;
  };
  const bool still = !loop.studio->state.moving && !timeline_moves(*loop.studio);
  loop.pace.compute(loop.studio->session, {kBudgetMs, loop.studio->times.shown_ms, still, interrupted});
}

void show_frame(GLFWwindow* window, Loop& loop) {
  if (loop.studio->changed || loop.exposed) glfwSwapBuffers(window);
  loop.exposed = false;
}

void run_loop(GLFWwindow* window, Loop& loop) {
  Studio& s = *loop.studio;
  std::string title;
  bool more = true;
  while (glfwWindowShouldClose(window) == 0 && !s.quit) {
    if (!more) loop.family.begin(*s.engine, s.followed.shaders);
    wait_for_work(loop, more);
    loop.family.look(*s.engine);
    if (look_at_files(s, glfwGetTime())) loop.settle = kSettleFrames;
    if (more) compute_meanwhile(window, loop);
    if (compat::InputQueue::take_arrived() || !loop.dropped.empty()) loop.settle = kSettleFrames;
    loop.settle = std::max(0, loop.settle - 1);
    for (const auto& file : loop.dropped) drop_file(s, file, mouse_in(window));
    loop.dropped.clear();
    update_fonts(window, s);
    int width = 0, height = 0;
    glfwGetFramebufferSize(window, &width, &height);
    if (width < 1 || height < 1) {  // minimised
      more = false;
      loop.settle = 0;
      continue;
    }
    if (loop.whole > 0 && s.damage) s.damage->forget();
    loop.whole = std::max(0, loop.whole - 1);
    loop.frame_began_s = glfwGetTime();
    ImGui_ImplGlfw_NewFrame();
    if (compat::InputQueue::deliver()) loop.settle = kSettleFrames;
    s.settle_frames = loop.settle;
    more = draw_frame(s, {static_cast<float>(width), static_cast<float>(height)}, kBudgetMs);
    const auto wait = stands_in(s) ? 0.0F
                                   : static_cast<float>(s.recovery.keep(s.session.experiment(),
                                                                        s.session.revision(), glfwGetTime()));
    if (wait > 0 && (s.wake_after_s == 0 || wait < s.wake_after_s)) s.wake_after_s = wait;
    set_title(window, s, title);
    if (s.health.lost) return;
    if (!s.health.torn) show_frame(window, loop);  // else the last whole one stays
    s.times.shown_ms = (glfwGetTime() - loop.frame_began_s) * 1e3 - s.times.work_ms;
  }
}

/// What is being saved comes onto the disk, or stderr says why not.
void finish_saving(Studio& s) {
  s.saving.wait();
  const auto saved = s.saving.take();
  if (!saved) return;
  if (*saved) return add_recent(s.settings, s.saving.file());
  fmt::print(stderr, "sepscope: {}\n", saved->error().message);
}

void keep_for_next_start(GLFWwindow* window, Studio& s) {
  finish_saving(s);
  s.settings.left_folded = s.state.left_folded;
  s.settings.right_folded = s.state.right_folded;
  s.settings.show_hint = s.state.show_hint;
  s.settings.light = s.state.light;
  s.settings.less_motion = s.state.less_motion;
  s.settings.hidden.clear();
  for (const PanelEntry& p : panel_entries()) {
    if (s.state.hidden[static_cast<size_t>(p.id)]) s.settings.hidden.emplace_back(p.name);
  }
  s.settings.scale = s.state.scale_setting;
  glfwGetWindowSize(window, &s.settings.window_width, &s.settings.window_height);
  if (const auto saved = save_settings(s.settings); !saved)
    fmt::print(stderr, "sepscope: settings were not saved: {}\n", saved.error().message);
  const auto& places = s.state.lesson.player.places;
  if (const auto saved = places.empty() ? Result<void>() : lessons::save_places(places_file(), places);
      !saved)
    fmt::print(stderr, "sepscope: the place in the lessons was not kept: {}\n", saved.error().message);
  // what stands in for the last session does not take its place
  const auto saved = stands_in(s) ? Result<void>() : save_last_experiment(s.session.experiment());
  if (!saved) {
    fmt::print(stderr, "sepscope: the experiment was not kept for the next start: {}\n",
               saved.error().message);
    if (s.health.lost) return;  // what was kept on the way is the only copy
  }
  s.recovery.end();
}

int show(GLFWwindow* window, const LaunchOptions& options, Reading begun, const Settings& settings) {
  glfwMakeContextCurrent(window);
  glfwSwapInterval(1);
  ImGui::CreateContext();
  ImGui::GetIO().IniFilename = nullptr;
  Loop loop;
  set_callbacks(window, loop);
  ImGui_ImplGlfw_InitForOpenGL(window, false);
  compat::InputQueue::install(window);
  if (!ImGui_ImplOpenGL3_Init("#version 430 core")) {
    fmt::print(stderr,
               "sepscope: Dear ImGui cannot use this display's OpenGL: update the graphics driver.\n");
    return 1;
  }
  int status = 0;
  {
    auto studio = make_studio(options, scale_of(window, options.scale > 0 ? options.scale : settings.scale),
                              true, std::move(begun));
    if (studio) {
      (*studio)->state.scale_setting = options.scale > 0 ? options.scale : settings.scale;
      loop.studio = studio->get();
      if ((*studio)->engine->software()) {
        loop.rate = FrameRate::of_monitor();
        if (keep_pixels(window)) (*studio)->damage.emplace();
      }
      {
        const EndSignals signals(window);
        run_loop(window, loop);
      }
      loop.family.look(*(*studio)->engine);
      keep_for_next_start(window, **studio);
      if ((*studio)->health.lost) {
        fmt::print(
            stderr,
            "sepscope: the graphics driver was reset and took the window with it; the work is kept, and the "
            "next start goes on with it.\n");
        status = 1;
      }
    } else {
      fmt::print(stderr, "sepscope: {}\n", studio.error().message);
      status = 1;
    }
  }
  ImGui_ImplOpenGL3_Shutdown();
  ImGui_ImplGlfw_Shutdown();
  ImGui::DestroyContext();
  return status;
}

/// The picture that the window will most likely begin with is drawn while it opens.
void prepare_first_sample(const LaunchOptions& options) {
  if (!options.files.empty()) return;
  const auto last = load_last_experiment().value_or(std::nullopt);
  const InputSource input = last.value_or(first_experiment()).input;
  if (input.file.empty()) io::prepare_sample(input.sample);
}

/// Reading what the command line names begins before there is a window: what is refused at once opens none.
Result<Reading> begin_reading(const LaunchOptions& options) {
  constexpr double kAtOnce_s = 0.15;
  Reading begun;
  if (options.files.empty() && options.kernel.empty()) return begun;
  begun.begin(launch_wish({options, true, {}, {}}));
  (void)begun.wait_until(kAtOnce_s);
  const auto* read = begun.look();
  if (read != nullptr && !*read) return fail(read->error().message);
  return begun;
}

}  // namespace

int run_window(const LaunchOptions& options) {
  auto begun = begin_reading(options);
  if (!begun) {
    fmt::print(stderr, "sepscope: {}\n", begun.error().message);
    return 1;
  }
  prepare_first_sample(options);
  const Glfw glfw;
  if (!glfw.ok) {
    const bool display = std::getenv("DISPLAY") != nullptr || std::getenv("WAYLAND_DISPLAY") != nullptr;
    fmt::print(stderr,
               "sepscope: no window can be opened{}; `sepscope render -o window.png` draws the same picture "
               "without a display.\n",
               display ? " on this display (" + g_glfw_error + ")" : std::string(": there is no display"));
    return 1;
  }
  const auto loaded = load_settings();
  const Settings settings = loaded ? *loaded : Settings{};
  GLFWwindow* window = open_window(options, settings);
  if (window == nullptr) {
    fmt::print(stderr,
               "sepscope: OpenGL 4.3 core or later is needed, and this display does not offer it ({}).\n",
               g_glfw_error);
    return 1;
  }
  const int status = show(window, options, std::move(*begun), settings);
  glfwDestroyWindow(window);
  return status;
}

}  // namespace sep::ui
