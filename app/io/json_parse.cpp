// Text to a JSON value, in time and memory that grow with the text. The exceptions of nlohmann-json end here.
#include <fmt/format.h>

#include <set>

#include "io/clean_text.h"
#include "io/json_reader.h"
#include "io/json_text.h"

namespace sep::io {

namespace {

constexpr size_t kMaxDepth = 32;
/// Memory that values may take beside their text, and what one takes at most while its list grows.
constexpr size_t kValueBytes = 56'000'000, kScalarBytes = 48, kListBytes = 80, kKeyBytes = 80;
constexpr size_t kMaxKeys =
    256;  // nlohmann's ordered object looks keys up one by one: many would take for ever.

/// Builds the value from the parser's events and refuses deep nesting and doubled keys on the way. (The
/// library's own callback walks over a whole list after each object in it.)
class Builder : public nlohmann::json_sax<Json> {
 public:
  Builder(Json& root, size_t text_bytes) : root_(root), left_bytes_(kValueBytes + text_bytes) {}
  const std::string& refusal() const { return refusal_; }
  size_t byte() const { return byte_; }
  bool is_syntax() const { return is_syntax_; }

  bool null() override { return add(nullptr, 0); }
  bool boolean(bool v) override { return add(v, 0); }
  bool number_integer(number_integer_t v) override { return add(v, 0); }
  bool number_unsigned(number_unsigned_t v) override { return add(v, 0); }
  bool number_float(number_float_t v, const string_t& /*text*/) override { return add(v, 0); }
  bool string(string_t& v) override {
    const size_t bytes = kScalarBytes + (v.size() < 16 ? 0 : v.size() + 32);  // short ones lie in the string
    return add(std::move(v), bytes);
  }
  bool binary(binary_t& /*v*/) override { return false; }  // not in JSON text
  bool start_object(std::size_t /*size*/) override { return open(Json::object()); }
  bool start_array(std::size_t /*size*/) override { return open(Json::array()); }
  bool end_object() override { return close(); }
  bool end_array() override { return close(); }

  bool key(string_t& name) override {
    std::set<std::string>& names = open_.back().names;
    if (names.size() == kMaxKeys) return refuse(fmt::format("one object has more than {} keys", kMaxKeys));
    if (!names.insert(name).second)
      return refuse(fmt::format("the key \"{}\" stands twice in one object", clean_text(name, 60)));
    open_.back().key = std::move(name);
    return take(kKeyBytes + open_.back().key.size());
  }

  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) override {
    const auto* syntax = dynamic_cast<const Json::parse_error*>(&error);
    is_syntax_ = syntax != nullptr;
    byte_ = is_syntax_ ? syntax->byte : 0;
    return refuse(json_reason(error.what()));
  }

 private:
  struct Open {
    Json* value;
    std::set<std::string> names;
    std::string key;
  };

  bool refuse(std::string why) {
    refusal_ = std::move(why);
    return false;
  }

  /// Puts a value into what is open. Nothing is added to a container while a part of it is open, so that
  /// pointers into it hold.
  Json* put(Json value) {
    if (open_.empty()) {
      root_ = std::move(value);
      return &root_;
    }
    Open& top = open_.back();
    if (top.value->is_array()) {
      top.value->push_back(std::move(value));
      return &top.value->back();
    }
    return &((*top.value)[top.key] = std::move(value));
  }

  bool take(size_t bytes) {
    if (bytes > left_bytes_)
      return refuse("its values would take more memory than a file of this size may take");
    left_bytes_ -= bytes;
    return true;
  }

  template <class T>
  bool add(T&& value, size_t more_bytes) {
    if (!take(kScalarBytes + more_bytes)) return false;
    put(Json(std::forward<T>(value)));
    return true;
  }

  bool open(Json empty) {
    if (open_.size() == kMaxDepth)
      return refuse(fmt::format("brackets are nested deeper than {} levels", kMaxDepth));
    if (!take(kListBytes)) return false;
    open_.push_back({put(std::move(empty)), {}, {}});
    return true;
  }

  bool close() {
    open_.pop_back();
    return true;
  }

  Json& root_;
  std::vector<Open> open_;
  std::string refusal_;
  size_t left_bytes_;
  size_t byte_ = 0;
  bool is_syntax_ = false;
};

}  // namespace

Result<Json> parse_json(const std::string& text, const std::string& source) {
  if (auto fine = refuse_long_tokens(text, source, LongTokens::numbers_and_strings); !fine)
    return tl::unexpected(fine.error());
  Json root;
  Builder builder(root, text.size());
  try {
    if (Json::sax_parse(text, &builder)) return root;
  } catch (const Json::exception& error) {
    return fail(fmt::format("{}: {}.", source, json_reason(error.what())));
  }
  if (!builder.is_syntax()) return fail(fmt::format("{}: {}.", source, builder.refusal()));
  const LineColumn place = line_column(text, builder.byte() > 0 ? builder.byte() - 1 : 0);
  return fail(fmt::format("{}, line {}, column {}: this is not valid JSON ({}).", source, place.line,
                          place.column, builder.refusal()));
}

}  // namespace sep::io
