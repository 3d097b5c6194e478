// Kernels from JSON, value by value as the parser meets them.
#include "io/models/json_kernels.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <set>

#include "io/models/json_events.h"
#include "io/models/layers.h"
#include "io/stop.h"

namespace sep::io {

namespace {

constexpr size_t kMaxDepth = 4;
constexpr size_t kMaxKernels = 4096;

/// One array of numbers while it is read.
struct Array {
  std::array<int64_t, kMaxDepth> extent{};  ///< of a level, from its first list; 0: not known yet
  std::array<int64_t, kMaxDepth> count{};   ///< elements of the list that is open at a level
  size_t open = 0;                          ///< lists that are open
  size_t leaf = 0;                          ///< depth of the numbers; 0: none met
  std::vector<double> numbers{};            ///< depth 2
  std::vector<float> bank{};                ///< depth 4
};

class KernelEvents final : public JsonEvents {
 public:
  KernelEvents(std::string source, std::string name, Model& model)
      : source_(std::move(source)), name_(std::move(name)), model_(model) {}

  bool null() override { return not_a_number("null"); }
  bool boolean(bool value) override { return not_a_number(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return number(static_cast<double>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(static_cast<double>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return number(value); }

  bool string(string_t& text) override {
    if (text == "nan") return number(NAN);
    if (text == "inf") return number(INFINITY);
    if (text == "-inf") return number(-INFINITY);
    return not_a_number(fmt::format("\"{}\"", clean_text(text, 40)));
  }

  bool start_object(size_t) override {
    if (in_object_ || array_.open > 0)
      return complain(where() + "an object stands where a number or a list should");
    in_object_ = true;
    return true;
  }
  bool end_object() override { return true; }

  bool key(string_t& name) override {
    if (!names_.insert(name).second)
      return complain(fmt::format("the name {} stands twice", shown_name(name)));
    if (names_.size() > kMaxKernels)
      return complain(fmt::format("there are more than {} kernels", kMaxKernels));
    name_ = name;
    return true;
  }

  bool start_array(size_t) override {
    Array& a = array_;
    if (a.open == kMaxDepth) return complain(where() + "lists are nested deeper than the 4 levels of a bank");
    if (a.leaf > 0 && a.open >= a.leaf) return complain(where() + "a list stands among numbers");
    if (a.open > 0 && !count_element()) return false;
    a.count[a.open++] = 0;
    return true;
  }

  bool end_array() override {
    Array& a = array_;
    const size_t level = --a.open;
    if (a.count[level] == 0) return complain(where() + "a list is empty");
    if (a.leaf == 0) return complain(where() + "a list is empty");
    if (a.extent[level] == 0) a.extent[level] = a.count[level];
    if (a.extent[level] != a.count[level]) {
      return complain(fmt::format("{}this list has {} elements, the first of its kind has {}", where(),
                                  a.count[level], a.extent[level]));
    }
    return level > 0 || finish();
  }

 private:
  /// "kernel 'edge', [2][1]: ": the place of the element that is read.
  std::string where() const {
    std::string text = in_object_ ? fmt::format("kernel {}", shown_name(name_)) : "";
    for (size_t i = 0; i < array_.open; ++i) {
      text += fmt::format("{}[{}]", i == 0 && !text.empty() ? ", " : "",
                          std::max<int64_t>(array_.count[i] - 1, 0));
    }
    return text.empty() ? text : text + ": ";
  }

  bool not_a_number(const std::string& what) {
    if (array_.open > 0) count_element();
    return complain(fmt::format("{}{} stands where a {} should", where(), what,
                                array_.open > 0 ? "number" : "list of rows"));
  }

  bool count_element() {
    Array& a = array_;
    const size_t level = a.open - 1;
    ++a.count[level];
    const bool too_large = a.leaf == 2 && level < 2 && a.count[level] > kMaxKernel;
    return !too_large ||
           complain(fmt::format("{}a kernel has at most {} rows and columns", where(), kMaxKernel));
  }

  bool number(double value) {
    Array& a = array_;
    if (a.open == 0 && in_object_ && name_ == "version") {
      return complain("this is an experiment or a network, not a file of kernels");
    }
    if (a.open == 0) return not_a_number("a single number");
    if (!count_element()) return false;
    if (stop_asked()) return complain(kStopped);
    if (a.leaf == 0) a.leaf = a.open;
    if (a.leaf != a.open) return complain(where() + "a number stands among lists");
    if (a.leaf != 2 && a.leaf != 4) {
      return complain(
          fmt::format("{}numbers are nested {} deep: a kernel is a list of rows (2 deep), a bank "
                      "[N][C][row][column] 4 deep",
                      where(), a.leaf));
    }
    if (std::isfinite(value) && std::abs(value) >= 3.4028235677973366e38) {
      return complain(where() + "a number is too large: they go from -3.4e38 to 3.4e38");
    }
    if (a.leaf == 2)
      a.numbers.push_back(value);
    else
      a.bank.push_back(static_cast<float>(value));
    return true;
  }

  bool finish() {
    Array a = std::move(array_);
    array_ = Array{};
    const std::string name = name_.empty() ? "kernel" : name_;
    if (a.leaf == 2) {
      if (a.extent[0] > kMaxKernel) return complain(where() + "a kernel has too many rows");
      const Size2 size{static_cast<int>(a.extent[0]), static_cast<int>(a.extent[1])};
      model_.layers.push_back(layer_of_kernel(name, {size, std::move(a.numbers)}));
      return true;
    }
    auto weights = std::make_shared<const std::vector<float>>(std::move(a.bank));
    Result<Layer> layer = layer_of_bank(name, a.extent, std::move(weights), source_);
    if (!layer) return complain(layer.error().message);
    model_.layers.push_back(std::move(*layer));
    return true;
  }

  std::string source_, name_;
  Model& model_;
  bool in_object_ = false;
  std::set<std::string> names_;
  Array array_;
};

}  // namespace

Result<Model> parse_json_kernels(std::string_view text, const std::string& source, const std::string& name) {
  if (static_cast<int64_t>(text.size()) > kMaxJsonBytes) {
    return fail(fmt::format("{} has {}; JSON kernels of at most {} are read: save a bank as .npy.", source,
                            bytes_text(static_cast<int64_t>(text.size())), bytes_text(kMaxJsonBytes)));
  }
  Model model{name, {}, {}};
  KernelEvents events(source, name, model);
  if (auto fine = run_json(text, source, events); !fine) return tl::unexpected(fine.error());
  if (model.layers.empty()) return fail(fmt::format("{} holds no kernels.", source));
  guess_groups(model.layers);
  for (Layer& layer : model.layers) note_non_finite(layer, model.warnings);
  return model;
}

}  // namespace sep::io
