// Bodies of json_lines.h: one walk over a text that is known to be well formed.
#include "io/network/json_lines.h"

#include <algorithm>

namespace sep::io {
namespace {

class Walker {
 public:
  Walker(const std::string& text, std::map<std::string, int>& lines) : text_(text), lines_(lines) {}

  void value(const std::string& path) {
    skip_space();
    lines_.emplace(path, line_);
    if (peek() == '{') return members(path);
    if (peek() == '[') return elements(path);
    if (peek() == '"') {
      string();
      return;
    }
    while (at_ < text_.size() && std::string(",]} \t\r\n").find(text_[at_]) == std::string::npos) ++at_;
  }

 private:
  char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

  void skip_space() {
    for (; at_ < text_.size() && std::string(" \t\r\n").find(text_[at_]) != std::string::npos; ++at_) {
      if (text_[at_] == '\n') ++line_;
    }
  }

  /// Steps over one of the marks , : { [ } ] and the space around it; true when it was that one.
  bool step(char mark) {
    skip_space();
    if (peek() != mark) return false;
    ++at_;
    skip_space();
    return true;
  }

  std::string string() {
    const size_t first = ++at_;
    while (at_ < text_.size() && text_[at_] != '"') at_ += text_[at_] == '\\' ? 2 : 1;
    const size_t end = std::min(at_, text_.size());
    ++at_;
    return text_.substr(first, end - first);
  }

  void members(const std::string& path) {
    step('{');
    while (at_ < text_.size() && !step('}')) {
      const std::string below = path.empty() ? string() : path + "." + string();
      lines_.emplace(below, line_);
      step(':');
      value(below);
      step(',');
    }
  }

  void elements(const std::string& path) {
    step('[');
    for (int i = 0; at_ < text_.size() && !step(']'); ++i) {
      value(path + "[" + std::to_string(i) + "]");
      step(',');
    }
  }

  const std::string& text_;
  std::map<std::string, int>& lines_;
  size_t at_ = 0;
  int line_ = 1;
};

}  // namespace

JsonLines::JsonLines(const std::string& text) {
  // A byte order mark is no value.
  const std::string body = text.rfind("\xEF\xBB\xBF", 0) == 0 ? text.substr(3) : text;
  Walker(body, lines_).value("");
}

int JsonLines::line_of(std::string path) const {
  while (!path.empty()) {
    if (const auto it = lines_.find(path); it != lines_.end()) return it->second;
    const size_t cut = path.find_last_of(".[");
    path.resize(cut == std::string::npos ? 0 : cut);
  }
  const auto it = lines_.find("");
  return it == lines_.end() ? 1 : it->second;
}

}  // namespace sep::io
