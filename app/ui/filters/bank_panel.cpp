// FILTERS while a file gives them: which file and layer, their size, the error of m; and the groups of made
// filters.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <span>

#include "ui/filters/bank_edit.h"
#include "ui/format.h"
#include "ui/panels/panels.h"

namespace sep::ui::panels {
namespace {

void error_line(PanelContext& c, const Plan& plan) {
  const FilterBank& bank = *plan.experiment.bank.loaded;
  if (bank.is_pair) {
    c.ui.wrapped("Depthwise and pointwise as the file has them; the standard filters are composed from them.",
                 c.theme.dim, c.theme.small);
    return;
  }
  if (plan.split) return;  // said beside the switch
  const bool exact = plan.rank >= plan.numerical_rank;
  const std::string nothing =
      bank.broken.empty() ? "Nothing of the filters is missed" : "Nothing of the other channels is missed";
  c.ui.wrapped(
      fmt::format("{}{}; exact at m = {}.",
                  exact ? nothing : significant(100 * plan.relative_error, 3) + " % of the filters is missed",
                  exact ? "" : fmt::format(" by {} {}", plan.rank, plan.rank == 1 ? "term" : "terms"),
                  plan.numerical_rank),
      exact ? c.theme.good : c.theme.dim, c.theme.small);
}

/// "Channels 1, 4 and 3 more hold NaN or infinity …"
void broken_line(PanelContext& c, const FilterBank& bank) {
  if (bank.broken.empty()) return;
  constexpr size_t kNamed = 3;
  const std::span<const int> named(bank.broken.data(), std::min(kNamed, bank.broken.size()));
  const size_t more = bank.broken.size() - named.size();
  c.ui.wrapped(fmt::format("{} {}{} {} NaN or infinity (drawn magenta){}.",
                           bank.broken.size() == 1 ? "Channel" : "Channels", fmt::join(named, ", "),
                           more > 0 ? fmt::format(" and {} more", more) : "",
                           bank.broken.size() == 1 ? "holds" : "hold",
                           bank.is_pair ? "" : ": not factorised, left out of the separable path"),
               c.theme.warning, c.theme.small);
}

}  // namespace

void draw_bank_header(PanelContext& c) {
  const BankSource& source = c.experiment().bank;
  const FilterBank& bank = *source.loaded;
  const float width = ImGui::GetContentRegionAvail().x;
  c.ui.text(fitted(c.theme.body, bank.name, width), c.theme.text, c.theme.body);
  c.ui.text(fitted(c.theme.small, "from " + std::filesystem::path(source.file).filename().string(), width),
            c.theme.dim, c.theme.small);
  c.ui.text(fitted(c.theme.mono_small, bank_text(bank), width), c.theme.dim, c.theme.mono_small);
  c.ui.gap(2);
  const float half = (width - c.ui.px(8)) / 2;
  if (c.ui.button("bank.layers", "Other layer…", "Choose another layer of this file.", half))
    c.run("file.layers");
  ImGui::SameLine(0, c.ui.px(8));
  if (c.ui.button("bank.presets", "Presets instead", "Back to filters that this program makes.", half))
    c.edit("presets", "", without_bank(c.experiment()));
  c.ui.gap(2);
}

void draw_bank_error(PanelContext& c) {
  const FilterBank& bank = *c.experiment().bank.loaded;
  if (const Plan* plan = c.session.plan(); plan != nullptr && has_bank(plan->experiment))
    error_line(c, *plan);
  broken_line(c, bank);
  if (bank.left_out.empty()) return;
  c.ui.wrapped(
      fmt::format("{} between the two {} left out: with it no single standard convolution equals this "
                  "block. The costs are the same.",
                  fmt::join(bank.left_out, ", "), bank.left_out.size() == 1 ? "is" : "are"),
      c.theme.kernel, c.theme.small);
}

void draw_groups(PanelContext& c) {
  const std::vector<int> choices = group_choices(c.experiment(), c.session.image_info());
  const Limits& limits = c.session.limits(Parameter::groups);
  SliderSpec s;
  s.id = "depthwise.groups";
  s.symbol = "g";
  s.label = "groups";
  s.colour = c.theme.channels;
  s.value = c.experiment().groups;
  s.low = s.scale_low = s.typed_low = 1;
  s.high = s.scale_high = s.typed_high = choices.back();
  s.logarithmic = true;
  s.why_low = limits.why_low;
  s.why_high = limits.why_high;
  s.tooltip = fmt::format("Groups of the convolution, from standard (1) towards depthwise: {}.",
                          fmt::join(choices, ", "));
  if (choices.size() == 1) {
    s.scale_high = 2;
    s.tooltip = fmt::format("Only 1: {}.", limits.why_high);
  }
  const auto wanted = c.ui.slider(s);
  if (!wanted) return;
  const auto near = std::min_element(choices.begin(), choices.end(), [&](int a, int b) {
    return std::abs(a - *wanted) < std::abs(b - *wanted);
  });
  int g = *near;
  // a step of a key goes on to the next divisor
  if (g == s.value && *wanted > s.value && near + 1 != choices.end()) g = *(near + 1);
  if (g == s.value && *wanted < s.value && near != choices.begin()) g = *(near - 1);
  if (g != s.value) c.set("groups", s.id, Parameter::groups, g);
}

}  // namespace sep::ui::panels
