// Above the table: which network, how wide, how large its input, what it costs in all, and what was
// published.
#include <fmt/format.h>

#include <cmath>

#include "io/network/network_costs.h"
#include "ui/format.h"
#include "ui/network/network_view.h"
#include "ui/shell.h"

namespace sep::ui {
namespace {

constexpr int kPerCent = 100;

void choose_network(Studio& s, float width) {
  NetworkState& n = s.state.network;
  int current = -1;
  for (size_t i = 0; i < n.names.size(); ++i) {
    if (n.names[i] == n.source) current = static_cast<int>(i);
  }
  const std::string own = current < 0 ? n.network->title : std::string();
  if (const auto chosen =
          s.widgets.combo("network.name", n.names, current, "Which network.", width, {}, own)) {
    s.opening.cancel();  // the newest wish counts
    if (const auto shown = show_network(n, n.names[static_cast<size_t>(*chosen)]); !shown)
      s.session.say(shown.error().message, Message::Kind::error);
  }
}

/// What is being read of the network that is shown.
bool reads_again(const Studio& s) {
  const ReadWish& wish = s.opening.wish();
  return s.opening.busy() && wish.whole_network && wish.file == s.state.network.source;
}

void choose_resolution(Studio& s, int resolution) {
  NetworkState& n = s.state.network;
  if (!is_model(n.network->rows)) return set_network_size(n, n.width, resolution);
  s.opening.begin({n.source, ImageUse::input, {}, true, resolution});
}

void choose_size(Studio& s, ImVec2 at, float width) {
  NetworkState& n = s.state.network;
  Widgets& ui = s.widgets;
  SliderSpec alpha;
  alpha.id = "network.width";
  alpha.label = "width α, %";
  alpha.colour = s.theme.filters;
  alpha.tooltip = "Width multiplier: every layer has this share of its filters.";
  alpha.value = static_cast<int>(std::lround(n.width * kPerCent));
  alpha.scale_low = alpha.low = 25;
  alpha.scale_high = alpha.high = 200;
  alpha.typed_low = 5;
  alpha.typed_high = 400;
  ImGui::SetCursorScreenPos(at);
  ImGui::BeginChild("network.size", {width, ui.px(62)}, false,
                    ImGuiWindowFlags_NoBackground | ImGuiWindowFlags_NoScrollbar);
  const bool model = is_model(n.network->rows);  // has the widths that it was made with
  if (model) ui.text("convolutions of a model", s.theme.dim, s.theme.small);
  if (const auto v = model ? std::nullopt : ui.slider(alpha))
    set_network_size(n, static_cast<double>(*v) / kPerCent, n.resolution);
  SliderSpec side;
  const int own = n.network->input.h, shown = reads_again(s) ? s.opening.wish().resolution : n.resolution;
  side.id = "network.resolution";
  side.label = "input side";
  side.colour = s.theme.pixels;
  side.tooltip = "Height and width of the network's input in pixels.";
  side.value = shown == 0 ? own : shown;
  side.scale_low = side.low = std::min(32, own);
  side.scale_high = side.high = std::max(512, own);
  side.typed_low = 1;
  side.typed_high = kMaxResolution;
  if (const auto v = ui.slider(side)) choose_resolution(s, *v == own ? 0 : std::min(*v, kMaxResolution));
  ImGui::EndChild();
}

/// Two bars on one scale.
void totals(Studio& s, ImVec2 at, float width) {
  Widgets& ui = s.widgets;
  const Totals& t = s.state.network.costs->totals;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const double most = static_cast<double>(std::max(t.separable, t.standard));
  const auto bar = [&](const char* name, int64_t count, int64_t parameters, ImU32 colour, float y) {
    const float h = ui.px(16), text_y = y - ui.px(1);
    draw_text(list, s.theme.body, {at.x, text_y}, s.theme.text, name);
    ui.text_right(grouped(count), at.x + ui.px(230), text_y, s.theme.text, s.theme.mono);
    const float x = at.x + ui.px(246), room = std::max(ui.px(20), width - ui.px(246) - ui.px(150));
    list->AddRectFilled({x, y}, {x + room, y + h}, with_alpha(s.theme.line, 0.5F), ui.px(3));
    const float w = std::max(ui.px(2), room * static_cast<float>(static_cast<double>(count) / most));
    list->AddRectFilled({x, y}, {x + w, y + h}, colour, ui.px(3));
    ui.text_right(short_count(static_cast<double>(parameters)) + " parameters", at.x + width, y + ui.px(1),
                  s.theme.dim, s.theme.small);
  };
  bar("separable", t.separable, t.separable_parameters, s.theme.kernel, at.y);
  bar("standard", t.standard, t.standard_parameters, s.theme.accent, at.y + ui.px(26));
  ui.record("network.totals", at, {at.x + width, at.y + ui.px(44)});
}

float published(Studio& s, ImVec2 at, float width) {
  Widgets& ui = s.widgets;
  const NetworkState& n = s.state.network;
  ImGui::SetCursorScreenPos(at);
  ImGui::BeginChild("network.published", {width, ui.px(58)}, false, ImGuiWindowFlags_NoBackground);
  std::string text;
  for (const PublishedCheck& check : n.costs->published) {
    ui.wrapped(std::string(check.figure.path == PathId::standard ? "Standard: " : "Separable: ") +
                   io::check_text(check),
               check.agrees ? s.theme.dim : s.theme.warning, s.theme.small);
  }
  if (n.costs->published.empty() && !n.network->published.empty())
    ui.wrapped(
        "Nothing was published for this width and input size, so nothing stands beside the computed numbers.",
        s.theme.dim, s.theme.small);
  for (const std::string& note : notes_of(*n.network)) ui.wrapped(note, s.theme.dim, s.theme.small);
  ImGui::EndChild();
  ui.record("network.published", at, {at.x + width, at.y + ui.px(58)});
  return at.y + ui.px(64);
}

}  // namespace

float draw_network_head(Studio& s, const Rect& area) {
  Widgets& ui = s.widgets;
  NetworkState& n = s.state.network;
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float x = area.min.x, width = area.width(), y = area.min.y;
  ImGui::SetCursorScreenPos({x, y});
  choose_network(s, ui.px(180));
  const float room = width - ui.px(180 + 40 + 16);
  std::string words = n.network->about + " " + n.network->source;
  if (s.state.presenter && measure(s.theme.small, words).x > room)  // a sentence rather than a cut one
    words = n.network->about.substr(0, n.network->about.find(". "));
  const std::string about = fitted(s.theme.small, words, room);
  draw_text(list, s.theme.small, {x + ui.px(196), y + ui.px(6)}, s.theme.dim, about);
  ImGui::SetCursorScreenPos({x + width - ui.px(26), y});
  if (ui.icon_button("network.close", Icon::close, "Back to the experiment (N).", ui.px(26), false))
    s.actions.emplace_back("window.network");
  const float sliders = ui.px(300);
  choose_size(s, {x, y + ui.px(38)}, sliders);
  if (!n.costs) {
    ImGui::SetCursorScreenPos({x + sliders + ui.px(24), y + ui.px(42)});
    ui.wrapped(n.error, s.theme.warning, s.theme.body);
    return y + ui.px(104);
  }
  const float right = x + sliders + ui.px(24);
  if (s.state.presenter) {  // the headline is above, and what was published is read at a desk
    totals(s, {right, y + ui.px(44)}, width - sliders - ui.px(24));
    return y + ui.px(106);
  }
  const Verdict v = verdict_of(n.costs->totals);
  totals(s, {right, y + ui.px(44)}, width - sliders - ui.px(24) - ui.px(150));
  ui.text_right(v.text(), x + width, y + ui.px(50),
                v.kind == Verdict::Kind::more ? s.theme.warning : s.theme.text, s.theme.title);
  return published(s, {x, y + ui.px(104)}, width);
}

}  // namespace sep::ui
