// Which colour map and range each stack has: both outputs share one, the difference has theirs divided by
// 10^amplify. Knows no ImGui.
#pragma once

#include "gpu/engine.h"
#include "view/colour_map.h"
#include "view/layout.h"

namespace sep::view {

gpu::StageRef stage_ref(StackKey key);

struct StackStyle {
  Map map = Map::grey;               ///< of single channels
  bool tinted = false;               ///< channels 0, 1, 2 are red, green and blue instead
  bool whole = false;                ///< the front card shows the three as one colour picture
  float low = 0, high = 1;           ///< of the stage; when `per_channel`, of the chosen channel
  std::vector<gpu::Range> channels;  ///< one each when the range is per channel
  std::vector<gpu::Range>
      cells;           ///< of the contact sheet's tiles, where most would be blank in the stage's range
  bool ready = false;  ///< false: the stage has no tensor yet
  bool has_nan = false;

  Map map_of(int channel) const;
  gpu::Range range_of(int channel, bool in_sheet) const;
  /// Of one value, in the range that the channel has as a card.
  Rgb colour_at(int channel, float value) const;
};

/// Asks the engine for ranges only of stages that are computed.
StackStyle style_of(const Plan& plan, const ViewState& view, gpu::Engine& engine, const StackBox& stack);

/// The styles of a layout's stacks, made again only where something that they follow from has changed.
class Styles {
 public:
  /// One for each stack, until the next call.
  const std::vector<StackStyle>& of(const Plan& plan, const ViewState& view, gpu::Engine& engine,
                                    const std::vector<StackBox>& stacks);
  /// Another plan or another layout.
  void forget() { keys_.clear(); }

 private:
  struct Key {
    ViewState view;
    std::vector<std::pair<const gpu::GpuTensor*, uint64_t>> tensors;  ///< with their versions
    friend bool operator==(const Key&, const Key&) = default;
  };
  static Key key_of(const Plan& plan, const ViewState& view, const gpu::Engine& engine, StackKey stack);
  std::vector<Key> keys_;
  std::vector<StackStyle> styles_;
};

}  // namespace sep::view
