// A long day in the window, over and over: pictures, sizes, modes, lessons, space, undo. Heap, file
// descriptors and GL objects stay as they are. Usage: soak [SECONDS]
#include <epoxy/gl.h>
#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>

#include "offscreen_studio.h"
#include "ui/lessons/lesson_play.h"

namespace sep::ui::testing {
namespace {

constexpr double kMostSlopeMbPerHour = 1;
constexpr double kWarmUp = 0.4;  ///< of the time; caches and the steps of undo fill up meanwhile
constexpr int kHistory = 500;    ///< steps of undo that are kept

struct Sample {
  double s = 0;
  double heap_mb = 0;
  long descriptors = 0, gl_objects = 0;
};

double heap_mb() {
  ::malloc_trim(0);
  const struct mallinfo2 m = ::mallinfo2();
  return static_cast<double>(m.uordblks + m.hblkhd) / 1e6;
}

long open_descriptors() {
  const std::filesystem::directory_iterator fds("/proc/self/fd");
  return static_cast<long>(std::distance(fds, std::filesystem::directory_iterator()));
}

long gl_objects() {
  constexpr GLuint kMostNames = 5000;
  long sum = 0;
  for (GLuint n = 1; n < kMostNames; ++n) {
    sum += glIsBuffer(n) + glIsTexture(n) + glIsProgram(n) + glIsShader(n) + glIsFramebuffer(n) +
           glIsVertexArray(n) + glIsQuery(n);
  }
  return sum;
}

void open(OffscreenStudio& w, const std::filesystem::path& file) {
  open_file(w.studio(), file);
  w.studio().opening.wait();
  w.settle();
}

void drag_sizes(OffscreenStudio& w) {
  for (const int size : {3, 5, 7, 9, 7, 5}) {
    w.edit([size](Experiment& e) { e.kernel.size = {size, size}; });
    w.frame();
  }
  for (const int rank : {1, 2, 1}) w.edit([rank](Experiment& e) { e.rank = rank; });
  w.settle();
}

/// Ends where it begins.
void day(OffscreenStudio& w, const std::filesystem::path& folder) {
  w.edit([](Experiment& e) { e = first_experiment(); });
  w.settle();
  open(w, folder / "a.png");
  drag_sizes(w);
  open(w, folder / "b.png");
  open(w, std::string(SEPSCOPE_TEST_DATA) + "/bad/cut_off.json");
  w.edit([](Experiment& e) { e.mode = Mode::depthwise; });
  for (const int filters : {8, 32, 16}) w.edit([filters](Experiment& e) { e.filters = filters; });
  w.settle();
  w.edit([](Experiment& e) { e.view.space.on = true; });
  for (int i = 0; i < 5; ++i) w.edit([i](Experiment& e) { e.view.space.yaw = static_cast<float>(10 * i); });
  w.settle();
  w.edit([](Experiment& e) { e.view.space.on = false; });
  for (int i = 0; i < 8; ++i) w.session().undo();
  w.settle();
  for (int i = 0; i < 8; ++i) w.session().redo();
  w.settle();
  LaunchOptions lesson;
  lesson.lesson = "1";
  (void)start_lesson(w.studio(), lesson, nullptr);
  w.settle();
  w.studio().state.lesson.player.visible = false;
  w.edit([](Experiment& e) { e = first_experiment(); });
  w.dismiss();
  w.settle();
}

/// Median of the slopes between all pairs of samples: one odd sample does not matter.
double slope_mb_per_hour(const std::vector<Sample>& samples) {
  std::vector<double> slopes;
  for (size_t i = 0; i < samples.size(); ++i) {
    for (size_t k = i + 1; k < samples.size(); ++k)
      slopes.push_back((samples[k].heap_mb - samples[i].heap_mb) / (samples[k].s - samples[i].s) * 3600);
  }
  if (slopes.empty()) return 0;
  const auto middle = slopes.begin() + static_cast<std::ptrdiff_t>(slopes.size() / 2);
  std::nth_element(slopes.begin(), middle, slopes.end());
  return *middle;
}

Sample most(const std::vector<Sample>& samples) {
  Sample out;
  for (const Sample& s : samples) {
    out.heap_mb = std::max(out.heap_mb, s.heap_mb);
    out.descriptors = std::max(out.descriptors, s.descriptors);
    out.gl_objects = std::max(out.gl_objects, s.gl_objects);
  }
  return out;
}

int run(double seconds) {
  const OwnHome home;
  write_picture(home.folder() / "a.png", 90, 70, 3);
  write_picture(home.folder() / "b.png", 64, 100, 8);
  auto made = OffscreenStudio::create({});
  if (!made) {
    std::fprintf(stderr, "soak: %s\n", made.error().message.c_str());
    return 1;
  }
  OffscreenStudio& w = **made;
  using Clock = std::chrono::steady_clock;
  const auto begin = Clock::now();
  const auto now = [&] { return std::chrono::duration<double>(Clock::now() - begin).count(); };
  for (int i = 0; i < kHistory + 10; ++i) w.edit([i](Experiment& e) { e.view.amplify = i % 2; });
  std::vector<Sample> samples;
  long days = 0;
  while (now() < seconds) {
    day(w, home.folder());
    ++days;
    if (now() > kWarmUp * seconds) samples.push_back({now(), heap_mb(), open_descriptors(), gl_objects()});
  }
  if (samples.size() < 4) {
    std::fprintf(stderr, "soak: only %zu samples: give it more seconds\n", samples.size());
    return 1;
  }
  const auto half = samples.begin() + static_cast<std::ptrdiff_t>(samples.size() / 2);
  const Sample first = most({samples.begin(), half}), last = most({half, samples.end()});
  const double slope = slope_mb_per_hour(samples);
  std::printf(
      "soak: %.0f s, %ld days, heap %.2f MB then %.2f MB, slope %+.3f MB an hour, descriptors %ld then %ld, "
      "GL objects %ld then %ld, %ld OpenGL messages\n",
      now(), days, first.heap_mb, last.heap_mb, slope, first.descriptors, last.descriptors, first.gl_objects,
      last.gl_objects, OffscreenStudio::gl_messages());
  constexpr long kPooled = 16;  // tensors that wait for the next of their shape come and go
  const bool constant =
      last.descriptors <= first.descriptors && last.gl_objects <= first.gl_objects + kPooled;
  return slope <= kMostSlopeMbPerHour && constant && OffscreenStudio::gl_messages() == 0 ? 0 : 1;
}

}  // namespace
}  // namespace sep::ui::testing

int main(int argc, char** argv) { return sep::ui::testing::run(argc > 1 ? std::atof(argv[1]) : 300); }
