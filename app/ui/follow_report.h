// What --state says about the followed pixel.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "ui/follow.h"

namespace sep::ui {

/// null when nothing is followed; else {pinned, kind, place, stage, index, links[], why, separable, standard,
/// source, reuse}.
nlohmann::ordered_json follow_report(const Follow& follow);

}  // namespace sep::ui
