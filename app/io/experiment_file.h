// The experiment as versioned JSON: unknown keys are errors that name the key, every field has a default.
#pragma once

#include <filesystem>
#include <string>

#include "core/error.h"
#include "core/experiment.h"

namespace sep::io {

inline constexpr int kExperimentVersion = 1;

/// source names the text in messages. Errors name file, line or key, and the reason.
Result<Experiment> parse_experiment(const std::string& text, const std::string& source);
Result<Experiment> load_experiment(const std::filesystem::path& file);
/// Complete JSON, every field; parse_experiment gives the same experiment back.
std::string to_json(const Experiment& experiment);
Result<void> save_experiment(const std::filesystem::path& file, const Experiment& experiment);

/// What a file is, by its content (then, for text, its first character).
enum class FileKind { image, experiment, npy, unknown };
Result<FileKind> kind_of(const std::filesystem::path& file);

/// Writes a whole file or nothing: temporary beside it, flushed, renamed; follows symbolic links; replaces
/// regular files only. What a killed program left of its temporaries there is removed.
Result<void> write_file(const std::filesystem::path& file, const std::string& bytes);
/// The same, in a folder that is made when it is missing.
Result<void> write_file_and_folder(const std::filesystem::path& file, const std::string& bytes);

}  // namespace sep::io
