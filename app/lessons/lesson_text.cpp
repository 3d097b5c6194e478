// Bodies of lesson_text.h: one walk over the characters.
#include "lessons/lesson_text.h"

#include <fmt/format.h>

#include "lessons/lesson_values.h"

namespace sep::lessons {
namespace {

struct Letter {
  char letter;
  Symbol symbol;
};
constexpr Letter kLetters[] = {{'K', Symbol::kernel_h},   {'C', Symbol::channels}, {'N', Symbol::filters},
                               {'m', Symbol::multiplier}, {'r', Symbol::rank},     {'P', Symbol::pixels_h}};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  Result<Text> read() {
    while (at_ < text_.size()) {
      if (auto ok = next(); !ok) return tl::unexpected(ok.error());
    }
    if (strong_) return fail("** is opened and not closed");
    flush();
    return std::move(out_);
  }

 private:
  Result<void> next() {
    const char c = text_[at_];
    if (c == '\\' && at_ + 1 < text_.size()) {
      plain_ += text_[at_ + 1];
      at_ += 2;
      return {};
    }
    if (text_.substr(at_, 2) == "**") {
      flush();
      strong_ = !strong_;
      at_ += 2;
      return {};
    }
    if (c == '`') return code();
    if (c == '[') return link();
    if (c == '{') return braces();
    plain_ += c;
    ++at_;
    return {};
  }

  /// What stands up to this mark, which is stepped over.
  std::optional<std::string> until(char mark) {
    const size_t end = text_.find(mark, at_);
    if (end == std::string_view::npos) return std::nullopt;
    std::string out(text_.substr(at_, end - at_));
    at_ = end + 1;
    return out;
  }

  /// [words](target); brackets without a target are what they are.
  Result<void> link() {
    const size_t close = text_.find("](", at_);
    if (close == std::string_view::npos ||
        text_.substr(at_, close - at_).find(']') != std::string_view::npos || close == at_ + 1) {
      plain_ += text_[at_++];
      return {};
    }
    const std::string_view words = text_.substr(at_ + 1, close - at_ - 1);
    at_ = close + 2;
    const auto target = until(')');
    if (!target || target->empty()) return fail(fmt::format("[{}](… is not closed by )", words));
    auto inner = parse_text(words);  // its words may be coloured
    if (!inner) return tl::unexpected(inner.error());
    flush();
    for (Span& span : *inner) {
      span.strong = span.strong || strong_;
      span.target = *target;
      out_.push_back(std::move(span));
    }
    return {};
  }

  Result<void> code() {
    ++at_;
    const auto inside = until('`');
    if (!inside || inside->empty()) return fail("` is opened and not closed");
    flush();
    out_.push_back({*inside, strong_, true, false, std::nullopt, {}});
    return {};
  }

  Result<void> braces() {
    ++at_;
    const auto inside = until('}');
    if (!inside || inside->size() < 2) return fail("{ is opened and not closed by }; write \\{ for a brace");
    flush();
    if ((*inside)[0] == '=') {
      const std::string name = inside->substr(1);
      if (!find_value(name)) return fail(unknown_value(name));
      out_.push_back({name, strong_, false, true, symbol_of_value(name), {}});
      return {};
    }
    for (const Letter& l : kLetters) {
      if ((*inside)[0] == l.letter && (*inside)[1] == ':') {
        out_.push_back({inside->substr(2), strong_, false, false, l.symbol, {}});
        return {};
      }
    }
    return fail(
        fmt::format("{{{}}} is neither a value such as {{=separable}} nor coloured such as {{K:5}} (K, C, "
                    "N, m, r, P); write \\{{ for a brace",
                    *inside));
  }

  void flush() {
    if (!plain_.empty()) out_.push_back({std::move(plain_), strong_, false, false, std::nullopt, {}});
    plain_.clear();
  }

  std::string_view text_;
  size_t at_ = 0;
  bool strong_ = false;
  std::string plain_;
  Text out_;
};

}  // namespace

Result<Text> parse_text(std::string_view text) { return Reader(text).read(); }

std::string plain(const Text& text, const Plan* plan) {
  std::string out;
  for (const Span& span : text) out += span.value ? value_text(span.text, plan) : span.text;
  return out;
}

}  // namespace sep::lessons
