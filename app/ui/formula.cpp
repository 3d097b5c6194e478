// Bodies of formula.h.
#include "ui/formula.h"

#include <fmt/format.h>

namespace sep::ui {
namespace {

const char* symbol_name(Symbol s) {
  switch (s) {
    case Symbol::batch: return "images";
    case Symbol::pixels_h: return "output rows";
    case Symbol::pixels_w: return "output columns";
    case Symbol::channels: return "channels";
    case Symbol::kernel_h: return "kernel rows";
    case Symbol::kernel_w: return "kernel columns";
    case Symbol::filters: return "filters";
    case Symbol::multiplier: return "kernels a channel";
    case Symbol::rank: return "terms";
  }
  return "";
}

ImU32 letter_colour(const view::Theme& t, const std::string& word, size_t at, size_t length) {
  const std::string_view letter = std::string_view(word).substr(at, length);
  if (letter == "K") return t.kernel;
  if (letter == "N") return t.filters;
  if (letter == "C") return t.channels;
  if (letter == "H" || letter == "W") return t.pixels;
  if (letter == "m" || letter == "r") return t.accent;
  return 0;
}

size_t letter_length(const std::string& s, size_t at) {
  size_t n = 1;
  while (at + n < s.size() && (static_cast<unsigned char>(s[at + n]) & 0xC0) == 0x80) ++n;
  return n;
}

/// Draws one word, its symbol letters (and their subscripts, primes and powers) coloured.
void draw_word(Widgets& ui, ImDrawList* list, ImFont* font, ImVec2 at, const std::string& word) {
  float x = at.x;
  ImU32 carry = 0;  // subscripts follow their letter
  for (size_t i = 0; i < word.size();) {
    const size_t n = letter_length(word, i);
    const std::string_view letter = std::string_view(word).substr(i, n);
    ImU32 colour = letter_colour(ui.theme(), word, i, n);
    const bool tail = letter == "_" || letter == "²" || letter == "'" || letter == "′" || letter == "h" || letter == "w" || letter == "i" || letter == "n";
    if (colour == 0 && tail && carry != 0) colour = carry;
    carry = colour;
    if (letter != "_") {
      draw_text(list, font, {x, at.y}, colour != 0 ? colour : ui.theme().text, letter);
      x += measure(font, letter).x;
    }
    i += n;
  }
}

float word_width(ImFont* font, std::string word) {
  std::erase(word, '_');
  return measure(font, word).x;
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

void draw_formula(ImDrawList* list, const view::Theme& t, ImFont* font, ImVec2 at, const std::vector<Factor>& formula) {
  float x = at.x;
  for (size_t i = 0; i < formula.size(); ++i) {
    if (i > 0) {
      draw_text(list, font, {x, at.y}, t.dim, "·");
      x += measure(font, "·").x;
    }
    const std::string number = std::to_string(formula[i].value);
    draw_text(list, font, {x, at.y}, t.of(formula[i].symbol), number);
    x += measure(font, number).x;
  }
}

void draw_shape_right(ImDrawList* list, const view::Theme& t, ImFont* font, ImVec2 right, const Shape& shape, bool filters) {
  const struct {
    std::string text;
    ImU32 colour;
  } parts[] = {{std::to_string(shape.h), t.pixels}, {"×", t.dim},
               {std::to_string(shape.w), t.pixels}, {"×", t.dim},
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

void closed_form(Widgets& ui, const ClosedForm& form) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImFont* font = ui.theme().body;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x, space = measure(font, " ").x, line_h = ui.px(20);
  float x = at.x, y = at.y;
  const std::string text = "separable / standard = " + form.text;
  for (size_t i = 0; i < text.size();) {
    size_t end = text.find(' ', i);
    if (end == std::string::npos) end = text.size();
    const std::string word = text.substr(i, end - i);
    const float w = word_width(font, word);
    if (x + w > at.x + width && x > at.x) {
      x = at.x;
      y += line_h;
    }
    draw_word(ui, list, font, {x, y}, word);
    x += w + space;
    i = end + 1;
  }
  ImGui::InvisibleButton("count.closed_form", {width, y - at.y + line_h});
  ui.finish_item("count.closed_form", "The ratio of multiplications in closed form.");
  if (form.note.empty()) return;
  ImGui::PushTextWrapPos(0);
  ui.text(form.note, ui.theme().dim, ui.theme().small);
  ImGui::PopTextWrapPos();
}

}  // namespace sep::ui
