// Random input for the whole window: no crash, no hang over five seconds, no NaN in a view. Events follow
// from the seed alone. Usage: monkey [EVENTS [SEED [EVENTS_A_FRAME]]]
#include <GLFW/glfw3.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <random>

#include "io/experiment_file.h"
#include "last_words.h"
#include "offscreen_studio.h"

namespace {

std::string writable;  // the only folder that saving may change
long g_event = 0;
unsigned g_seed = 1;

void say_where() {
  char text[160];
  const int size = std::snprintf(text, sizeof text, "monkey: at event %ld of seed %u\n", g_event, g_seed);
  (void)!::write(2, text, static_cast<size_t>(size));
}

}  // namespace

/// In the place of the C library's: every file is put in its place by this call, and a monkey saves anywhere.
extern "C" int rename(const char* from, const char* to) noexcept {
  if (std::string(to).starts_with(writable)) return static_cast<int>(::syscall(SYS_rename, from, to));
  errno = EACCES;
  return -1;
}

namespace sep::ui::testing {
namespace {

constexpr double kHang_s = 5;  ///< of the processor: other programs may have the machine meanwhile
constexpr double kLong_s = 1;  ///< where such a frame was, and what about, is printed
constexpr int kStuck_s = 120;  ///< of the clock: a frame that waits for nothing that comes
constexpr int64_t kMostWork = 300'000'000;  ///< multiplications of both paths, so that frames stay short

std::vector<int> usual_keys() {
  std::vector<int> keys{GLFW_KEY_TAB,          GLFW_KEY_LEFT,          GLFW_KEY_RIGHT,   GLFW_KEY_UP,
                        GLFW_KEY_DOWN,         GLFW_KEY_ENTER,         GLFW_KEY_ENTER,   GLFW_KEY_HOME,
                        GLFW_KEY_END,          GLFW_KEY_SPACE,         GLFW_KEY_ESCAPE,  GLFW_KEY_ESCAPE,
                        GLFW_KEY_BACKSPACE,    GLFW_KEY_DELETE,        GLFW_KEY_PAGE_UP, GLFW_KEY_PAGE_DOWN,
                        GLFW_KEY_LEFT_BRACKET, GLFW_KEY_RIGHT_BRACKET, GLFW_KEY_COMMA,   GLFW_KEY_PERIOD,
                        GLFW_KEY_MINUS,        GLFW_KEY_EQUAL,         GLFW_KEY_SLASH};
  for (int k = GLFW_KEY_A; k <= GLFW_KEY_Z; ++k) keys.push_back(k);
  for (int k = GLFW_KEY_0; k <= GLFW_KEY_9; ++k) keys.push_back(k);
  for (int k = GLFW_KEY_F1; k <= GLFW_KEY_F12; ++k) keys.push_back(k);
  return keys;
}

class Monkey {
 public:
  Monkey(OffscreenStudio& window, unsigned seed) : w_(window), random_(seed) {
    for (const char* folder : {"/bad", "/models", "/kernels"}) {
      for (const auto& entry : std::filesystem::directory_iterator(std::string(SEPSCOPE_TEST_DATA) + folder))
        files_.push_back(entry.path());
    }
    std::sort(files_.begin(), files_.end());
  }

  void event() {
    const int kind = below(1000);
    if (kind < 400) return move();
    if (kind < 620) return button();
    if (kind < 700) return wheel();
    if (kind < 860) return key();
    if (kind < 960) return text();
    if (kind < 970) return aim();
    if (kind < 994) return release_all();
    open_file(w_.studio(), files_[static_cast<size_t>(below(static_cast<int>(files_.size())))]);
  }

  /// Called for each frame.
  std::function<void()> draw;

 private:
  int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }
  void move() {
    ImGuiIO& io = ImGui::GetIO();
    const bool near = below(3) != 0;
    const auto step = [&](float at, float size) {
      return near ? std::clamp(at + static_cast<float>(below(61) - 30), -5.0F, size + 5)
                  : static_cast<float>(below(static_cast<int>(size)));
    };
    io.MousePos = {step(io.MousePos.x, io.DisplaySize.x), step(io.MousePos.y, io.DisplaySize.y)};
  }
  /// A click on something that does something: three frames.
  void aim() {
    const auto& rects = w_.studio().widgets.rects();
    if (rects.empty()) return;
    const auto it = std::next(rects.begin(), below(static_cast<int>(rects.size())));
    ImGui::GetIO().MousePos = {(it->second.min.x + it->second.max.x) / 2,
                               (it->second.min.y + it->second.max.y) / 2};
    for (const bool down : {false, true, false}) {
      ImGui::GetIO().MouseDown[0] = down;
      draw();
    }
  }
  void button() {
    bool& down = ImGui::GetIO().MouseDown[below(10) < 8 ? 0 : 1 + below(2)];
    down = !down;
  }
  void wheel() {
    (below(4) == 0 ? ImGui::GetIO().MouseWheelH : ImGui::GetIO().MouseWheel) =
        static_cast<float>(below(9) - 4) / 2;
  }
  void key() {
    static const std::vector<int> keys = usual_keys();
    ImGuiIO& io = ImGui::GetIO();
    if (below(3) == 0) {
      io.KeyCtrl = below(4) == 0;
      io.KeyShift = below(4) == 0;
      io.KeyAlt = below(20) == 0;
    }
    bool& down = io.KeysDown[keys[static_cast<size_t>(below(static_cast<int>(keys.size())))]];
    down = !down;
  }
  void text() {
    static constexpr const char* kTexts[] = {
        "0", "1", "7", "-", ".", "e", "nan", "inf", "1e39", "/", "1/3", "ä", "\xE2\x88\x92", "999999999999",
        " ", "x"};
    ImGui::GetIO().AddInputCharactersUTF8(kTexts[below(static_cast<int>(std::size(kTexts)))]);
  }
  void release_all() {
    ImGuiIO& io = ImGui::GetIO();
    std::fill(std::begin(io.KeysDown), std::end(io.KeysDown), false);
    std::fill(std::begin(io.MouseDown), std::end(io.MouseDown), false);
    io.KeyCtrl = io.KeyShift = io.KeyAlt = false;
  }

  OffscreenStudio& w_;
  std::mt19937 random_;
  std::vector<std::filesystem::path> files_;
};

bool is_sound(const ViewState& v) {
  for (const float f : {v.zoom, v.centre_x, v.centre_y, v.fixed_low, v.fixed_high, v.space.yaw, v.space.pitch,
                        v.space.zoom, v.space.x, v.space.y, v.space.z}) {
    if (!std::isfinite(f)) return false;
  }
  return v.zoom > 0 && v.space.zoom > 0 && v.filter >= 0 && v.channel >= 0;
}

int64_t work_of(const Plan& plan) {
  int64_t sum = 0;
  for (const auto* path : {&plan.separable, &plan.standard}) {
    for (const Stage& s : *path) sum += s.multiplications;
  }
  return sum;
}

/// Of this thread: what is read or split beside the window takes its own. Where it waits for ever, the alarm
/// ends it.
double processor_s() {
  timespec t{};
  ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) * 1e-9;
}

struct Looked {
  bool sound = true;
  double longest_s = 0;
  std::string longest_from, longest_to;  ///< experiments before and after it
  long longest_at = 0, frames = 0, resets = 0, torn = 0;
};

/// Now and then: are the parts of frames that were drawn the frame?
void compare(OffscreenStudio& w, Looked& l) {
  constexpr int kEvery = 7;
  if (l.frames % kEvery != 0 || w.studio().health.torn) return;
  const std::string unlike = w.unlike_whole();
  if (unlike.empty()) return;
  std::fprintf(stderr, "monkey: drawn in parts, the window differs %s at event %ld, seed %u\n",
               unlike.c_str(), g_event, g_seed);
  l.sound = false;
}

/// One frame, and a look at what became of the window.
void look(OffscreenStudio& w, Looked& l) {
  ::alarm(kStuck_s);
  const Experiment before = w.session().experiment();
  say_where_after(kLong_s);
  const double start = processor_s();
  w.frame(4);
  const double took_s = processor_s() - start;
  ++l.frames;
  if (took_s > l.longest_s) {
    l.longest_s = took_s;
    l.longest_at = g_event;
    l.longest_from = io::to_json(before);
    l.longest_to = io::to_json(w.session().experiment());
  }
  l.torn += w.studio().health.torn ? 1 : 0;
  compare(w, l);
  w.studio().quit = false;
  if (took_s > kHang_s || !is_sound(w.session().experiment().view)) {
    std::fprintf(stderr, "monkey: %s at event %ld, seed %u\n",
                 took_s > kHang_s ? "a hang" : "a view that is no view", g_event, g_seed);
    l.sound = false;
  }
  if (w.session().plan() != nullptr && work_of(*w.session().plan()) > kMostWork) {
    w.edit([](Experiment& e) { e = first_experiment(); });
    ++l.resets;
  }
}

int run(long events, unsigned seed, int events_a_frame) {
  const OwnHome home;
  writable = home.folder().string();
  OffscreenStudio::Options options;
  options.width = 800;
  options.height = 520;
  options.scale = 0.75F;
  auto made = OffscreenStudio::create(options);
  if (!made) {
    std::fprintf(stderr, "monkey: %s\n", made.error().message.c_str());
    return 1;
  }
  OffscreenStudio& w = **made;
  w.settle();
  Monkey monkey(w, seed);
  Looked looked;
  monkey.draw = [&] { look(w, looked); };
  for (g_event = 0; g_event < events && looked.sound; ++g_event) {
    monkey.event();
    if (g_event % events_a_frame == 0) monkey.draw();
  }
  std::printf(
      "monkey: seed %u, %ld of %ld events, %ld frames, longest %.2f s at event %ld, %ld resets, %ld torn "
      "frames, %ld OpenGL messages\n",
      seed, g_event, events, looked.frames, looked.longest_s, looked.longest_at, looked.resets, looked.torn,
      OffscreenStudio::gl_messages());
  if (looked.longest_s > kLong_s)
    std::printf("monkey: the longest frame went from\n%s\nto\n%s\n", looked.longest_from.c_str(),
                looked.longest_to.c_str());
  return looked.sound && looked.torn == 0 && OffscreenStudio::gl_messages() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace sep::ui::testing

int main(int argc, char** argv) {
  const long events = argc > 1 ? std::atol(argv[1]) : 100'000;
  g_seed = argc > 2 ? static_cast<unsigned>(std::atol(argv[2])) : 1;
  const int events_a_frame = argc > 3 ? std::max(1, std::atoi(argv[3])) : 32;
  std::printf("monkey: seed %u\n", g_seed);
  std::fflush(stdout);
  sep::ui::testing::say_last_words(say_where);
  return sep::ui::testing::run(events, g_seed, events_a_frame);
}
