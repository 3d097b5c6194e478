// Every OpenGL call of a start, of opening a picture and of a kernel change fails once, each on its own; and
// the context is lost. The window says one sentence or nothing, keeps the work, and goes on to the right
// picture.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdio>
#include <ctime>

#include "gl_faults.h"
#include "offscreen_studio.h"

namespace sep::ui::testing {
namespace {

const OwnHome* home = nullptr;

/// The n-th call of the start fails; none: all are counted.
OffscreenStudio::Options options(int64_t n = -1) {
  OffscreenStudio::Options o;
  o.width = 760;
  o.height = 480;
  o.scale = 0.75F;
  o.launch.experiment = Experiment{};
  o.launch.experiment->input.height = o.launch.experiment->input.width = 48;
  o.after_imgui = [n] {
    install_imgui_faults();
    arm_fault(n);
  };
  return o;
}

std::unique_ptr<OffscreenStudio> window(const OffscreenStudio::Options& o = options()) {
  auto made = OffscreenStudio::create(o);
  if (!made) {
    ADD_FAILURE() << made.error().message;
    return nullptr;
  }
  EXPECT_TRUE((*made)->settle());
  return std::move(*made);
}

/// A sentence for a person: words, no more than a compiler's log below them.
void expect_sentence(const std::string& text, const std::string& call) {
  EXPECT_GT(text.size(), 20U) << call;
  EXPECT_NE(text.find(' '), std::string::npos) << call << ": " << text;
}

/// What the window says about what it could not do; empty: nothing.
std::string said(OffscreenStudio& w) {
  if (!w.session().plan_error().empty()) return w.session().plan_error();
  return w.session().message() ? w.session().message()->text : "";
}

bool is_blank(const std::string& rgb) {
  return std::all_of(rgb.begin(), rgb.end(), [&](char c) { return c == rgb.front(); });
}

void report(const char* what, const FaultCount& count) {
  std::printf("%s: %lld calls failed in turn: %lld allocations, %lld compiles and links, %lld others\n", what,
              static_cast<long long>(count.total()), static_cast<long long>(count.calls[0]),
              static_cast<long long>(count.calls[1]), static_cast<long long>(count.calls[2]));
}

/// The change is made again, without faults; the picture is then the right one.
using Step = std::function<void(OffscreenStudio&)>;

void redo(OffscreenStudio& w, const Step& there, const Step& back) {
  back(w);
  w.settle();
  there(w);
  w.settle();
  w.dismiss();
  w.settle();
}

/// Fails each call of a step in turn, in one window.
void fail_each(const char* name, const Step& there, const Step& back) {
  auto w = window();
  ASSERT_NE(w, nullptr);
  redo(*w, there, back);
  const std::string right = w->picture();
  const Experiment wanted = w->session().experiment();
  back(*w);
  w->settle();
  const std::string before = w->picture();
  arm_fault(-1);
  there(*w);
  w->settle();
  const FaultCount count = disarm_fault();
  ASSERT_GT(count.total(), 10);
  for (int64_t n = 0; n < count.total(); ++n) {
    back(*w);
    w->settle();
    install_imgui_faults();  // it begins anew after each torn frame
    arm_fault(n);
    there(*w);
    EXPECT_TRUE(w->settle()) << name << ": never at rest after " << failed_call() << ", call " << n;
    disarm_fault();
    const std::string call = failed_call() + ", call " + std::to_string(n) + " of " + name;
    EXPECT_FALSE(w->studio().health.lost) << call;
    EXPECT_FALSE(is_blank(w->picture())) << call;
    const std::string words = said(*w);
    if (words.empty()) {
      EXPECT_EQ(w->session().experiment(), wanted) << call;
      EXPECT_TRUE(w->picture() == right) << "a wrong picture without a word after " << call;
    } else {
      expect_sentence(words, call);
      EXPECT_NE(w->session().plan(), nullptr) << call;
      redo(*w, there, back);
      EXPECT_EQ(w->session().experiment(), wanted) << call;
      EXPECT_EQ(said(*w), "") << call;
      EXPECT_TRUE(w->picture() == right) << "does not go on to the right picture after " << call;
    }
    if (::testing::Test::HasFailure()) return;
  }
  report(name, count);
}

TEST(GlFaults, AtTheStart) {
  auto whole = window();
  ASSERT_NE(whole, nullptr);
  const std::string right = whole->picture();
  const FaultCount count = disarm_fault();
  whole.reset();
  int64_t refused = 0;
  for (int64_t n = 0; n < count.total() && !HasFailure(); ++n) {
    auto made = OffscreenStudio::create(options(n));
    if (!made) {
      disarm_fault();
      ++refused;
      expect_sentence(made.error().message, failed_call());
      continue;
    }
    OffscreenStudio& w = **made;
    EXPECT_TRUE(w.settle()) << failed_call() << ", call " << n;
    disarm_fault();
    const std::string call = failed_call() + ", call " + std::to_string(n);
    if (const std::string words = said(w); !words.empty()) {
      expect_sentence(words, call);
      redo(
          w, [](OffscreenStudio& o) { o.edit([](Experiment& e) {
                                        e.kernel.size = {5, 5};
                                      }); },
          [](OffscreenStudio& o) { o.edit([](Experiment& e) {
                                     e.kernel.size = {7, 7};
                                   }); });
    }
    EXPECT_EQ(said(w), "") << call;
    EXPECT_TRUE(w.picture() == right) << "a wrong picture after " << call;
  }
  report("start", count);
  std::printf("%lld of them ended the start with a sentence\n", static_cast<long long>(refused));
}

TEST(GlFaults, OpeningAPicture) {
  const auto first = home->folder() / "first.png", second = home->folder() / "second.png";
  write_picture(first, 40, 30, 1);
  write_picture(second, 52, 44, 9);
  const auto open = [](const std::filesystem::path& file) {
    return [file](OffscreenStudio& w) {
      open_file(w.studio(), file);
      w.studio().opening.wait();
    };
  };
  fail_each("opening a picture", open(second), open(first));
}

TEST(GlFaults, ChangingTheKernel) {
  const auto kernel = [](const char* preset, int size) {
    return [=](OffscreenStudio& w) {
      w.edit([=](Experiment& e) {
        e.kernel.preset = preset;
        e.kernel.size = {size, size};
      });
    };
  };
  fail_each("changing the kernel", kernel("gaussian", 7), kernel("binomial", 5));
}

TEST(GlFaults, StacksInSpace) {
  const auto space = [](bool on) {
    return [=](OffscreenStudio& w) {
      if (on) w.studio().space.reset();  // made anew each time
      w.edit([=](Experiment& e) { e.view.space.on = on; });
    };
  };
  fail_each("stacks in space", space(true), space(false));
}

TEST(GlFaults, LostContext) {
  for (const int frames : {1, 10, 100}) {
    auto w = window();
    ASSERT_NE(w, nullptr);
    w->edit([&](Experiment& e) { e.filters = 10 + frames; });
    w->edit([&](Experiment& e) { e.mode = Mode::depthwise; });
    for (int i = 0; i < frames - 1; ++i) w->frame(1);
    EXPECT_FALSE(w->studio().health.lost);
    lose_context();
    w->edit([&](Experiment& e) { e.multiplier = 2; });
    for (int i = 0; i < 2 && !w->studio().health.lost; ++i) w->frame(1);
    EXPECT_TRUE(w->studio().health.lost) << "after " << frames << " frames";
    EXPECT_EQ(w->session().experiment().filters, 10 + frames);
    EXPECT_EQ(w->session().experiment().multiplier, 2);
    w.reset();
    find_context_again();
  }
  std::printf("context lost at frames 1, 10 and 100\n");
}

TEST(GlFaults, AFunctionThatTheDriverLacks) {
  for (const char* name :
       {"glDispatchCompute", "glTexBufferRange", "glFenceSync", "glDrawArraysInstancedBaseInstance",
        "glTexStorage2DMultisample", "glGetBufferParameteri64v"}) {
    take_function_away(name);
    const auto made = OffscreenStudio::create(options());
    take_function_away(nullptr);
    disarm_fault();
    ASSERT_FALSE(made) << name;
    EXPECT_NE(made.error().message.find(name), std::string::npos) << made.error().message;
    expect_sentence(made.error().message, name);
  }
}

TEST(GlFaults, ComputeShadersThatTheDriverRefuses) {
  refuse_compute_shaders(true);
  auto made = OffscreenStudio::create(options());
  disarm_fault();
  if (!made) {
    refuse_compute_shaders(false);
    return expect_sentence(made.error().message, "compute shaders");
  }
  OffscreenStudio& w = **made;
  EXPECT_TRUE(w.settle());
  const std::string words = said(w);
  expect_sentence(words, "compute shaders");
  EXPECT_NE(words.find("does not"), std::string::npos) << words;
  w.edit([](Experiment& e) { e.kernel.size = {3, 3}; });  // goes on
  EXPECT_TRUE(w.settle());
  EXPECT_TRUE(w.session().save(home->folder() / "kept.json"));
  EXPECT_EQ(w.session().experiment().kernel.size, (Size2{3, 3}));
  std::printf("refused compute shaders: %s\n", words.substr(0, words.find('\n')).c_str());
  refuse_compute_shaders(false);
  redo(
      w, [](OffscreenStudio& o) { o.edit([](Experiment& e) {
                                    e.kernel.size = {5, 5};
                                  }); },
      [](OffscreenStudio& o) { o.edit([](Experiment& e) {
                                 e.kernel.size = {7, 7};
                               }); });
  EXPECT_EQ(said(w), "");
  EXPECT_FALSE(is_blank(w.picture()));
}

/// Some thousand million multiplications: seconds on software GL.
void begin_long_work(OffscreenStudio& w, int filters) {
  w.edit([filters](Experiment& e) {
    e.mode = Mode::depthwise;
    e.input.height = e.input.width = 320;
    e.kernel.size = {9, 9};
    e.filters = filters;
  });
}

TEST(GlFaults, LongWorkIsCutAndEndsWithTheNextEdit) {
  auto w = window();
  ASSERT_NE(w, nullptr);
  disarm_fault();
  begin_long_work(*w, 400);
  const int64_t before = dispatches();
  double longest_s = 0;
  int frames = 0;
  for (; frames < 12 && w->session().busy(); ++frames) {  // the window lives in between
    timespec a{}, b{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &a);
    w->frame(8);
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &b);
    longest_s = std::max(longest_s, static_cast<double>(b.tv_sec - a.tv_sec) +
                                        static_cast<double>(b.tv_nsec - a.tv_nsec) * 1e-9);
  }
  EXPECT_EQ(frames, 12) << "too little work to be long";
  EXPECT_TRUE(w->session().busy());
  EXPECT_GT(w->session().engine().progress(), 0);
  EXPECT_LT(w->session().engine().progress(), 1);
  EXPECT_GE(dispatches() - before, frames);
  EXPECT_LT(longest_s, 1);
  std::printf("long work: %lld dispatches in %d frames, longest frame %.0f ms, then %.1f %% done\n",
              static_cast<long long>(dispatches() - before), frames, 1e3 * longest_s,
              100 * w->session().engine().progress());
  w->edit([](Experiment& e) { e = *options().launch.experiment; });
  EXPECT_TRUE(w->settle(60)) << "what was begun is still computed";
  EXPECT_EQ(said(*w), "");
  const std::string after = w->picture();
  w.reset();
  w = window();
  disarm_fault();
  ASSERT_NE(w, nullptr);
  EXPECT_TRUE(w->picture() == after);
}

}  // namespace
}  // namespace sep::ui::testing

int main(int argc, char** argv) {
  ::testing::InitGoogleTest(&argc, argv);
  const sep::ui::testing::OwnHome own;
  sep::ui::testing::home = &own;
  {
    const auto context = sep::gpu::OffscreenContext::create(true);
    if (!context) {
      std::fprintf(stderr, "%s\n", context.error().message.c_str());
      return 1;
    }
    sep::ui::testing::install_faults();
  }
  return RUN_ALL_TESTS();
}
