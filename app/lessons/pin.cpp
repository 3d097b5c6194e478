// Bodies of pin.h.
#include "lessons/pin.h"

#include <fmt/format.h>

#include <charconv>

#include "core/places.h"
#include "lessons/lesson_parse.h"

namespace sep::lessons {
namespace {

/// The whole number at the beginning, which is cut off with the marks after it.
std::optional<int> take_number(std::string_view& text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || value < 0) return std::nullopt;
  text.remove_prefix(static_cast<size_t>(end - text.data()));
  while (!text.empty() && (text[0] == ' ' || text[0] == ',')) text.remove_prefix(1);
  return value;
}

}  // namespace

std::optional<Selection> parse_pin(std::string_view text) {
  static constexpr struct {
    std::string_view name;
    TensorRef ref;
  } kStacks[] = {{"input", {Place::input, 0}},           {"separable.0", {Place::separable, 0}},
                 {"separable.1", {Place::separable, 1}}, {"separable.2", {Place::separable, 2}},
                 {"standard.0", {Place::standard, 0}},   {"maps.0", {Place::maps, 0}}};
  for (const auto& stack : kStacks) {
    if (!text.starts_with(stack.name) || text.size() <= stack.name.size() || text[stack.name.size()] != ' ')
      continue;
    std::string_view rest = trimmed(text.substr(stack.name.size()));
    int channel = kAllChannels;
    if (rest.starts_with("* ")) {
      rest = trimmed(rest.substr(1));
    } else {
      const auto given = take_number(rest);
      if (!given) return std::nullopt;
      channel = *given;
    }
    const auto y = take_number(rest), x = take_number(rest);
    if (!y || !x || !rest.empty()) return std::nullopt;
    return Selection::element(stack.ref, channel, *y, *x);
  }
  return std::nullopt;
}

std::string pin_text(const Selection& s) {
  const bool input = s.ref.place == Place::image || s.ref.place == Place::input;
  const std::string stack =
      input ? word_of(Place::input) : fmt::format("{}.{}", word_of(s.ref.place), s.ref.index);
  const std::string channel = s.channel == kAllChannels ? "*" : std::to_string(s.channel);
  return fmt::format("{} {} {},{}", stack, channel, s.y, s.x);
}

}  // namespace sep::lessons
