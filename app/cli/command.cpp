// Bodies of command.h.
#include "cli/command.h"

#include <fmt/format.h>
#include <unistd.h>

#include <charconv>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <limits>

#include "io/bundle/bundle.h"
#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/models/bank_source.h"

namespace sep::cli {

namespace fs = std::filesystem;

namespace {

bool whole_number(std::string_view text, int low, int high, int& out) {
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  return error == std::errc() && end == text.data() + text.size() && out >= low && out <= high;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (;;) {
    const size_t at = text.find(separator);
    parts.push_back(text.substr(0, at));
    if (at == std::string_view::npos) return parts;
    text.remove_prefix(at + 1);
  }
}

std::string read_stdin() {
  return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

}  // namespace

int report(const Error& error) {
  const bool ended = error.message.empty() || error.message.back() == '.' || error.message.back() == '?';
  warn(error.message + (ended ? "" : "."));
  return 1;
}

void warn(const std::string& message) { fmt::print(stderr, "sepscope: {}\n", message); }

Result<void> write_stdout(const std::string& bytes) {
  const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size();
  if (!whole || std::fflush(stdout) != 0) {
    return fail(fmt::format("standard output cannot be written: {}.", io::reason_of(errno)));
  }
  return {};
}

Result<void> write_output(const std::string& file, const std::string& bytes) {
  if (file != "-") return io::write_file(file, bytes);
  if (::isatty(STDOUT_FILENO) != 0) {
    return fail(
        "standard output is a terminal, which cannot show this: redirect it, or name a file after -o.");
  }
  return write_stdout(bytes);
}

CLI::Option* add_size(CLI::App& app, int& width, int& height, int low, int high) {
  const auto parse = [&width, &height, low, high](const std::string& text) {
    const auto parts = split(text, 'x');
    if (parts.size() != 2 || !whole_number(parts[0], low, high, width) ||
        !whole_number(parts[1], low, high, height)) {
      throw CLI::ValidationError(
          "--size", fmt::format("{} is not a size: give WIDTHxHEIGHT in pixels, {} to {} each, like "
                                "1600x1000",
                                text, low, high));
    }
  };
  return app
      .add_option_function<std::string>("--size", parse, "Width and height in pixels; default 1600x1000")
      ->type_name("WxH");
}

CLI::Option* add_format(CLI::App& app, std::string& format) {
  return app.add_option("--format", format, "How to print it")
      ->check(CLI::IsMember({"table", "csv", "json"}))
      ->capture_default_str();
}

CLI::Option* add_numbers(CLI::App& app, const std::string& name, const std::vector<int*>& out, int low,
                         int high, bool single, const std::string& help) {
  const auto parse = [name, out, low, high, single](const std::string& text) {
    const auto parts = split(text, ',');
    bool fits = parts.size() == out.size() || (single && parts.size() == 1);
    for (size_t i = 0; fits && i < out.size(); ++i)
      fits = whole_number(parts[parts.size() == 1 ? 0 : i], low, high, *out[i]);
    if (!fits) {
      throw CLI::ValidationError(
          name, fmt::format("{} will not do: give {} whole numbers from {} to {} with commas between{}", text,
                            out.size(), low, high, single ? ", or one for all" : ""));
    }
  };
  return app.add_option_function<std::string>(name, parse, help);
}

Result<OpenedExperiment> open_experiment(const std::string& file) {
  const bool piped = file == "-";
  OpenedExperiment opened{
      {}, piped ? fs::path() : fs::path(file).parent_path(), piped ? "standard input" : file};
  Result<Experiment> experiment =
      piped ? io::parse_experiment(read_stdin(), opened.source) : io::load_experiment_or_bundle(file);
  if (!experiment) return tl::unexpected(experiment.error());
  opened.experiment = std::move(*experiment);
  if (auto resolved = io::resolve_bank(opened.experiment, opened.base_dir); !resolved)
    return fail(fmt::format("{}: {}", opened.source, resolved.error().message));
  return opened;
}

Result<LoadedExperiment> load_whole(const OpenedExperiment& opened) {
  Result<io::Image> image = io::load_input(opened.experiment.input, opened.base_dir);
  if (!image) return fail(fmt::format("{}: {}", opened.source, image.error().message));
  Result<Plan> planned = plan(opened.experiment, image->info());
  if (!planned) return fail(fmt::format("{}: {}.", opened.source, planned.error().message));
  return LoadedExperiment{std::move(*image), std::move(*planned)};
}

Result<LoadedExperiment> load_whole(const std::string& file) {
  const Result<OpenedExperiment> opened = open_experiment(file);
  if (!opened) return tl::unexpected(opened.error());
  return load_whole(*opened);
}

}  // namespace sep::cli
