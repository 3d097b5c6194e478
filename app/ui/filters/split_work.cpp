// Bodies of split_work.h.
#include "ui/filters/split_work.h"

#include <chrono>

#include "core/plan_shapes.h"

namespace sep::ui {

void SplitWork::cancel() {
  if (!work_.valid()) return;
  cancelled_->store(true);
  work_ = {};  // waits for it, which takes no longer than one sweep over one channel
}

void SplitWork::begin(const Experiment& e, bool all) {
  cancel();
  bank_ = e.bank.loaded;
  multiplier_ = e.multiplier;
  making_ = !all;
  cancelled_ = std::make_shared<std::atomic<bool>>(false);
  work_ = std::async(std::launch::async,
                     [bank = bank_, m = e.multiplier, most = max_rank_of(e), all, stop = cancelled_] {
                       SplitCache& splits = *bank->splits;
                       if (!all) return void(splits.of(bank->spectrum, m, stop.get()));
                       for (int i = 1; i <= most && splits.measure(bank->spectrum, i, stop.get()); ++i) {
                       }
                     });
}

bool SplitWork::waits_for(const Experiment& e) {
  if (!is_fitted_split(e) || e.multiplier < 1 || e.multiplier > max_rank_of(e)) {
    cancel();
    return false;
  }
  if (e.bank.loaded->splits->has(e.multiplier)) {
    if (busy() || bank_ != e.bank.loaded) cancel();
    return false;
  }
  if (!busy() || bank_ != e.bank.loaded || multiplier_ != e.multiplier) begin(e, false);
  constexpr std::chrono::milliseconds kMoment{25};
  if (work_.wait_for(kMoment) != std::future_status::ready) return true;
  cancel();
  return !e.bank.loaded->splits->has(e.multiplier);
}

bool SplitWork::take_ready() {
  if (!busy() || work_.wait_for(std::chrono::seconds(0)) != std::future_status::ready) return false;
  work_.get();
  return true;
}

void SplitWork::wait() const {
  if (busy()) work_.wait();
}

void SplitWork::measure(const Experiment& e) {
  if (!is_fitted_split(e) || busy() || measuring()) return;
  for (int m = 1; m <= max_rank_of(e); ++m) {
    if (!e.bank.loaded->splits->errors(m)) return begin(e, true);
  }
}

bool SplitWork::measuring() const {
  return work_.valid() && !making_ && work_.wait_for(std::chrono::seconds(0)) != std::future_status::ready;
}

void SplitWork::wait_measured() const {
  if (work_.valid() && !making_) work_.wait();
}

bool quickly_measured(const Experiment& e) {
  constexpr int64_t kMost = 50'000;
  const int64_t most = max_rank_of(e);
  return is_fitted_split(e) && e.bank.loaded->channels * most * most <= kMost;
}

}  // namespace sep::ui
