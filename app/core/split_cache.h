// The splits of one bank that were asked for: the interface makes one beside itself and plan() finds it, and
// a slider that comes back need not wait again. Safe from several threads.
#pragma once

#include <atomic>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "core/als.h"

namespace sep {

/// What stays of every split that was made.
struct SplitErrors {
  double start = 0, end = 0;  ///< ‖W − …‖_F / ‖W‖_F before and after the sweeps
  int sweeps = 0;             ///< most that any channel took
};

class SplitCache {
 public:
  /// The split with this multiplier; made where it is not kept, see split_bank(). Null when *cancel became
  /// true.
  std::shared_ptr<const BankSplit> of(const BankSpectrum& spectrum, int multiplier,
                                      const std::atomic<bool>* cancel = nullptr);
  /// of() has nothing to compute.
  bool has(int multiplier) const;
  /// Of a split that was made, also when its weights are no longer kept.
  std::optional<SplitErrors> errors(int multiplier) const;
  /// Makes the split for its errors only, where they are not known. False when *cancel became true.
  bool measure(const BankSpectrum& spectrum, int multiplier, const std::atomic<bool>* cancel = nullptr);

 private:
  std::shared_ptr<const BankSplit> find(int multiplier) const;
  std::shared_ptr<const BankSplit> make(const BankSpectrum& spectrum, int multiplier,
                                        const std::atomic<bool>* cancel);

  mutable std::mutex mutex_;
  std::list<std::shared_ptr<const BankSplit>> kept_;  ///< the latest first
  std::map<int, SplitErrors> errors_;
};

}  // namespace sep
