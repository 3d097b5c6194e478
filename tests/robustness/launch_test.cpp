// What the command line names and what was shown last are read beside the window that opens: a slow file has
// the first experiment in its place until it is there, and Cancel leaves that.
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>

#include "opens_files.h"
#include "ui/settings.h"
#include "ui/start.h"

namespace sep::ui::testing {
namespace {

class Launches : public OpensFiles {
 protected:
  void SetUp() override {}
  /// What made no window.
  std::string launch(LaunchOptions options) {
    OffscreenStudio::Options wide;
    wide.width = 1440;
    wide.height = 900;
    wide.launch = std::move(options);
    auto made = OffscreenStudio::create(wide);
    if (!made) return made.error().message;
    window_ = std::move(*made);
    return {};
  }
  std::string slow(const std::string& name) {
    write_slow_picture(file(name));
    return file(name);
  }
  std::string text(const std::string& name, const std::string& words) {
    std::ofstream(file(name)) << words;
    return file(name);
  }
  std::string said() { return w().session().message() ? w().session().message()->text : ""; }
  void cancel_and_wait() {
    cancel_reading(s());
    s().opening.wait_ended();
    w().settle();
  }
};

constexpr const char* kTooFast = "this machine reads the picture before the first frame";
const std::string kModels = SEPSCOPE_TEST_DATA "/models/";

LaunchOptions files(std::vector<std::string> names) {
  LaunchOptions o;
  o.files = std::move(names);
  return o;
}

TEST_F(Launches, ASmallFileIsThereFromTheFirstFrame) {
  write_picture(file("small.png"), 40, 30, 1);
  ASSERT_EQ(launch(files({file("small.png")})), "");
  read_whole();
  EXPECT_EQ(now().input.file, file("small.png"));
  EXPECT_EQ(s().settings.recent.front(), file("small.png"));
  EXPECT_FALSE(stands_in(s()));
}

TEST_F(Launches, ASlowFileHasTheFirstExperimentInItsPlace) {
  const std::string name = slow("slow.tga");
  ASSERT_EQ(launch(files({name})), "");
  if (!s().opening.busy()) GTEST_SKIP() << kTooFast;
  EXPECT_TRUE(stands_in(s()));
  EXPECT_EQ(now(), first_experiment());
  read_whole();
  EXPECT_EQ(now().input.file, name);
  EXPECT_EQ(now().input.width, kInteractiveSide);
  EXPECT_FALSE(stands_in(s()));
  EXPECT_FALSE(w().session().history().can_undo()) << "the program began with this";
}

TEST_F(Launches, CancelLeavesWhatStandsIn) {
  ASSERT_EQ(launch(files({slow("slow.tga")})), "");
  if (!s().opening.busy()) GTEST_SKIP() << kTooFast;
  cancel_and_wait();
  EXPECT_EQ(now(), first_experiment());
  EXPECT_TRUE(stands_in(s()));
  w().edit([](Experiment& e) { e.filters = 5; });
  EXPECT_FALSE(stands_in(s()));
}

TEST_F(Launches, WorkDoneMeanwhileIsOneUndoAway) {
  const std::string name = slow("slow.tga");
  ASSERT_EQ(launch(files({name})), "");
  if (!s().opening.busy()) GTEST_SKIP() << kTooFast;
  w().edit([](Experiment& e) { e.kernel.preset = "box"; });
  read_whole();
  ASSERT_EQ(now().input.file, name);
  w().session().undo();
  w().settle();
  EXPECT_EQ(now().kernel.preset, "box");
}

TEST_F(Launches, ASlowFileThatIsBrokenIsSaidInTheWindow) {
  const std::string name = slow("slow.tga");
  LaunchOptions o = files({name});
  o.lesson = text("broken.md", "# No steps\n");
  ASSERT_EQ(launch(std::move(o)), "");
  if (!s().opening.busy()) GTEST_SKIP() << kTooFast;
  read_whole();
  EXPECT_NE(said().find("broken.md"), std::string::npos) << said();
  EXPECT_EQ(now(), first_experiment());
}

TEST_F(Launches, WhatIsBrokenAtOnceMakesNoWindow) {
  EXPECT_NE(launch(files({text("broken.json", "{")})).find("broken.json"), std::string::npos);
  EXPECT_NE(launch(files({file("nowhere.png")})).find("nowhere.png"), std::string::npos);
  LaunchOptions o;
  o.lesson = file("nowhere.md");
  EXPECT_NE(launch(o).find("nowhere.md"), std::string::npos);
  o.lesson = "99";
  EXPECT_NE(launch(o).find("no lesson 99"), std::string::npos);
  o.lesson.clear();
  o.network = file("nowhere.json");
  EXPECT_NE(launch(o).find("nowhere.json"), std::string::npos);
}

TEST_F(Launches, FiltersANetworkAndALessonAtOnce) {
  LaunchOptions o = files({kModels + "separable_net.onnx"});
  o.network = text("mine.json", R"({"version": 1, "name": "mine", "title": "Mine",
    "input": {"size": 32, "channels": 3},
    "layers": [{"kind": "convolution", "name": "first", "kernel": 3, "filters": 8}]})");
  o.files.push_back(text("mine.md", "# Mine\n\nA lesson.\n\n## A step\n\nWords.\n"));
  ASSERT_EQ(launch(std::move(o)), "");
  read_whole();
  EXPECT_NE(s().filters.model(), nullptr);
  EXPECT_EQ(s().state.network.source, file("mine.json"));
  ASSERT_NE(s().state.lesson.player.lesson, nullptr);
  EXPECT_EQ(s().state.lesson.player.lesson->file, file("mine.md"));
}

TEST_F(Launches, TheLastSessionIsReadBesideTheWindowAndItsImageMayBeGone) {
  Experiment last = first_experiment();
  last.input.file = slow("last.tga");
  last.input.height = last.input.width = 64;
  ASSERT_TRUE(save_last_experiment(last));
  ASSERT_EQ(launch({}), "");
  if (!s().opening.busy()) GTEST_SKIP() << kTooFast;
  EXPECT_TRUE(stands_in(s()));
  read_whole();
  EXPECT_EQ(now(), last);

  window_.reset();
  std::filesystem::remove(last.input.file);
  ASSERT_EQ(launch({}), "");
  read_whole();
  EXPECT_NE(said().find("last.tga is missing"), std::string::npos) << said();
  EXPECT_EQ(now().input.file, "");
}

TEST_F(Launches, AnImageOfTheLastSessionThatIsNoneAnyMoreIsSaid) {
  Experiment last = first_experiment();
  last.input.file = text("last.png", "no picture");
  ASSERT_TRUE(save_last_experiment(last));
  ASSERT_EQ(launch({}), "");
  read_whole();
  EXPECT_NE(said().find("last.png"), std::string::npos) << said();
  EXPECT_EQ(now(), first_experiment());
}

}  // namespace
}  // namespace sep::ui::testing
