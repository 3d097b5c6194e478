// Values of .npy files, read in pieces and converted on the way. Bodies of npy.h.
#include "io/npy.h"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <bit>
#include <cmath>
#include <cstring>
#include <optional>

#include "io/file_bytes.h"
#include "io/npy_header.h"
#include "io/stop.h"

namespace sep::io {

namespace fs = std::filesystem;

namespace {

static_assert(std::endian::native == std::endian::little, "values are written as they lie in memory");

/// IEEE 754 half precision.
double half_value(uint16_t bits) {
  const int exponent = (bits >> 10) & 31;
  const int fraction = bits & 1023;
  double value = 0;
  if (exponent == 31)
    value = fraction != 0 ? NAN : INFINITY;
  else if (exponent == 0)
    value = fraction * 0x1p-24;
  else  // the same number in single precision, whose exponent is larger by 127 − 15
    value = std::bit_cast<float>(static_cast<uint32_t>((exponent + 112) << 23 | fraction << 13));
  return (bits & 0x8000) != 0 ? -value : value;
}

/// x87 extended precision: 64 bits with an explicit leading one, then sign and exponent; the rest is padding.
double extended_value(const uint8_t* little) {
  uint64_t fraction = 0;
  uint16_t top = 0;
  std::memcpy(&fraction, little, 8);
  std::memcpy(&top, little + 8, 2);
  const int exponent = top & 0x7FFF;
  double value = 0;
  if (exponent == 0x7FFF)
    value = (fraction << 1U) != 0 ? NAN : INFINITY;
  else
    value = std::ldexp(static_cast<double>(fraction), exponent - 16383 - 63);
  return (top & 0x8000) != 0 ? -value : value;
}

template <class Raw>
double raw_value(const uint8_t* little) {
  Raw raw{};
  std::memcpy(&raw, little, sizeof raw);
  return static_cast<double>(raw);
}

using Convert = double (*)(const uint8_t* little);

Convert converter_of(const NpyHeader& h) {
  switch (h.kind) {
    case 'b':
      return [](const uint8_t* p) { return *p != 0 ? 1.0 : 0.0; };
    case 'i':
      return h.item_bytes == 1   ? raw_value<int8_t>
             : h.item_bytes == 2 ? raw_value<int16_t>
             : h.item_bytes == 4 ? raw_value<int32_t>
                                 : raw_value<int64_t>;
    case 'u':
      return h.item_bytes == 1   ? raw_value<uint8_t>
             : h.item_bytes == 2 ? raw_value<uint16_t>
             : h.item_bytes == 4 ? raw_value<uint32_t>
                                 : raw_value<uint64_t>;
    default:
      break;
  }
  if (h.item_bytes == 2)
    return [](const uint8_t* p) { return half_value(static_cast<uint16_t>(p[0] | p[1] << 8)); };
  if (h.item_bytes == 4) return raw_value<float>;
  if (h.item_bytes == 8) return raw_value<double>;
  return extended_value;
}

/// Where the next element of a file in Fortran order belongs in C order: counts through the axes, the first
/// one fastest.
class Order {
 public:
  explicit Order(const std::vector<int64_t>& shape) : shape_(shape) {
    strides_.resize(shape_.size(), 1);
    for (size_t i = shape_.size(); i-- > 1;) strides_[i - 1] = strides_[i] * shape_[i];
    index_.resize(shape_.size(), 0);
  }
  /// Elements of the file between two that are neighbours in C order, or near it.
  size_t apart() const { return static_cast<size_t>(shape_.front()); }
  size_t next() {
    const int64_t here = at_;
    for (size_t axis = 0; axis < shape_.size(); ++axis) {
      at_ += strides_[axis];
      if (++index_[axis] < shape_[axis]) break;
      at_ -= strides_[axis] * shape_[axis];
      index_[axis] = 0;
    }
    return static_cast<size_t>(here);
  }

 private:
  std::vector<int64_t> shape_, strides_, index_;
  int64_t at_ = 0;
};

/// Puts a piece of the file in place; those that end near each other after one another, because each place
/// far from the last costs a look-up of its page.
template <class Real>
void put_apart(Order& order, std::span<const Real> piece, std::vector<size_t>& places,
               std::vector<Real>& out) {
  places.resize(piece.size());
  for (size_t& place : places) place = order.next();
  const size_t apart = std::min(order.apart(), piece.size());
  for (size_t j = 0; j < apart; ++j) {
    for (size_t i = j; i < piece.size(); i += apart) out[places[i]] = piece[i];
  }
}

template <class Real>
Result<void> read_values(int fd, const NpyHeader& header, NpyArray<Real>& out) {
  constexpr size_t kPiece = 1 << 18;
  if (out.values.empty()) return {};
  const auto item = static_cast<size_t>(header.item_bytes);
  const Convert convert = converter_of(header);
  std::optional<Order> order;  // else the file's own is right
  if (header.fortran_order && header.shape.size() > 1) order.emplace(header.shape);
  std::vector<uint8_t> piece(std::min(kPiece, out.values.size()) * item);
  std::vector<Real> values(order ? std::min(kPiece, out.values.size()) : 0);
  std::vector<size_t> places;
  will_go_through(static_cast<int64_t>(out.values.size() * item));
  int64_t offset = header.data_offset;
  for (size_t left = out.values.size(); left > 0;) {
    if (stop_asked()) return fail(kStopped);
    const size_t count = std::min(left, kPiece);
    for (size_t have = 0; have < count * item;) {
      const ssize_t got = ::pread(fd, piece.data() + have, count * item - have, offset);
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return fail(got < 0 ? reason_of(errno) : "it became shorter while it was read");
      have += static_cast<size_t>(got);
      offset += got;
    }
    Real* const to = order ? values.data() : out.values.data() + (out.values.size() - left);
    for (size_t i = 0; i < count; ++i) {
      uint8_t* const bytes = piece.data() + i * item;
      if (header.big_endian) std::reverse(bytes, bytes + item);
      const Real value = static_cast<Real>(convert(bytes));
      out.not_finite += std::isfinite(value) ? 0 : 1;
      to[i] = value;
    }
    if (order) put_apart(*order, std::span<const Real>(values).first(count), places, out.values);
    left -= count;
    went_through(static_cast<int64_t>(count * item));
  }
  return {};
}

}  // namespace

template <class Real>
Result<NpyArray<Real>> load_npy(const fs::path& file) {
  const auto refuse = [&file](const std::string& reason) {
    return fail(fmt::format("{} was not read: {}.", quoted(file), reason));
  };
  const Result<OpenFile> open = open_regular(file);
  if (!open) return tl::unexpected(open.error());
  std::string head(static_cast<size_t>(std::min(open->bytes, kMaxNpyHeader)), '\0');
  const ssize_t got = ::pread(open->fd.get(), head.data(), head.size(), 0);
  if (got < 0) return refuse(reason_of(errno));
  head.resize(static_cast<size_t>(got));
  const Result<NpyHeader> header = parse_npy_header(head, open->bytes);
  if (!header) return refuse(header.error().message);
  NpyArray<Real> out{header->shape, {}, 0};
  out.values.resize(static_cast<size_t>(header->elements()));
  if (auto read = read_values(open->fd.get(), *header, out); !read) return refuse(read.error().message);
  return out;
}

template Result<NpyArray<float>> load_npy<float>(const fs::path& file);
template Result<NpyArray<double>> load_npy<double>(const fs::path& file);

std::string npy_shape_text(std::span<const int64_t> shape) {
  return fmt::format("({}{})", fmt::join(shape, ", "), shape.size() == 1 ? "," : "");
}

Result<Tensor> load_npy_tensor(const fs::path& file) {
  Result<NpyArray<float>> array = load_npy<float>(file);
  if (!array) return tl::unexpected(array.error());
  if (array->shape.size() != 4 || array->values.empty()) {
    return fail(fmt::format(
        "{} has the shape {}: four axes are needed, none of them empty. In NumPy, reshape it first.",
        quoted(file), npy_shape_text(array->shape)));
  }
  const std::vector<int64_t>& s = array->shape;
  return Tensor{{s[0], s[1], s[2], s[3]}, std::move(array->values)};
}

std::string npy_header(std::span<const int64_t> shape) {
  std::string text =
      fmt::format("{{'descr': '<f4', 'fortran_order': False, 'shape': {}, }}", npy_shape_text(shape));
  // Values begin at a multiple of 64 bytes; the text ends with a newline.
  text.append(63 - (10 + text.size()) % 64, ' ').append(1, '\n');
  std::string out("\x93NUMPY\x01\x00", 8);
  out.append(1, static_cast<char>(text.size() & 255)).append(1, static_cast<char>(text.size() >> 8));
  return out + text;
}

Result<void> save_npy(const fs::path& file, const Tensor& tensor) {
  const std::array<int64_t, 4> shape{tensor.shape.b, tensor.shape.c, tensor.shape.h, tensor.shape.w};
  const std::string header = npy_header(shape);
  const std::span<const char> parts[] = {
      std::span<const char>(header),
      std::span<const char>(reinterpret_cast<const char*>(tensor.values.data()),
                            tensor.values.size() * sizeof(float))};
  return write_file_parts(file, parts);
}

}  // namespace sep::io
