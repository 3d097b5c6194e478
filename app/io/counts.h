// Multiplications by formula and as a shader counted them, side by side, as text. Knows no GL: the counts
// come in as numbers.
#pragma once

#include <string>
#include <vector>

#include "core/counted.h"

namespace sep::io {

/// Whether every formula is what was counted.
bool all_equal(const std::vector<CountedStage>& stages);
/// How many meet padding and why they count; empty when none does.
std::string padding_sentence(const std::vector<CountedStage>& stages);

std::string counts_table(const std::vector<CountedStage>& stages);
/// Columns path,name,multiplications,counted,counted_useful.
std::string counts_csv(const std::vector<CountedStage>& stages);
/// stages[] {path, name, multiplications, counted, counted_useful}, totals {separable, standard} of the same
/// three numbers, equal.
std::string counts_json(const std::vector<CountedStage>& stages);

}  // namespace sep::io
