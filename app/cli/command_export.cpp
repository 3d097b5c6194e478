// sepscope export: an experiment as a file to hand out; the ending of its name says of which kind.
#include <fmt/format.h>

#include <cmath>
#include <memory>

#include "cli/command.h"
#include "cli/export/exporter.h"
#include "io/image.h"
#include "ui/timeline.h"

namespace sep::cli {

namespace {

using Kind = io::ExportKind;

constexpr const char* kExamples =
    "\nThe file is written whole or not at all; one that is there is replaced. Ctrl+C ends a long export and "
    "leaves nothing.\n"
    "\n"
    "Examples:\n"
    "  sepscope export lesson.json -o costs.tex\n"
    "  sepscope export lesson.json --stage depthwise -o maps.npy\n"
    "  sepscope export lesson.json -o lesson.py && python3 lesson.py\n"
    "  sepscope export lesson.json -o lesson.pdf\n"
    "  sepscope export lesson.json --what stacks --scale 2 -o stacks.png\n"
    "  sepscope export lesson.json --race 8 -o race.gif\n"
    "\n"
    "Exit status: 0 done, 1 it failed, 2 the arguments make no sense, 130 cancelled.";

struct Options {
  ExportOptions job;
  std::string file;
  bool to_window = false;
};

bool moves(const ExportOptions& job) { return job.race_s > 0 || !job.steps.empty(); }

Result<void> run(const ExportOptions& job, Progress& progress) {
  switch (job.kind) {
    case Kind::csv:
    case Kind::json:
    case Kind::tex:
      return export_costs(job);
    case Kind::python:
      return export_python(job);
    case Kind::npy:
      return export_stage(job, progress);
    case Kind::png:
      return export_png(job, progress);
    case Kind::svg:
    case Kind::pdf:
      return export_drawing(job, progress);
    case Kind::gif:
    case Kind::mp4:
      return export_film(job, progress);
    case Kind::folder:
      return moves(job) ? export_film(job, progress) : export_all_stages(job, progress);
  }
  return {};
}

/// What the options say beyond what the kind can be. Error: they do not go together.
Result<void> check(ExportOptions& job) {
  const bool drawn = job.kind == Kind::svg || job.kind == Kind::pdf;
  if (drawn && job.what == "window")
    return fail("the window is exported as .png, .gif or .mp4; .svg and .pdf have the stacks alone.");
  const bool film = job.kind == Kind::gif || job.kind == Kind::mp4 || job.kind == Kind::folder;
  if (moves(job) && !film) return fail("--race and --steps need a .gif, an .mp4 or a folder.");
  if (!job.stage.empty() && job.kind != Kind::npy) return fail("--stage chooses what an .npy holds.");
  job.launch.stacks_only = job.what == "stacks";
  job.launch.light = job.theme == "light";
  job.dark = job.theme == "dark";
  if (!job.sized && !drawn) {
    const float scale = job.launch.scale > 0 ? job.launch.scale : 1;
    job.launch.width_px = static_cast<int>(std::lround(1600 * scale));
    job.launch.height_px = static_cast<int>(std::lround(1000 * scale));
  }
  return {};
}

int run(Options& options) {
  const Result<Kind> kind = io::export_kind(options.file);
  if (!kind) return report(kind.error());
  std::error_code none;
  if (std::filesystem::equivalent(options.job.experiment, options.file, none))
    return report(
        {fmt::format("'{}' is the experiment itself: name another file to export into.", options.file)});
  options.job.file = options.file;
  options.job.kind = *kind;
  if (auto fits = check(options.job); !fits) {
    report(fits.error());
    return 2;
  }
  Result<void> done;
  {
    Progress progress(options.to_window ? Progress::To::program : Progress::To::terminal);
    done = run(options.job, progress);
  }
  if (done) return 0;
  report(done.error());
  return cancelled() ? kCancelledStatus : 1;
}

}  // namespace

void add_export(CLI::App& program, Action& action) {
  CLI::App* const command = program.add_subcommand("export", "Write an experiment as a file to hand out");
  const auto options = std::make_shared<Options>();
  ExportOptions& job = options->job;
  command
      ->add_option("EXPERIMENT", job.experiment,
                   "An experiment file (JSON), a bundle, or - for standard input")
      ->required();
  command->add_option("-o,--output", options->file, "The file to write")->required()->type_name("FILE");
  command
      ->add_option("--stage", job.stage,
                   "Of .npy: which stage, as in its file of 'sepscope run' or by its own name")
      ->type_name("NAME");
  command->add_option("--what", job.what, "Of pictures and animations: the whole window, or the stacks alone")
      ->check(CLI::IsMember({"window", "stacks"}))
      ->type_name("window|stacks");
  command->add_option("--pin", job.pin, "Draw what this element is computed from: \"separable.1 7 3,4\"")
      ->type_name("STACK CHANNEL Y,X");
  CLI::Option* const size = add_size(*command, job.launch.width_px, job.launch.height_px, 200, io::kMaxSide);
  command
      ->add_option("--scale", job.launch.scale,
                   "Size of text and controls, 0.5 to 16; without --size the picture grows with it")
      ->check(CLI::Range(0.5, 16.0).description(""))
      ->type_name("S");
  command->add_option("--theme", job.theme, "Of pictures; drawings are light unless this says dark")
      ->check(CLI::IsMember({"dark", "light"}))
      ->type_name("dark|light");
  command->add_flag("--presenter", job.launch.presenter,
                    "Of the window: only the stacks and the headline, large");
  CLI::Option* const race =
      command
          ->add_option("--race", job.race_s, "Animate the race: how long the standard path takes; default 10")
          ->check(CLI::Range(1.0, 3600.0).description(""))
          ->type_name("SECONDS");
  command->add_option("--steps", job.steps, "Animate the steps instead, of this size")
      ->check(
          CLI::IsMember(std::vector<std::string>(ui::kGranularityNames.begin(), ui::kGranularityNames.end())))
      ->type_name("multiplication|element|row|channel|stage")
      ->excludes(race);
  command->add_option("--length", job.length_s, "How long the steps take together; default 20")
      ->check(CLI::Range(1.0, 3600.0).description(""))
      ->type_name("SECONDS");
  command->add_option("--fps", job.fps, "Frames per second; default 25, of a GIF 20")
      ->check(CLI::Range(1, 60).description(""))
      ->type_name("N");
  command->add_flag("--progress-lines", options->to_window, "")->group("");
  command->footer("Kinds, by the ending of FILE:\n" + io::export_kinds_help() + kExamples);
  command->callback([options, size, &action] {
    options->job.sized = size->count() > 0;
    action = [options] { return run(*options); };
  });
}

}  // namespace sep::cli
