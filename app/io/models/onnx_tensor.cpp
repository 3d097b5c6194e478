// Bodies of onnx_tensor.h.
#include "io/models/onnx_tensor.h"

#include <fmt/format.h>

#include <charconv>
#include <cstring>
#include <optional>

#include "io/models/onnx_external.h"
#include "io/models/onnx_proto.h"
#include "io/models/wire.h"

namespace sep::io {

namespace {

constexpr int kFloatData = 4, kInt32Data = 5, kInt64Data = 7, kRawData = 9, kDoubleData = 10;

std::optional<FloatType> float_type(int data_type) {
  switch (data_type) {
    case onnx::TensorProto_DataType_FLOAT:
      return FloatType::f32;
    case onnx::TensorProto_DataType_FLOAT16:
      return FloatType::f16;
    case onnx::TensorProto_DataType_BFLOAT16:
      return FloatType::bf16;
    case onnx::TensorProto_DataType_DOUBLE:
      return FloatType::f64;
    default:
      return std::nullopt;
  }
}

std::string type_name(int data_type) {
  const bool known = onnx::TensorProto_DataType_IsValid(data_type);
  return known ? onnx::TensorProto_DataType_Name(static_cast<onnx::TensorProto_DataType>(data_type))
               : fmt::format("number {}", data_type);
}

int typed_field(FloatType type) {
  return type == FloatType::f32 ? kFloatData : type == FloatType::f64 ? kDoubleData : kInt32Data;
}

}  // namespace

std::string dims_text(const onnx::TensorProto& tensor) {
  return shape_text({tensor.dims().data(), static_cast<size_t>(tensor.dims_size())});
}

const TensorPlace& OnnxTensors::place_of(const onnx::TensorProto& tensor) const {
  static const TensorPlace kNone;
  uint32_t index = 0;
  if (tensor.raw_data().size() != 4) return kNone;
  std::memcpy(&index, tensor.raw_data().data(), 4);
  return index < places_.size() ? places_[index] : kNone;
}

std::string OnnxTensors::words(const onnx::TensorProto& tensor) const {
  const std::string name = tensor.name().empty() ? "of a Constant node" : shown_name(tensor.name());
  return fmt::format("{}, tensor {} (byte {})", source_.name(), name, place_of(tensor).offset);
}

Result<int64_t> OnnxTensors::count_of(const onnx::TensorProto& tensor) const {
  int64_t count = 0;
  const bool fits = element_count({tensor.dims().data(), static_cast<size_t>(tensor.dims_size())}, count);
  if (!fits || count > int64_t{1} << 58) {
    return fail(fmt::format("{}: its shape {} is negative or too large.", words(tensor), dims_text(tensor)));
  }
  return count;
}

Result<void> OnnxTensors::claim(const onnx::TensorProto& tensor, int64_t count) {
  if (budget_.take(count)) return {};
  return fail(fmt::format("{}: with it the layers need more memory than a file of this size may take.",
                          words(tensor)));
}

Result<Floats> OnnxTensors::floats(const onnx::TensorProto& tensor) {
  if (const auto found = done_.find(&tensor); found != done_.end()) return found->second.numbers;
  const std::optional<FloatType> type = float_type(tensor.data_type());
  if (!type) {
    return fail(fmt::format("{}: numbers of type {} are not read, only FLOAT, FLOAT16, BFLOAT16 and DOUBLE.",
                            words(tensor), type_name(tensor.data_type())));
  }
  const Result<int64_t> count = count_of(tensor);
  if (!count) return tl::unexpected(count.error());
  std::vector<float> numbers;
  const bool outside = tensor.data_location() == onnx::TensorProto_DataLocation_EXTERNAL;
  const Result<void> read =
      outside ? external(tensor, *type, *count, numbers) : stored(tensor, *count, numbers);
  if (!read) return tl::unexpected(read.error());
  Floats shared = std::make_shared<const std::vector<float>>(std::move(numbers));
  done_.emplace(&tensor, Read{shared, all_finite(*shared)});
  return shared;
}

int64_t OnnxTensors::stored_bytes(const onnx::TensorProto& tensor) const {
  if (tensor.data_location() == onnx::TensorProto_DataLocation_EXTERNAL) {
    const std::optional<FloatType> type = float_type(tensor.data_type());
    const Result<int64_t> count = count_of(tensor);
    return type && count ? *count * bytes_of(*type) : 0;
  }
  int64_t sum = 0;
  for (const Segment& segment : place_of(tensor).segments) sum += segment.bytes;
  return sum;
}

bool OnnxTensors::finite(const onnx::TensorProto& tensor) const {
  const auto found = done_.find(&tensor);
  return found == done_.end() || found->second.finite;
}

Result<void> OnnxTensors::stored(const onnx::TensorProto& tensor, int64_t count, std::vector<float>& out) {
  const FloatType type = *float_type(tensor.data_type());
  const std::vector<Segment>& segments = place_of(tensor).segments;
  const auto mismatch = [&](int64_t there, std::string_view unit) {
    return fail(fmt::format("{}: its shape {} in {} needs {} {}, but {} are stored.", words(tensor),
                            dims_text(tensor), type_name(tensor.data_type()),
                            unit == "bytes" ? count * bytes_of(type) : count, unit, there));
  };
  int64_t raw = -1, typed_bytes = 0;
  const Segment* raw_segment = nullptr;
  for (const Segment& segment : segments) {
    if (segment.field == kRawData && segment.packed) {
      raw_segment = &segment;
      raw = segment.bytes;
    }
    if (segment.field == typed_field(type)) typed_bytes += segment.bytes;
  }
  if (raw_segment != nullptr) {
    if (raw != count * bytes_of(type)) return mismatch(raw, "bytes");
    if (auto room = claim(tensor, count); !room) return room;
    return read_floats(source_, raw_segment->offset, type, count, out);
  }
  if (typed_field(type) == kInt32Data) {
    if (count > typed_bytes) return mismatch(typed_bytes, "numbers");
    if (auto room = claim(tensor, count); !room) return room;
    out.reserve(static_cast<size_t>(count));
    const auto keep = [&](uint64_t bits) {
      const auto half = static_cast<uint16_t>(bits);
      if (static_cast<int64_t>(out.size()) < count)
        out.push_back(type == FloatType::f16 ? from_f16(half) : from_bf16(half));
    };
    const Result<int64_t> met = varints(tensor, kInt32Data, keep);
    if (!met) return tl::unexpected(met.error());
    if (*met != count) return mismatch(*met, "numbers");
    return {};
  }
  if (typed_bytes != count * bytes_of(type)) return mismatch(typed_bytes / bytes_of(type), "numbers");
  if (auto room = claim(tensor, count); !room) return room;
  for (const Segment& segment : segments) {
    if (segment.field != typed_field(type)) continue;
    if (segment.bytes % bytes_of(type) != 0) return mismatch(typed_bytes / bytes_of(type), "numbers");
    if (auto read = read_floats(source_, segment.offset, type, segment.bytes / bytes_of(type), out); !read)
      return read;
  }
  return {};
}

Result<int64_t> OnnxTensors::varints(const onnx::TensorProto& tensor, int field,
                                     const std::function<void(uint64_t)>& keep) const {
  int64_t count = 0;
  for (const Segment& segment : place_of(tensor).segments) {
    if (segment.field != field) continue;
    WireCursor cursor(source_);
    cursor.skip(segment.offset);
    const int64_t end = segment.offset + segment.bytes;
    for (; cursor.position() < end; ++count) {
      uint64_t value = 0;
      if (!cursor.varint(value, end)) return fail(cursor.complaint());
      keep(value);
    }
  }
  return count;
}

Result<std::vector<int64_t>> OnnxTensors::whole_numbers(const onnx::TensorProto& tensor, int64_t limit) {
  const Result<int64_t> count = count_of(tensor);
  if (!count) return tl::unexpected(count.error());
  const bool inside = tensor.data_location() != onnx::TensorProto_DataLocation_EXTERNAL;
  if (*count > limit || tensor.data_type() != onnx::TensorProto_DataType_INT64 || !inside) {
    return fail(
        fmt::format("{}: at most {} whole numbers of type INT64 were expected.", words(tensor), limit));
  }
  std::vector<int64_t> numbers;
  for (const Segment& segment : place_of(tensor).segments) {
    if (segment.field != kRawData || segment.bytes != *count * 8) continue;
    numbers.resize(static_cast<size_t>(*count));
    auto read = source_.read(segment.offset, {reinterpret_cast<char*>(numbers.data()), numbers.size() * 8});
    if (!read) return tl::unexpected(read.error());
    return numbers;
  }
  const Result<int64_t> met = varints(tensor, kInt64Data, [&](uint64_t value) {
    if (static_cast<int64_t>(numbers.size()) < *count) numbers.push_back(static_cast<int64_t>(value));
  });
  if (!met) return tl::unexpected(met.error());
  if (*met == *count) return numbers;
  return fail(fmt::format("{}: its shape {} needs {} numbers, but {} are stored.", words(tensor),
                          dims_text(tensor), *count, *met));
}

Result<void> OnnxTensors::external(const onnx::TensorProto& tensor, FloatType type, int64_t count,
                                   std::vector<float>& out) {
  const Result<ExternalPlace> place = external_place(tensor, words(tensor));
  if (!place) return tl::unexpected(place.error());
  std::unique_ptr<ByteSource>& file = files_[place->location];
  if (!file) {
    Result<std::unique_ptr<ByteSource>> open = open_beside(folder_, place->location, words(tensor));
    if (!open) return tl::unexpected(open.error());
    file = std::move(*open);
    budget_.grow(file->size());
  }
  const int64_t needed = count * bytes_of(type);
  const int64_t room = file->size() - place->offset;
  if (place->offset > file->size() || needed > room || (place->length >= 0 && place->length != needed)) {
    return fail(
        fmt::format("{}: its shape {} needs {} bytes from byte {} of {}, but {} are there.", words(tensor),
                    dims_text(tensor), needed, place->offset, file->name(),
                    place->length >= 0 && place->length < room ? place->length : std::max<int64_t>(room, 0)));
  }
  if (auto claimed = claim(tensor, count); !claimed) return claimed;
  return read_floats(*file, place->offset, type, count, out);
}

}  // namespace sep::io
