// Bodies of save.h, but for the snippet.
#include "io/models/save.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/npy.h"

namespace sep::io {

namespace fs = std::filesystem;

namespace {

enum class Ending { npy, csv, json };

Result<Ending> ending_of(const fs::path& file) {
  std::string ending = file.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(),
                 [](unsigned char c) { return std::tolower(c); });
  if (ending == ".npy") return Ending::npy;
  if (ending == ".csv" || ending == ".txt") return Ending::csv;
  if (ending == ".json") return Ending::json;
  return fail(fmt::format(
      "{} was not written: filters are saved as .npy, .csv, .txt or .json, and its name ends in {}.",
      quoted(file), ending.empty() ? "none of them" : "'" + ending + "'"));
}

/// The shortest text that reads back as the same number.
template <class Real>
void append_number(Real value, bool json, std::string& out) {
  if (std::isfinite(value))
    fmt::format_to(std::back_inserter(out), "{}", value);
  else
    out += fmt::format("{0}{1}{0}", json ? "\"" : "", std::isnan(value) ? "nan" : value > 0 ? "inf" : "-inf");
}

template <class Real>
void append_row(std::span<const Real> row, bool json, std::string& out) {
  for (size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out += json ? ", " : ",";
    append_number(row[i], json, out);
  }
}

template <class Real>
std::string kernel_csv(std::span<const Real> values, size_t columns) {
  std::string out;
  for (size_t i = 0; i < values.size(); i += columns) {
    append_row(values.subspan(i, columns), false, out);
    out += '\n';
  }
  return out;
}

template <class Real>
std::string kernel_json(std::span<const Real> values, size_t columns) {
  std::string out = "[";
  for (size_t i = 0; i < values.size(); i += columns) {
    out += i == 0 ? "[" : ", [";
    append_row(values.subspan(i, columns), true, out);
    out += ']';
  }
  return out + "]";
}

std::string bank_text(std::span<const float> weights, const std::array<int64_t, 4>& dims, bool json) {
  const auto columns = static_cast<size_t>(dims[3]), kernel = static_cast<size_t>(dims[2]) * columns;
  std::string out = json ? "[" : fmt::format("# shape: {}, {}, {}, {}\n", dims[0], dims[1], dims[2], dims[3]);
  for (int64_t n = 0; n < dims[0]; ++n) {
    if (json)
      out += n == 0 ? "[\n  " : "],\n [\n  ";
    else if (n > 0)
      out += '\n';
    for (int64_t c = 0; c < dims[1]; ++c) {
      const auto values = weights.subspan(static_cast<size_t>(n * dims[1] + c) * kernel, kernel);
      if (json)
        out += (c == 0 ? "" : ",\n  ") + kernel_json(values, columns);
      else
        out += kernel_csv(values, columns);
    }
  }
  return json ? out + "]]\n" : out;
}

std::span<const char> bytes_of_values(const void* data, size_t bytes) {
  return {static_cast<const char*>(data), bytes};
}

Result<void> save_bank_npy(const fs::path& file, std::span<const float> weights,
                           const std::array<int64_t, 4>& dims) {
  const std::string header = npy_header(dims);
  const std::span<const char> parts[] = {header, bytes_of_values(weights.data(), weights.size_bytes())};
  return write_file_parts(file, parts);
}

}  // namespace

Result<void> save_kernel(const fs::path& file, const Kernel& kernel) {
  const Result<Ending> ending = ending_of(file);
  if (!ending) return tl::unexpected(ending.error());
  const std::span<const double> values(kernel.values);
  const auto columns = static_cast<size_t>(kernel.size.w);
  if (*ending == Ending::csv) return write_file(file, kernel_csv(values, columns));
  if (*ending == Ending::json) return write_file(file, kernel_json(values, columns) + "\n");
  const int64_t shape[] = {kernel.size.h, kernel.size.w};
  std::string header = npy_header(shape);
  header.replace(header.find("<f4"), 3, "<f8");
  const std::span<const char> parts[] = {header, bytes_of_values(values.data(), values.size_bytes())};
  return write_file_parts(file, parts);
}

Result<void> save_bank(const fs::path& file, std::span<const float> weights,
                       const std::array<int64_t, 4>& dims) {
  const Result<Ending> ending = ending_of(file);
  if (!ending) return tl::unexpected(ending.error());
  if (static_cast<int64_t>(weights.size()) != dims[0] * dims[1] * dims[2] * dims[3]) {
    return fail(fmt::format("{} was not written: {} weights do not fill {}×{}×{}×{}.", quoted(file),
                            weights.size(), dims[0], dims[1], dims[2], dims[3]));
  }
  if (*ending == Ending::npy) return save_bank_npy(file, weights, dims);
  return write_file(file, bank_text(weights, dims, *ending == Ending::json));
}

Result<std::vector<fs::path>> save_stages(const fs::path& stem, const Plan& plan) {
  std::vector<fs::path> files;
  for (const Stage& stage : plan.separable) {
    const ConvSpec& spec = stage.spec;
    fs::path file = stem;
    file += "-" + stage.name + ".npy";
    const std::vector<float> weights = weights_of(plan, stage, 0, spec.c_out);
    const auto saved =
        save_bank_npy(file, weights, {spec.c_out, spec.c_in_per_group(), spec.kernel.h, spec.kernel.w});
    if (!saved) return tl::unexpected(saved.error());
    files.push_back(std::move(file));
  }
  return files;
}

}  // namespace sep::io
