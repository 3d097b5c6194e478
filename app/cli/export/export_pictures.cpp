// Exports of what is seen: PNG, and the stacks as SVG and PDF.
#include <fmt/format.h>

#include <cmath>

#include "cli/export/exporter.h"
#include "cli/export/page.h"
#include "handouts/drawing_files.h"
#include "io/experiment_file.h"
#include "io/image.h"
#include "lessons/pin.h"
#include "ui/offscreen.h"
#include "view/select.h"

namespace sep::cli {

namespace {

constexpr float kSharpness = 3;  ///< frame pixels for each of a drawing's, where tensors are shrunk: 288 dpi

/// Keeps an element, as a click on it does: its channel comes to the front.
Result<void> pin(ui::Studio& studio, const std::string& text) {
  const auto element = lessons::parse_pin(text);
  const Plan* plan = studio.session.plan();
  if (plan == nullptr) return {};  // why is said when it is drawn
  if (!element || !links_of(*plan, *element))
    return fail(fmt::format(
        "--pin: '{}' is no element of this experiment: give stack, channel, row and column, such as "
        "'separable.1 7 3,4'.",
        text));
  Experiment after = studio.session.experiment();
  after.view = view::showing(*plan, after.view, *element);
  studio.session.apply({"choice", "", std::move(after)});
  studio.state.follow.pinned = *element;
  return {};
}

}  // namespace

Result<std::unique_ptr<ui::Offscreen>> open_offscreen(const ExportOptions& options, float sharpness) {
  const Result<OpenedExperiment> opened = open_experiment(options.experiment);
  if (!opened) return tl::unexpected(opened.error());
  ui::LaunchOptions launch = options.launch;
  launch.experiment = opened->experiment;
  launch.base_dir = opened->base_dir;
  auto window = ui::Offscreen::create(launch, sharpness);
  if (!window || options.pin.empty()) return window;
  if (auto pinned = pin((*window)->studio(), options.pin); !pinned) return fail(pinned.error().message);
  return window;
}

Result<void> export_png(const ExportOptions& options, Progress& progress) {
  auto window = open_offscreen(options, 1);
  if (!window) return tl::unexpected(window.error());
  progress.part(0, 2, "computing");
  if (auto settled = (*window)->settle(progress.go_on()); !settled) return settled;
  progress.part(1, 2, "writing");
  if (auto on = progress.at(0); !on) return on;
  const ui::Picture picture = (*window)->picture();
  const Result<std::string> png = io::png_bytes(picture.width, picture.height, picture.rgb);
  if (!png) return tl::unexpected(png.error());
  if (auto on = progress.at(1); !on) return on;
  return io::write_file(options.file, *png);
}

Result<void> export_drawing(const ExportOptions& options, Progress& progress) {
  ExportOptions inside = options;
  Page page;
  if (options.sized) {
    page.width = static_cast<float>(options.launch.width_px);
    page.height = static_cast<float>(options.launch.height_px);
  }
  const view::Rect inner = page.inner();
  inside.launch.width_px = static_cast<int>(inner.w());
  inside.launch.height_px = static_cast<int>(inner.h());
  inside.launch.stacks_only = true;
  inside.launch.light = !options.dark;
  auto window = open_offscreen(inside, kSharpness);
  if (!window) return tl::unexpected(window.error());
  if (!options.dark) (*window)->studio().theme.background = IM_COL32_WHITE;  // paper
  progress.part(0, 2, "computing");
  auto diagram = (*window)->drawing(progress.go_on());
  if (!diagram) return tl::unexpected(diagram.error());
  progress.part(1, 2, "writing");
  const Plan& plan = *(*window)->studio().session.plan();
  const view::Drawing drawing = make_page(page, std::move(*diagram), plan, (*window)->studio().theme);
  const bool pdf = options.kind == io::ExportKind::pdf;
  const auto bytes =
      pdf ? handouts::pdf_of(drawing, title_of(plan)) : handouts::svg_of(drawing, title_of(plan));
  if (!bytes) return tl::unexpected(bytes.error());
  if (auto on = progress.at(1); !on) return on;
  return io::write_file(options.file, *bytes);
}

}  // namespace sep::cli
