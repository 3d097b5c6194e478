// One row of a network as the convolutions it stands for on both paths. Inner header of network.cpp.
#pragma once

#include "core/network.h"

namespace sep {

/// Fills in, out, stride and operations of one layer that reads `in`. first: it has the row's stride. Errors:
/// what does not fit, without the layer's name.
Result<LayerCost> layer_cost(const NetworkRow& row, const Shape& in, int filters, bool first);

}  // namespace sep
