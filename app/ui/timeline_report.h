// Where both paths stand, as JSON for --state.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "ui/timeline.h"

namespace sep::ui {

/// null while neither step nor race is open.
nlohmann::ordered_json timeline_report(const Timeline& timeline, const Plan* plan, double now_s);

}  // namespace sep::ui
