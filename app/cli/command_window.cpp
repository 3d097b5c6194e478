// sepscope [FILE…] and sepscope render [FILE…]: the window, and its picture without a display.
#include <algorithm>
#include <memory>

#include "cli/command.h"
#include "io/image.h"
#include "ui/app.h"

namespace sep::cli {

namespace {

constexpr const char* kRenderFooter =
    "Draws the same window off screen, everything computed to the end. FILE as for the window; an image is "
    "shown at its own\n"
    "size. --scale makes text and controls larger: twice the --size with --scale 2 is the same window, twice "
    "as sharp.\n"
    "\n"
    "Examples:\n"
    "  sepscope render photo.jpg -o window.png\n"
    "  sepscope render lesson.json -o handout.png --size 3200x2000 --scale 2\n"
    "  sepscope render lesson.json -o race.png --race 15\n"
    "\n"
    "Exit status: 0 done, 1 it failed, 2 the arguments make no sense.";

constexpr int kLeastSide = 200;

struct Options {
  ui::LaunchOptions launch;
  std::string output;
  double race_s = 0;
  int64_t step = 0;
};

const std::vector<std::string> kCharts{"kernel", "channels", "filters", "terms", "size", "error", "traffic"};

/// In the order of ui::ChartKind.
ui::ChartKind chart_of_word(const std::string& word) {
  return static_cast<ui::ChartKind>(std::ranges::find(kCharts, word) - kCharts.begin());
}

void add_common(CLI::App& app, Options& options) {
  app.add_option("FILE", options.launch.files, "An image, an experiment, filters or a lesson")->type_name("");
  app.add_option("--layer", options.launch.layer, "Which layer of a model to show")->type_name("NAME");
  app.add_option("--kernel", options.launch.kernel,
                 "The kernel: a grey image of at most 63×63, a text matrix, .npy or JSON")
      ->type_name("FILE");
  app.add_option("--network", options.launch.network, "Begin with a whole network: its name, or its file")
      ->type_name("NETWORK");
  app.add_option_function<std::string>(
         "--chart", [&options](const std::string& word) { options.launch.chart = chart_of_word(word); },
         "Begin with a chart, large: kernel, channels, filters, terms, size, error or traffic")
      ->check(CLI::IsMember(kCharts).description(""))
      ->type_name("CHART");
  app.add_flag("--presenter", options.launch.presenter, "Only the stacks and the headline, large");
  app.add_flag("--light", options.launch.light, "The light theme");
  app.add_option("--lesson", options.launch.lesson, "Begin with a lesson: its number, or its file")
      ->type_name("LESSON");
  app.add_option("--lesson-step", options.launch.lesson_step, "Which step of it, from 1")
      ->check(CLI::Range(1, 100).description(""))
      ->type_name("N");
  add_size(app, options.launch.width_px, options.launch.height_px, kLeastSide, io::kMaxSide);
  app.add_option("--scale", options.launch.scale,
                 "Size of text and controls, 0.5 to 4; default: the monitor's")
      ->check(CLI::Range(0.5, 4.0).description(""))
      ->type_name("S");
  app.add_option("--ui-map", options.launch.ui_map,
                 "Write every widget's id and rectangle, in window pixels, to this file")
      ->type_name("JSON");
  app.add_option("--state", options.launch.state,
                 "Write frame counter, experiment, costs and message to this file")
      ->type_name("JSON");
}

int render(Options& options) {
  const Result<ui::Picture> picture = ui::render_picture(options.launch);
  if (!picture) return report(picture.error());
  const Result<std::string> png = io::png_bytes(picture->width, picture->height, picture->rgb);
  if (!png) return report(png.error());
  const Result<void> written = write_output(options.output, *png);
  return written ? 0 : report(written.error());
}

}  // namespace

void add_window(CLI::App& program, Action& action) {
  const auto options = std::make_shared<Options>();
  add_common(program, *options);
  program
      .add_option("--shaders", options->launch.shaders,
                  "For developers: take the shaders from this folder, and again whenever one is saved")
      ->check(CLI::ExistingDirectory.description(""))
      ->type_name("DIR");
  action = [options] { return ui::run_window(options->launch); };
}

void add_render(CLI::App& program, Action& action) {
  CLI::App* const command =
      program.add_subcommand("render", "Draw the window into a picture, with no display");
  const auto options = std::make_shared<Options>();
  add_common(*command, *options);
  command->add_option("-o,--output", options->output, "The PNG to write, or - for standard output")
      ->required()
      ->type_name("out.png");
  CLI::Option* const race =
      command->add_option("--race", options->race_s, "Show the race of both paths after so many seconds")
          ->check(CLI::Range(0.0, 1e5).description(""))
          ->type_name("SECONDS");
  CLI::Option* const step =
      command->add_option("--step", options->step, "Show both paths after their first N multiplications")
          ->check(CLI::Range(int64_t{0}, int64_t{1} << 62).description(""))
          ->type_name("N")
          ->excludes(race);
  command->footer(kRenderFooter);
  command->callback([options, race, step, &action] {
    if (race->count() > 0) options->launch.race_s = options->race_s;
    if (step->count() > 0) options->launch.step = options->step;
    action = [options] { return render(*options); };
  });
}

}  // namespace sep::cli
