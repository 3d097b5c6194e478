// Bodies of element_menu.h.
#include "ui/element_menu.h"

#include <fmt/format.h>

#include "ui/actions.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

constexpr const char* kId = "element.menu";

const std::optional<Selection>& subject(const Studio& s) {
  return s.state.follow.pinned ? s.state.follow.pinned : s.state.follow.hovered;
}

/// "depthwise [0, 2, 3, 4]", "depthwise weight [2, 0, 1, 1]".
std::string title_of(const Plan& plan, const Selection& e) {
  if (e.kind == Selection::Kind::weight)
    return fmt::format("{} weight [{}, {}, {}, {}]", name_of(plan, e.ref), e.channel, e.c_in, e.i, e.j);
  return fmt::format("{} [0, {}, {}, {}]", name_of(plan, e.ref), e.channel, e.y, e.x);
}

std::optional<float> value_of(Studio& s) {
  const auto& of = subject(s);
  if (!of || s.session.plan() == nullptr) return std::nullopt;
  if (of->kind == Selection::Kind::weight) return static_cast<float>(s.state.follow.weight);
  if (s.engine->tensor(stage_ref(of->ref)) == nullptr) return std::nullopt;
  const std::vector<float> value =
      s.engine->read_window(stage_ref(of->ref), std::max(0, of->channel), of->y, of->x, 1, 1);
  return value.empty() ? std::nullopt : std::optional(value.front());
}

void entries(Studio& s) {
  for (const char* id : {"view.let_go", "view.copy_value"}) menu_entry(s, *find_action(id));
  menu_line(s);
  for (const char* id : {"mute.toggle", "mute.solo", "mute.none"}) menu_entry(s, *find_action(id));
  menu_line(s);
  for (const char* id : {"time.step", "view.space", "view.fit"}) menu_entry(s, *find_action(id));
}

}  // namespace

void open_element_menu(Studio& s, const Selection& selection) {
  s.state.follow.pinned = selection;
  ImGui::OpenPopup(kId);
}

void draw_element_menu(Studio& s) {
  Widgets& ui = s.widgets;
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(6), ui.px(6)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (ImGui::BeginPopup(kId, ImGuiWindowFlags_NoMove)) {
    if (const auto& pinned = s.state.follow.pinned; pinned && s.session.plan() != nullptr) {
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const std::string title = title_of(*s.session.plan(), *pinned);
      draw_text(ImGui::GetWindowDrawList(), s.theme.small, {at.x + ui.px(10), at.y + ui.px(4)}, s.theme.dim,
                title);
      ImGui::Dummy({measure(s.theme.small, title).x + ui.px(20), ui.px(24)});
      entries(s);
    } else {
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
}

void copy_value(Studio& s) {
  const std::optional<float> value = value_of(s);
  if (!value) return s.session.say("There is no value yet to copy.", Message::Kind::error);
  ImGui::SetClipboardText(fmt::format("{}", *value).c_str());
}

bool can_copy_value(const Studio& s) { return subject(s).has_value() && s.session.valid(); }

}  // namespace sep::ui
