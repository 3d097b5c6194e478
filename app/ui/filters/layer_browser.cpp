// Bodies of layer_browser.h.
#include "ui/filters/layer_browser.h"

#include <fmt/format.h>
#include <imgui.h>  // before imgui_stdlib.h, which needs it
#include <imgui_stdlib.h>

#include <algorithm>
#include <array>

#include "ui/filters/thumbnail.h"
#include "ui/format.h"
#include "ui/imgui_compat.h"

namespace sep::ui {
namespace {

constexpr int kPairs = 5;

std::string lower(std::string s) {
  std::transform(s.begin(), s.end(), s.begin(),
                 [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return s;
}

std::string pads_text(const io::Layer& layer) {
  const Pads& p = layer.spec.pads;
  if (layer.auto_pad == io::AutoPad::same_upper || layer.auto_pad == io::AutoPad::same_lower) return "same";
  if (p == Pads{}) return "no padding";
  if (p.top == p.left && p.left == p.bottom && p.bottom == p.right) return fmt::format("pads {}", p.top);
  return fmt::format("pads {}, {}, {}, {}", p.top, p.left, p.bottom, p.right);
}

const io::Layer* pair_of(const io::Model& model, const io::Layer& layer) {
  return layer.pair >= 0 ? &model.layers[static_cast<size_t>(layer.pair)] : nullptr;
}

}  // namespace

std::string layer_line(const io::Layer& layer) {
  const ConvSpec& s = layer.spec;
  if (layer.kernel) return "one kernel, " + size_text(s.kernel);
  std::string text = fmt::format("{}  {} → {}  {}", io::kind_name(layer.kind), grouped(s.c_in),
                                 grouped(s.c_out), size_text(s.kernel));
  if (layer.kind == io::ConvKind::grouped) text += fmt::format("  {} groups", s.group);
  if (!layer.between_known) return text;
  if (s.stride != Size2{1, 1})
    text += "  stride " + (s.stride.h == s.stride.w ? std::to_string(s.stride.h) : size_text(s.stride));
  if (s.dilation != Size2{1, 1})
    text +=
        "  dilation " + (s.dilation.h == s.dilation.w ? std::to_string(s.dilation.h) : size_text(s.dilation));
  if (s.kernel != Size2{1, 1}) text += "  " + pads_text(layer);
  return text;
}

std::string layer_remark(const io::Model& model, const io::Layer& layer) {
  if (!layer.refusal.empty()) return "cannot be shown: " + layer.refusal;
  std::string text;
  const auto add = [&](const std::string& part) { text += (text.empty() ? "" : " · ") + part; };
  const std::string left_out = fmt::format("{}", fmt::join(layer.between, ", "));
  if (const io::Layer* second = pair_of(model, layer)) {
    add(fmt::format("a pair with {} ({} → {})", second->name, grouped(second->spec.c_in),
                    grouped(second->spec.c_out)));
    if (!left_out.empty()) add(left_out + " between them is left out");
  } else if (!left_out.empty()) {
    add(left_out + " after it is left out");
  }
  if (layer.has_non_finite) add("holds NaN or infinity");
  if (!layer.note.empty()) add(layer.note);
  return text;
}

void LayerBrowser::show(const OpenModel& model, const std::string& current) {
  open_ = model;
  model_ = model.model;
  kind_ = 0;
  typed_.clear();
  selected_ = -1;
  just_shown_ = scroll_ = true;
  list_layers();
  for (size_t i = 0; i < model_->layers.size(); ++i) {
    if (!current.empty() && model_->layers[i].name == current) selected_ = static_cast<int>(i);
  }
  if (selected_ < 0 && !listed_.empty()) selected_ = listed_.front();
}

bool LayerBrowser::listed(int index) const {
  const io::Layer& layer = model_->layers[static_cast<size_t>(index)];
  if (kind_ == kPairs && layer.pair < 0) return false;
  if (kind_ > 0 && kind_ < kPairs && static_cast<int>(layer.kind) != kind_ - 1) return false;
  return typed_.empty() || lower(layer.name).find(lower(typed_)) != std::string::npos;
}

void LayerBrowser::list_layers() {
  listed_.clear();
  for (int i = 0; i < static_cast<int>(model_->layers.size()); ++i) {
    if (listed(i)) listed_.push_back(i);
  }
}

void LayerBrowser::draw_filters(Widgets& ui) {
  std::array<int, 6> counts{static_cast<int>(model_->layers.size())};
  for (const io::Layer& layer : model_->layers) {
    ++counts[static_cast<size_t>(layer.kind) + 1];
    if (layer.pair >= 0) ++counts[kPairs];
  }
  static constexpr std::array kNames{"All", "Standard", "Grouped", "Depthwise", "Pointwise", "Pairs"};
  static const std::vector<std::string> kTips{"Every convolution.",
                                              "Every output reads every input.",
                                              "Channels in groups that do not read each other.",
                                              "One kernel per channel.",
                                              "1×1: mixes channels.",
                                              "A depthwise layer and the pointwise one that reads it."};
  std::vector<std::string> labels, tips;
  std::vector<int> kinds;
  int now = 0;
  for (int i = 0; i < static_cast<int>(kNames.size()); ++i) {
    const int count = counts[static_cast<size_t>(i)];
    if (i > 0 && count == 0) continue;
    if (i == kind_) now = static_cast<int>(kinds.size());
    labels.push_back(fmt::format("{} {}", kNames[static_cast<size_t>(i)], count));
    tips.push_back(kTips[static_cast<size_t>(i)]);
    kinds.push_back(i);
  }
  const float search = ui.px(180), width = ImGui::GetContentRegionAvail().x - search - ui.px(12);
  if (const auto chosen = ui.segments("layers.kind", labels, now, tips, width))
    kind_ = kinds[static_cast<size_t>(*chosen)];
  ImGui::SameLine(0, ui.px(12));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::SetNextItemWidth(search);
  if (just_shown_) ImGui::SetKeyboardFocusHere();
  just_shown_ = false;
  ImGui::InputTextWithHint("##layers.name", "part of a name", &typed_);
  ui.record("layers.name", at, ImGui::GetItemRectMax());
}

void LayerBrowser::draw_row(Widgets& ui, int index, ImVec2 at, float width, float height) const {
  const io::Layer& layer = model_->layers[static_cast<size_t>(index)];
  const view::Theme& t = ui.theme();
  ImDrawList* list = ImGui::GetWindowDrawList();
  const float thumb = height - ui.px(10);
  draw_thumbnail(list, layer, {at.x + ui.px(6), at.y + ui.px(5)}, thumb);
  const bool usable = layer.refusal.empty();
  const float x = at.x + thumb + ui.px(20), right = at.x + width - ui.px(10), column = ui.px(150);
  draw_text(list, t.body, {x, at.y + ui.px(3)}, usable ? t.text : t.dim,
            fitted(t.body, layer.name, right - column - x));
  draw_text(list, t.small, {x, at.y + ui.px(21)}, t.dim,
            fitted(t.small, layer_line(layer), right - column - x));
  if (const std::string remark = layer_remark(*model_, layer); !remark.empty())
    draw_text(list, t.small, {x, at.y + ui.px(38)}, usable ? t.kernel : t.warning,
              fitted(t.small, remark, right - x));
  const auto count = io::layer_multiplications(layer);
  if (count) {
    ui.text_right(grouped(*count), right, at.y + ui.px(3), t.text, t.mono);
    if (layer.input)
      ui.text_right(fmt::format("on {}×{}", layer.input->h, layer.input->w), right, at.y + ui.px(21), t.dim,
                    t.small);
  } else {
    ui.text_right(grouped(static_cast<int64_t>(layer.weights->size())), right, at.y + ui.px(3), t.dim,
                  t.mono);
    ui.text_right("weights, size not known", right, at.y + ui.px(21), t.dim, t.small);
  }
}

std::optional<int> LayerBrowser::draw_list(Widgets& ui, float height) {
  list_layers();
  std::optional<int> picked;
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.theme().background);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(6), ui.px(6)});
  ImGui::BeginChild("layers.list", {0, height}, true);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const float row_h = ui.px(58);
  ImGuiListClipper clipper;
  clipper.Begin(static_cast<int>(listed_.size()), row_h);
  while (clipper.Step()) {
    for (int row = clipper.DisplayStart; row < clipper.DisplayEnd; ++row) {
      const int index = listed_[static_cast<size_t>(row)];
      const ImVec2 at = ImGui::GetCursorScreenPos();
      const float width = ImGui::GetContentRegionAvail().x;
      ImGui::PushID(index);
      const bool clicked = ImGui::Selectable("##layer", index == selected_,
                                             ImGuiSelectableFlags_AllowDoubleClick, {width, row_h});
      ImGui::PopID();
      ui.record("layers.row." + std::to_string(index), at, {at.x + width, at.y + row_h});
      draw_row(ui, index, at, width, row_h);
      if (!clicked) continue;
      selected_ = index;
      if (ImGui::IsMouseDoubleClicked(0)) picked = pick();
    }
  }
  if (scroll_ && selected_ >= 0) {
    const auto row = std::find(listed_.begin(), listed_.end(), selected_) - listed_.begin();
    ImGui::SetScrollY(std::max(0.0F, (static_cast<float>(row) + 0.5F) * row_h - height / 2));
  }
  scroll_ = false;
  ImGui::PopStyleVar();
  if (listed_.empty()) ui.text("No layer here matches.", ui.theme().dim);
  ImGui::EndChild();
  ImGui::PopStyleVar();
  ImGui::PopStyleColor();
  return picked;
}

std::optional<int> LayerBrowser::pick() const {
  const bool can = selected_ >= 0 && model_->layers[static_cast<size_t>(selected_)].refusal.empty();
  return can ? std::optional<int>(selected_) : std::nullopt;
}

void LayerBrowser::move(int by) {
  if (listed_.empty()) return;
  const auto at = std::find(listed_.begin(), listed_.end(), selected_);
  const auto row = at == listed_.end() ? 0 : static_cast<int>(at - listed_.begin()) + by;
  selected_ = listed_[static_cast<size_t>(std::clamp(row, 0, static_cast<int>(listed_.size()) - 1))];
  scroll_ = true;
}

void LayerBrowser::draw_notes(Widgets& ui) const {
  for (size_t i = 0; i < std::min<size_t>(model_->warnings.size(), 2); ++i) {
    ui.text(fitted(ui.theme().small, model_->warnings[i], ImGui::GetContentRegionAvail().x),
            ui.theme().warning, ui.theme().small);
  }
}

std::optional<int> LayerBrowser::draw_buttons(Widgets& ui) {
  if (compat::key_pressed(GLFW_KEY_DOWN)) move(1);
  if (compat::key_pressed(GLFW_KEY_UP)) move(-1);
  std::optional<int> picked;
  const bool usable = pick().has_value();
  ui.gap(4);
  const bool pressed = ui.button("layers.use", "Show this layer", "", ui.px(140), true, usable);
  ImGui::SameLine(0, ui.px(8));
  const bool onnx = model_->name.ends_with(".onnx");
  if (onnx && ui.button("layers.whole", "Show the whole model",
                        "All of its convolutions as a table, as whole networks are shown.", ui.px(190))) {
    hide();
    whole_ = true;
  }
  if (onnx) ImGui::SameLine(0, ui.px(8));
  const bool closed = ui.button("layers.close", "Close", "", ui.px(88));
  if (visible() && (pressed || compat::key_pressed(GLFW_KEY_ENTER, false))) picked = pick();
  if (closed || compat::key_pressed(GLFW_KEY_ESCAPE, false)) hide();
  return picked;
}

std::optional<int> LayerBrowser::draw_body(Widgets& ui) {
  const bool kernels = std::all_of(model_->layers.begin(), model_->layers.end(),
                                   [](const io::Layer& layer) { return layer.kernel.has_value(); });
  ui.text(fitted(ui.theme().bold, fmt::format("{} in {}", kernels ? "Kernels" : "Convolutions", model_->name),
                 ImGui::GetContentRegionAvail().x),
          ui.theme().text, ui.theme().bold);
  ui.gap(8);
  draw_filters(ui);
  ui.gap(4);
  const float notes = static_cast<float>(std::min<size_t>(model_->warnings.size(), 2)) * ui.px(22);
  auto picked = draw_list(ui, ImGui::GetContentRegionAvail().y - ui.px(46) - notes);
  draw_notes(ui);
  if (!picked) picked = draw_buttons(ui);
  return picked;
}

std::optional<LayerBrowser::Picked> LayerBrowser::draw(Widgets& ui) {
  if (!visible()) return std::nullopt;
  const ImVec2 display = ImGui::GetIO().DisplaySize;
  if (!ImGui::IsPopupOpen("layers")) ImGui::OpenPopup("layers");
  ImGui::SetNextWindowSize(
      {std::min(ui.px(820), display.x - ui.px(32)), std::min(ui.px(640), display.y - ui.px(32))});
  ImGui::SetNextWindowPos({display.x / 2, display.y / 2}, ImGuiCond_Always, {0.5F, 0.5F});
  if (!ImGui::BeginPopupModal("layers", nullptr,
                              ImGuiWindowFlags_NoTitleBar | ImGuiWindowFlags_NoResize |
                                  ImGuiWindowFlags_NoMove | ImGuiWindowFlags_NoSavedSettings)) {
    return std::nullopt;
  }
  const auto picked = draw_body(ui);
  if (picked) hide();
  if (!visible()) ImGui::CloseCurrentPopup();
  ImGui::EndPopup();
  return picked ? std::optional(Picked{open_, *picked}) : std::nullopt;
}

}  // namespace sep::ui
