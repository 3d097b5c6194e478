// Frames are drawn in parts: only what changed since the last one. Whatever is done, the window's pixels are
// those of a frame that is drawn whole.
#include <gtest/gtest.h>

#include "offscreen_studio.h"
#include "ui/actions.h"

namespace sep::ui::testing {
namespace {

class Parts : public ::testing::Test {
 protected:
  void SetUp() override {
    OffscreenStudio::Options options;
    options.width = 1280;
    options.height = 720;
    auto made = OffscreenStudio::create(options);
    ASSERT_TRUE(made) << made.error().message;
    window_ = std::move(*made);
    ImGui::GetIO().ConfigInputTextCursorBlink = false;
    ASSERT_TRUE(window_->settle());
  }
  void TearDown() override { EXPECT_EQ(OffscreenStudio::gl_messages(), 0); }

  OffscreenStudio& w() { return *window_; }
  void frames(int count) {
    for (int i = 0; i < count; ++i) {
      w().frame(4);
      ASSERT_EQ(w().unlike_whole(), "") << "frame " << i;
      drawn_ += w().studio().changed ? 1 : 0;
    }
  }
  void act(const char* action, int count = 6) {
    run_action(action, w().studio());
    frames(count);
  }
  void wander() {
    ImGuiIO& io = ImGui::GetIO();
    for (int i = 0; i < 12; ++i) {
      io.MousePos = {80.0F + 97.0F * static_cast<float>(i), 60.0F + 51.0F * static_cast<float>(i)};
      frames(2);
    }
    io.MousePos = {-1e6F, -1e6F};
    frames(2);
  }
  int drawn_ = 0;

 private:
  OwnHome home_;
  std::unique_ptr<OffscreenStudio> window_;
};

TEST_F(Parts, NothingIsDrawnWhereNothingChanges) {
  frames(3);
  EXPECT_EQ(drawn_, 0);
  w().edit([](Experiment& e) { e.kernel.size = {7, 7}; });
  frames(3);
  EXPECT_GT(drawn_, 0);
}

TEST_F(Parts, Mouse) {
  wander();
  act("file.wang");
  wander();
}

TEST_F(Parts, EditsSliceBySlice) {
  for (const int size : {5, 15, 4, 9}) {
    w().edit([size](Experiment& e) { e.kernel.size = {size, size}; });
    frames(12);
  }
  act("view.depthwise", 12);
  w().edit(
      [](Experiment& e) { e.input.height = e.input.width = 256, e.input.channels = 24, e.filters = 40; });
  frames(25);
}

/// Two pictures with the same values in other places: nothing but the pixels of the stages changes.
TEST_F(Parts, PixelsAlone) {
  const auto folder =
      std::filesystem::temp_directory_path() / ("sepscope-parts-" + std::to_string(::getpid()));
  std::filesystem::create_directories(folder);
  for (const int seed : {0, 51}) write_picture(folder / (std::to_string(seed) + ".png"), 256, 256, seed);
  for (const int seed : {0, 51, 0}) {
    w().edit([&](Experiment& e) { e.input.file = (folder / (std::to_string(seed) + ".png")).string(); });
    frames(8);
  }
  std::filesystem::remove_all(folder);
}

TEST_F(Parts, ZoomAndPan) {
  for (const float zoom : {2.0F, 7.0F, 40.0F, 1.0F}) {
    w().edit([zoom](Experiment& e) { e.view.zoom = zoom, e.view.centre_x = 0.3F; });
    frames(4);
  }
}

TEST_F(Parts, LooksScalesAndPanels) {
  for (const char* action : {"window.light", "window.presenter", "window.light", "window.presenter",
                             "view.larger", "view.larger", "view.smaller", "help.keys", "help.palette"})
    act(action);
  ImGui::GetIO().KeysDown[256] = true;  // Escape
  frames(4);
}

TEST_F(Parts, StepAndRace) {
  act("file.wang");
  act("time.step");
  for (const char* action : {"step.forward", "step.forward", "step.back", "step.last", "time.play"})
    act(action, 4);
  act("time.close");
  act("time.race", 20);
  wander();
}

TEST_F(Parts, StacksInSpace) {
  act("view.space", 20);
  wander();
  for (const char* action : {"view.space_top", "view.space_iso"}) act(action, 16);
  act("time.race", 10);
}

}  // namespace
}  // namespace sep::ui::testing
