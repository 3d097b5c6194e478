// Bodies of formula_links.h.
#include "ui/formula_links.h"

#include <algorithm>
#include <optional>

#include "view/layout.h"

namespace sep::ui {
namespace {

std::string stack_id(view::StackKey key) { return "stack." + view::id_of(key); }

/// Place of a stage in its path; 0 for one that is not there.
int index_of(const Plan& plan, const Stage& stage) {
  const auto it = std::find_if(plan.separable.begin(), plan.separable.end(),
                               [&](const Stage& s) { return s.key == stage.key && s.name == stage.name; });
  return it == plan.separable.end() ? 0 : static_cast<int>(it - plan.separable.begin());
}

std::string made_by(const Plan& plan, const Stage& stage) {
  if (stage.path == PathId::standard) return stack_id({view::StackKind::standard, 0});
  return stack_id({view::StackKind::separable, index_of(plan, stage)});
}

std::string read_by(const Plan& plan, const Stage& stage) {
  const int index = stage.path == PathId::standard ? 0 : index_of(plan, stage);
  return index == 0 ? stack_id({view::StackKind::input, 0})
                    : stack_id({view::StackKind::separable, index - 1});
}

std::optional<std::vector<Symbol>> symbols_of(std::string_view letter) {
  if (letter == "K") return std::vector{Symbol::kernel_h, Symbol::kernel_w};
  if (letter == "C") return std::vector{Symbol::channels};
  if (letter == "N") return std::vector{Symbol::filters};
  if (letter == "H") return std::vector{Symbol::pixels_h};
  if (letter == "W") return std::vector{Symbol::pixels_w};
  if (letter == "m") return std::vector{Symbol::multiplier};
  if (letter == "r") return std::vector{Symbol::rank};
  return std::nullopt;
}

}  // namespace

std::vector<std::string> parts_of(const Plan& plan, const Stage& stage, Symbol symbol) {
  switch (symbol) {
    case Symbol::batch:
      return {};
    case Symbol::pixels_h:
    case Symbol::pixels_w:
    case Symbol::filters:
      return {made_by(plan, stage)};
    case Symbol::channels:
      return {read_by(plan, stage)};
    case Symbol::kernel_h:
    case Symbol::kernel_w:
    case Symbol::multiplier:
    case Symbol::rank:
      break;
  }
  return {"kernel." + stage.name + ".*"};
}

std::vector<std::string> parts_of(const Plan& plan, std::string_view letter) {
  std::vector<std::string> out;
  const auto symbols = symbols_of(letter);
  if (!symbols) return out;
  for (const auto* path : {&plan.separable, &plan.standard}) {
    for (const Stage& stage : *path) {
      for (const Factor& factor : stage.formula) {
        if (std::find(symbols->begin(), symbols->end(), factor.symbol) == symbols->end()) continue;
        for (std::string& id : parts_of(plan, stage, factor.symbol)) {
          if (std::find(out.begin(), out.end(), id) == out.end()) out.push_back(std::move(id));
        }
      }
    }
  }
  return out;
}

}  // namespace sep::ui
