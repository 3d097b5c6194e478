// Reads and checks the header of .safetensors.
#include "io/models/safetensors_header.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>
#include <set>

#include "io/models/json_events.h"
#include "io/models/safetensors.h"

namespace sep::io {

namespace {

struct Dtype {
  std::string_view name;
  int64_t bytes;
  std::optional<FloatType> type;
};
const Dtype kDtypes[] = {
    {"F32", 4, FloatType::f32},
    {"F16", 2, FloatType::f16},
    {"BF16", 2, FloatType::bf16},
    {"F64", 8, FloatType::f64},
    {"I64", 8, {}},
    {"I32", 4, {}},
    {"I16", 2, {}},
    {"I8", 1, {}},
    {"U8", 1, {}},
    {"U16", 2, {}},
    {"U32", 4, {}},
    {"U64", 8, {}},
    {"BOOL", 1, {}},
    {"F8_E4M3", 1, {}},
    {"F8_E5M2", 1, {}},
    {"C64", 8, {}},
};

const Dtype* find_dtype(std::string_view name) {
  const auto* found =
      std::find_if(std::begin(kDtypes), std::end(kDtypes), [&](const Dtype& d) { return d.name == name; });
  return found == std::end(kDtypes) ? nullptr : found;
}

class HeaderEvents final : public JsonEvents {
 public:
  std::vector<TensorEntry> tensors;

  bool null() override { return unexpected("null"); }
  bool boolean(bool) override { return unexpected("true or false"); }
  bool number_integer(number_integer_t value) override { return number(value); }
  bool number_unsigned(number_unsigned_t value) override {
    return number(value > uint64_t{1} << 62U ? -1 : static_cast<int64_t>(value));
  }
  bool number_float(number_float_t, const string_t&) override { return unexpected("a number with a point"); }

  bool string(string_t& text) override {
    if (in_metadata_) return true;
    if (level_ != 2 || field_ != "dtype" || in_list_) return unexpected("a text");
    tensors.back().dtype = text;
    return true;
  }

  bool start_object(size_t) override {
    if (level_ == 2 || in_list_) return unexpected("an object");
    ++level_;
    return true;
  }

  bool end_object() override {
    if (--level_ != 1) return true;
    if (!in_metadata_) return complete();
    in_metadata_ = false;
    return true;
  }

  bool key(string_t& text) override {
    if (in_metadata_) return true;
    if (level_ == 2) {
      field_ = text;
      if (!fields_.insert(text).second)
        return complain(place() + fmt::format("the key {} stands twice", shown_name(text)));
      const bool known = text == "dtype" || text == "shape" || text == "data_offsets";
      return known || complain(place() + fmt::format("the key {} is not one of dtype, shape, data_offsets",
                                                     shown_name(text)));
    }
    if (!names_.insert(text).second) return complain(fmt::format("tensor {} stands twice", shown_name(text)));
    if (names_.size() > kMaxSafetensors)
      return complain(fmt::format("there are more than {} tensors", kMaxSafetensors));
    in_metadata_ = text == "__metadata__";
    fields_.clear();
    if (!in_metadata_) {
      tensors.emplace_back();
      tensors.back().name = text;
    }
    return true;
  }

  bool start_array(size_t) override {
    const bool fits =
        level_ == 2 && !in_metadata_ && !in_list_ && (field_ == "shape" || field_ == "data_offsets");
    if (!fits) return unexpected("a list");
    in_list_ = true;
    offsets_ = 0;
    return true;
  }

  bool end_array() override {
    in_list_ = false;
    return field_ == "shape" || offsets_ == 2 || complain(place() + "data_offsets must hold two numbers");
  }

 private:
  std::string place() const {
    return tensors.empty() ? "" : fmt::format("tensor {}: ", shown_name(tensors.back().name));
  }

  bool unexpected(const std::string& what) {
    if (level_ == 0) return complain(fmt::format("the header is {}, not an object of tensors", what));
    return complain(fmt::format("{}{} stands where it does not belong in the header", place(), what));
  }

  bool number(int64_t value) {
    if (!in_list_) return unexpected("a number");
    TensorEntry& tensor = tensors.back();
    if (value < 0)
      return complain(fmt::format("{}{} holds a number that is negative or too large", place(), field_));
    if (field_ == "shape") {
      if (tensor.shape.size() == 16) return complain(place() + "it has more than 16 extents");
      tensor.shape.push_back(value);
    } else {
      if (offsets_ == 2) return complain(place() + "data_offsets must hold two numbers");
      (offsets_ == 0 ? tensor.begin : tensor.end) = value;
      ++offsets_;
    }
    return true;
  }

  bool complete() {
    for (const char* field : {"dtype", "shape", "data_offsets"}) {
      if (!fields_.contains(field)) return complain(fmt::format("{}{} is missing", place(), field));
    }
    return true;
  }

  int level_ = 0;
  bool in_metadata_ = false, in_list_ = false;
  int offsets_ = 0;
  std::string field_;
  std::set<std::string> names_, fields_;
};

/// Type, size and place of one tensor against the bytes that are there.
Result<void> check_tensor(TensorEntry& tensor, const ByteSource& source, int64_t data_start) {
  const std::string place = fmt::format("{}, tensor {}", source.name(), shown_name(tensor.name));
  const Dtype* dtype = find_dtype(tensor.dtype);
  if (dtype == nullptr)
    return fail(fmt::format("{}: its type {} is unknown.", place, shown_name(tensor.dtype)));
  tensor.type = dtype->type;
  const int64_t room = source.size() - data_start;
  if (!element_count(tensor.shape, tensor.count) || tensor.count > (int64_t{1} << 58)) {
    return fail(fmt::format("{}: its shape {} is too large.", place, shape_text(tensor.shape)));
  }
  if (tensor.begin > tensor.end) {
    return fail(
        fmt::format("{}: its data ends at {}, before it begins at {}.", place, tensor.end, tensor.begin));
  }
  if (tensor.end > room) {
    return fail(fmt::format("{}: its data reaches to byte {} of the file, which has {} bytes.", place,
                            tensor.end > (int64_t{1} << 61) ? tensor.end : data_start + tensor.end,
                            source.size()));
  }
  if (tensor.end - tensor.begin != tensor.count * dtype->bytes) {
    return fail(fmt::format("{} (byte {}): its shape {} in {} needs {} bytes, but {} are stored.", place,
                            data_start + tensor.begin, shape_text(tensor.shape), tensor.dtype,
                            tensor.count * dtype->bytes, tensor.end - tensor.begin));
  }
  return {};
}

Result<void> check_overlaps(const SafetensorsHeader& header, const ByteSource& source) {
  std::vector<const TensorEntry*> order;
  for (const TensorEntry& tensor : header.tensors) {
    if (tensor.end > tensor.begin) order.push_back(&tensor);
  }
  std::sort(order.begin(), order.end(), [](const auto* a, const auto* b) { return a->begin < b->begin; });
  for (size_t i = 1; i < order.size(); ++i) {
    if (order[i]->begin >= order[i - 1]->end) continue;
    return fail(fmt::format("{}, tensor {} (byte {}): it shares bytes with tensor {}.", source.name(),
                            shown_name(order[i]->name), header.data_start + order[i]->begin,
                            shown_name(order[i - 1]->name)));
  }
  return {};
}

}  // namespace

Result<SafetensorsHeader> read_safetensors_header(const ByteSource& source) {
  uint64_t length = 0;
  if (auto fine = source.read(0, {reinterpret_cast<char*>(&length), 8}); !fine)
    return tl::unexpected(fine.error());
  if (length > static_cast<uint64_t>(kMaxSafetensorsHeader)) {
    return fail(fmt::format("{}, byte 0: a header of {} bytes is announced; at most {} are read.",
                            source.name(), length, kMaxSafetensorsHeader));
  }
  if (static_cast<int64_t>(length) > source.size() - 8) {
    return fail(
        fmt::format("{}, byte 0: a header of {} bytes is announced, but the file has {} bytes in all.",
                    source.name(), length, source.size()));
  }
  std::string text(static_cast<size_t>(length), '\0');
  if (auto fine = source.read(8, text); !fine) return tl::unexpected(fine.error());
  HeaderEvents events;
  if (auto fine = run_json(text, source.name() + ", header", events); !fine)
    return tl::unexpected(fine.error());
  SafetensorsHeader header{8 + static_cast<int64_t>(length), std::move(events.tensors)};
  for (TensorEntry& tensor : header.tensors) {
    if (auto fine = check_tensor(tensor, source, header.data_start); !fine)
      return tl::unexpected(fine.error());
  }
  if (auto fine = check_overlaps(header, source); !fine) return tl::unexpected(fine.error());
  return header;
}

}  // namespace sep::io
