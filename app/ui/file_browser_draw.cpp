// Drawing of file_browser.h.
#include <fmt/format.h>
#include <imgui.h>  // before imgui_stdlib.h, which needs it
#include <imgui_stdlib.h>

#include <algorithm>
#include <cstdlib>

#include "ui/file_browser.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/imgui_compat.h"

namespace sep::ui {
namespace fs = std::filesystem;
namespace {

std::string byte_count(std::uintmax_t bytes) {
  const std::string text = short_count(static_cast<double>(bytes));
  return text + (text.find(' ') == std::string::npos ? " B" : "B");
}

}  // namespace

void FileBrowser::draw_folder_row(Widgets& ui) {
  if (ui.button("browser.up", "Up", "To the folder above.")) enter(folder_.parent_path());
  ImGui::SameLine(0, ui.px(8));
  if (ui.button("browser.home", "Home", "To your home folder.")) {
    const char* home = std::getenv("HOME");
    enter(home != nullptr ? home : "/");
  }
  ImGui::SameLine(0, ui.px(12));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  draw_text(ImGui::GetWindowDrawList(), ui.theme().body,
            {at.x, at.y + (ui.px(26) - ui.theme().body->FontSize) / 2}, ui.theme().dim,
            fitted(ui.theme().body, folder_.string(), width));
  ImGui::Dummy({width, ui.px(26)});
  ui.record("browser.folder", at, {at.x + width, at.y + ui.px(26)});
}

std::optional<fs::path> FileBrowser::draw_list(Widgets& ui, float height) {
  listed_.clear();
  for (size_t i = 0; i < entries_.size(); ++i) {
    if (shown(entries_[i])) listed_.push_back(i);
  }
  selected_ = std::min(selected_, static_cast<int>(listed_.size()) - 1);
  std::optional<fs::path> chosen;
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.theme().background);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(6), ui.px(6)});
  ImGui::BeginChild("browser.list", {0, height}, true);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const float row_h = ui.px(26);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(listed_.size()), row_h);
  std::optional<Entry> opened;
  while (clipper.Step()) {
    for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) {
      const Entry& e = entries_[listed_[static_cast<size_t>(row)]];
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float width = ImGui::GetContentRegionAvail().x;
      ImGui::PushID(row);
      const bool clicked = ImGui::Selectable("##entry", row == selected_,
                                             ImGuiSelectableFlags_AllowDoubleClick, {width, row_h});
      ImGui::PopID();
      ui.record("browser.entry." + e.name, at, {at.x + width, at.y + row_h});
      ImDrawList* list = ImGui::GetWindowDrawList();
      const std::string ending = fs::path(e.name).extension().string();
      const bool picture = ending != ".json" && ending != ".npy" && ending != ".onnx" &&
                           ending != ".safetensors" && ending != ".csv" && ending != ".txt" &&
                           ending != ".tsv";
      icon(list,
           e.directory ? Icon::folder
           : picture   ? Icon::image
                       : Icon::file,
           {at.x + ui.px(14), at.y + row_h / 2}, ui.px(14), e.directory ? ui.theme().kernel : ui.theme().dim);
      const std::string size = e.directory ? std::string() : byte_count(e.bytes);
      draw_text(list, ui.theme().body, {at.x + ui.px(32), at.y + (row_h - ui.theme().body->FontSize) / 2},
                ui.theme().text, fitted(ui.theme().body, e.name, width - ui.px(120)));
      ui.text_right(size, at.x + width - ui.px(8), at.y + (row_h - ui.theme().small->FontSize) / 2,
                    ui.theme().dim, ui.theme().small);
      if (clicked) {
        selected_ = row;
        if (ImGui::IsMouseDoubleClicked(0))
          opened = e;
        else if (!e.directory)
          typed_ = purpose_ == Purpose::save ? e.name : typed_;
      }
    }
  }
  if (scroll_ && selected_ >= 0)
    ImGui::SetScrollY(std::max(0.0F, (static_cast<float>(selected_) + 0.5F) * row_h - height / 2));
  scroll_ = false;
  ImGui::PopStyleVar();
  if (listed_.empty())
    ui.text(entries_.empty() ? "This folder is empty." : "No file here matches.", ui.theme().dim);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  if (opened) chosen = choose(*opened);
  return chosen;
}

std::optional<fs::path> FileBrowser::draw_bottom(Widgets& ui) {
  std::optional<fs::path> chosen;
  const float width = ImGui::GetContentRegionAvail().x, buttons = ui.px(88 + 8 + 88);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetNextItemWidth(width - buttons - ui.px(8));
  if (just_shown_) ImGui::SetKeyboardFocusHere();
  just_shown_ = false;
  const bool entered = ImGui::InputTextWithHint(
      "##path", purpose_ == Purpose::open ? "part of a name, or a path" : "name of the file", &typed_,
      ImGuiInputTextFlags_EnterReturnsTrue);
  if (ImGui::IsItemEdited()) {
    problem_.clear();
    confirm_ = false;
    selected_ = -1;
  }
  ui.record("browser.path", at, ImGui::GetItemRectMax());
  if (compat::key_pressed(GLFW_KEY_DOWN)) move_selection(1);
  if (compat::key_pressed(GLFW_KEY_UP)) move_selection(-1);
  ImGui::SameLine(0, ui.px(8));
  const bool pressed =
      ui.button("browser.accept", purpose_ == Purpose::open ? "Open" : "Save", "", ui.px(88), true);
  ImGui::SameLine(0, ui.px(8));
  if (ui.button("browser.cancel", "Cancel", "", ui.px(88))) visible_ = false;
  if (entered || pressed) {
    const bool from_list =
        selected_ >= 0 && selected_ < static_cast<int>(listed_.size()) && purpose_ == Purpose::open;
    chosen = from_list ? choose(entries_[listed_[static_cast<size_t>(selected_)]]) : accept();
    if (!chosen && visible_) just_shown_ = true;  // keep the keyboard in the field
  }
  return chosen;
}

std::optional<fs::path> FileBrowser::draw(Widgets& ui) {
  if (!visible_) return std::nullopt;
  const char* title = !title_.empty()             ? title_.c_str()
                      : purpose_ == Purpose::open ? "Open an image, an experiment, a model or filters"
                                                  : "Save the experiment";
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  if (!ImGui::IsPopupOpen("browser")) ImGui::OpenPopup("browser");
  const ImVec2 size{std::min(ui.px(680), display.x - ui.px(32)), std::min(ui.px(520), display.y - ui.px(32))};
  ImGui::SetNextWindowSize(size);
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  std::optional<fs::path> chosen;
  if (!ImGui::BeginPopupModal("browser", nullptr,
                              ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                  ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings)) {
    return std::nullopt;
  }
  ui.text(title, ui.theme().text, ui.theme().bold);
  ui.gap(8);
  draw_folder_row(ui);
  const float foot = ui.px(26 + 26 + 8 + 20);
  chosen = draw_list(ui, ImGui::GetContentRegionAvail().y - foot);
  if (!chosen) chosen = draw_bottom(ui);
  if (const auto all = ui.toggle("browser.all", "all files", all_files_, "Show files of every kind."))
    all_files_ = *all;
  if (!problem_.empty()) {
    ImGui::SameLine(0, ui.px(16));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    draw_text(ImGui::GetWindowDrawList(), ui.theme().small, {at.x, at.y + ui.px(6)}, ui.theme().warning,
              fitted(ui.theme().small, problem_, ImGui::GetContentRegionAvail().x));
  }
  if (compat::key_pressed(GLFW_KEY_ESCAPE, false)) visible_ = false;
  if (!visible_) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  return chosen;
}

}  // namespace sep::ui
