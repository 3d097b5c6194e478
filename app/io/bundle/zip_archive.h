// Zip files in and out, through libzip; its handles and errors end here.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "core/error.h"

struct zip;

namespace sep::io {

/// The bytes of a zip archive that holds these files (name → bytes), stored whole in memory; goes through
/// them as io/stop.h tells it. Error: what libzip says.
Result<std::string> zip_bytes(const std::map<std::string, std::string>& files);

/// Reads single entries of a zip file, by name; never makes a file, so no name in it can lead anywhere.
class ZipReader {
 public:
  /// Error: cannot be read, or is no zip archive.
  static Result<ZipReader> open(const std::filesystem::path& file);

  bool has(const std::string& name) const;
  /// Error: not there, larger than limit_bytes unpacked (whatever the archive claims), encrypted, or broken.
  Result<std::string> read(const std::string& name, int64_t limit_bytes) const;

 private:
  struct Close {
    void operator()(zip* archive) const;
  };
  ZipReader(std::string source, zip* archive) : source_(std::move(source)), archive_(archive) {}

  std::string source_;
  std::unique_ptr<zip, Close> archive_;
};

}  // namespace sep::io
