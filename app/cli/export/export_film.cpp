// Exports that move: the race or the steps, frame by frame, as GIF, MP4 or a folder of PNG.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/export/exporter.h"
#include "handouts/film.h"
#include "io/file_bytes.h"
#include "io/image.h"
#include "ui/offscreen.h"
#include "ui/timeline.h"

namespace sep::cli {

namespace fs = std::filesystem;

namespace {

constexpr int kMostFrames = 20'000;
constexpr double kHold_s = 1;  ///< the end stays so long

/// Where both paths stand in each frame.
struct Moments {
  int frames = 0;
  std::function<ui::Timeline(int)> at;
};

Moments race_moments(const Plan& plan, double standard_s, int fps) {
  ui::Timeline t = ui::race_started({}, 0);
  t.race.running = false;
  t.race.standard_us = std::llround(standard_s * 1e6);
  const int64_t end = ui::race_of(t, plan).end_micros();
  const int frames = static_cast<int>(std::ceil(static_cast<double>(end) / 1e6 * fps)) + 1;
  return {frames, [t, end, fps](int i) {
            ui::Timeline now = t;
            now.race.from_us = std::min<int64_t>(end, std::llround(i * 1e6 / fps));
            return now;
          }};
}

/// The plan is kept: the window makes a new one whenever another channel comes to the front.
Moments step_moments(const Plan& now, Granularity granularity, double length_s, int fps) {
  const auto kept = std::make_shared<const Plan>(now);
  const Plan& plan = *kept;
  ui::Timeline t = ui::paced(ui::with_step({}, true, 0), plan, granularity, 8, 0);
  int64_t steps = 0;
  for (const PathId p : ui::kBothPaths)
    steps = std::max(steps, ui::steps_of(plan, p).step_count(granularity));
  const int frames = std::max(2, static_cast<int>(std::ceil(length_s * fps)));
  return {frames, [t, kept, granularity, steps, frames](int i) {
            ui::Timeline at = t;
            const auto done = static_cast<int64_t>(static_cast<double>(steps) * i / (frames - 1));
            for (const PathId p : ui::kBothPaths) {
              const Steps path = ui::steps_of(*kept, p);
              const int64_t most = path.step_count(granularity);
              at = ui::jumped(at, *kept, p, path.position_after(std::min(done, most), granularity), 0);
            }
            return at;
          }};
}

Granularity granularity_of(const std::string& name) {
  const auto& names = ui::kGranularityNames;
  return static_cast<Granularity>(std::find(names.begin(), names.end(), name) - names.begin());
}

/// Frames as they are asked for; one that shows the same as the one before is not drawn again.
class Camera {
 public:
  Camera(ui::Offscreen& window, Moments moments) : window_(window), moments_(std::move(moments)) {}
  int frames() const { return moments_.frames; }

  Result<ui::Picture*> take(int frame) {
    const Plan& plan = *window_.studio().session.plan();
    const ui::Timeline at = moments_.at(std::min(frame, moments_.frames - 1));
    const auto positions = ui::positions(at, plan, 0);
    const std::pair<int64_t, int64_t> now{positions->separable, positions->standard};
    if (last_ == now) return &picture_;
    last_ = now;
    window_.studio().state.timeline = at;
    window_.draw();
    picture_ = window_.picture();
    return &picture_;
  }

 private:
  ui::Offscreen& window_;
  Moments moments_;
  std::optional<std::pair<int64_t, int64_t>> last_;
  ui::Picture picture_;
};

using TakeFrame = std::function<Result<void>(int, const ui::Picture&)>;

Result<void> shoot(Camera& camera, int hold, Progress& progress, const TakeFrame& frame) {
  const int all = camera.frames() + hold;
  for (int i = 0; i < all; ++i) {
    const auto picture = camera.take(i);
    if (!picture) return tl::unexpected(picture.error());
    if (auto taken = frame(i, **picture); !taken) return taken;
    if (auto on = progress.at(static_cast<double>(i + 1) / all); !on) return on;
  }
  return {};
}

Result<void> to_film(const ExportOptions& options, Camera& camera, int fps, int hold, Progress& progress) {
  const bool gif = options.kind == io::ExportKind::gif;
  std::vector<std::string> samples;
  for (const int i : {0, camera.frames() / 2, camera.frames() - 1}) {
    if (!gif) break;
    const auto picture = camera.take(i);
    if (!picture) return tl::unexpected(picture.error());
    samples.push_back((*picture)->rgb);
  }
  const handouts::FilmFormat format{gif ? handouts::FilmFormat::Kind::gif : handouts::FilmFormat::Kind::mp4,
                                    options.launch.width_px, options.launch.height_px, fps};
  return io::write_file_through(options.file, [&](const fs::path& file, int) -> Result<void> {
    auto film = handouts::Film::begin(file, format, samples);
    if (!film) return tl::unexpected(film.error());
    const auto add = [&](int, const ui::Picture& picture) { return (*film)->add(picture.rgb); };
    if (auto shot = shoot(camera, hold, progress, add); !shot) return shot;
    return (*film)->end(progress.go_on());
  });
}

Result<void> to_folder(const ExportOptions& options, Camera& camera, Progress& progress) {
  return io::write_folder_through(options.file, [&](const fs::path& folder) {
    return shoot(camera, 0, progress, [&](int i, const ui::Picture& picture) {
      return io::save_png(folder / fmt::format("frame-{:05}.png", i + 1), picture.width, picture.height,
                          picture.rgb);
    });
  });
}

}  // namespace

Result<void> export_film(const ExportOptions& options, Progress& progress) {
  const bool folder = options.kind == io::ExportKind::folder;
  if (!folder) {
    if (auto there = handouts::check_ffmpeg(); !there) return there;
  }
  const int fps = options.fps > 0 ? options.fps : options.kind == io::ExportKind::gif ? 20 : 25;
  auto window = open_offscreen(options, 1);
  if (!window) return tl::unexpected(window.error());
  progress.part(0, 10, "computing");
  if (auto settled = (*window)->settle(progress.go_on()); !settled) return settled;
  const Plan& plan = *(*window)->studio().session.plan();
  const Moments moments = options.steps.empty()
                              ? race_moments(plan, options.race_s > 0 ? options.race_s : 10, fps)
                              : step_moments(plan, granularity_of(options.steps), options.length_s, fps);
  if (moments.frames > kMostFrames)
    return fail(
        fmt::format("the animation would have {} frames, more than {}: choose fewer seconds or a lower "
                    "--fps.",
                    moments.frames, kMostFrames));
  Camera camera(**window, moments);
  progress.part(0, 1, "drawing");
  if (folder) return to_folder(options, camera, progress);
  return to_film(options, camera, fps, static_cast<int>(kHold_s * fps), progress);
}

}  // namespace sep::cli
