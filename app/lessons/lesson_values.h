// Numbers that a lesson's text takes from the plan, so that what it says is what the window shows.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/plan.h"

namespace sep::lessons {

/// One row of the registry of values.
struct Value {
  std::string_view name;  ///< "separable"
  std::string_view about;
  std::optional<Symbol> symbol;                        ///< whose colour it has
  std::optional<double> (*of)(const Plan&) = nullptr;  ///< nothing where the plan has no such stage
};

std::span<const Value> values();
const Value* find_value(std::string_view name);
std::optional<Symbol> symbol_of_value(std::string_view name);
/// "there is no value {=x}; there are standard, separable, …".
std::string unknown_value(std::string_view name);

/// "53,952", "22.8", "0.0439".
std::string number_text(double number);
/// "53,952", "22.8", "0.0439"; "–" without a plan or where the plan has no such number.
std::string value_text(std::string_view name, const Plan* plan);

}  // namespace sep::lessons
