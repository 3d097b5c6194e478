// From what the diagram shows to the plan's elements and weights, and back.
#pragma once

#include <optional>

#include "core/links.h"
#include "view/linked.h"
#include "view/scene.h"

namespace sep::view {

inline constexpr float kClickSlack = 4;  ///< window pixels that a click may move

/// Whether the right button was clicked, not dragged, on the item drawn last.
bool asks_for_menu(const Canvas& canvas);

/// The tensor that an operator makes.
TensorRef result_of(const OperatorBox& box);

/// The weight in row i and column j of kernel `index` of an operator.
Selection weight_of(const Plan& plan, const ViewState& view, const OperatorBox& box, int index, int i, int j);

/// A weight under the mouse: the one of the chosen filter or channel that the operator shows.
struct WeightHit {
  Selection selection;
  float value = 0;
};
std::optional<WeightHit> weight_at(Scene& scene, Point mouse);

/// "weight [0,2,1,1]  0.25".
Line weight_line(const WeightHit& hit);

/// Whether kernel `index` of an operator is among these weights. One kernel stands for all channels that
/// share it.
bool at_work(const Plan& plan, const ViewState& view, const OperatorBox& box, int index,
             const WeightLink& weights);

/// The view with the channel of kernel `index` in front; as it was where all channels share the kernels.
ViewState showing_kernel(const Plan& plan, ViewState view, const OperatorBox& box, int index);

/// The view with indices that the plan has.
ViewState within(ViewState view, const Plan& plan);
/// The view that shows the channel of a selection in front.
ViewState showing(const Plan& plan, ViewState view, const Selection& selection);

}  // namespace sep::view
