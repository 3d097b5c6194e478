// Bodies of reading.h.
#include "ui/reading.h"

#include <algorithm>
#include <utility>

namespace sep::ui {
namespace {

template <class Future>
bool is_ready(const Future& f) {
  return f.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
}

}  // namespace

Reading::~Reading() { cancel(); }

void Reading::begin(ReadWish wish) {
  cancel();
  wish_ = std::move(wish);
  began_ = std::chrono::steady_clock::now();
  stop_ = std::stop_source();
  bytes_ = std::make_shared<io::ReadBytes>();
  work_ = std::async(std::launch::async, [wish = wish_, bytes = bytes_, token = stop_.get_token()] {
            const io::Stoppable stoppable(token, bytes.get());
            return read_document(wish);
          }).share();
}

std::optional<double> Reading::share() const {
  if (!bytes_) return std::nullopt;
  const auto done = static_cast<double>(bytes_->done), all = static_cast<double>(bytes_->all);
  if (all <= 0 || done >= all) return std::nullopt;
  return done / all;
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

bool Reading::wait_until(double seconds) const {
  if (!work_.valid()) return false;
  const auto left = std::chrono::duration<double>(std::max(0.0, seconds - this->seconds()));
  return work_.wait_for(left) == std::future_status::ready;
}

std::optional<Result<Document>> Reading::take() {
  if (!work_.valid() || !is_ready(work_)) return std::nullopt;
  return std::exchange(work_, {}).get();
}

std::optional<std::string> Reading::error() const {
  if (!work_.valid() || !is_ready(work_) || work_.get()) return std::nullopt;
  return work_.get().error().message;
}

}  // namespace sep::ui
