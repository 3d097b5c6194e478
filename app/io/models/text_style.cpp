// Which separators a text of numbers uses, and whether its commas are decimal. What could be read in two ways
// is refused: a silent extra column is worse than a sentence.
#include <fmt/format.h>

#include <optional>

#include "io/models/bytes.h"
#include "io/models/text_lines.h"

namespace sep::io {

namespace {

struct Place {
  size_t line = 0, column = 0;
  std::string token{};
};

/// What the commas, blanks and points of a text look like. tight: between two digits. loose: beside a blank.
/// sure: before a sign or a point, so a separator.
struct Survey {
  int64_t semicolons = 0, tabs = 0, gaps = 0, points = 0, tight = 0, loose = 0, sure = 0, quoted = 0;
  std::optional<Place> first_tight{}, first_loose{}, first_point{}, first_sure{};
};

/// The word around a byte: up to the nearest blanks or semicolons.
Place place_at(const TextLine& line, size_t byte) {
  const auto stops = [](char c) { return is_blank(c) || c == ';'; };
  size_t from = byte, to = byte;
  while (from > 0 && byte - from < 24 && !stops(line.text[from - 1])) --from;
  while (to < line.text.size() && to - byte < 24 && !stops(line.text[to])) ++to;
  return {line.number, column_of(line.text, from), shown_name(line.text.substr(from, to - from))};
}

void keep_first(std::optional<Place>& place, const TextLine& line, size_t byte) {
  if (!place) place = place_at(line, byte);
}

void survey_comma(const TextLine& line, size_t i, size_t end, Survey& survey) {
  const char before = i > 0 ? line.text[i - 1] : ' ', after = i + 1 < end ? line.text[i + 1] : ' ';
  if (i + 1 >= end) return;  // A comma at the end of a line separates nothing.
  if (is_digit(before) && is_digit(after)) {
    ++survey.tight;
    keep_first(survey.first_tight, line, i);
  } else if (is_blank(before) || is_blank(after)) {
    ++survey.loose;
    keep_first(survey.first_loose, line, i);
  } else {
    ++survey.sure;
    keep_first(survey.first_sure, line, i);
  }
}

void survey_line(const TextLine& line, Survey& survey) {
  const std::string_view text = line.text;
  size_t end = text.size();
  while (end > 0 && is_blank(text[end - 1])) --end;
  bool in_quotes = false, seen = false, after_separator = false;
  for (size_t i = 0; i < end; ++i) {
    const char c = text[i];
    if (c == '"') in_quotes = !in_quotes;
    if (in_quotes) {
      if (c == ',') ++survey.quoted;
      continue;
    }
    if (c == '\t' && seen) ++survey.tabs;
    if (c == ';') ++survey.semicolons;
    if (c == ',') survey_comma(line, i, end, survey);
    if (c == '.') {
      ++survey.points;
      keep_first(survey.first_point, line, i);
    }
    if (is_blank(c)) continue;
    const bool separates = c == ',' || c == ';';
    if (seen && !separates && !after_separator && is_blank(text[i - 1])) ++survey.gaps;
    after_separator = separates;
    seen = true;
  }
}

tl::unexpected<Error> refuse(const std::string& source, const Place& place, std::string_view reason) {
  return fail(fmt::format(
      "{}, line {}, column {}: in {} {}; write decimal points, or put semicolons between the numbers.",
      source, place.line, place.column, place.token, reason));
}

constexpr std::string_view kTwoWays = "the comma may be a decimal comma or a separator";

/// Comma-separated whole numbers that look like halves of decimals: "0,500000,0,250000", "-0,5", "1,05".
std::optional<Place> looks_decimal(std::string_view text) {
  TextLine line;
  std::vector<TextField> fields;
  size_t fraction_length = 0, pairs = 0;
  bool same_length = true, short_whole = true, even = true;
  std::optional<Place> first;
  while (next_line(text, line)) {
    split_fields(line.text, {Separator::comma, false}, 4096, fields);
    if (fields.size() == 1 && fields[0].text.empty()) continue;
    even = even && fields.size() % 2 == 0;
    for (size_t i = 0; i + 1 < fields.size(); i += 2) {
      const std::string_view whole = fields[i].text, part = fields[i + 1].text;
      const bool digits = !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos &&
                          !whole.empty() && whole.find_first_not_of("+-0123456789") == std::string_view::npos;
      if (!digits) return std::nullopt;
      const Place place{line.number, fields[i].column,
                        shown_name(std::string(whole) + "," + std::string(part))};
      if (!first) first = place;
      if (whole == "-0" || (part.size() > 1 && part[0] == '0')) return place;
      if (pairs++ == 0) fraction_length = part.size();
      same_length = same_length && part.size() == fraction_length;
      short_whole = short_whole && whole.size() <= (is_digit(whole[0]) ? 1 : 2);
    }
  }
  const bool printed = even && pairs > 1 && same_length && fraction_length >= 3 && short_whole;
  return printed ? first : std::nullopt;
}

/// Words between blanks: each may hold one decimal comma.
std::optional<Place> word_with_two_commas(std::string_view text) {
  TextLine line;
  while (next_line(text, line)) {
    size_t commas = 0;
    for (size_t i = 0; i < line.text.size(); ++i) {
      if (is_blank(line.text[i])) commas = 0;
      if (line.text[i] == ',' && ++commas == 2) return place_at(line, i);
    }
  }
  return std::nullopt;
}

/// With ", " between numbers every number must hold one tight comma, or none may.
bool every_field_has_a_comma(std::string_view text) {
  TextLine line;
  std::vector<TextField> fields;
  while (next_line(text, line)) {
    split_fields(line.text, {Separator::comma, true}, 4096, fields);
    for (const TextField& field : fields) {
      if (field.text.empty() && line.text.find(',') == std::string_view::npos) continue;
      if (std::count(field.text.begin(), field.text.end(), ',') != 1) return false;
    }
  }
  return true;
}

Result<TextStyle> comma_style(std::string_view text, const std::string& source, const Survey& survey) {
  if (survey.quoted > 0) {
    if (survey.tight > 0) return refuse(source, *survey.first_tight, kTwoWays);
    if (survey.points > 0)
      return refuse(source, *survey.first_point, "a decimal point stands among decimal commas");
    return TextStyle{Separator::comma, true};
  }
  if (survey.loose > 0 && survey.tight > 0) {
    if (survey.sure > 0 || survey.points > 0 || !every_field_has_a_comma(text)) {
      return refuse(source, *survey.first_tight, kTwoWays);
    }
    return TextStyle{Separator::comma, true};
  }
  if (survey.points == 0 && survey.loose == 0) {
    if (const std::optional<Place> place = looks_decimal(text)) return refuse(source, *place, kTwoWays);
  }
  return TextStyle{Separator::comma, false};
}

}  // namespace

Result<TextStyle> text_style(std::string_view text, const std::string& source) {
  // A kernel ends long before; of a bank every row is counted anyway.
  constexpr size_t kLooked = 1'000'000;
  text = text.substr(0, kLooked);
  Survey survey;
  TextLine line;
  for (std::string_view rest = text; next_line(rest, line);) survey_line(line, survey);
  const int64_t commas = survey.tight + survey.loose + survey.sure + survey.quoted;
  const auto decimal = [&](Separator separator) -> Result<TextStyle> {
    if (commas == 0) return TextStyle{separator, false};
    if (survey.points > 0)
      return refuse(source, *survey.first_point, "a decimal point stands among decimal commas");
    return TextStyle{separator, true};
  };
  if (survey.semicolons > 0) return decimal(Separator::semicolon);
  if (commas > 0 && survey.loose + survey.sure == 0 && survey.gaps > 0) {
    if (const std::optional<Place> place = word_with_two_commas(text))
      return refuse(source, *place, kTwoWays);
  }
  if (survey.gaps > 0 && survey.loose + survey.sure > 0) {
    return refuse(source, survey.first_loose ? *survey.first_loose : *survey.first_sure,
                  "commas and blanks both stand between numbers");
  }
  if (survey.tabs > 0 && survey.loose + survey.sure == 0) return decimal(Separator::tab);
  if (commas == 0) return TextStyle{};
  if (survey.gaps > 0) return decimal(Separator::space);
  return comma_style(text, source, survey);
}

}  // namespace sep::io
