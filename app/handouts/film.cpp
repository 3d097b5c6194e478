// Bodies of film.h: ffmpeg as a child that reads raw frames from a pipe.
#include "handouts/film.h"

#include <fmt/format.h>

#include <chrono>
#include <thread>

#include "io/process.h"

namespace sep::handouts {
namespace {

namespace fs = std::filesystem;

constexpr const char* kMissing =
    "animations are made by the program ffmpeg, which is not installed: install it, or export into a folder "
    "(a name that ends in /), which writes the frames as PNG.";

/// ffmpeg with frames on its standard input; ended with its last words.
class Ffmpeg {
 public:
  static Result<std::unique_ptr<Ffmpeg>> start(std::vector<std::string> arguments);
  Result<void> write(const std::string& bytes);
  Result<void> finish(const GoOn& go_on);

 private:
  explicit Ffmpeg(io::Process process) : process_(std::move(process)) {}
  Result<int> wait(const GoOn& go_on);
  tl::unexpected<Error> last_words();

  io::Process process_;
};

Result<std::unique_ptr<Ffmpeg>> Ffmpeg::start(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), {"ffmpeg", "-hide_banner", "-loglevel", "error", "-y"});
  auto process = io::Process::start(std::move(arguments));
  if (process) return std::unique_ptr<Ffmpeg>(new Ffmpeg(std::move(*process)));
  if (process.error() == ENOENT) return fail(kMissing);
  return fail(fmt::format("ffmpeg cannot be started: {}.", io::reason_of(process.error())));
}

tl::unexpected<Error> Ffmpeg::last_words() {
  std::string text = process_.read_errors();
  while (!text.empty() && (text.back() == '\n' || text.back() == '.')) text.pop_back();
  if (const size_t line = text.rfind('\n'); line != std::string::npos) text.erase(0, line + 1);
  return fail(
      fmt::format("ffmpeg could not make the animation: {}.", text.empty() ? "it says nothing" : text));
}

Result<int> Ffmpeg::wait(const GoOn& go_on) {
  using namespace std::chrono_literals;
  for (;;) {
    if (const auto status = process_.status()) return *status;
    if (go_on) {
      if (auto on = go_on(1); !on) return tl::unexpected(on.error());
    }
    std::this_thread::sleep_for(20ms);
  }
}

Result<void> Ffmpeg::write(const std::string& bytes) {
  if (process_.write(bytes)) return {};
  process_.close_input();
  static_cast<void>(wait(nullptr));
  return last_words();
}

Result<void> Ffmpeg::finish(const GoOn& go_on) {
  process_.close_input();
  const auto status = wait(go_on);
  if (!status) return tl::unexpected(status.error());
  if (*status != 0) return last_words();
  return {};
}

std::vector<std::string> raw_input(const FilmFormat& f) {
  return {"-f",          "rawvideo",
          "-pix_fmt",    "rgb24",
          "-video_size", fmt::format("{}x{}", f.width, f.height),
          "-framerate",  std::to_string(f.fps),
          "-i",          "pipe:0"};
}

std::vector<std::string> joined(std::vector<std::string> a, const std::vector<std::string>& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

/// Chooses the 256 colours.
Result<void> make_palette(const fs::path& file, const FilmFormat& format,
                          const std::vector<std::string>& samples) {
  auto maker = Ffmpeg::start(joined(raw_input(format), {"-vf", "palettegen=stats_mode=full", "-update", "1",
                                                        "-f", "image2", "-c:v", "png", file.string()}));
  if (!maker) return tl::unexpected(maker.error());
  for (const std::string& s : samples) {
    if (auto written = (*maker)->write(s); !written) return written;
  }
  return (*maker)->finish(nullptr);
}

std::vector<std::string> film_arguments(const fs::path& file, const FilmFormat& format,
                                        const fs::path& palette) {
  std::vector<std::string> out = raw_input(format);
  if (format.kind == FilmFormat::Kind::gif) {
    return joined(out,
                  {"-f", "image2", "-c:v", "png", "-i", palette.string(), "-filter_complex",
                   "paletteuse=dither=none:diff_mode=rectangle", "-loop", "0", "-f", "gif", file.string()});
  }
  // sides must be even; the colours are marked, or players guess
  return joined(out,
                {"-vf",
                 "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
                 "-c:v",
                 "libx264",
                 "-crf",
                 "16",
                 "-preset",
                 "medium",
                 "-tune",
                 "animation",
                 "-colorspace",
                 "bt709",
                 "-color_primaries",
                 "bt709",
                 "-color_trc",
                 "bt709",
                 "-movflags",
                 "+faststart",
                 "-f",
                 "mp4",
                 file.string()});
}

class FilmImpl final : public Film {
 public:
  FilmImpl(std::unique_ptr<Ffmpeg> ffmpeg, fs::path palette)
      : palette_(std::move(palette)), ffmpeg_(std::move(ffmpeg)) {}
  ~FilmImpl() override {
    std::error_code ignored;
    if (!palette_.empty()) fs::remove(palette_, ignored);
  }
  Result<void> add(const std::string& rgb) override { return ffmpeg_->write(rgb); }
  Result<void> end(const GoOn& go_on) override { return ffmpeg_->finish(go_on); }

 private:
  fs::path palette_;
  std::unique_ptr<Ffmpeg> ffmpeg_;
};

}  // namespace

Result<std::unique_ptr<Film>> Film::begin(const fs::path& file, const FilmFormat& format,
                                          const std::vector<std::string>& samples) {
  fs::path palette;
  if (format.kind == FilmFormat::Kind::gif) {
    palette = file.string() + ".png";
    if (auto made = make_palette(palette, format, samples); !made) {
      std::error_code ignored;
      fs::remove(palette, ignored);
      return tl::unexpected(made.error());
    }
  }
  auto ffmpeg = Ffmpeg::start(film_arguments(file, format, palette));
  if (!ffmpeg) return tl::unexpected(ffmpeg.error());
  return std::make_unique<FilmImpl>(std::move(*ffmpeg), std::move(palette));
}

Result<void> check_ffmpeg() {
  auto asked = Ffmpeg::start({"-version"});
  if (!asked) return tl::unexpected(asked.error());
  return {};
}

}  // namespace sep::handouts
