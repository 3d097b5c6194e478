// Bodies of arithmetic.h.
#include "ui/panels/arithmetic.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/ground.h"
#include "ui/panels/arithmetic_made.h"
#include "ui/panels/arithmetic_row.h"

namespace sep::ui::panels {
namespace {

constexpr float kHeight = 244, kLowHeight = 196, kStepHeight = 206, kFolded = 30, kSentence = 76,
                kOneRow = 140, kTallCentre = 760, kLeastCentre = 380, kMoreStages = 52;
constexpr float kHead = 30, kFoot = 24, kLeft = 116, kRight = 150;

/// Of either path.
bool is_output(const Plan& plan, TensorRef ref) {
  return ref == output_of(plan, PathId::separable) || ref.place == Place::standard;
}

std::string title(const Plan& plan, const Selection& s) {
  if (s.kind == Selection::Kind::weight) {
    return fmt::format("Weight [{}, {}, {}, {}] of {}", s.channel, s.c_in, s.i, s.j, name_of(plan, s.ref));
  }
  const std::string name = is_output(plan, s.ref)        ? "Output"
                           : s.ref.place == Place::input ? "Input"
                           : s.ref.place == Place::maps  ? "Map"
                                                         : "After " + name_of(plan, s.ref) + ":";
  return fmt::format("{} [0, {}, {}, {}]", name, s.channel, s.y, s.x);
}

/// What there is to say where no sum is shown.
std::string words_without_trace(const Plan& plan, const Follow& f) {
  if (!f.shown) return "Hover a pixel to see its arithmetic; click to keep it.";
  if (!f.links) return f.why;
  if (f.shown->kind == Selection::Kind::weight) {
    const TensorLink* out =
        find_link(*f.links, f.shown->ref,
                  f.shown->ref.place == Place::separable ? PathId::separable : PathId::standard);
    if (out == nullptr) return {};
    const int64_t n = int64_t{out->rows.cells.size()} * out->cols.cells.size();
    return fmt::format(
        "This weight, {}, is multiplied {} times: once for every pixel of channel {} that {} makes. They are "
        "lit.",
        significant(f.weight, 4), grouped(n), f.shown->channel, name_of(plan, f.shown->ref));
  }
  if (maker_of(plan, f.shown->ref) != nullptr)
    return f.why.empty() ? std::string() : "Not shown: " + f.why + ".";
  const int64_t first = uses_of(plan, PathId::separable, f.shown->ref, f.shown->y, f.shown->x);
  const int64_t standard = uses_of(plan, PathId::standard, f.shown->ref, f.shown->y, f.shown->x);
  return fmt::format(
      "An input pixel: it is given, not computed. The separable path multiplies it {} times, the standard "
      "path {} times.",
      grouped(first), grouped(standard));
}

/// "output [0, 0, 2, 3] · after depthwise: [0, 1, 0, 4]".
std::string made_words(const Plan& plan, const Follow& f) {
  std::string words;
  for (const Making& m : f.making)
    words += (words.empty() ? "" : "   ·   ") +
             std::string(m.path == PathId::standard ? "standard: " : "separable: ") + title(plan, m.element);
  return words;
}

/// Of a value between the stages: its own products, and who reads it.
std::string reuse_between(const Plan& plan, const Follow& f) {
  const Selection& s = *f.shown;
  const PathId path = s.ref.place == Place::maps ? PathId::standard : PathId::separable;
  const auto& traced = path == PathId::standard ? f.trace->standard : f.trace->separable;
  if (!traced) return {};
  const int64_t products = traced->alone();
  const std::string cost = fmt::format("{} multiplication{}", grouped(products), products == 1 ? "" : "s");
  if (path == PathId::standard)
    return fmt::format("Reuse: none. {} for this value, and it goes into one output of one filter.", cost);
  const int64_t uses = uses_of(plan, path, s.ref, s.y, s.x);
  return fmt::format("Reuse: made once with {}, then used {}: {} a use.", cost,
                     uses == 1 ? "once" : grouped(uses) + " times",
                     uses > 0 ? Fraction::of(products, uses).text() : "none");
}

/// "used 256 times · alone 78 · on average 75/256 + 3 ≈ 3.3".
std::string reuse_words(const Plan& plan, const Follow& f) {
  if (!f.trace || !f.shown) return {};
  const TensorRef& ref = f.shown->ref;
  if (!is_output(plan, ref) && (ref.place == Place::separable || ref.place == Place::maps))
    return reuse_between(plan, f);
  if (!f.trace->separable) return {};
  const PathTrace& p = *f.trace->separable;
  std::string words;
  for (const StageTrace& s : p.stages) {
    if (s.elements.empty() || s.elements.front().uses == 0) continue;
    const int64_t uses = s.elements.front().uses;
    words += fmt::format("{} after {} {}{}", words.empty() ? "each value" : ",", s.name,
                         words.empty() ? "is used " : "", uses == 1 ? "once" : grouped(uses) + " times");
  }
  if (!words.empty()) words += " · ";
  return fmt::format("Reuse: {}alone {} · on average {}{}", words, f.reuse.alone_text(),
                     f.reuse.average_text(),
                     f.trace->standard ? fmt::format(" · standard {} every time", grouped(f.reuse.standard))
                                       : std::string());
}

void result(PanelContext& c, ImVec2 at, const PathTrace& p, const std::string& id) {
  ImDrawList* list = ImGui::GetWindowDrawList();
  const ElementSum& e = p.result();
  draw_text(list, c.theme.mono, at, c.theme.text, significant(e.value, 7));
  const float pitch = c.ui.px(17);
  draw_text(list, c.theme.mono_small, {at.x, at.y + pitch * 1.1F}, c.theme.dim,
            "GPU " + significant(e.gpu, 7));
  const double d = p.difference();
  const std::string off = std::isnan(d) ? "not read yet"
                          : d == 0      ? "no difference"
                                        : "off by " + significant(d, 2);
  draw_text(list, c.theme.mono_small, {at.x, at.y + pitch * 2.1F},
            p.within_bound() ? c.theme.good : c.theme.warning, off);
  c.ui.about(id, at, {at.x + c.ui.px(kRight - 20), at.y + pitch * 3.2F},
             "The sum in double precision from these factors, what the GPU computed in single precision, and "
             "how far apart they are.");
}

/// One stage of one path.
struct Entry {
  const PathTrace* path = nullptr;
  const StageTrace* stage = nullptr;
  ImU32 colour = 0;
  PathId id{};
  const Making* making = nullptr;  ///< it is made just now
  float share = 1;                 ///< of the height
  bool last = false;
};

/// Products that are added, of all elements that are shown.
int64_t made(const PanelContext& c, const Entry& e) {
  int64_t sum = 0;
  for (const ElementSum& each : e.stage->elements) sum += products_made(c, e.id, *e.stage, each);
  return sum;
}

std::vector<Entry> entries_of(const PanelContext& c) {
  std::vector<Entry> out;
  const Trace& t = *c.state.follow.trace;
  const auto add = [&](const std::optional<PathTrace>& path, ImU32 colour) {
    if (!path) return;
    for (const StageTrace& s : path->stages) {
      const float share = s.spec.kernel == Size2{1, 1} ? 0.62F : s.spec.kernel.h == 1 ? 0.8F : 1.0F;
      out.push_back({&*path, &s, colour, path->path, c.state.follow.making_of(path->path), share,
                     &s == &path->stages.back()});
    }
  };
  add(t.source, c.theme.channels);
  add(t.separable, c.theme.kernel);
  add(t.standard, c.theme.accent);
  return out;
}

std::string products_words(const StageTrace& s, int64_t made) {
  if (made < s.multiplications()) return grouped(made) + " of " + grouped(s.multiplications());
  const auto n = static_cast<int64_t>(s.elements.size());
  return (n == 1 ? "" : grouped(n) + " × ") + grouped(s.terms()) +
         (s.terms() == 1 ? " product" : " products");
}

void rows(PanelContext& c, const Rect& area) {
  const std::vector<Entry> entries = entries_of(c);
  float shares = 0;
  for (const Entry& e : entries) shares += e.share;
  const float bar = c.ui.px(11), unit = std::min((area.height() - bar) / shares, c.ui.px(92));
  std::vector<float> tops{area.min.y};
  for (const Entry& e : entries) tops.push_back(tops.back() + unit * e.share);
  ImDrawList* list = ImGui::GetWindowDrawList();
  for (size_t k = 0; k < entries.size(); ++k) {
    const Entry& e = entries[k];
    const float middle = tops[k] + c.ui.px(8) + (tops[k + 1] - tops[k]) / 2;
    draw_text(list, c.theme.bold, {area.min.x, middle - c.ui.px(18)}, e.colour, e.stage->name);
    const int64_t done = made(c, e);
    draw_text(list, c.theme.small, {area.min.x, middle}, c.theme.dim, products_words(*e.stage, done));
    c.ui.about(
        fmt::format("arithmetic.stage.{}", k), {area.min.x, tops[k]},
        {area.min.x + c.ui.px(kLeft), tops[k + 1]},
        "What the " + e.stage->name +
            " stage multiplies and adds up for this element: what it reads, its kernel, the products.");
    if (!e.last) continue;
    // beside the middle of its path's rows, which end with this one
    const float of_path = c.ui.px(8) + (tops[k + 1 - e.path->stages.size()] + tops[k + 1]) / 2;
    const float x = area.max.x - c.ui.px(kRight) + c.ui.px(14);
    if (done >= e.stage->multiplications())
      result(c, {x, of_path - c.ui.px(26)}, *e.path, fmt::format("arithmetic.result.{}", k));
    else if (done == 0)
      draw_text(list, c.theme.small, {x, middle - c.ui.px(9)}, c.theme.dim, "not computed yet");
  }
  const float room = area.width() - c.ui.px(kLeft + kRight);
  ImGui::SetCursorScreenPos({area.min.x + c.ui.px(kLeft), area.min.y});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {0, 0});
  ImGui::PushStyleVar(ImGuiStyleVar_ScrollbarSize, c.ui.px(9));
  ImGui::BeginChild("arithmetic.scroll", {room, area.height()}, false,
                    ImGuiWindowFlags_HorizontalScrollbar | ImGuiWindowFlags_NoScrollWithMouse);
  if (ImGui::IsWindowHovered() && ImGui::GetIO().MouseWheel != 0) {
    ImGui::SetScrollX(ImGui::GetScrollX() - ImGui::GetIO().MouseWheel * c.ui.px(90));
  }
  const ImVec2 from = ImGui::GetCursorScreenPos();
  float right = from.x;
  for (size_t k = 0; k < entries.size(); ++k) {
    const Entry& e = entries[k];
    const ImVec2 at{from.x, from.y + tops[k] - area.min.y};
    const float height = tops[k + 1] - tops[k] - c.ui.px(3);
    ArithmeticRow row(c, at, height, static_cast<int>(k), grid_room(c.ui, *e.stage, room));
    row.set_made([&](const ElementSum& s) { return products_made(c, e.id, *e.stage, s); },
                 e.making != nullptr && e.making->one);
    row.stage(*e.stage, static_cast<int>(e.stage - e.path->stages.data()), e.last);
    right = std::max(right, row.right());
  }
  ImGui::SetCursorScreenPos(from);
  ImGui::Dummy({right - from.x + c.ui.px(12), tops.back() - tops.front()});
  ImGui::EndChild();
  ImGui::PopStyleVar(2);
}

/// Of the sums that are shown.
size_t rows_of(const Follow& f) {
  size_t rows = 0;
  for (const auto* path : {&f.trace->source, &f.trace->separable, &f.trace->standard})
    rows += *path ? (*path)->stages.size() : 0;
  return rows;
}

}  // namespace

float arithmetic_height(const UiState& s, const Widgets& ui, float centre_height, int stages) {
  const bool steps = s.timeline.show == Timeline::Show::step;
  if (steps) {  // as much as the pictures leave; the bar says the last product anyway
    if (centre_height < ui.px(kLeastCentre + kStepHeight)) return 0;
    return ui.px(s.strip_folded ? kFolded : kStepHeight);
  }
  const bool tall = centre_height >= ui.px(kTallCentre);
  if (!tall && !s.follow.pinned) return 0;
  if (centre_height < ui.px(kLeastCentre + kHeight)) return 0;
  if (s.strip_folded) return ui.px(kFolded);
  const bool room = stages > 2 && centre_height >= ui.px(kLeastCentre + kHeight + kMoreStages);
  const float height = ui.px((tall ? kHeight : kLowHeight) + (room ? kMoreStages : 0));
  if (tall) return height;  // the pictures stay where they are
  const Selection& kept = *s.follow.pinned;
  const bool sum =
      kept.kind == Selection::Kind::element && (kept.ref.place != Place::input || s.follow.trace);
  if (!sum) return ui.px(kSentence);
  return s.follow.trace && rows_of(s.follow) == 1 ? ui.px(kOneRow) : height;
}

void draw_arithmetic(PanelContext& c, const Rect& area) {
  const Plan& plan = *c.session.plan();
  const Follow& f = c.state.follow;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float pad = c.ui.px(16), y = area.min.y + c.ui.px(8);
  add_ground(*list, area.min, area.max, c.theme.panel);
  list->AddLine(area.min, {area.max.x, area.min.y}, c.theme.line, c.ui.px(1));
  c.ui.record("arithmetic", area.min, area.max);
  const std::string name = f.making_shown() ? (f.making.front().done > 0 ? "Made last" : "Made first")
                           : f.shown        ? title(plan, *f.shown)
                                            : "Arithmetic";
  draw_text(list, c.theme.bold, {area.min.x + pad, y}, c.theme.text, name);
  const std::string hint = f.making_shown()           ? made_words(plan, f)
                           : f.pinned                 ? "kept · Esc lets go, arrows and [ ] move it"
                           : f.shown && !f.from_panel ? "click keeps it"
                                                      : "";
  draw_text(list, c.theme.small, {area.min.x + pad * 2 + measure(c.theme.bold, name).x, y + c.ui.px(1)},
            c.theme.dim, hint);
  ImGui::SetCursorScreenPos({area.max.x - c.ui.px(36), area.min.y + c.ui.px(3)});
  if (c.ui.icon_button("arithmetic.fold", c.state.strip_folded ? Icon::up : Icon::down,
                       c.state.strip_folded ? "Show the arithmetic." : "Fold the arithmetic away.",
                       c.ui.px(24), false)) {
    c.state.strip_folded = !c.state.strip_folded;
  }
  if (c.state.strip_folded) return;
  const Rect body{{area.min.x + pad, area.min.y + c.ui.px(kHead)},
                  {area.max.x - pad, area.max.y - c.ui.px(kFoot)}};
  if (f.trace) {
    rows(c, body);
    c.ui.about("arithmetic.reuse", {body.min.x, area.max.y - c.ui.px(kFoot)}, {body.max.x, area.max.y},
               "Reuse is all of the saving: what is made once and read often is paid once.");
    const std::string reuse = reuse_words(plan, f);
    ImFont* font = measure(c.theme.body, reuse).x <= body.width() ? c.theme.body : c.theme.small;
    draw_text(list, font, {body.min.x, area.max.y - c.ui.px(22)}, c.theme.text,
              fitted(font, reuse, body.width()));
    return;
  }
  ImGui::SetCursorScreenPos({body.min.x, body.min.y + c.ui.px(8)});
  ImGui::PushTextWrapPos(ImGui::GetCursorPosX() + body.width());
  c.ui.text(words_without_trace(plan, f), c.theme.dim);
  ImGui::PopTextWrapPos();
}

}  // namespace sep::ui::panels
