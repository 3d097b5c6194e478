// Tables as text: aligned columns for people, cells of CSV for programs.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sep::io {

/// A line for each row, columns two spaces apart, aligned by characters, not bytes. columns: 'l' or 'r' for
/// each column, left or right; every row has as many cells.
std::string aligned_table(const std::vector<std::vector<std::string>>& rows, std::string_view columns);

/// A cell of CSV, in quotes where it needs them. What a spreadsheet would run as a formula begins with an
/// apostrophe.
std::string csv_cell(const std::string& text);

}  // namespace sep::io
