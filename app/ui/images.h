// Loaded images, the last few kept so that undo and redo across them are immediate. Knows no GPU.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "io/image.h"

namespace sep::ui {

using SharedImage = std::shared_ptr<const io::Image>;

/// Error: as io::load_input().
Result<SharedImage> load_shared(const InputSource& input);

class ImageStore {
 public:
  /// The image that the input names (files by absolute path), loaded when it is not kept.
  Result<SharedImage> get(const InputSource& input);
  /// get() has it at once: it is kept, or a sample.
  bool holds(const InputSource& input) const;
  /// Forgets a file, so that it is read again.
  void forget(const std::string& file);
  void put(const InputSource& input, SharedImage image);

 private:
  struct Entry {
    std::string source;
    SharedImage image;
  };
  static constexpr size_t kKept = 3;
  std::vector<Entry> entries_;  ///< last used first
};

/// Longest side that the window works at when nobody asked for more.
inline constexpr int kInteractiveSide = 512;

/// Working size that keeps the shape of the image with this longest side, at least 1 pixel each way.
Size2 size_with_longest(Size2 image, int longest);

/// Sets an unset working size (0×0) of a large image to the interactive one.
void keep_interactive(InputSource& input, Size2 image);

}  // namespace sep::ui
