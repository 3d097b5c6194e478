// Bodies of launch.h.
#include "cli/launch.h"

#include <fmt/format.h>

#include "io/experiment_file.h"
#include "io/file_bytes.h"
#include "io/image.h"
#include "ui/images.h"

namespace sep::cli {

namespace fs = std::filesystem;

namespace {

struct Files {
  std::string image, experiment;
};

Result<void> sort_in(const std::string& file, Files& files) {
  const Result<io::FileKind> kind = io::kind_of(file);
  if (!kind) return tl::unexpected(kind.error());
  if (*kind == io::FileKind::npy) {
    return fail(
        fmt::format("{} holds an array: 'sepscope conv' takes it as --input or --weight.", io::quoted(file)));
  }
  if (*kind == io::FileKind::unknown) {
    return fail(fmt::format("{} is neither an image (PNG, JPEG, BMP, TGA, HDR) nor an experiment (JSON).",
                            io::quoted(file)));
  }
  const bool image = *kind == io::FileKind::image;
  std::string& place = image ? files.image : files.experiment;
  if (!place.empty()) {
    return fail(fmt::format("{} and {} are both {}: name one.", io::quoted(place), io::quoted(file),
                            image ? "images" : "experiments"));
  }
  place = file;
  return {};
}

}  // namespace

Result<void> take_files(const std::vector<std::string>& names, bool interactive, ui::LaunchOptions& options) {
  Files files;
  for (const std::string& name : names) {
    if (auto sorted = sort_in(name, files); !sorted) return sorted;
  }
  if (!files.experiment.empty()) {
    Result<Experiment> experiment = io::load_experiment(files.experiment);
    if (!experiment) return tl::unexpected(experiment.error());
    options.experiment = std::move(*experiment);
    options.base_dir = fs::absolute(files.experiment).parent_path();
  }
  if (files.image.empty()) return {};
  const Result<Size2> size = io::image_size(files.image);
  if (!size) return tl::unexpected(size.error());
  const bool alone = !options.experiment;
  if (alone) options.experiment = Experiment{};
  options.experiment->input.file = fs::absolute(files.image).string();
  if (alone && interactive) ui::keep_interactive(options.experiment->input, *size);
  return {};
}

}  // namespace sep::cli
