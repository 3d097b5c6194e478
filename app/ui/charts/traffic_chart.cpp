// BYTES AND TIME: where every stage lies between its multiplications and the bytes it moves, and the GPU time
// that was measured.
#include <fmt/format.h>

#include <algorithm>

#include "ui/charts/charts.h"
#include "ui/format.h"

namespace sep::ui {
namespace {

using Row = io::TrafficRow;

std::string time_text(const Row& row) { return row.ms ? duration(*row.ms) : "not yet measured"; }

double intensity(const Stage& s) {
  return static_cast<double>(s.multiplications) / static_cast<double>(moved_bytes(s));
}

Plot plot_of(const Widgets& ui, const Rect& r, const PlotLook& look, const std::vector<Row>& rows) {
  double most_x = 1, least_x = 1e300, most_y = 1, least_y = 1e300;
  for (const Row& row : rows) {
    const auto x = static_cast<double>(row.stage->multiplications),
               y = static_cast<double>(moved_bytes(*row.stage));
    most_x = std::max(most_x, x);
    least_x = std::min(least_x, x);
    most_y = std::max(most_y, y);
    least_y = std::min(least_y, y);
  }
  const PlotRoom room = plot_room(ui, look);
  // both logarithmic, so that equal multiplications a byte lie on straight lines; room about the dots
  return {{{r.min.x + room.left, r.min.y + room.top}, {r.max.x - room.right, r.max.y - room.bottom}},
          {least_x / 4, most_x * 8, true},
          {least_y / 4, most_y * 4, true},
          look};
}

/// Lines on which every byte serves so many multiplications.
void intensity_lines(Widgets& ui, const Plot& p) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  list->PushClipRect(p.area.min, p.area.max, true);
  for (const double per_byte : {0.01, 0.1, 1.0, 10.0, 100.0, 1000.0}) {
    const ImVec2 a = p.at(p.x.low, p.x.low / per_byte), b = p.at(p.x.high, p.x.high / per_byte);
    draw_dashed(p, a, b, with_alpha(ui.theme().dim, 0.55F), ui.px(4));
    const std::string text = significant(per_byte) + " a byte";
    const ImVec2 size = measure(p.look.words, text);
    const bool leaves_above = p.x.at(p.y.high * per_byte * 0.8) < 0.96;
    const float x = leaves_above
                        ? p.at(std::max(p.x.low, p.y.high * per_byte), p.y.high).x - ui.px(4) - size.x
                        : p.area.max.x - size.x - ui.px(4),
                y = leaves_above ? p.area.min.y + ui.px(3) : b.y + ui.px(10);
    if (x <= p.area.min.x || y + size.y > p.area.max.y) continue;
    list->AddRectFilled({x, y}, {x + size.x, y + size.y}, ui.theme().background);
    draw_text(list, p.look.words, {x, y}, ui.theme().dim, text);
  }
  list->PopClipRect();
}

bool overlap(const Rect& a, const Rect& b) {
  return a.min.x < b.max.x && b.min.x < a.max.x && a.min.y < b.max.y && b.min.y < a.max.y;
}

/// Beside its dot, where no other label or dot is.
Rect place_label(const Plot& p, ImVec2 dot, ImVec2 size, const std::vector<Rect>& taken) {
  const float d = p.look.dot * 2;
  const ImVec2 corners[] = {{dot.x + d, dot.y - size.y / 2},
                            {dot.x - d - size.x, dot.y - size.y / 2},
                            {dot.x - size.x / 2, dot.y - d - size.y},
                            {dot.x - size.x / 2, dot.y + d}};
  for (const ImVec2 at : corners) {
    const Rect r{at, {at.x + size.x, at.y + size.y}};
    if (r.min.x < p.area.min.x || r.max.x > p.area.max.x || r.max.y > p.area.max.y) continue;
    if (std::ranges::none_of(taken, [&](const Rect& t) { return overlap(r, t); })) return r;
  }
  return {corners[0], {corners[0].x + size.x, corners[0].y + size.y}};
}

/// Returns the stage under the mouse, or null.
const Row* draw_stages(PanelContext& c, const Plot& p, const std::vector<Row>& rows) {
  std::vector<Rect> taken;
  const auto dot_of = [&](const Row& row) {
    return p.at(static_cast<double>(row.stage->multiplications),
                static_cast<double>(moved_bytes(*row.stage)));
  };
  for (const Row& row : rows) {
    const ImVec2 d = dot_of(row);
    taken.push_back({{d.x - p.look.dot, d.y - p.look.dot}, {d.x + p.look.dot, d.y + p.look.dot}});
  }
  const Row* over = nullptr;
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (size_t i = 0; i < rows.size(); ++i) {
    const Row& row = rows[i];
    const ImVec2 d = dot_of(row);
    Plot smaller = p;  // stages that lie on one place: rings in each other
    for (size_t k = 0; k < i; ++k) smaller.look.dot *= overlap(taken[k], taken[i]) ? 0.6F : 1;
    draw_dot(smaller, d, stage_colour(c.theme, *row.stage), c.theme.panel);
    c.ui.record("chart.traffic." + row.stage->name, taken[i].min, taken[i].max);
    const std::string text = row.stage->name + (row.ms ? "  " + duration(*row.ms) : "");
    const Rect label = place_label(p, d, measure(p.look.words, text), taken);
    draw_text(list, p.look.words, label.min, c.theme.text, text);
    taken.push_back(label);
    const ImVec2 m = ImGui::GetIO().MousePos;
    const float r = p.look.dot * 2;
    if (label.contains(m) || (m.x - d.x) * (m.x - d.x) + (m.y - d.y) * (m.y - d.y) < r * r) over = &row;
  }
  return over;
}

struct Columns {
  float name, multiplications, bytes, intensity, ms;
};

/// The same as exact numbers; returns the height it takes.
float draw_table(PanelContext& c, const Rect& r, const PlotLook& look, const std::vector<Row>& rows) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float w = r.width(), h = look.words->FontSize + c.ui.px(7);
  const Columns x{r.min.x + c.ui.px(22), r.min.x + 0.42F * w, r.min.x + 0.62F * w, r.min.x + 0.80F * w,
                  r.max.x - c.ui.px(4)};
  float y = r.min.y;
  draw_text(list, look.words, {x.name, y}, c.theme.dim, "stage");
  c.ui.text_right("multiplications", x.multiplications, y, c.theme.dim, look.words);
  c.ui.text_right("bytes moved", x.bytes, y, c.theme.dim, look.words);
  c.ui.text_right("for each byte", x.intensity, y, c.theme.dim, look.words);
  c.ui.text_right("GPU time", x.ms, y, c.theme.dim, look.words);
  for (const Row& row : rows) {
    y += h;
    const float middle = y + look.words->FontSize / 2, half = c.ui.px(5);
    list->AddRectFilled({r.min.x + c.ui.px(4), middle - half}, {r.min.x + c.ui.px(14), middle + half},
                        stage_colour(c.theme, *row.stage), c.ui.px(2));
    draw_text(list, look.words, {x.name, y}, c.theme.text, row.stage->name);
    c.ui.text_right(grouped(row.stage->multiplications), x.multiplications, y, c.theme.text, look.numbers);
    c.ui.text_right(grouped(moved_bytes(*row.stage)), x.bytes, y, c.theme.text, look.numbers);
    c.ui.text_right(significant(intensity(*row.stage)), x.intensity, y, c.theme.text, look.numbers);
    c.ui.text_right(time_text(row), x.ms, y, row.ms ? c.theme.text : c.theme.dim, look.numbers);
  }
  return y + h - r.min.y;
}

}  // namespace

std::vector<io::TrafficRow> traffic_rows(const Plan& plan, const gpu::Engine& engine) {
  std::vector<io::TrafficRow> out;
  for (size_t i = 0; i < plan.separable.size(); ++i)
    out.push_back({&plan.separable[i], engine.stage_ms({gpu::Slot::separable, static_cast<int>(i)})});
  out.push_back({&plan.standard.front(), engine.stage_ms({gpu::Slot::standard, 0})});
  return out;
}

ImU32 stage_colour(const view::Theme& t, const Stage& s) {
  switch (s.kind) {
    case StageKind::pointwise:
      return t.filters;
    case StageKind::row:
    case StageKind::depthwise_row:
      return t.row;  // of K as the column pass is: the same hue
    case StageKind::standard:
      return t.accent;
    default:
      return t.kernel;
  }
}

void draw_traffic_chart(PanelContext& c, const ChartBox& box) {
  const Plan* plan = c.session.plan();
  if (plan == nullptr) return;
  const std::vector<Row> rows = traffic_rows(*plan, c.session.engine());
  const PlotLook look = plot_look(c.ui, box.large);
  ImGui::SetCursorScreenPos(box.rect.min);
  ImGui::InvisibleButton(box.id.c_str(), {box.rect.width(), box.rect.height()});
  const float table = static_cast<float>(rows.size() + 1) * (look.words->FontSize + c.ui.px(7));
  const float end = box.rect.max.y - table - c.ui.px(8);
  const Plot p = plot_of(c.ui, {box.rect.min, {box.rect.max.x, end}}, look, rows);
  draw_axes(c.ui, p, {"multiplications of the stage (logarithmic)", "bytes moved at least (logarithmic)"}, {},
            c.theme.dim);
  intensity_lines(c.ui, p);
  const Row* over = draw_stages(c, p, rows);
  draw_table(c, {{box.rect.min.x, end + c.ui.px(8)}, box.rect.max}, look, rows);
  std::string text =
      "Every stage reads its input and its weights and writes its output once, at least. Where few "
      "multiplications share a byte, memory decides the time.";
  if (over != nullptr)
    text = fmt::format("{}: {} multiplications, {} bytes moved, {} for each byte, {}.", over->stage->name,
                       grouped(over->stage->multiplications), grouped(moved_bytes(*over->stage)),
                       significant(intensity(*over->stage)), time_text(*over));
  c.ui.finish_item(box.id, text);
}

}  // namespace sep::ui
