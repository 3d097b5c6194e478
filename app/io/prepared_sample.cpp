// Bodies of prepared_sample.h.
#include "io/prepared_sample.h"

#include <future>
#include <mutex>

namespace sep::io {
namespace {

struct Prepared {
  std::mutex mutex;
  std::string name;
  std::future<Result<Image>> image;
};

Prepared& prepared() {
  static Prepared p;
  return p;
}

}  // namespace

void prepare_sample(const std::string& name) {
  Prepared& p = prepared();
  const std::lock_guard lock(p.mutex);
  p.name = name;
  p.image = std::async(std::launch::async, [name] { return draw_sample(name); });
}

std::optional<Result<Image>> take_prepared(const std::string& name) {
  Prepared& p = prepared();
  const std::lock_guard lock(p.mutex);
  if (!p.image.valid() || p.name != name) return std::nullopt;
  return p.image.get();
}

}  // namespace sep::io
