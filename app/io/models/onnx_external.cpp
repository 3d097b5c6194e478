// Bodies of onnx_external.h.
#include "io/models/onnx_external.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "io/models/onnx_proto.h"

namespace sep::io {

namespace fs = std::filesystem;

namespace {

std::optional<int64_t> whole(const std::string& text) {
  int64_t value = 0;
  const auto [at, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (problem != std::errc() || at != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

bool is_inside(const fs::path& folder, const fs::path& file) {
  const auto [left, right] = std::mismatch(folder.begin(), folder.end(), file.begin(), file.end());
  return left == folder.end() && right != file.end();
}

}  // namespace

Result<ExternalPlace> external_place(const onnx::TensorProto& tensor, const std::string& where) {
  ExternalPlace place;
  for (const onnx::StringStringEntryProto& entry : tensor.external_data()) {
    if (entry.key() == "location") place.location = entry.value();
    if (entry.key() != "offset" && entry.key() != "length") continue;
    const std::optional<int64_t> number = whole(entry.value());
    if (!number) {
      return fail(fmt::format("{}: the {} of its external data is {}, not a whole number.", where,
                              entry.key(), shown_name(entry.value())));
    }
    (entry.key() == "offset" ? place.offset : place.length) = *number;
  }
  if (place.location.empty())
    return fail(fmt::format("{}: its data lie in another file, which is not named.", where));
  return place;
}

Result<std::unique_ptr<ByteSource>> open_beside(const fs::path& folder, const std::string& location,
                                                const std::string& where) {
  const auto refuse = [&](std::string_view reason) {
    return fail(fmt::format("{}: its data would lie in {}, {}.", where, shown_name(location), reason));
  };
  if (folder.empty()) return refuse("but this model was not read from a folder");
  if (location.find('\0') != std::string::npos || location.size() > 1000)
    return refuse("which is no name of a file");
  const fs::path relative(location);
  const bool climbs = std::find(relative.begin(), relative.end(), fs::path("..")) != relative.end();
  constexpr std::string_view kOutside = "outside the model's own folder, where nothing is opened";
  if (relative.is_absolute() || climbs) return refuse(kOutside);
  std::error_code problem;
  const fs::path home = fs::canonical(folder, problem);
  if (problem) return refuse("but the model's folder cannot be read");
  const fs::path file = fs::canonical(home / relative, problem);
  if (problem) return refuse("which cannot be opened: " + reason_of(problem.value()));
  if (!is_inside(home, file)) return refuse(kOutside);
  Result<OpenFile> open = open_regular(file);
  if (!open) return refuse("which cannot be read as a file");
  return std::make_unique<FileSource>(shown_name(location), std::move(*open));
}

}  // namespace sep::io
