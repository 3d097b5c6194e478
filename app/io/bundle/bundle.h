// An experiment with its image and its filters in one file, a zip named *.sepscope, that opens anywhere.
#pragma once

#include <filesystem>

#include "core/error.h"
#include "core/experiment.h"
#include "io/models/opened.h"

namespace sep::io {

inline constexpr const char* kBundleEnding = ".sepscope";
inline constexpr int64_t kMaxBundledFileBytes = 500'000'000;

/// A zip archive that is named as a bundle, or that holds an experiment; other archives (checkpoints) are
/// not.
bool is_bundle(const std::filesystem::path& file);

/// As io/models/opened.h tells it; a bundle is an experiment.
Result<Content> content_or_bundle(const std::filesystem::path& file);
/// From a bundle, unpacked into bundle_cache(), or from an experiment's own file: as load_experiment().
Result<Experiment> load_experiment_or_bundle(const std::filesystem::path& file);

/// Writes the whole bundle or nothing. The experiment's files are absolute. Error: one of them cannot be
/// read, is larger than kMaxBundledFileBytes, or keeps its data in other files; or the bundle cannot be
/// written, or was stopped (io/stop.h).
Result<void> save_bundle(const std::filesystem::path& file, const Experiment& experiment);

/// Unpacks what the experiment in it names (nothing else, under names of our own) below a folder of that
/// file's state in `cache`, and gives the experiment with absolute names. Error: one sentence with the file.
Result<Experiment> open_bundle(const std::filesystem::path& file, const std::filesystem::path& cache);

/// $XDG_CACHE_HOME/sepscope/bundles, ~/.cache/sepscope/bundles, else below the folder of temporary files.
std::filesystem::path bundle_cache();

}  // namespace sep::io
