// Bodies of bundle.h.
#include "io/bundle/bundle.h"

#include <fmt/format.h>

#include <cstdlib>
#include <fstream>

#include "core/hash.h"
#include "io/bundle/zip_archive.h"
#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/models/model.h"
#include "io/stop.h"

namespace sep::io {
namespace fs = std::filesystem;
namespace {

constexpr const char* kExperimentName = "experiment.json";
constexpr int64_t kMaxExperimentBytes = 64'000'000;

/// "image" + ".png": a name of our own that keeps the ending, which some readers look at.
std::string packed_name(const char* stem, const std::string& file) {
  std::string ending;
  for (const char c : fs::path(file).extension().string()) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.';
    if (plain && ending.size() < 16) ending += c;
  }
  return stem + ending;
}

Result<void> pack(std::map<std::string, std::string>& files, std::string& file, const char* stem) {
  if (file.empty()) return {};
  auto bytes = read_file(file, kMaxBundledFileBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  const std::string name = packed_name(stem, file);
  files[name] = std::move(*bytes);
  file = name;
  return {};
}

/// A model may keep its weights in files beside it; alone it would open nowhere.
Result<void> stands_alone(const std::string& bytes, const std::string& file) {
  if (fs::path(file).extension() != ".onnx") return {};
  std::error_code ignored;
  std::string name = (fs::temp_directory_path(ignored) / "sepscope-bundle-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr)
    return fail(fmt::format("{} was not bundled: no temporary folder can be made", quoted(fs::path(file))));
  const fs::path folder = name;
  const fs::path alone = folder / "model.onnx";
  std::ofstream(alone, std::ios::binary) << bytes;
  const auto model = load_model(alone);
  fs::remove_all(folder, ignored);
  if (model) return {};
  return fail(fmt::format(
      "{} was not bundled: it keeps data in other files beside it. Save the one layer with File > "
      "Save kernel or bank, open that, and bundle again",
      quoted(fs::path(file))));
}

/// Which state of which file: where it lies, its size and when it was written.
uint64_t key_of(const fs::path& file) {
  std::error_code ignored;
  Hash h;
  for (const char c : fs::absolute(file, ignored).string()) h.add(static_cast<unsigned char>(c));
  const auto stamp = fs::last_write_time(file, ignored).time_since_epoch().count();
  return h.add(fs::file_size(file, ignored)).add(static_cast<uint64_t>(stamp)).value();
}

/// Names an experiment may have in a bundle: one of ours.
bool is_packed_name(const std::string& name, const char* stem) {
  return name == packed_name(stem, name) && name.starts_with(stem);
}

Result<void> unpack(const ZipReader& zip, const fs::path& folder, std::string& name, const char* stem,
                    const std::string& source) {
  if (name.empty()) return {};
  if (!is_packed_name(name, stem))
    return fail(fmt::format("{}: its experiment names the file {}, which cannot be in a bundle", source,
                            quoted(fs::path(name))));
  auto bytes = zip.read(name, kMaxBundledFileBytes);
  if (!bytes) return tl::unexpected(bytes.error());
  const fs::path to = folder / name;
  if (auto written = write_file(to, *bytes); !written) return written;
  name = to.string();
  return {};
}

}  // namespace

bool is_bundle(const fs::path& file) {
  std::error_code error;
  if (!fs::is_regular_file(file, error)) return false;
  char head[4] = {};
  std::ifstream in(file, std::ios::binary);
  if (!in.read(head, 4) || std::string_view(head, 4) != std::string_view("PK\3\4", 4)) return false;
  if (file.extension() == kBundleEnding) return true;
  const auto zip = ZipReader::open(file);
  return zip && zip->has(kExperimentName);
}

Result<Content> content_or_bundle(const fs::path& file) {
  if (is_bundle(file)) return Content::experiment;
  return content_of(file);
}

Result<Experiment> load_experiment_or_bundle(const fs::path& file) {
  return is_bundle(file) ? open_bundle(file, bundle_cache()) : load_experiment(file);
}

Result<void> save_bundle(const fs::path& file, const Experiment& experiment) {
  Experiment out = experiment;
  std::map<std::string, std::string> files;
  if (auto packed = pack(files, out.input.file, "image"); !packed) return packed;
  const std::string filters = out.bank.file;
  if (auto packed = pack(files, out.bank.file, "filters"); !packed) return packed;
  if (!filters.empty()) {
    if (auto alone = stands_alone(files[out.bank.file], filters); !alone) return alone;
  }
  files[kExperimentName] = to_json(out);
  const auto bytes = zip_bytes(files);
  if (!bytes) return fail(fmt::format("{} was not written: {}", quoted(file), bytes.error().message));
  if (stop_asked()) return fail(fmt::format("{} was not written: it was stopped", quoted(file)));
  return write_file(file, *bytes);
}

Result<Experiment> open_bundle(const fs::path& file, const fs::path& cache) {
  auto zip = ZipReader::open(file);
  if (!zip) return tl::unexpected(zip.error());
  const auto text = zip->read(kExperimentName, kMaxExperimentBytes);
  if (!text) return tl::unexpected(text.error());
  auto experiment = parse_experiment(*text, fmt::format("{}, {}", file.string(), kExperimentName));
  if (!experiment) return experiment;
  const fs::path folder = cache / fmt::format("{}-{:016x}", file.stem().string(), key_of(file));
  std::error_code failed;
  fs::create_directories(folder, failed);
  if (failed)
    return fail(
        fmt::format("{} cannot be unpacked: {}: {}", quoted(file), folder.string(), failed.message()));
  const std::string source = quoted(file);
  if (auto done = unpack(*zip, folder, experiment->input.file, "image", source); !done)
    return tl::unexpected(done.error());
  if (auto done = unpack(*zip, folder, experiment->bank.file, "filters", source); !done)
    return tl::unexpected(done.error());
  return experiment;
}

fs::path bundle_cache() {
  const char* set = std::getenv("XDG_CACHE_HOME");
  const char* home = std::getenv("HOME");
  std::error_code failed;
  if (set != nullptr && *set == '/') return fs::path(set) / "sepscope" / "bundles";
  if (home != nullptr && *home == '/') return fs::path(home) / ".cache" / "sepscope" / "bundles";
  return fs::temp_directory_path(failed) / "sepscope-bundles";
}

}  // namespace sep::io
