// Bodies of rich_text.h: spans to pieces between spaces, pieces to lines.
#include "ui/lessons/rich_text.h"

#include <cmath>
#include <vector>

#include "lessons/lesson_values.h"

namespace sep::ui {
namespace {

struct Piece {
  std::string text;
  const lessons::Span* span = nullptr;
  bool space_before = false;
  float width = 0;
};

ImFont* font_of(const lessons::Span& span, const RichStyle& style) {
  if (span.code && style.code != nullptr) return style.code;
  return span.strong || span.value || span.symbol ? style.strong : style.plain;
}

std::vector<Piece> pieces_of(const lessons::Text& text, const Plan* plan, const RichStyle& style) {
  std::vector<Piece> out;
  bool space = false;
  for (const lessons::Span& span : text) {
    const std::string words = span.value ? lessons::value_text(span.text, plan) : span.text;
    for (size_t i = 0; i < words.size();) {
      if (words[i] == ' ') {
        space = true;
        ++i;
        continue;
      }
      const size_t end = std::min(words.find(' ', i), words.size());
      std::string word = words.substr(i, end - i);
      const float width = measure(font_of(span, style), word).x;
      out.push_back({std::move(word), &span, space, width});
      space = false;
      i = end;
    }
  }
  return out;
}

/// Width of the pieces from i that no space divides.
float unbroken(const std::vector<Piece>& pieces, size_t i) {
  float width = pieces[i].width;
  for (size_t k = i + 1; k < pieces.size() && !pieces[k].space_before; ++k) width += pieces[k].width;
  return width;
}

}  // namespace

void rich_text(Widgets& ui, const lessons::Text& text, const Plan* plan, const RichStyle& style, float width,
               std::string& lit, int& words) {
  const view::Theme& t = ui.theme();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float line_h = std::round(style.plain->FontSize * 1.42F), space = measure(style.plain, " ").x,
              lead = (line_h - style.plain->FontSize) / 2;
  float x = at.x, y = at.y;
  const auto pieces = pieces_of(text, plan, style);
  const lessons::Span* last_link = nullptr;
  float gap = 0;  // before the piece, on its line
  for (size_t i = 0; i < pieces.size(); ++i) {
    const Piece& p = pieces[i];
    gap = 0;
    if (p.space_before && x > at.x) {
      if (x + space + unbroken(pieces, i) > at.x + width) {
        x = at.x;
        y += line_h;
      } else {
        gap = space;
        x += space;
      }
    }
    ImU32 colour = p.span->symbol ? t.of(*p.span->symbol) : style.colour;
    const ImVec2 min{x, y}, max{x + p.width, y + line_h};
    if (!p.span->target.empty()) {
      const bool over = ImGui::IsWindowHovered(ImGuiHoveredFlags_RootAndChildWindows) &&
                        ImGui::IsMouseHoveringRect(min, max);
      if (over) lit = p.span->target;
      if (!p.span->symbol) colour = over || lit == p.span->target ? t.text : t.accent;
      const float base = y + lead + style.plain->FontSize + ui.px(1);
      const float from = p.span == last_link ? x - gap : x;
      list->AddLine({from, base}, {x + p.width, base}, with_alpha(colour, over ? 1 : 0.6F),
                    ui.px(over ? 2 : 1));
      if (p.span != last_link) ui.record("lesson.word." + std::to_string(words++), min, max);
      last_link = p.span;
    }
    ImFont* font = font_of(*p.span, style);
    draw_text(list, font, {x, y + (line_h - font->FontSize) / 2}, colour, p.text);
    x += p.width;
  }
  ImGui::Dummy({width, y - at.y + line_h});
}

float rich_width(const lessons::Text& text, const Plan* plan, const RichStyle& style) {
  const float space = measure(style.plain, " ").x;
  float width = 0;
  for (const Piece& p : pieces_of(text, plan, style)) width += p.width + (p.space_before ? space : 0);
  return std::ceil(width);
}

void plain_text(Widgets& ui, const std::string& text, ImFont* font, ImU32 colour, float width) {
  std::string lit;
  int words = 0;
  rich_text(ui, {{text, false, false, false, {}, {}}}, nullptr, {font, font, colour}, width, lit, words);
}

}  // namespace sep::ui
