// Filters that are given rather than made: a trained layer, or a bank from a file. Immutable and shared
// between experiments.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/error.h"
#include "core/factorise.h"
#include "core/split_cache.h"

namespace sep {

/// A whole standard bank, or the two factors of a depthwise separable block. Made by make_bank or make_pair.
struct FilterBank {
  std::string name;  ///< layer or file, for the screen
  int channels = 1;  ///< C
  int filters = 1;   ///< N
  int group = 1;
  Size2 kernel;
  int multiplier = 1;  ///< of a pair
  bool is_pair = false;
  std::vector<float> standard;        ///< [N, C/group, K_h, K_w]; empty for a pair
  std::vector<float> depthwise;       ///< pair: [C·m, 1, K_h, K_w]
  std::vector<float> pointwise;       ///< pair: [N, C·m]
  std::vector<float> bias;            ///< N values of the last stage, or empty
  std::vector<std::string> left_out;  ///< activations between the factors that the comparison leaves out
  std::vector<int> broken;            ///< channels with weights that are NaN or infinite: not factorised
  BankSpectrum spectrum;              ///< of the standard bank: every rank is a slice of it
  std::shared_ptr<SplitCache> splits = std::make_shared<SplitCache>();  ///< of it into three stages
  uint64_t key = 0;                                                     ///< equal content, equal key
};

/// weights [N, C/group, K_h, K_w]. Factorises every input channel, which takes a second for 512 → 512
/// channels: call it beside the interface. Errors: counts that do not fit, cancelled.
Result<std::shared_ptr<const FilterBank>> make_bank(std::string name, int filters, int channels, int group,
                                                    Size2 kernel, std::vector<float> weights,
                                                    std::vector<float> bias,
                                                    const std::atomic<bool>* cancel = nullptr);

/// depthwise [C·m,1,K_h,K_w] and pointwise [N, C·m].
Result<std::shared_ptr<const FilterBank>> make_pair(std::string name, int channels, int multiplier,
                                                    int filters, Size2 kernel, std::vector<float> depthwise,
                                                    std::vector<float> pointwise, std::vector<float> bias,
                                                    std::vector<std::string> left_out);

/// Where an experiment's bank comes from, and the bank itself once it is loaded.
struct BankSource {
  std::string file;   ///< path, relative to the experiment file; empty: the filters are made by presets
  std::string layer;  ///< name in the file; empty: its only layer
  std::shared_ptr<const FilterBank> loaded;
  friend bool operator==(const BankSource& a, const BankSource& b) {
    const auto key = [](const BankSource& s) { return s.loaded ? s.loaded->key : 0; };
    return a.file == b.file && a.layer == b.layer && key(a) == key(b);
  }
};

}  // namespace sep
