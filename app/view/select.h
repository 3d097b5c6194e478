// From what the diagram shows to the plan's elements and weights, and back.
#pragma once

#include <optional>

#include "core/links.h"
#include "view/linked.h"
#include "view/scene.h"

namespace sep::view {

inline constexpr float kClickSlack = 4;  ///< window pixels that a click may move

/// The tensor that an operator makes.
TensorRef result_of(const OperatorBox& box);

/// A weight under the mouse: the one of the chosen filter or channel that the operator shows.
struct WeightHit {
  Selection selection;
  float value = 0;
};
std::optional<WeightHit> weight_at(Scene& scene, Point mouse);

/// Whether kernel `index` of an operator is among these weights. One kernel stands for all channels that
/// share it.
bool at_work(const Plan& plan, const ViewState& view, const OperatorBox& box, int index,
             const WeightLink& weights);

/// The view with indices that the plan has.
ViewState within(ViewState view, const Plan& plan);
/// The view that shows the channel of a selection in front.
ViewState showing(const Plan& plan, ViewState view, const Selection& selection);

}  // namespace sep::view
