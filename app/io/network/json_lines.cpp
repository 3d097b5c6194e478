// Bodies of json_lines.h: one walk over a text that is known to be well formed. Keeps no index: a hostile
// text could make one huge, and only the first error asks.
#include "io/network/json_lines.h"

#include <algorithm>
#include <string_view>

namespace sep::io {
namespace {

constexpr size_t kMaxKey = 100;  ///< no key that is looked for is longer

class Walker {
 public:
  Walker(std::string_view text, const std::string& wanted) : text_(text), wanted_(wanted) {}

  int find() {
    value();
    return best_line_;
  }

 private:
  void value() {
    skip_space();
    note();
    if (peek() == '{') return members();
    if (peek() == '[') return elements();
    if (peek() == '"') {
      string();
      return;
    }
    while (at_ < text_.size() && std::string_view(",]} \t\r\n").find(text_[at_]) == std::string_view::npos)
      ++at_;
  }

  /// Keeps this line when the path so far is the wanted one or encloses it more closely than any before.
  void note() {
    if (wanted_.compare(0, path_.size(), path_) != 0 || path_.size() <= best_size_) return;
    const bool ends = path_.size() == wanted_.size();
    if (!ends && wanted_[path_.size()] != '.' && wanted_[path_.size()] != '[') return;
    best_size_ = path_.size();
    best_line_ = line_;
  }

  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_space() {
    for (; std::string_view(" \t\r\n").find(peek()) != std::string_view::npos; ++at_) {
      if (peek() == '\n') ++line_;
    }
  }

  /// Steps over this mark and the space around it; false when another one stands there.
  bool step(char mark) {
    skip_space();
    if (peek() != mark) return false;
    ++at_;
    skip_space();
    return true;
  }

  std::string_view string() {
    const size_t first = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    const size_t end = std::min(at_, text_.size());
    at_ = end + 1;
    return text_.substr(first, end - first);
  }

  void members() {
    const size_t above = path_.size();
    step('{');
    while (at_ < text_.size() && !step('}')) {
      if (above > 0) path_ += '.';
      path_ += string().substr(0, kMaxKey);
      note();
      step(':');
      value();
      path_.resize(above);
      step(',');
    }
  }

  void elements() {
    const size_t above = path_.size();
    step('[');
    for (int i = 0; at_ < text_.size() && !step(']'); ++i) {
      path_.append(1, '[').append(std::to_string(i)).append(1, ']');
      value();
      path_.resize(above);
      step(',');
    }
  }

  std::string_view text_;
  const std::string& wanted_;
  std::string path_;
  size_t at_ = 0, best_size_ = 0;
  int line_ = 1, best_line_ = 1;
};

}  // namespace

int line_of(const std::string& text, const std::string& path) {
  std::string_view body = text;
  if (body.substr(0, 3) == "\xEF\xBB\xBF") body.remove_prefix(3);  // A byte order mark is no value.
  return Walker(body, path).find();
}

}  // namespace sep::io
