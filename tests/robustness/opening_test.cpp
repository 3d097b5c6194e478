// What is read and made beside the interface, or asked for in a dialog, meets whatever the window shows by
// then: in every order that a busy window can get them.
#include <GLFW/glfw3.h>
#include <gtest/gtest.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "io/experiment_file.h"
#include "opens_files.h"
#include "ui/actions.h"

namespace sep::ui::testing {
namespace {

const std::string kModels = SEPSCOPE_TEST_DATA "/models/";

class Opening : public OpensFiles {
 protected:
  std::string picture(const std::string& name) {
    write_picture(file(name), 40, 30, 5);
    return file(name);
  }
  void click(const std::string& id) {
    const Rect r = s().widgets.rects().at(id);
    ImGuiIO& io = ImGui::GetIO();
    io.MousePos = r.middle();
    w().frame();
    for (const bool down : {true, false}) {
      io.MouseDown[0] = down;
      w().frame();
    }
  }
  static bool any_popup() {
    return ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
  }
  void pick_last() {
    press(GLFW_KEY_END);
    for (int i = 0; i < 3; ++i) press(GLFW_KEY_DOWN);
    press(GLFW_KEY_ENTER);
  }
};

/// 67 million pixels in 2 MB: a TGA of runs of 128.
void write_slow_picture(const std::string& name, int width = 16384, int height = 4096) {
  std::string bytes{0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0};
  for (const int side : {width, height})
    bytes += {static_cast<char>(side & 255), static_cast<char>(side >> 8)};
  bytes += {24, 0};
  for (int i = 0; i < width / 128 * height; ++i)
    bytes +=
        {static_cast<char>(0xFF), static_cast<char>(i), static_cast<char>(i >> 8), static_cast<char>(i >> 4)};
  std::ofstream(name, std::ios::binary) << bytes;
}

TEST_F(Opening, AModelTakesAwayTheListOfTheLastOne) {
  open_file(s(), kModels + "separable_net.onnx");
  read_whole();
  ASSERT_TRUE(s().layers.visible());
  open_file(s(), kModels + "bank.npy");  // one layer: shown without asking
  read_whole();
  EXPECT_FALSE(s().layers.visible());
  EXPECT_FALSE(any_popup());
  pick_last();  // of a list that is gone
  read_whole();
  EXPECT_EQ(now().bank.file, kModels + "bank.npy");
}

TEST_F(Opening, ALayerIsPickedFromTheModelThatIsListed) {
  open_file(s(), kModels + "separable_net.onnx");
  read_whole();
  ASSERT_TRUE(s().layers.visible());
  s().filters.set({"other.npy", std::make_shared<const io::Model>()});  // a model without layers
  pick_last();
  read_whole();
  EXPECT_EQ(now().bank.file, kModels + "separable_net.onnx");
}

TEST_F(Opening, EditsOfAFrameAreOfWhatItShowed) {
  open_file(s(), picture("a.png"));
  s().opening.wait();
  Experiment zoomed = now();
  zoomed.view.zoom = 3;
  s().edits.push_back({"zoom", "", zoomed});  // by the last frame, of the picture before
  w().settle();
  EXPECT_EQ(now().input.file, file("a.png"));
  w().session().undo();
  EXPECT_EQ(now(), zoomed);
}

TEST_F(Opening, EachActionSeesWhatTheOneBeforeItMade) {
  s().actions = {"view.space", "view.depthwise"};
  w().settle();
  EXPECT_TRUE(now().view.space.on);
  EXPECT_EQ(now().mode, Mode::depthwise);
}

TEST_F(Opening, WhatIsKeptGoesWithItsPlan) {
  w().edit([](Experiment& e) {
    e.mode = Mode::depthwise;
    e.split = Split::spatial;
    e.filters = 32;
  });
  w().settle();
  const TensorRef last{Place::separable, 2};
  s().state.follow.pinned = s().state.follow.hovered = Selection::element(last, 31, 2, 2);
  s().state.hovered = view::Element{{gpu::Slot::separable, 2}, 31, 2, 2, true};
  s().state.charts.open = true;  // the pictures, which look after it, are not drawn
  s().actions = {"view.spatial", "view.copy_value", "mute.toggle", "view.pin_up", "mute.solo"};
  w().settle();
  EXPECT_EQ(now().mode, Mode::spatial);
  EXPECT_TRUE(now().mutes.empty());
  EXPECT_FALSE(s().state.follow.pinned || s().state.follow.hovered || s().state.hovered);
}

TEST_F(Opening, AnAnswerIsToItsOwnQuestion) {
  ASSERT_TRUE(w().session().save(file("mine.json")));
  run_action("file.save_filters", s());
  run_action("file.save", s());  // at once, since it has a name
  ASSERT_TRUE(s().file_answer);
  s().file_answer(s(), file("kernel.npy"));
  std::ifstream in(file("kernel.npy"), std::ios::binary);
  std::string head(6, '\0');
  in.read(head.data(), 6);
  EXPECT_EQ(head, "\x93NUMPY");
  EXPECT_TRUE(io::load_experiment(file("mine.json")));
}

TEST_F(Opening, WhatADialogAsksAboutStaysMeanwhile) {
  open_file(s(), picture("a.png"));
  run_action("file.save_filters", s());
  s().opening.wait();
  for (int i = 0; i < 5; ++i) w().frame();
  EXPECT_EQ(now().input.file, "");
  press(GLFW_KEY_ESCAPE);
  read_whole();
  EXPECT_EQ(now().input.file, file("a.png"));
}

TEST_F(Opening, AFileThatIsDroppedTakesAwayADialog) {
  run_action("file.save_filters", s());
  w().frame();
  drop_file(s(), picture("a.png"), {1, 1});
  EXPECT_FALSE(s().browser.visible());
  read_whole();
  EXPECT_EQ(now().input.file, file("a.png"));
  EXPECT_FALSE(any_popup());
}

TEST_F(Opening, AMenuGoesWithWhatItIsAbout) {
  click("kernel.change");
  ASSERT_TRUE(any_popup());
  s().state.left_folded = true;  // takes the panel that draws it
  for (int i = 0; i < 3; ++i) w().frame();
  EXPECT_FALSE(any_popup());
}

TEST_F(Opening, WhatWasTypedIsForTheKernelThatWasShown) {
  click("kernel.cell.0.0");
  ImGui::GetIO().AddInputCharacter('7');
  w().frame();
  ASSERT_TRUE(s().state.grid.typing);
  w().edit([](Experiment& e) { e.kernel = {"box", {3, 3}, std::nullopt}; });  // as an opened file does
  const Experiment opened = now();
  click("stack.input");  // elsewhere: what was typed would be taken
  w().settle();
  EXPECT_EQ(now().kernel, opened.kernel);
}

TEST_F(Opening, WhatWasTypedIsTaken) {
  click("kernel.cell.0.0");
  ImGui::GetIO().AddInputCharacter('7');
  w().frame();
  press(GLFW_KEY_ENTER);
  w().settle();
  ASSERT_TRUE(now().kernel.values);
  EXPECT_NE(now().kernel.values->at(0, 0), 0);
}

TEST_F(Opening, ReadingIsSaidAndStops) {
  write_slow_picture(file("slow.tga"));
  const Experiment before = now();
  open_file(s(), file("slow.tga"));
  for (int i = 0; i < 200 && s().opening.busy() && !s().widgets.rects().contains("reading.cancel"); ++i) {
    w().frame();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  ASSERT_TRUE(s().widgets.rects().contains("reading.cancel")) << "read before it was said";
  press(GLFW_KEY_ESCAPE);
  EXPECT_FALSE(s().opening.busy());
  const auto told = std::chrono::steady_clock::now();
  s().opening.wait_ended();
  const double took_s = std::chrono::duration<double>(std::chrono::steady_clock::now() - told).count();
  EXPECT_LT(took_s, 1) << "0.1 s on a machine that has nothing else to do";
  RecordProperty("seconds_to_end", std::to_string(took_s));
  w().settle();
  EXPECT_EQ(now(), before);
  EXPECT_FALSE(w().session().message());
}

TEST_F(Opening, AnotherFileReplacesTheOneThatIsRead) {
  write_slow_picture(file("slow.tga"));
  open_file(s(), file("slow.tga"));
  w().frame();
  open_file(s(), picture("a.png"));
  read_whole();
  EXPECT_EQ(now().input.file, file("a.png"));
  s().opening.wait_ended();
  w().settle();
  EXPECT_EQ(now().input.file, file("a.png"));
  EXPECT_FALSE(w().session().message());
}

TEST_F(Opening, ALessonReplacesTheFileThatIsRead) {
  open_file(s(), picture("a.png"));
  read_lessons(s());
  begin_lesson(s(), 1);
  w().settle();
  const Experiment step = now();
  read_whole();
  EXPECT_EQ(now(), step);
  EXPECT_EQ(now().input.file, "");
}

TEST_F(Opening, NothingIsLeftOfAWindowThatClosesWhileItReads) {
  write_slow_picture(file("slow.tga"));
  open_file(s(), file("slow.tga"));
  open_file(s(), file("slow.tga"));
  w().frame();
  const auto told = std::chrono::steady_clock::now();
  window_.reset();
  EXPECT_LT(std::chrono::duration<double>(std::chrono::steady_clock::now() - told).count(), 3);
}

}  // namespace
}  // namespace sep::ui::testing
