// Whatever is read while the window is open is read beside it: whole networks, lessons, the image that an
// undo needs. Cancel ends each, and how far it is comes from bytes alone.
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <random>
#include <thread>

#include "io/file_bytes.h"
#include "opens_files.h"
#include "ui/actions.h"
#include "ui/save_files.h"

namespace sep::ui::testing {
namespace {

const std::string kModels = SEPSCOPE_TEST_DATA "/models/";

class Beside : public OpensFiles {
 protected:
  const NetworkState& network() { return s().state.network; }
  std::string said() { return w().session().message() ? w().session().message()->text : ""; }
  void write(const std::string& name, const std::string& text) {
    std::ofstream(file(name), std::ios::binary) << text;
  }
  /// Pictures that were opened one after the other: more than are kept.
  void open_five() {
    for (const char* name : {"a.img", "b.img", "c.img", "d.img", "e.img"}) {
      write_picture(file(name), 40, 30, name[0]);
      open_file(s(), file(name));
      read_whole();
      ASSERT_EQ(now().input.file, file(name));
    }
  }
  /// Back to the last one that is still kept.
  void back_to_c() {
    open_five();
    for (int i = 0; i < 2; ++i) w().session().undo();
    w().settle();
    ASSERT_EQ(now().input.file, file("c.img"));
  }
  /// The picture of this name takes seconds from now on.
  void make_slow(const std::string& name) { write_slow_picture(file(name)); }
  void wait_for_the_box() {
    for (int i = 0; i < 400 && reads_for_the_user(s()) && !s().widgets.rects().contains("reading.cancel");
         ++i) {
      w().frame();
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  }
};

const char* const kNetwork =
    R"({"version": 1, "name": "mine", "title": "Mine", "input": {"size": 32, "channels": 3},
  "layers": [{"kind": "convolution", "name": "first", "kernel": 3, "filters": 8}]})";
const char* const kLesson = "# Mine\n\nA lesson.\n\n## A step\n\nWords.\n";

TEST_F(Beside, ANetworkOfAFile) {
  write("mine.json", kNetwork);
  open_file(s(), file("mine.json"));
  EXPECT_TRUE(s().opening.busy());
  EXPECT_FALSE(network().open);
  read_whole();
  ASSERT_TRUE(network().open) << said();
  EXPECT_EQ(network().source, file("mine.json"));
  EXPECT_EQ(s().settings.recent.front(), file("mine.json"));
}

TEST_F(Beside, ANetworkThatNobodyWaitsForIsNotShown) {
  write("mine.json", kNetwork);
  open_file(s(), file("mine.json"));
  cancel_reading(s());
  s().opening.wait_ended();
  w().settle();
  EXPECT_FALSE(network().open);
  EXPECT_EQ(said(), "");
}

TEST_F(Beside, ABrokenNetworkIsSaidAndTheLastOneStays) {
  write("mine.json", kNetwork);
  open_file(s(), file("mine.json"));
  read_whole();
  write("broken.json", R"({"layers": [)");
  open_file(s(), file("broken.json"));
  read_whole();
  EXPECT_NE(said().find("broken.json"), std::string::npos) << said();
  EXPECT_EQ(network().source, file("mine.json"));
}

TEST_F(Beside, AWholeModelAndItsResolution) {
  open_file(s(), kModels + "separable_net.onnx");
  read_whole();
  s().layers.hide();
  run_action("file.whole_model", s());
  EXPECT_TRUE(s().opening.busy());
  EXPECT_FALSE(network().open);
  read_whole();
  ASSERT_TRUE(network().open) << said();
  ASSERT_TRUE(network().costs);
  const int64_t before = network().costs->totals.standard;
  s().opening.begin({network().source, ImageUse::input, {}, true, 64});  // as the slider does
  EXPECT_EQ(network().resolution, 0) << "nothing changes before it has been read";
  read_whole();
  EXPECT_EQ(network().resolution, 64);
  EXPECT_NE(network().costs->totals.standard, before);
}

TEST_F(Beside, ClosingTheNetworkEndsItsReading) {
  open_file(s(), kModels + "separable_net.onnx");
  read_whole();
  s().layers.hide();
  run_action("file.whole_model", s());
  read_whole();
  s().opening.begin({network().source, ImageUse::input, {}, true, 64});
  run_action("window.network", s());
  EXPECT_FALSE(s().opening.busy());
  w().settle();
  EXPECT_FALSE(network().open);
}

TEST_F(Beside, ALessonOfAFile) {
  write("mine.md", kLesson);
  open_file(s(), file("mine.md"));
  EXPECT_EQ(s().state.lesson.player.lesson, nullptr);
  read_whole();
  ASSERT_NE(s().state.lesson.player.lesson, nullptr) << said();
  EXPECT_EQ(s().state.lesson.player.lesson->title, "Mine");
  write("other.md", kLesson + std::string("\n## Another\n\nWords.\n"));
  open_file(s(), file("other.md"));
  cancel_reading(s());
  w().settle();
  EXPECT_EQ(s().state.lesson.player.lesson->file, file("mine.md"));
}

TEST_F(Beside, UndoToAPictureThatIsNotKept) {
  back_to_c();
  w().session().undo();
  EXPECT_TRUE(reads_for_the_user(s()));
  EXPECT_EQ(now().input.file, file("c.img")) << "it waits for the picture";
  w().session().undo();  // pressed again while it waits
  read_whole();
  EXPECT_EQ(now().input.file, file("b.img"));
  w().session().redo();
  w().settle();
  EXPECT_EQ(now().input.file, file("c.img"));
}

TEST_F(Beside, UndoThatReadsIsCancelled) {
  back_to_c();
  make_slow("b.img");
  w().session().undo();
  wait_for_the_box();
  ASSERT_TRUE(s().widgets.rects().contains("reading.cancel")) << "read before it was said";
  press(GLFW_KEY_ESCAPE);
  EXPECT_FALSE(reads_for_the_user(s()));
  w().settle();
  EXPECT_EQ(now().input.file, file("c.img"));
  EXPECT_TRUE(w().session().history().can_undo());
  w().session().redo();
  w().settle();
  EXPECT_EQ(now().input.file, file("d.img")) << "no step of undo is lost";
}

TEST_F(Beside, AnEditTakesThePlaceOfAnUndoThatReads) {
  back_to_c();
  make_slow("b.img");
  w().session().undo();
  w().edit([](Experiment& e) { e.rank = 1; });
  EXPECT_FALSE(reads_for_the_user(s()));
  w().settle();
  EXPECT_EQ(now().input.file, file("c.img"));
  EXPECT_EQ(now().rank, 1);
}

TEST_F(Beside, UndoToAPictureThatIsGoneIsSaidAndPassed) {
  back_to_c();
  std::filesystem::remove(file("b.img"));
  w().session().undo();
  read_whole();
  EXPECT_NE(said().find("b.img"), std::string::npos) << said();
  EXPECT_EQ(now().input.file, file("c.img"));
  w().session().undo();
  read_whole();
  EXPECT_EQ(now().input.file, file("a.img"));
}

TEST_F(Beside, TheShareIsOfBytes) {
  std::string rows = "# shape: 64, 64, 9, 9\n";
  for (int i = 0; i < 64 * 64 * 9; ++i) rows += "0.125 -0.25 0.5 1.5 -2.25 3.5 4.75 -5.5 6.25\n";
  write("bank.txt", rows);
  open_file(s(), file("bank.txt"));
  std::vector<double> shares;
  while (s().opening.busy() && !s().opening.take()) {
    if (const auto share = s().opening.share()) shares.push_back(*share);
    std::this_thread::sleep_for(std::chrono::microseconds(200));
  }
  ASSERT_FALSE(shares.empty());
  for (const double share : shares) EXPECT_TRUE(share >= 0 && share < 1) << share;
  EXPECT_FALSE(s().opening.share()) << "nothing is left";
}

/// A picture of 12 MB that packs slowly, shown in the window.
class Bundles : public Beside {
 protected:
  void SetUp() override {
    Beside::SetUp();
    std::string bytes{
        'B', 'M', 0, 0, 0, 0, 0, 0, 0, 0, 54, 0, 0, 0, 40, 0, 0, 0, 0, 8, 0, 0, static_cast<char>(0xD0),
        7,   0,   0, 1, 0, 24};  // 2048×2000
    bytes.resize(54);
    std::minstd_rand random(1);
    for (int i = 0; i < 3 * 2048 * 2000; ++i) bytes += static_cast<char>(random() >> 12 & 31);
    write("large.bmp", bytes);
    open_file(s(), file("large.bmp"));
    read_whole();
    ASSERT_EQ(now().input.file, file("large.bmp")) << said();
  }
  void save() { save_experiment_file(s(), file("class.sepscope")); }
  std::string bytes_of(const std::string& name) {
    return io::read_file(file(name), 100'000'000).value_or("");
  }
};

TEST_F(Bundles, AreSavedBesideTheWindowWithTheirShare) {
  save();
  EXPECT_TRUE(s().saving.busy());
  double share = 0;
  for (int i = 0; i < 4000 && s().saving.busy(); ++i) {
    w().frame();
    share = std::max(share, s().saving.share().value_or(0));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  w().settle();
  EXPECT_EQ(said(), "Saved " + file("class.sepscope"));
  EXPECT_GT(share, 0.5);
  EXPECT_EQ(s().settings.recent.front(), file("class.sepscope"));
  EXPECT_FALSE(w().session().modified());
  open_file(s(), file("class.sepscope"));
  read_whole();
  EXPECT_NE(now().input.file, file("large.bmp"));
  EXPECT_EQ(w().session().image_info().size, (Size2{2000, 2048}));
}

TEST_F(Bundles, CancelLeavesWhatWasOnTheDisk) {
  write("class.sepscope", "what it was");
  save();
  for (int i = 0; i < 4000 && !s().widgets.rects().contains("saving.cancel"); ++i) {
    w().frame();
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  press(GLFW_KEY_ESCAPE);
  w().settle();
  EXPECT_NE(said().find("was stopped"), std::string::npos) << said();
  EXPECT_EQ(bytes_of("class.sepscope"), "what it was");
  EXPECT_TRUE(w().session().file().empty());
}

TEST_F(Bundles, AnotherWaitsForTheFirst) {
  save();
  save_experiment_file(s(), file("second.sepscope"));
  EXPECT_NE(said().find("still being saved"), std::string::npos) << said();
  w().settle(100'000);
  EXPECT_EQ(said(), "Saved " + file("class.sepscope"));
  EXPECT_FALSE(std::filesystem::exists(file("second.sepscope")));
}

TEST_F(Bundles, AnEditMeanwhileIsNotInIt) {
  save();
  w().edit([](Experiment& e) { e.kernel.preset = "box"; });
  w().settle(100'000);
  EXPECT_TRUE(w().session().modified());
  open_file(s(), file("class.sepscope"));
  read_whole();
  EXPECT_NE(now().kernel.preset, "box");
}

TEST_F(Bundles, AFolderThatIsNotThereIsSaid) {
  save_experiment_file(s(), file("nowhere/class.sepscope"));
  w().settle(100'000);
  EXPECT_NE(said().find("was not written"), std::string::npos) << said();
}

}  // namespace
}  // namespace sep::ui::testing
