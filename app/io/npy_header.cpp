// Parses the header: magic, version, length, then a Python dictionary literal of exactly three keys (NEP 1).
#include "io/npy_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

#include "io/bytes_view.h"

namespace sep::io {

namespace {

constexpr size_t kMaxAxes = 32;  // as many as NumPy allows

/// Reads the dictionary token by token; the first thing wrong is kept with its place.
class Literal {
 public:
  Literal(std::string_view text, size_t offset) : text_(text), offset_(offset) {}

  bool ok() const { return problem_.empty(); }
  const std::string& problem() const { return problem_; }

  void wrong(const std::string& what) {
    if (problem_.empty()) problem_ = fmt::format("byte {}: {}", offset_ + at_, what);
  }
  bool take(char c) {
    skip_space();
    if (at_ >= text_.size() || text_[at_] != c) return false;
    ++at_;
    return true;
  }
  void expect(char c) {
    if (ok() && !take(c)) wrong(fmt::format("its header should go on with '{}'", c));
  }
  std::string_view string() {
    skip_space();
    const char quote = at_ < text_.size() ? text_[at_] : '\0';
    if (quote != '\'' && quote != '"') return wrong("its header should hold a text in quotes here"), "";
    const size_t end = text_.find(quote, at_ + 1);
    if (end == std::string_view::npos) return wrong("a text in its header does not end"), "";
    const std::string_view out = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    return out;
  }
  bool boolean() {
    skip_space();
    for (const std::string_view word : {"True", "False"}) {
      if (!text_.substr(at_).starts_with(word)) continue;
      at_ += word.size();
      return word == "True";
    }
    wrong("its header should say True or False here");
    return false;
  }
  int64_t number() {
    skip_space();
    int64_t value = -1;
    const auto [end, error] = std::from_chars(text_.data() + at_, text_.data() + text_.size(), value);
    if (error != std::errc() || value < 0) return wrong("its shape holds something that is not a size"), 0;
    at_ = static_cast<size_t>(end - text_.data());
    take('L');  // Python 2 wrote long numbers so.
    return value;
  }
  std::vector<int64_t> tuple() {
    std::vector<int64_t> out;
    expect('(');
    while (ok() && !take(')')) {
      if (out.size() == kMaxAxes) return wrong("its shape has more than 32 axes"), out;
      out.push_back(number());
      if (!take(',')) {
        expect(')');
        break;
      }
    }
    return out;
  }

 private:
  void skip_space() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t')) ++at_;
  }

  std::string_view text_;
  size_t offset_, at_ = 0;
  std::string problem_;
};

Result<void> read_type(std::string_view descr, NpyHeader& header) {
  const auto refuse = [descr](const char* why) {
    return fail(fmt::format("its values are of type '{}', {}", descr.substr(0, 40), why));
  };
  if (descr.find('O') != std::string_view::npos) {
    return refuse("Python objects, which could run code and are never read: save it as float32");
  }
  if (descr.size() < 3 || std::string_view("<>|=").find(descr[0]) == std::string_view::npos) {
    return refuse("which is not a plain number: save it as float32");
  }
  header.big_endian = descr[0] == '>';
  header.kind = descr[1];
  const auto [end, error] = std::from_chars(descr.data() + 2, descr.data() + descr.size(), header.item_bytes);
  const bool whole = error == std::errc() && end == descr.data() + descr.size();
  if (header.kind == 'c') return refuse("complex numbers: save real and imaginary part one by one");
  const auto one_of = [&](std::initializer_list<int> sizes) {
    return whole && std::find(sizes.begin(), sizes.end(), header.item_bytes) != sizes.end();
  };
  const bool known = (header.kind == 'b' && one_of({1})) ||
                     ((header.kind == 'i' || header.kind == 'u') && one_of({1, 2, 4, 8})) ||
                     (header.kind == 'f' && one_of({2, 4, 8, 12, 16}));
  return known ? Result<void>() : refuse("which is not a real number: save it as float32");
}

Result<void> read_dictionary(std::string_view text, size_t offset, NpyHeader& header) {
  Literal literal(text, offset);
  std::string_view descr;
  int seen = 0;
  literal.expect('{');
  while (literal.ok() && !literal.take('}')) {
    const std::string_view key = literal.string();
    literal.expect(':');
    if (!literal.ok()) break;
    if (key == "descr") {
      if (literal.take('['))
        return fail("its values are records of several fields: save one field of it as float32");
      descr = literal.string();
      seen |= 1;
    } else if (key == "fortran_order") {
      header.fortran_order = literal.boolean();
      seen |= 2;
    } else if (key == "shape") {
      header.shape = literal.tuple();
      seen |= 4;
    } else {
      literal.wrong(fmt::format("its header has the unknown key '{}'", key.substr(0, 40)));
    }
    if (!literal.take(',')) {
      literal.expect('}');
      break;
    }
  }
  if (!literal.ok()) return fail(literal.problem());
  if (seen != 7) return fail("its header must have the keys descr, fortran_order and shape");
  return read_type(descr, header);
}

}  // namespace

int64_t NpyHeader::elements() const {
  // Nothing times whatever else is claimed, which may exceed every integer, is nothing.
  if (std::find(shape.begin(), shape.end(), 0) != shape.end()) return 0;
  int64_t count = 1;
  for (const int64_t extent : shape) count *= extent;
  return count;
}

Result<NpyHeader> parse_npy_header(std::string_view head, int64_t file_bytes) {
  const BytesView bytes({reinterpret_cast<const uint8_t*>(head.data()), head.size()});
  if (!head.starts_with("\x93NUMPY"))
    return fail("it is not a .npy file (its first bytes are not \\x93NUMPY)");
  const uint32_t version = bytes.u8(6);
  if (version < 1 || version > 3)
    return fail(fmt::format("byte 6: it is of version {}, and 1 to 3 are known", version));
  const size_t start = version == 1 ? 10 : 12;
  if (!bytes.holds(0, start)) return fail("its header ends early");
  const int64_t length = version == 1 ? bytes.le16(8) : bytes.le32(8);
  if (length > kMaxNpyHeader - 12)
    return fail(
        fmt::format("byte 8: its header claims {} bytes, and at most {} are read", length, kMaxNpyHeader));
  if (!bytes.holds(start, static_cast<size_t>(length))) return fail("its header ends early");
  NpyHeader header;
  header.data_offset = static_cast<int64_t>(start) + length;
  if (auto read = read_dictionary(head.substr(start, static_cast<size_t>(length)), start, header); !read) {
    return tl::unexpected(read.error());
  }
  // By division: the product of what a header claims may exceed every integer.
  const int64_t held = (file_bytes - header.data_offset) / header.item_bytes;
  const bool empty = std::find(header.shape.begin(), header.shape.end(), 0) != header.shape.end();
  int64_t room = held;
  for (const int64_t extent : header.shape) {
    if (empty) break;
    room /= extent;
    if (room > 0) continue;
    return fail(fmt::format(
        "it ends early: its shape ({}) of {}-byte values needs more than the {} bytes that follow the header",
        fmt::join(header.shape, ", "), header.item_bytes, file_bytes - header.data_offset));
  }
  if (!empty && room < 1) return fail("it ends early: there is no value after its header");
  return header;
}

}  // namespace sep::io
