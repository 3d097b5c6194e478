// Reads a text of numbers into one kernel or a bank.
#include "io/models/text_matrix.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <optional>

#include "io/models/bytes.h"
#include "io/models/layers.h"
#include "io/models/text_lines.h"
#include "io/stop.h"

namespace sep::io {

namespace {

using Dims = std::array<int64_t, 4>;

/// Four whole numbers after the word "shape" in a comment: "shape: 16, 3, 5, 5", "Array shape: (4, 3, 3, 3)".
std::optional<Dims> shape_in(std::string_view comment) {
  const size_t word = comment.find("shape");
  if (word == std::string_view::npos) return std::nullopt;
  std::string_view rest = comment.substr(word + 5);
  Dims dims{};
  size_t count = 0;
  while (true) {
    const size_t start = rest.find_first_of("0123456789");
    if (start == std::string_view::npos) break;
    if (count == 4) return std::nullopt;
    rest.remove_prefix(start);
    const auto [at, problem] = std::from_chars(rest.data(), rest.data() + rest.size(), dims[count++]);
    if (problem != std::errc()) return std::nullopt;
    rest.remove_prefix(static_cast<size_t>(at - rest.data()));
  }
  return count == 4 ? std::optional(dims) : std::nullopt;
}

class Reader {
 public:
  Reader(std::string_view text, std::string source, TextStyle style)
      : rest_(text), bytes_(static_cast<int64_t>(text.size())), source_(std::move(source)), style_(style) {}

  Result<void> run() {
    will_go_through(bytes_);
    for (size_t left = rest_.size(); next_line(rest_, line_); left = rest_.size()) {
      went_through(static_cast<int64_t>(left - rest_.size()));
      if (stop_asked()) return fail(fmt::format("{}: {}.", source_, kStopped));
      if (const auto dims = line_.comment.empty() || rows_ > 0 ? std::nullopt : shape_in(line_.comment)) {
        if (auto fine = announce(*dims); !fine) return fine;
      }
      if (all_blank(line_.text)) continue;
      if (auto fine = row(); !fine) return fine;
    }
    return finish();
  }

  const std::optional<Dims>& dims() const { return dims_; }
  Kernel kernel() && { return {{static_cast<int>(rows_), static_cast<int>(columns_)}, std::move(numbers_)}; }
  std::vector<float> bank() && { return std::move(bank_); }

 private:
  tl::unexpected<Error> at(size_t column, const std::string& reason) const {
    return fail(fmt::format("{}, line {}, column {}: {}.", source_, line_.number, column, reason));
  }

  Result<void> announce(const Dims& dims) {
    int64_t count = 0;
    if (!element_count(dims, count) || count < 1 || count > bytes_ / 2 + 1) {
      return fail(fmt::format("{}, line {}: the shape {} announces more numbers than the file can hold.",
                              source_, line_.number, shape_text(dims)));
    }
    dims_ = dims;
    bank_.reserve(static_cast<size_t>(count));
    return {};
  }

  Result<void> row() {
    const size_t most = dims_ ? static_cast<size_t>((*dims_)[3]) : kMaxKernel;
    split_fields(line_.text, style_, most, fields_);
    const std::vector<TextField>& fields = fields_;
    if (fields.size() > most) {
      return dims_ ? at(fields[most].column,
                        fmt::format("this row has more than the {} numbers that the shape {} announces", most,
                                    shape_text(*dims_)))
                   : at(fields[most].column, fmt::format("a kernel has at most {} columns", kMaxKernel));
    }
    if (rows_ == 0) columns_ = fields.size();
    if (fields.size() != (dims_ ? most : columns_)) {
      return fail(fmt::format("{}, line {}: this row has {} numbers where {} were expected, as {}.", source_,
                              line_.number, fields.size(), dims_ ? most : columns_,
                              dims_ ? "the shape announces" : "in the first row"));
    }
    if (!dims_ && rows_ == kMaxKernel) {
      return fail(
          fmt::format("{}, line {}: a kernel has at most {} rows.", source_, line_.number, kMaxKernel));
    }
    ++rows_;
    return numbers(fields);
  }

  Result<void> numbers(const std::vector<TextField>& fields) {
    for (const TextField& field : fields) {
      if (field.text.empty()) return at(field.column, "a number is missing here");
      const Result<double> value = parse_number(field.text, style_.decimal_comma);
      if (!value) return at(field.column, shown_name(field.text) + " " + value.error().message);
      if (!dims_)
        numbers_.push_back(*value);
      else if (bank_.size() < bank_.capacity())
        bank_.push_back(static_cast<float>(*value));
      else
        return at(field.column,
                  fmt::format("there are more numbers than the shape {} announces", shape_text(*dims_)));
    }
    return {};
  }

  Result<void> finish() {
    if (rows_ == 0) return fail(fmt::format("{} holds no numbers.", source_));
    int64_t count = 0;
    if (dims_ && element_count(*dims_, count) && static_cast<int64_t>(bank_.size()) != count) {
      return fail(fmt::format("{}: the shape {} announces {} numbers, but {} stand there.", source_,
                              shape_text(*dims_), count, bank_.size()));
    }
    return {};
  }

  std::string_view rest_;
  int64_t bytes_;
  std::string source_;
  TextStyle style_;
  TextLine line_;
  std::vector<TextField> fields_;
  size_t rows_ = 0, columns_ = 0;
  std::optional<Dims> dims_;
  std::vector<double> numbers_;
  std::vector<float> bank_;
};

/// Text that only looks like a matrix, or is no text.
Result<void> refuse_other_text(std::string_view text, const std::string& source) {
  if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
    return fail(fmt::format("{} is UTF-16 text; save it as UTF-8.", source));
  }
  if (text.starts_with("%%MatrixMarket")) {
    return fail(fmt::format(
        "{}, line 1: this is a Matrix Market file; save the matrix as plain rows of numbers.", source));
  }
  const size_t odd = text.find('\0');
  if (odd != std::string_view::npos) {
    return fail(
        fmt::format("{}, byte {}: a zero byte stands here, so this is not a text of numbers.", source, odd));
  }
  return {};
}

}  // namespace

Result<Model> parse_text_matrix(std::string_view text, const std::string& source, const std::string& name) {
  if (auto fine = refuse_other_text(text, source); !fine) return tl::unexpected(fine.error());
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);
  const Result<TextStyle> style = text_style(text, source);
  if (!style) return tl::unexpected(style.error());
  Reader reader(text, source, *style);
  if (auto fine = reader.run(); !fine) return tl::unexpected(fine.error());
  Model model{name, {}, {}};
  if (const std::optional<Dims> dims = reader.dims()) {
    auto weights = std::make_shared<const std::vector<float>>(std::move(reader).bank());
    Result<Layer> layer = layer_of_bank(name, *dims, std::move(weights), source);
    if (!layer) return tl::unexpected(layer.error());
    model.layers.push_back(std::move(*layer));
    guess_groups(model.layers);
  } else {
    model.layers.push_back(layer_of_kernel(name, std::move(reader).kernel()));
  }
  note_non_finite(model.layers[0], model.warnings);
  return model;
}

}  // namespace sep::io
