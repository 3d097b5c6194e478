// Which ids a lesson may point at: those that the window records, by their pattern, and of the diagram's
// parts those that a plan has. Knows no window.
#pragma once

#include <string>
#include <string_view>

#include "core/plan.h"
#include "lessons/lesson.h"

namespace sep::lessons {

/// Why no part of the window is called so, whatever the experiment: a sentence without a place; empty when
/// one is. A last "*" stands for any ending.
std::string not_a_part(std::string_view id);

/// The first id, of what a step highlights, covers or has words for, that names a stage which the step's own
/// plan has not; empty when there is none.
std::string absent_part(const Step& step, const Plan& plan);

}  // namespace sep::lessons
