// While paths are stepped: how much of a traced sum is added up already.
#pragma once

#include "core/trace.h"
#include "ui/panel_context.h"

namespace sep::ui::panels {

/// Products of an element of a traced stage that are made at the present position of its path; all of them
/// while nothing is stepped.
int64_t products_made(const PanelContext& c, PathId path, const StageTrace& stage, const ElementSum& element);

}  // namespace sep::ui::panels
