// Mute and solo: what is switched off for a while, to see what depends on it. Multiplications are counted as
// before, because a zero is multiplied too.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/factorise.h"

namespace sep {

struct Plan;
struct Selection;

/// Indices in rising order, each once. Those that the experiment does not have do nothing.
struct Mutes {
  std::vector<int> channels;  ///< of the input
  std::vector<int> kernels;   ///< depthwise maps c·m + j; in spatial mode terms
  std::vector<int> filters;   ///< outputs; not in spatial mode, where they are the channels
  bool empty() const { return channels.empty() && kernels.empty() && filters.empty(); }
  friend bool operator==(const Mutes&, const Mutes&) = default;
};

/// One thing that can be muted.
struct MuteTarget {
  enum class Kind { channel, kernel, filter };
  Kind kind = Kind::channel;
  int index = 0;
  friend bool operator==(const MuteTarget&, const MuteTarget&) = default;
};
bool is_muted(const Mutes& mutes, MuteTarget target);

/// What an element or a weight stands for: the channel, map, term or filter that it belongs to.
std::optional<MuteTarget> mute_target(const Plan& plan, const Selection& selection);

/// Switches it off, or on again.
Mutes toggled(Mutes mutes, MuteTarget target);
/// Switches off all others of its kind; all on again when that is how it is.
Mutes soloed(const Plan& plan, Mutes mutes, MuteTarget target);

/// "red", "channel 5", "map 2", "term 1", "filter 7".
std::string name_of(const Plan& plan, MuteTarget target);
/// "Muted: red. 1 of 3 depthwise maps is blank, 256 of 256 outputs change." Empty when nothing is muted.
/// plan() asks it once, for Plan::muted.
std::string mute_sentence(const Plan& plan);

/// Weights [C·r,1,K_h,1] of the column pass and [C,1,K_h,K_w] of the standard convolution without what is
/// muted.
void mute_spatial(const Mutes& mutes, const SpatialFactors& factors, int channels, int rank,
                  std::vector<float>& column, std::vector<float>& standard);

/// A depthwise separable block and, where its standard bank [N, C/group, K_h, K_w] is given rather than
/// composed, the bank: it loses the terms of the muted maps.
struct MutedBlock {
  int channels = 1, multiplier = 1, filters = 1, group = 1;
  Size2 kernel;
  std::vector<float>& depthwise;           ///< [C·m, 1, K_h, K_w]
  std::vector<float>& pointwise;           ///< [N, C·m/group]
  std::vector<float>* column = nullptr;    ///< [C·m, 1, K_h, 1] of split kernels, or null
  std::vector<float>* standard = nullptr;  ///< null: composed
  std::vector<float>* bias = nullptr;      ///< N values, or null
};
void mute_block(const Mutes& mutes, const MutedBlock& block);

}  // namespace sep
