// HOW WELL IT SEPARATES, second half: the kernel, the columns u and rows v along the edges of what they
// rebuild, the residual in its own range, and what the error does to the output.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/heat.h"
#include "ui/panels/panels.h"
#include "ui/spectrum.h"

namespace sep::ui::panels {
namespace {

constexpr float kRow = 19;

/// rows × columns values as a heat map that fills a rectangle.
template <class At>
void heat_map(ImDrawList* list, ImVec2 at, ImVec2 size, int rows, int columns, double largest, At value) {
  const float w = size.x / static_cast<float>(columns), h = size.y / static_cast<float>(rows);
  const float gap_x = w >= 6 ? 1.0F : 0.0F, gap_y = h >= 6 ? 1.0F : 0.0F;
  for (int y = 0; y < rows; ++y) {
    for (int x = 0; x < columns; ++x) {
      const ImVec2 min{at.x + w * static_cast<float>(x), at.y + h * static_cast<float>(y)};
      list->AddRectFilled(min, {min.x + w - gap_x, min.y + h - gap_y}, diverging(value(y, x), largest));
    }
  }
}

void kernel_map(ImDrawList* list, ImVec2 at, ImVec2 size, const Kernel& k, double largest) {
  heat_map(list, at, size, k.size.h, k.size.w, largest, [&](int y, int x) { return k.at(y, x); });
}

/// Name and range under a map.
void caption(PanelContext& c, float x, float y, const std::string& name, double largest) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  draw_text(list, c.theme.small, {x, y}, c.theme.text, name);
  const std::string range = largest > 0 ? "±" + significant(largest, 2) : "0";
  draw_text(list, c.theme.mono_small, {x, y + c.ui.px(16)}, c.theme.dim, range);
}

/// Columns u at the left and rows v above of all terms in use, each term in its own range.
void factor_maps(ImDrawList* list, const SpatialFactors& f, int terms, ImVec2 kernel, ImVec2 size,
                 float strip, float gap) {
  const auto largest = [](const std::vector<double>& v) {
    double most = 0;
    for (const double x : v) most = std::max(most, std::abs(x));
    return most;
  };
  const float each = strip / static_cast<float>(terms);
  for (int t = 0; t < terms; ++t) {
    const std::vector<double>&u = f.u[static_cast<size_t>(t)], &v = f.v[static_cast<size_t>(t)];
    const float d = each * static_cast<float>(t);
    heat_map(list, {kernel.x - gap - strip + d, kernel.y}, {each, size.y}, f.size.h, 1, largest(u),
             [&](int y, int) { return u[static_cast<size_t>(y)]; });
    heat_map(list, {kernel.x, kernel.y - gap - strip + d}, {size.x, each}, 1, f.size.w, largest(v),
             [&](int, int x) { return v[static_cast<size_t>(x)]; });
  }
}

void maps(PanelContext& c, const Plan& plan, const Rebuilt& r) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const int terms = plan.rank;
  const float strip =
      std::round(std::clamp(c.ui.px(10) * static_cast<float>(terms), c.ui.px(10), c.ui.px(26)));
  const float gap = c.ui.px(3), between = c.ui.px(14);
  const float side = std::floor((width - strip - gap - 2 * between) / 3);
  const Size2 k = r.kernel.size;
  const float cell = side / static_cast<float>(std::max(k.h, k.w));
  const ImVec2 size{cell * static_cast<float>(k.w), cell * static_cast<float>(k.h)};
  const float top = at.y + strip + gap, middle = at.x + side + between + strip + gap,
              right = middle + side + between, below = top + size.y + c.ui.px(5);
  const float height = strip + gap + size.y + c.ui.px(5 + 34);
  ImGui::InvisibleButton("spectrum.rebuilt", {width, height});
  ImDrawList* list = ImGui::GetWindowDrawList();
  kernel_map(list, {at.x, top}, size, plan.kernels.front(), r.largest);
  factor_maps(list, plan.spatial, terms, {middle, top}, size, strip, gap);
  kernel_map(list, {middle, top}, size, r.kernel, r.largest);
  kernel_map(list, {right, top}, size, r.residual, r.left);
  const float letter = c.theme.small->FontSize;
  draw_text(list, c.theme.small, {middle - gap - strip, top - gap - letter}, c.theme.kernel, "u");
  draw_text(list, c.theme.small, {middle + size.x + c.ui.px(3), top - gap - (strip + letter) / 2},
            c.theme.kernel, "v");
  caption(c, at.x, below, "kernel", r.largest);
  caption(c, middle, below, terms == 1 ? "u · v" : fmt::format("{} terms", terms), r.largest);
  caption(c, right, below, "residual", r.left);
  c.ui.record("spectrum.residual", {right, top}, {right + size.x, top + size.y});
  c.ui.finish_item(
      "spectrum.rebuilt",
      fmt::format("The kernel; the {} columns u at the left times the rows v above, added up; what "
                  "they leave, in a range of its own.",
                  terms));
}

/// Never rounded to a whole that it is not.
std::string percent(double share) {
  for (int digits = 3; digits < 12; ++digits) {
    const std::string text = significant(100 * share, digits);
    if (text != "100") return text + " %";
  }
  return "100 %";
}

void output_line(PanelContext& c) {
  gpu::Engine& engine = c.session.engine();
  const auto d = engine.difference();
  std::string value = "…";
  std::string tooltip = "Peak signal-to-noise ratio of the separable output against the standard output.";
  if (d) {
    const gpu::Range range = engine.range({gpu::Slot::standard, 0});
    const double peak = static_cast<double>(range.high) - static_cast<double>(range.low);
    const double db = psnr_db(peak, d->rms);
    value = std::isnan(db) ? "–" : std::isinf(db) ? "∞ dB" : fmt::format("{:.1f} dB", db);
    tooltip += fmt::format(" Peak: the range of the standard output, {}; root-mean-square difference {}.",
                           significant(peak, 3), significant(d->rms, 2));
  }
  c.ui.value_row("spectrum.psnr", "output PSNR, peak = its range", value, tooltip, kRow);
}

}  // namespace

void draw_rebuilt(PanelContext& c, const Plan& plan) {
  const Rebuilt r = rebuilt_of(plan);
  c.ui.gap(4);
  maps(c, plan, r);
  const bool exact = r.left == 0;
  c.ui.value_row("spectrum.error", "relative error", exact ? "0 %" : percent(r.error),
                 "Frobenius norm of the residual over that of the kernel.", kRow);
  c.ui.value_row("spectrum.energy", "energy kept", exact ? "100 %" : percent(r.energy_kept),
                 "Share of the sum of squares: 1 − error².", kRow);
  output_line(c);
}

}  // namespace sep::ui::panels
