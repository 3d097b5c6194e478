// The status line: what is under the mouse, progress, and how to move about.
#include <fmt/format.h>

#include <algorithm>

#include "ui/format.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

std::string slot_title(const Plan& plan, const gpu::StageRef& ref) {
  switch (ref.slot) {
    case gpu::Slot::image:
      return "image";
    case gpu::Slot::input:
      return "input";
    case gpu::Slot::separable:
      return stage_title(plan, PathId::separable, ref.index);
    case gpu::Slot::standard:
      return "standard output";
    case gpu::Slot::maps:
      return "standard path, before adding";
    case gpu::Slot::difference:
      return "difference";
  }
  return {};
}

std::string element_text(const Studio& s) {
  const view::Element& h = *s.state.hovered;
  std::string text =
      fmt::format("{} [0, {}, {}, {}]", slot_title(*s.session.plan(), h.ref), h.channel, h.y, h.x);
  if (!h.made) text += ": not computed yet";
  if (!s.state.hovered_value.empty()) text += " = " + s.state.hovered_value;
  return text;
}

/// "depthwise weight [1, 0, 2, 3] = 0.0625": output channel, input channel of its group, row, column.
std::string weight_text(const Studio& s) {
  const Selection& w = *s.state.follow.hovered;
  return fmt::format("{} weight [{}, {}, {}, {}] = {}", name_of(*s.session.plan(), w.ref), w.channel, w.c_in,
                     w.i, w.j, significant(s.state.follow.hovered_weight, 5));
}

std::string one_line(std::string text) {
  std::ranges::replace(text, '\n', ' ');
  return text;
}

}  // namespace

void draw_status(Studio& s, const Layout& layout) {
  Widgets& ui = s.widgets;
  const Rect& r = layout.status;
  if (r.height() <= 0) return;
  begin_area("status", r, s.theme.panel, {0, 0},
             ImGuiWindowFlags_NoBringToFrontOnFocus | ImGuiWindowFlags_NoScrollbar);
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->AddLine(r.min, {r.max.x, r.min.y}, s.theme.line, ui.px(1));
  if (s.session.busy()) {
    const float end = r.min.x + r.width() * static_cast<float>(s.engine->progress());
    list->AddRectFilled(r.min, {end, r.min.y + ui.px(3)}, s.theme.accent);
    ui.record("status.progress", r.min, {end, r.min.y + ui.px(3)});
  }
  static const std::string
      kTiles = "wheel zooms · drag pans · double click fits · [ ] choose · 3 in 3-D · F1 keys",
      kSpace = "drag turns · Shift+drag pans · wheel zooms · double click fits · 3 tiles · F1 keys";
  static const std::string kNetwork = "click a layer to open it · N back to the experiment · F1 keys";
  static const std::string kCharts = "click sets the value · C back to the pictures · F1 keys",
                           kTraffic = "C back to the pictures · F1 keys";
  const std::string& help = s.state.network.open ? kNetwork
                            : s.state.charts.open
                                ? (s.state.charts.kind == ChartKind::traffic ? kTraffic : kCharts)
                            : s.session.experiment().view.space.on ? kSpace
                                                                   : kTiles;
  const float help_w = measure(s.theme.small, help).x, pad = ui.px(16);
  const float y_small = r.min.y + (r.height() - s.theme.small->FontSize) / 2;
  const bool room = r.width() > help_w + ui.px(420);
  if (room) ui.text_right(help, r.max.x - pad, y_small, s.theme.dim, s.theme.small);
  const float width = r.width() - 2 * pad - (room ? help_w + ui.px(24) : 0);
  const bool element = s.state.hovered && s.session.plan() != nullptr;
  const auto& followed = s.state.follow.hovered;
  const bool weight =
      !element && followed && followed->kind == Selection::Kind::weight && s.session.plan() != nullptr;
  ImFont* font = element || (weight && ui.hovered_text().empty()) ? s.theme.mono_small : s.theme.small;
  const std::string text = element                      ? element_text(s)
                           : !ui.hovered_text().empty() ? one_line(ui.hovered_text())
                           : weight                     ? weight_text(s)
                                                        : std::string();
  draw_text(list, font, {r.min.x + pad, r.min.y + (r.height() - font->FontSize) / 2}, s.theme.text,
            fitted(font, text, width));
  ui.record("status.text", {r.min.x + pad, r.min.y}, {r.min.x + pad + width, r.max.y});
  end_area();
}

}  // namespace sep::ui
