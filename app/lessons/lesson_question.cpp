// Questions of a lesson: text, then ( ) and (x) choices or "= number", then Why:.
#include <fmt/format.h>

#include <charconv>

#include "lessons/lesson_parse.h"
#include "lessons/lesson_values.h"

namespace sep::lessons {
namespace {

/// A number as it is written in a lesson, thousands grouped by commas or not.
std::optional<double> number_of(std::string_view text) {
  std::string digits;
  for (const char c : text) {
    if (c != ',') digits += c;
  }
  double value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc() || end != digits.data() + digits.size()) return std::nullopt;
  return value;
}

class QuestionReader {
 public:
  QuestionReader(const std::string& source, int first_line) : source_(source), first_line_(first_line) {}

  Result<Question> read(const std::vector<Line>& lines) {
    for (const Line& line : lines) {
      if (auto ok = take(line); !ok) return tl::unexpected(ok.error());
    }
    if (auto ok = flush(); !ok) return tl::unexpected(ok.error());
    return checked();
  }

 private:
  enum class Part { text, choice, because };

  Result<void> take(const Line& line) {
    const std::string_view text = trimmed(line.text);
    if (text.empty()) return {};
    if (text.starts_with("( )") || text.starts_with("(x)")) {
      if (auto ok = flush(); !ok) return ok;
      part_ = Part::choice;
      out_.choices.push_back({{}, text[1] == 'x'});
      return begin(line, text.substr(3));
    }
    if (text.starts_with("Why:")) {
      if (auto ok = flush(); !ok) return ok;
      part_ = Part::because;
      return begin(line, text.substr(4));
    }
    if (text.starts_with("=") && part_ == Part::text) return answer(line, trimmed(text.substr(1)));
    return begin(line, text);
  }

  Result<void> begin(const Line& line, std::string_view text) {
    if (words_.empty()) words_line_ = line.number;
    if (!words_.empty()) words_ += ' ';
    words_ += trimmed(text);
    return {};
  }

  /// Hands the words collected so far to their part.
  Result<void> flush() {
    if (words_.empty()) return {};
    auto text = text_of(words_, source_, words_line_);
    if (!text) return tl::unexpected(text.error());
    Text& to = part_ == Part::text     ? out_.text
               : part_ == Part::choice ? out_.choices.back().text
                                       : out_.because;
    to = std::move(*text);
    words_.clear();
    return {};
  }

  /// "1,228,800", "separable", "22.8 ± 1%".
  Result<void> answer(const Line& line, std::string_view text) {
    if (auto ok = flush(); !ok) return ok;
    has_number_ = true;
    static constexpr std::string_view kSign = "±";
    if (const size_t at = text.find(kSign); at != std::string_view::npos) {
      std::string_view about = trimmed(text.substr(at + kSign.size()));
      if (!about.ends_with('%')) return bad(line, "the tolerance after ± must be in per cent, such as ± 1%");
      const auto per_cent = number_of(trimmed(about.substr(0, about.size() - 1)));
      if (!per_cent || *per_cent < 0 || *per_cent > 100) return bad(line, "the tolerance must be 0% to 100%");
      out_.tolerance = *per_cent / 100;
      text = trimmed(text.substr(0, at));
    }
    if (const auto number = number_of(text)) {
      out_.number = *number;
      return {};
    }
    if (!find_value(text)) return bad(line, "the answer is no number, and " + unknown_value(text));
    out_.value = text;
    return {};
  }

  Result<void> bad(const Line& line, const std::string& what) const {
    return tl::unexpected(complaint(source_, line.number, what));
  }

  Result<Question> checked() {
    const auto wrong = [&](const std::string& what) {
      return tl::unexpected(complaint(source_, first_line_, what));
    };
    if (out_.text.empty()) return wrong("the question has no text");
    if (out_.because.empty()) return wrong("the question has no \"Why:\" that explains its answer");
    if (has_number_ == !out_.choices.empty())
      return wrong("a question needs either choices, ( ) and (x), or one line \"= number\"");
    int right = 0;
    for (const auto& c : out_.choices) {
      if (c.text.empty()) return wrong("a choice has no text");
      right += c.right ? 1 : 0;
    }
    if (!has_number_ && (right != 1 || out_.choices.size() < 2 || out_.choices.size() > 6))
      return wrong("a question has 2 to 6 choices, and exactly one is marked (x)");
    return std::move(out_);
  }

  const std::string& source_;
  int first_line_;
  Part part_ = Part::text;
  bool has_number_ = false;
  std::string words_;
  int words_line_ = 1;
  Question out_;
};

}  // namespace

Result<Question> parse_question(const std::vector<Line>& lines, const std::string& source, int first_line) {
  return QuestionReader(source, first_line).read(lines);
}

}  // namespace sep::lessons
