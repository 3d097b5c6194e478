// Bodies of widgets.h: recording, text, buttons and menus. Sliders and fields are in widgets_values.cpp.
#include "ui/widgets.h"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "ui/imgui_compat.h"

namespace sep::ui {

ImVec2 measure(ImFont* font, std::string_view text) {
  return font->CalcTextSizeA(font->FontSize, 1e9F, 0, text.data(), text.data() + text.size());
}

void draw_text(ImDrawList* list, ImFont* font, ImVec2 at, ImU32 colour, std::string_view text) {
  list->AddText(font, font->FontSize, {std::floor(at.x), std::floor(at.y)}, colour, text.data(),
                text.data() + text.size());
}

std::string fitted(ImFont* font, const std::string& text, float width) {
  if (measure(font, text).x <= width) return text;
  const auto boundary = [&](size_t at) {
    while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return at;
  };
  for (size_t keep = text.size(); keep > 1; --keep) {
    const size_t head = boundary((keep + 1) / 2), tail = boundary(text.size() - keep / 2);
    std::string cut = text.substr(0, head) + "…" + text.substr(tail);
    if (measure(font, cut).x <= width) return cut;
  }
  return "…";
}

ImU32 with_alpha(ImU32 colour, float alpha) {
  const auto a = static_cast<ImU32>(static_cast<float>(colour >> IM_COL32_A_SHIFT) * alpha);
  return (colour & ~IM_COL32_A_MASK) | (a << IM_COL32_A_SHIFT);
}

std::string slug(std::string_view label) {
  std::string out;
  for (const char c : label) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) {
      out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

void Widgets::begin_frame() {
  recorded_count_ = 0;
  recorded_spans_.clear();
  rects_made_ = false;
  cut_.clear();
  hovered_text_.clear();
  wake_after_s_ = 0;
  if (!hover_seen_) hover_id_.clear();
  hover_seen_ = false;
  last_order_.swap(order_);
  order_.clear();
  move_focus();
}

bool Widgets::keys_are_ours() const {
  return !typing() && !ImGui::GetIO().WantTextInput &&
         !ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopupId | ImGuiPopupFlags_AnyPopupLevel);
}

void Widgets::move_focus() {
  focus_moved_ = false;
  const bool kept = !focus_.empty() && tab_kept_.by == focus_ &&
                    (ImGui::GetIO().KeyShift ? tab_kept_.back : tab_kept_.forward);
  tab_kept_ = {};
  if (ImGui::IsMouseClicked(0)) focus_shown_ = false;
  if (!keys_are_ours() || last_order_.empty()) return;
  if (compat::key_pressed(GLFW_KEY_ESCAPE, false)) focus_shown_ = false;
  if (kept || !compat::key_pressed(GLFW_KEY_TAB) || ImGui::GetIO().KeyCtrl) return;
  const auto n = static_cast<ptrdiff_t>(last_order_.size());
  const auto at = std::find(last_order_.begin(), last_order_.end(), focus_);
  const bool back = ImGui::GetIO().KeyShift;
  ptrdiff_t next = back ? n - 1 : 0;
  if (at != last_order_.end()) next = (at - last_order_.begin() + (back ? n - 1 : 1)) % n;
  focus_ = last_order_[static_cast<size_t>(next)];
  focus_shown_ = focus_moved_ = true;
}

bool Widgets::activated(const std::string& id, bool pressed, bool takes_press) {
  order_.push_back(id);
  if (pressed || (ImGui::IsItemActivated() && ImGui::IsMouseClicked(0))) focus_ = id;
  if (focus_ != id || !focus_shown_) return pressed;
  if (focus_moved_ && !ImGui::IsItemVisible()) ImGui::SetScrollHereY();
  const ImVec2 min = ImGui::GetItemRectMin(), max = ImGui::GetItemRectMax();
  ImGui::GetForegroundDrawList()->AddRect({min.x - px(2), min.y - px(2)}, {max.x + px(2), max.y + px(2)},
                                          t_.accent, px(6), 0, px(2));
  const bool key = takes_press && keys_are_ours() && ImGui::GetIO().KeyMods == 0 &&
                   (compat::key_pressed(GLFW_KEY_ENTER, false) || compat::key_pressed(GLFW_KEY_SPACE, false));
  return pressed || key;
}

namespace {

Rect clip_rect() {
  const ImDrawList& list = *ImGui::GetWindowDrawList();
  return {list.GetClipRectMin(), list.GetClipRectMax()};
}

Rect clipped(ImVec2 min, ImVec2 max, const Rect& clip) {
  return {{std::max(min.x, clip.min.x), std::max(min.y, clip.min.y)},
          {std::min(max.x, clip.max.x), std::min(max.y, clip.max.y)}};
}

bool in_sight(const Rect& r) { return r.width() > 1 && r.height() > 1; }

bool is_part(const Rect& seen, ImVec2 min, ImVec2 max) {
  constexpr float kWhole = 0.9F;
  return seen.width() < kWhole * (max.x - min.x) || seen.height() < kWhole * (max.y - min.y);
}

}  // namespace

Rect joined(const Rect& a, const Rect& b) {
  if (a.width() <= 0) return b;
  if (b.width() <= 0) return a;
  return {{std::min(a.min.x, b.min.x), std::min(a.min.y, b.min.y)},
          {std::max(a.max.x, b.max.x), std::max(a.max.y, b.max.y)}};
}

bool names(std::string_view pattern, std::string_view id) {
  if (!pattern.ends_with('*')) return id == pattern;
  return id.starts_with(pattern.substr(0, pattern.size() - 1));
}

void Widgets::watch(std::vector<std::string> ids) {
  watching_ = std::move(ids);
  watched_ = {};
}

bool Widgets::is_cut(const std::string& id) const {
  rects();
  return cut_.contains(id);
}

void Widgets::record(const std::string& id, ImVec2 min, ImVec2 max) {
  if (std::ranges::any_of(watching_, [&](const std::string& pattern) { return names(pattern, id); }))
    watched_ = joined(watched_, {min, max});
  const Rect r = clipped(min, max, clip_rect());
  if (!in_sight(r)) return;
  if (is_part(r, min, max)) cut_.insert(id);
  rects_made_ = false;
  if (recorded_count_ == recorded_.size()) recorded_.emplace_back();
  Recorded& next = recorded_[recorded_count_++];
  next.id = id;
  next.rect = r;
}

void Widgets::record(std::span<const view::NamedRect> rects) {
  rects_made_ = false;
  recorded_spans_.push_back({rects, clip_rect()});
}

const std::map<std::string, Rect>& Widgets::rects() const {
  if (rects_made_) return rects_;
  rects_.clear();
  for (const RecordedSpan& span : recorded_spans_) {
    for (const view::NamedRect& named : span.rects) {
      const Rect r = clipped(named.min, named.max, span.clip);
      if (!in_sight(r)) continue;
      rects_[named.id] = r;
      if (is_part(r, named.min, named.max)) cut_.insert(named.id);
    }
  }
  for (size_t i = 0; i < recorded_count_; ++i) rects_[recorded_[i].id] = recorded_[i].rect;
  rects_made_ = true;
  return rects_;
}

void Widgets::section(const std::string& title) {
  gap(6);
  ImFont* font = t_.small;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  // letter-spaced by hand: ImGui has no tracking
  float x = at.x;
  for (size_t i = 0; i < title.size();) {
    size_t n = 1;
    while (i + n < title.size() && (static_cast<unsigned char>(title[i + n]) & 0xC0) == 0x80) ++n;
    const std::string_view letter = std::string_view(title).substr(i, n);
    draw_text(ImGui::GetWindowDrawList(), font, {x, at.y}, t_.dim, letter);
    x += measure(font, letter).x + px(0.8F);
    i += n;
  }
  ImGui::Dummy({x - at.x, px(20)});
}

bool Widgets::section_with_link(const std::string& title, const std::string& id, const std::string& label,
                                const std::string& tooltip) {
  section(title);
  const ImVec2 after = ImGui::GetCursorScreenPos();
  const float right = after.x + ImGui::GetContentRegionAvail().x;
  ImGui::SetCursorScreenPos(
      {right - measure(t_.small, label).x, after.y - ImGui::GetStyle().ItemSpacing.y - px(21)});
  const bool pressed = link(id, label, tooltip);
  ImGui::SetCursorScreenPos(after);
  return pressed;
}

void Widgets::gap(float units) {
  ImGui::Dummy({0, std::max(0.0F, px(units) - ImGui::GetStyle().ItemSpacing.y)});
}

void Widgets::text(const std::string& text, ImU32 colour, ImFont* font) {
  if (font != nullptr) ImGui::PushFont(font);
  ImGui::PushStyleColor(ImGuiCol_Text, colour);
  ImGui::TextUnformatted(text.c_str());
  ImGui::PopStyleColor();
  if (font != nullptr) ImGui::PopFont();
}

void Widgets::wrapped(const std::string& text, ImU32 colour, ImFont* font) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, line_h = std::round(font->FontSize * 1.22F),
              space = measure(font, " ").x;
  float x = at.x, y = at.y;
  for (size_t i = 0; i < text.size();) {
    const size_t end = std::min(text.find(' ', i), text.size());
    const std::string_view word = std::string_view(text).substr(i, end - i);
    const float w = measure(font, word).x;
    if (x > at.x && x + w > at.x + width) {
      x = at.x;
      y += line_h;
    }
    draw_text(ImGui::GetWindowDrawList(), font, {x, y}, colour, word);
    x += w + space;
    i = end + 1;
  }
  ImGui::Dummy({width, y - at.y + line_h});
}

void Widgets::text_right(const std::string& text, float right_x, float y, ImU32 colour, ImFont* font) {
  draw_text(ImGui::GetWindowDrawList(), font, {right_x - measure(font, text).x, y}, colour, text);
}

void Widgets::row_label(const std::string& label, float width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  draw_text(ImGui::GetWindowDrawList(), t_.body, {at.x, at.y + (px(26) - t_.body->FontSize) / 2}, t_.text,
            label);
  ImGui::Dummy({width, px(26)});
  ImGui::SameLine(0, 0);
}

bool Widgets::button(const std::string& id, const std::string& label, const std::string& tooltip, float width,
                     bool on, bool enabled) {
  const float natural = measure(t_.body, label).x + 2 * px(10);
  const ImVec2 size{width > 0 ? width : natural, px(26)};
  const ImVec2 at = ImGui::GetCursorScreenPos();
  if (!enabled) ImGui::BeginDisabled();
  const bool pressed = activated(id, ImGui::InvisibleButton(id.c_str(), size));
  const bool hovered = ImGui::IsItemHovered() && enabled, active = ImGui::IsItemActive();
  if (!enabled) ImGui::EndDisabled();
  const ImU32 fill = on || active ? with_alpha(t_.accent, 0.38F) : hovered ? t_.line : t_.raised;
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + size.x, at.y + size.y}, with_alpha(fill, enabled ? 1 : 0.5F), px(5));
  const std::string shown = fitted(t_.body, label, size.x - px(8));
  draw_text(list, t_.body,
            {at.x + (size.x - measure(t_.body, shown).x) / 2, at.y + (size.y - t_.body->FontSize) / 2},
            enabled ? t_.text : t_.dim, shown);
  finish_item(id, tooltip);
  return pressed && enabled;
}

bool Widgets::icon_button(const std::string& id, Icon which, const std::string& tooltip, float size,
                          bool on) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool pressed = activated(id, ImGui::InvisibleButton(id.c_str(), {size, size}));
  const bool hovered = ImGui::IsItemHovered();
  ImDrawList* list = ImGui::GetWindowDrawList();
  if (hovered) list->AddRectFilled(at, {at.x + size, at.y + size}, t_.raised, px(5));
  icon(list, which, {at.x + size / 2, at.y + size / 2}, size * 0.58F,
       on        ? t_.accent
       : hovered ? t_.text
                 : t_.dim);
  finish_item(id, tooltip);
  return pressed;
}

bool Widgets::link(const std::string& id, const std::string& label, const std::string& tooltip) {
  const ImVec2 size = measure(t_.small, label), at = ImGui::GetCursorScreenPos();
  const bool pressed = activated(id, ImGui::InvisibleButton(id.c_str(), {size.x, px(18)}));
  const float y = at.y + (px(18) - size.y) / 2;
  const ImU32 colour = ImGui::IsItemHovered() ? t_.text : t_.accent;
  draw_text(ImGui::GetWindowDrawList(), t_.small, {at.x, y}, colour, label);
  ImGui::GetWindowDrawList()->AddLine({at.x, y + size.y}, {at.x + size.x, y + size.y},
                                      with_alpha(colour, 0.5F), px(1));
  finish_item(id, tooltip);
  return pressed;
}

std::optional<int> Widgets::segments(const std::string& id, std::span<const std::string> labels, int current,
                                     std::span<const std::string> tooltips, float width) {
  std::optional<int> chosen;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const auto n = static_cast<float>(labels.size());
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + width, at.y + px(26)}, with_alpha(t_.raised, 0.55F), px(5));
  float total = 0;
  for (const std::string& l : labels) total += measure(t_.body, l).x;
  const float spare = (width - total) / n;
  for (size_t i = 0; i < labels.size(); ++i) {
    if (i > 0) ImGui::SameLine(0, 0);
    const ImVec2 p = ImGui::GetCursorScreenPos();
    const float w = measure(t_.body, labels[i]).x + spare;
    const std::string item = id + "." + slug(labels[i]);
    if (activated(item, ImGui::InvisibleButton(item.c_str(), {w, px(26)})) && static_cast<int>(i) != current)
      chosen = static_cast<int>(i);
    const bool on = static_cast<int>(i) == current, hovered = ImGui::IsItemHovered();
    if (on || hovered) {
      list->AddRectFilled({p.x + px(1), p.y + px(1)}, {p.x + w - px(1), p.y + px(25)},
                          on ? with_alpha(t_.accent, 0.38F) : with_alpha(t_.line, 0.8F), px(4));
    }
    draw_text(list, t_.body, {p.x + spare / 2, p.y + (px(26) - t_.body->FontSize) / 2}, on ? t_.text : t_.dim,
              labels[i]);
    finish_item(item, i < tooltips.size() ? tooltips[i] : std::string());
  }
  return chosen;
}

std::optional<int> Widgets::combo(const std::string& id, std::span<const std::string> labels, int current,
                                  const std::string& tooltip, float width,
                                  std::span<const std::string> abouts, const std::string& title) {
  const std::string popup = id + "##list";
  const std::string label = !title.empty() ? title
                            : current >= 0 && current < static_cast<int>(labels.size())
                                ? labels[static_cast<size_t>(current)]
                                : "own";
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImVec2 size{width, px(26)};
  const bool pressed = activated(id, ImGui::InvisibleButton(id.c_str(), size));
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddRectFilled(at, {at.x + size.x, at.y + size.y}, ImGui::IsItemHovered() ? t_.line : t_.raised,
                      px(5));
  draw_text(list, t_.body, {at.x + px(10), at.y + (size.y - t_.body->FontSize) / 2}, t_.text,
            fitted(t_.body, label, width - px(34)));
  const ImVec2 c{at.x + size.x - px(14), at.y + size.y / 2};
  list->AddTriangleFilled({c.x - px(4), c.y - px(2.5F)}, {c.x + px(4), c.y - px(2.5F)}, {c.x, c.y + px(2.5F)},
                          t_.dim);
  finish_item(id, tooltip);
  if (pressed) ImGui::OpenPopup(popup.c_str());
  std::optional<int> chosen;
  ImGui::SetNextWindowPos({at.x, at.y + size.y + px(2)}, ImGuiCond_Appearing);
  ImGui::SetNextWindowSizeConstraints({size.x, 0}, {px(400), px(520)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {px(6), px(6)});
  if (ImGui::BeginPopup(popup.c_str())) {
    for (size_t i = 0; i < labels.size(); ++i) {
      const std::string item = id + "." + slug(labels[i]);
      if (menu_item(item, labels[i], "", static_cast<int>(i) == current, true)) chosen = static_cast<int>(i);
      if (i < abouts.size() && ImGui::IsItemHovered()) hovered_text_ = abouts[i];
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  return chosen == current ? std::nullopt : chosen;
}

bool Widgets::menu_item(const std::string& id, const std::string& label, const std::string& keys,
                        bool checked, bool enabled) {
  const float width = std::max(
      ImGui::GetContentRegionAvail().x,
      measure(t_.body, label).x + px(36) + (keys.empty() ? 0.0F : measure(t_.small, keys).x + px(24)));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::PushID(id.c_str());
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const bool pressed =
      ImGui::Selectable("##item", false, enabled ? 0 : ImGuiSelectableFlags_Disabled, {width, px(26)});
  ImGui::PopStyleVar();
  ImGui::PopID();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float y = at.y + (px(26) - t_.body->FontSize) / 2;
  if (checked) list->AddCircleFilled({at.x + px(10), at.y + px(13)}, px(3), t_.accent);
  draw_text(list, t_.body, {at.x + px(22), y}, enabled ? t_.text : t_.dim, label);
  if (!keys.empty())
    text_right(keys, at.x + width - px(8), at.y + (px(26) - t_.small->FontSize) / 2, t_.dim, t_.small);
  record(id, at, {at.x + width, at.y + px(26)});
  return pressed && enabled;
}

}  // namespace sep::ui
