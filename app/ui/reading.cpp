// Bodies of reading.h.
#include "ui/reading.h"

#include "io/stop.h"

namespace sep::ui {
namespace {

template <class Future>
bool is_ready(const Future& f) {
  return f.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

Reading::~Reading() { cancel(); }

void Reading::begin(const std::filesystem::path& file, ImageUse image_use,
                    const std::optional<std::string>& layer) {
  cancel();
  file_ = file;
  use_ = image_use;
  began_ = std::chrono::steady_clock::now();
  stop_ = std::stop_source();
  work_ = std::async(std::launch::async, [file, image_use, layer, token = stop_.get_token()] {
    const io::Stoppable stoppable(token);
    return read_document(file, image_use, layer);
  });
}

double Reading::seconds() const {
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - began_).count();
}

void Reading::cancel() {
  std::erase_if(ended_, is_ready<Work>);
  if (!work_.valid()) return;
  stop_.request_stop();
  ended_.push_back(std::move(work_));
}

void Reading::wait_ended() { ended_.clear(); }

void Reading::wait() const {
  if (work_.valid()) work_.wait();
}

std::optional<Result<Document>> Reading::take() {
  if (!work_.valid() || !is_ready(work_)) return std::nullopt;
  return work_.get();
}

}  // namespace sep::ui
