// Random access to bytes of a file or of memory, and words for places in it. Nothing is mapped: a file that
// is cut off meanwhile gives a sentence, not a signal.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/error.h"
#include "io/clean_text.h"
#include "io/file_bytes.h"

namespace sep::io {

class ByteSource {
 public:
  virtual ~ByteSource() = default;
  int64_t size() const { return size_; }
  /// As messages name it: "'model.onnx'".
  const std::string& name() const { return name_; }
  /// Fills out from offset on. Error: the source ends before that.
  virtual Result<void> read(int64_t offset, std::span<char> out) const = 0;

 protected:
  ByteSource(std::string name, int64_t size) : name_(std::move(name)), size_(size) {}
  Error too_short(int64_t offset) const;

 private:
  std::string name_;
  int64_t size_;
};

class MemorySource final : public ByteSource {
 public:
  MemorySource(std::string name, std::string_view bytes)
      : ByteSource(std::move(name), static_cast<int64_t>(bytes.size())), bytes_(bytes) {}
  Result<void> read(int64_t offset, std::span<char> out) const override;

 private:
  std::string_view bytes_;
};

class FileSource final : public ByteSource {
 public:
  /// Where io/stop.h says that the file is not wanted any more, the next read fails.
  FileSource(std::string name, OpenFile file)
      : ByteSource(std::move(name), file.bytes), fd_(std::move(file.fd)) {}
  Result<void> read(int64_t offset, std::span<char> out) const override;

 private:
  Descriptor fd_;
};

/// "64×3×3×3"; "scalar" when there are no extents.
std::string shape_text(std::span<const int64_t> dims);

/// Product of extents. Nothing when one is negative or the product exceeds 2^62.
bool element_count(std::span<const int64_t> dims, int64_t& count);

}  // namespace sep::io
