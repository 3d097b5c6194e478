// A whole window in which files are opened: what the tests of opening and of reading share.
#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "offscreen_studio.h"
#include "ui/actions.h"

namespace sep::ui::testing {

class OpensFiles : public ::testing::Test {
 protected:
  void SetUp() override {
    OffscreenStudio::Options wide;  // room for both side panels
    wide.width = 1440;
    wide.height = 900;
    auto made = OffscreenStudio::create(wide);
    ASSERT_TRUE(made) << made.error().message;
    window_ = std::move(*made);
    w().settle();
  }
  void TearDown() override {
    window_.reset();
    EXPECT_EQ(OffscreenStudio::gl_messages(), 0);
  }
  OffscreenStudio& w() { return *window_; }
  Studio& s() { return window_->studio(); }
  const Experiment& now() { return w().session().experiment(); }
  std::string file(const std::string& name) { return (home_.folder() / name).string(); }
  /// Frames until everything has been read and is shown.
  void read_whole() {
    for (int i = 0; i < 2000 && (reads_for_the_user(s()) || s().filters.busy()); ++i) {
      w().frame();
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
    w().settle();
  }
  void press(int key) {
    for (const bool down : {true, false}) {
      ImGui::GetIO().KeysDown[key] = down;
      w().frame();
    }
  }

  OwnHome home_;
  std::unique_ptr<OffscreenStudio> window_;
};

}  // namespace sep::ui::testing
