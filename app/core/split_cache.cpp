// Bodies of split_cache.h.
#include "core/split_cache.h"

#include <algorithm>

namespace sep {
namespace {

constexpr size_t kMostKept = 4;

SplitErrors errors_of(const BankSplit& split) {
  SplitErrors out{split.start_error, split.error, 0};
  for (const auto& history : split.history)
    out.sweeps = std::max(out.sweeps, static_cast<int>(history.size()) - 1);
  return out;
}

}  // namespace

std::shared_ptr<const BankSplit> SplitCache::find(int multiplier) const {
  const std::scoped_lock lock(mutex_);
  for (const auto& split : kept_) {
    if (split->multiplier == multiplier) return split;
  }
  return nullptr;
}

std::shared_ptr<const BankSplit> SplitCache::make(const BankSpectrum& spectrum, int multiplier,
                                                  const std::atomic<bool>* cancel) {
  auto split = split_bank(spectrum, multiplier, cancel);
  if (!split) return nullptr;
  auto out = std::make_shared<const BankSplit>(std::move(*split));
  const std::scoped_lock lock(mutex_);
  errors_[multiplier] = errors_of(*out);
  return out;
}

std::shared_ptr<const BankSplit> SplitCache::of(const BankSpectrum& spectrum, int multiplier,
                                                const std::atomic<bool>* cancel) {
  if (auto kept = find(multiplier)) return kept;
  auto out = make(spectrum, multiplier, cancel);
  if (out == nullptr) return nullptr;
  const std::scoped_lock lock(mutex_);
  kept_.push_front(out);
  if (kept_.size() > kMostKept) kept_.pop_back();
  return out;
}

bool SplitCache::has(int multiplier) const { return find(multiplier) != nullptr; }

std::optional<SplitErrors> SplitCache::errors(int multiplier) const {
  const std::scoped_lock lock(mutex_);
  const auto found = errors_.find(multiplier);
  return found == errors_.end() ? std::nullopt : std::optional(found->second);
}

bool SplitCache::measure(const BankSpectrum& spectrum, int multiplier, const std::atomic<bool>* cancel) {
  return errors(multiplier) || make(spectrum, multiplier, cancel) != nullptr;
}

}  // namespace sep
