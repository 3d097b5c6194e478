// Bodies of formula.h.
#include "ui/formula.h"

#include <fmt/format.h>

#include <algorithm>

namespace sep::ui {
namespace {

const char* symbol_name(Symbol s) {
  switch (s) {
    case Symbol::batch:
      return "images";
    case Symbol::pixels_h:
      return "output rows";
    case Symbol::pixels_w:
      return "output columns";
    case Symbol::channels:
      return "channels";
    case Symbol::kernel_h:
      return "kernel rows";
    case Symbol::kernel_w:
      return "kernel columns";
    case Symbol::filters:
      return "filters";
    case Symbol::multiplier:
      return "kernels a channel";
    case Symbol::rank:
      return "terms";
  }
  return "";
}

ImU32 letter_colour(const view::Theme& t, std::string_view letter) {
  if (letter == "K") return t.kernel;
  if (letter == "N") return t.filters;
  if (letter == "C") return t.channels;
  if (letter == "H" || letter == "W") return t.pixels;
  if (letter == "m" || letter == "r") return t.accent;
  return 0;
}

std::string_view letter_at(const std::string& s, size_t at) {
  size_t n = 1;
  while (at + n < s.size() && (static_cast<unsigned char>(s[at + n]) & 0xC0) == 0x80) ++n;
  return std::string_view(s).substr(at, n);
}

/// Whether the mouse is over a piece of text of the present window; if so the piece is underlined.
bool pointed_at(ImDrawList* list, ImVec2 at, ImVec2 size, ImU32 colour) {
  const ImVec2 end{at.x + size.x, at.y + size.y};
  if (!ImGui::IsWindowHovered() || !ImGui::IsMouseHoveringRect(at, end)) return false;
  list->AddLine({at.x, end.y}, end, colour, std::max(1.0F, size.y / 12));
  return true;
}

/// Runs through a word letter by letter: "_in" after a letter is its subscript, small and low; subscripts,
/// primes and powers keep their letter's colour. Returns the width; draws when there is a list, and says in
/// `pointed` which coloured letter is under the mouse.
float word(const view::Theme& t, ImDrawList* list, ImFont* font, ImVec2 at, const std::string& text,
           std::string* pointed = nullptr) {
  float x = at.x;
  ImU32 carry = 0;
  bool low = false;
  for (size_t i = 0; i < text.size();) {
    const std::string_view letter = letter_at(text, i);
    i += letter.size();
    if (letter == "_") {
      low = true;
      continue;
    }
    low = low && letter[0] >= 'a' && letter[0] <= 'z';
    const bool tail = low || letter == "²" || letter == "'" || letter == "′";
    const ImU32 colour = tail ? carry : letter_colour(t, letter);
    carry = colour;
    ImFont* face = low ? t.mono_small : font;
    const ImVec2 size = measure(face, letter);
    if (list != nullptr)
      draw_text(list, face, {x, at.y + (low ? 5 * t.scale : 0)}, colour != 0 ? colour : t.text, letter);
    if (list != nullptr && !tail && colour != 0 && pointed_at(list, {x, at.y}, size, colour) && pointed)
      *pointed = letter;
    x += size.x;
  }
  return x - at.x;
}

}  // namespace

float formula_width(ImFont* font, const std::vector<Factor>& formula) {
  float width = 0;
  for (size_t i = 0; i < formula.size(); ++i) {
    if (i > 0) width += measure(font, "·").x;
    width += measure(font, std::to_string(formula[i].value)).x;
  }
  return width;
}

const Factor* draw_formula(ImDrawList* list, const view::Theme& t, ImFont* font, ImVec2 at,
                           const std::vector<Factor>& formula) {
  const Factor* pointed = nullptr;
  float x = at.x;
  for (size_t i = 0; i < formula.size(); ++i) {
    if (i > 0) {
      draw_text(list, font, {x, at.y}, t.dim, "·");
      x += measure(font, "·").x;
    }
    const std::string number = std::to_string(formula[i].value);
    const ImU32 colour = t.of(formula[i].symbol);
    const ImVec2 size = measure(font, number);
    draw_text(list, font, {x, at.y}, colour, number);
    if (pointed_at(list, {x, at.y}, size, colour)) pointed = &formula[i];
    x += size.x;
  }
  return pointed;
}

void draw_shape_right(ImDrawList* list, const view::Theme& t, ImFont* font, ImVec2 right, const Shape& shape,
                      bool filters) {
  const struct {
    std::string text;
    ImU32 colour;
  } parts[] = {{std::to_string(shape.h), t.pixels},
               {"×", t.dim},
               {std::to_string(shape.w), t.pixels},
               {"×", t.dim},
               {std::to_string(shape.c), filters ? t.filters : t.channels}};
  float width = 0;
  for (const auto& p : parts) width += measure(font, p.text).x;
  float x = right.x - width;
  for (const auto& p : parts) {
    draw_text(list, font, {x, right.y}, p.colour, p.text);
    x += measure(font, p.text).x;
  }
}

std::string formula_words(const std::vector<Factor>& formula) {
  std::string words;
  for (const Factor& f : formula) {
    if (!words.empty()) words += " × ";
    words += fmt::format("{} {}", f.value, symbol_name(f.symbol));
  }
  return words + ".";
}

std::string closed_form(Widgets& ui, const ClosedForm& form) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImFont* font = ui.theme().body;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, space = measure(font, " ").x, line_h = ui.px(20);
  static const std::string kLeft = "separable / standard = ";
  draw_text(list, font, at, ui.theme().dim, kLeft);
  std::string pointed;
  float x = at.x + measure(font, kLeft).x, y = at.y;
  for (size_t i = 0; i < form.text.size();) {
    const size_t end = std::min(form.text.find(' ', i), form.text.size());
    const std::string part = form.text.substr(i, end - i);
    const float w = word(ui.theme(), nullptr, font, {}, part);
    if (x + w > at.x + width && x > at.x) {
      x = at.x;
      y += line_h;
    }
    word(ui.theme(), list, font, {x, y}, part, &pointed);
    x += w + space;
    i = end + 1;
  }
  ImGui::InvisibleButton("count.closed_form", {width, y - at.y + line_h});
  ui.finish_item("count.closed_form", "The ratio of multiplications in closed form.");
  if (!form.note.empty()) ui.wrapped(form.note, ui.theme().dim, ui.theme().small);
  return pointed;
}

}  // namespace sep::ui
