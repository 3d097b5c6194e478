// Files opened one over another, in every order that a busy window can get them.
#include <gtest/gtest.h>

#include <thread>

#include "offscreen_studio.h"

namespace sep::ui::testing {
namespace {

constexpr const char* kModels = SEPSCOPE_TEST_DATA "/models/";

/// Frames until the file has been read and what it holds is shown.
void read_whole(OffscreenStudio& w) {
  for (int i = 0; i < 500 && (w.studio().opening || w.studio().filters.busy()); ++i) {
    w.frame();
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  w.settle();
}

/// The last layer of the list is picked with the keyboard.
void pick_last(OffscreenStudio& w) {
  ImGuiIO& io = ImGui::GetIO();
  for (const int key :
       {ImGuiKey_End, ImGuiKey_DownArrow, ImGuiKey_DownArrow, ImGuiKey_DownArrow, ImGuiKey_Enter}) {
    for (const bool down : {true, false}) {
      io.KeysDown[io.KeyMap[key]] = down;
      w.frame();
    }
  }
}

TEST(Opening, AModelTakesAwayTheListOfTheLastOne) {
  const OwnHome home;
  auto window = OffscreenStudio::create({});
  ASSERT_TRUE(window) << window.error().message;
  OffscreenStudio& w = **window;
  ImGuiIO& io = ImGui::GetIO();
  for (const int key : {ImGuiKey_End, ImGuiKey_DownArrow, ImGuiKey_Enter}) io.KeyMap[key] = 100 + key;
  open_file(w.studio(), std::string(kModels) + "separable_net.onnx");
  read_whole(w);
  ASSERT_TRUE(w.studio().layers.visible());
  open_file(w.studio(), std::string(kModels) + "bank.npy");  // one layer: shown without asking
  read_whole(w);
  EXPECT_FALSE(w.studio().layers.visible());
  EXPECT_FALSE(ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel));
  pick_last(w);  // of a list that is gone
  read_whole(w);
  EXPECT_EQ(w.session().experiment().bank.file, std::string(kModels) + "bank.npy");
}

}  // namespace
}  // namespace sep::ui::testing
