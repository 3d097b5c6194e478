// HOW WELL IT SEPARATES: singular values as bars, and the verdict in words with an icon.
#include <fmt/format.h>

#include <algorithm>

#include "ui/filters/bank_edit.h"
#include "ui/format.h"
#include "ui/icons.h"
#include "ui/panels/panels.h"
#include "ui/spectrum.h"

namespace sep::ui::panels {
namespace {

void bars(PanelContext& c, const Spectrum& s) {
  const float width = ImGui::GetContentRegionAvail().x, height = c.ui.px(54);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::InvisibleButton("spectrum.bars", {width, height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  const auto n = static_cast<float>(std::max<size_t>(5, s.sigma.size()));
  const float pitch = std::min(width / n, c.ui.px(44)), bar = pitch * 0.78F,
              base = at.y + height - c.ui.px(1);
  const double largest = s.sigma.empty() ? 0 : s.sigma.front();
  std::string about = "Singular values, largest first: the share of each term.";
  for (size_t i = 0; i < s.sigma.size(); ++i) {
    const float x = at.x + pitch * static_cast<float>(i);
    const auto h = largest > 0 ? static_cast<float>(s.sigma[i] / largest) * (height - c.ui.px(6)) : 0.0F;
    const bool used = static_cast<int>(i) < s.used;
    list->AddRectFilled({x, base - std::max(h, c.ui.px(2))}, {x + bar, base},
                        used ? c.theme.kernel : c.theme.line, c.ui.px(2));
    if (ImGui::IsItemHovered() && ImGui::GetIO().MousePos.x >= x && ImGui::GetIO().MousePos.x < x + pitch) {
      about = fmt::format("Singular value {}: {}{}.", i + 1, significant(s.sigma[i], 4),
                          used ? ", used by the separable path" : ", left out by the separable path");
    }
  }
  list->AddLine({at.x, base}, {at.x + width, base}, c.theme.line, c.ui.px(1));
  c.ui.finish_item("spectrum.bars", about);
}

}  // namespace

void draw_spectrum(PanelContext& c) {
  const Plan* plan = c.session.plan();
  if (plan == nullptr) return;
  const bool spatial = plan->experiment.mode == Mode::spatial;
  c.ui.section(spatial || plan->input.c == 1
                   ? std::string("HOW WELL IT SEPARATES")
                   : fmt::format("HOW WELL IT SEPARATES, CHANNEL {}",
                                 std::clamp<int64_t>(c.experiment().view.channel, 0, plan->input.c - 1)));
  const Spectrum s = spectrum_of(*plan, c.experiment().view.channel);
  bars(c, s);
  const bool factorised = !spatial && has_bank(plan->experiment) && !plan->experiment.bank.loaded->is_pair;
  const bool good = s.verdict == Spectrum::Verdict::exact;
  const ImU32 colour = good                                     ? c.theme.good
                       : s.verdict == Spectrum::Verdict::nearly ? c.theme.kernel
                                                                : c.theme.warning;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  icon(ImGui::GetWindowDrawList(),
       good                                     ? Icon::check
       : s.verdict == Spectrum::Verdict::nearly ? Icon::nearly
                                                : Icon::cross,
       {at.x + c.ui.px(8), at.y + c.ui.px(10)}, c.ui.px(14), colour);
  draw_text(ImGui::GetWindowDrawList(), c.theme.bold, {at.x + c.ui.px(22), at.y + c.ui.px(2)}, colour,
            s.headline);
  ImGui::Dummy({ImGui::GetContentRegionAvail().x, c.ui.px(20)});
  c.ui.wrapped(s.detail, c.theme.dim, c.theme.small);
  if (factorised) draw_channel_bars(c, *plan);
  if (spatial && s.verdict != Spectrum::Verdict::none) draw_rebuilt(c, *plan);
}

}  // namespace sep::ui::panels
