// What a plan costs, as text: a table for people, CSV and JSON for programs. Exact whole numbers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "core/plan.h"

namespace sep::io {

/// "separable" or "standard".
const char* path_name(PathId path);
/// "1,228,800".
std::string grouped(int64_t number);
/// "5·5·3·8·8": the stage's multiplications as the product they are.
std::string formula_text(const Stage& stage);
/// "22.8× fewer", "1.3× more" or "the same".
std::string verdict_text(const Totals& totals);

/// Aligned columns, thousands grouped, totals, verdict, closed form and the convention of counting.
std::string costs_table(const Plan& plan);
/// Columns path,name,formula,multiplications,parameters,output_shape; then one row named total for each path.
std::string costs_csv(const Plan& plan);
/// stages[] {path, name, formula, multiplications, parameters, output_shape [B,C,H,W]}, totals {separable,
/// standard, ratio, times_fewer, separable_parameters, standard_parameters}, closed_form, split where
/// kernels are split {least_squares, start_error, error, sweeps, inseparable}, convention.
std::string costs_json(const Plan& plan);
/// A table environment for LaTeX, the totals bold, the verdict and the closed form as its caption.
std::string costs_tex(const Plan& plan);
/// Text as LaTeX sets it with no package: special characters escaped, mathematical ones in math mode, others
/// beyond ASCII as '?'.
std::string tex_escaped(std::string_view text);

}  // namespace sep::io
