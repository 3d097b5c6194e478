// Work that is done beside the interface, in a thread of its own, so that the window answers meanwhile.
#pragma once

#include <algorithm>
#include <chrono>
#include <functional>
#include <future>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>
#include <vector>

#include "io/stop.h"

namespace sep::ui {

/// One work at a time, the newest; T: what comes of it.
template <class T>
class Beside {
 public:
  Beside() = default;
  /// Ends the work, and waits for its end.
  ~Beside() { cancel(); }
  Beside(Beside&&) noexcept = default;
  Beside& operator=(Beside&&) noexcept = default;

  /// In place of a work that still goes on.
  void begin(std::function<T()> work) {
    cancel();
    began_ = Clock::now();
    stop_ = std::stop_source();
    bytes_ = std::make_shared<io::ReadBytes>();
    const auto stoppable = [work = std::move(work), bytes = bytes_, token = stop_.get_token()] {
      const io::Stoppable while_it_works(token, bytes.get());
      return work();
    };
    work_ = std::async(std::launch::async, stoppable).share();
  }
  /// It goes on, or what came of it waits to be taken.
  bool busy() const { return work_.valid(); }
  /// Since begin().
  double seconds() const { return std::chrono::duration<double>(Clock::now() - began_).count(); }
  /// 0…1 of the bytes that are gone through, while it is known how many they are and some are left: what a
  /// decoder does, or the making of a bank, has no share.
  std::optional<double> share() const {
    if (!bytes_) return std::nullopt;
    const auto done = static_cast<double>(bytes_->done), all = static_cast<double>(bytes_->all);
    if (all <= 0 || done >= all) return std::nullopt;
    return done / all;
  }
  /// Asks the work to end; what comes of it is still to be taken.
  void ask_to_stop() { stop_.request_stop(); }
  bool asked_to_stop() const { return stop_.stop_requested(); }
  /// Nobody wants it any more. Returns at once; the work ends within a moment.
  void cancel() {
    std::erase_if(ended_, is_ready);
    if (!work_.valid()) return;
    stop_.request_stop();
    ended_.push_back(std::exchange(work_, {}));
  }
  /// Waits for the end of everything that was cancelled.
  void wait_ended() { ended_.clear(); }
  /// Waits until take() has something, where busy().
  void wait() const {
    if (work_.valid()) work_.wait();
  }
  /// The same, until so long after begin() at most. True when take() has something.
  bool wait_until(double seconds) const {
    if (!work_.valid()) return false;
    const auto left = std::chrono::duration<double>(std::max(0.0, seconds - this->seconds()));
    return work_.wait_for(left) == std::future_status::ready;
  }
  /// What came of it, once; nothing while it goes on.
  std::optional<T> take() {
    if (!work_.valid() || !is_ready(work_)) return std::nullopt;
    return std::exchange(work_, {}).get();
  }
  /// What take() will have; null while it goes on.
  const T* look() const { return work_.valid() && is_ready(work_) ? &work_.get() : nullptr; }

 private:
  using Clock = std::chrono::steady_clock;
  using Work = std::shared_future<T>;
  static bool is_ready(const Work& work) {
    return work.wait_for(std::chrono::seconds(0)) == std::future_status::ready;
  }

  Work work_;
  std::stop_source stop_{std::nostopstate};
  std::shared_ptr<io::ReadBytes> bytes_;
  Clock::time_point began_;
  std::vector<Work> ended_;  ///< told to end: their futures would wait for them
};

}  // namespace sep::ui
