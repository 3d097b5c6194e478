// INPUT: which image, at which size, with how many channels.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "ui/format.h"
#include "ui/panels/panels.h"
#include "ui/size_limit.h"

namespace sep::ui::panels {
namespace {

std::string sample_label(const std::string& id) {
  std::string label = id;
  if (!label.empty()) label[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(label[0])));
  std::replace(label.begin(), label.end(), '-', ' ');
  return label;
}

/// "4032×3024" is width × height, as cameras say it.
std::string wide_by_high(Size2 s) { return fmt::format("{}×{}", s.w, s.h); }

void name_row(PanelContext& c) {
  const float width = ImGui::GetContentRegionAvail().x, buttons = c.ui.px(62 + 8 + 96);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const io::Image* image = c.session.image();
  const InputSource& in = c.experiment().input;
  const std::string name =
      in.file.empty() ? sample_label(in.sample) : std::filesystem::path(in.file).filename().string();
  const std::string shown = fitted(c.theme.bold, name, width - buttons - c.ui.px(8));
  draw_text(ImGui::GetWindowDrawList(), c.theme.bold,
            {at.x, at.y + (c.ui.px(26) - c.theme.bold->FontSize) / 2}, c.theme.text, shown);
  ImGui::Dummy({width - buttons - c.ui.px(8), c.ui.px(26)});
  c.ui.finish_item("input.name", in.file.empty() ? name + ": a sample made by this project." : in.file);
  ImGui::SameLine(0, c.ui.px(8));
  if (c.ui.button("input.open", "Open…",
                  "Open an image or an experiment (Ctrl+O). Dropping a file on the window does the same.",
                  c.ui.px(62))) {
    c.run("file.open");
  }
  ImGui::SameLine(0, c.ui.px(8));
  const std::vector<std::string> ids = io::sample_names();
  std::vector<std::string> labels;
  int current = -1;
  for (const std::string& id : ids) {
    if (in.file.empty() && id == in.sample) current = static_cast<int>(labels.size());
    labels.push_back(sample_label(id));
  }
  if (image == nullptr) return;
  if (const auto chosen = c.ui.combo("input.samples", labels, current, "Images made by this project.",
                                     c.ui.px(96), {}, "Samples")) {
    Experiment e = c.experiment();
    e.input.file.clear();
    e.input.sample = ids[static_cast<size_t>(*chosen)];
    if (e.input.height != e.input.width)
      e.input.height = e.input.width = 0;  // another image has other proportions
    c.edit("sample", "", std::move(e));
  }
}

void size_line(PanelContext& c, const ImageInfo& info, Size2 working) {
  const bool whole = working == info.size;
  std::string text = wide_by_high(info.size);
  text += whole ? ", at full size" : ", working at " + wide_by_high(working);
  c.ui.text(text, c.theme.dim, c.theme.small);
  if (whole) return;
  const float link_w = measure(c.theme.small, "full size").x;
  ImGui::SameLine(ImGui::GetCursorPosX() + ImGui::GetContentRegionAvail().x - link_w, 0);
  if (c.ui.link("input.full", "full size",
                "Work on every pixel of the image. Large images take their time.")) {
    Experiment e = c.experiment();
    e.input.height = info.size.h;
    e.input.width = info.size.w;
    c.edit("full size", "", std::move(e));
  }
}

void size_slider(PanelContext& c, const ImageInfo& info, Size2 working) {
  const int full = std::max(info.size.h, info.size.w);
  SliderSpec s;
  s.id = "input.size";
  s.label = "longest side";
  s.colour = c.theme.pixels;
  s.tooltip = "Longest side of the image that is worked on, in pixels.";
  s.value = std::max(working.h, working.w);
  const SizeLimit limit = size_limit(c.experiment(), info);
  s.scale_low = s.typed_low = std::min(kLeastSide, full);
  s.low = limit.low;
  s.why_low = limit.why;
  s.scale_high = s.high = s.typed_high = full;
  s.why_high = "that is the image's own size";
  s.logarithmic = true;
  if (const auto value = c.ui.slider(s)) {
    c.edit("working size", "input.size", with_longest(c.experiment(), info, *value));
  }
}

void fit_row(PanelContext& c, const ImageInfo& info) {
  static const std::string kLabels[] = {"Area", "Crop"};
  static const std::string kTips[] = {
      "Shrink the whole image: every new pixel is the average of the area it covers.",
      "Cut the middle out of the image, without shrinking it."};
  const float width = ImGui::GetContentRegionAvail().x;
  if (const auto chosen = c.ui.segments("input.fit", kLabels, static_cast<int>(c.experiment().input.fit),
                                        kTips, c.ui.px(126))) {
    Experiment e = c.experiment();
    e.input.fit = static_cast<Fit>(*chosen);
    c.edit("fit", "", std::move(e));
  }
  ImGui::SameLine(0, c.ui.px(8));
  const bool tiny = c.experiment().input.height == 12 && c.experiment().input.width == 12;
  if (c.ui.button("input.wang", "Wang’s 12×12×3",
                  "Make the 12×12 image with 3 channels of Wang’s well-known example of this one.",
                  width - c.ui.px(134), tiny)) {
    Experiment e = c.experiment();
    e.input.height = e.input.width = 12;
    e.input.channels = info.channels == 3 ? 0 : 3;
    if (!plan(e, info)) e = with(e, Parameter::kernel, 5);  // as in the example
    c.edit("12×12×3", "", std::move(e));
  }
}

void channel_rows(PanelContext& c, const ImageInfo& info) {
  const InputSource& in = c.experiment().input;
  const bool bank = in.channels != 0;
  SliderSpec s;
  s.id = "input.channels";
  s.symbol = "C";
  s.label = "channels";
  s.colour = c.theme.channels;
  s.tooltip = bank ? "Channels made from the image by a seeded bank of filters, as a deep layer has them."
                   : "The image’s own channels; drag to make more by a seeded bank of filters.";
  s.value = bank ? in.channels : info.channels;
  s.scale_low = s.low = s.typed_low = 1;
  s.scale_high = s.high = s.typed_high = 512;
  s.why_low = s.why_high = "the bank makes 1 to 512 channels";
  s.logarithmic = true;
  if (const auto value = c.ui.slider(s))
    c.set("channels", "input.channels", Parameter::channels, *value == info.channels ? 0 : *value);
  if (!bank) return;
  c.ui.row_label("bank, seed", c.ui.px(84));
  const float width = c.ui.px(96);
  if (const auto seed = c.ui.stepper("input.seed", static_cast<int>(in.seed), 0, 9999,
                                     "Another seed makes another bank of channels.", "", "", width, 9999)) {
    Experiment e = c.experiment();
    e.input.seed = static_cast<uint32_t>(std::max(0, *seed));
    c.edit("bank seed", "input.seed", std::move(e));
  }
  ImGui::SameLine(0, c.ui.px(8));
  if (c.ui.button("input.own_channels", info.channels == 3 ? "image’s 3" : "image’s 1",
                  "Back to the image’s own channels.", ImGui::GetContentRegionAvail().x)) {
    c.set("channels", "", Parameter::channels, 0);
  }
}

}  // namespace

void draw_input(PanelContext& c) {
  c.ui.section("INPUT");
  name_row(c);
  const ImageInfo info = c.session.image_info();
  const auto shape = working_shape(c.experiment().input, info);
  const Size2 working = shape ? Size2{static_cast<int>(shape->h), static_cast<int>(shape->w)} : info.size;
  size_line(c, info, working);
  size_slider(c, info, working);
  fit_row(c, info);
  channel_rows(c, info);
}

}  // namespace sep::ui::panels
