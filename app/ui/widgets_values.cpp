// Sliders, number fields, steppers and toggles of widgets.h.
#include <fmt/format.h>
#include <imgui.h>  // before imgui_stdlib.h, which needs it
#include <imgui_stdlib.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "ui/format.h"
#include "ui/imgui_compat.h"
#include "ui/widgets.h"

namespace sep::ui {
namespace {

constexpr float kRow = 26;

double place_of(const SliderSpec& s, double value) {
  if (s.scale_high <= s.scale_low) return 0;
  if (s.logarithmic)
    return std::log(std::max(1e-9, value / s.scale_low)) / std::log(double(s.scale_high) / s.scale_low);
  return (value - s.scale_low) / (s.scale_high - s.scale_low);
}

int value_at(const SliderSpec& s, double place) {
  const double t = std::clamp(place, 0.0, 1.0);
  const double v = s.logarithmic ? s.scale_low * std::pow(double(s.scale_high) / s.scale_low, t)
                                 : s.scale_low + t * (s.scale_high - s.scale_low);
  return std::clamp(static_cast<int>(std::lround(v)), s.low, s.high);
}

std::optional<int> whole_number(const std::string& text, int low, int high) {
  std::string digits;
  for (const char c : text) {
    if (c != ',' && c != ' ') digits += c;
  }
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return std::clamp(value, low, high);
}

std::string end_reason(const SliderSpec& s) {
  if (s.value >= s.high && !s.why_high.empty()) return "Ends at " + grouped(s.high) + ": " + s.why_high;
  if (s.value <= s.low && s.low > s.scale_low && !s.why_low.empty())
    return "Begins at " + grouped(s.low) + ": " + s.why_low;
  return {};
}

int keyboard_step(const SliderSpec& s) {
  const int step = ImGui::GetIO().KeyShift ? std::max(1, (s.high - s.low) / 10) : 1;
  if (compat::key_pressed(GLFW_KEY_RIGHT) || compat::key_pressed(GLFW_KEY_UP)) return step;
  if (compat::key_pressed(GLFW_KEY_LEFT) || compat::key_pressed(GLFW_KEY_DOWN)) return -step;
  if (compat::key_pressed(GLFW_KEY_HOME)) return s.low - s.value;
  if (compat::key_pressed(GLFW_KEY_END)) return s.high - s.value;
  return 0;
}

}  // namespace

void Widgets::symbol_label(const SliderSpec& s, ImVec2 at, float height) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  float x = at.x;
  const float y = at.y + (height - t_.bold->FontSize) / 2;
  if (!s.symbol.empty()) {
    draw_text(list, t_.bold, {x, y}, s.colour != 0 ? s.colour : t_.text, s.symbol);
    x += measure(t_.bold, s.symbol).x + px(1);
    if (!s.subscript.empty()) {
      draw_text(list, t_.small, {x, y + px(5)}, s.colour != 0 ? s.colour : t_.text, s.subscript);
      x += measure(t_.small, s.subscript).x;
    }
    x += px(6);
  }
  draw_text(list, t_.body, {x, at.y + (height - t_.body->FontSize) / 2}, s.symbol.empty() ? t_.text : t_.dim,
            s.label);
}

std::optional<int> Widgets::slider(const SliderSpec& s) {
  const float label_w = px(84), field_w = px(58), h = px(kRow);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float full = ImGui::GetContentRegionAvail().x;
  const float x0 = at.x + label_w + px(7), x1 = at.x + full - field_w - px(13), y = at.y + h / 2;
  symbol_label(s, at, h);
  ImGui::InvisibleButton(s.id.c_str(), {full - field_w - px(4), h});
  const bool active = ImGui::IsItemActive(), hovered = ImGui::IsItemHovered();
  std::optional<int> chosen;
  if (active) chosen = value_at(s, (ImGui::GetIO().MousePos.x - x0) / (x1 - x0));
  activated(s.id, false, false);
  if (has_focus(s.id) && keys_are_ours() && !ImGui::GetIO().KeyCtrl) {
    if (const int step = keyboard_step(s); step != 0) chosen = std::clamp(s.value + step, s.low, s.high);
  }
  const std::string reason = end_reason(s);
  finish_item(s.id, reason.empty() ? s.tooltip : s.tooltip + " " + reason + ".");
  if (active && !reason.empty()) hovered_text_ = reason + ".";
  const int shown = chosen.value_or(s.value);

  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto x_of = [&](double v) {
    return x0 + static_cast<float>(std::clamp(place_of(s, v), 0.0, 1.0)) * (x1 - x0);
  };
  const ImU32 fill = s.colour != 0 ? s.colour : t_.accent;
  list->AddRectFilled({x0 - px(2), y - px(2)}, {x1 + px(2), y + px(2)}, t_.raised, px(2));
  if (s.high < s.scale_high && s.high > s.low) {  // the part that cannot be reached: closed by a stop
    const float stop = x_of(s.high) + px(8);
    list->AddRectFilled({std::min(stop, x1), y - px(2)}, {x1 + px(2), y + px(2)}, t_.panel);
    for (float x = stop; x < x1; x += px(6))
      list->AddRectFilled({x, y - px(1)}, {x + px(2), y + px(1)}, t_.line);
  }
  list->AddRectFilled({x0 - px(2), y - px(2)}, {x_of(shown), y + px(2)}, with_alpha(fill, 0.85F), px(2));
  if (s.mark && *s.mark >= s.scale_low && *s.mark <= s.scale_high) {
    const float x = x_of(*s.mark);
    list->AddTriangleFilled({x - px(3.5F), y + px(11)}, {x + px(3.5F), y + px(11)}, {x, y + px(5)},
                            t_.warning);
    list->AddLine({x, y - px(6)}, {x, y + px(6)}, t_.warning, px(1));
  }
  const ImVec2 knob{x_of(shown), y};
  list->AddCircleFilled(knob, px(active ? 8 : 7), t_.text, 24);
  if (hovered || active || has_focus(s.id))
    list->AddCircle(knob, px(9), with_alpha(fill, 0.8F), 24, px(1.5F));

  ImGui::SameLine(0, px(4));
  const std::string value = s.value_text.empty() ? grouped(shown) : s.value_text;
  const std::string about =
      fmt::format("Click to type a value from {} to {}.", grouped(s.typed_low), grouped(s.typed_high));
  if (const auto typed = number_field(s.id + ".value", value, about, field_w)) {
    if (const auto number = whole_number(*typed, s.typed_low, s.typed_high)) chosen = number;
  }
  return chosen == s.value ? std::nullopt : chosen;
}

std::optional<std::string> Widgets::number_field(const std::string& id, const std::string& shown,
                                                 const std::string& tooltip, float width, bool open_now,
                                                 float align) {
  const ImVec2 at = ImGui::GetCursorScreenPos(), size{width, px(kRow)};
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (typing_.id != id) {
    const bool pressed = activated(id, ImGui::InvisibleButton(id.c_str(), size));
    const bool hovered = ImGui::IsItemHovered();
    if (hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
    const float inset = px(2);
    if (hovered)
      list->AddRectFilled({at.x, at.y + inset}, {at.x + size.x, at.y + size.y - inset}, t_.raised, px(4));
    const std::string text = fitted(t_.mono, shown, size.x - px(8));
    draw_text(list, t_.mono,
              {at.x + px(6) + align * (size.x - px(12) - measure(t_.mono, text).x),
               at.y + (size.y - t_.mono->FontSize) / 2},
              t_.text, text);
    finish_item(id, tooltip);
    if (pressed || open_now) typing_ = {id, shown, true};
    return std::nullopt;
  }
  ImGui::PushFont(t_.mono);
  ImGui::PushStyleVar(ImGuiStyleVar_FramePadding, {px(6), (size.y - t_.mono->FontSize) / 2});
  ImGui::SetNextItemWidth(width);
  const bool first = typing_.just_opened;
  if (first) ImGui::SetKeyboardFocusHere();
  typing_.just_opened = false;
  ImGui::InputText(("##" + id).c_str(), &typing_.text, ImGuiInputTextFlags_AutoSelectAll);
  const bool ended = ImGui::IsItemDeactivated();
  ImGui::PopStyleVar();
  ImGui::PopFont();
  record(id, at, {at.x + size.x, at.y + size.y});
  list->AddRect(at, {at.x + size.x, at.y + size.y}, t_.accent, px(4), 0, px(1));
  if (!ended) return std::nullopt;
  std::string text = std::move(typing_.text);
  typing_ = {};
  if (text == shown) return std::nullopt;
  return text;
}

std::optional<int> Widgets::stepper(const std::string& id, int value, int low, int high,
                                    const std::string& tooltip, const std::string& why_low,
                                    const std::string& why_high, float width, int typed_high) {
  std::optional<int> chosen;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float h = px(kRow), side = px(22);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + h}, t_.raised, px(5));
  const auto step = [&](const char* name, int by, bool possible, const std::string& why) {
    const ImVec2 p = ImGui::GetCursorScreenPos();
    ImGui::PushButtonRepeat(true);
    if (activated(id + name, ImGui::InvisibleButton((id + name).c_str(), {side, h})) && possible)
      chosen = value + by;
    ImGui::PopButtonRepeat();
    if (ImGui::IsItemHovered() && possible) list->AddRectFilled(p, {p.x + side, p.y + h}, t_.line, px(5));
    const ImVec2 c{p.x + side / 2, p.y + h / 2};
    const ImU32 colour = possible ? t_.text : with_alpha(t_.dim, 0.5F);
    list->AddRectFilled({c.x - px(4), c.y - px(0.75F)}, {c.x + px(4), c.y + px(0.75F)}, colour);
    if (by > 0) list->AddRectFilled({c.x - px(0.75F), c.y - px(4)}, {c.x + px(0.75F), c.y + px(4)}, colour);
    finish_item(id + name, possible || why.empty() ? tooltip : "Ends here: " + why + ".");
  };
  step(".less", -1, value > low, why_low);
  ImGui::SameLine(0, 0);
  if (const auto typed = number_field(id, grouped(value), tooltip, width - 2 * side, false, 0.5F)) {
    if (const auto number = whole_number(*typed, std::min(low, 1), typed_high)) chosen = number;
  }
  ImGui::SameLine(0, 0);
  step(".more", 1, value < high, why_high);
  return chosen == value ? std::nullopt : chosen;
}

std::optional<bool> Widgets::toggle(const std::string& id, const std::string& label, bool on,
                                    const std::string& tooltip) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float w = px(30), h = px(kRow), text_w = label.empty() ? 0 : measure(t_.body, label).x + px(8);
  const bool pressed = activated(id, ImGui::InvisibleButton(id.c_str(), {w + text_w, h}));
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = at.y + h / 2;
  list->AddRectFilled({at.x, y - px(8)}, {at.x + w, y + px(8)}, on ? with_alpha(t_.accent, 0.75F) : t_.line,
                      px(8));
  list->AddCircleFilled({on ? at.x + w - px(8) : at.x + px(8), y}, px(6), t_.text, 20);
  if (!label.empty())
    draw_text(list, t_.body, {at.x + w + px(8), at.y + (h - t_.body->FontSize) / 2}, t_.text, label);
  finish_item(id, tooltip);
  if (!pressed) return std::nullopt;
  return !on;
}

void Widgets::value_row(const std::string& id, const std::string& name, const std::string& value,
                        const std::string& tooltip, float height, ImU32 colour) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, y = at.y + px(height - 17);
  draw_text(ImGui::GetWindowDrawList(), t_.small, {at.x, y}, t_.text, name);
  text_right(value, at.x + width, y, colour != 0 ? colour : t_.text, t_.mono_small);
  ImGui::InvisibleButton(id.c_str(), {width, px(height)});
  finish_item(id, tooltip);
}

}  // namespace sep::ui
