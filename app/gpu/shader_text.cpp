// Bodies of shader_text.h.
#include "gpu/shader_text.h"

#include <fmt/format.h>

#include <charconv>
#include <fstream>
#include <optional>
#include <sstream>
#include <string_view>
#include <vector>

namespace sep::gpu {
namespace {

constexpr int kMaxIncludeDepth = 8;

struct Line {
  std::string text;
  int number;  ///< in its file, from 1
};

Result<std::vector<Line>> read_lines(const std::filesystem::path& dir, const std::string& file, int depth) {
  if (depth > kMaxIncludeDepth) return fail(fmt::format("shader {} includes itself", file));
  std::ifstream in(dir / file);
  if (!in)
    return fail(fmt::format("cannot read shader {}: reinstall SepScope or set SEPSCOPE_DATA_DIR",
                            (dir / file).string()));
  std::vector<Line> out;
  std::string text;
  for (int number = 1; std::getline(in, text); ++number) {
    constexpr std::string_view kInclude = "#include \"";
    if (!text.starts_with(kInclude)) {
      out.push_back({text, number});
      continue;
    }
    const auto inner = read_lines(
        dir, text.substr(kInclude.size(), text.find('"', kInclude.size()) - kInclude.size()), depth + 1);
    if (!inner) return inner;
    out.insert(out.end(), inner->begin(), inner->end());
    out.push_back({fmt::format("#line {}", number + 1), number});
  }
  return out;
}

struct Repeat {
  std::string name, count;
};
std::optional<Repeat> repeat_in(const std::string& line) {
  std::istringstream words(line);
  std::string word;
  Repeat out;
  if (!(words >> word) || word != "#repeat") return std::nullopt;
  words >> out.name >> out.count;
  return out;
}

bool is_end(const std::string& line) {
  std::istringstream words(line);
  std::string word;
  return (words >> word) && word == "#end";
}

std::optional<int> count_of(const std::string& text, const Defines& defines) {
  if (const auto found = defines.find(text); found != defines.end()) return found->second;
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// Writes out the repeats of lines[at…] up to the `#end` of this level (or the end of the text at level 0),
/// and leaves `at` behind it.
class Writer {
 public:
  Writer(const std::vector<Line>& lines, const std::string& file, const Defines& defines)
      : lines_(lines), file_(file), defines_(defines) {}

  Result<std::string> all() {
    size_t at = 0;
    return block(at, false);
  }

 private:
  Result<std::string> block(size_t& at, bool inside) {
    std::string out;
    for (; at < lines_.size(); ++at) {
      const Line& line = lines_[at];
      if (is_end(line.text)) {
        if (!inside) return wrong(line, "#end without #repeat");
        return out;
      }
      if (const auto repeat = repeat_in(line.text)) {
        auto body = repeated(*repeat, at);
        if (!body) return body;
        out += *body;
      } else {
        out += line.text + '\n';
      }
    }
    if (inside) return wrong(lines_.back(), "#repeat without #end");
    return out;
  }

  Result<std::string> repeated(const Repeat& repeat, size_t& at) {
    const Line& begin = lines_[at];
    const auto count = count_of(repeat.count, defines_);
    if (!count) return wrong(begin, fmt::format("#repeat needs a count, not \"{}\"", repeat.count));
    auto body = block(++at, true);
    if (!body) return body;
    std::string out;
    for (int i = 0; i < *count; ++i)
      out += fmt::format("{{ const int {} = {};\n#line {}\n{}}}\n", repeat.name, i, begin.number + 1, *body);
    return out + fmt::format("#line {}\n", lines_[at].number + 1);
  }

  tl::unexpected<Error> wrong(const Line& line, const std::string& what) const {
    return fail(fmt::format("shader {}, line {}: {}", file_, line.number, what));
  }

  const std::vector<Line>& lines_;
  const std::string& file_;
  const Defines& defines_;
};

}  // namespace

Result<std::string> shader_source(const std::filesystem::path& dir, const std::string& file,
                                  const Defines& defines) {
  const auto lines = read_lines(dir, file, 0);
  if (!lines) return fail(lines.error().message);
  auto body = Writer(*lines, file, defines).all();
  if (!body) return body;
  std::string head = "#version 430 core\n";
  for (const auto& [name, value] : defines) head += fmt::format("#define {} {}\n", name, value);
  return head + "#line 1\n" + *body;
}

}  // namespace sep::gpu
