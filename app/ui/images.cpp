// Bodies of images.h.
#include "ui/images.h"

#include <algorithm>
#include <cmath>

namespace sep::ui {
namespace {

std::string source_of(const InputSource& input) {
  return input.file.empty() ? "sample:" + input.sample : "file:" + input.file;
}

}  // namespace

Result<SharedImage> load_shared(const InputSource& input) {
  auto image = io::load_input(input, {});
  if (!image) return tl::unexpected(image.error());
  return std::make_shared<const io::Image>(std::move(*image));
}

Result<SharedImage> ImageStore::get(const InputSource& input) {
  const std::string source = source_of(input);
  const auto found =
      std::find_if(entries_.begin(), entries_.end(), [&](const Entry& e) { return e.source == source; });
  if (found != entries_.end()) {
    std::rotate(entries_.begin(), found, found + 1);
    return entries_.front().image;
  }
  auto image = load_shared(input);
  if (!image) return image;
  put(input, std::move(*image));
  return entries_.front().image;
}

bool ImageStore::holds(const InputSource& input) const {
  return input.file.empty() ||
         std::ranges::any_of(entries_, [&](const Entry& e) { return e.source == source_of(input); });
}

void ImageStore::put(const InputSource& input, SharedImage image) {
  entries_.insert(entries_.begin(), Entry{source_of(input), std::move(image)});
  if (entries_.size() > kKept) entries_.pop_back();
}

void ImageStore::forget(const std::string& file) {
  std::erase_if(entries_, [&](const Entry& e) { return e.source == "file:" + file; });
}

Size2 size_with_longest(Size2 image, int longest) {
  const int most = std::max(image.h, image.w);
  if (longest >= most) return image;
  const auto side = [&](int n) {
    return std::max(1, static_cast<int>(std::lround(double(n) * longest / most)));
  };
  return {side(image.h), side(image.w)};
}

void keep_interactive(InputSource& input, Size2 image) {
  if (input.height != 0 || input.width != 0 || std::max(image.h, image.w) <= kInteractiveSide) return;
  const Size2 size = size_with_longest(image, kInteractiveSide);
  input.height = size.h;
  input.width = size.w;
}

}  // namespace sep::ui
