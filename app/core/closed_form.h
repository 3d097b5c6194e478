// Wang's ratio of multiplications in closed form, in words.
#pragma once

#include "core/plan.h"

namespace sep {

/// Of a plan whose stages and totals are known.
ClosedForm closed_form_of(const Plan& plan);

}  // namespace sep
