// Bodies of pytorch_words.h.
#include "io/models/pytorch_words.h"

#include <fmt/format.h>

namespace sep::io {

std::string python_string(const std::string& text) {
  std::string out(1, '"');
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    if (static_cast<unsigned char>(c) < 0x20)
      out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out.append(1, '"');
}

const char* pad_mode(Border border) {
  switch (border) {
    case Border::zero:
      return "constant";
    case Border::replicate:
      return "replicate";
    case Border::reflect:
      return "reflect";
    case Border::wrap:
      return "circular";
  }
  return "constant";
}

std::string pair_text(int h, int w) { return h == w ? fmt::format("{}", h) : fmt::format("({}, {})", h, w); }

}  // namespace sep::io
