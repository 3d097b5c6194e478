// What a plan says in words: Wang's ratio of multiplications in closed form, and what split kernels miss.
#pragma once

#include "core/plan.h"

namespace sep {

/// Of a plan whose stages and totals are known.
ClosedForm closed_form_of(const Plan& plan);

/// How well the columns and rows of a plan with split kernels rebuild what they stand for, in a sentence.
std::string split_sentence(const Plan& plan);

}  // namespace sep
